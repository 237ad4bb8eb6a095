// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `StreamResponse`.

use super::{Message, Task, TaskArtifactUpdateEvent, TaskStatusUpdateEvent};
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object, Oneof, UnknownMember};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// One event of a stream, and the body of a push notification (§3.2.3). HTTP+JSON and webhooks
/// carry it as it is (§11.7, §4.3.3); JSON-RPC wraps each one in a response envelope (§9.4.2).
#[allow(
    clippy::large_enum_variant,
    reason = "messages have as many fields as they have"
)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum StreamResponse {
    /// Snapshot of the task. Opens each stream that follows a task (§3.1.2, §3.1.6), and can come
    /// again later; it supersedes whatever the receiver has assembled so far.
    Task(Task),
    /// Direct reply from the agent. It is the only event of its stream, which closes after it
    /// (§3.1.2).
    Message(Message),
    /// News of the task's status (§4.2.1). A terminal state ends the stream, after one last `Task`
    /// snapshot at most (§11.7).
    StatusUpdate(TaskStatusUpdateEvent),
    /// A new artifact, or a further chunk of one (§4.2.2).
    ArtifactUpdate(TaskArtifactUpdateEvent),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl From<Task> for StreamResponse {
    fn from(value: Task) -> Self {
        Self::Task(value)
    }
}

impl From<Message> for StreamResponse {
    fn from(value: Message) -> Self {
        Self::Message(value)
    }
}

impl From<TaskStatusUpdateEvent> for StreamResponse {
    fn from(value: TaskStatusUpdateEvent) -> Self {
        Self::StatusUpdate(value)
    }
}

impl From<TaskArtifactUpdateEvent> for StreamResponse {
    fn from(value: TaskArtifactUpdateEvent) -> Self {
        Self::ArtifactUpdate(value)
    }
}

impl protojson::Message for StreamResponse {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut member = Oneof::new(
            &["task", "message", "statusUpdate", "artifactUpdate"],
        );
        while let Some(name) = input.next_name()? {
            match &*name {
                "task" => member.set("task", input.value()?, StreamResponse::Task),
                "message" => {
                    member.set("message", input.value()?, StreamResponse::Message)
                }
                "statusUpdate" | "status_update" => {
                    member
                        .set(
                            "statusUpdate",
                            input.value()?,
                            StreamResponse::StatusUpdate,
                        )
                }
                "artifactUpdate" | "artifact_update" => {
                    member
                        .set(
                            "artifactUpdate",
                            input.value()?,
                            StreamResponse::ArtifactUpdate,
                        )
                }
                _ => member.set_unknown(&name, &mut input)?,
            }
        }
        member.finish(Self::Unrecognized)
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        match self {
            Self::Task(value) => object.required("task", value),
            Self::Message(value) => object.required("message", value),
            Self::StatusUpdate(value) => object.required("statusUpdate", value),
            Self::ArtifactUpdate(value) => object.required("artifactUpdate", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

protojson::message!(StreamResponse);

impl StreamResponse {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for StreamResponse {
    fn check(&self, checker: &mut Checker) {
        match self {
            Self::Task(value) => checker.field("task", value),
            Self::Message(value) => checker.field("message", value),
            Self::StatusUpdate(value) => checker.field("statusUpdate", value),
            Self::ArtifactUpdate(value) => checker.field("artifactUpdate", value),
            Self::Unrecognized(unknown) => {
                checker
                    .unknown_member(
                        unknown,
                        &["task", "message", "statusUpdate", "artifactUpdate"],
                    )
            }
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "StreamResponse",
    fields: &[
        FieldInfo::new(
            "task",
            "task",
            Presence::Oneof("payload"),
            Shape::Single,
            Kind::Message(&super::task::INFO),
        ),
        FieldInfo::new(
            "message",
            "message",
            Presence::Oneof("payload"),
            Shape::Single,
            Kind::Message(&super::message::INFO),
        ),
        FieldInfo::new(
            "statusUpdate",
            "status_update",
            Presence::Oneof("payload"),
            Shape::Single,
            Kind::Message(&super::task_status_update_event::INFO),
        ),
        FieldInfo::new(
            "artifactUpdate",
            "artifact_update",
            Presence::Oneof("payload"),
            Shape::Single,
            Kind::Message(&super::task_artifact_update_event::INFO),
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for StreamResponse {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "StreamResponse".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .one_of(|choice| {
                choice
                    .member("task", StreamResponse::Task)
                    .member("message", StreamResponse::Message)
                    .member("statusUpdate", StreamResponse::StatusUpdate)
                    .member("artifactUpdate", StreamResponse::ArtifactUpdate)
            })
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(StreamResponse);
