//! What the schema says about answers, whatever the test expects of them.

use super::http::{Answer, media_type};
use super::request::Request;
use crate::acts::suite::Transport;
use crate::finding::{Finding, Severity};
use crate::subject::Subject;
use crate::validator::Validator;
use a2a_bindings::Matched;
use a2a_bindings::protocol::MethodInfo;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// As many findings of one exchange are kept.
const MAX_FINDINGS: usize = 50;

/// The operation that a raw request calls; `None` if it calls none.
pub(crate) fn method_of(
    validator: &Validator,
    transport: Transport,
    request: &Request,
    base: &str,
) -> Option<&'static MethodInfo> {
    let protocol = validator.protocol();
    if transport == Transport::JsonRpc {
        let body: Value = serde_json::from_slice(request.body.as_deref()?).ok()?;
        return protocol.method(body.get("method")?.as_str()?);
    }
    let path = request.url.path().strip_prefix(base.trim_end_matches('/'))?;
    match protocol.route(request.verb, path) {
        Matched::Operation(operation) => Some(operation.method),
        _ => None,
    }
}

/// What is wrong with an answer that is one document.
pub(crate) fn of_answer(
    validator: &Validator,
    transport: Transport,
    request: &Request,
    answer: &Answer,
) -> Vec<Finding> {
    let is_success = (200..300).contains(&answer.status);
    let method = request.method.map(|method| method.name);
    let subject = match (transport, method) {
        _ if request.is_card => is_success.then_some(Subject::Type("AgentCard")),
        (Transport::JsonRpc, Some(method)) => Some(Subject::JsonRpcResponse(method)),
        (Transport::JsonRpc, None) => Some(Subject::JsonRpcError),
        (_, Some(method)) if is_success => Some(Subject::Response(method)),
        _ if is_success => None,
        _ => Some(Subject::HttpError),
    };
    // What stands before an agent knows nothing of A2A.
    let is_of_http = [401, 403, 407, 429, 502, 503, 504].contains(&answer.status);
    let has_none = answer.body.is_empty()
        && is_success
        && request.method.is_some_and(|method| method.response.is_none());
    let Some(subject) = subject.filter(|_| !has_none && !(is_of_http && !is_json(&answer.headers))) else {
        return Vec::new();
    };
    let mut findings = validator
        .validate_bytes(subject, &answer.body)
        .unwrap_or_default();
    findings.extend(content_type(transport, request, &answer.headers));
    findings.truncate(MAX_FINDINGS);
    findings
}

/// What is wrong with an event.
pub(crate) fn of_event(
    validator: &Validator,
    transport: Transport,
    request: &Request,
    data: &[u8],
) -> Vec<Finding> {
    let Some(method) = request.method.map(|method| method.name) else {
        return Vec::new();
    };
    let subject = match transport {
        Transport::JsonRpc => Subject::JsonRpcResponse(method),
        _ => Subject::Response(method),
    };
    let mut findings = validator.validate_bytes(subject, data).unwrap_or_default();
    findings.truncate(MAX_FINDINGS);
    findings
}

/// What is wrong with a stream that ends in the middle of an event.
pub(crate) fn of_cut_stream() -> Finding {
    Finding::new("", "sse", "the stream ends within an event, which clients drop")
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = media_type(headers);
    media_type == "application/json" || media_type.ends_with("+json")
}

fn content_type(transport: Transport, request: &Request, headers: &HeaderMap) -> Option<Finding> {
    let media_type = media_type(headers);
    let fits = match transport {
        _ if request.is_card => is_json(headers),
        Transport::JsonRpc => media_type == "application/json",
        _ => is_json(headers),
    };
    if fits {
        return None;
    }
    let message = format!("the media type is `{}`", crate::names::excerpt(&media_type));
    let (section, expected) = match transport {
        Transport::JsonRpc if !request.is_card => ("§9.1", "application/json"),
        _ => ("§11.1", "application/a2a+json"),
    };
    let finding = Finding::new("", "content-type", message)
        .with_section(section)
        .with_expected(expected);
    Some(finding.with_severity(Severity::Error))
}
