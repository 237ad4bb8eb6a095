// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `TaskStatus`.

use super::{Message, TaskState};
use crate::Timestamp;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// State of a task at one moment (§4.1.2). Part of every `Task` and of every
/// `TaskStatusUpdateEvent`.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskStatus {
    /// The state reached. Tells whether the task has ended, waits for the caller or goes on; see
    /// `TaskState`.
    pub state: TaskState,
    /// What the agent has to say about this state: progress, a question or a reason. Absent if there
    /// is nothing to say. Results do not belong here but in artifacts (§3.7).
    pub message: Option<Message>,
    /// When this status was set. JSON text in ISO 8601 form, always UTC with a final `Z`, preferably
    /// to the millisecond (§5.6.1). `ListTasks` sorts and filters by it (§3.1.4).
    pub timestamp: Option<Timestamp>,
}

impl TaskStatus {
    /// A new `TaskStatus` of what is required.
    #[must_use]
    pub fn new(state: TaskState) -> Self {
        Self {
            state,
            message: Default::default(),
            timestamp: Default::default(),
        }
    }
    /// Sets [`message`](Self::message).
    #[must_use]
    pub fn with_message(mut self, value: Message) -> Self {
        self.message = Some(value);
        self
    }
    /// Sets [`timestamp`](Self::timestamp).
    #[must_use]
    pub fn with_timestamp(mut self, value: Timestamp) -> Self {
        self.timestamp = Some(value);
        self
    }
}

impl protojson::Message for TaskStatus {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut state = None;
        let mut message = None;
        let mut timestamp = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "state" => state = input.value()?,
                "message" => message = input.value()?,
                "timestamp" => timestamp = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            state: state.unwrap_or_default(),
            message,
            timestamp,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("state", &self.state)?;
        object.optional("message", &self.message)?;
        object.optional("timestamp", &self.timestamp)
    }
}

protojson::message!(TaskStatus);

impl TaskStatus {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for TaskStatus {
    fn check(&self, checker: &mut Checker) {
        checker.field("state", &self.state);
        checker.field("message", &self.message);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "TaskStatus",
    fields: &[
        FieldInfo::new(
            "state",
            "state",
            Presence::Required,
            Shape::Single,
            Kind::Enum("TASK_STATE_UNSPECIFIED"),
        ),
        FieldInfo::new(
            "message",
            "message",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::message::INFO),
        ),
        FieldInfo::new(
            "timestamp",
            "timestamp",
            Presence::Optional,
            Shape::Single,
            Kind::Timestamp,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for TaskStatus {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TaskStatus".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("state", |message: &Self| &message.state)
            .optional("message", |message: &Self| &message.message)
            .optional("timestamp", |message: &Self| &message.timestamp)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(TaskStatus);
