// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `TaskStatusUpdateEvent`.

/// News of a task's status, sent on streams and to webhooks (§4.2.1). Version 1.0 has no
/// end-of-stream flag: a terminal state in `status` is what marks the last update.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskStatusUpdateEvent {
    /// Task whose status is reported.
    pub task_id: String,
    /// Conversation of that task. Always present.
    pub context_id: String,
    /// Status that takes the place of the previous one, complete rather than as a difference (§4.1.2).
    pub status: super::TaskStatus,
    /// Free-form JSON object that the agent attaches to this event. Extensions usually keep their data
    /// under their own URI (§4.6.2); unknown keys are ignored.
    pub metadata: Option<crate::Struct>,
}

impl TaskStatusUpdateEvent {
    /// A message with what is required.
    #[must_use]
    pub fn new(
        task_id: impl Into<String>,
        context_id: impl Into<String>,
        status: super::TaskStatus,
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
    pub fn with_metadata(mut self, value: crate::Struct) -> Self {
        self.metadata = Some(value);
        self
    }
}

impl crate::protojson::Message for TaskStatusUpdateEvent {
    const INFO: &'static crate::protocol::MessageInfo = &INFO;
    fn read_fields<'de, A: serde::de::MapAccess<'de>>(
        mut input: crate::protojson::Fields<'de, A>,
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
    fn write_fields<M: serde::ser::SerializeMap>(
        &self,
        object: &mut crate::protojson::Object<M>,
    ) -> Result<(), M::Error> {
        object.required("taskId", &self.task_id)?;
        object.required("contextId", &self.context_id)?;
        object.required("status", &self.status)?;
        object.optional("metadata", &self.metadata)
    }
}

crate::protojson::message!(TaskStatusUpdateEvent);

impl TaskStatusUpdateEvent {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; every violation is listed, each with the path of its field.
    pub fn validate(&self) -> Result<(), crate::validate::Violations> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for TaskStatusUpdateEvent {
    fn check(&self, checker: &mut crate::validate::Checker) {
        checker.field("status", &self.status);
    }
}

static INFO: crate::protocol::MessageInfo = crate::protocol::MessageInfo {
    name: "TaskStatusUpdateEvent",
    fields: &[
        crate::protocol::FieldInfo {
            name: "taskId",
            proto_name: "task_id",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "contextId",
            proto_name: "context_id",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "status",
            proto_name: "status",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::Message(
                <super::TaskStatus as crate::protojson::Message>::INFO,
            ),
        },
        crate::protocol::FieldInfo {
            name: "metadata",
            proto_name: "metadata",
            presence: crate::protocol::Presence::Optional,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::Struct,
        },
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
