// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `String`.

use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `String`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StringType {
    /// `string`.
    pub string: String,
}

impl StringType {
    /// A new `StringType` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`string`](Self::string).
    #[must_use]
    pub fn with_string(mut self, value: impl Into<String>) -> Self {
        self.string = value.into();
        self
    }
}

impl protojson::Message for StringType {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut string = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "string" => string = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            string: string.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("string", &self.string)
    }
}

protojson::message!(StringType);

impl StringType {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for StringType {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "String",
    fields: &[
        FieldInfo::new(
            "string",
            "string",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
    ],
};
