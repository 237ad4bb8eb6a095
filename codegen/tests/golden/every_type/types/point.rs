// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Point`.

use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `Point`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Point {
    /// `x`.
    pub x: i32,
    /// `y`.
    pub y: i32,
}

impl Point {
    /// A new `Point` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`x`](Self::x).
    #[must_use]
    pub fn with_x(mut self, value: i32) -> Self {
        self.x = value;
        self
    }
    /// Sets [`y`](Self::y).
    #[must_use]
    pub fn with_y(mut self, value: i32) -> Self {
        self.y = value;
        self
    }
}

impl protojson::Message for Point {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut x = None;
        let mut y = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "x" => x = input.value()?,
                "y" => y = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            x: x.unwrap_or_default(),
            y: y.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("x", &self.x)?;
        object.implicit("y", &self.y)
    }
}

protojson::message!(Point);

impl Point {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Point {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Point",
    fields: &[
        FieldInfo::new("x", "x", Presence::Implicit, Shape::Single, Kind::Integer),
        FieldInfo::new("y", "y", Presence::Implicit, Shape::Single, Kind::Integer),
    ],
};
