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
///
/// Where there are several, the one that says most is meant, in whatever order they stand: a value, else a member
/// that the schema does not have, else an empty value, else `null`. Two that say as much exclude each other.
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
    weight: Weight,
    /// Another member that says as much.
    rival: Option<&'static str>,
}

/// How much a member says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Null,
    Empty,
    Value,
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
    pub fn set<V: ProtoJson>(&mut self, name: &'static str, value: Option<V>, wrap: impl FnOnce(V) -> T) {
        let Some(value) = value else { return };
        let weight = match &value {
            null if null.is_null() => Weight::Null,
            empty if empty.is_default() => Weight::Empty,
            _ => Weight::Value,
        };
        match &mut self.chosen {
            Some(other) if other.name != name && other.weight > weight => {}
            Some(other) if other.name != name && other.weight == weight => other.rival = Some(name),
            _ => {
                self.chosen = Some(Chosen {
                    name,
                    value: wrap(value),
                    weight,
                    rival: None,
                });
            }
        }
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

    /// The member that was meant.
    ///
    /// # Errors
    /// There was none, not even an unknown one, or there were two.
    pub fn finish<E: Error>(self, wrap: impl FnOnce(UnknownMember) -> T) -> Result<T, E> {
        match self.chosen {
            Some(Chosen { weight, .. }) if weight < Weight::Value && !self.unknown.is_empty() => {
                Ok(wrap(UnknownMember(self.unknown)))
            }
            Some(Chosen {
                name,
                rival: Some(rival),
                ..
            }) => Err(E::custom(format_args!(
                "`{name}` and `{rival}` exclude each other, and both are there"
            ))),
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
