//! Messages: JSON objects whose fields the generated code names.

use super::{ProtoJson, Wire};
use crate::protocol::MessageInfo;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A message of the protocol.
pub trait Message: Sized {
    /// What the schema says about the message.
    const INFO: &'static MessageInfo;

    /// Reads the members of a JSON object.
    ///
    /// # Errors
    /// A member has a wrong form, or one that has no default is missing.
    fn read_fields<'de, A: MapAccess<'de>>(fields: Fields<'de, A>) -> Result<Self, A::Error>;

    /// Writes the members of a JSON object.
    ///
    /// # Errors
    /// The serializer failed.
    fn write_fields<M: SerializeMap>(&self, object: &mut Object<M>) -> Result<(), M::Error>;
}

/// The members of a JSON object that is being read.
#[derive(Debug)]
pub struct Fields<'de, A> {
    map: A,
    lifetime: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> Fields<'de, A> {
    /// The name of the next member.
    ///
    /// # Errors
    /// The JSON is broken here.
    pub fn next_name(&mut self) -> Result<Option<Cow<'de, str>>, A::Error> {
        self.map.next_key_seed(Name)
    }

    /// The value of the member whose name was just read; `None` for a `null` that means absent.
    ///
    /// # Errors
    /// The value has a form that the type does not accept.
    pub fn value<T: ProtoJson>(&mut self) -> Result<Option<T>, A::Error> {
        self.map.next_value_seed(Value(PhantomData))
    }

    /// Passes over the value of an unknown member (§5.7).
    ///
    /// # Errors
    /// The JSON is broken here.
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.map.next_value::<IgnoredAny>().map(drop)
    }
}

/// A JSON object that is being written.
#[derive(Debug)]
pub struct Object<M> {
    map: M,
}

impl<M: SerializeMap> Object<M> {
    /// Writes a member whatever its value.
    ///
    /// # Errors
    /// The serializer failed.
    pub fn required<T: ProtoJson>(&mut self, name: &'static str, value: &T) -> Result<(), M::Error> {
        self.map.serialize_entry(name, &Wire(value))
    }

    /// Writes a member of implicit presence: not if it has the default value.
    ///
    /// # Errors
    /// The serializer failed.
    pub fn implicit<T: ProtoJson>(&mut self, name: &'static str, value: &T) -> Result<(), M::Error> {
        if value.is_default() {
            Ok(())
        } else {
            self.required(name, value)
        }
    }

    /// Writes a member of explicit presence if it is there, be it the default value.
    ///
    /// # Errors
    /// The serializer failed.
    pub fn optional<T: ProtoJson>(&mut self, name: &'static str, value: &Option<T>) -> Result<(), M::Error> {
        value.as_ref().map_or(Ok(()), |value| self.required(name, value))
    }

    pub(super) fn raw(&mut self, name: &str, value: &serde_json::Value) -> Result<(), M::Error> {
        self.map.serialize_entry(name, value)
    }
}

/// Reads a message.
///
/// # Errors
/// See [`Message::read_fields`].
pub fn read_message<'de, T: Message, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Members(PhantomData))
}

/// Writes a message.
///
/// # Errors
/// The serializer failed.
pub fn write_message<T: Message, S: Serializer>(message: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut object = Object {
        map: serializer.serialize_map(None)?,
    };
    message.write_fields(&mut object)?;
    object.map.end()
}

struct Members<T>(PhantomData<T>);

impl<'de, T: Message> Visitor<'de> for Members<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a JSON object ({})", T::INFO.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read_fields(Fields {
            map,
            lifetime: PhantomData,
        })
    }
}

struct Value<T>(PhantomData<T>);

impl<'de, T: ProtoJson> DeserializeSeed<'de> for Value<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::read_nullable(deserializer)
    }
}

/// Reads a member name, borrowed from the input wherever that has no escape in it.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a member name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }

    fn visit_string<E>(self, name: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name))
    }
}
