// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `HTTPAuthSecurityScheme`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Authentication by the HTTP `Authorization` header (§4.5.3).
#[derive(Debug, Clone, PartialEq)]
pub struct HTTPAuthSecurityScheme {
    /// Remarks about the scheme, for people. May be absent.
    pub description: String,
    /// Registered name of the scheme, such as `Bearer`. Upper and lower case are equivalent (RFC
    /// 9110).
    pub scheme: String,
    /// Note on what bearer tokens look like, such as `JWT`. For information only: clients pass tokens
    /// on unread.
    pub bearer_format: String,
}

impl HTTPAuthSecurityScheme {
    /// A new `HTTPAuthSecurityScheme` of what is required.
    #[must_use]
    pub fn new(scheme: impl Into<String>) -> Self {
        Self {
            description: Default::default(),
            scheme: scheme.into(),
            bearer_format: Default::default(),
        }
    }
    /// Sets [`description`](Self::description).
    #[must_use]
    pub fn with_description(mut self, value: impl Into<String>) -> Self {
        self.description = value.into();
        self
    }
    /// Sets [`bearer_format`](Self::bearer_format).
    #[must_use]
    pub fn with_bearer_format(mut self, value: impl Into<String>) -> Self {
        self.bearer_format = value.into();
        self
    }
}

impl protojson::Message for HTTPAuthSecurityScheme {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut description = None;
        let mut scheme = None;
        let mut bearer_format = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "description" => description = input.value()?,
                "scheme" => scheme = input.value()?,
                "bearerFormat" | "bearer_format" => bearer_format = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            description: description.unwrap_or_default(),
            scheme: scheme.unwrap_or_default(),
            bearer_format: bearer_format.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("description", &self.description)?;
        object.required("scheme", &self.scheme)?;
        object.implicit("bearerFormat", &self.bearer_format)
    }
}

protojson::message!(HTTPAuthSecurityScheme);

impl HTTPAuthSecurityScheme {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for HTTPAuthSecurityScheme {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "HTTPAuthSecurityScheme",
    fields: &[
        FieldInfo::new(
            "description",
            "description",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "scheme",
            "scheme",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "bearerFormat",
            "bearer_format",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for HTTPAuthSecurityScheme {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "HTTPAuthSecurityScheme".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("description", |message: &Self| &message.description)
            .required("scheme", |message: &Self| &message.scheme)
            .implicit("bearerFormat", |message: &Self| &message.bearer_format)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(HTTPAuthSecurityScheme);
