// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `A`.

use super::MType;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object, Oneof, UnknownMember};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// A type parameter of the generated code.
#[allow(
    clippy::large_enum_variant,
    reason = "messages have as many fields as they have"
)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AType {
    /// `m`.
    M(MType),
    /// `a`.
    A(Box<AType>),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl From<MType> for AType {
    fn from(value: MType) -> Self {
        Self::M(value)
    }
}

impl protojson::Message for AType {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut member = Oneof::new(&["m", "a"]);
        while let Some(name) = input.next_name()? {
            match &*name {
                "m" => member.set("m", input.value()?, AType::M),
                "a" => member.set("a", input.value()?, AType::A),
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
            Self::M(value) => object.required("m", value),
            Self::A(value) => object.required("a", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

protojson::message!(AType);

impl AType {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for AType {
    fn check(&self, checker: &mut Checker) {
        match self {
            Self::M(value) => checker.field("m", value),
            Self::A(value) => checker.field("a", value),
            Self::Unrecognized(unknown) => checker.unknown_member(unknown, &["m", "a"]),
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "A",
    fields: &[
        FieldInfo::new(
            "m",
            "m",
            Presence::Oneof("value"),
            Shape::Single,
            Kind::Message(&super::m::INFO),
        ),
        FieldInfo::new(
            "a",
            "a",
            Presence::Oneof("value"),
            Shape::Single,
            Kind::Message(&INFO),
        ),
    ],
};
