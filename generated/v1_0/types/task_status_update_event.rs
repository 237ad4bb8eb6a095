// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `TaskStatusUpdateEvent`.

use super::TaskStatus;
use crate::Struct;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// News of a task's status, sent on streams and to webhooks (§4.2.1). Version 1.0 has no
/// end-of-stream flag: a terminal state in `status` is what marks the last update.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskStatusUpdateEvent {
    /// Task whose status is reported.
    pub task_id: String,
    /// Conversation of that task. Always present.
    pub context_id: String,
    /// Status that takes the place of the previous one, complete rather than as a difference (§4.1.2).
    pub status: TaskStatus,
    /// Free-form JSON object that the agent attaches to this event. Extensions usually keep their data
    /// under their own URI (§4.6.2); unknown keys are ignored.
    pub metadata: Option<Struct>,
}

impl TaskStatusUpdateEvent {
    /// A new `TaskStatusUpdateEvent` of what is required.
    #[must_use]
    pub fn new(
        task_id: impl Into<String>,
        context_id: impl Into<String>,
        status: TaskStatus,
    ) -> Self {
        Self {
            task_id: task_id.into(),
            context_id: context_id.into(),
            status,
            metadata: Default::default(),
        }
    }
    /// Sets [`metadata`](Self::metadata).
    #[must_use]
    pub fn with_metadata(mut self, value: Struct) -> Self {
        self.metadata = Some(value);
        self
    }
}

impl protojson::Message for TaskStatusUpdateEvent {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut task_id = None;
        let mut context_id = None;
        let mut status = None;
        let mut metadata = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "taskId" | "task_id" => task_id = input.value()?,
                "contextId" | "context_id" => context_id = input.value()?,
                "status" => status = input.value()?,
                "metadata" => metadata = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            task_id: task_id.unwrap_or_default(),
            context_id: context_id.unwrap_or_default(),
            status: status.ok_or_else(|| serde::de::Error::missing_field("status"))?,
            metadata,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("taskId", &self.task_id)?;
        object.required("contextId", &self.context_id)?;
        object.required("status", &self.status)?;
        object.optional("metadata", &self.metadata)
    }
}

protojson::message!(TaskStatusUpdateEvent);

impl TaskStatusUpdateEvent {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for TaskStatusUpdateEvent {
    fn check(&self, checker: &mut Checker) {
        checker.field("status", &self.status);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "TaskStatusUpdateEvent",
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
            "status",
            "status",
            Presence::Required,
            Shape::Single,
            Kind::Message(&super::task_status::INFO),
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
impl schemars::JsonSchema for TaskStatusUpdateEvent {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TaskStatusUpdateEvent".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("taskId", |message: &Self| &message.task_id)
            .required("contextId", |message: &Self| &message.context_id)
            .required("status", |message: &Self| &message.status)
            .optional("metadata", |message: &Self| &message.metadata)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(TaskStatusUpdateEvent);
