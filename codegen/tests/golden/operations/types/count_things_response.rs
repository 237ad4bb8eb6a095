// @generated from fixtures/operations/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `CountThingsResponse`.

use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `CountThingsResponse`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CountThingsResponse {
    /// `count`.
    pub count: i64,
}

impl CountThingsResponse {
    /// A new `CountThingsResponse` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`count`](Self::count).
    #[must_use]
    pub fn with_count(mut self, value: i64) -> Self {
        self.count = value;
        self
    }
}

impl protojson::Message for CountThingsResponse {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut count = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "count" => count = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            count: count.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("count", &self.count)
    }
}

protojson::message!(CountThingsResponse);

impl CountThingsResponse {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for CountThingsResponse {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "CountThingsResponse",
    fields: &[
        FieldInfo::new(
            "count",
            "count",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
    ],
};
