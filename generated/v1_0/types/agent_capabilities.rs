// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `AgentCapabilities`.

use super::AgentExtension;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Optional protocol features that an agent offers (§4.4.3). A missing flag counts as false, and
/// operations that depend on it are then refused (§3.3.4). Absent and explicitly false still
/// differ in a signed card (§8.4.1).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AgentCapabilities {
    /// Whether `SendStreamingMessage` and `SubscribeToTask` are available. If not, both answer
    /// `UnsupportedOperationError` (§3.3.4).
    pub streaming: Option<bool>,
    /// Whether clients can register webhooks for task updates. If not, the operations on push
    /// configurations answer `PushNotificationNotSupportedError` (§3.3.4).
    pub push_notifications: Option<bool>,
    /// Protocol extensions the agent knows (§4.6.1). Clients opt into them for each request with the
    /// `A2A-Extensions` service parameter (§3.2.6).
    pub extensions: Vec<AgentExtension>,
    /// Whether authenticated callers can fetch a fuller card. If not, `GetExtendedAgentCard` answers
    /// `UnsupportedOperationError` (§3.3.4).
    pub extended_agent_card: Option<bool>,
}

impl AgentCapabilities {
    /// A new `AgentCapabilities` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`streaming`](Self::streaming).
    #[must_use]
    pub fn with_streaming(mut self, value: bool) -> Self {
        self.streaming = Some(value);
        self
    }
    /// Sets [`push_notifications`](Self::push_notifications).
    #[must_use]
    pub fn with_push_notifications(mut self, value: bool) -> Self {
        self.push_notifications = Some(value);
        self
    }
    /// Sets [`extensions`](Self::extensions).
    #[must_use]
    pub fn with_extensions(
        mut self,
        value: impl IntoIterator<Item = impl Into<AgentExtension>>,
    ) -> Self {
        self.extensions = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`extended_agent_card`](Self::extended_agent_card).
    #[must_use]
    pub fn with_extended_agent_card(mut self, value: bool) -> Self {
        self.extended_agent_card = Some(value);
        self
    }
}

impl protojson::Message for AgentCapabilities {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut streaming = None;
        let mut push_notifications = None;
        let mut extensions = None;
        let mut extended_agent_card = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "streaming" => streaming = input.value()?,
                "pushNotifications" | "push_notifications" => {
                    push_notifications = input.value()?;
                }
                "extensions" => extensions = input.value()?,
                "extendedAgentCard" | "extended_agent_card" => {
                    extended_agent_card = input.value()?;
                }
                _ => input.skip()?,
            }
        }
        Ok(Self {
            streaming,
            push_notifications,
            extensions: extensions.unwrap_or_default(),
            extended_agent_card,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.optional("streaming", &self.streaming)?;
        object.optional("pushNotifications", &self.push_notifications)?;
        object.implicit("extensions", &self.extensions)?;
        object.optional("extendedAgentCard", &self.extended_agent_card)
    }
}

protojson::message!(AgentCapabilities);

impl AgentCapabilities {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for AgentCapabilities {
    fn check(&self, checker: &mut Checker) {
        checker.field("extensions", &self.extensions);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "AgentCapabilities",
    fields: &[
        FieldInfo::new(
            "streaming",
            "streaming",
            Presence::Optional,
            Shape::Single,
            Kind::Bool,
        ),
        FieldInfo::new(
            "pushNotifications",
            "push_notifications",
            Presence::Optional,
            Shape::Single,
            Kind::Bool,
        ),
        FieldInfo::new(
            "extensions",
            "extensions",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Message(&super::agent_extension::INFO),
        ),
        FieldInfo::new(
            "extendedAgentCard",
            "extended_agent_card",
            Presence::Optional,
            Shape::Single,
            Kind::Bool,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AgentCapabilities {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AgentCapabilities".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .optional("streaming", |message: &Self| &message.streaming)
            .optional("pushNotifications", |message: &Self| &message.push_notifications)
            .implicit("extensions", |message: &Self| &message.extensions)
            .optional("extendedAgentCard", |message: &Self| &message.extended_agent_card)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(AgentCapabilities);
