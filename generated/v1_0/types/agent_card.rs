// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `AgentCard`.

use super::{
    AgentCapabilities, AgentCardSignature, AgentInterface, AgentProvider, AgentSkill,
    SecurityRequirement, SecurityScheme,
};
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use std::collections::BTreeMap;

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
    pub supported_interfaces: Vec<AgentInterface>,
    /// Organisation that runs the agent. Absent if not disclosed.
    pub provider: Option<AgentProvider>,
    /// Release of the agent itself, such as `2.3.1`; not the protocol's version. A change tells
    /// clients that a cached extended card is out of date (§3.1.11).
    pub version: String,
    /// Address of further documentation for people. Absent if there is none.
    pub documentation_url: Option<String>,
    /// Optional protocol features the agent offers (§4.4.3). Always present; an empty object offers
    /// none of them.
    pub capabilities: AgentCapabilities,
    /// Ways to authenticate with the agent, by a name that `securityRequirements` refers to (§4.5.1).
    /// Empty if the card declares none.
    pub security_schemes: BTreeMap<String, SecurityScheme>,
    /// What a caller has to present in order to use the agent. After the model of `OpenAPI`, the
    /// entries are alternatives, and the schemes inside one entry apply together. The name `security`
    /// in §3.1.11 and §8.5 means this member.
    pub security_requirements: Vec<SecurityRequirement>,
    /// Media types accepted by every skill that does not list its own in `AgentSkill.inputModes`. At
    /// least one entry (§5.7).
    pub default_input_modes: Vec<String>,
    /// Media types produced by every skill that does not list its own in `AgentSkill.outputModes`. At
    /// least one entry (§5.7).
    pub default_output_modes: Vec<String>,
    /// What the agent is good at, for people and programs that choose between agents (§4.4.5).
    /// Descriptive only: no request selects a skill by its `id`. Always present, though readers
    /// tolerate an empty list.
    pub skills: Vec<AgentSkill>,
    /// JWS signatures over the card, each without this member itself (§8.4). An empty list means an
    /// unsigned card; several entries ease key rotation, and a client checks at least one before it
    /// relies on the card (§8.4.3).
    pub signatures: Vec<AgentCardSignature>,
    /// Address of a picture that stands for the agent. Absent if there is none.
    pub icon_url: Option<String>,
}

impl AgentCard {
    /// A new `AgentCard` of what is required.
    #[expect(clippy::too_many_arguments, reason = "the schema requires all of them")]
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        description: impl Into<String>,
        supported_interfaces: impl IntoIterator<Item = impl Into<AgentInterface>>,
        version: impl Into<String>,
        capabilities: AgentCapabilities,
        default_input_modes: impl IntoIterator<Item = impl Into<String>>,
        default_output_modes: impl IntoIterator<Item = impl Into<String>>,
        skills: impl IntoIterator<Item = impl Into<AgentSkill>>,
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
    pub fn with_provider(mut self, value: AgentProvider) -> Self {
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
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<SecurityScheme>)>,
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
        value: impl IntoIterator<Item = impl Into<SecurityRequirement>>,
    ) -> Self {
        self.security_requirements = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`signatures`](Self::signatures).
    #[must_use]
    pub fn with_signatures(
        mut self,
        value: impl IntoIterator<Item = impl Into<AgentCardSignature>>,
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

impl protojson::Message for AgentCard {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
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
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
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

protojson::message!(AgentCard);

impl AgentCard {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for AgentCard {
    fn check(&self, checker: &mut Checker) {
        checker.field("supportedInterfaces", &self.supported_interfaces);
        checker.field("provider", &self.provider);
        checker.field("capabilities", &self.capabilities);
        checker.field("securitySchemes", &self.security_schemes);
        checker.field("securityRequirements", &self.security_requirements);
        checker.field("skills", &self.skills);
        checker.field("signatures", &self.signatures);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "AgentCard",
    fields: &[
        FieldInfo::new("name", "name", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new(
            "description",
            "description",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "supportedInterfaces",
            "supported_interfaces",
            Presence::Required,
            Shape::Repeated,
            Kind::Message(&super::agent_interface::INFO),
        ),
        FieldInfo::new(
            "provider",
            "provider",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::agent_provider::INFO),
        ),
        FieldInfo::new(
            "version",
            "version",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "documentationUrl",
            "documentation_url",
            Presence::Optional,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "capabilities",
            "capabilities",
            Presence::Required,
            Shape::Single,
            Kind::Message(&super::agent_capabilities::INFO),
        ),
        FieldInfo::new(
            "securitySchemes",
            "security_schemes",
            Presence::Implicit,
            Shape::Map,
            Kind::Message(&super::security_scheme::INFO),
        ),
        FieldInfo::new(
            "securityRequirements",
            "security_requirements",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Message(&super::security_requirement::INFO),
        ),
        FieldInfo::new(
            "defaultInputModes",
            "default_input_modes",
            Presence::Required,
            Shape::Repeated,
            Kind::String,
        ),
        FieldInfo::new(
            "defaultOutputModes",
            "default_output_modes",
            Presence::Required,
            Shape::Repeated,
            Kind::String,
        ),
        FieldInfo::new(
            "skills",
            "skills",
            Presence::Required,
            Shape::Repeated,
            Kind::Message(&super::agent_skill::INFO),
        ),
        FieldInfo::new(
            "signatures",
            "signatures",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Message(&super::agent_card_signature::INFO),
        ),
        FieldInfo::new(
            "iconUrl",
            "icon_url",
            Presence::Optional,
            Shape::Single,
            Kind::String,
        ),
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
#[cfg(feature = "schemars")]
crate::json_schema::named!(AgentCard);
