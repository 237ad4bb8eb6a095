// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `AgentCard`.

/// An agent's description of itself: what it is, where it is reached, what it offers and what
/// access takes (§4.4.1). Clients find it at `/.well-known/agent-card.json` on the agent's host,
/// in a registry or in their configuration (§8.2).
///
/// Cards can be cached (§8.6) and signed (§8.4). Authenticated callers may get a fuller one
/// (§3.1.11).
#[derive(Debug, Clone, PartialEq)]
pub struct AgentCard {
    /// Name of the agent, for people.
    pub name: String,
    /// What the agent is for, in words that help people and other agents decide whether to use it.
    pub description: String,
    /// Ways to reach the agent, best first. A client uses the earliest entry whose binding and version
    /// it speaks (§8.3.2). At least one entry (§5.7).
    pub supported_interfaces: Vec<super::AgentInterface>,
    /// Organisation that runs the agent. Absent if not disclosed.
    pub provider: Option<super::AgentProvider>,
    /// Release of the agent itself, such as `2.3.1`; not the protocol's version. A change tells
    /// clients that a cached extended card is out of date (§3.1.11).
    pub version: String,
    /// Address of further documentation for people. Absent if there is none.
    pub documentation_url: Option<String>,
    /// Optional protocol features the agent offers (§4.4.3). Always present; an empty object offers
    /// none of them.
    pub capabilities: super::AgentCapabilities,
    /// Ways to authenticate with the agent, by a name that `securityRequirements` refers to (§4.5.1).
    /// Empty if the card declares none.
    pub security_schemes: std::collections::BTreeMap<String, super::SecurityScheme>,
    /// What a caller has to present in order to use the agent. After the model of `OpenAPI`, the
    /// entries are alternatives, and the schemes inside one entry apply together. The name `security`
    /// in §3.1.11 and §8.5 means this member.
    pub security_requirements: Vec<super::SecurityRequirement>,
    /// Media types accepted by every skill that does not list its own in `AgentSkill.inputModes`. At
    /// least one entry (§5.7).
    pub default_input_modes: Vec<String>,
    /// Media types produced by every skill that does not list its own in `AgentSkill.outputModes`. At
    /// least one entry (§5.7).
    pub default_output_modes: Vec<String>,
    /// What the agent is good at, for people and programs that choose between agents (§4.4.5).
    /// Descriptive only: no request selects a skill by its `id`. Always present, though readers
    /// tolerate an empty list.
    pub skills: Vec<super::AgentSkill>,
    /// JWS signatures over the card, each without this member itself (§8.4). An empty list means an
    /// unsigned card; several entries ease key rotation, and a client checks at least one before it
    /// relies on the card (§8.4.3).
    pub signatures: Vec<super::AgentCardSignature>,
    /// Address of a picture that stands for the agent. Absent if there is none.
    pub icon_url: Option<String>,
}

impl AgentCard {
    /// A message with what is required.
    #[expect(clippy::too_many_arguments, reason = "the schema requires all of them")]
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        description: impl Into<String>,
        supported_interfaces: impl IntoIterator<Item = impl Into<super::AgentInterface>>,
        version: impl Into<String>,
        capabilities: super::AgentCapabilities,
        default_input_modes: impl IntoIterator<Item = impl Into<String>>,
        default_output_modes: impl IntoIterator<Item = impl Into<String>>,
        skills: impl IntoIterator<Item = impl Into<super::AgentSkill>>,
    ) -> Self {
        Self {
            name: name.into(),
            description: description.into(),
            supported_interfaces: supported_interfaces
                .into_iter()
                .map(Into::into)
                .collect(),
            provider: Default::default(),
            version: version.into(),
            documentation_url: Default::default(),
            capabilities,
            security_schemes: Default::default(),
            security_requirements: Default::default(),
            default_input_modes: default_input_modes
                .into_iter()
                .map(Into::into)
                .collect(),
            default_output_modes: default_output_modes
                .into_iter()
                .map(Into::into)
                .collect(),
            skills: skills.into_iter().map(Into::into).collect(),
            signatures: Default::default(),
            icon_url: Default::default(),
        }
    }
    /// Sets [`provider`](Self::provider).
    #[must_use]
    pub fn with_provider(mut self, value: super::AgentProvider) -> Self {
        self.provider = Some(value);
        self
    }
    /// Sets [`documentation_url`](Self::documentation_url).
    #[must_use]
    pub fn with_documentation_url(mut self, value: impl Into<String>) -> Self {
        self.documentation_url = Some(value.into());
        self
    }
    /// Sets [`security_schemes`](Self::security_schemes).
    #[must_use]
    pub fn with_security_schemes(
        mut self,
        value: impl IntoIterator<
            Item = (impl Into<String>, impl Into<super::SecurityScheme>),
        >,
    ) -> Self {
        self.security_schemes = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`security_requirements`](Self::security_requirements).
    #[must_use]
    pub fn with_security_requirements(
        mut self,
        value: impl IntoIterator<Item = impl Into<super::SecurityRequirement>>,
    ) -> Self {
        self.security_requirements = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`signatures`](Self::signatures).
    #[must_use]
    pub fn with_signatures(
        mut self,
        value: impl IntoIterator<Item = impl Into<super::AgentCardSignature>>,
    ) -> Self {
        self.signatures = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`icon_url`](Self::icon_url).
    #[must_use]
    pub fn with_icon_url(mut self, value: impl Into<String>) -> Self {
        self.icon_url = Some(value.into());
        self
    }
}

