// @generated from fixtures/cycles/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Branch`.

use super::Tree;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `Branch`.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// `left`.
    pub left: Box<Tree>,
    /// `right`.
    pub right: Box<Tree>,
}

impl Branch {
    /// A new `Branch` of what is required.
    #[must_use]
    pub fn new(left: Tree, right: Tree) -> Self {
        Self {
            left: Box::new(left),
            right: Box::new(right),
        }
    }
}

impl protojson::Message for Branch {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut left = None;
        let mut right = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "left" => left = input.value()?,
                "right" => right = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            left: left.ok_or_else(|| serde::de::Error::missing_field("left"))?,
            right: right.ok_or_else(|| serde::de::Error::missing_field("right"))?,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("left", &self.left)?;
        object.required("right", &self.right)
    }
}

protojson::message!(Branch);

impl Branch {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Branch {
    fn check(&self, checker: &mut Checker) {
        checker.field("left", &self.left);
        checker.field("right", &self.right);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Branch",
    fields: &[
        FieldInfo::new(
            "left",
            "left",
            Presence::Required,
            Shape::Single,
            Kind::Message(&super::tree::INFO),
        ),
        FieldInfo::new(
            "right",
            "right",
            Presence::Required,
            Shape::Single,
            Kind::Message(&super::tree::INFO),
        ),
    ],
};
