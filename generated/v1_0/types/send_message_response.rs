// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `SendMessageResponse`.

use super::{Message, Task};
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object, Oneof, UnknownMember};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Outcome of `SendMessage`: a task or a direct reply (§3.1.1).
#[allow(
    clippy::large_enum_variant,
    reason = "messages have as many fields as they have"
)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SendMessageResponse {
    /// Task that handles the message, new or continued. In a blocking call it is terminal or
    /// interrupted; otherwise it may be in any state (§3.2.2).
    Task(Task),
    /// Direct reply from the agent, with no task to follow up (§3.1.1).
    Message(Message),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl From<Task> for SendMessageResponse {
    fn from(value: Task) -> Self {
        Self::Task(value)
    }
}

impl From<Message> for SendMessageResponse {
    fn from(value: Message) -> Self {
        Self::Message(value)
    }
}

impl protojson::Message for SendMessageResponse {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut member = Oneof::new(&["task", "message"]);
        while let Some(name) = input.next_name()? {
            match &*name {
                "task" => member.set("task", input.value()?, SendMessageResponse::Task),
                "message" => {
                    member.set("message", input.value()?, SendMessageResponse::Message)
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
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

protojson::message!(SendMessageResponse);

impl SendMessageResponse {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for SendMessageResponse {
    fn check(&self, checker: &mut Checker) {
        match self {
            Self::Task(value) => checker.field("task", value),
            Self::Message(value) => checker.field("message", value),
            Self::Unrecognized(unknown) => {
                checker.unknown_member(unknown, &["task", "message"])
            }
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "SendMessageResponse",
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
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SendMessageResponse {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SendMessageResponse".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .one_of(|choice| {
                choice
                    .member("task", SendMessageResponse::Task)
                    .member("message", SendMessageResponse::Message)
            })
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(SendMessageResponse);
