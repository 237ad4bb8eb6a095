// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `AgentProvider`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Organisation that runs an agent (§4.4.2).
#[derive(Debug, Clone, PartialEq)]
pub struct AgentProvider {
    /// Address of the provider's site, or of documentation it wants readers to see.
    pub url: String,
    /// Name of the organisation, for people.
    pub organization: String,
}

impl AgentProvider {
    /// A new `AgentProvider` of what is required.
    #[must_use]
    pub fn new(url: impl Into<String>, organization: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            organization: organization.into(),
        }
    }
}

impl protojson::Message for AgentProvider {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut url = None;
        let mut organization = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "url" => url = input.value()?,
                "organization" => organization = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            url: url.unwrap_or_default(),
            organization: organization.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("url", &self.url)?;
        object.required("organization", &self.organization)
    }
}

protojson::message!(AgentProvider);

impl AgentProvider {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for AgentProvider {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "AgentProvider",
    fields: &[
        FieldInfo::new("url", "url", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new(
            "organization",
            "organization",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AgentProvider {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AgentProvider".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("url", |message: &Self| &message.url)
            .required("organization", |message: &Self| &message.organization)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(AgentProvider);
