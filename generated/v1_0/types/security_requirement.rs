// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `SecurityRequirement`.

use super::StringList;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use std::collections::BTreeMap;

/// Security schemes that together give access (§4.5). Where several requirements are listed,
/// meeting any one of them suffices, as in `OpenAPI`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecurityRequirement {
    /// Schemes to satisfy, all at once, each with the scopes it takes. Keys are names from
    /// `AgentCard.securitySchemes`; schemes without scopes have an empty list.
    pub schemes: BTreeMap<String, StringList>,
}

impl SecurityRequirement {
    /// A new `SecurityRequirement` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`schemes`](Self::schemes).
    #[must_use]
    pub fn with_schemes(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<StringList>)>,
    ) -> Self {
        self.schemes = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
}

impl protojson::Message for SecurityRequirement {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut schemes = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "schemes" => schemes = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            schemes: schemes.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("schemes", &self.schemes)
    }
}

protojson::message!(SecurityRequirement);

impl SecurityRequirement {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for SecurityRequirement {
    fn check(&self, checker: &mut Checker) {
        checker.field("schemes", &self.schemes);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "SecurityRequirement",
    fields: &[
        FieldInfo::new(
            "schemes",
            "schemes",
            Presence::Implicit,
            Shape::Map,
            Kind::Message(&super::string_list::INFO),
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SecurityRequirement {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SecurityRequirement".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("schemes", |message: &Self| &message.schemes)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(SecurityRequirement);
