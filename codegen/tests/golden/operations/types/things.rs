// @generated from fixtures/operations/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Things`.

use super::Thing;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `Things`.
#[derive(Debug, Clone, PartialEq)]
pub struct Things {
    /// `things`.
    pub things: Vec<Thing>,
}

impl Things {
    /// A new `Things` of what is required.
    #[must_use]
    pub fn new(things: impl IntoIterator<Item = impl Into<Thing>>) -> Self {
        Self {
            things: things.into_iter().map(Into::into).collect(),
        }
    }
}

impl protojson::Message for Things {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut things = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "things" => things = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            things: things.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("things", &self.things)
    }
}

protojson::message!(Things);

impl Things {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Things {
    fn check(&self, checker: &mut Checker) {
        checker.field("things", &self.things);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Things",
    fields: &[
        FieldInfo::new(
            "things",
            "things",
            Presence::Required,
            Shape::Repeated,
            Kind::Message(&super::thing::INFO),
        ),
    ],
};
