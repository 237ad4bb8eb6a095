//! Rust names for names of the specification.

use crate::error::{Error, ErrorKind};
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use std::collections::BTreeSet;

/// Type names that generated code uses in another sense, type parameters included.
const TAKEN_TYPES: &[&str] = &[
    "A",
    "A2aError",
    "A2aHandler",
    "BTreeMap",
    "Box",
    "Bytes",
    "CallOptions",
    "Checker",
    "Client",
    "Declared",
    "Default",
    "Deserialize",
    "Empty",
    "Enumeration",
    "Err",
    "ErrorInfo",
    "ErrorKind",
    "Event",
    "EventStream",
    "FieldInfo",
    "Fields",
    "From",
    "Future",
    "INFO",
    "Into",
    "IntoIterator",
    "Kind",
    "M",
    "MapAccess",
    "MessageInfo",
    "MethodInfo",
    "None",
    "Object",
    "Ok",
    "Oneof",
    "Option",
    "Parameters",
    "Presence",
    "Protocol",
    "Reply",
    "RequestContext",
    "Result",
    "Route",
    "Segment",
    "Self",
    "Send",
    "Serialize",
    "SerializeMap",
    "Server",
    "Service",
    "Shape",
    "Some",
    "String",
    "Struct",
    "Sync",
    "T",
    "Timestamp",
    "Transport",
    "UnknownEnum",
    "UnknownMember",
    "Validate",
    "Value",
    "Vec",
    "Violations",
];

/// Words that cannot be names of values even as raw identifiers.
const TAKEN_VALUES: &[&str] = &["self", "super", "crate", "_"];

/// Methods that every client or handler has.
const TAKEN_METHODS: &[&str] = &[
    "address",
    "declared",
    "new",
    "transport",
    "with_call_options",
    "with_tenant",
];

/// Methods that every message has.
const TAKEN_CONSTRUCTORS: &[&str] = &["new", "validate"];

/// Statics that every version has.
const TAKEN_CONSTANTS: &[&str] = &["PROTOCOL", "SCHEMA"];

/// The name of a type.
pub(super) fn type_name(name: &str) -> String {
    free_type(camel(name))
}

/// The name of the type of a oneof that stands beside other fields.
pub(super) fn oneof(message: &str, name: &str) -> String {
    free_type(message.to_owned() + &camel(name))
}

fn camel(name: &str) -> String {
    // The specification's own capitals are kept: `APIKeySecurityScheme`, `OAuthFlows`.
    let is_camel =
        name.starts_with(|first: char| first.is_ascii_uppercase()) && !name.contains(['_', '-', '.']);
    if is_camel {
        name.to_owned()
    } else {
        name.to_upper_camel_case()
    }
}

fn free_type(camel: String) -> String {
    if TAKEN_TYPES.contains(&camel.as_str()) {
        camel + "Type"
    } else {
        camel
    }
}

/// The name of a field or a local.
pub(super) fn value(name: &str) -> String {
    free(name.to_snake_case(), TAKEN_VALUES)
}

/// The name of an operation's method.
pub(super) fn method(name: &str) -> String {
    free(value(name), TAKEN_METHODS)
}

/// The name of the constructor of a message that holds a member of its oneof.
pub(super) fn constructor(name: &str) -> String {
    free(value(name), TAKEN_CONSTRUCTORS)
}

fn free(name: String, taken: &[&str]) -> String {
    if taken.contains(&name.as_str()) {
        name + "_"
    } else {
        name
    }
}

/// The name of a module, which is also that of its file.
pub(super) fn module(name: &str) -> String {
    free(value(name), &["mod"])
}

/// The name of a constant.
pub(super) fn constant(name: &str) -> String {
    free(name.to_shouty_snake_case(), TAKEN_CONSTANTS)
}

/// The name of a member of a oneof.
pub(super) fn member(name: &str) -> String {
    match camel(name) {
        taken if taken == "Self" => "SelfType".to_owned(),
        member => member,
    }
}

/// The name of an enum value: `TASK_STATE_WORKING` of `TaskState` is `Working`.
pub(super) fn variant(one: &str, value: &str) -> String {
    let prefix = format!("{}_", one.to_shouty_snake_case());
    let short = value.strip_prefix(&prefix).unwrap_or(value).to_upper_camel_case();
    if short.starts_with(|first: char| first.is_ascii_digit()) || short == "Self" {
        value.to_upper_camel_case()
    } else {
        short
    }
}

/// The name of an error: `TaskNotFoundError` is `TaskNotFound`.
pub(super) fn error_variant(name: &str) -> String {
    member(name.strip_suffix("Error").unwrap_or(name))
}

/// Names that must differ from each other.
pub(super) struct Scope {
    what: &'static str,
    suffix: Suffix,
    taken: BTreeSet<String>,
}

/// What happens to a name that is taken.
#[derive(PartialEq)]
pub(super) enum Suffix {
    /// It is an error.
    None,
    /// It gets a number.
    Number,
}

impl Scope {
    pub(super) fn new(what: &'static str, suffix: Suffix) -> Self {
        Self {
            what,
            suffix,
            taken: BTreeSet::new(),
        }
    }

    pub(super) fn take(&mut self, name: &str, pointer: &str) -> Result<String, Error> {
        if syn::parse_str::<syn::Ident>(name).is_err()
            && syn::parse_str::<syn::Ident>(&format!("r#{name}")).is_err()
        {
            let message = format!("`{name}` cannot be the name of a {} in Rust", self.what);
            return Err(Error::new(ErrorKind::Unsupported, pointer, message));
        }
        if self.taken.insert(name.to_owned()) {
            return Ok(name.to_owned());
        }
        if self.suffix == Suffix::Number {
            for number in 2.. {
                let numbered = format!("{name}_{number}");
                if self.taken.insert(numbered.clone()) {
                    return Ok(numbered);
                }
            }
        }
        let message = format!("there is another {} with the Rust name `{name}`", self.what);
        Err(Error::new(ErrorKind::Inconsistent, pointer, message))
    }
}
