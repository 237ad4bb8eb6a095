//! What a protocol version consists of, as plain tables that the generated code fills.

use crate::error::ErrorInfo;
use std::fmt;

/// A version of the protocol.
#[derive(Debug)]
pub struct Protocol {
    /// `Major.Minor`, as `A2A-Version` carries it (§3.6).
    pub version: &'static str,
    /// Every operation, in the specification's order.
    pub methods: &'static [MethodInfo],
    /// Every error that has a name (§5.4, §9.5).
    pub errors: &'static [ErrorInfo],
    /// Every message.
    pub messages: &'static [&'static MessageInfo],
    /// The JSON Schema (2020-12) that all of this was generated from.
    pub schema: &'static str,
}

impl Protocol {
    /// The operation with this JSON-RPC name.
    #[must_use]
    pub fn method(&self, name: &str) -> Option<&'static MethodInfo> {
        self.methods.iter().find(|method| method.name == name)
    }

    /// The error with this name.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&'static ErrorInfo> {
        self.errors.iter().find(|error| error.name == name)
    }

    /// The message with this name.
    #[must_use]
    pub fn message(&self, name: &str) -> Option<&'static MessageInfo> {
        self.messages.iter().copied().find(|message| message.name == name)
    }
}

/// An operation.
#[derive(Debug)]
pub struct MethodInfo {
    /// The JSON-RPC method, and the name in the specification (§5.3).
    pub name: &'static str,
    /// The message that the request carries.
    pub request: &'static str,
    /// The message that the response carries, each event of it if `streaming`; `None` for an empty response.
    pub response: Option<&'static str>,
    /// Whether the response is a stream of events.
    pub streaming: bool,
    /// The HTTP+JSON routes, the preferred one first (§11.3).
    pub routes: &'static [Route],
    /// The capability of the agent that the operation needs (§3.3.4).
    pub capability: Option<&'static str>,
    /// The error, by its name, of an agent that does not have the operation; `None` where every agent must have it.
    pub unsupported: Option<&'static str>,
}

/// An HTTP+JSON route of an operation.
#[derive(Debug, PartialEq, Eq)]
pub struct Route {
    /// The HTTP method.
    pub verb: &'static str,
    /// What stands between the slashes of the path.
    pub segments: &'static [Segment],
    /// Whether the body carries the fields that the path does not; otherwise the query does.
    pub has_body: bool,
}

impl Route {
    /// A route whose other fields go into the query.
    #[must_use]
    pub const fn new(verb: &'static str, segments: &'static [Segment]) -> Self {
        Self {
            verb,
            segments,
            has_body: false,
        }
    }

    /// A route whose other fields go into the body.
    #[must_use]
    pub const fn with_body(verb: &'static str, segments: &'static [Segment]) -> Self {
        Self {
            verb,
            segments,
            has_body: true,
        }
    }
}

/// A segment of a route's path.
#[derive(Debug, PartialEq, Eq)]
pub enum Segment {
    /// Stands there as it is.
    Literal(&'static str),
    /// A field of the request by its JSON name, percent-encoded, and what follows it (`:cancel`).
    Field {
        /// The JSON name of the field.
        name: &'static str,
        /// Stands behind the value as it is; often empty.
        suffix: &'static str,
    },
}

impl Segment {
    /// A field and what follows its value.
    #[must_use]
    pub const fn field(name: &'static str, suffix: &'static str) -> Self {
        Self::Field { name, suffix }
    }
}

/// A message.
#[derive(Debug)]
pub struct MessageInfo {
    /// The specification's name.
    pub name: &'static str,
    /// Its fields by number.
    pub fields: &'static [FieldInfo],
}

impl MessageInfo {
    /// The field that a JSON member is, by either of its names.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldInfo> {
        self.fields
            .iter()
            .find(|field| field.name == name || field.proto_name == name)
    }
}

/// A field of a message.
#[derive(Debug)]
pub struct FieldInfo {
    /// The JSON name.
    pub name: &'static str,
    /// The name in the protocol buffer definition, which a receiver accepts too.
    pub proto_name: &'static str,
    /// When the field is on the wire.
    pub presence: Presence,
    /// Whether it holds one value, many, or many by name.
    pub shape: Shape,
    /// What each value is.
    pub kind: Kind,
}

impl FieldInfo {
    /// A field by its JSON name and its name in the protocol buffer definition.
    #[must_use]
    pub const fn new(
        name: &'static str,
        proto_name: &'static str,
        presence: Presence,
        shape: Shape,
        kind: Kind,
    ) -> Self {
        Self {
            name,
            proto_name,
            presence,
            shape,
            kind,
        }
    }
}

/// When a field is on the wire (§5.7); the rules for signing follow from it (§8.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Required,
    /// If it was set, be it to the default value.
    Optional,
    /// If it is not the default value.
    Implicit,
    /// If it is the member of this oneof that was set.
    Oneof(&'static str),
}

/// How many values a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One.
    Single,
    /// A JSON array.
    Repeated,
    /// A JSON object.
    Map,
}

/// What a value is.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A JSON string.
    String,
    /// `true` or `false`.
    Bool,
    /// An integer; 64-bit ones are JSON strings.
    Integer,
    /// A floating-point number.
    Float,
    /// Base64 in a JSON string.
    Bytes,
    /// An RFC 3339 timestamp in a JSON string.
    Timestamp,
    /// Any JSON object.
    Struct,
    /// Any JSON value.
    Value,
    /// An enum, given by the name of its zero value, which is the default.
    Enum(&'static str),
    /// A message.
    Message(&'static MessageInfo),
}

/// Messages by name only: they can contain themselves.
impl fmt::Debug for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => formatter.write_str("String"),
            Self::Bool => formatter.write_str("Bool"),
            Self::Integer => formatter.write_str("Integer"),
            Self::Float => formatter.write_str("Float"),
            Self::Bytes => formatter.write_str("Bytes"),
            Self::Timestamp => formatter.write_str("Timestamp"),
            Self::Struct => formatter.write_str("Struct"),
            Self::Value => formatter.write_str("Value"),
            Self::Enum(zero) => formatter.debug_tuple("Enum").field(zero).finish(),
            Self::Message(message) => formatter.debug_tuple("Message").field(&message.name).finish(),
        }
    }
}
