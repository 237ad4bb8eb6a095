// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Box`.

use super::VecType;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `Box`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BoxType {
    /// `vec`.
    pub vec: Option<VecType>,
    /// `box`.
    pub r#box: Option<Box<BoxType>>,
}

impl BoxType {
    /// A new `BoxType` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`vec`](Self::vec).
    #[must_use]
    pub fn with_vec(mut self, value: VecType) -> Self {
        self.vec = Some(value);
        self
    }
    /// Sets [`box`](Self::box).
    #[must_use]
    pub fn with_box(mut self, value: BoxType) -> Self {
        self.r#box = Some(Box::new(value));
        self
    }
}

impl protojson::Message for BoxType {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut vec = None;
        let mut r#box = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "vec" => vec = input.value()?,
                "box" => r#box = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self { vec, r#box })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.optional("vec", &self.vec)?;
        object.optional("box", &self.r#box)
    }
}

protojson::message!(BoxType);

impl BoxType {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for BoxType {
    fn check(&self, checker: &mut Checker) {
        checker.field("vec", &self.vec);
        checker.field("box", &self.r#box);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Box",
    fields: &[
        FieldInfo::new(
            "vec",
            "vec",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::vec::INFO),
        ),
        FieldInfo::new(
            "box",
            "box",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&INFO),
        ),
    ],
};
