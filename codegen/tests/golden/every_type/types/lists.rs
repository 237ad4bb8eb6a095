// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Lists`.

use super::{Color, Point};
use ::a2a_bindings::{Bytes, Struct, Timestamp};
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::Value;

/// Any number of each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lists {
    /// `someString`.
    pub some_string: Vec<String>,
    /// `someBool`.
    pub some_bool: Vec<bool>,
    /// `someInt32`.
    pub some_int32: Vec<i32>,
    /// `someUint32`.
    pub some_uint32: Vec<u32>,
    /// `someInt64`.
    pub some_int64: Vec<i64>,
    /// `someUint64`.
    pub some_uint64: Vec<u64>,
    /// `someFloat`.
    pub some_float: Vec<f32>,
    /// `someDouble`.
    pub some_double: Vec<f64>,
    /// `someBytes`.
    pub some_bytes: Vec<Bytes>,
    /// `someTimestamp`.
    pub some_timestamp: Vec<Timestamp>,
    /// `someStruct`.
    pub some_struct: Vec<Struct>,
    /// `someValue`.
    pub some_value: Vec<Value>,
    /// `someColor`.
    pub some_color: Vec<Color>,
    /// `somePoint`.
    pub some_point: Vec<Point>,
}

impl Lists {
    /// A new `Lists` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`some_string`](Self::some_string).
    #[must_use]
    pub fn with_some_string(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.some_string = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`some_bool`](Self::some_bool).
    #[must_use]
    pub fn with_some_bool(
        mut self,
        value: impl IntoIterator<Item = impl Into<bool>>,
    ) -> Self {
        self.some_bool = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`some_int32`](Self::some_int32).
    #[must_use]
    pub fn with_some_int32(
        mut self,
        value: impl IntoIterator<Item = impl Into<i32>>,
    ) -> Self {
        self.some_int32 = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`some_uint32`](Self::some_uint32).
    #[must_use]
    pub fn with_some_uint32(
        mut self,
        value: impl IntoIterator<Item = impl Into<u32>>,
    ) -> Self {
        self.some_uint32 = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`some_int64`](Self::some_int64).
    #[must_use]
    pub fn with_some_int64(
        mut self,
        value: impl IntoIterator<Item = impl Into<i64>>,
    ) -> Self {
        self.some_int64 = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`some_uint64`](Self::some_uint64).
    #[must_use]
    pub fn with_some_uint64(
        mut self,
        value: impl IntoIterator<Item = impl Into<u64>>,
    ) -> Self {
        self.some_uint64 = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`some_float`](Self::some_float).
    #[must_use]
    pub fn with_some_float(
        mut self,
        value: impl IntoIterator<Item = impl Into<f32>>,
    ) -> Self {
        self.some_float = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`some_double`](Self::some_double).
    #[must_use]
    pub fn with_some_double(
        mut self,
        value: impl IntoIterator<Item = impl Into<f64>>,
    ) -> Self {
        self.some_double = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`some_bytes`](Self::some_bytes).
    #[must_use]
    pub fn with_some_bytes(
        mut self,
        value: impl IntoIterator<Item = impl Into<Bytes>>,
    ) -> Self {
        self.some_bytes = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`some_timestamp`](Self::some_timestamp).
    #[must_use]
    pub fn with_some_timestamp(
        mut self,
        value: impl IntoIterator<Item = impl Into<Timestamp>>,
    ) -> Self {
        self.some_timestamp = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`some_struct`](Self::some_struct).
    #[must_use]
    pub fn with_some_struct(
        mut self,
        value: impl IntoIterator<Item = impl Into<Struct>>,
    ) -> Self {
        self.some_struct = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`some_value`](Self::some_value).
    #[must_use]
    pub fn with_some_value(
        mut self,
        value: impl IntoIterator<Item = impl Into<Value>>,
    ) -> Self {
        self.some_value = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`some_color`](Self::some_color).
    #[must_use]
    pub fn with_some_color(
        mut self,
        value: impl IntoIterator<Item = impl Into<Color>>,
    ) -> Self {
        self.some_color = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`some_point`](Self::some_point).
    #[must_use]
    pub fn with_some_point(
        mut self,
        value: impl IntoIterator<Item = impl Into<Point>>,
    ) -> Self {
        self.some_point = value.into_iter().map(Into::into).collect();
        self
    }
}

