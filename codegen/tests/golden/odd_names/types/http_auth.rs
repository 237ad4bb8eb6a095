// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `HTTPAuth`.

use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Two modules with one name, so that the second gets a number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HTTPAuth {
    /// `scheme`.
    pub scheme: String,
}

impl HTTPAuth {
    /// A new `HTTPAuth` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`scheme`](Self::scheme).
    #[must_use]
    pub fn with_scheme(mut self, value: impl Into<String>) -> Self {
        self.scheme = value.into();
        self
    }
}

impl protojson::Message for HTTPAuth {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut scheme = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "scheme" => scheme = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            scheme: scheme.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("scheme", &self.scheme)
    }
}

protojson::message!(HTTPAuth);

impl HTTPAuth {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for HTTPAuth {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "HTTPAuth",
    fields: &[
        FieldInfo::new(
            "scheme",
            "scheme",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
    ],
};
