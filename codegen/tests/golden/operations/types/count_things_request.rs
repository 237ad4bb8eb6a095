// @generated from fixtures/operations/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `CountThingsRequest`.

use ::a2a_bindings::protocol::MessageInfo;
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `CountThingsRequest`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CountThingsRequest {}

impl CountThingsRequest {
    /// A new `CountThingsRequest` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl protojson::Message for CountThingsRequest {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        while input.next_name()?.is_some() {
            input.skip()?;
        }
        Ok(Self {})
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        let _ = object;
        Ok(())
    }
}

protojson::message!(CountThingsRequest);

impl CountThingsRequest {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for CountThingsRequest {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "CountThingsRequest",
    fields: &[],
};
