// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Vec`.

use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `Vec`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VecType {
    /// `vec`.
    pub vec: Vec<String>,
}

impl VecType {
    /// A new `VecType` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`vec`](Self::vec).
    #[must_use]
    pub fn with_vec(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.vec = value.into_iter().map(Into::into).collect();
        self
    }
}

impl protojson::Message for VecType {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut vec = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "vec" => vec = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            vec: vec.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("vec", &self.vec)
    }
}

protojson::message!(VecType);

impl VecType {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for VecType {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Vec",
    fields: &[
        FieldInfo::new("vec", "vec", Presence::Implicit, Shape::Repeated, Kind::String),
    ],
};
