// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `AuthorizationCodeOAuthFlow`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use std::collections::BTreeMap;

/// Settings of the authorization code flow of OAuth 2.0 (§4.5.8). The user consents in a browser,
/// and the client exchanges the resulting code for a token.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthorizationCodeOAuthFlow {
    /// Page on which the user gives consent, with `https`.
    pub authorization_url: String,
    /// Endpoint that exchanges the code for a token, with `https`.
    pub token_url: String,
    /// Endpoint that renews tokens, with `https`. If absent, `tokenUrl` serves for that too, as is
    /// usual in OAuth 2.0.
    pub refresh_url: String,
    /// Scopes on offer, each with a line of explanation for people. Always present; can be empty.
    pub scopes: BTreeMap<String, String>,
    /// Whether the authorization server insists on PKCE (RFC 7636). Defaults to false; every client
    /// does well to use PKCE regardless, and a public client always does.
    pub pkce_required: bool,
}

impl AuthorizationCodeOAuthFlow {
    /// A new `AuthorizationCodeOAuthFlow` of what is required.
    #[must_use]
    pub fn new(
        authorization_url: impl Into<String>,
        token_url: impl Into<String>,
        scopes: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        Self {
            authorization_url: authorization_url.into(),
            token_url: token_url.into(),
            refresh_url: Default::default(),
            scopes: scopes
                .into_iter()
                .map(|(key, value)| (key.into(), value.into()))
                .collect(),
            pkce_required: Default::default(),
        }
    }
    /// Sets [`refresh_url`](Self::refresh_url).
    #[must_use]
    pub fn with_refresh_url(mut self, value: impl Into<String>) -> Self {
        self.refresh_url = value.into();
        self
    }
    /// Sets [`pkce_required`](Self::pkce_required).
    #[must_use]
    pub fn with_pkce_required(mut self, value: bool) -> Self {
        self.pkce_required = value;
        self
    }
}

impl protojson::Message for AuthorizationCodeOAuthFlow {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut authorization_url = None;
        let mut token_url = None;
        let mut refresh_url = None;
        let mut scopes = None;
        let mut pkce_required = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "authorizationUrl" | "authorization_url" => {
                    authorization_url = input.value()?;
                }
                "tokenUrl" | "token_url" => token_url = input.value()?,
                "refreshUrl" | "refresh_url" => refresh_url = input.value()?,
                "scopes" => scopes = input.value()?,
                "pkceRequired" | "pkce_required" => pkce_required = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            authorization_url: authorization_url.unwrap_or_default(),
            token_url: token_url.unwrap_or_default(),
            refresh_url: refresh_url.unwrap_or_default(),
            scopes: scopes.unwrap_or_default(),
            pkce_required: pkce_required.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("authorizationUrl", &self.authorization_url)?;
        object.required("tokenUrl", &self.token_url)?;
        object.implicit("refreshUrl", &self.refresh_url)?;
        object.required("scopes", &self.scopes)?;
        object.implicit("pkceRequired", &self.pkce_required)
    }
}

protojson::message!(AuthorizationCodeOAuthFlow);

impl AuthorizationCodeOAuthFlow {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for AuthorizationCodeOAuthFlow {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "AuthorizationCodeOAuthFlow",
    fields: &[
        FieldInfo::new(
            "authorizationUrl",
            "authorization_url",
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
        FieldInfo::new(
            "pkceRequired",
            "pkce_required",
            Presence::Implicit,
            Shape::Single,
            Kind::Bool,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AuthorizationCodeOAuthFlow {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AuthorizationCodeOAuthFlow".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("authorizationUrl", |message: &Self| &message.authorization_url)
            .required("tokenUrl", |message: &Self| &message.token_url)
            .implicit("refreshUrl", |message: &Self| &message.refresh_url)
            .required("scopes", |message: &Self| &message.scopes)
            .implicit("pkceRequired", |message: &Self| &message.pkce_required)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(AuthorizationCodeOAuthFlow);
