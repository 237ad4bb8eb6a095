// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `GetExtendedAgentCardRequest`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Input of `GetExtendedAgentCard` (§3.1.11). Who asks is known from the transport's
/// authentication, not from here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GetExtendedAgentCardRequest {
    /// Routing value of the interface in use, copied unchanged from `AgentInterface.tenant`. Left out
    /// when the chosen card entry has none (§8.3.2).
    pub tenant: String,
}

impl GetExtendedAgentCardRequest {
    /// A new `GetExtendedAgentCardRequest` with nothing set.
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
}

impl protojson::Message for GetExtendedAgentCardRequest {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut tenant = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "tenant" => tenant = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            tenant: tenant.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("tenant", &self.tenant)
    }
}

protojson::message!(GetExtendedAgentCardRequest);

impl GetExtendedAgentCardRequest {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for GetExtendedAgentCardRequest {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "GetExtendedAgentCardRequest",
    fields: &[
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
impl schemars::JsonSchema for GetExtendedAgentCardRequest {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "GetExtendedAgentCardRequest".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("tenant", |message: &Self| &message.tenant)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(GetExtendedAgentCardRequest);
