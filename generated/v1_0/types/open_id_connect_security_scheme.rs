// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `OpenIdConnectSecurityScheme`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Authentication by tokens of an OIDC provider (§4.5.5).
#[derive(Debug, Clone, PartialEq)]
pub struct OpenIdConnectSecurityScheme {
    /// Remarks about the scheme, for people. May be absent.
    pub description: String,
    /// Address of the provider's discovery document, which as a rule ends in
    /// `/.well-known/openid-configuration`.
    pub open_id_connect_url: String,
}

impl OpenIdConnectSecurityScheme {
    /// A new `OpenIdConnectSecurityScheme` of what is required.
    #[must_use]
    pub fn new(open_id_connect_url: impl Into<String>) -> Self {
        Self {
            description: Default::default(),
            open_id_connect_url: open_id_connect_url.into(),
        }
    }
    /// Sets [`description`](Self::description).
    #[must_use]
    pub fn with_description(mut self, value: impl Into<String>) -> Self {
        self.description = value.into();
        self
    }
}

impl protojson::Message for OpenIdConnectSecurityScheme {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut description = None;
        let mut open_id_connect_url = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "description" => description = input.value()?,
                "openIdConnectUrl" | "open_id_connect_url" => {
                    open_id_connect_url = input.value()?;
                }
                _ => input.skip()?,
            }
        }
        Ok(Self {
            description: description.unwrap_or_default(),
            open_id_connect_url: open_id_connect_url.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("description", &self.description)?;
        object.required("openIdConnectUrl", &self.open_id_connect_url)
    }
}

protojson::message!(OpenIdConnectSecurityScheme);

impl OpenIdConnectSecurityScheme {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for OpenIdConnectSecurityScheme {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "OpenIdConnectSecurityScheme",
    fields: &[
        FieldInfo::new(
            "description",
            "description",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "openIdConnectUrl",
            "open_id_connect_url",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OpenIdConnectSecurityScheme {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OpenIdConnectSecurityScheme".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("description", |message: &Self| &message.description)
            .required("openIdConnectUrl", |message: &Self| &message.open_id_connect_url)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(OpenIdConnectSecurityScheme);
