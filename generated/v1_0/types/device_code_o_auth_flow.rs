// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `DeviceCodeOAuthFlow`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use std::collections::BTreeMap;

/// Settings of the device code flow of RFC 8628 (§4.5.10). The client shows a short code, the user
/// confirms it on another device, and the client polls for the token.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceCodeOAuthFlow {
    /// Endpoint that hands out the device code and the user's code, with `https`.
    pub device_authorization_url: String,
    /// Endpoint that the client polls for the token, with `https`.
    pub token_url: String,
    /// Endpoint that renews tokens, with `https`. If absent, `tokenUrl` serves for that too, as is
    /// usual in OAuth 2.0.
    pub refresh_url: String,
    /// Scopes on offer, each with a line of explanation for people. Always present; can be empty.
    pub scopes: BTreeMap<String, String>,
}

impl DeviceCodeOAuthFlow {
    /// A new `DeviceCodeOAuthFlow` of what is required.
    #[must_use]
    pub fn new(
        device_authorization_url: impl Into<String>,
        token_url: impl Into<String>,
        scopes: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        Self {
            device_authorization_url: device_authorization_url.into(),
            token_url: token_url.into(),
            refresh_url: Default::default(),
            scopes: scopes
                .into_iter()
                .map(|(key, value)| (key.into(), value.into()))
                .collect(),
        }
    }
    /// Sets [`refresh_url`](Self::refresh_url).
    #[must_use]
    pub fn with_refresh_url(mut self, value: impl Into<String>) -> Self {
        self.refresh_url = value.into();
        self
    }
}

impl protojson::Message for DeviceCodeOAuthFlow {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut device_authorization_url = None;
        let mut token_url = None;
        let mut refresh_url = None;
        let mut scopes = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "deviceAuthorizationUrl" | "device_authorization_url" => {
                    device_authorization_url = input.value()?;
                }
                "tokenUrl" | "token_url" => token_url = input.value()?,
                "refreshUrl" | "refresh_url" => refresh_url = input.value()?,
                "scopes" => scopes = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            device_authorization_url: device_authorization_url.unwrap_or_default(),
            token_url: token_url.unwrap_or_default(),
            refresh_url: refresh_url.unwrap_or_default(),
            scopes: scopes.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("deviceAuthorizationUrl", &self.device_authorization_url)?;
        object.required("tokenUrl", &self.token_url)?;
        object.implicit("refreshUrl", &self.refresh_url)?;
        object.required("scopes", &self.scopes)
    }
}

protojson::message!(DeviceCodeOAuthFlow);

impl DeviceCodeOAuthFlow {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for DeviceCodeOAuthFlow {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "DeviceCodeOAuthFlow",
    fields: &[
        FieldInfo::new(
            "deviceAuthorizationUrl",
            "device_authorization_url",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "tokenUrl",
            "token_url",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "refreshUrl",
            "refresh_url",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("scopes", "scopes", Presence::Required, Shape::Map, Kind::String),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for DeviceCodeOAuthFlow {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DeviceCodeOAuthFlow".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required(
                "deviceAuthorizationUrl",
                |message: &Self| &message.device_authorization_url,
            )
            .required("tokenUrl", |message: &Self| &message.token_url)
            .implicit("refreshUrl", |message: &Self| &message.refresh_url)
            .required("scopes", |message: &Self| &message.scopes)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(DeviceCodeOAuthFlow);
