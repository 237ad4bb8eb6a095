// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `ImplicitOAuthFlow`.

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
    pub scopes: std::collections::BTreeMap<String, String>,
}

impl ImplicitOAuthFlow {
    /// A message with nothing set.
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

impl crate::protojson::Message for ImplicitOAuthFlow {
    const INFO: &'static crate::protocol::MessageInfo = &INFO;
    fn read_fields<'de, A: serde::de::MapAccess<'de>>(
        mut input: crate::protojson::Fields<'de, A>,
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
    fn write_fields<M: serde::ser::SerializeMap>(
        &self,
        object: &mut crate::protojson::Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("authorizationUrl", &self.authorization_url)?;
        object.implicit("refreshUrl", &self.refresh_url)?;
        object.implicit("scopes", &self.scopes)
    }
}

crate::protojson::message!(ImplicitOAuthFlow);

impl ImplicitOAuthFlow {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; every violation is listed, each with the path of its field.
    pub fn validate(&self) -> Result<(), crate::validate::Violations> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for ImplicitOAuthFlow {
    fn check(&self, checker: &mut crate::validate::Checker) {
        let _ = checker;
    }
}

static INFO: crate::protocol::MessageInfo = crate::protocol::MessageInfo {
    name: "ImplicitOAuthFlow",
    fields: &[
        crate::protocol::FieldInfo {
            name: "authorizationUrl",
            proto_name: "authorization_url",
            presence: crate::protocol::Presence::Implicit,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "refreshUrl",
            proto_name: "refresh_url",
            presence: crate::protocol::Presence::Implicit,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "scopes",
            proto_name: "scopes",
            presence: crate::protocol::Presence::Implicit,
            shape: crate::protocol::Shape::Map,
            kind: crate::protocol::Kind::String,
        },
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
