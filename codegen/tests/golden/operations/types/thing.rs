// @generated from fixtures/operations/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Thing`.

use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `Thing`.
#[derive(Debug, Clone, PartialEq)]
pub struct Thing {
    /// `id`.
    pub id: String,
    /// `text`.
    pub text: String,
}

impl Thing {
    /// A new `Thing` of what is required.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            id: Default::default(),
            text: text.into(),
        }
    }
    /// Sets [`id`](Self::id).
    #[must_use]
    pub fn with_id(mut self, value: impl Into<String>) -> Self {
        self.id = value.into();
        self
    }
}

impl protojson::Message for Thing {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut id = None;
        let mut text = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "id" => id = input.value()?,
                "text" => text = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            id: id.unwrap_or_default(),
            text: text.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("id", &self.id)?;
        object.required("text", &self.text)
    }
}

protojson::message!(Thing);

impl Thing {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Thing {
    fn check(&self, checker: &mut Checker) {
        checker.not_empty("text", &self.text);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Thing",
    fields: &[
        FieldInfo::new("id", "id", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new("text", "text", Presence::Required, Shape::Single, Kind::String),
    ],
};
