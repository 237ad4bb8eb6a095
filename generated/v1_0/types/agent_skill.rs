// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `AgentSkill`.

use super::SecurityRequirement;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Something an agent can do, described so that people and programs can choose it (§4.4.5). Skills
/// inform; callers send ordinary messages and the agent decides what applies.
#[derive(Debug, Clone, PartialEq)]
pub struct AgentSkill {
    /// Identifier of the skill, distinct inside its card.
    pub id: String,
    /// Name of the skill, for people.
    pub name: String,
    /// What the skill does, in enough detail to decide whether it fits.
    pub description: String,
    /// Keywords for search and grouping. At least one entry (§5.7), though readers tolerate none.
    pub tags: Vec<String>,
    /// Sample requests that the skill deals with, as a user would write them. May be empty.
    pub examples: Vec<String>,
    /// Media types this skill accepts. They replace `AgentCard.defaultInputModes`; an empty list keeps
    /// the card's.
    pub input_modes: Vec<String>,
    /// Media types this skill produces. They replace `AgentCard.defaultOutputModes`; an empty list
    /// keeps the card's.
    pub output_modes: Vec<String>,
    /// Security schemes a caller needs for this skill, by their names in `AgentCard.securitySchemes`.
    /// Empty if it asks for nothing of its own.
    pub security_requirements: Vec<SecurityRequirement>,
}

impl AgentSkill {
    /// A new `AgentSkill` of what is required.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        description: impl Into<String>,
        tags: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            description: description.into(),
            tags: tags.into_iter().map(Into::into).collect(),
            examples: Default::default(),
            input_modes: Default::default(),
            output_modes: Default::default(),
            security_requirements: Default::default(),
        }
    }
    /// Sets [`examples`](Self::examples).
    #[must_use]
    pub fn with_examples(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.examples = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`input_modes`](Self::input_modes).
    #[must_use]
    pub fn with_input_modes(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.input_modes = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`output_modes`](Self::output_modes).
    #[must_use]
    pub fn with_output_modes(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.output_modes = value.into_iter().map(Into::into).collect();
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
}

impl protojson::Message for AgentSkill {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut id = None;
        let mut name_ = None;
        let mut description = None;
        let mut tags = None;
        let mut examples = None;
        let mut input_modes = None;
        let mut output_modes = None;
        let mut security_requirements = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "id" => id = input.value()?,
                "name" => name_ = input.value()?,
                "description" => description = input.value()?,
                "tags" => tags = input.value()?,
                "examples" => examples = input.value()?,
                "inputModes" | "input_modes" => input_modes = input.value()?,
                "outputModes" | "output_modes" => output_modes = input.value()?,
                "securityRequirements" | "security_requirements" => {
                    security_requirements = input.value()?;
                }
                _ => input.skip()?,
            }
        }
        Ok(Self {
            id: id.unwrap_or_default(),
            name: name_.unwrap_or_default(),
            description: description.unwrap_or_default(),
            tags: tags.unwrap_or_default(),
            examples: examples.unwrap_or_default(),
            input_modes: input_modes.unwrap_or_default(),
            output_modes: output_modes.unwrap_or_default(),
            security_requirements: security_requirements.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("id", &self.id)?;
        object.required("name", &self.name)?;
        object.required("description", &self.description)?;
        object.required("tags", &self.tags)?;
        object.implicit("examples", &self.examples)?;
        object.implicit("inputModes", &self.input_modes)?;
        object.implicit("outputModes", &self.output_modes)?;
        object.implicit("securityRequirements", &self.security_requirements)
    }
}

protojson::message!(AgentSkill);

impl AgentSkill {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for AgentSkill {
    fn check(&self, checker: &mut Checker) {
        checker.field("securityRequirements", &self.security_requirements);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "AgentSkill",
    fields: &[
        FieldInfo::new("id", "id", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new("name", "name", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new(
            "description",
            "description",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "tags",
            "tags",
            Presence::Required,
            Shape::Repeated,
            Kind::String,
        ),
        FieldInfo::new(
            "examples",
            "examples",
            Presence::Implicit,
            Shape::Repeated,
            Kind::String,
        ),
        FieldInfo::new(
            "inputModes",
            "input_modes",
            Presence::Implicit,
            Shape::Repeated,
            Kind::String,
        ),
        FieldInfo::new(
            "outputModes",
            "output_modes",
            Presence::Implicit,
            Shape::Repeated,
            Kind::String,
        ),
        FieldInfo::new(
            "securityRequirements",
            "security_requirements",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Message(&super::security_requirement::INFO),
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AgentSkill {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AgentSkill".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("id", |message: &Self| &message.id)
            .required("name", |message: &Self| &message.name)
            .required("description", |message: &Self| &message.description)
            .required("tags", |message: &Self| &message.tags)
            .implicit("examples", |message: &Self| &message.examples)
            .implicit("inputModes", |message: &Self| &message.input_modes)
            .implicit("outputModes", |message: &Self| &message.output_modes)
            .implicit(
                "securityRequirements",
                |message: &Self| &message.security_requirements,
            )
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(AgentSkill);
