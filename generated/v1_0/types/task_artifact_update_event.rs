// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `TaskArtifactUpdateEvent`.

use super::Artifact;
use crate::Struct;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// An artifact, or the next chunk of one, sent on streams and to webhooks (§4.2.2). Receivers
/// assemble chunks by `artifactId`, in order of arrival, which is the order of creation (§3.5.2).
#[derive(Debug, Clone, PartialEq)]
pub struct TaskArtifactUpdateEvent {
    /// Task that produced the artifact.
    pub task_id: String,
    /// Conversation of that task. Always present.
    pub context_id: String,
    /// The whole artifact, or the chunk to add to it, depending on `append` (§4.1.7).
    pub artifact: Artifact,
    /// Whether the parts go behind those already received for this `artifactId`. False, the default,
    /// makes this the artifact's content so far, replacing any earlier one. An append to an unknown
    /// artifact means that events were missed; `GetTask` fills the gap.
    pub append: bool,
    /// Whether the artifact is now complete. Defaults to false. It says nothing about the task, which
    /// may go on to produce more.
    pub last_chunk: bool,
    /// Free-form JSON object that the agent attaches to this event. Extensions usually keep their data
    /// under their own URI (§4.6.2); unknown keys are ignored.
    pub metadata: Option<Struct>,
}

impl TaskArtifactUpdateEvent {
    /// A new `TaskArtifactUpdateEvent` of what is required.
    #[must_use]
    pub fn new(
        task_id: impl Into<String>,
        context_id: impl Into<String>,
        artifact: Artifact,
    ) -> Self {
        Self {
            task_id: task_id.into(),
            context_id: context_id.into(),
            artifact,
            append: Default::default(),
            last_chunk: Default::default(),
            metadata: Default::default(),
        }
    }
    /// Sets [`append`](Self::append).
    #[must_use]
    pub fn with_append(mut self, value: bool) -> Self {
        self.append = value;
        self
    }
    /// Sets [`last_chunk`](Self::last_chunk).
    #[must_use]
    pub fn with_last_chunk(mut self, value: bool) -> Self {
        self.last_chunk = value;
        self
    }
    /// Sets [`metadata`](Self::metadata).
    #[must_use]
    pub fn with_metadata(mut self, value: Struct) -> Self {
        self.metadata = Some(value);
        self
    }
}

impl protojson::Message for TaskArtifactUpdateEvent {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut task_id = None;
        let mut context_id = None;
        let mut artifact = None;
        let mut append = None;
        let mut last_chunk = None;
        let mut metadata = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "taskId" | "task_id" => task_id = input.value()?,
                "contextId" | "context_id" => context_id = input.value()?,
                "artifact" => artifact = input.value()?,
                "append" => append = input.value()?,
                "lastChunk" | "last_chunk" => last_chunk = input.value()?,
                "metadata" => metadata = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            task_id: task_id.unwrap_or_default(),
            context_id: context_id.unwrap_or_default(),
            artifact: artifact
                .ok_or_else(|| serde::de::Error::missing_field("artifact"))?,
            append: append.unwrap_or_default(),
            last_chunk: last_chunk.unwrap_or_default(),
            metadata,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("taskId", &self.task_id)?;
        object.required("contextId", &self.context_id)?;
        object.required("artifact", &self.artifact)?;
        object.implicit("append", &self.append)?;
        object.implicit("lastChunk", &self.last_chunk)?;
        object.optional("metadata", &self.metadata)
    }
}

protojson::message!(TaskArtifactUpdateEvent);

impl TaskArtifactUpdateEvent {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for TaskArtifactUpdateEvent {
    fn check(&self, checker: &mut Checker) {
        checker.field("artifact", &self.artifact);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "TaskArtifactUpdateEvent",
    fields: &[
        FieldInfo::new(
            "taskId",
            "task_id",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "contextId",
            "context_id",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "artifact",
            "artifact",
            Presence::Required,
            Shape::Single,
            Kind::Message(&super::artifact::INFO),
        ),
        FieldInfo::new(
            "append",
            "append",
            Presence::Implicit,
            Shape::Single,
            Kind::Bool,
        ),
        FieldInfo::new(
            "lastChunk",
            "last_chunk",
            Presence::Implicit,
            Shape::Single,
            Kind::Bool,
        ),
        FieldInfo::new(
            "metadata",
            "metadata",
            Presence::Optional,
            Shape::Single,
            Kind::Struct,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for TaskArtifactUpdateEvent {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TaskArtifactUpdateEvent".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("taskId", |message: &Self| &message.task_id)
            .required("contextId", |message: &Self| &message.context_id)
            .required("artifact", |message: &Self| &message.artifact)
            .implicit("append", |message: &Self| &message.append)
            .implicit("lastChunk", |message: &Self| &message.last_chunk)
            .optional("metadata", |message: &Self| &message.metadata)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(TaskArtifactUpdateEvent);
