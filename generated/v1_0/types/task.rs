// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `Task`.

use super::{Artifact, Message, TaskStatus};
use crate::Struct;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// A piece of work that an agent carries out for a caller (§4.1.1). The server creates it when a
/// message calls for one, and picks its `id`; clients cannot bring their own (§3.4.2).
///
/// Output goes to `artifacts`, conversation to `history` (§3.7). Once the state is terminal the
/// task is final and takes no more messages (§3.1.1).
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Identifier the server gives the task when creating it, often a UUID. Clients treat it as opaque
    /// and repeat it in `Message.taskId` and in the task operations (§3.4.2).
    pub id: String,
    /// Identifier of the conversation the task is part of. Tasks and messages that share it belong
    /// together; clients treat a value made by the server as opaque (§3.4.1).
    pub context_id: String,
    /// State the task is in now, with its time and an optional message (§4.1.2). Always present.
    pub status: TaskStatus,
    /// Results produced so far, one entry for each `artifactId`. Answers to `ListTasks` leave the
    /// member out altogether unless `includeArtifacts` is true (§3.1.4).
    pub artifacts: Vec<Artifact>,
    /// Earlier messages about the task, as far as the agent keeps them (§3.7). The request's
    /// `historyLength` bounds how many are returned (§3.2.4). Clients do not count on any particular
    /// message being here.
    pub history: Vec<Message>,
    /// Free-form JSON object that the agent attaches to the task. Extensions usually keep their data
    /// under their own URI (§4.6.2); unknown keys are ignored.
    pub metadata: Option<Struct>,
}

impl Task {
    /// A new `Task` of what is required.
    #[must_use]
    pub fn new(id: impl Into<String>, status: TaskStatus) -> Self {
        Self {
            id: id.into(),
            context_id: Default::default(),
            status,
            artifacts: Default::default(),
            history: Default::default(),
            metadata: Default::default(),
        }
    }
    /// Sets [`context_id`](Self::context_id).
    #[must_use]
    pub fn with_context_id(mut self, value: impl Into<String>) -> Self {
        self.context_id = value.into();
        self
    }
    /// Sets [`artifacts`](Self::artifacts).
    #[must_use]
    pub fn with_artifacts(
        mut self,
        value: impl IntoIterator<Item = impl Into<Artifact>>,
    ) -> Self {
        self.artifacts = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`history`](Self::history).
    #[must_use]
    pub fn with_history(
        mut self,
        value: impl IntoIterator<Item = impl Into<Message>>,
    ) -> Self {
        self.history = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`metadata`](Self::metadata).
    #[must_use]
    pub fn with_metadata(mut self, value: Struct) -> Self {
        self.metadata = Some(value);
        self
    }
}

impl protojson::Message for Task {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut id = None;
        let mut context_id = None;
        let mut status = None;
        let mut artifacts = None;
        let mut history = None;
        let mut metadata = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "id" => id = input.value()?,
                "contextId" | "context_id" => context_id = input.value()?,
                "status" => status = input.value()?,
                "artifacts" => artifacts = input.value()?,
                "history" => history = input.value()?,
                "metadata" => metadata = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            id: id.unwrap_or_default(),
            context_id: context_id.unwrap_or_default(),
            status: status.ok_or_else(|| serde::de::Error::missing_field("status"))?,
            artifacts: artifacts.unwrap_or_default(),
            history: history.unwrap_or_default(),
            metadata,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("id", &self.id)?;
        object.implicit("contextId", &self.context_id)?;
        object.required("status", &self.status)?;
        object.implicit("artifacts", &self.artifacts)?;
        object.implicit("history", &self.history)?;
        object.optional("metadata", &self.metadata)
    }
}

protojson::message!(Task);

impl Task {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Task {
    fn check(&self, checker: &mut Checker) {
        checker.field("status", &self.status);
        checker.field("artifacts", &self.artifacts);
        checker.field("history", &self.history);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Task",
    fields: &[
        FieldInfo::new("id", "id", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new(
            "contextId",
            "context_id",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "status",
            "status",
            Presence::Required,
            Shape::Single,
            Kind::Message(&super::task_status::INFO),
        ),
        FieldInfo::new(
            "artifacts",
            "artifacts",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Message(&super::artifact::INFO),
        ),
        FieldInfo::new(
            "history",
            "history",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Message(&super::message::INFO),
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
impl schemars::JsonSchema for Task {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Task".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("id", |message: &Self| &message.id)
            .implicit("contextId", |message: &Self| &message.context_id)
            .required("status", |message: &Self| &message.status)
            .implicit("artifacts", |message: &Self| &message.artifacts)
            .implicit("history", |message: &Self| &message.history)
            .optional("metadata", |message: &Self| &message.metadata)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(Task);
