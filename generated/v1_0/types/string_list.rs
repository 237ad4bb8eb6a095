// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `StringList`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Some strings, wrapped in a message because a map cannot hold bare lists. Its use is to hold the
/// scopes in `SecurityRequirement.schemes`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StringList {
    /// The strings, in the order given.
    pub list: Vec<String>,
}

impl StringList {
    /// A new `StringList` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`list`](Self::list).
    #[must_use]
    pub fn with_list(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.list = value.into_iter().map(Into::into).collect();
        self
    }
}

impl protojson::Message for StringList {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut list = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "list" => list = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            list: list.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("list", &self.list)
    }
}

protojson::message!(StringList);

impl StringList {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for StringList {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "StringList",
    fields: &[
        FieldInfo::new("list", "list", Presence::Implicit, Shape::Repeated, Kind::String),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for StringList {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "StringList".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("list", |message: &Self| &message.list)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(StringList);
