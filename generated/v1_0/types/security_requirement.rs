// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `SecurityRequirement`.

/// Security schemes that together give access (§4.5). Where several requirements are listed,
/// meeting any one of them suffices, as in `OpenAPI`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecurityRequirement {
    /// Schemes to satisfy, all at once, each with the scopes it takes. Keys are names from
    /// `AgentCard.securitySchemes`; schemes without scopes have an empty list.
    pub schemes: std::collections::BTreeMap<String, super::StringList>,
}

impl SecurityRequirement {
    /// A message with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`schemes`](Self::schemes).
    #[must_use]
    pub fn with_schemes(
        mut self,
        value: impl IntoIterator<
            Item = (impl Into<String>, impl Into<super::StringList>),
        >,
    ) -> Self {
        self.schemes = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
}

impl crate::protojson::Message for SecurityRequirement {
    const INFO: &'static crate::protocol::MessageInfo = &INFO;
    fn read_fields<'de, A: serde::de::MapAccess<'de>>(
        mut input: crate::protojson::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut schemes = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "schemes" => schemes = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            schemes: schemes.unwrap_or_default(),
        })
    }
    fn write_fields<M: serde::ser::SerializeMap>(
        &self,
        object: &mut crate::protojson::Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("schemes", &self.schemes)
    }
}

crate::protojson::message!(SecurityRequirement);

impl SecurityRequirement {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; every violation is listed, each with the path of its field.
    pub fn validate(&self) -> Result<(), crate::validate::Violations> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for SecurityRequirement {
    fn check(&self, checker: &mut crate::validate::Checker) {
        checker.field("schemes", &self.schemes);
    }
}

static INFO: crate::protocol::MessageInfo = crate::protocol::MessageInfo {
    name: "SecurityRequirement",
    fields: &[
        crate::protocol::FieldInfo {
            name: "schemes",
            proto_name: "schemes",
            presence: crate::protocol::Presence::Implicit,
            shape: crate::protocol::Shape::Map,
            kind: crate::protocol::Kind::Message(
                <super::StringList as crate::protojson::Message>::INFO,
            ),
        },
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SecurityRequirement {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SecurityRequirement".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("schemes", |message: &Self| &message.schemes)
            .finish()
    }
}
