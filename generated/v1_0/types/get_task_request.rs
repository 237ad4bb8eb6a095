// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `GetTaskRequest`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Input of `GetTask` (§3.1.3).
#[derive(Debug, Clone, PartialEq)]
pub struct GetTaskRequest {
    /// Routing value of the interface in use, copied unchanged from `AgentInterface.tenant`. Left out
    /// when the chosen card entry has none (§8.3.2).
    pub tenant: String,
    /// Task to fetch, by its `Task.id`.
    pub id: String,
    /// Upper bound on the messages in `Task.history`, counted back from the newest (§3.2.4). Absent
    /// leaves the amount to the server, `0` asks for none; the server may send fewer than asked for,
    /// never more. Negative values are invalid.
    pub history_length: Option<i32>,
}

impl GetTaskRequest {
    /// A new `GetTaskRequest` of what is required.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            tenant: Default::default(),
            id: id.into(),
            history_length: Default::default(),
        }
    }
    /// Sets [`tenant`](Self::tenant).
    #[must_use]
    pub fn with_tenant(mut self, value: impl Into<String>) -> Self {
        self.tenant = value.into();
        self
    }
    /// Sets [`history_length`](Self::history_length).
    #[must_use]
    pub fn with_history_length(mut self, value: i32) -> Self {
        self.history_length = Some(value);
        self
    }
}

impl protojson::Message for GetTaskRequest {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut tenant = None;
        let mut id = None;
        let mut history_length = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "tenant" => tenant = input.value()?,
                "id" => id = input.value()?,
                "historyLength" | "history_length" => history_length = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            tenant: tenant.unwrap_or_default(),
            id: id.unwrap_or_default(),
            history_length,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("tenant", &self.tenant)?;
        object.required("id", &self.id)?;
        object.optional("historyLength", &self.history_length)
    }
}

protojson::message!(GetTaskRequest);

impl GetTaskRequest {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for GetTaskRequest {
    fn check(&self, checker: &mut Checker) {
        checker.not_empty("id", &self.id);
        if let Some(value) = &self.history_length {
            checker.minimum("historyLength", value, 0);
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "GetTaskRequest",
    fields: &[
        FieldInfo::new(
            "tenant",
            "tenant",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("id", "id", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new(
            "historyLength",
            "history_length",
            Presence::Optional,
            Shape::Single,
            Kind::Integer,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for GetTaskRequest {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "GetTaskRequest".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("tenant", |message: &Self| &message.tenant)
            .required("id", |message: &Self| &message.id)
            .optional("historyLength", |message: &Self| &message.history_length)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(GetTaskRequest);
