// @generated from fixtures/cycles/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Tree`.

use super::Branch;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object, Oneof, UnknownMember};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// As a member of a oneof, required on the way.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Tree {
    /// `leaf`.
    Leaf(String),
    /// `branch`.
    Branch(Box<Branch>),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl protojson::Message for Tree {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut member = Oneof::new(&["leaf", "branch"]);
        while let Some(name) = input.next_name()? {
            match &*name {
                "leaf" => member.set("leaf", input.value()?, Tree::Leaf),
                "branch" => member.set("branch", input.value()?, Tree::Branch),
                _ => member.set_unknown(&name, &mut input)?,
            }
        }
        member.finish(Self::Unrecognized)
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        match self {
            Self::Leaf(value) => object.required("leaf", value),
            Self::Branch(value) => object.required("branch", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

protojson::message!(Tree);

impl Tree {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Tree {
    fn check(&self, checker: &mut Checker) {
        match self {
            Self::Branch(value) => checker.field("branch", value),
            Self::Leaf(_) => {}
            Self::Unrecognized(unknown) => {
                checker.unknown_member(unknown, &["leaf", "branch"])
            }
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Tree",
    fields: &[
        FieldInfo::new(
            "leaf",
            "leaf",
            Presence::Oneof("node"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "branch",
            "branch",
            Presence::Oneof("node"),
            Shape::Single,
            Kind::Message(&super::branch::INFO),
        ),
    ],
};
