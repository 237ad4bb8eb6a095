// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `ImplicitOAuthFlow`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use std::collections::BTreeMap;

/// Settings of the implicit flow of OAuth 2.0, which is deprecated. It hands out tokens in
/// redirect addresses, where they leak; `AuthorizationCodeOAuthFlow` together with PKCE takes its
/// place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImplicitOAuthFlow {
    /// Page on which the user gives consent, with `https`.
    pub authorization_url: String,
    /// Endpoint that renews tokens, with `https`. If absent, tokens are not renewed.
    pub refresh_url: String,
    /// Scopes on offer, each with a line of explanation for people. Can be empty.
    pub scopes: BTreeMap<String, String>,
}

impl ImplicitOAuthFlow {
    /// A new `ImplicitOAuthFlow` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`authorization_url`](Self::authorization_url).
    #[must_use]
    pub fn with_authorization_url(mut self, value: impl Into<String>) -> Self {
        self.authorization_url = value.into();
        self
    }
    /// Sets [`refresh_url`](Self::refresh_url).
    #[must_use]
    pub fn with_refresh_url(mut self, value: impl Into<String>) -> Self {
        self.refresh_url = value.into();
        self
    }
    /// Sets [`scopes`](Self::scopes).
    #[must_use]
    pub fn with_scopes(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        self.scopes = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
}

impl protojson::Message for ImplicitOAuthFlow {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut authorization_url = None;
        let mut refresh_url = None;
        let mut scopes = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "authorizationUrl" | "authorization_url" => {
                    authorization_url = input.value()?;
                }
                "refreshUrl" | "refresh_url" => refresh_url = input.value()?,
                "scopes" => scopes = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            authorization_url: authorization_url.unwrap_or_default(),
            refresh_url: refresh_url.unwrap_or_default(),
            scopes: scopes.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("authorizationUrl", &self.authorization_url)?;
        object.implicit("refreshUrl", &self.refresh_url)?;
        object.implicit("scopes", &self.scopes)
    }
}

protojson::message!(ImplicitOAuthFlow);

impl ImplicitOAuthFlow {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for ImplicitOAuthFlow {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "ImplicitOAuthFlow",
    fields: &[
        FieldInfo::new(
            "authorizationUrl",
            "authorization_url",
            Presence::Implicit,
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
        FieldInfo::new("scopes", "scopes", Presence::Implicit, Shape::Map, Kind::String),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ImplicitOAuthFlow {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ImplicitOAuthFlow".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("authorizationUrl", |message: &Self| &message.authorization_url)
            .implicit("refreshUrl", |message: &Self| &message.refresh_url)
            .implicit("scopes", |message: &Self| &message.scopes)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(ImplicitOAuthFlow);
