// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Required`.

use super::{Color, Point};
use ::a2a_bindings::{Bytes, Struct, Timestamp};
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::Value;

/// Always there.
#[derive(Debug, Clone, PartialEq)]
pub struct Required {
    /// `aString`.
    pub a_string: String,
    /// `aBool`.
    pub a_bool: bool,
    /// `aInt32`.
    pub a_int32: i32,
    /// `aUint32`.
    pub a_uint32: u32,
    /// `aInt64`.
    pub a_int64: i64,
    /// `aUint64`.
    pub a_uint64: u64,
    /// `aFloat`.
    pub a_float: f32,
    /// `aDouble`.
    pub a_double: f64,
    /// `aBytes`.
    pub a_bytes: Bytes,
    /// `aTimestamp`.
    pub a_timestamp: Timestamp,
    /// `aStruct`.
    pub a_struct: Struct,
    /// `aValue`.
    pub a_value: Value,
    /// `aColor`.
    pub a_color: Color,
    /// `aPoint`.
    pub a_point: Point,
}

impl Required {
    /// A new `Required` of what is required.
    #[expect(clippy::too_many_arguments, reason = "the schema requires all of them")]
    #[must_use]
    pub fn new(
        a_string: impl Into<String>,
        a_bool: bool,
        a_int32: i32,
        a_uint32: u32,
        a_int64: i64,
        a_uint64: u64,
        a_float: f32,
        a_double: f64,
        a_bytes: impl Into<Bytes>,
        a_timestamp: Timestamp,
        a_struct: Struct,
        a_value: impl Into<Value>,
        a_color: Color,
        a_point: Point,
    ) -> Self {
        Self {
            a_string: a_string.into(),
            a_bool,
            a_int32,
            a_uint32,
            a_int64,
            a_uint64,
            a_float,
            a_double,
            a_bytes: a_bytes.into(),
            a_timestamp,
            a_struct,
            a_value: a_value.into(),
            a_color,
            a_point,
        }
    }
}

impl protojson::Message for Required {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut a_string = None;
        let mut a_bool = None;
        let mut a_int32 = None;
        let mut a_uint32 = None;
        let mut a_int64 = None;
        let mut a_uint64 = None;
        let mut a_float = None;
        let mut a_double = None;
        let mut a_bytes = None;
        let mut a_timestamp = None;
        let mut a_struct = None;
        let mut a_value = None;
        let mut a_color = None;
        let mut a_point = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "aString" | "a_string" => a_string = input.value()?,
                "aBool" | "a_bool" => a_bool = input.value()?,
                "aInt32" | "a_int32" => a_int32 = input.value()?,
                "aUint32" | "a_uint32" => a_uint32 = input.value()?,
                "aInt64" | "a_int64" => a_int64 = input.value()?,
                "aUint64" | "a_uint64" => a_uint64 = input.value()?,
                "aFloat" | "a_float" => a_float = input.value()?,
                "aDouble" | "a_double" => a_double = input.value()?,
                "aBytes" | "a_bytes" => a_bytes = input.value()?,
                "aTimestamp" | "a_timestamp" => a_timestamp = input.value()?,
                "aStruct" | "a_struct" => a_struct = input.value()?,
                "aValue" | "a_value" => a_value = input.value()?,
                "aColor" | "a_color" => a_color = input.value()?,
                "aPoint" | "a_point" => a_point = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            a_string: a_string.unwrap_or_default(),
            a_bool: a_bool.unwrap_or_default(),
            a_int32: a_int32.unwrap_or_default(),
            a_uint32: a_uint32.unwrap_or_default(),
            a_int64: a_int64.unwrap_or_default(),
            a_uint64: a_uint64.unwrap_or_default(),
            a_float: a_float.unwrap_or_default(),
            a_double: a_double.unwrap_or_default(),
            a_bytes: a_bytes.unwrap_or_default(),
            a_timestamp: a_timestamp
                .ok_or_else(|| serde::de::Error::missing_field("aTimestamp"))?,
            a_struct: a_struct
                .ok_or_else(|| serde::de::Error::missing_field("aStruct"))?,
            a_value: a_value.ok_or_else(|| serde::de::Error::missing_field("aValue"))?,
            a_color: a_color.unwrap_or_default(),
            a_point: a_point.ok_or_else(|| serde::de::Error::missing_field("aPoint"))?,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("aString", &self.a_string)?;
        object.required("aBool", &self.a_bool)?;
        object.required("aInt32", &self.a_int32)?;
        object.required("aUint32", &self.a_uint32)?;
        object.required("aInt64", &self.a_int64)?;
        object.required("aUint64", &self.a_uint64)?;
        object.required("aFloat", &self.a_float)?;
        object.required("aDouble", &self.a_double)?;
        object.required("aBytes", &self.a_bytes)?;
        object.required("aTimestamp", &self.a_timestamp)?;
        object.required("aStruct", &self.a_struct)?;
        object.required("aValue", &self.a_value)?;
        object.required("aColor", &self.a_color)?;
        object.required("aPoint", &self.a_point)
    }
}

protojson::message!(Required);

impl Required {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Required {
    fn check(&self, checker: &mut Checker) {
        checker.not_empty("aString", &self.a_string);
        checker.not_default("aColor", &self.a_color);
        checker.field("aColor", &self.a_color);
        checker.field("aPoint", &self.a_point);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Required",
    fields: &[
        FieldInfo::new(
            "aString",
            "a_string",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("aBool", "a_bool", Presence::Required, Shape::Single, Kind::Bool),
        FieldInfo::new(
            "aInt32",
            "a_int32",
            Presence::Required,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aUint32",
            "a_uint32",
            Presence::Required,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aInt64",
            "a_int64",
            Presence::Required,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aUint64",
            "a_uint64",
            Presence::Required,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aFloat",
            "a_float",
            Presence::Required,
            Shape::Single,
            Kind::Float,
        ),
        FieldInfo::new(
            "aDouble",
            "a_double",
            Presence::Required,
            Shape::Single,
            Kind::Float,
        ),
        FieldInfo::new(
            "aBytes",
            "a_bytes",
            Presence::Required,
            Shape::Single,
            Kind::Bytes,
        ),
        FieldInfo::new(
            "aTimestamp",
            "a_timestamp",
            Presence::Required,
            Shape::Single,
            Kind::Timestamp,
        ),
        FieldInfo::new(
            "aStruct",
            "a_struct",
            Presence::Required,
            Shape::Single,
            Kind::Struct,
        ),
        FieldInfo::new(
            "aValue",
            "a_value",
            Presence::Required,
            Shape::Single,
            Kind::Value,
        ),
        FieldInfo::new(
            "aColor",
            "a_color",
            Presence::Required,
            Shape::Single,
            Kind::Enum("COLOR_UNSPECIFIED"),
        ),
        FieldInfo::new(
            "aPoint",
            "a_point",
            Presence::Required,
            Shape::Single,
            Kind::Message(&super::point::INFO),
        ),
    ],
};
