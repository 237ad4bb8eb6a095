// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Maps`.

use super::{Color, Point};
use ::a2a_bindings::{Bytes, Struct, Timestamp};
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::Value;
use std::collections::BTreeMap;

/// Any number of each, by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Maps {
    /// `stringByName`.
    pub string_by_name: BTreeMap<String, String>,
    /// `boolByName`.
    pub bool_by_name: BTreeMap<String, bool>,
    /// `int32ByName`.
    pub int32_by_name: BTreeMap<String, i32>,
    /// `uint32ByName`.
    pub uint32_by_name: BTreeMap<String, u32>,
    /// `int64ByName`.
    pub int64_by_name: BTreeMap<String, i64>,
    /// `uint64ByName`.
    pub uint64_by_name: BTreeMap<String, u64>,
    /// `floatByName`.
    pub float_by_name: BTreeMap<String, f32>,
    /// `doubleByName`.
    pub double_by_name: BTreeMap<String, f64>,
    /// `bytesByName`.
    pub bytes_by_name: BTreeMap<String, Bytes>,
    /// `timestampByName`.
    pub timestamp_by_name: BTreeMap<String, Timestamp>,
    /// `structByName`.
    pub struct_by_name: BTreeMap<String, Struct>,
    /// `valueByName`.
    pub value_by_name: BTreeMap<String, Value>,
    /// `colorByName`.
    pub color_by_name: BTreeMap<String, Color>,
    /// `pointByName`.
    pub point_by_name: BTreeMap<String, Point>,
}

impl Maps {
    /// A new `Maps` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`string_by_name`](Self::string_by_name).
    #[must_use]
    pub fn with_string_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        self.string_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`bool_by_name`](Self::bool_by_name).
    #[must_use]
    pub fn with_bool_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<bool>)>,
    ) -> Self {
        self.bool_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`int32_by_name`](Self::int32_by_name).
    #[must_use]
    pub fn with_int32_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<i32>)>,
    ) -> Self {
        self.int32_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`uint32_by_name`](Self::uint32_by_name).
    #[must_use]
    pub fn with_uint32_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<u32>)>,
    ) -> Self {
        self.uint32_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`int64_by_name`](Self::int64_by_name).
    #[must_use]
    pub fn with_int64_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<i64>)>,
    ) -> Self {
        self.int64_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`uint64_by_name`](Self::uint64_by_name).
    #[must_use]
    pub fn with_uint64_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<u64>)>,
    ) -> Self {
        self.uint64_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`float_by_name`](Self::float_by_name).
    #[must_use]
    pub fn with_float_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<f32>)>,
    ) -> Self {
        self.float_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`double_by_name`](Self::double_by_name).
    #[must_use]
    pub fn with_double_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<f64>)>,
    ) -> Self {
        self.double_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`bytes_by_name`](Self::bytes_by_name).
    #[must_use]
    pub fn with_bytes_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Bytes>)>,
    ) -> Self {
        self.bytes_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`timestamp_by_name`](Self::timestamp_by_name).
    #[must_use]
    pub fn with_timestamp_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Timestamp>)>,
    ) -> Self {
        self.timestamp_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`struct_by_name`](Self::struct_by_name).
    #[must_use]
    pub fn with_struct_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Struct>)>,
    ) -> Self {
        self.struct_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`value_by_name`](Self::value_by_name).
    #[must_use]
    pub fn with_value_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Value>)>,
    ) -> Self {
        self.value_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`color_by_name`](Self::color_by_name).
    #[must_use]
    pub fn with_color_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Color>)>,
    ) -> Self {
        self.color_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
    /// Sets [`point_by_name`](Self::point_by_name).
    #[must_use]
    pub fn with_point_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Point>)>,
    ) -> Self {
        self.point_by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
}