impl crate::protojson::Message for AgentCard {
    const INFO: &'static crate::protocol::MessageInfo = &INFO;
    fn read_fields<'de, A: serde::de::MapAccess<'de>>(
        mut input: crate::protojson::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut name_ = None;
        let mut description = None;
        let mut supported_interfaces = None;
        let mut provider = None;
        let mut version = None;
        let mut documentation_url = None;
        let mut capabilities = None;
        let mut security_schemes = None;
        let mut security_requirements = None;
        let mut default_input_modes = None;
        let mut default_output_modes = None;
        let mut skills = None;
        let mut signatures = None;
        let mut icon_url = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "name" => name_ = input.value()?,
                "description" => description = input.value()?,
                "supportedInterfaces" | "supported_interfaces" => {
                    supported_interfaces = input.value()?;
                }
                "provider" => provider = input.value()?,
                "version" => version = input.value()?,
                "documentationUrl" | "documentation_url" => {
                    documentation_url = input.value()?;
                }
                "capabilities" => capabilities = input.value()?,
                "securitySchemes" | "security_schemes" => {
                    security_schemes = input.value()?;
                }
                "securityRequirements" | "security_requirements" => {
                    security_requirements = input.value()?;
                }
                "defaultInputModes" | "default_input_modes" => {
                    default_input_modes = input.value()?;
                }
                "defaultOutputModes" | "default_output_modes" => {
                    default_output_modes = input.value()?;
                }
                "skills" => skills = input.value()?,
                "signatures" => signatures = input.value()?,
                "iconUrl" | "icon_url" => icon_url = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            name: name_.unwrap_or_default(),
            description: description.unwrap_or_default(),
            supported_interfaces: supported_interfaces.unwrap_or_default(),
            provider,
            version: version.unwrap_or_default(),
            documentation_url,
            capabilities: capabilities
                .ok_or_else(|| serde::de::Error::missing_field("capabilities"))?,
            security_schemes: security_schemes.unwrap_or_default(),
            security_requirements: security_requirements.unwrap_or_default(),
            default_input_modes: default_input_modes.unwrap_or_default(),
            default_output_modes: default_output_modes.unwrap_or_default(),
            skills: skills.unwrap_or_default(),
            signatures: signatures.unwrap_or_default(),
            icon_url,
        })
    }
    fn write_fields<M: serde::ser::SerializeMap>(
        &self,
        object: &mut crate::protojson::Object<M>,
    ) -> Result<(), M::Error> {
        object.required("name", &self.name)?;
        object.required("description", &self.description)?;
        object.required("supportedInterfaces", &self.supported_interfaces)?;
        object.optional("provider", &self.provider)?;
        object.required("version", &self.version)?;
        object.optional("documentationUrl", &self.documentation_url)?;
        object.required("capabilities", &self.capabilities)?;
        object.implicit("securitySchemes", &self.security_schemes)?;
        object.implicit("securityRequirements", &self.security_requirements)?;
        object.required("defaultInputModes", &self.default_input_modes)?;
        object.required("defaultOutputModes", &self.default_output_modes)?;
        object.required("skills", &self.skills)?;
        object.implicit("signatures", &self.signatures)?;
        object.optional("iconUrl", &self.icon_url)
    }
}

