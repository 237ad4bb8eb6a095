//! The IR: plain data from which the code follows without any further decision.

use crate::model::{EnumValue, ErrorCode, Field, Limits, Presence, Shape, Type};
use crate::route::Segment;

/// A version of the protocol, as Rust.
#[derive(Debug)]
pub(crate) struct Ir {
    pub(crate) version: String,
    pub(crate) messages: Vec<MessageIr>,
    pub(crate) enums: Vec<EnumIr>,
    pub(crate) operations: Vec<OperationIr>,
    pub(crate) errors: Vec<ErrorIr>,
}

#[derive(Debug)]
pub(crate) struct MessageIr {
    pub(crate) spec_name: String,
    pub(crate) type_name: String,
    pub(crate) module: String,
    pub(crate) docs: String,
    pub(crate) deprecated: bool,
    /// Whether the message or the type of one of its fields is deprecated.
    pub(crate) names_deprecated: bool,
    pub(crate) constructor: Constructor,
    pub(crate) body: Body,
    /// Every field by number, for the tables.
    pub(crate) infos: Vec<(Field, ValueIr)>,
}

/// How a message is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Constructor {
    /// `new` with what is required.
    New,
    /// Nothing is required: also `Default`.
    Default,
}

#[derive(Debug)]
pub(crate) enum Body {
    Struct {
        fields: Vec<FieldIr>,
        oneofs: Vec<OneofIr>,
    },
    /// A message that is nothing but a oneof is an enum itself.
    Union(OneofIr),
}

#[derive(Debug)]
pub(crate) struct FieldIr {
    pub(crate) rust_name: String,
    pub(crate) json_name: String,
    pub(crate) proto_name: String,
    pub(crate) docs: String,
    pub(crate) deprecated: bool,
    pub(crate) presence: Presence,
    pub(crate) value: ValueIr,
    pub(crate) limits: Limits,
    pub(crate) secret: bool,
}

#[derive(Debug)]
pub(crate) struct OneofIr {
    pub(crate) rust_name: String,
    pub(crate) type_name: String,
    pub(crate) docs: String,
    pub(crate) variants: Vec<VariantIr>,
}

#[derive(Debug)]
pub(crate) struct VariantIr {
    pub(crate) variant: String,
    pub(crate) constructor: String,
    pub(crate) json_name: String,
    pub(crate) proto_name: String,
    pub(crate) docs: String,
    pub(crate) deprecated: bool,
    pub(crate) value: ValueIr,
}

#[derive(Debug, Clone)]
pub(crate) struct ValueIr {
    pub(crate) kind: Type,
    pub(crate) shape: Shape,
    /// The Rust name, where the type is a message or an enum.
    pub(crate) type_name: Option<String>,
    /// The module, where the type is a message other than the one that has the field.
    pub(crate) module: Option<String>,
    /// The name of the zero value, where the type is an enum.
    pub(crate) zero: Option<String>,
    /// Whether the type would otherwise contain itself.
    pub(crate) boxed: bool,
}

#[derive(Debug)]
pub(crate) struct EnumIr {
    pub(crate) spec_name: String,
    pub(crate) type_name: String,
    pub(crate) module: String,
    pub(crate) docs: String,
    pub(crate) deprecated: bool,
    /// The variants with what they stand for; the first is the default.
    pub(crate) values: Vec<(String, EnumValue)>,
    /// Further names of values, with their variants.
    pub(crate) aliases: Vec<(String, String)>,
    /// Named sets of variants: the method, what it tells, and the variants.
    pub(crate) groups: Vec<(String, String, Vec<String>)>,
}

#[derive(Debug)]
pub(crate) struct OperationIr {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) constant: String,
    pub(crate) docs: String,
    pub(crate) request: String,
    pub(crate) request_type: String,
    pub(crate) response: Option<String>,
    pub(crate) response_type: Option<String>,
    pub(crate) streaming: bool,
    pub(crate) deprecated: bool,
    /// Whether the request or the response is deprecated.
    pub(crate) names_deprecated: bool,
    /// Whether the request says which tenant it is for (§8.3.2).
    pub(crate) has_tenant: bool,
    pub(crate) routes: Vec<RouteIr>,
    /// The error of an agent that does not have the operation; `None` if all must have it.
    pub(crate) unsupported: Option<String>,
    /// The variant of that error, where the operation has a default.
    pub(crate) default_error: Option<String>,
    pub(crate) capability: Option<String>,
}

#[derive(Debug)]
pub(crate) struct RouteIr {
    pub(crate) verb: String,
    pub(crate) segments: Vec<Segment>,
    pub(crate) has_body: bool,
}

#[derive(Debug)]
pub(crate) struct ErrorIr {
    pub(crate) variant: String,
    pub(crate) code: ErrorCode,
}
