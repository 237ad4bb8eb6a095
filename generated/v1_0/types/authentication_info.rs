// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `AuthenticationInfo`.

use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// How an agent identifies itself when it calls a webhook (§4.3.2). It sends an `Authorization`
/// header made of `scheme`, a space and `credentials` (§4.3.3).
#[derive(Clone, PartialEq)]
pub struct AuthenticationInfo {
    /// Name of an HTTP authentication scheme, such as `Bearer`. Upper and lower case are equivalent
    /// (RFC 9110); the registered names are at <https://www.iana.org/assignments/http-authschemes/>.
    pub scheme: String,
    /// What follows the scheme in the header, in whatever form the scheme prescribes: the token in the
    /// case of `Bearer`. Chosen by the client and secret, so it stays out of logs (§13.2); line breaks
    /// are not allowed.
    pub credentials: String,
}

impl std::fmt::Debug for AuthenticationInfo {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AuthenticationInfo")
            .field("scheme", &self.scheme)
            .field("credentials", &protojson::redacted(&self.credentials))
            .finish()
    }
}

impl AuthenticationInfo {
    /// A new `AuthenticationInfo` of what is required.
    #[must_use]
    pub fn new(scheme: impl Into<String>) -> Self {
        Self {
            scheme: scheme.into(),
            credentials: Default::default(),
        }
    }
    /// Sets [`credentials`](Self::credentials).
    #[must_use]
    pub fn with_credentials(mut self, value: impl Into<String>) -> Self {
        self.credentials = value.into();
        self
    }
}

impl protojson::Message for AuthenticationInfo {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut scheme = None;
        let mut credentials = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "scheme" => scheme = input.value()?,
                "credentials" => credentials = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            scheme: scheme.unwrap_or_default(),
            credentials: credentials.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("scheme", &self.scheme)?;
        object.implicit("credentials", &self.credentials)
    }
}

protojson::message!(AuthenticationInfo);

impl AuthenticationInfo {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for AuthenticationInfo {
    fn check(&self, checker: &mut Checker) {
        checker.not_empty("scheme", &self.scheme);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "AuthenticationInfo",
    fields: &[
        FieldInfo::new(
            "scheme",
            "scheme",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "credentials",
            "credentials",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AuthenticationInfo {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AuthenticationInfo".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("scheme", |message: &Self| &message.scheme)
            .implicit("credentials", |message: &Self| &message.credentials)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(AuthenticationInfo);
