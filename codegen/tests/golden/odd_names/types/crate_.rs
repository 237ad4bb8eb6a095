// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `crate`.

use super::SomeType;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `crate`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Crate {
    /// `some`.
    pub some: Option<SomeType>,
}

impl Crate {
    /// A new `Crate` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`some`](Self::some).
    #[must_use]
    pub fn with_some(mut self, value: SomeType) -> Self {
        self.some = Some(value);
        self
    }
}

impl protojson::Message for Crate {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut some = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "some" => some = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self { some })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.optional("some", &self.some)
    }
}

protojson::message!(Crate);

impl Crate {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Crate {
    fn check(&self, checker: &mut Checker) {
        checker.field("some", &self.some);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "crate",
    fields: &[
        FieldInfo::new(
            "some",
            "some",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::some::INFO),
        ),
    ],
};
