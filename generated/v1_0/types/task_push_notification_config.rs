// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `TaskPushNotificationConfig`.

use super::AuthenticationInfo;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// A webhook that an agent calls when a task changes (§4.3.1). It is both request and answer when
/// registering (§3.1.7), and can travel inside a send request (§3.2.2).
///
/// The agent posts a `StreamResponse` for each change; the receiver acknowledges with any 2xx
/// status and is ready for duplicates (§4.3.3).
#[derive(Clone, PartialEq)]
pub struct TaskPushNotificationConfig {
    /// Routing value of the interface in use, copied unchanged from `AgentInterface.tenant`. Left out
    /// when the chosen card entry has none (§8.3.2).
    pub tenant: String,
    /// Identifier of the registration, distinct inside its task. A client may propose one; if it does
    /// not, the server assigns a value and returns it (§3.1.7).
    pub id: String,
    /// Task whose changes are reported. Empty only inside `SendMessageConfiguration`, where the server
    /// supplies it.
    pub task_id: String,
    /// Address the agent posts to, preferably `https`. To keep callers from reaching internal systems,
    /// agents should refuse private, loopback and link-local targets (§13.2).
    pub url: String,
    /// Value by which the webhook can tell that a call is genuine, unique to this registration and
    /// secret (§13.2). The specification names no place for it; in practice agents send it in an
    /// `X-A2A-Notification-Token` header.
    pub token: String,
    /// Credentials the agent presents to the webhook (§4.3.2). If absent, calls carry no
    /// `Authorization` header.
    pub authentication: Option<AuthenticationInfo>,
}

impl std::fmt::Debug for TaskPushNotificationConfig {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("TaskPushNotificationConfig")
            .field("tenant", &self.tenant)
            .field("id", &self.id)
            .field("task_id", &self.task_id)
            .field("url", &self.url)
            .field("token", &protojson::redacted(&self.token))
            .field("authentication", &self.authentication)
            .finish()
    }
}

impl TaskPushNotificationConfig {
    /// A new `TaskPushNotificationConfig` of what is required.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            tenant: Default::default(),
            id: Default::default(),
            task_id: Default::default(),
            url: url.into(),
            token: Default::default(),
            authentication: Default::default(),
        }
    }
    /// Sets [`tenant`](Self::tenant).
    #[must_use]
    pub fn with_tenant(mut self, value: impl Into<String>) -> Self {
        self.tenant = value.into();
        self
    }
    /// Sets [`id`](Self::id).
    #[must_use]
    pub fn with_id(mut self, value: impl Into<String>) -> Self {
        self.id = value.into();
        self
    }
    /// Sets [`task_id`](Self::task_id).
    #[must_use]
    pub fn with_task_id(mut self, value: impl Into<String>) -> Self {
        self.task_id = value.into();
        self
    }
    /// Sets [`token`](Self::token).
    #[must_use]
    pub fn with_token(mut self, value: impl Into<String>) -> Self {
        self.token = value.into();
        self
    }
    /// Sets [`authentication`](Self::authentication).
    #[must_use]
    pub fn with_authentication(mut self, value: AuthenticationInfo) -> Self {
        self.authentication = Some(value);
        self
    }
}

impl protojson::Message for TaskPushNotificationConfig {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut tenant = None;
        let mut id = None;
        let mut task_id = None;
        let mut url = None;
        let mut token = None;
        let mut authentication = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "tenant" => tenant = input.value()?,
                "id" => id = input.value()?,
                "taskId" | "task_id" => task_id = input.value()?,
                "url" => url = input.value()?,
                "token" => token = input.value()?,
                "authentication" => authentication = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            tenant: tenant.unwrap_or_default(),
            id: id.unwrap_or_default(),
            task_id: task_id.unwrap_or_default(),
            url: url.unwrap_or_default(),
            token: token.unwrap_or_default(),
            authentication,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("tenant", &self.tenant)?;
        object.implicit("id", &self.id)?;
        object.implicit("taskId", &self.task_id)?;
        object.required("url", &self.url)?;
        object.implicit("token", &self.token)?;
        object.optional("authentication", &self.authentication)
    }
}

protojson::message!(TaskPushNotificationConfig);

impl TaskPushNotificationConfig {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for TaskPushNotificationConfig {
    fn check(&self, checker: &mut Checker) {
        checker.not_empty("url", &self.url);
        checker.field("authentication", &self.authentication);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "TaskPushNotificationConfig",
    fields: &[
        FieldInfo::new(
            "tenant",
            "tenant",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("id", "id", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new(
            "taskId",
            "task_id",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("url", "url", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new(
            "token",
            "token",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "authentication",
            "authentication",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::authentication_info::INFO),
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for TaskPushNotificationConfig {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TaskPushNotificationConfig".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("tenant", |message: &Self| &message.tenant)
            .implicit("id", |message: &Self| &message.id)
            .implicit("taskId", |message: &Self| &message.task_id)
            .required("url", |message: &Self| &message.url)
            .implicit("token", |message: &Self| &message.token)
            .optional("authentication", |message: &Self| &message.authentication)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(TaskPushNotificationConfig);
