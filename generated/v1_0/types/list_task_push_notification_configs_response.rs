// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `ListTaskPushNotificationConfigsResponse`.

use super::TaskPushNotificationConfig;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// One page of webhook registrations (§3.1.9).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListTaskPushNotificationConfigsResponse {
    /// Registrations on this page; empty if the task has none.
    pub configs: Vec<TaskPushNotificationConfig>,
    /// Cursor for the following page, to be sent as
    /// `ListTaskPushNotificationConfigsRequest.pageToken`. Empty or absent on the final page.
    pub next_page_token: String,
}

impl ListTaskPushNotificationConfigsResponse {
    /// A new `ListTaskPushNotificationConfigsResponse` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`configs`](Self::configs).
    #[must_use]
    pub fn with_configs(
        mut self,
        value: impl IntoIterator<Item = impl Into<TaskPushNotificationConfig>>,
    ) -> Self {
        self.configs = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`next_page_token`](Self::next_page_token).
    #[must_use]
    pub fn with_next_page_token(mut self, value: impl Into<String>) -> Self {
        self.next_page_token = value.into();
        self
    }
}

impl protojson::Message for ListTaskPushNotificationConfigsResponse {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut configs = None;
        let mut next_page_token = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "configs" => configs = input.value()?,
                "nextPageToken" | "next_page_token" => next_page_token = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            configs: configs.unwrap_or_default(),
            next_page_token: next_page_token.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("configs", &self.configs)?;
        object.implicit("nextPageToken", &self.next_page_token)
    }
}

protojson::message!(ListTaskPushNotificationConfigsResponse);

impl ListTaskPushNotificationConfigsResponse {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for ListTaskPushNotificationConfigsResponse {
    fn check(&self, checker: &mut Checker) {
        checker.field("configs", &self.configs);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "ListTaskPushNotificationConfigsResponse",
    fields: &[
        FieldInfo::new(
            "configs",
            "configs",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Message(&super::task_push_notification_config::INFO),
        ),
        FieldInfo::new(
            "nextPageToken",
            "next_page_token",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ListTaskPushNotificationConfigsResponse {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ListTaskPushNotificationConfigsResponse".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("configs", |message: &Self| &message.configs)
            .implicit("nextPageToken", |message: &Self| &message.next_page_token)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(ListTaskPushNotificationConfigsResponse);
