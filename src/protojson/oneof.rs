//! Oneofs: exactly one member on the wire, with tolerance for the empty placeholders that some peers send
//! beside it.

use super::{Fields, Object, ProtoJson};
use serde::de::{Error, MapAccess};
use serde::ser::SerializeMap;
use serde_json::{Map, Value};
use std::fmt;

/// A oneof member that this version of the schema does not have.
///
/// It holds every unknown member of the object, since any of them may be the one that was meant, and writes them
/// back as received. A client can pass it on; a server refuses it in requests.
#[derive(Debug, Clone, PartialEq)]
pub struct UnknownMember(Map<String, Value>);

impl UnknownMember {
    /// The unknown members, by name.
    #[must_use]
    pub fn members(&self) -> &Map<String, Value> {
        &self.0
    }

    /// Writes the members back.
    ///
    /// # Errors
    /// The serializer failed.
    pub fn write_fields<M: SerializeMap>(&self, object: &mut Object<M>) -> Result<(), M::Error> {
        self.0
            .iter()
            .try_for_each(|(name, value)| object.raw(name, value))
    }
}

impl fmt::Display for UnknownMember {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.0.keys().map(|name| format!("`{name}`")).collect();
        formatter.write_str(&names.join(", "))
    }
}

/// Collects the members of a oneof while an object is read.
#[derive(Debug)]
pub struct Oneof<T> {
    /// The names that the schema has, for the error where none is there.
    known: &'static [&'static str],
    chosen: Option<Chosen<T>>,
    unknown: Map<String, Value>,
}

#[derive(Debug)]
struct Chosen<T> {
    name: &'static str,
    value: T,
    /// Whether it gives way to a member that is not empty.
    is_placeholder: bool,
}

impl<T> Oneof<T> {
    /// A oneof of which nothing has been read.
    #[must_use]
    pub fn new(known: &'static [&'static str]) -> Self {
        Self {
            known,
            chosen: None,
            unknown: Map::new(),
        }
    }

    /// Takes a member; `None` (a `null` that means absent) changes nothing.
    ///
    /// # Errors
    /// Another member is there, and neither is an empty placeholder.
    pub fn set<V: ProtoJson, E: Error>(
        &mut self,
        name: &'static str,
        value: Option<V>,
        wrap: impl FnOnce(V) -> T,
    ) -> Result<(), E> {
        let Some(value) = value else { return Ok(()) };
        let is_placeholder = value.is_default();
        match &self.chosen {
            Some(other) if other.name != name && other.is_placeholder == is_placeholder => {
                return Err(E::custom(format_args!(
                    "`{}` and `{name}` exclude each other, and both are there",
                    other.name
                )));
            }
            Some(other) if other.name != name && is_placeholder => return Ok(()),
            _ => {}
        }
        self.chosen = Some(Chosen {
            name,
            value: wrap(value),
            is_placeholder,
        });
        Ok(())
    }

    /// Takes a member that the schema does not have.
    ///
    /// # Errors
    /// The JSON is broken here.
    pub fn set_unknown<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        fields: &mut Fields<'de, A>,
    ) -> Result<(), A::Error> {
        if let Some(value) = fields.value::<Value>()?.filter(|value| !value.is_null()) {
            self.unknown.insert(name.to_owned(), value);
        }
        Ok(())
    }

    /// Hands the unknown members on to another oneof of the message: where this one has a member, they cannot be
    /// its own.
    pub fn pass_unknown<U>(&mut self, other: &mut Oneof<U>) {
        if self.chosen.is_some() {
            other.unknown.append(&mut self.unknown);
        }
    }

    /// The member that was there.
    ///
    /// # Errors
    /// There was none, not even an unknown one.
    pub fn finish<E: Error>(self, wrap: impl FnOnce(UnknownMember) -> T) -> Result<T, E> {
        match self.chosen {
            Some(chosen) => Ok(chosen.value),
            None if !self.unknown.is_empty() => Ok(wrap(UnknownMember(self.unknown))),
            None => {
                let known: Vec<_> = self.known.iter().map(|name| format!("`{name}`")).collect();
                Err(E::custom(format_args!(
                    "exactly one of {} is required, and none is there",
                    known.join(", ")
                )))
            }
        }
    }
}
