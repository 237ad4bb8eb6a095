//! Enums: strings on the wire, numbers accepted, unknown values kept (§5.5).

use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::ser::Serializer;
use std::fmt;
use std::marker::PhantomData;

/// An enum of the protocol.
pub trait Enumeration: Sized + Default + PartialEq {
    /// The specification's name of the enum.
    const NAME: &'static str;

    /// The value with this name, if the schema has it.
    fn from_name(name: &str) -> Option<Self>;

    /// The value with this number, if the schema has it.
    fn from_number(number: i32) -> Option<Self>;

    /// Wraps a value that the schema does not have.
    fn from_unknown(value: UnknownEnum) -> Self;

    /// The name of a value that the schema has, or else the unknown value.
    ///
    /// # Errors
    /// The value is one that the schema does not have.
    fn name(&self) -> Result<&'static str, &UnknownEnum>;
}

/// An enum value that this version of the schema does not have.
///
/// It is kept as received and written back the same way. A client can pass it on or print it; a server refuses
/// it in requests.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownEnum(Received);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Received {
    Name(Box<str>),
    Number(i32),
}

impl fmt::Display for UnknownEnum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Received::Name(name) => formatter.write_str(name),
            Received::Number(number) => write!(formatter, "{number}"),
        }
    }
}

/// Reads an enum value by name or number.
///
/// # Errors
/// The JSON is neither a string nor a 32-bit integer.
pub fn read_enumeration<'de, T: Enumeration, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(NameOrNumber(PhantomData))
}

/// Writes an enum value by name; an unknown one as it was received.
///
/// # Errors
/// The serializer failed.
pub fn write_enumeration<T: Enumeration, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    match value.name() {
        Ok(name) => serializer.serialize_str(name),
        Err(UnknownEnum(Received::Name(name))) => serializer.serialize_str(name),
        Err(UnknownEnum(Received::Number(number))) => serializer.serialize_i32(*number),
    }
}

/// Prints an enum value as it stands on the wire.
///
/// # Errors
/// The formatter failed.
pub fn display_enumeration<T: Enumeration>(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value.name() {
        Ok(name) => formatter.write_str(name),
        Err(unknown) => fmt::Display::fmt(unknown, formatter),
    }
}

struct NameOrNumber<T>(PhantomData<T>);

impl<T: Enumeration> Visitor<'_> for NameOrNumber<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a {} name or number", T::NAME)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<T, E> {
        Ok(T::from_name(name).unwrap_or_else(|| T::from_unknown(UnknownEnum(Received::Name(name.into())))))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        let number =
            i32::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))?;
        Ok(T::from_number(number).unwrap_or_else(|| T::from_unknown(UnknownEnum(Received::Number(number)))))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => Err(E::invalid_value(Unexpected::Unsigned(number), &self)),
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        match super::scalar::integral(number) {
            Some(number) => self.visit_i64(number),
            None => Err(E::invalid_value(Unexpected::Float(number), &self)),
        }
    }
}
