// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `HttpAuth`.

use super::HTTPAuth;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `HttpAuth`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HttpAuth {
    /// `auth`.
    pub auth: Option<HTTPAuth>,
}

impl HttpAuth {
    /// A new `HttpAuth` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`auth`](Self::auth).
    #[must_use]
    pub fn with_auth(mut self, value: HTTPAuth) -> Self {
        self.auth = Some(value);
        self
    }
}

impl protojson::Message for HttpAuth {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut auth = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "auth" => auth = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self { auth })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.optional("auth", &self.auth)
    }
}

protojson::message!(HttpAuth);

impl HttpAuth {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for HttpAuth {
    fn check(&self, checker: &mut Checker) {
        checker.field("auth", &self.auth);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "HttpAuth",
    fields: &[
        FieldInfo::new(
            "auth",
            "auth",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::http_auth::INFO),
        ),
    ],
};
