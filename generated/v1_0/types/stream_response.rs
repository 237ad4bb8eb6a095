// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `StreamResponse`.

/// One event of a stream, and the body of a push notification (§3.2.3). HTTP+JSON and webhooks
/// carry it as it is (§11.7, §4.3.3); JSON-RPC wraps each one in a response envelope (§9.4.2).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum StreamResponse {
    /// Snapshot of the task. Opens each stream that follows a task (§3.1.2, §3.1.6), and can come
    /// again later; it supersedes whatever the receiver has assembled so far.
    Task(super::Task),
    /// Direct reply from the agent. It is the only event of its stream, which closes after it
    /// (§3.1.2).
    Message(super::Message),
    /// News of the task's status (§4.2.1). A terminal state ends the stream, after one last `Task`
    /// snapshot at most (§11.7).
    StatusUpdate(super::TaskStatusUpdateEvent),
    /// A new artifact, or a further chunk of one (§4.2.2).
    ArtifactUpdate(super::TaskArtifactUpdateEvent),
    /// A member that this version of the protocol does not have.
    Unrecognized(crate::protojson::UnknownMember),
}

impl From<super::Task> for StreamResponse {
    fn from(value: super::Task) -> Self {
        Self::Task(value)
    }
}

impl From<super::Message> for StreamResponse {
    fn from(value: super::Message) -> Self {
        Self::Message(value)
    }
}

impl From<super::TaskStatusUpdateEvent> for StreamResponse {
    fn from(value: super::TaskStatusUpdateEvent) -> Self {
        Self::StatusUpdate(value)
    }
}

impl From<super::TaskArtifactUpdateEvent> for StreamResponse {
    fn from(value: super::TaskArtifactUpdateEvent) -> Self {
        Self::ArtifactUpdate(value)
    }
}

impl crate::protojson::Message for StreamResponse {
    const INFO: &'static crate::protocol::MessageInfo = &INFO;
    fn read_fields<'de, A: serde::de::MapAccess<'de>>(
        mut input: crate::protojson::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut member = crate::protojson::Oneof::new(
            &["task", "message", "statusUpdate", "artifactUpdate"],
        );
        while let Some(name) = input.next_name()? {
            match &*name {
                "task" => member.set("task", input.value()?, StreamResponse::Task)?,
                "message" => {
                    member.set("message", input.value()?, StreamResponse::Message)?
                }
                "statusUpdate" | "status_update" => {
                    member
                        .set(
                            "statusUpdate",
                            input.value()?,
                            StreamResponse::StatusUpdate,
                        )?
                }
                "artifactUpdate" | "artifact_update" => {
                    member
                        .set(
                            "artifactUpdate",
                            input.value()?,
                            StreamResponse::ArtifactUpdate,
                        )?
                }
                _ => member.set_unknown(&name, &mut input)?,
            }
        }
        member.finish(Self::Unrecognized)
    }
    fn write_fields<M: serde::ser::SerializeMap>(
        &self,
        object: &mut crate::protojson::Object<M>,
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

crate::protojson::message!(StreamResponse);

impl StreamResponse {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; every violation is listed, each with the path of its field.
    pub fn validate(&self) -> Result<(), crate::validate::Violations> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for StreamResponse {
    fn check(&self, checker: &mut crate::validate::Checker) {
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

static INFO: crate::protocol::MessageInfo = crate::protocol::MessageInfo {
    name: "StreamResponse",
    fields: &[
        crate::protocol::FieldInfo {
            name: "task",
            proto_name: "task",
            presence: crate::protocol::Presence::Oneof("payload"),
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::Message(
                <super::Task as crate::protojson::Message>::INFO,
            ),
        },
        crate::protocol::FieldInfo {
            name: "message",
            proto_name: "message",
            presence: crate::protocol::Presence::Oneof("payload"),
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::Message(
                <super::Message as crate::protojson::Message>::INFO,
            ),
        },
        crate::protocol::FieldInfo {
            name: "statusUpdate",
            proto_name: "status_update",
            presence: crate::protocol::Presence::Oneof("payload"),
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::Message(
                <super::TaskStatusUpdateEvent as crate::protojson::Message>::INFO,
            ),
        },
        crate::protocol::FieldInfo {
            name: "artifactUpdate",
            proto_name: "artifact_update",
            presence: crate::protocol::Presence::Oneof("payload"),
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::Message(
                <super::TaskArtifactUpdateEvent as crate::protojson::Message>::INFO,
            ),
        },
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
