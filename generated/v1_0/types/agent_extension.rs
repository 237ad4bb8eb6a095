// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `AgentExtension`.

use crate::Struct;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Announcement that an agent knows a protocol extension (§4.4.4). It stands in
/// `AgentCapabilities.extensions` (§4.6.1).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AgentExtension {
    /// URI by which the extension is known, its version normally included. An incompatible change
    /// takes a new URI, and no side falls back to an older one unasked (§4.6.3).
    pub uri: String,
    /// What the extension does here, in words for people.
    pub description: String,
    /// Whether clients have to take part in the extension. Defaults to false. If true, requests that
    /// do not declare it are answered with `ExtensionSupportRequiredError` (§3.3.4).
    pub required: bool,
    /// Settings whose meaning the extension itself defines, as a JSON object. Absent if it needs none.
    pub params: Option<Struct>,
}

impl AgentExtension {
    /// A new `AgentExtension` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`uri`](Self::uri).
    #[must_use]
    pub fn with_uri(mut self, value: impl Into<String>) -> Self {
        self.uri = value.into();
        self
    }
    /// Sets [`description`](Self::description).
    #[must_use]
    pub fn with_description(mut self, value: impl Into<String>) -> Self {
        self.description = value.into();
        self
    }
    /// Sets [`required`](Self::required).
    #[must_use]
    pub fn with_required(mut self, value: bool) -> Self {
        self.required = value;
        self
    }
    /// Sets [`params`](Self::params).
    #[must_use]
    pub fn with_params(mut self, value: Struct) -> Self {
        self.params = Some(value);
        self
    }
}

impl protojson::Message for AgentExtension {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut uri = None;
        let mut description = None;
        let mut required = None;
        let mut params = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "uri" => uri = input.value()?,
                "description" => description = input.value()?,
                "required" => required = input.value()?,
                "params" => params = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            uri: uri.unwrap_or_default(),
            description: description.unwrap_or_default(),
            required: required.unwrap_or_default(),
            params,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("uri", &self.uri)?;
        object.implicit("description", &self.description)?;
        object.implicit("required", &self.required)?;
        object.optional("params", &self.params)
    }
}

protojson::message!(AgentExtension);

impl AgentExtension {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for AgentExtension {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "AgentExtension",
    fields: &[
        FieldInfo::new("uri", "uri", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new(
            "description",
            "description",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "required",
            "required",
            Presence::Implicit,
            Shape::Single,
            Kind::Bool,
        ),
        FieldInfo::new(
            "params",
            "params",
            Presence::Optional,
            Shape::Single,
            Kind::Struct,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AgentExtension {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AgentExtension".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("uri", |message: &Self| &message.uri)
            .implicit("description", |message: &Self| &message.description)
            .implicit("required", |message: &Self| &message.required)
            .optional("params", |message: &Self| &message.params)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(AgentExtension);
