// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Implicit`.

use super::Color;
use ::a2a_bindings::Bytes;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// There if it is not the default.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Implicit {
    /// `aString`.
    pub a_string: String,
    /// `aBool`.
    pub a_bool: bool,
    /// `aInt32`.
    pub a_int32: i32,
    /// `aSint32`.
    pub a_sint32: i32,
    /// `aSfixed32`.
    pub a_sfixed32: i32,
    /// `aUint32`.
    pub a_uint32: u32,
    /// `aFixed32`.
    pub a_fixed32: u32,
    /// `aInt64`.
    pub a_int64: i64,
    /// `aSint64`.
    pub a_sint64: i64,
    /// `aSfixed64`.
    pub a_sfixed64: i64,
    /// `aUint64`.
    pub a_uint64: u64,
    /// `aFixed64`.
    pub a_fixed64: u64,
    /// `aFloat`.
    pub a_float: f32,
    /// `aDouble`.
    pub a_double: f64,
    /// `aBytes`.
    pub a_bytes: Bytes,
    /// `aColor`.
    pub a_color: Color,
}

impl Implicit {
    /// A new `Implicit` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`a_string`](Self::a_string).
    #[must_use]
    pub fn with_a_string(mut self, value: impl Into<String>) -> Self {
        self.a_string = value.into();
        self
    }
    /// Sets [`a_bool`](Self::a_bool).
    #[must_use]
    pub fn with_a_bool(mut self, value: bool) -> Self {
        self.a_bool = value;
        self
    }
    /// Sets [`a_int32`](Self::a_int32).
    #[must_use]
    pub fn with_a_int32(mut self, value: i32) -> Self {
        self.a_int32 = value;
        self
    }
    /// Sets [`a_sint32`](Self::a_sint32).
    #[must_use]
    pub fn with_a_sint32(mut self, value: i32) -> Self {
        self.a_sint32 = value;
        self
    }
    /// Sets [`a_sfixed32`](Self::a_sfixed32).
    #[must_use]
    pub fn with_a_sfixed32(mut self, value: i32) -> Self {
        self.a_sfixed32 = value;
        self
    }
    /// Sets [`a_uint32`](Self::a_uint32).
    #[must_use]
    pub fn with_a_uint32(mut self, value: u32) -> Self {
        self.a_uint32 = value;
        self
    }
    /// Sets [`a_fixed32`](Self::a_fixed32).
    #[must_use]
    pub fn with_a_fixed32(mut self, value: u32) -> Self {
        self.a_fixed32 = value;
        self
    }
    /// Sets [`a_int64`](Self::a_int64).
    #[must_use]
    pub fn with_a_int64(mut self, value: i64) -> Self {
        self.a_int64 = value;
        self
    }
    /// Sets [`a_sint64`](Self::a_sint64).
    #[must_use]
    pub fn with_a_sint64(mut self, value: i64) -> Self {
        self.a_sint64 = value;
        self
    }
    /// Sets [`a_sfixed64`](Self::a_sfixed64).
    #[must_use]
    pub fn with_a_sfixed64(mut self, value: i64) -> Self {
        self.a_sfixed64 = value;
        self
    }
    /// Sets [`a_uint64`](Self::a_uint64).
    #[must_use]
    pub fn with_a_uint64(mut self, value: u64) -> Self {
        self.a_uint64 = value;
        self
    }
    /// Sets [`a_fixed64`](Self::a_fixed64).
    #[must_use]
    pub fn with_a_fixed64(mut self, value: u64) -> Self {
        self.a_fixed64 = value;
        self
    }
    /// Sets [`a_float`](Self::a_float).
    #[must_use]
    pub fn with_a_float(mut self, value: f32) -> Self {
        self.a_float = value;
        self
    }
    /// Sets [`a_double`](Self::a_double).
    #[must_use]
    pub fn with_a_double(mut self, value: f64) -> Self {
        self.a_double = value;
        self
    }
    /// Sets [`a_bytes`](Self::a_bytes).
    #[must_use]
    pub fn with_a_bytes(mut self, value: impl Into<Bytes>) -> Self {
        self.a_bytes = value.into();
        self
    }
    /// Sets [`a_color`](Self::a_color).
    #[must_use]
    pub fn with_a_color(mut self, value: Color) -> Self {
        self.a_color = value;
        self
    }
}

