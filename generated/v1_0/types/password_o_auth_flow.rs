// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `PasswordOAuthFlow`.

/// Settings of the password flow of OAuth 2.0, which is deprecated. It shows the user's password
/// to the client; `AuthorizationCodeOAuthFlow` together with PKCE takes its place, or
/// `DeviceCodeOAuthFlow` where there is no browser.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PasswordOAuthFlow {
    /// Endpoint that issues tokens, with `https`.
    pub token_url: String,
    /// Endpoint that renews tokens, with `https`. If absent, `tokenUrl` serves for that too, as is
    /// usual in OAuth 2.0.
    pub refresh_url: String,
    /// Scopes on offer, each with a line of explanation for people. Can be empty.
    pub scopes: std::collections::BTreeMap<String, String>,
}

impl PasswordOAuthFlow {
    /// A message with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`token_url`](Self::token_url).
    #[must_use]
    pub fn with_token_url(mut self, value: impl Into<String>) -> Self {
        self.token_url = value.into();
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

impl crate::protojson::Message for PasswordOAuthFlow {
    const INFO: &'static crate::protocol::MessageInfo = &INFO;
    fn read_fields<'de, A: serde::de::MapAccess<'de>>(
        mut input: crate::protojson::Fields<'de, A>,
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
    fn write_fields<M: serde::ser::SerializeMap>(
        &self,
        object: &mut crate::protojson::Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("tokenUrl", &self.token_url)?;
        object.implicit("refreshUrl", &self.refresh_url)?;
        object.implicit("scopes", &self.scopes)
    }
}

crate::protojson::message!(PasswordOAuthFlow);

impl PasswordOAuthFlow {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; every violation is listed, each with the path of its field.
    pub fn validate(&self) -> Result<(), crate::validate::Violations> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for PasswordOAuthFlow {
    fn check(&self, checker: &mut crate::validate::Checker) {
        let _ = checker;
    }
}

static INFO: crate::protocol::MessageInfo = crate::protocol::MessageInfo {
    name: "PasswordOAuthFlow",
    fields: &[
        crate::protocol::FieldInfo {
            name: "tokenUrl",
            proto_name: "token_url",
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
impl schemars::JsonSchema for PasswordOAuthFlow {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PasswordOAuthFlow".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("tokenUrl", |message: &Self| &message.token_url)
            .implicit("refreshUrl", |message: &Self| &message.refresh_url)
            .implicit("scopes", |message: &Self| &message.scopes)
            .finish()
    }
}
