// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Debug`.

use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `Debug`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Debug {
    /// `debug`.
    pub debug: String,
}

impl Debug {
    /// A new `Debug` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`debug`](Self::debug).
    #[must_use]
    pub fn with_debug(mut self, value: impl Into<String>) -> Self {
        self.debug = value.into();
        self
    }
}

impl protojson::Message for Debug {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut debug = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "debug" => debug = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            debug: debug.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("debug", &self.debug)
    }
}

protojson::message!(Debug);

impl Debug {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Debug {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Debug",
    fields: &[
        FieldInfo::new("debug", "debug", Presence::Implicit, Shape::Single, Kind::String),
    ],
};
