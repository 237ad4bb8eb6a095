// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `OpenIdConnectSecurityScheme`.

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
    /// A message with what is required.
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

impl crate::protojson::Message for OpenIdConnectSecurityScheme {
    const INFO: &'static crate::protocol::MessageInfo = &INFO;
    fn read_fields<'de, A: serde::de::MapAccess<'de>>(
        mut input: crate::protojson::Fields<'de, A>,
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
    fn write_fields<M: serde::ser::SerializeMap>(
        &self,
        object: &mut crate::protojson::Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("description", &self.description)?;
        object.required("openIdConnectUrl", &self.open_id_connect_url)
    }
}

crate::protojson::message!(OpenIdConnectSecurityScheme);

impl OpenIdConnectSecurityScheme {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; every violation is listed, each with the path of its field.
    pub fn validate(&self) -> Result<(), crate::validate::Violations> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for OpenIdConnectSecurityScheme {
    fn check(&self, checker: &mut crate::validate::Checker) {
        let _ = checker;
    }
}

static INFO: crate::protocol::MessageInfo = crate::protocol::MessageInfo {
    name: "OpenIdConnectSecurityScheme",
    fields: &[
        crate::protocol::FieldInfo {
            name: "description",
            proto_name: "description",
            presence: crate::protocol::Presence::Implicit,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "openIdConnectUrl",
            proto_name: "open_id_connect_url",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
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