crate::protojson::message!(AgentCard);

impl AgentCard {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; every violation is listed, each with the path of its field.
    pub fn validate(&self) -> Result<(), crate::validate::Violations> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for AgentCard {
    fn check(&self, checker: &mut crate::validate::Checker) {
        checker.field("supportedInterfaces", &self.supported_interfaces);
        checker.field("provider", &self.provider);
        checker.field("capabilities", &self.capabilities);
        checker.field("securitySchemes", &self.security_schemes);
        checker.field("securityRequirements", &self.security_requirements);
        checker.field("skills", &self.skills);
        checker.field("signatures", &self.signatures);
    }
}

static INFO: crate::protocol::MessageInfo = crate::protocol::MessageInfo {
    name: "AgentCard",
    fields: &[
        crate::protocol::FieldInfo {
            name: "name",
            proto_name: "name",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "description",
            proto_name: "description",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "supportedInterfaces",
            proto_name: "supported_interfaces",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Repeated,
            kind: crate::protocol::Kind::Message(
                <super::AgentInterface as crate::protojson::Message>::INFO,
            ),
        },
        crate::protocol::FieldInfo {
            name: "provider",
            proto_name: "provider",
            presence: crate::protocol::Presence::Optional,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::Message(
                <super::AgentProvider as crate::protojson::Message>::INFO,
            ),
        },
        crate::protocol::FieldInfo {
            name: "version",
            proto_name: "version",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "documentationUrl",
            proto_name: "documentation_url",
            presence: crate::protocol::Presence::Optional,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "capabilities",
            proto_name: "capabilities",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::Message(
                <super::AgentCapabilities as crate::protojson::Message>::INFO,
            ),
        },
        crate::protocol::FieldInfo {
            name: "securitySchemes",
            proto_name: "security_schemes",
            presence: crate::protocol::Presence::Implicit,
            shape: crate::protocol::Shape::Map,
            kind: crate::protocol::Kind::Message(
                <super::SecurityScheme as crate::protojson::Message>::INFO,
            ),
        },
        crate::protocol::FieldInfo {
            name: "securityRequirements",
            proto_name: "security_requirements",
            presence: crate::protocol::Presence::Implicit,
            shape: crate::protocol::Shape::Repeated,
            kind: crate::protocol::Kind::Message(
                <super::SecurityRequirement as crate::protojson::Message>::INFO,
            ),
        },
        crate::protocol::FieldInfo {
            name: "defaultInputModes",
            proto_name: "default_input_modes",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Repeated,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "defaultOutputModes",
            proto_name: "default_output_modes",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Repeated,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "skills",
            proto_name: "skills",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Repeated,
            kind: crate::protocol::Kind::Message(
                <super::AgentSkill as crate::protojson::Message>::INFO,
            ),
        },
        crate::protocol::FieldInfo {
            name: "signatures",
            proto_name: "signatures",
            presence: crate::protocol::Presence::Implicit,
            shape: crate::protocol::Shape::Repeated,
            kind: crate::protocol::Kind::Message(
                <super::AgentCardSignature as crate::protojson::Message>::INFO,
            ),
        },
        crate::protocol::FieldInfo {
            name: "iconUrl",
            proto_name: "icon_url",
            presence: crate::protocol::Presence::Optional,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AgentCard {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AgentCard".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("name", |message: &Self| &message.name)
            .required("description", |message: &Self| &message.description)
            .required(
                "supportedInterfaces",
                |message: &Self| &message.supported_interfaces,
            )
            .optional("provider", |message: &Self| &message.provider)
            .required("version", |message: &Self| &message.version)
            .optional("documentationUrl", |message: &Self| &message.documentation_url)
            .required("capabilities", |message: &Self| &message.capabilities)
            .implicit("securitySchemes", |message: &Self| &message.security_schemes)
            .implicit(
                "securityRequirements",
                |message: &Self| &message.security_requirements,
            )
            .required("defaultInputModes", |message: &Self| &message.default_input_modes)
            .required(
                "defaultOutputModes",
                |message: &Self| &message.default_output_modes,
            )
            .required("skills", |message: &Self| &message.skills)
            .implicit("signatures", |message: &Self| &message.signatures)
            .optional("iconUrl", |message: &Self| &message.icon_url)
            .finish()
    }
}
