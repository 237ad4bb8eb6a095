// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `Message`.

use super::{Part, Role};
use crate::Struct;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// One turn in the conversation between a client and an agent (§4.1.4). Messages carry
/// instructions, questions and progress; output is delivered in artifacts, and a message alone is
/// no reliable way to hand over anything critical (§3.7).
///
/// An agent always sets `contextId`, and `taskId` as soon as there is a task. A client sets
/// neither to begin a conversation, `contextId` to begin another task in one, and `taskId` to
/// continue a task; the server then works out the context, and refuses one that contradicts the
/// task (§3.4.3).
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Identifier picked by whoever writes the message, often a UUID. An agent may recognise a
    /// repeated message by it (§3.3.1), so a resend keeps the value and a new message takes a new one.
    pub message_id: String,
    /// Conversation the message belongs to. Always set by agents; a client repeats a value it was
    /// given, and invents one only if it knows how the server treats it (§3.4.1).
    pub context_id: String,
    /// Task the message belongs to. From a client it has to name an existing task, otherwise the
    /// answer is `TaskNotFoundError`; absent asks for a new task or a direct reply (§3.4.2).
    pub task_id: String,
    /// Side that wrote the message: `ROLE_USER` for the client, `ROLE_AGENT` for the agent (§4.1.5).
    pub role: Role,
    /// Content of the message, in order. At least one entry (§5.7).
    pub parts: Vec<Part>,
    /// Free-form JSON object that the sender attaches to the message. Extensions usually keep their
    /// data under their own URI (§4.6.2); unknown keys are ignored.
    pub metadata: Option<Struct>,
    /// URIs of the extensions that this message makes use of. Their data is in `metadata` (§4.6.2).
    pub extensions: Vec<String>,
    /// Other tasks that the message draws on, by `id`. They give background and are not continued by
    /// it (§3.4.3); a server applies the caller's access rights to them too.
    pub reference_task_ids: Vec<String>,
}

impl Message {
    /// A new `Message` of what is required.
    #[must_use]
    pub fn new(
        message_id: impl Into<String>,
        role: Role,
        parts: impl IntoIterator<Item = impl Into<Part>>,
    ) -> Self {
        Self {
            message_id: message_id.into(),
            context_id: Default::default(),
            task_id: Default::default(),
            role,
            parts: parts.into_iter().map(Into::into).collect(),
            metadata: Default::default(),
            extensions: Default::default(),
            reference_task_ids: Default::default(),
        }
    }
    /// Sets [`context_id`](Self::context_id).
    #[must_use]
    pub fn with_context_id(mut self, value: impl Into<String>) -> Self {
        self.context_id = value.into();
        self
    }
    /// Sets [`task_id`](Self::task_id).
    #[must_use]
    pub fn with_task_id(mut self, value: impl Into<String>) -> Self {
        self.task_id = value.into();
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
    /// Sets [`reference_task_ids`](Self::reference_task_ids).
    #[must_use]
    pub fn with_reference_task_ids(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.reference_task_ids = value.into_iter().map(Into::into).collect();
        self
    }
}

impl protojson::Message for Message {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut message_id = None;
        let mut context_id = None;
        let mut task_id = None;
        let mut role = None;
        let mut parts = None;
        let mut metadata = None;
        let mut extensions = None;
        let mut reference_task_ids = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "messageId" | "message_id" => message_id = input.value()?,
                "contextId" | "context_id" => context_id = input.value()?,
                "taskId" | "task_id" => task_id = input.value()?,
                "role" => role = input.value()?,
                "parts" => parts = input.value()?,
                "metadata" => metadata = input.value()?,
                "extensions" => extensions = input.value()?,
                "referenceTaskIds" | "reference_task_ids" => {
                    reference_task_ids = input.value()?;
                }
                _ => input.skip()?,
            }
        }
        Ok(Self {
            message_id: message_id.unwrap_or_default(),
            context_id: context_id.unwrap_or_default(),
            task_id: task_id.unwrap_or_default(),
            role: role.unwrap_or_default(),
            parts: parts.unwrap_or_default(),
            metadata,
            extensions: extensions.unwrap_or_default(),
            reference_task_ids: reference_task_ids.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("messageId", &self.message_id)?;
        object.implicit("contextId", &self.context_id)?;
        object.implicit("taskId", &self.task_id)?;
        object.required("role", &self.role)?;
        object.required("parts", &self.parts)?;
        object.optional("metadata", &self.metadata)?;
        object.implicit("extensions", &self.extensions)?;
        object.implicit("referenceTaskIds", &self.reference_task_ids)
    }
}

protojson::message!(Message);

impl Message {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Message {
    fn check(&self, checker: &mut Checker) {
        checker.not_empty("messageId", &self.message_id);
        checker.not_default("role", &self.role);
        checker.field("role", &self.role);
        checker.min_items("parts", self.parts.len(), 1);
        checker.field("parts", &self.parts);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Message",
    fields: &[
        FieldInfo::new(
            "messageId",
            "message_id",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "contextId",
            "context_id",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "taskId",
            "task_id",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "role",
            "role",
            Presence::Required,
            Shape::Single,
            Kind::Enum("ROLE_UNSPECIFIED"),
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
        FieldInfo::new(
            "referenceTaskIds",
            "reference_task_ids",
            Presence::Implicit,
            Shape::Repeated,
            Kind::String,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Message {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Message".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("messageId", |message: &Self| &message.message_id)
            .implicit("contextId", |message: &Self| &message.context_id)
            .implicit("taskId", |message: &Self| &message.task_id)
            .required("role", |message: &Self| &message.role)
            .required("parts", |message: &Self| &message.parts)
            .optional("metadata", |message: &Self| &message.metadata)
            .implicit("extensions", |message: &Self| &message.extensions)
            .implicit("referenceTaskIds", |message: &Self| &message.reference_task_ids)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(Message);
