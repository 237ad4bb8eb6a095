//! What is in a document, in words that are short whatever it holds.

use crate::names::{excerpt, list};
use serde_json::Value;

/// What kind of value it is.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// What is there: a document that is large is not written out for that.
pub(crate) fn found(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "an empty string".to_owned(),
        Value::String(text) => format!("`{}`", excerpt(text)),
        value @ (Value::Array(_) | Value::Object(_)) => kind_of(value).to_owned(),
        scalar => format!("`{scalar}`"),
    }
}

/// What a schema asks for.
pub(crate) fn wanted(schema: &Value) -> String {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap_or_default();
        return format!("a value of `{name}`");
    }
    if let Some(value) = schema.get("const") {
        return format!("`{}`", text(value));
    }
    match schema.get("type") {
        Some(Value::Array(types)) => list(types.iter().filter_map(Value::as_str), "or"),
        Some(Value::String(kind)) => match kind.as_str() {
            "integer" => integer(schema),
            "string" if schema.get("format").and_then(Value::as_str) == Some("date-time") => {
                TIMESTAMP.to_owned()
            }
            "string" if schema.get("contentEncoding").is_some() => BASE64.to_owned(),
            "string" if schema.get("minLength").is_some() => "a string that is not empty".to_owned(),
            "array" if schema.get("minItems").is_some() => "an array that is not empty".to_owned(),
            "array" => "an array".to_owned(),
            "object" => "an object".to_owned(),
            kind => format!("a {kind}"),
        },
        _ => "any JSON value".to_owned(),
    }
}

/// The form of a timestamp.
pub(crate) const TIMESTAMP: &str = "a UTC timestamp as 2025-01-31T12:00:00.000Z";
/// The form of bytes.
pub(crate) const BASE64: &str = "padded standard base64";

fn integer(schema: &Value) -> String {
    let limit = |keyword: &str| schema.get(keyword).and_then(Value::as_i64);
    match (limit("minimum"), limit("maximum")) {
        (Some(minimum), Some(maximum)) => format!("an integer from {minimum} to {maximum}"),
        (Some(minimum), None) => format!("an integer, {minimum} or more"),
        (None, Some(maximum)) => format!("an integer, {maximum} or less"),
        (None, None) => "an integer".to_owned(),
    }
}

/// A value of the schema as text.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
