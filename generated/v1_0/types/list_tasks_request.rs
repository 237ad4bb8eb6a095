// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `ListTasksRequest`.

use super::TaskState;
use crate::Timestamp;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Input of `ListTasks`: filters, paging and what to include (§3.1.4). Filters combine, so a task
/// has to pass all of them; with none, every task the caller may see is listed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListTasksRequest {
    /// Routing value of the interface in use, copied unchanged from `AgentInterface.tenant`. Left out
    /// when the chosen card entry has none (§8.3.2).
    pub tenant: String,
    /// Lists only tasks of this conversation. Empty for all conversations.
    pub context_id: String,
    /// Lists only tasks that are in this state now. Absent or `TASK_STATE_UNSPECIFIED` for all states.
    pub status: TaskState,
    /// Upper bound on the tasks in one page, between `1` and `100`. Absent means `50`; pages can be
    /// shorter even if more follow, and a value out of range is an error (§6.5).
    pub page_size: Option<i32>,
    /// Where to go on, copied from `ListTasksResponse.nextPageToken`. Absent for the first page.
    /// Opaque, and meant to be used with unchanged filters.
    pub page_token: String,
    /// Upper bound on the messages in the `history` of each task, counted back from the newest
    /// (§3.2.4). Absent leaves the amount to the server, `0` asks for none; negative values are
    /// invalid.
    pub history_length: Option<i32>,
    /// Lists only tasks whose `TaskStatus.timestamp` is at this moment or later, inclusive in spite of
    /// the name. UTC text in ISO 8601 form (§5.6.1); absent for no lower bound.
    pub status_timestamp_after: Option<Timestamp>,
    /// Whether the tasks come with their artifacts. Defaults to false, in which case `artifacts` is
    /// missing from each, not merely empty (§3.1.4).
    pub include_artifacts: Option<bool>,
}

impl ListTasksRequest {
    /// A new `ListTasksRequest` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`tenant`](Self::tenant).
    #[must_use]
    pub fn with_tenant(mut self, value: impl Into<String>) -> Self {
        self.tenant = value.into();
        self
    }
    /// Sets [`context_id`](Self::context_id).
    #[must_use]
    pub fn with_context_id(mut self, value: impl Into<String>) -> Self {
        self.context_id = value.into();
        self
    }
    /// Sets [`status`](Self::status).
    #[must_use]
    pub fn with_status(mut self, value: TaskState) -> Self {
        self.status = value;
        self
    }
    /// Sets [`page_size`](Self::page_size).
    #[must_use]
    pub fn with_page_size(mut self, value: i32) -> Self {
        self.page_size = Some(value);
        self
    }
    /// Sets [`page_token`](Self::page_token).
    #[must_use]
    pub fn with_page_token(mut self, value: impl Into<String>) -> Self {
        self.page_token = value.into();
        self
    }
    /// Sets [`history_length`](Self::history_length).
    #[must_use]
    pub fn with_history_length(mut self, value: i32) -> Self {
        self.history_length = Some(value);
        self
    }
    /// Sets [`status_timestamp_after`](Self::status_timestamp_after).
    #[must_use]
    pub fn with_status_timestamp_after(mut self, value: Timestamp) -> Self {
        self.status_timestamp_after = Some(value);
        self
    }
    /// Sets [`include_artifacts`](Self::include_artifacts).
    #[must_use]
    pub fn with_include_artifacts(mut self, value: bool) -> Self {
        self.include_artifacts = Some(value);
        self
    }
}

impl protojson::Message for ListTasksRequest {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut tenant = None;
        let mut context_id = None;
        let mut status = None;
        let mut page_size = None;
        let mut page_token = None;
        let mut history_length = None;
        let mut status_timestamp_after = None;
        let mut include_artifacts = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "tenant" => tenant = input.value()?,
                "contextId" | "context_id" => context_id = input.value()?,
                "status" => status = input.value()?,
                "pageSize" | "page_size" => page_size = input.value()?,
                "pageToken" | "page_token" => page_token = input.value()?,
                "historyLength" | "history_length" => history_length = input.value()?,
                "statusTimestampAfter" | "status_timestamp_after" => {
                    status_timestamp_after = input.value()?;
                }
                "includeArtifacts" | "include_artifacts" => {
                    include_artifacts = input.value()?;
                }
                _ => input.skip()?,
            }
        }
        Ok(Self {
            tenant: tenant.unwrap_or_default(),
            context_id: context_id.unwrap_or_default(),
            status: status.unwrap_or_default(),
            page_size,
            page_token: page_token.unwrap_or_default(),
            history_length,
            status_timestamp_after,
            include_artifacts,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("tenant", &self.tenant)?;
        object.implicit("contextId", &self.context_id)?;
        object.implicit("status", &self.status)?;
        object.optional("pageSize", &self.page_size)?;
        object.implicit("pageToken", &self.page_token)?;
        object.optional("historyLength", &self.history_length)?;
        object.optional("statusTimestampAfter", &self.status_timestamp_after)?;
        object.optional("includeArtifacts", &self.include_artifacts)
    }
}

protojson::message!(ListTasksRequest);

impl ListTasksRequest {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for ListTasksRequest {
    fn check(&self, checker: &mut Checker) {
        checker.field("status", &self.status);
        if let Some(value) = &self.page_size {
            checker.minimum("pageSize", value, 1);
        }
        if let Some(value) = &self.page_size {
            checker.maximum("pageSize", value, 100);
        }
        if let Some(value) = &self.history_length {
            checker.minimum("historyLength", value, 0);
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "ListTasksRequest",
    fields: &[
        FieldInfo::new(
            "tenant",
            "tenant",
            Presence::Implicit,
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
            "status",
            "status",
            Presence::Implicit,
            Shape::Single,
            Kind::Enum("TASK_STATE_UNSPECIFIED"),
        ),
        FieldInfo::new(
            "pageSize",
            "page_size",
            Presence::Optional,
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
            "historyLength",
            "history_length",
            Presence::Optional,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "statusTimestampAfter",
            "status_timestamp_after",
            Presence::Optional,
            Shape::Single,
            Kind::Timestamp,
        ),
        FieldInfo::new(
            "includeArtifacts",
            "include_artifacts",
            Presence::Optional,
            Shape::Single,
            Kind::Bool,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ListTasksRequest {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ListTasksRequest".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("tenant", |message: &Self| &message.tenant)
            .implicit("contextId", |message: &Self| &message.context_id)
            .implicit("status", |message: &Self| &message.status)
            .optional("pageSize", |message: &Self| &message.page_size)
            .implicit("pageToken", |message: &Self| &message.page_token)
            .optional("historyLength", |message: &Self| &message.history_length)
            .optional(
                "statusTimestampAfter",
                |message: &Self| &message.status_timestamp_after,
            )
            .optional("includeArtifacts", |message: &Self| &message.include_artifacts)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(ListTasksRequest);
