// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `SendMessageConfiguration`.

use super::TaskPushNotificationConfig;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// A caller's wishes about how a message is handled and answered (§3.2.2). Leaving it out means no
/// preference on media types, no webhook, the server's usual history and a blocking call.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SendMessageConfiguration {
    /// Media types the caller can make use of in the answer, such as `text/plain`. The agent fits its
    /// parts to them as far as it can; an empty list states no preference.
    pub accepted_output_modes: Vec<String>,
    /// Webhook to register for the task that handles this message. Leave its `taskId` empty, since the
    /// server knows the task. Agents without push support answer `PushNotificationNotSupportedError`
    /// (§3.3.2).
    pub task_push_notification_config: Option<TaskPushNotificationConfig>,
    /// Upper bound on the messages in `Task.history` of the answer, counted back from the newest
    /// (§3.2.4). Absent leaves the amount to the server, `0` asks for none; the server may send fewer
    /// than asked for, never more. Negative values are invalid.
    pub history_length: Option<i32>,
    /// Whether to answer as soon as the task exists rather than wait for it (§3.2.2). Defaults to
    /// false, which blocks until the state is terminal or interrupted. When true, the caller follows
    /// up by polling, subscribing or webhook; streaming calls and direct replies are not affected.
    pub return_immediately: bool,
}

impl SendMessageConfiguration {
    /// A new `SendMessageConfiguration` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`accepted_output_modes`](Self::accepted_output_modes).
    #[must_use]
    pub fn with_accepted_output_modes(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.accepted_output_modes = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`task_push_notification_config`](Self::task_push_notification_config).
    #[must_use]
    pub fn with_task_push_notification_config(
        mut self,
        value: TaskPushNotificationConfig,
    ) -> Self {
        self.task_push_notification_config = Some(value);
        self
    }
    /// Sets [`history_length`](Self::history_length).
    #[must_use]
    pub fn with_history_length(mut self, value: i32) -> Self {
        self.history_length = Some(value);
        self
    }
    /// Sets [`return_immediately`](Self::return_immediately).
    #[must_use]
    pub fn with_return_immediately(mut self, value: bool) -> Self {
        self.return_immediately = value;
        self
    }
}

impl protojson::Message for SendMessageConfiguration {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut accepted_output_modes = None;
        let mut task_push_notification_config = None;
        let mut history_length = None;
        let mut return_immediately = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "acceptedOutputModes" | "accepted_output_modes" => {
                    accepted_output_modes = input.value()?;
                }
                "taskPushNotificationConfig" | "task_push_notification_config" => {
                    task_push_notification_config = input.value()?;
                }
                "historyLength" | "history_length" => history_length = input.value()?,
                "returnImmediately" | "return_immediately" => {
                    return_immediately = input.value()?;
                }
                _ => input.skip()?,
            }
        }
        Ok(Self {
            accepted_output_modes: accepted_output_modes.unwrap_or_default(),
            task_push_notification_config,
            history_length,
            return_immediately: return_immediately.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("acceptedOutputModes", &self.accepted_output_modes)?;
        object
            .optional(
                "taskPushNotificationConfig",
                &self.task_push_notification_config,
            )?;
        object.optional("historyLength", &self.history_length)?;
        object.implicit("returnImmediately", &self.return_immediately)
    }
}

protojson::message!(SendMessageConfiguration);

impl SendMessageConfiguration {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for SendMessageConfiguration {
    fn check(&self, checker: &mut Checker) {
        checker.field("taskPushNotificationConfig", &self.task_push_notification_config);
        if let Some(value) = &self.history_length {
            checker.minimum("historyLength", value, 0);
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "SendMessageConfiguration",
    fields: &[
        FieldInfo::new(
            "acceptedOutputModes",
            "accepted_output_modes",
            Presence::Implicit,
            Shape::Repeated,
            Kind::String,
        ),
        FieldInfo::new(
            "taskPushNotificationConfig",
            "task_push_notification_config",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::task_push_notification_config::INFO),
        ),
        FieldInfo::new(
            "historyLength",
            "history_length",
            Presence::Optional,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "returnImmediately",
            "return_immediately",
            Presence::Implicit,
            Shape::Single,
            Kind::Bool,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SendMessageConfiguration {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SendMessageConfiguration".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit(
                "acceptedOutputModes",
                |message: &Self| &message.accepted_output_modes,
            )
            .optional(
                "taskPushNotificationConfig",
                |message: &Self| &message.task_push_notification_config,
            )
            .optional("historyLength", |message: &Self| &message.history_length)
            .implicit("returnImmediately", |message: &Self| &message.return_immediately)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(SendMessageConfiguration);
