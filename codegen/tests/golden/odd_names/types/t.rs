// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `T`.

use super::MType;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// And another one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TType {
    /// `m`.
    pub m: Option<Box<MType>>,
}

impl TType {
    /// A new `TType` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`m`](Self::m).
    #[must_use]
    pub fn with_m(mut self, value: MType) -> Self {
        self.m = Some(Box::new(value));
        self
    }
}

impl protojson::Message for TType {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut m = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "m" => m = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self { m })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.optional("m", &self.m)
    }
}

protojson::message!(TType);

impl TType {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for TType {
    fn check(&self, checker: &mut Checker) {
        checker.field("m", &self.m);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "T",
    fields: &[
        FieldInfo::new(
            "m",
            "m",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::m::INFO),
        ),
    ],
};
