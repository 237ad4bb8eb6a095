// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Choice`.

use super::{Color, Point};
use ::a2a_bindings::{Bytes, Struct, Timestamp};
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object, Oneof, UnknownMember};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::Value;

/// One of each.
#[allow(
    clippy::large_enum_variant,
    reason = "messages have as many fields as they have"
)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Choice {
    /// `aString`.
    AString(String),
    /// `aBool`.
    ABool(bool),
    /// `aInt32`.
    AInt32(i32),
    /// `aUint32`.
    AUint32(u32),
    /// `aInt64`.
    AInt64(i64),
    /// `aUint64`.
    AUint64(u64),
    /// `aFloat`.
    AFloat(f32),
    /// `aDouble`.
    ADouble(f64),
    /// `aBytes`.
    ABytes(Bytes),
    /// `aTimestamp`.
    ATimestamp(Timestamp),
    /// `aStruct`.
    AStruct(Struct),
    /// `aValue`.
    AValue(Value),
    /// `aColor`.
    AColor(Color),
    /// `aPoint`.
    APoint(Point),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl From<Color> for Choice {
    fn from(value: Color) -> Self {
        Self::AColor(value)
    }
}

impl From<Point> for Choice {
    fn from(value: Point) -> Self {
        Self::APoint(value)
    }
}

impl protojson::Message for Choice {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut member = Oneof::new(
            &[
                "aString",
                "aBool",
                "aInt32",
                "aUint32",
                "aInt64",
                "aUint64",
                "aFloat",
                "aDouble",
                "aBytes",
                "aTimestamp",
                "aStruct",
                "aValue",
                "aColor",
                "aPoint",
            ],
        );
        while let Some(name) = input.next_name()? {
            match &*name {
                "aString" | "a_string" => {
                    member.set("aString", input.value()?, Choice::AString)
                }
                "aBool" | "a_bool" => member.set("aBool", input.value()?, Choice::ABool),
                "aInt32" | "a_int32" => {
                    member.set("aInt32", input.value()?, Choice::AInt32)
                }
                "aUint32" | "a_uint32" => {
                    member.set("aUint32", input.value()?, Choice::AUint32)
                }
                "aInt64" | "a_int64" => {
                    member.set("aInt64", input.value()?, Choice::AInt64)
                }
                "aUint64" | "a_uint64" => {
                    member.set("aUint64", input.value()?, Choice::AUint64)
                }
                "aFloat" | "a_float" => {
                    member.set("aFloat", input.value()?, Choice::AFloat)
                }
                "aDouble" | "a_double" => {
                    member.set("aDouble", input.value()?, Choice::ADouble)
                }
                "aBytes" | "a_bytes" => {
                    member.set("aBytes", input.value()?, Choice::ABytes)
                }
                "aTimestamp" | "a_timestamp" => {
                    member.set("aTimestamp", input.value()?, Choice::ATimestamp)
                }
                "aStruct" | "a_struct" => {
                    member.set("aStruct", input.value()?, Choice::AStruct)
                }
                "aValue" | "a_value" => {
                    member.set("aValue", input.value()?, Choice::AValue)
                }
                "aColor" | "a_color" => {
                    member.set("aColor", input.value()?, Choice::AColor)
                }
                "aPoint" | "a_point" => {
                    member.set("aPoint", input.value()?, Choice::APoint)
                }
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
            Self::AString(value) => object.required("aString", value),
            Self::ABool(value) => object.required("aBool", value),
            Self::AInt32(value) => object.required("aInt32", value),
            Self::AUint32(value) => object.required("aUint32", value),
            Self::AInt64(value) => object.required("aInt64", value),
            Self::AUint64(value) => object.required("aUint64", value),
            Self::AFloat(value) => object.required("aFloat", value),
            Self::ADouble(value) => object.required("aDouble", value),
            Self::ABytes(value) => object.required("aBytes", value),
            Self::ATimestamp(value) => object.required("aTimestamp", value),
            Self::AStruct(value) => object.required("aStruct", value),
            Self::AValue(value) => object.required("aValue", value),
            Self::AColor(value) => object.required("aColor", value),
            Self::APoint(value) => object.required("aPoint", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

protojson::message!(Choice);

impl Choice {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Choice {
    fn check(&self, checker: &mut Checker) {
        match self {
            Self::AColor(value) => checker.field("aColor", value),
            Self::APoint(value) => checker.field("aPoint", value),
            Self::AString(_)
            | Self::ABool(_)
            | Self::AInt32(_)
            | Self::AUint32(_)
            | Self::AInt64(_)
            | Self::AUint64(_)
            | Self::AFloat(_)
            | Self::ADouble(_)
            | Self::ABytes(_)
            | Self::ATimestamp(_)
            | Self::AStruct(_)
            | Self::AValue(_) => {}
            Self::Unrecognized(unknown) => {
                checker
                    .unknown_member(
                        unknown,
                        &[
                            "aString",
                            "aBool",
                            "aInt32",
                            "aUint32",
                            "aInt64",
                            "aUint64",
                            "aFloat",
                            "aDouble",
                            "aBytes",
                            "aTimestamp",
                            "aStruct",
                            "aValue",
                            "aColor",
                            "aPoint",
                        ],
                    )
            }
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Choice",
    fields: &[
        FieldInfo::new(
            "aString",
            "a_string",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "aBool",
            "a_bool",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::Bool,
        ),
        FieldInfo::new(
            "aInt32",
            "a_int32",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aUint32",
            "a_uint32",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aInt64",
            "a_int64",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aUint64",
            "a_uint64",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aFloat",
            "a_float",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::Float,
        ),
        FieldInfo::new(
            "aDouble",
            "a_double",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::Float,
        ),
        FieldInfo::new(
            "aBytes",
            "a_bytes",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::Bytes,
        ),
        FieldInfo::new(
            "aTimestamp",
            "a_timestamp",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::Timestamp,
        ),
        FieldInfo::new(
            "aStruct",
            "a_struct",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::Struct,
        ),
        FieldInfo::new(
            "aValue",
            "a_value",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::Value,
        ),
        FieldInfo::new(
            "aColor",
            "a_color",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::Enum("COLOR_UNSPECIFIED"),
        ),
        FieldInfo::new(
            "aPoint",
            "a_point",
            Presence::Oneof("choice"),
            Shape::Single,
            Kind::Message(&super::point::INFO),
        ),
    ],
};