impl protojson::Message for Maps {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut string_by_name = None;
        let mut bool_by_name = None;
        let mut int32_by_name = None;
        let mut uint32_by_name = None;
        let mut int64_by_name = None;
        let mut uint64_by_name = None;
        let mut float_by_name = None;
        let mut double_by_name = None;
        let mut bytes_by_name = None;
        let mut timestamp_by_name = None;
        let mut struct_by_name = None;
        let mut value_by_name = None;
        let mut color_by_name = None;
        let mut point_by_name = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "stringByName" | "string_by_name" => string_by_name = input.value()?,
                "boolByName" | "bool_by_name" => bool_by_name = input.value()?,
                "int32ByName" | "int32_by_name" => int32_by_name = input.value()?,
                "uint32ByName" | "uint32_by_name" => uint32_by_name = input.value()?,
                "int64ByName" | "int64_by_name" => int64_by_name = input.value()?,
                "uint64ByName" | "uint64_by_name" => uint64_by_name = input.value()?,
                "floatByName" | "float_by_name" => float_by_name = input.value()?,
                "doubleByName" | "double_by_name" => double_by_name = input.value()?,
                "bytesByName" | "bytes_by_name" => bytes_by_name = input.value()?,
                "timestampByName" | "timestamp_by_name" => {
                    timestamp_by_name = input.value()?;
                }
                "structByName" | "struct_by_name" => struct_by_name = input.value()?,
                "valueByName" | "value_by_name" => value_by_name = input.value()?,
                "colorByName" | "color_by_name" => color_by_name = input.value()?,
                "pointByName" | "point_by_name" => point_by_name = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            string_by_name: string_by_name.unwrap_or_default(),
            bool_by_name: bool_by_name.unwrap_or_default(),
            int32_by_name: int32_by_name.unwrap_or_default(),
            uint32_by_name: uint32_by_name.unwrap_or_default(),
            int64_by_name: int64_by_name.unwrap_or_default(),
            uint64_by_name: uint64_by_name.unwrap_or_default(),
            float_by_name: float_by_name.unwrap_or_default(),
            double_by_name: double_by_name.unwrap_or_default(),
            bytes_by_name: bytes_by_name.unwrap_or_default(),
            timestamp_by_name: timestamp_by_name.unwrap_or_default(),
            struct_by_name: struct_by_name.unwrap_or_default(),
            value_by_name: value_by_name.unwrap_or_default(),
            color_by_name: color_by_name.unwrap_or_default(),
            point_by_name: point_by_name.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("stringByName", &self.string_by_name)?;
        object.implicit("boolByName", &self.bool_by_name)?;
        object.implicit("int32ByName", &self.int32_by_name)?;
        object.implicit("uint32ByName", &self.uint32_by_name)?;
        object.implicit("int64ByName", &self.int64_by_name)?;
        object.implicit("uint64ByName", &self.uint64_by_name)?;
        object.implicit("floatByName", &self.float_by_name)?;
        object.implicit("doubleByName", &self.double_by_name)?;
        object.implicit("bytesByName", &self.bytes_by_name)?;
        object.implicit("timestampByName", &self.timestamp_by_name)?;
        object.implicit("structByName", &self.struct_by_name)?;
        object.implicit("valueByName", &self.value_by_name)?;
        object.implicit("colorByName", &self.color_by_name)?;
        object.implicit("pointByName", &self.point_by_name)
    }
}

protojson::message!(Maps);

impl Maps {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Maps {
    fn check(&self, checker: &mut Checker) {
        checker.field("colorByName", &self.color_by_name);
        checker.field("pointByName", &self.point_by_name);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Maps",
    fields: &[
        FieldInfo::new(
            "stringByName",
            "string_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::String,
        ),
        FieldInfo::new(
            "boolByName",
            "bool_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Bool,
        ),
        FieldInfo::new(
            "int32ByName",
            "int32_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Integer,
        ),
        FieldInfo::new(
            "uint32ByName",
            "uint32_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Integer,
        ),
        FieldInfo::new(
            "int64ByName",
            "int64_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Integer,
        ),
        FieldInfo::new(
            "uint64ByName",
            "uint64_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Integer,
        ),
        FieldInfo::new(
            "floatByName",
            "float_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Float,
        ),
        FieldInfo::new(
            "doubleByName",
            "double_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Float,
        ),
        FieldInfo::new(
            "bytesByName",
            "bytes_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Bytes,
        ),
        FieldInfo::new(
            "timestampByName",
            "timestamp_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Timestamp,
        ),
        FieldInfo::new(
            "structByName",
            "struct_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Struct,
        ),
        FieldInfo::new(
            "valueByName",
            "value_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Value,
        ),
        FieldInfo::new(
            "colorByName",
            "color_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Enum("COLOR_UNSPECIFIED"),
        ),
        FieldInfo::new(
            "pointByName",
            "point_by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Message(&super::point::INFO),
        ),
    ],
};
