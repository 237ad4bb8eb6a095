// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `APIKeySecurityScheme`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Authentication by a fixed key in each request (§4.5.2).
#[derive(Debug, Clone, PartialEq)]
pub struct APIKeySecurityScheme {
    /// Remarks about the scheme, for people. May be absent.
    pub description: String,
    /// Where the key goes: `header`, `query` or `cookie`. Nothing else is valid.
    pub location: String,
    /// What the header, query parameter or cookie with the key is called.
    pub name: String,
}

impl APIKeySecurityScheme {
    /// A new `APIKeySecurityScheme` of what is required.
    #[must_use]
    pub fn new(location: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            description: Default::default(),
            location: location.into(),
            name: name.into(),
        }
    }
    /// Sets [`description`](Self::description).
    #[must_use]
    pub fn with_description(mut self, value: impl Into<String>) -> Self {
        self.description = value.into();
        self
    }
}

impl protojson::Message for APIKeySecurityScheme {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut description = None;
        let mut location = None;
        let mut name_ = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "description" => description = input.value()?,
                "location" => location = input.value()?,
                "name" => name_ = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            description: description.unwrap_or_default(),
            location: location.unwrap_or_default(),
            name: name_.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("description", &self.description)?;
        object.required("location", &self.location)?;
        object.required("name", &self.name)
    }
}

protojson::message!(APIKeySecurityScheme);

impl APIKeySecurityScheme {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for APIKeySecurityScheme {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "APIKeySecurityScheme",
    fields: &[
        FieldInfo::new(
            "description",
            "description",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "location",
            "location",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("name", "name", Presence::Required, Shape::Single, Kind::String),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for APIKeySecurityScheme {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "APIKeySecurityScheme".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("description", |message: &Self| &message.description)
            .required("location", |message: &Self| &message.location)
            .required("name", |message: &Self| &message.name)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(APIKeySecurityScheme);
