//! What is answered in place of what may not pass, in the form of the binding.

use crate::finding::{Finding, Severity};
use crate::report::Profile;
use crate::traffic::{Binding, Judge, Judged};
use a2a_bindings::A2aError;
use a2a_bindings::validate::Violation;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Map, Value, json};

/// Rules that say nothing of whether a document may pass: which versions and routes there are the server knows itself,
/// and what ends within an event is dropped.
const OF_OTHERS: [&str; 3] = ["route", "sse", "version"];
/// Rules beside the schema's by which something may not pass in any profile.
const RULES: [&str; 7] = [
    "content-encoding",
    "content-type",
    "duplicate-member",
    "id",
    "limit",
    "status",
    "syntax",
];
/// Those of them by which it may not pass however bad it is: what is not seen cannot be checked.
const UNSEEN: [&str; 2] = ["content-encoding", "limit"];
/// As many violations are named.
const MAX_VIOLATIONS: usize = 100;

/// Why something may not pass; nothing, if it may.
pub(super) fn faults(judge: &Judge, judged: Judged, profile: Profile) -> Vec<Finding> {
    let Judged {
        subject,
        content,
        findings,
    } = judged;
    let counts =
        |finding: &Finding| finding.severity == Severity::Error || UNSEEN.contains(&finding.rule.as_str());
    let mut faults: Vec<_> = findings.into_iter().filter(counts).collect();
    if faults.is_empty() || profile == Profile::Canonical {
        faults.retain(|fault| !OF_OTHERS.contains(&fault.rule.as_str()));
        return faults;
    }
    // What the schema says is said again by what receivers must accept.
    faults.retain(|fault| RULES.contains(&fault.rule.as_str()));
    if let (Some(subject), Some(content)) = (subject, content)
        && let Ok(report) = judge.validator().report_value(Some(subject), &content, profile)
    {
        faults.extend(report.findings.into_iter().filter(counts));
    }
    faults
}

/// The error that a request gets.
pub(super) fn of_request(judge: &Judge, faults: &[Finding]) -> A2aError {
    let has = |rule: &str| faults.iter().any(|fault| fault.rule == rule);
    let on = |pointer: &str| faults.iter().any(|fault| fault.pointer == pointer);
    let message = "the request is not what the protocol demands";
    let error = if has("limit") || has("content-encoding") {
        A2aError::invalid_request("the request is too large or compressed, and could not be checked")
    } else if has("content-type") {
        let message = "the media type of the request is not one that the binding has";
        named(judge, "ContentTypeNotSupportedError", message)
    } else if has("syntax") {
        A2aError::parse_error("the request is not valid JSON")
    } else if judge.binding() != Binding::JsonRpc {
        A2aError::invalid_params(message)
    } else if on("/method") {
        A2aError::method_not_found("there is no such method")
    } else if faults.iter().all(|fault| fault.pointer.starts_with("/params")) {
        A2aError::invalid_params(message)
    } else {
        A2aError::invalid_request(message)
    };
    let violations = faults.iter().take(MAX_VIOLATIONS).map(|fault| Violation {
        field: field(fault.pointer.strip_prefix("/params").unwrap_or(&fault.pointer)),
        description: fault.message.clone(),
    });
    error.with_violations(violations.collect())
}

/// The error that stands for a response or an event. It does not say what was wrong: that is for who runs the agent.
pub(super) fn of_response(judge: &Judge) -> A2aError {
    let message = "the agent answered with something that the protocol does not allow";
    named(judge, "InvalidAgentResponseError", message)
}

fn named(judge: &Judge, name: &str, message: &str) -> A2aError {
    match judge.validator().protocol().error(name) {
        Some(info) => A2aError::new(info.clone(), message),
        None => A2aError::internal(message),
    }
}

/// The path of a field, as `message.parts[0].text`.
fn field(pointer: &str) -> String {
    let mut path = String::new();
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        if !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit()) {
            path.push_str(&format!("[{token}]"));
        } else {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(&token);
        }
    }
    path
}

/// An error as a whole response.
pub(super) fn response(judge: &Judge, error: &A2aError) -> (Response<()>, String) {
    let (status, media_type) = match judge.binding() {
        Binding::JsonRpc => (StatusCode::OK, "application/json"),
        Binding::HttpJson | Binding::AgentCard => (status(error), "application/json"),
    };
    let mut response = Response::new(());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    (response, document(judge, error))
}

/// An error as the last event of a stream.
pub(super) fn event(judge: &Judge, error: &A2aError) -> String {
    // Clients such as the official SDK for Python tell an error by the type of the event.
    let of_type = if judge.binding() == Binding::JsonRpc {
        ""
    } else {
        "event: error\n"
    };
    format!("{of_type}data: {}\n\n", document(judge, error))
}

fn status(error: &A2aError) -> StatusCode {
    StatusCode::from_u16(error.info().http_status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// An error in the form of the binding (§9.5, §11.6).
fn document(judge: &Judge, error: &A2aError) -> String {
    let info = error.info();
    let (code, details_name) = match judge.binding() {
        Binding::JsonRpc => (Value::from(info.json_rpc_code), "data"),
        Binding::HttpJson | Binding::AgentCard => (Value::from(status(error).as_u16()), "details"),
    };
    let mut object = Map::new();
    object.insert("code".to_owned(), code);
    if judge.binding() != Binding::JsonRpc {
        object.insert("status".to_owned(), Value::from(&*info.grpc_status));
    }
    object.insert("message".to_owned(), Value::from(error.message()));
    if !error.details().is_empty() {
        object.insert(details_name.to_owned(), Value::from(error.details().to_vec()));
    }
    let json = match judge.binding() {
        Binding::JsonRpc => json!({ "jsonrpc": "2.0", "id": judge.id(), "error": object }),
        Binding::HttpJson | Binding::AgentCard => json!({ "error": object }),
    };
    json.to_string()
}
