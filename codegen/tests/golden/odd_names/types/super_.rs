// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `super`.

use super::Crate;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `super`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Super {
    /// `crate`.
    pub crate_: Option<Crate>,
}

impl Super {
    /// A new `Super` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`crate_`](Self::crate_).
    #[must_use]
    pub fn with_crate_(mut self, value: Crate) -> Self {
        self.crate_ = Some(value);
        self
    }
}

impl protojson::Message for Super {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut crate_ = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "crate" => crate_ = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self { crate_ })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.optional("crate", &self.crate_)
    }
}

protojson::message!(Super);

impl Super {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Super {
    fn check(&self, checker: &mut Checker) {
        checker.field("crate", &self.crate_);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "super",
    fields: &[
        FieldInfo::new(
            "crate",
            "crate",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::crate_::INFO),
        ),
    ],
};
