// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Optional`.

use super::{Color, Point};
use ::a2a_bindings::{Bytes, Struct, Timestamp};
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::Value;

/// There if it was set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Optional {
    /// `aString`.
    pub a_string: Option<String>,
    /// `aBool`.
    pub a_bool: Option<bool>,
    /// `aInt32`.
    pub a_int32: Option<i32>,
    /// `aUint32`.
    pub a_uint32: Option<u32>,
    /// `aInt64`.
    pub a_int64: Option<i64>,
    /// `aUint64`.
    pub a_uint64: Option<u64>,
    /// `aFloat`.
    pub a_float: Option<f32>,
    /// `aDouble`.
    pub a_double: Option<f64>,
    /// `aBytes`.
    pub a_bytes: Option<Bytes>,
    /// `aTimestamp`.
    pub a_timestamp: Option<Timestamp>,
    /// `aStruct`.
    pub a_struct: Option<Struct>,
    /// `aValue`.
    pub a_value: Option<Value>,
    /// `aColor`.
    pub a_color: Option<Color>,
    /// `aPoint`.
    pub a_point: Option<Point>,
}

impl Optional {
    /// A new `Optional` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`a_string`](Self::a_string).
    #[must_use]
    pub fn with_a_string(mut self, value: impl Into<String>) -> Self {
        self.a_string = Some(value.into());
        self
    }
    /// Sets [`a_bool`](Self::a_bool).
    #[must_use]
    pub fn with_a_bool(mut self, value: bool) -> Self {
        self.a_bool = Some(value);
        self
    }
    /// Sets [`a_int32`](Self::a_int32).
    #[must_use]
    pub fn with_a_int32(mut self, value: i32) -> Self {
        self.a_int32 = Some(value);
        self
    }
    /// Sets [`a_uint32`](Self::a_uint32).
    #[must_use]
    pub fn with_a_uint32(mut self, value: u32) -> Self {
        self.a_uint32 = Some(value);
        self
    }
    /// Sets [`a_int64`](Self::a_int64).
    #[must_use]
    pub fn with_a_int64(mut self, value: i64) -> Self {
        self.a_int64 = Some(value);
        self
    }
    /// Sets [`a_uint64`](Self::a_uint64).
    #[must_use]
    pub fn with_a_uint64(mut self, value: u64) -> Self {
        self.a_uint64 = Some(value);
        self
    }
    /// Sets [`a_float`](Self::a_float).
    #[must_use]
    pub fn with_a_float(mut self, value: f32) -> Self {
        self.a_float = Some(value);
        self
    }
    /// Sets [`a_double`](Self::a_double).
    #[must_use]
    pub fn with_a_double(mut self, value: f64) -> Self {
        self.a_double = Some(value);
        self
    }
    /// Sets [`a_bytes`](Self::a_bytes).
    #[must_use]
    pub fn with_a_bytes(mut self, value: impl Into<Bytes>) -> Self {
        self.a_bytes = Some(value.into());
        self
    }
    /// Sets [`a_timestamp`](Self::a_timestamp).
    #[must_use]
    pub fn with_a_timestamp(mut self, value: Timestamp) -> Self {
        self.a_timestamp = Some(value);
        self
    }
    /// Sets [`a_struct`](Self::a_struct).
    #[must_use]
    pub fn with_a_struct(mut self, value: Struct) -> Self {
        self.a_struct = Some(value);
        self
    }
    /// Sets [`a_value`](Self::a_value).
    #[must_use]
    pub fn with_a_value(mut self, value: impl Into<Value>) -> Self {
        self.a_value = Some(value.into());
        self
    }
    /// Sets [`a_color`](Self::a_color).
    #[must_use]
    pub fn with_a_color(mut self, value: Color) -> Self {
        self.a_color = Some(value);
        self
    }
    /// Sets [`a_point`](Self::a_point).
    #[must_use]
    pub fn with_a_point(mut self, value: Point) -> Self {
        self.a_point = Some(value);
        self
    }
}

impl protojson::Message for Optional {
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
            a_string,
            a_bool,
            a_int32,
            a_uint32,
            a_int64,
            a_uint64,
            a_float,
            a_double,
            a_bytes,
            a_timestamp,
            a_struct,
            a_value,
            a_color,
            a_point,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.optional("aString", &self.a_string)?;
        object.optional("aBool", &self.a_bool)?;
        object.optional("aInt32", &self.a_int32)?;
        object.optional("aUint32", &self.a_uint32)?;
        object.optional("aInt64", &self.a_int64)?;
        object.optional("aUint64", &self.a_uint64)?;
        object.optional("aFloat", &self.a_float)?;
        object.optional("aDouble", &self.a_double)?;
        object.optional("aBytes", &self.a_bytes)?;
        object.optional("aTimestamp", &self.a_timestamp)?;
        object.optional("aStruct", &self.a_struct)?;
        object.optional("aValue", &self.a_value)?;
        object.optional("aColor", &self.a_color)?;
        object.optional("aPoint", &self.a_point)
    }
}

protojson::message!(Optional);

impl Optional {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Optional {
    fn check(&self, checker: &mut Checker) {
        checker.field("aColor", &self.a_color);
        checker.field("aPoint", &self.a_point);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Optional",
    fields: &[
        FieldInfo::new(
            "aString",
            "a_string",
            Presence::Optional,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("aBool", "a_bool", Presence::Optional, Shape::Single, Kind::Bool),
        FieldInfo::new(
            "aInt32",
            "a_int32",
            Presence::Optional,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aUint32",
            "a_uint32",
            Presence::Optional,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aInt64",
            "a_int64",
            Presence::Optional,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aUint64",
            "a_uint64",
            Presence::Optional,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aFloat",
            "a_float",
            Presence::Optional,
            Shape::Single,
            Kind::Float,
        ),
        FieldInfo::new(
            "aDouble",
            "a_double",
            Presence::Optional,
            Shape::Single,
            Kind::Float,
        ),
        FieldInfo::new(
            "aBytes",
            "a_bytes",
            Presence::Optional,
            Shape::Single,
            Kind::Bytes,
        ),
        FieldInfo::new(
            "aTimestamp",
            "a_timestamp",
            Presence::Optional,
            Shape::Single,
            Kind::Timestamp,
        ),
        FieldInfo::new(
            "aStruct",
            "a_struct",
            Presence::Optional,
            Shape::Single,
            Kind::Struct,
        ),
        FieldInfo::new(
            "aValue",
            "a_value",
            Presence::Optional,
            Shape::Single,
            Kind::Value,
        ),
        FieldInfo::new(
            "aColor",
            "a_color",
            Presence::Optional,
            Shape::Single,
            Kind::Enum("COLOR_UNSPECIFIED"),
        ),
        FieldInfo::new(
            "aPoint",
            "a_point",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::point::INFO),
        ),
    ],
};
