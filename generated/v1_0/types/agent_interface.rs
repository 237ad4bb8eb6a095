// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `AgentInterface`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// One way to reach an agent: an address, the binding spoken there and its protocol version
/// (§4.4.6). A card lists several to offer the same agent over different bindings or versions
/// (§5.1).
#[derive(Debug, Clone, PartialEq)]
pub struct AgentInterface {
    /// Absolute address of the interface. Production uses `https` (§7.1); entries can share an address
    /// that serves more than one binding (§8.3.1).
    pub url: String,
    /// Binding spoken at `url`: `JSONRPC`, `GRPC`, `HTTP+JSON`, or a URI for a custom one (§5.8). The
    /// set is open, and clients pass over entries they do not know (§8.3.2).
    pub protocol_binding: String,
    /// Value that tells apart the agents or tenants behind one address. Clients repeat it exactly in
    /// the `tenant` member of each request to this interface, and omit that member if it is absent
    /// here (§8.3.2). Only the server knows what it means.
    pub tenant: String,
    /// Protocol version spoken at `url`, as major and minor number: `1.0`. Patch numbers are left off
    /// (§3.6), and clients send the same value as `A2A-Version` (§3.6.1). For each major version an
    /// agent lists its newest minor one.
    pub protocol_version: String,
}

impl AgentInterface {
    /// A new `AgentInterface` of what is required.
    #[must_use]
    pub fn new(
        url: impl Into<String>,
        protocol_binding: impl Into<String>,
        protocol_version: impl Into<String>,
    ) -> Self {
        Self {
            url: url.into(),
            protocol_binding: protocol_binding.into(),
            tenant: Default::default(),
            protocol_version: protocol_version.into(),
        }
    }
    /// Sets [`tenant`](Self::tenant).
    #[must_use]
    pub fn with_tenant(mut self, value: impl Into<String>) -> Self {
        self.tenant = value.into();
        self
    }
}

impl protojson::Message for AgentInterface {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut url = None;
        let mut protocol_binding = None;
        let mut tenant = None;
        let mut protocol_version = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "url" => url = input.value()?,
                "protocolBinding" | "protocol_binding" => {
                    protocol_binding = input.value()?;
                }
                "tenant" => tenant = input.value()?,
                "protocolVersion" | "protocol_version" => {
                    protocol_version = input.value()?;
                }
                _ => input.skip()?,
            }
        }
        Ok(Self {
            url: url.unwrap_or_default(),
            protocol_binding: protocol_binding.unwrap_or_default(),
            tenant: tenant.unwrap_or_default(),
            protocol_version: protocol_version.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("url", &self.url)?;
        object.required("protocolBinding", &self.protocol_binding)?;
        object.implicit("tenant", &self.tenant)?;
        object.required("protocolVersion", &self.protocol_version)
    }
}

protojson::message!(AgentInterface);

impl AgentInterface {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for AgentInterface {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "AgentInterface",
    fields: &[
        FieldInfo::new("url", "url", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new(
            "protocolBinding",
            "protocol_binding",
            Presence::Required,
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
        FieldInfo::new(
            "protocolVersion",
            "protocol_version",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AgentInterface {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AgentInterface".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("url", |message: &Self| &message.url)
            .required("protocolBinding", |message: &Self| &message.protocol_binding)
            .implicit("tenant", |message: &Self| &message.tenant)
            .required("protocolVersion", |message: &Self| &message.protocol_version)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(AgentInterface);
