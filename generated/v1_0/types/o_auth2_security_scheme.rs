// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `OAuth2SecurityScheme`.

/// Authentication by OAuth 2.0 access tokens (§4.5.4).
#[derive(Debug, Clone, PartialEq)]
pub struct OAuth2SecurityScheme {
    /// Remarks about the scheme, for people. May be absent.
    pub description: String,
    /// Flow through which a client obtains a token, with its endpoints and scopes (§4.5.7).
    pub flows: super::OAuthFlows,
    /// Address of the authorization server's metadata document (RFC 8414), with `https`. If absent,
    /// clients go by the endpoints in `flows`.
    pub oauth2_metadata_url: String,
}

impl OAuth2SecurityScheme {
    /// A message with what is required.
    #[must_use]
    pub fn new(flows: super::OAuthFlows) -> Self {
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

impl crate::protojson::Message for OAuth2SecurityScheme {
    const INFO: &'static crate::protocol::MessageInfo = &INFO;
    fn read_fields<'de, A: serde::de::MapAccess<'de>>(
        mut input: crate::protojson::Fields<'de, A>,
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
    fn write_fields<M: serde::ser::SerializeMap>(
        &self,
        object: &mut crate::protojson::Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("description", &self.description)?;
        object.required("flows", &self.flows)?;
        object.implicit("oauth2MetadataUrl", &self.oauth2_metadata_url)
    }
}

crate::protojson::message!(OAuth2SecurityScheme);

impl OAuth2SecurityScheme {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; every violation is listed, each with the path of its field.
    pub fn validate(&self) -> Result<(), crate::validate::Violations> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for OAuth2SecurityScheme {
    fn check(&self, checker: &mut crate::validate::Checker) {
        checker.field("flows", &self.flows);
    }
}

static INFO: crate::protocol::MessageInfo = crate::protocol::MessageInfo {
    name: "OAuth2SecurityScheme",
    fields: &[
        crate::protocol::FieldInfo {
            name: "description",
            proto_name: "description",
            presence: crate::protocol::Presence::Implicit,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "flows",
            proto_name: "flows",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::Message(
                <super::OAuthFlows as crate::protojson::Message>::INFO,
            ),
        },
        crate::protocol::FieldInfo {
            name: "oauth2MetadataUrl",
            proto_name: "oauth2_metadata_url",
            presence: crate::protocol::Presence::Implicit,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
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
