// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `TaskStatus`.

/// State of a task at one moment (§4.1.2). Part of every `Task` and of every
/// `TaskStatusUpdateEvent`.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskStatus {
    /// The state reached. Tells whether the task has ended, waits for the caller or goes on; see
    /// `TaskState`.
    pub state: super::TaskState,
    /// What the agent has to say about this state: progress, a question or a reason. Absent if there
    /// is nothing to say. Results do not belong here but in artifacts (§3.7).
    pub message: Option<super::Message>,
    /// When this status was set. JSON text in ISO 8601 form, always UTC with a final `Z`, preferably
    /// to the millisecond (§5.6.1). `ListTasks` sorts and filters by it (§3.1.4).
    pub timestamp: Option<crate::Timestamp>,
}

impl TaskStatus {
    /// A message with what is required.
    #[must_use]
    pub fn new(state: super::TaskState) -> Self {
        Self {
            state,
            message: Default::default(),
            timestamp: Default::default(),
        }
    }
    /// Sets [`message`](Self::message).
    #[must_use]
    pub fn with_message(mut self, value: super::Message) -> Self {
        self.message = Some(value);
        self
    }
    /// Sets [`timestamp`](Self::timestamp).
    #[must_use]
    pub fn with_timestamp(mut self, value: crate::Timestamp) -> Self {
        self.timestamp = Some(value);
        self
    }
}

impl crate::protojson::Message for TaskStatus {
    const INFO: &'static crate::protocol::MessageInfo = &INFO;
    fn read_fields<'de, A: serde::de::MapAccess<'de>>(
        mut input: crate::protojson::Fields<'de, A>,
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
    fn write_fields<M: serde::ser::SerializeMap>(
        &self,
        object: &mut crate::protojson::Object<M>,
    ) -> Result<(), M::Error> {
        object.required("state", &self.state)?;
        object.optional("message", &self.message)?;
        object.optional("timestamp", &self.timestamp)
    }
}

crate::protojson::message!(TaskStatus);

impl TaskStatus {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; every violation is listed, each with the path of its field.
    pub fn validate(&self) -> Result<(), crate::validate::Violations> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for TaskStatus {
    fn check(&self, checker: &mut crate::validate::Checker) {
        checker.field("state", &self.state);
        checker.field("message", &self.message);
    }
}

static INFO: crate::protocol::MessageInfo = crate::protocol::MessageInfo {
    name: "TaskStatus",
    fields: &[
        crate::protocol::FieldInfo {
            name: "state",
            proto_name: "state",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::Enum("TASK_STATE_UNSPECIFIED"),
        },
        crate::protocol::FieldInfo {
            name: "message",
            proto_name: "message",
            presence: crate::protocol::Presence::Optional,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::Message(
                <super::Message as crate::protojson::Message>::INFO,
            ),
        },
        crate::protocol::FieldInfo {
            name: "timestamp",
            proto_name: "timestamp",
            presence: crate::protocol::Presence::Optional,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::Timestamp,
        },
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
