// @generated from fixtures/cycles/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Ping`.

use super::Pong;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// By way of another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ping {
    /// `pong`.
    pub pong: Option<Box<Pong>>,
}

impl Ping {
    /// A new `Ping` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`pong`](Self::pong).
    #[must_use]
    pub fn with_pong(mut self, value: Pong) -> Self {
        self.pong = Some(Box::new(value));
        self
    }
}

impl protojson::Message for Ping {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut pong = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "pong" => pong = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self { pong })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.optional("pong", &self.pong)
    }
}

protojson::message!(Ping);

impl Ping {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Ping {
    fn check(&self, checker: &mut Checker) {
        checker.field("pong", &self.pong);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Ping",
    fields: &[
        FieldInfo::new(
            "pong",
            "pong",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::pong::INFO),
        ),
    ],
};
