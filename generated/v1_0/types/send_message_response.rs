// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `SendMessageResponse`.

/// Outcome of `SendMessage`: a task or a direct reply (§3.1.1).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SendMessageResponse {
    /// Task that handles the message, new or continued. In a blocking call it is terminal or
    /// interrupted; otherwise it may be in any state (§3.2.2).
    Task(super::Task),
    /// Direct reply from the agent, with no task to follow up (§3.1.1).
    Message(super::Message),
    /// A member that this version of the protocol does not have.
    Unrecognized(crate::protojson::UnknownMember),
}

impl From<super::Task> for SendMessageResponse {
    fn from(value: super::Task) -> Self {
        Self::Task(value)
    }
}

impl From<super::Message> for SendMessageResponse {
    fn from(value: super::Message) -> Self {
        Self::Message(value)
    }
}

impl crate::protojson::Message for SendMessageResponse {
    const INFO: &'static crate::protocol::MessageInfo = &INFO;
    fn read_fields<'de, A: serde::de::MapAccess<'de>>(
        mut input: crate::protojson::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut member = crate::protojson::Oneof::new(&["task", "message"]);
        while let Some(name) = input.next_name()? {
            match &*name {
                "task" => member.set("task", input.value()?, SendMessageResponse::Task)?,
                "message" => {
                    member.set("message", input.value()?, SendMessageResponse::Message)?
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
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

crate::protojson::message!(SendMessageResponse);

impl SendMessageResponse {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; every violation is listed, each with the path of its field.
    pub fn validate(&self) -> Result<(), crate::validate::Violations> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for SendMessageResponse {
    fn check(&self, checker: &mut crate::validate::Checker) {
        match self {
            Self::Task(value) => checker.field("task", value),
            Self::Message(value) => checker.field("message", value),
            Self::Unrecognized(unknown) => {
                checker.unknown_member(unknown, &["task", "message"])
            }
        }
    }
}

static INFO: crate::protocol::MessageInfo = crate::protocol::MessageInfo {
    name: "SendMessageResponse",
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
