// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `OAuth2SecurityScheme`.

use super::OAuthFlows;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Authentication by OAuth 2.0 access tokens (§4.5.4).
#[derive(Debug, Clone, PartialEq)]
pub struct OAuth2SecurityScheme {
    /// Remarks about the scheme, for people. May be absent.
    pub description: String,
    /// Flow through which a client obtains a token, with its endpoints and scopes (§4.5.7).
    pub flows: OAuthFlows,
    /// Address of the authorization server's metadata document (RFC 8414), with `https`. If absent,
    /// clients go by the endpoints in `flows`.
    pub oauth2_metadata_url: String,
}

impl OAuth2SecurityScheme {
    /// A new `OAuth2SecurityScheme` of what is required.
    #[must_use]
    pub fn new(flows: OAuthFlows) -> Self {
        Self {
            description: Default::default(),
            flows,
            oauth2_metadata_url: Default::default(),
        }
    }
    /// Sets [`description`](Self::description).
    #[must_use]
    pub fn with_description(mut self, value: impl Into<String>) -> Self {
        self.description = value.into();
        self
    }
    /// Sets [`oauth2_metadata_url`](Self::oauth2_metadata_url).
    #[must_use]
    pub fn with_oauth2_metadata_url(mut self, value: impl Into<String>) -> Self {
        self.oauth2_metadata_url = value.into();
        self
    }
}

impl protojson::Message for OAuth2SecurityScheme {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut description = None;
        let mut flows = None;
        let mut oauth2_metadata_url = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "description" => description = input.value()?,
                "flows" => flows = input.value()?,
                "oauth2MetadataUrl" | "oauth2_metadata_url" => {
                    oauth2_metadata_url = input.value()?;
                }
                _ => input.skip()?,
            }
        }
        Ok(Self {
            description: description.unwrap_or_default(),
            flows: flows.ok_or_else(|| serde::de::Error::missing_field("flows"))?,
            oauth2_metadata_url: oauth2_metadata_url.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("description", &self.description)?;
        object.required("flows", &self.flows)?;
        object.implicit("oauth2MetadataUrl", &self.oauth2_metadata_url)
    }
}

protojson::message!(OAuth2SecurityScheme);

impl OAuth2SecurityScheme {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for OAuth2SecurityScheme {
    fn check(&self, checker: &mut Checker) {
        checker.field("flows", &self.flows);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "OAuth2SecurityScheme",
    fields: &[
        FieldInfo::new(
            "description",
            "description",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "flows",
            "flows",
            Presence::Required,
            Shape::Single,
            Kind::Message(&super::o_auth_flows::INFO),
        ),
        FieldInfo::new(
            "oauth2MetadataUrl",
            "oauth2_metadata_url",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OAuth2SecurityScheme {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OAuth2SecurityScheme".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("description", |message: &Self| &message.description)
            .required("flows", |message: &Self| &message.flows)
            .implicit("oauth2MetadataUrl", |message: &Self| &message.oauth2_metadata_url)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(OAuth2SecurityScheme);
