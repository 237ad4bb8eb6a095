//! ProtoJSON: what generated types accept and emit on the wire (§5.5, §5.6, §5.7).
//!
//! Reading is as wide as ProtoJSON demands: camelCase and snake_case names, `null` as absent, integers as
//! numbers, strings or `5.0`, enum values by name or number, base64 in both alphabets with or without padding,
//! unknown fields. Writing is canonical only. The generated code says which fields there are; everything that
//! holds for all of them is here.

mod enumeration;
mod json;
mod message;
mod oneof;
mod scalar;

pub use enumeration::{Enumeration, UnknownEnum};
pub use message::{Fields, Message, Object};
pub use oneof::{Oneof, UnknownMember};

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// A type that can stand in a field of a message.
pub trait ProtoJson: Sized {
    /// Reads a value that is not `null`.
    ///
    /// # Errors
    /// The JSON is not a form that ProtoJSON accepts for the type.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Reads a value where `null` means that the field is absent.
    ///
    /// # Errors
    /// The JSON is neither `null` nor a form that ProtoJSON accepts for the type.
    fn read_nullable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_option(Nullable(PhantomData))
    }

    /// Writes the canonical form.
    ///
    /// # Errors
    /// The serializer failed.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Whether this is the value that an absent field of implicit presence has: such a field is not written.
    fn is_default(&self) -> bool {
        false
    }

    /// Whether it is `null` on the wire, which only any JSON value can be.
    fn is_null(&self) -> bool {
        false
    }
}

/// Implements serde's traits and [`ProtoJson`] for a type that implements [`Message`].
#[macro_export]
#[doc(hidden)]
macro_rules! __message {
    ($type:ty) => {
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::protojson::write_message(self, serializer)
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::protojson::read_message(deserializer)
            }
        }
        $crate::__via_serde!($type);
    };
}

/// Implements serde's traits and [`ProtoJson`] for a type that implements [`Enumeration`].
#[macro_export]
#[doc(hidden)]
macro_rules! __enumeration {
    ($type:ty) => {
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::protojson::write_enumeration(self, serializer)
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::protojson::read_enumeration(deserializer)
            }
        }
        $crate::__via_serde!($type, |value: &Self| {
            *value == <Self as ::std::default::Default>::default()
        });
        impl ::std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::protojson::display_enumeration(self, formatter)
            }
        }
    };
}

/// Implements [`ProtoJson`] for a type whose serde implementation already is ProtoJSON.
#[macro_export]
#[doc(hidden)]
macro_rules! __via_serde {
    ($type:ty) => {
        $crate::__via_serde!($type, |_: &Self| false);
    };
    ($type:ty, $is_default:expr) => {
        impl $crate::protojson::ProtoJson for $type {
            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                ::serde::Deserialize::deserialize(deserializer)
            }
            fn write<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(self, serializer)
            }
            fn is_default(&self) -> bool {
                ($is_default)(self)
            }
        }
    };
}

pub use crate::{__enumeration as enumeration, __message as message};

#[doc(hidden)]
pub use enumeration::{display_enumeration, read_enumeration, write_enumeration};
#[doc(hidden)]
pub use message::{read_message, write_message};

/// Stands for a secret in `Debug` output: whether there is one, and not what it is.
#[doc(hidden)]
pub fn redacted<T: Default + PartialEq>(secret: &T) -> fmt::Arguments<'static> {
    if *secret == T::default() {
        format_args!("[none]")
    } else {
        format_args!("[redacted]")
    }
}

/// Lends a [`ProtoJson`] value to a serde serializer.
struct Wire<'a, T>(&'a T);

impl<T: ProtoJson> Serialize for Wire<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// Takes a [`ProtoJson`] value from a serde deserializer.
struct Owned<T>(T);

impl<'de, T: ProtoJson> Deserialize<'de> for Owned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Owned)
    }
}

struct Nullable<T>(PhantomData<T>);

impl<'de, T: ProtoJson> Visitor<'de> for Nullable<T> {
    type Value = Option<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::read(deserializer).map(Some)
    }
}
