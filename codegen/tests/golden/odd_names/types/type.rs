// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `type`.

use super::{OptionType, ResultType, Size};
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object, Oneof, UnknownMember};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// A oneof with the name of a keyword.
#[allow(
    clippy::large_enum_variant,
    reason = "messages have as many fields as they have"
)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Type {
    /// `option`.
    Option(OptionType),
    /// `result`.
    Result(ResultType),
    /// `self`.
    SelfType(String),
    /// `ok`.
    Ok(Size),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl From<OptionType> for Type {
    fn from(value: OptionType) -> Self {
        Self::Option(value)
    }
}

impl From<ResultType> for Type {
    fn from(value: ResultType) -> Self {
        Self::Result(value)
    }
}

impl From<Size> for Type {
    fn from(value: Size) -> Self {
        Self::Ok(value)
    }
}

impl protojson::Message for Type {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut member = Oneof::new(&["option", "result", "self", "ok"]);
        while let Some(name) = input.next_name()? {
            match &*name {
                "option" => member.set("option", input.value()?, Type::Option),
                "result" => member.set("result", input.value()?, Type::Result),
                "self" => member.set("self", input.value()?, Type::SelfType),
                "ok" => member.set("ok", input.value()?, Type::Ok),
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
            Self::Option(value) => object.required("option", value),
            Self::Result(value) => object.required("result", value),
            Self::SelfType(value) => object.required("self", value),
            Self::Ok(value) => object.required("ok", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

protojson::message!(Type);

impl Type {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Type {
    fn check(&self, checker: &mut Checker) {
        match self {
            Self::Option(value) => checker.field("option", value),
            Self::Result(value) => checker.field("result", value),
            Self::Ok(value) => checker.field("ok", value),
            Self::SelfType(_) => {}
            Self::Unrecognized(unknown) => {
                checker.unknown_member(unknown, &["option", "result", "self", "ok"])
            }
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "type",
    fields: &[
        FieldInfo::new(
            "option",
            "option",
            Presence::Oneof("match"),
            Shape::Single,
            Kind::Message(&super::option::INFO),
        ),
        FieldInfo::new(
            "result",
            "result",
            Presence::Oneof("match"),
            Shape::Single,
            Kind::Message(&super::result::INFO),
        ),
        FieldInfo::new(
            "self",
            "self",
            Presence::Oneof("match"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "ok",
            "ok",
            Presence::Oneof("match"),
            Shape::Single,
            Kind::Enum("SIZE_UNSPECIFIED"),
        ),
    ],
};
