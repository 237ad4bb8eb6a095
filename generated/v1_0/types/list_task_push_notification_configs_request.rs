// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `ListTaskPushNotificationConfigsRequest`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Input of `ListTaskPushNotificationConfigs` (§3.1.9).
#[derive(Debug, Clone, PartialEq)]
pub struct ListTaskPushNotificationConfigsRequest {
    /// Task whose registrations are listed.
    pub task_id: String,
    /// Upper bound on the registrations in one page. Absent or `0` leaves it to the server, which need
    /// not page at all (§3.1.9).
    pub page_size: i32,
    /// Where to go on, copied from `ListTaskPushNotificationConfigsResponse.nextPageToken`. Absent for
    /// the first page.
    pub page_token: String,
    /// Routing value of the interface in use, copied unchanged from `AgentInterface.tenant`. Left out
    /// when the chosen card entry has none (§8.3.2).
    pub tenant: String,
}

impl ListTaskPushNotificationConfigsRequest {
    /// A new `ListTaskPushNotificationConfigsRequest` of what is required.
    #[must_use]
    pub fn new(task_id: impl Into<String>) -> Self {
        Self {
            task_id: task_id.into(),
            page_size: Default::default(),
            page_token: Default::default(),
            tenant: Default::default(),
        }
    }
    /// Sets [`page_size`](Self::page_size).
    #[must_use]
    pub fn with_page_size(mut self, value: i32) -> Self {
        self.page_size = value;
        self
    }
    /// Sets [`page_token`](Self::page_token).
    #[must_use]
    pub fn with_page_token(mut self, value: impl Into<String>) -> Self {
        self.page_token = value.into();
        self
    }
    /// Sets [`tenant`](Self::tenant).
    #[must_use]
    pub fn with_tenant(mut self, value: impl Into<String>) -> Self {
        self.tenant = value.into();
        self
    }
}

impl protojson::Message for ListTaskPushNotificationConfigsRequest {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut task_id = None;
        let mut page_size = None;
        let mut page_token = None;
        let mut tenant = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "taskId" | "task_id" => task_id = input.value()?,
                "pageSize" | "page_size" => page_size = input.value()?,
                "pageToken" | "page_token" => page_token = input.value()?,
                "tenant" => tenant = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            task_id: task_id.unwrap_or_default(),
            page_size: page_size.unwrap_or_default(),
            page_token: page_token.unwrap_or_default(),
            tenant: tenant.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("taskId", &self.task_id)?;
        object.implicit("pageSize", &self.page_size)?;
        object.implicit("pageToken", &self.page_token)?;
        object.implicit("tenant", &self.tenant)
    }
}

protojson::message!(ListTaskPushNotificationConfigsRequest);

impl ListTaskPushNotificationConfigsRequest {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for ListTaskPushNotificationConfigsRequest {
    fn check(&self, checker: &mut Checker) {
        checker.not_empty("taskId", &self.task_id);
        checker.minimum("pageSize", &self.page_size, 0);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "ListTaskPushNotificationConfigsRequest",
    fields: &[
        FieldInfo::new(
            "taskId",
            "task_id",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "pageSize",
            "page_size",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "pageToken",
            "page_token",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "tenant",
            "tenant",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ListTaskPushNotificationConfigsRequest {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ListTaskPushNotificationConfigsRequest".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("taskId", |message: &Self| &message.task_id)
            .implicit("pageSize", |message: &Self| &message.page_size)
            .implicit("pageToken", |message: &Self| &message.page_token)
            .implicit("tenant", |message: &Self| &message.tenant)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(ListTaskPushNotificationConfigsRequest);
