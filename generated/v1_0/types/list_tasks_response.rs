// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `ListTasksResponse`.

use super::Task;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// One page of tasks, newest status first (§3.1.4).
#[derive(Debug, Clone, PartialEq)]
pub struct ListTasksResponse {
    /// Tasks on this page. Always present, empty if nothing matches.
    pub tasks: Vec<Task>,
    /// Cursor for the following page, to be sent as `ListTasksRequest.pageToken`. Always present; the
    /// empty string marks the final page (§3.1.4).
    pub next_page_token: String,
    /// Page size the server applied: the one asked for, or its default. Not the length of `tasks`,
    /// which can be shorter.
    pub page_size: i32,
    /// Number of tasks that pass the filters, over all pages.
    pub total_size: i32,
}

impl ListTasksResponse {
    /// A new `ListTasksResponse` of what is required.
    #[must_use]
    pub fn new(
        tasks: impl IntoIterator<Item = impl Into<Task>>,
        next_page_token: impl Into<String>,
        page_size: i32,
        total_size: i32,
    ) -> Self {
        Self {
            tasks: tasks.into_iter().map(Into::into).collect(),
            next_page_token: next_page_token.into(),
            page_size,
            total_size,
        }
    }
}

impl protojson::Message for ListTasksResponse {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut tasks = None;
        let mut next_page_token = None;
        let mut page_size = None;
        let mut total_size = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "tasks" => tasks = input.value()?,
                "nextPageToken" | "next_page_token" => next_page_token = input.value()?,
                "pageSize" | "page_size" => page_size = input.value()?,
                "totalSize" | "total_size" => total_size = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            tasks: tasks.unwrap_or_default(),
            next_page_token: next_page_token.unwrap_or_default(),
            page_size: page_size.unwrap_or_default(),
            total_size: total_size.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("tasks", &self.tasks)?;
        object.required("nextPageToken", &self.next_page_token)?;
        object.required("pageSize", &self.page_size)?;
        object.required("totalSize", &self.total_size)
    }
}

protojson::message!(ListTasksResponse);

impl ListTasksResponse {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for ListTasksResponse {
    fn check(&self, checker: &mut Checker) {
        checker.field("tasks", &self.tasks);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "ListTasksResponse",
    fields: &[
        FieldInfo::new(
            "tasks",
            "tasks",
            Presence::Required,
            Shape::Repeated,
            Kind::Message(&super::task::INFO),
        ),
        FieldInfo::new(
            "nextPageToken",
            "next_page_token",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "pageSize",
            "page_size",
            Presence::Required,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "totalSize",
            "total_size",
            Presence::Required,
            Shape::Single,
            Kind::Integer,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ListTasksResponse {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ListTasksResponse".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("tasks", |message: &Self| &message.tasks)
            .required("nextPageToken", |message: &Self| &message.next_page_token)
            .required("pageSize", |message: &Self| &message.page_size)
            .required("totalSize", |message: &Self| &message.total_size)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(ListTasksResponse);
