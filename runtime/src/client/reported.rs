//! Errors as agents report them: the object of either binding to an [`A2aError`] (§5.4, §9.5, §11.6).
//!
//! The reason tells an error; codes and statuses have moved between versions of the specification, and several
//! errors share one.

use a2a_bindings::protocol::Protocol;
use a2a_bindings::{A2aError, ERROR_DOMAIN, ErrorInfo};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

const ERROR_INFO: &str = "google.rpc.ErrorInfo";
const BAD_REQUEST: &str = "google.rpc.BadRequest";

/// The error that a JSON-RPC error object means; `http_status` is that of the response.
pub(super) fn json_rpc(protocol: &Protocol, error: &Value, http_status: u16) -> A2aError {
    let code = error.get("code").and_then(Value::as_i64).unwrap_or_default();
    let details = details(error.get("data"));
    let reason = reason(&details);
    let known = by_reason(protocol, reason)
        .or_else(|| protocol.errors.iter().find(|info| info.json_rpc_code == code));
    let info = known.cloned().unwrap_or_else(|| ErrorInfo {
        name: Cow::Borrowed(""),
        json_rpc_code: code,
        http_status: if http_status < 400 { 500 } else { http_status },
        grpc_status: Cow::Borrowed("UNKNOWN"),
        reason: reason.map(|reason| Cow::Owned(reason.to_owned())),
    });
    A2aError::received(info, message(error), details)
}

/// The error that an error object of HTTP+JSON means; `None` if it is no such object.
///
/// `http_status` is that of the response, and 200 if the error comes within a stream.
pub(super) fn http_json(protocol: &Protocol, error: &Value, http_status: u16) -> Option<A2aError> {
    let object = error.as_object()?;
    if !["code", "message", "details"]
        .iter()
        .any(|name| object.contains_key(*name))
    {
        return None;
    }
    let code = error
        .get("code")
        .and_then(Value::as_u64)
        .and_then(|code| u16::try_from(code).ok());
    let http_status = match code.filter(|code| (400..600).contains(code)) {
        Some(code) if http_status < 400 => code,
        _ if http_status < 400 => 500,
        _ => http_status,
    };
    let details = details(error.get("details"));
    let reason = reason(&details);
    let known = by_reason(protocol, reason).or_else(|| by_violations(protocol, http_status, &details));
    let info = known.cloned().unwrap_or_else(|| {
        let (json_rpc_code, grpc_status) = equivalents(http_status);
        let status = error
            .get("status")
            .and_then(Value::as_str)
            .map(|status| Cow::Owned(status.to_owned()));
        ErrorInfo {
            name: Cow::Borrowed(""),
            json_rpc_code,
            http_status,
            grpc_status: status.unwrap_or(Cow::Borrowed(grpc_status)),
            reason: reason.map(|reason| Cow::Owned(reason.to_owned())),
        }
    });
    Some(A2aError::received(info, message(error), details))
}

/// The JSON-RPC code and the gRPC status nearest to an HTTP status.
fn equivalents(http_status: u16) -> (i64, &'static str) {
    const INVALID_PARAMS: i64 = -32602;
    const METHOD_NOT_FOUND: i64 = -32601;
    const INTERNAL: i64 = -32603;
    match http_status {
        400 => (INVALID_PARAMS, "INVALID_ARGUMENT"),
        401 => (INTERNAL, "UNAUTHENTICATED"),
        403 => (INTERNAL, "PERMISSION_DENIED"),
        // Also of a task, so not a method that was not found.
        404 => (INTERNAL, "NOT_FOUND"),
        405 | 501 => (METHOD_NOT_FOUND, "UNIMPLEMENTED"),
        409 => (INTERNAL, "ABORTED"),
        429 => (INTERNAL, "RESOURCE_EXHAUSTED"),
        500 => (INTERNAL, "INTERNAL"),
        502 | 503 => (INTERNAL, "UNAVAILABLE"),
        504 => (INTERNAL, "DEADLINE_EXCEEDED"),
        _ => (INTERNAL, "UNKNOWN"),
    }
}

fn by_reason<'a>(protocol: &'a Protocol, reason: Option<&str>) -> Option<&'a ErrorInfo> {
    let reason = reason?;
    protocol
        .errors
        .iter()
        .find(|info| info.reason.as_deref() == Some(reason))
}

/// Wrong parameters have no reason of this protocol, but their details name the fields (§11.6).
fn by_violations<'a>(
    protocol: &'a Protocol,
    http_status: u16,
    details: &[Map<String, Value>],
) -> Option<&'a ErrorInfo> {
    let has_violations = details.iter().any(|detail| is_type(detail, BAD_REQUEST));
    (http_status == 400 && has_violations)
        .then(|| protocol.error("InvalidParamsError"))
        .flatten()
}

/// The reason of the `google.rpc.ErrorInfo` of this protocol; one without a domain counts.
fn reason(details: &[Map<String, Value>]) -> Option<&str> {
    details
        .iter()
        .filter(|detail| is_type(detail, ERROR_INFO))
        .filter(|detail| text(detail, "domain").is_none_or(|domain| domain == ERROR_DOMAIN))
        .find_map(|detail| text(detail, "reason"))
}

fn is_type(detail: &Map<String, Value>, name: &str) -> bool {
    text(detail, "@type").is_some_and(|url| url.rsplit('/').next() == Some(name))
}

fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
}

fn message(error: &Value) -> &str {
    error.get("message").and_then(Value::as_str).unwrap_or_default()
}

/// The details as objects; anything else in their place is kept as the ProtoJSON of a value within an `Any`.
fn details(value: Option<&Value>) -> Vec<Map<String, Value>> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values.iter().map(detail).collect(),
        Some(value) => vec![detail(value)],
    }
}

fn detail(value: &Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object.clone(),
        other => Map::from_iter([
            (
                "@type".to_owned(),
                json!("type.googleapis.com/google.protobuf.Value"),
            ),
            ("value".to_owned(), other.clone()),
        ]),
    }
}
