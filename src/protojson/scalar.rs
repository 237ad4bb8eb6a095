//! Scalars, lists and maps.

use super::json::{read_object, read_value};
use super::{Owned, ProtoJson, Wire};
use crate::decode::cut;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::ser::Serializer;
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

impl ProtoJson for String {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

impl ProtoJson for bool {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bool::deserialize(deserializer)
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }
    fn is_default(&self) -> bool {
        !*self
    }
}

/// Integers: a number without a fraction (`5`, `5.0`) or a string of one. 64-bit ones are written as strings,
/// since many readers of JSON lose digits beyond 2^53.
macro_rules! integer {
    ($type:ty, $write:expr) => {
        impl ProtoJson for $type {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Integer(PhantomData))
            }
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $write(*self, serializer)
            }
            fn is_default(&self) -> bool {
                *self == 0
            }
        }
    };
}

integer!(i32, |value, serializer: S| serializer.serialize_i32(value));
integer!(u32, |value, serializer: S| serializer.serialize_u32(value));
integer!(i64, |value: i64, serializer: S| serializer.collect_str(&value));
integer!(u64, |value: u64, serializer: S| serializer.collect_str(&value));

/// The integer that a JSON number with a fraction or exponent stands for, if it is one.
pub(super) fn integral(number: f64) -> Option<i64> {
    // Both bounds are exact in binary; the upper one itself is out of range.
    const BOUND: f64 = 9_223_372_036_854_775_808.0;
    (number.fract() == 0.0 && (-BOUND..BOUND).contains(&number)).then_some(number as i64)
}

struct Integer<T>(PhantomData<T>);

impl<T: TryFrom<i64> + TryFrom<u64>> Visitor<'_> for Integer<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "an integer ({}) as a number or a string",
            std::any::type_name::<T>()
        )
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        match integral(number) {
            Some(number) => self.visit_i64(number),
            None => Err(E::invalid_value(Unexpected::Float(number), &self)),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        let number = number(text).ok_or_else(|| E::invalid_value(Unexpected::Str(&cut(text)), &self))?;
        if let Some(number) = number.as_i64() {
            return self.visit_i64(number);
        }
        match number.as_u64() {
            Some(number) => self.visit_u64(number),
            None => self.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
        }
    }
}

/// The number that a string holds, by the grammar of JSON: no `+5`, `05`, `.5` or white space.
fn number(text: &str) -> Option<Number> {
    serde_json::from_str(text)
        .ok()
        .filter(|_| text.trim_ascii().len() == text.len())
}

/// Floating-point numbers: a number, a string of one, or one of `NaN`, `Infinity`, `-Infinity`.
macro_rules! float {
    ($type:ty, $write:ident) => {
        impl ProtoJson for $type {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #[allow(clippy::unnecessary_cast, reason = "the macro serves both widths")]
                let number = deserializer.deserialize_any(Float)?;
                let nearest = number as $type;
                if nearest.is_infinite() && number.is_finite() {
                    return Err(Error::invalid_value(Unexpected::Float(number), &Float));
                }
                Ok(nearest)
            }
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match *self {
                    number if number.is_nan() => serializer.serialize_str("NaN"),
                    number if number == <$type>::INFINITY => serializer.serialize_str("Infinity"),
                    number if number == <$type>::NEG_INFINITY => serializer.serialize_str("-Infinity"),
                    number => serializer.$write(number),
                }
            }
            fn is_default(&self) -> bool {
                // Minus zero is not the default: its bits differ.
                self.to_bits() == 0
            }
        }
    };
}

float!(f64, serialize_f64);
float!(f32, serialize_f32);

struct Float;

impl Visitor<'_> for Float {
    type Value = f64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number, a string of one, \"NaN\", \"Infinity\" or \"-Infinity\"")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<f64, E> {
        Ok(number as f64)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<f64, E> {
        Ok(number as f64)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<f64, E> {
        Ok(number)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<f64, E> {
        match text {
            "NaN" => Ok(f64::NAN),
            "Infinity" => Ok(f64::INFINITY),
            "-Infinity" => Ok(f64::NEG_INFINITY),
            _ => number(text)
                .and_then(|number| number.as_f64())
                .filter(|number| number.is_finite())
                .ok_or_else(|| E::invalid_value(Unexpected::Str(&cut(text)), &self)),
        }
    }
}

/// Padded standard base64 is what is written; what is read may lack the padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

impl ProtoJson for Bytes {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Base64)
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&base64::display::Base64Display::new(self, &BASE64))
    }
    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

struct Base64;

impl Visitor<'_> for Base64 {
    type Value = Bytes;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("bytes in base64")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Bytes, E> {
        // The URL-safe alphabet differs in two letters.
        let standard = text
            .contains(['-', '_'])
            .then(|| text.replace('-', "+").replace('_', "/"));
        BASE64
            .decode(standard.as_deref().unwrap_or(text))
            .map(Bytes::from)
            .map_err(|reason| E::custom(format_args!("not base64: {reason}")))
    }
}

/// Any JSON value: here `null` is a value, not an absent field.
impl ProtoJson for Value {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_value(deserializer)
    }
    fn read_nullable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Self::read(deserializer).map(Some)
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(self, serializer)
    }
    fn is_default(&self) -> bool {
        Value::is_null(self)
    }
    fn is_null(&self) -> bool {
        Value::is_null(self)
    }
}

/// A JSON object.
impl ProtoJson for Map<String, Value> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_object(deserializer)
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(self, serializer)
    }
}

impl<T: ProtoJson> ProtoJson for Box<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Box::new)
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::write(self, serializer)
    }
    fn is_default(&self) -> bool {
        T::is_default(self)
    }
}

impl<T: ProtoJson> ProtoJson for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Owned<T>>::deserialize(deserializer)?
            .into_iter()
            .map(|item| item.0)
            .collect())
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Wire))
    }
    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

impl<T: ProtoJson> ProtoJson for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = BTreeMap::<String, Owned<T>>::deserialize(deserializer)?;
        Ok(entries.into_iter().map(|(key, value)| (key, value.0)).collect())
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Wire(value))))
    }
    fn is_default(&self) -> bool {
        self.is_empty()
    }
}
