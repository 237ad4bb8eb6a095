//! JSON Schemas that the Rust types say of themselves, for `schemars`.
//!
//! The generated code names the members and shows where each is in the type; what a member looks like follows from
//! its Rust type. So a test can hold the types against the schema that they were generated from.

use crate::Timestamp;
use bytes::Bytes;
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A type that can stand in a field, by its form on the wire.
pub trait Describe {
    /// The schema of a value.
    fn describe(generator: &mut SchemaGenerator) -> Schema;
}

/// Implements [`Describe`] for a type that implements `schemars::JsonSchema`.
#[macro_export]
#[doc(hidden)]
macro_rules! __named {
    ($type:ty) => {
        impl $crate::json_schema::Describe for $type {
            fn describe(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                generator.subschema_for::<Self>()
            }
        }
    };
}

pub use crate::__named as named;

macro_rules! describe {
    ($($type:ty => $schema:tt),* $(,)?) => {
        $(impl Describe for $type {
            fn describe(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        })*
    };
}

describe! {
    String => { "type": "string" },
    bool => { "type": "boolean" },
    i32 => { "type": "integer", "format": "int32" },
    u32 => { "type": "integer", "format": "uint32" },
    i64 => { "type": "string", "format": "int64" },
    u64 => { "type": "string", "format": "uint64" },
    f32 => { "type": ["number", "string"], "format": "float" },
    f64 => { "type": ["number", "string"], "format": "double" },
    Bytes => { "type": "string", "contentEncoding": "base64" },
    Timestamp => { "type": "string", "format": "date-time" },
    Map<String, Value> => { "type": "object" },
    Value => {},
}

impl<T: Describe> Describe for Box<T> {
    fn describe(generator: &mut SchemaGenerator) -> Schema {
        T::describe(generator)
    }
}

impl<T: Describe> Describe for Vec<T> {
    fn describe(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": T::describe(generator) })
    }
}

impl<T: Describe> Describe for BTreeMap<String, T> {
    fn describe(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": T::describe(generator) })
    }
}

/// The schema of a message in the making.
#[derive(Debug)]
pub struct Object<'a> {
    generator: &'a mut SchemaGenerator,
    properties: Map<String, Value>,
    required: Vec<Value>,
    choices: Vec<Value>,
}

impl<'a> Object<'a> {
    /// A message without fields.
    #[must_use]
    pub fn new(generator: &'a mut SchemaGenerator) -> Self {
        Self {
            generator,
            properties: Map::new(),
            required: Vec::new(),
            choices: Vec::new(),
        }
    }

    /// A field that is always on the wire.
    #[must_use]
    pub fn required<M, T: Describe>(mut self, name: &str, field: fn(&M) -> &T) -> Self {
        self.required.push(name.into());
        self.implicit(name, field)
    }

    /// A field that is on the wire unless it has its default value.
    #[must_use]
    pub fn implicit<M, T: Describe>(mut self, name: &str, _: fn(&M) -> &T) -> Self {
        self.properties
            .insert(name.to_owned(), T::describe(self.generator).into());
        self
    }

    /// A field that is on the wire if it was set.
    #[must_use]
    pub fn optional<M, T: Describe>(mut self, name: &str, _: fn(&M) -> &Option<T>) -> Self {
        self.properties
            .insert(name.to_owned(), T::describe(self.generator).into());
        self
    }

    /// A oneof: exactly one of its members is on the wire.
    #[must_use]
    pub fn one_of(mut self, members: impl FnOnce(Choice<'_>) -> Choice<'_>) -> Self {
        let choice = Choice {
            generator: self.generator,
            properties: &mut self.properties,
            names: Vec::new(),
        };
        let names = members(choice).names;
        let required: Vec<Value> = names
            .into_iter()
            .map(|name| serde_json::json!({ "required": [name] }))
            .collect();
        self.choices.push(required.into());
        self
    }

    /// The schema.
    #[must_use]
    pub fn finish(self) -> Schema {
        let mut schema = json_schema!({
            "type": "object",
            "properties": self.properties,
            "additionalProperties": false,
        });
        if !self.required.is_empty() {
            schema.insert("required".to_owned(), self.required.into());
        }
        match <[Value; 1]>::try_from(self.choices) {
            Ok([choice]) => {
                schema.insert("oneOf".to_owned(), choice);
            }
            Err(choices) if !choices.is_empty() => {
                let all: Vec<Value> = choices
                    .into_iter()
                    .map(|choice| serde_json::json!({ "oneOf": choice }))
                    .collect();
                schema.insert("allOf".to_owned(), all.into());
            }
            Err(_) => {}
        }
        schema
    }
}

/// A oneof in the making.
#[derive(Debug)]
pub struct Choice<'a> {
    generator: &'a mut SchemaGenerator,
    properties: &'a mut Map<String, Value>,
    names: Vec<String>,
}

impl Choice<'_> {
    /// A member, with the variant that holds it.
    #[must_use]
    pub fn member<M, T: Describe>(mut self, name: &str, _: fn(T) -> M) -> Self {
        self.properties
            .insert(name.to_owned(), T::describe(self.generator).into());
        self.names.push(name.to_owned());
        self
    }
}

/// The schema of an enum.
#[must_use]
pub fn enumeration(names: &[&str]) -> Schema {
    json_schema!({ "type": "string", "enum": names })
}
