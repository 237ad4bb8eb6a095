// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `MutualTlsSecurityScheme`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Authentication by a client certificate, through mutual TLS (§4.5.6). Which certificates are
/// accepted is agreed outside the card.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MutualTlsSecurityScheme {
    /// Remarks about the scheme, for people. May be absent.
    pub description: String,
}

impl MutualTlsSecurityScheme {
    /// A new `MutualTlsSecurityScheme` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`description`](Self::description).
    #[must_use]
    pub fn with_description(mut self, value: impl Into<String>) -> Self {
        self.description = value.into();
        self
    }
}

impl protojson::Message for MutualTlsSecurityScheme {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut description = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "description" => description = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            description: description.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("description", &self.description)
    }
}

protojson::message!(MutualTlsSecurityScheme);

impl MutualTlsSecurityScheme {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for MutualTlsSecurityScheme {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "MutualTlsSecurityScheme",
    fields: &[
        FieldInfo::new(
            "description",
            "description",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for MutualTlsSecurityScheme {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "MutualTlsSecurityScheme".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("description", |message: &Self| &message.description)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(MutualTlsSecurityScheme);