impl protojson::Message for Implicit {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut a_string = None;
        let mut a_bool = None;
        let mut a_int32 = None;
        let mut a_sint32 = None;
        let mut a_sfixed32 = None;
        let mut a_uint32 = None;
        let mut a_fixed32 = None;
        let mut a_int64 = None;
        let mut a_sint64 = None;
        let mut a_sfixed64 = None;
        let mut a_uint64 = None;
        let mut a_fixed64 = None;
        let mut a_float = None;
        let mut a_double = None;
        let mut a_bytes = None;
        let mut a_color = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "aString" | "a_string" => a_string = input.value()?,
                "aBool" | "a_bool" => a_bool = input.value()?,
                "aInt32" | "a_int32" => a_int32 = input.value()?,
                "aSint32" | "a_sint32" => a_sint32 = input.value()?,
                "aSfixed32" | "a_sfixed32" => a_sfixed32 = input.value()?,
                "aUint32" | "a_uint32" => a_uint32 = input.value()?,
                "aFixed32" | "a_fixed32" => a_fixed32 = input.value()?,
                "aInt64" | "a_int64" => a_int64 = input.value()?,
                "aSint64" | "a_sint64" => a_sint64 = input.value()?,
                "aSfixed64" | "a_sfixed64" => a_sfixed64 = input.value()?,
                "aUint64" | "a_uint64" => a_uint64 = input.value()?,
                "aFixed64" | "a_fixed64" => a_fixed64 = input.value()?,
                "aFloat" | "a_float" => a_float = input.value()?,
                "aDouble" | "a_double" => a_double = input.value()?,
                "aBytes" | "a_bytes" => a_bytes = input.value()?,
                "aColor" | "a_color" => a_color = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            a_string: a_string.unwrap_or_default(),
            a_bool: a_bool.unwrap_or_default(),
            a_int32: a_int32.unwrap_or_default(),
            a_sint32: a_sint32.unwrap_or_default(),
            a_sfixed32: a_sfixed32.unwrap_or_default(),
            a_uint32: a_uint32.unwrap_or_default(),
            a_fixed32: a_fixed32.unwrap_or_default(),
            a_int64: a_int64.unwrap_or_default(),
            a_sint64: a_sint64.unwrap_or_default(),
            a_sfixed64: a_sfixed64.unwrap_or_default(),
            a_uint64: a_uint64.unwrap_or_default(),
            a_fixed64: a_fixed64.unwrap_or_default(),
            a_float: a_float.unwrap_or_default(),
            a_double: a_double.unwrap_or_default(),
            a_bytes: a_bytes.unwrap_or_default(),
            a_color: a_color.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("aString", &self.a_string)?;
        object.implicit("aBool", &self.a_bool)?;
        object.implicit("aInt32", &self.a_int32)?;
        object.implicit("aSint32", &self.a_sint32)?;
        object.implicit("aSfixed32", &self.a_sfixed32)?;
        object.implicit("aUint32", &self.a_uint32)?;
        object.implicit("aFixed32", &self.a_fixed32)?;
        object.implicit("aInt64", &self.a_int64)?;
        object.implicit("aSint64", &self.a_sint64)?;
        object.implicit("aSfixed64", &self.a_sfixed64)?;
        object.implicit("aUint64", &self.a_uint64)?;
        object.implicit("aFixed64", &self.a_fixed64)?;
        object.implicit("aFloat", &self.a_float)?;
        object.implicit("aDouble", &self.a_double)?;
        object.implicit("aBytes", &self.a_bytes)?;
        object.implicit("aColor", &self.a_color)
    }
}

protojson::message!(Implicit);

impl Implicit {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Implicit {
    fn check(&self, checker: &mut Checker) {
        checker.field("aColor", &self.a_color);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Implicit",
    fields: &[
        FieldInfo::new(
            "aString",
            "a_string",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("aBool", "a_bool", Presence::Implicit, Shape::Single, Kind::Bool),
        FieldInfo::new(
            "aInt32",
            "a_int32",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aSint32",
            "a_sint32",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aSfixed32",
            "a_sfixed32",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aUint32",
            "a_uint32",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aFixed32",
            "a_fixed32",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aInt64",
            "a_int64",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aSint64",
            "a_sint64",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aSfixed64",
            "a_sfixed64",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aUint64",
            "a_uint64",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aFixed64",
            "a_fixed64",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "aFloat",
            "a_float",
            Presence::Implicit,
            Shape::Single,
            Kind::Float,
        ),
        FieldInfo::new(
            "aDouble",
            "a_double",
            Presence::Implicit,
            Shape::Single,
            Kind::Float,
        ),
        FieldInfo::new(
            "aBytes",
            "a_bytes",
            Presence::Implicit,
            Shape::Single,
            Kind::Bytes,
        ),
        FieldInfo::new(
            "aColor",
            "a_color",
            Presence::Implicit,
            Shape::Single,
            Kind::Enum("COLOR_UNSPECIFIED"),
        ),
    ],
};