impl protojson::Message for Lists {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut some_string = None;
        let mut some_bool = None;
        let mut some_int32 = None;
        let mut some_uint32 = None;
        let mut some_int64 = None;
        let mut some_uint64 = None;
        let mut some_float = None;
        let mut some_double = None;
        let mut some_bytes = None;
        let mut some_timestamp = None;
        let mut some_struct = None;
        let mut some_value = None;
        let mut some_color = None;
        let mut some_point = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "someString" | "some_string" => some_string = input.value()?,
                "someBool" | "some_bool" => some_bool = input.value()?,
                "someInt32" | "some_int32" => some_int32 = input.value()?,
                "someUint32" | "some_uint32" => some_uint32 = input.value()?,
                "someInt64" | "some_int64" => some_int64 = input.value()?,
                "someUint64" | "some_uint64" => some_uint64 = input.value()?,
                "someFloat" | "some_float" => some_float = input.value()?,
                "someDouble" | "some_double" => some_double = input.value()?,
                "someBytes" | "some_bytes" => some_bytes = input.value()?,
                "someTimestamp" | "some_timestamp" => some_timestamp = input.value()?,
                "someStruct" | "some_struct" => some_struct = input.value()?,
                "someValue" | "some_value" => some_value = input.value()?,
                "someColor" | "some_color" => some_color = input.value()?,
                "somePoint" | "some_point" => some_point = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            some_string: some_string.unwrap_or_default(),
            some_bool: some_bool.unwrap_or_default(),
            some_int32: some_int32.unwrap_or_default(),
            some_uint32: some_uint32.unwrap_or_default(),
            some_int64: some_int64.unwrap_or_default(),
            some_uint64: some_uint64.unwrap_or_default(),
            some_float: some_float.unwrap_or_default(),
            some_double: some_double.unwrap_or_default(),
            some_bytes: some_bytes.unwrap_or_default(),
            some_timestamp: some_timestamp.unwrap_or_default(),
            some_struct: some_struct.unwrap_or_default(),
            some_value: some_value.unwrap_or_default(),
            some_color: some_color.unwrap_or_default(),
            some_point: some_point.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("someString", &self.some_string)?;
        object.implicit("someBool", &self.some_bool)?;
        object.implicit("someInt32", &self.some_int32)?;
        object.implicit("someUint32", &self.some_uint32)?;
        object.implicit("someInt64", &self.some_int64)?;
        object.implicit("someUint64", &self.some_uint64)?;
        object.implicit("someFloat", &self.some_float)?;
        object.implicit("someDouble", &self.some_double)?;
        object.implicit("someBytes", &self.some_bytes)?;
        object.implicit("someTimestamp", &self.some_timestamp)?;
        object.implicit("someStruct", &self.some_struct)?;
        object.implicit("someValue", &self.some_value)?;
        object.implicit("someColor", &self.some_color)?;
        object.implicit("somePoint", &self.some_point)
    }
}

protojson::message!(Lists);

impl Lists {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Lists {
    fn check(&self, checker: &mut Checker) {
        checker.field("someColor", &self.some_color);
        checker.field("somePoint", &self.some_point);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Lists",
    fields: &[
        FieldInfo::new(
            "someString",
            "some_string",
            Presence::Implicit,
            Shape::Repeated,
            Kind::String,
        ),
        FieldInfo::new(
            "someBool",
            "some_bool",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Bool,
        ),
        FieldInfo::new(
            "someInt32",
            "some_int32",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Integer,
        ),
        FieldInfo::new(
            "someUint32",
            "some_uint32",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Integer,
        ),
        FieldInfo::new(
            "someInt64",
            "some_int64",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Integer,
        ),
        FieldInfo::new(
            "someUint64",
            "some_uint64",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Integer,
        ),
        FieldInfo::new(
            "someFloat",
            "some_float",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Float,
        ),
        FieldInfo::new(
            "someDouble",
            "some_double",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Float,
        ),
        FieldInfo::new(
            "someBytes",
            "some_bytes",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Bytes,
        ),
        FieldInfo::new(
            "someTimestamp",
            "some_timestamp",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Timestamp,
        ),
        FieldInfo::new(
            "someStruct",
            "some_struct",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Struct,
        ),
        FieldInfo::new(
            "someValue",
            "some_value",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Value,
        ),
        FieldInfo::new(
            "someColor",
            "some_color",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Enum("COLOR_UNSPECIFIED"),
        ),
        FieldInfo::new(
            "somePoint",
            "some_point",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Message(&super::point::INFO),
        ),
    ],
};
