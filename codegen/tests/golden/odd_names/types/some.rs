// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Some`.

use super::NoneType;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `Some`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SomeType {
    /// `none`.
    pub none: Option<NoneType>,
}

impl SomeType {
    /// A new `SomeType` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`none`](Self::none).
    #[must_use]
    pub fn with_none(mut self, value: NoneType) -> Self {
        self.none = Some(value);
        self
    }
}

impl protojson::Message for SomeType {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut none = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "none" => none = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self { none })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.optional("none", &self.none)
    }
}

protojson::message!(SomeType);

impl SomeType {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for SomeType {
    fn check(&self, checker: &mut Checker) {
        checker.field("none", &self.none);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Some",
    fields: &[
        FieldInfo::new(
            "none",
            "none",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::none::INFO),
        ),
    ],
};
