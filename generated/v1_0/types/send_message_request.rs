// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `SendMessageRequest`.

use super::{Message, SendMessageConfiguration};
use crate::Struct;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Input of `SendMessage` and `SendStreamingMessage` (§3.2.1).
#[derive(Debug, Clone, PartialEq)]
pub struct SendMessageRequest {
    /// Routing value of the interface in use, copied unchanged from `AgentInterface.tenant`. Left out
    /// when the chosen card entry has none (§8.3.2).
    pub tenant: String,
    /// Message to deliver, with `ROLE_USER` as its role (§4.1.4).
    pub message: Message,
    /// Wishes about handling and answer (§3.2.2). If absent, its defaults hold.
    pub configuration: Option<SendMessageConfiguration>,
    /// Free-form JSON object with parameters of this call, as a rule those of extensions (§3.2.5). Not
    /// part of the message.
    pub metadata: Option<Struct>,
}

impl SendMessageRequest {
    /// A new `SendMessageRequest` of what is required.
    #[must_use]
    pub fn new(message: Message) -> Self {
        Self {
            tenant: Default::default(),
            message,
            configuration: Default::default(),
            metadata: Default::default(),
        }
    }
    /// Sets [`tenant`](Self::tenant).
    #[must_use]
    pub fn with_tenant(mut self, value: impl Into<String>) -> Self {
        self.tenant = value.into();
        self
    }
    /// Sets [`configuration`](Self::configuration).
    #[must_use]
    pub fn with_configuration(mut self, value: SendMessageConfiguration) -> Self {
        self.configuration = Some(value);
        self
    }
    /// Sets [`metadata`](Self::metadata).
    #[must_use]
    pub fn with_metadata(mut self, value: Struct) -> Self {
        self.metadata = Some(value);
        self
    }
}

impl protojson::Message for SendMessageRequest {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut tenant = None;
        let mut message = None;
        let mut configuration = None;
        let mut metadata = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "tenant" => tenant = input.value()?,
                "message" => message = input.value()?,
                "configuration" => configuration = input.value()?,
                "metadata" => metadata = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            tenant: tenant.unwrap_or_default(),
            message: message.ok_or_else(|| serde::de::Error::missing_field("message"))?,
            configuration,
            metadata,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("tenant", &self.tenant)?;
        object.required("message", &self.message)?;
        object.optional("configuration", &self.configuration)?;
        object.optional("metadata", &self.metadata)
    }
}

protojson::message!(SendMessageRequest);

impl SendMessageRequest {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for SendMessageRequest {
    fn check(&self, checker: &mut Checker) {
        checker.field("message", &self.message);
        checker.field("configuration", &self.configuration);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "SendMessageRequest",
    fields: &[
        FieldInfo::new(
            "tenant",
            "tenant",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "message",
            "message",
            Presence::Required,
            Shape::Single,
            Kind::Message(&super::message::INFO),
        ),
        FieldInfo::new(
            "configuration",
            "configuration",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::send_message_configuration::INFO),
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
impl schemars::JsonSchema for SendMessageRequest {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SendMessageRequest".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("tenant", |message: &Self| &message.tenant)
            .required("message", |message: &Self| &message.message)
            .optional("configuration", |message: &Self| &message.configuration)
            .optional("metadata", |message: &Self| &message.metadata)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(SendMessageRequest);
