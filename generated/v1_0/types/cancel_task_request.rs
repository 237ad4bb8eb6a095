// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `CancelTaskRequest`.

use crate::Struct;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Input of `CancelTask` (§3.1.5).
#[derive(Debug, Clone, PartialEq)]
pub struct CancelTaskRequest {
    /// Routing value of the interface in use, copied unchanged from `AgentInterface.tenant`. Left out
    /// when the chosen card entry has none (§8.3.2).
    pub tenant: String,
    /// Task to stop, by its `Task.id`.
    pub id: String,
    /// Free-form JSON object with parameters of this call, such as a reason (§3.2.5).
    pub metadata: Option<Struct>,
}

impl CancelTaskRequest {
    /// A new `CancelTaskRequest` of what is required.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            tenant: Default::default(),
            id: id.into(),
            metadata: Default::default(),
        }
    }
    /// Sets [`tenant`](Self::tenant).
    #[must_use]
    pub fn with_tenant(mut self, value: impl Into<String>) -> Self {
        self.tenant = value.into();
        self
    }
    /// Sets [`metadata`](Self::metadata).
    #[must_use]
    pub fn with_metadata(mut self, value: Struct) -> Self {
        self.metadata = Some(value);
        self
    }
}

impl protojson::Message for CancelTaskRequest {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut tenant = None;
        let mut id = None;
        let mut metadata = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "tenant" => tenant = input.value()?,
                "id" => id = input.value()?,
                "metadata" => metadata = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            tenant: tenant.unwrap_or_default(),
            id: id.unwrap_or_default(),
            metadata,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("tenant", &self.tenant)?;
        object.required("id", &self.id)?;
        object.optional("metadata", &self.metadata)
    }
}

protojson::message!(CancelTaskRequest);

impl CancelTaskRequest {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for CancelTaskRequest {
    fn check(&self, checker: &mut Checker) {
        checker.not_empty("id", &self.id);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "CancelTaskRequest",
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
            "metadata",
            "metadata",
            Presence::Optional,
            Shape::Single,
            Kind::Struct,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CancelTaskRequest {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CancelTaskRequest".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("tenant", |message: &Self| &message.tenant)
            .required("id", |message: &Self| &message.id)
            .optional("metadata", |message: &Self| &message.metadata)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(CancelTaskRequest);
