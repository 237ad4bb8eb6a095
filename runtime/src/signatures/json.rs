//! JSON that says one thing only: duplicate members are refused, at any depth.
//!
//! Readers differ in which of two members of one name they believe. A signature over one reading must not vouch for
//! the other.

use super::error::excerpt;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Reads a document. Lone surrogates, numbers beyond the range of a double and a nesting deeper than 127 are errors
/// of `serde_json`'s.
pub(super) fn parse(json: &[u8]) -> Result<Value, serde_json::Error> {
    serde_json::from_slice::<Exact>(json).map(|exact| exact.0)
}

struct Exact(Value);

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Document).map(Self)
    }
}

struct Document;

impl<'de> Visitor<'de> for Document {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        // Always finite: the parser has refused what is not.
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut input: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Exact(item)) = input.next_element()? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = input.next_key::<String>()? {
            // By such names `serde_json` passes numbers and raw JSON through itself, so `Value` reads a member of
            // this name as something else. Numbers come like this where a program has switched on
            // `arbitrary_precision`: better no signature than one over a string.
            if name.starts_with("$serde_json::private::") {
                return Err(A::Error::custom(
                    "a member name starts with `$serde_json::private::`, as numbers with a fraction do where \
                     `arbitrary_precision` of `serde_json` is on: switch it off",
                ));
            }
            if members.contains_key(&name) {
                return Err(A::Error::custom(format_args!(
                    "the member `{}` is there twice",
                    excerpt(&name)
                )));
            }
            let Exact(value) = input.next_value()?;
            members.insert(name, value);
        }
        Ok(members.into())
    }
}
