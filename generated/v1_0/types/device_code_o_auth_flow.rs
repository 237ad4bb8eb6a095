// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `DeviceCodeOAuthFlow`.

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
    pub scopes: std::collections::BTreeMap<String, String>,
}

impl DeviceCodeOAuthFlow {
    /// A message with what is required.
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

impl crate::protojson::Message for DeviceCodeOAuthFlow {
    const INFO: &'static crate::protocol::MessageInfo = &INFO;
    fn read_fields<'de, A: serde::de::MapAccess<'de>>(
        mut input: crate::protojson::Fields<'de, A>,
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
    fn write_fields<M: serde::ser::SerializeMap>(
        &self,
        object: &mut crate::protojson::Object<M>,
    ) -> Result<(), M::Error> {
        object.required("deviceAuthorizationUrl", &self.device_authorization_url)?;
        object.required("tokenUrl", &self.token_url)?;
        object.implicit("refreshUrl", &self.refresh_url)?;
        object.required("scopes", &self.scopes)
    }
}

crate::protojson::message!(DeviceCodeOAuthFlow);

impl DeviceCodeOAuthFlow {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; every violation is listed, each with the path of its field.
    pub fn validate(&self) -> Result<(), crate::validate::Violations> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for DeviceCodeOAuthFlow {
    fn check(&self, checker: &mut crate::validate::Checker) {
        let _ = checker;
    }
}

static INFO: crate::protocol::MessageInfo = crate::protocol::MessageInfo {
    name: "DeviceCodeOAuthFlow",
    fields: &[
        crate::protocol::FieldInfo {
            name: "deviceAuthorizationUrl",
            proto_name: "device_authorization_url",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "tokenUrl",
            proto_name: "token_url",
            presence: crate::protocol::Presence::Required,
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
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Map,
            kind: crate::protocol::Kind::String,
        },
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
