// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `ClientCredentialsOAuthFlow`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use std::collections::BTreeMap;

/// Settings of the client credentials flow of OAuth 2.0 (§4.5.9). The client authenticates as
/// itself and no user takes part.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientCredentialsOAuthFlow {
    /// Endpoint that issues tokens, with `https`.
    pub token_url: String,
    /// Endpoint that renews tokens, with `https`. If absent, `tokenUrl` serves for that too, as is
    /// usual in OAuth 2.0.
    pub refresh_url: String,
    /// Scopes on offer, each with a line of explanation for people. Always present; can be empty.
    pub scopes: BTreeMap<String, String>,
}

impl ClientCredentialsOAuthFlow {
    /// A new `ClientCredentialsOAuthFlow` of what is required.
    #[must_use]
    pub fn new(
        token_url: impl Into<String>,
        scopes: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        Self {
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

impl protojson::Message for ClientCredentialsOAuthFlow {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut token_url = None;
        let mut refresh_url = None;
        let mut scopes = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "tokenUrl" | "token_url" => token_url = input.value()?,
                "refreshUrl" | "refresh_url" => refresh_url = input.value()?,
                "scopes" => scopes = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            token_url: token_url.unwrap_or_default(),
            refresh_url: refresh_url.unwrap_or_default(),
            scopes: scopes.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("tokenUrl", &self.token_url)?;
        object.implicit("refreshUrl", &self.refresh_url)?;
        object.required("scopes", &self.scopes)
    }
}

protojson::message!(ClientCredentialsOAuthFlow);

impl ClientCredentialsOAuthFlow {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for ClientCredentialsOAuthFlow {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "ClientCredentialsOAuthFlow",
    fields: &[
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
impl schemars::JsonSchema for ClientCredentialsOAuthFlow {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ClientCredentialsOAuthFlow".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("tokenUrl", |message: &Self| &message.token_url)
            .implicit("refreshUrl", |message: &Self| &message.refresh_url)
            .required("scopes", |message: &Self| &message.scopes)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(ClientCredentialsOAuthFlow);
