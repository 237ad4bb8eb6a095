// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `SubscribeToTaskRequest`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Input of `SubscribeToTask` (§3.1.6).
#[derive(Debug, Clone, PartialEq)]
pub struct SubscribeToTaskRequest {
    /// Routing value of the interface in use, copied unchanged from `AgentInterface.tenant`. Left out
    /// when the chosen card entry has none (§8.3.2).
    pub tenant: String,
    /// Task to watch, by its `Task.id`. It must not have ended.
    pub id: String,
}

impl SubscribeToTaskRequest {
    /// A new `SubscribeToTaskRequest` of what is required.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            tenant: Default::default(),
            id: id.into(),
        }
    }
    /// Sets [`tenant`](Self::tenant).
    #[must_use]
    pub fn with_tenant(mut self, value: impl Into<String>) -> Self {
        self.tenant = value.into();
        self
    }
}

impl protojson::Message for SubscribeToTaskRequest {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut tenant = None;
        let mut id = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "tenant" => tenant = input.value()?,
                "id" => id = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            tenant: tenant.unwrap_or_default(),
            id: id.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("tenant", &self.tenant)?;
        object.required("id", &self.id)
    }
}

protojson::message!(SubscribeToTaskRequest);

impl SubscribeToTaskRequest {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for SubscribeToTaskRequest {
    fn check(&self, checker: &mut Checker) {
        checker.not_empty("id", &self.id);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "SubscribeToTaskRequest",
    fields: &[
        FieldInfo::new(
            "tenant",
            "tenant",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("id", "id", Presence::Required, Shape::Single, Kind::String),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SubscribeToTaskRequest {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SubscribeToTaskRequest".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("tenant", |message: &Self| &message.tenant)
            .required("id", |message: &Self| &message.id)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(SubscribeToTaskRequest);
