//! A version of the protocol as plain data: what a definition says, whatever form it has.

/// A version of the protocol.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Schema {
    /// `Major.Minor`.
    pub version: String,
    /// The name of the protocol buffer package.
    pub package: String,
    /// The name of the service.
    pub service: String,
    /// Where the facts come from.
    pub source: Source,
    /// The messages by name.
    pub messages: Vec<Message>,
    /// The enums by name.
    pub enums: Vec<Enum>,
    /// The operations in the order of the definition.
    pub operations: Vec<Operation>,
    /// The errors in the order of their table.
    pub errors: Vec<ErrorCode>,
}

impl Schema {
    /// The message with this name.
    #[must_use]
    pub fn message(&self, name: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.name == name)
    }

    /// The enum with this name.
    #[must_use]
    pub fn enumeration(&self, name: &str) -> Option<&Enum> {
        self.enums.iter().find(|one| one.name == name)
    }
}

/// Where the facts of a schema come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The name of the file.
    pub file: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A message.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message {
    /// The specification's name.
    pub name: String,
    /// What it is, for people.
    pub description: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// The fields by number.
    pub fields: Vec<Field>,
    /// The groups of fields of which exactly one is set, by the number of their first member.
    pub oneofs: Vec<Oneof>,
}

impl Message {
    /// The fields of a oneof.
    pub fn members<'a>(&'a self, oneof: &'a str) -> impl Iterator<Item = &'a Field> {
        self.fields
            .iter()
            .filter(move |field| matches!(&field.presence, Presence::Oneof(name) if name == oneof))
    }

    /// Brings the oneofs into the order of their first members, whatever order the definition had.
    pub(crate) fn sort_oneofs(&mut self) {
        let mut oneofs = std::mem::take(&mut self.oneofs);
        oneofs.sort_by_key(|oneof| self.members(&oneof.name).map(|field| field.number).min());
        self.oneofs = oneofs;
    }
}

/// A group of fields of which exactly one is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oneof {
    /// The name in the definition.
    pub name: String,
    /// What it is, for people.
    pub description: Option<String>,
}

/// A field of a message.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The JSON name.
    pub name: String,
    /// The name in the protocol buffer definition.
    pub proto_name: String,
    /// The field number.
    pub number: u32,
    /// What it is, for people.
    pub description: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// When it is on the wire.
    pub presence: Presence,
    /// How many values it holds.
    pub shape: Shape,
    /// What each value is.
    pub kind: Type,
    /// What is demanded of the value beyond its type.
    pub limits: Limits,
    /// Whether it must not be printed.
    pub secret: bool,
}

/// When a field is on the wire (§5.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Required,
    /// If it was set, be it to the default value.
    Optional,
    /// If it is not the default value.
    Implicit,
    /// If it is the member of this oneof that was set.
    Oneof(String),
}

/// How many values a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One.
    Single,
    /// A list.
    Repeated,
    /// A map with string keys.
    Map,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// A truth value.
    Bool,
    /// A signed 32-bit integer.
    Int32,
    /// An unsigned 32-bit integer.
    Uint32,
    /// A signed 64-bit integer.
    Int64,
    /// An unsigned 64-bit integer.
    Uint64,
    /// A 32-bit floating-point number.
    Float,
    /// A 64-bit floating-point number.
    Double,
    /// Bytes.
    Bytes,
    /// A point in time.
    Timestamp,
    /// Any JSON object.
    Struct,
    /// Any JSON value.
    Value,
    /// A message or an enum of the schema.
    Named(String),
}

/// What is demanded of a value beyond its type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// The string must not be empty, the list must have an element, the enum must not be its zero value.
    pub not_default: bool,
    /// The least number.
    pub minimum: Option<i64>,
    /// The greatest number.
    pub maximum: Option<i64>,
}

/// An enum.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Enum {
    /// The specification's name.
    pub name: String,
    /// What it is, for people.
    pub description: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// The values in the order of the definition. The first has the number 0 and is the default; where several
    /// have one number, the first of them is written.
    pub values: Vec<EnumValue>,
    /// Sets of values that the prose gives a name.
    pub groups: Vec<Group>,
}

/// A set of values of an enum that the prose gives a name: the terminal states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// The name, an adjective.
    pub name: String,
    /// What the values have in common, for people; it completes "Whether".
    pub description: String,
    /// The names of the values.
    pub values: Vec<String>,
}

/// A value of an enum.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnumValue {
    /// The name on the wire.
    pub name: String,
    /// The number.
    pub number: i32,
    /// What it is, for people.
    pub description: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
}

/// An operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Operation {
    /// The JSON-RPC method, and the name in the specification.
    pub name: String,
    /// What it does, for people.
    pub description: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// The message that the request carries.
    pub request: String,
    /// The message that the response carries; `None` for an empty one.
    pub response: Option<String>,
    /// Whether the response is a stream.
    pub streaming: bool,
    /// The HTTP+JSON routes.
    pub routes: Vec<Route>,
    /// Whether every agent has it; if not, it has a default in the handler.
    pub required: bool,
    /// The capability of the agent that it needs.
    pub capability: Option<String>,
    /// The error of an agent that does not have it.
    pub unsupported: Option<String>,
}

/// An HTTP+JSON route.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Route {
    /// The HTTP method.
    pub verb: String,
    /// The path, with the fields of the request by JSON name in braces.
    pub path: String,
    /// Whether the body carries the other fields; otherwise the query does.
    pub has_body: bool,
}

/// An error that has a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorCode {
    /// The specification's name, ending in `Error`.
    pub name: String,
    /// What it means, for people.
    pub description: Option<String>,
    /// The JSON-RPC code.
    pub json_rpc_code: i64,
    /// The HTTP status.
    pub http_status: u16,
    /// The gRPC status.
    pub grpc_status: String,
    /// The reason in `google.rpc.ErrorInfo`.
    pub reason: Option<String>,
}
