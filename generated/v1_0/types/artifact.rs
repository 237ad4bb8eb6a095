// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `Artifact`.

use super::Part;
use crate::Struct;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Output of a task, such as a document, an image or a data set (§4.1.7). Agents hand over results
/// this way rather than in messages (§3.7); when streaming, one artifact can arrive in several
/// chunks (§4.2.2).
#[derive(Debug, Clone, PartialEq)]
pub struct Artifact {
    /// Identifier the agent gives the artifact, distinct inside its task. Chunks that carry the same
    /// value belong to the same artifact.
    pub artifact_id: String,
    /// Title for people, often a file name. May be absent.
    pub name: String,
    /// What the artifact is, in words for people. May be absent.
    pub description: String,
    /// Content of the artifact, in order. At least one entry (§4.1.7).
    pub parts: Vec<Part>,
    /// Free-form JSON object that the agent attaches to the artifact. Extensions usually keep their
    /// data under their own URI (§4.6.2); unknown keys are ignored.
    pub metadata: Option<Struct>,
    /// URIs of the extensions that this artifact makes use of. Their data is in `metadata` (§4.6.2).
    pub extensions: Vec<String>,
}

impl Artifact {
    /// A new `Artifact` of what is required.
    #[must_use]
    pub fn new(
        artifact_id: impl Into<String>,
        parts: impl IntoIterator<Item = impl Into<Part>>,
    ) -> Self {
        Self {
            artifact_id: artifact_id.into(),
            name: Default::default(),
            description: Default::default(),
            parts: parts.into_iter().map(Into::into).collect(),
            metadata: Default::default(),
            extensions: Default::default(),
        }
    }
    /// Sets [`name`](Self::name).
    #[must_use]
    pub fn with_name(mut self, value: impl Into<String>) -> Self {
        self.name = value.into();
        self
    }
    /// Sets [`description`](Self::description).
    #[must_use]
    pub fn with_description(mut self, value: impl Into<String>) -> Self {
        self.description = value.into();
        self
    }
    /// Sets [`metadata`](Self::metadata).
    #[must_use]
    pub fn with_metadata(mut self, value: Struct) -> Self {
        self.metadata = Some(value);
        self
    }
    /// Sets [`extensions`](Self::extensions).
    #[must_use]
    pub fn with_extensions(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.extensions = value.into_iter().map(Into::into).collect();
        self
    }
}

impl protojson::Message for Artifact {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut artifact_id = None;
        let mut name_ = None;
        let mut description = None;
        let mut parts = None;
        let mut metadata = None;
        let mut extensions = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "artifactId" | "artifact_id" => artifact_id = input.value()?,
                "name" => name_ = input.value()?,
                "description" => description = input.value()?,
                "parts" => parts = input.value()?,
                "metadata" => metadata = input.value()?,
                "extensions" => extensions = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            artifact_id: artifact_id.unwrap_or_default(),
            name: name_.unwrap_or_default(),
            description: description.unwrap_or_default(),
            parts: parts.unwrap_or_default(),
            metadata,
            extensions: extensions.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("artifactId", &self.artifact_id)?;
        object.implicit("name", &self.name)?;
        object.implicit("description", &self.description)?;
        object.required("parts", &self.parts)?;
        object.optional("metadata", &self.metadata)?;
        object.implicit("extensions", &self.extensions)
    }
}

protojson::message!(Artifact);

impl Artifact {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Artifact {
    fn check(&self, checker: &mut Checker) {
        checker.field("parts", &self.parts);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Artifact",
    fields: &[
        FieldInfo::new(
            "artifactId",
            "artifact_id",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("name", "name", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new(
            "description",
            "description",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "parts",
            "parts",
            Presence::Required,
            Shape::Repeated,
            Kind::Message(&super::part::INFO),
        ),
        FieldInfo::new(
            "metadata",
            "metadata",
            Presence::Optional,
            Shape::Single,
            Kind::Struct,
        ),
        FieldInfo::new(
            "extensions",
            "extensions",
            Presence::Implicit,
            Shape::Repeated,
            Kind::String,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Artifact {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Artifact".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("artifactId", |message: &Self| &message.artifact_id)
            .implicit("name", |message: &Self| &message.name)
            .implicit("description", |message: &Self| &message.description)
            .required("parts", |message: &Self| &message.parts)
            .optional("metadata", |message: &Self| &message.metadata)
            .implicit("extensions", |message: &Self| &message.extensions)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(Artifact);
