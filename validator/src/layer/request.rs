//! Checking requests.

use super::body::{Kept, Tap};
use super::exchange::{Call, Exchange, Seen, Shared};
use super::media_type::{MediaType, is_encoded};
use super::mounts::Place;
use super::parameters;
use super::record::Binding;
use crate::document;
use crate::finding::Finding;
use crate::findings::Findings;
use crate::names::excerpt;
use crate::subject::Subject;
use a2a_bindings::protocol::{MessageInfo, MethodInfo};
use a2a_bindings::{Matched, Operation};
use http::request::Parts;
use http::{HeaderMap, Method};
use serde_json::{Map, Value};
use std::sync::Arc;

/// Begins an exchange, and says what is to look at the request's body; `None` if it is nothing to be looked at.
pub(super) fn begin(shared: &Arc<Shared>, parts: &Parts) -> Option<(Arc<Exchange>, Option<Box<dyn Tap>>)> {
    let exchange = |binding| Arc::new(Exchange::new(shared, binding));
    match shared.mounts.place(parts.uri.path()) {
        Place::JsonRpc if parts.method == Method::POST => {
            let exchange = exchange(Binding::JsonRpc);
            let tap = Body::new(&exchange, &parts.headers, Form::JsonRpc);
            Some((exchange, Some(Box::new(tap))))
        }
        Place::HttpJson(path) if !matches!(parts.method, Method::HEAD | Method::OPTIONS) => {
            let exchange = exchange(Binding::HttpJson);
            let tap = begin_http_json(&exchange, parts, path);
            Some((exchange, tap))
        }
        Place::AgentCard if parts.method == Method::GET => Some((exchange(Binding::AgentCard), None)),
        _ => None,
    }
}

fn begin_http_json(exchange: &Arc<Exchange>, parts: &Parts, path: &str) -> Option<Box<dyn Tap>> {
    let protocol = exchange.shared.validator.protocol();
    let operation = match protocol.route(parts.method.as_str(), path) {
        Matched::Operation(operation) => operation,
        Matched::OtherVerbs(verbs) => {
            no_route(exchange, format!("no operation has the verb {} here; {} would be right", parts.method, verbs.join(" or ")));
            return None;
        }
        Matched::Nothing => {
            no_route(exchange, format!("no operation has the path `{}`", excerpt(path)));
            return None;
        }
    };
    let Operation { method, route, fields } = operation;
    exchange.called(Call { method: Some(method), ..Call::default() });
    if route.has_body {
        return Some(Box::new(Body::new(exchange, &parts.headers, Form::HttpJson { method, fields })));
    }
    let message = protocol.message(method.request);
    let mut json = parameters::of_query(message, parts.uri.query().unwrap_or_default());
    parameters::add_path(message, &fields, &mut json);
    let mut findings = Findings::default();
    let subject = Subject::Request(method.name);
    exchange.validate(subject, &Value::Object(json), &mut findings);
    exchange.requested(
        Call { method: Some(method), ..Call::default() },
        Seen { subject: Some(subject), findings: findings.into_vec(), bytes: 0, complete: true },
    );
    None
}

fn no_route(exchange: &Exchange, message: String) {
    let findings = vec![Finding::new("", "route", message)];
    exchange.requested(Call::default(), Seen { subject: None, findings, bytes: 0, complete: true });
}

/// Looks at the body of a request.
struct Body {
    exchange: Arc<Exchange>,
    form: Form,
    media_type: MediaType,
    encoded: bool,
    kept: Kept,
}

/// What the body is.
enum Form {
    JsonRpc,
    /// The fields that the path does not carry.
    HttpJson { method: &'static MethodInfo, fields: Vec<(&'static str, String)> },
}

impl Body {
    fn new(exchange: &Arc<Exchange>, headers: &HeaderMap, form: Form) -> Self {
        Self {
            exchange: Arc::clone(exchange),
            form,
            media_type: MediaType::of(headers),
            encoded: is_encoded(headers),
            kept: Kept::new(exchange.shared.max_body_bytes),
        }
    }

    fn subject(&self) -> Subject<'static> {
        match &self.form {
            Form::JsonRpc => Subject::JsonRpcRequest(None),
            Form::HttpJson { method, .. } => Subject::Request(method.name),
        }
    }

    fn json_rpc(&self, bytes: &[u8]) -> (Call, Findings) {
        let (json, mut findings) = self.exchange.check(bytes, |_| Subject::JsonRpcRequest(None));
        if self.media_type != MediaType::Json {
            let message = format!("expected application/json (§9.1), found {}", self.media_type.name());
            findings.push(Finding::new("", "content-type", message));
        }
        let json = json.unwrap_or_default();
        let name = json.get("method").and_then(Value::as_str);
        let id = json.get("id").filter(|id| id.is_string() || id.is_i64() || id.is_u64());
        let call = Call {
            method: name.and_then(|name| self.exchange.shared.validator.protocol().method(name)),
            id: id.cloned().unwrap_or_default(),
            valid: findings.is_empty(),
        };
        (call, findings)
    }

    fn http_json(&self, bytes: &[u8], method: &'static MethodInfo, fields: &[(&'static str, String)]) -> Findings {
        let message = self.exchange.shared.validator.protocol().message(method.request);
        let mut findings = Findings::default();
        // Without a body, the path carries everything.
        let json = if bytes.is_empty() { Ok((Value::Object(Map::new()), Findings::default())) } else { document::parse(bytes) };
        match json {
            Ok((json, found)) => {
                findings = found;
                let json = with_path(message, fields, json);
                self.exchange.validate(Subject::Request(method.name), &json, &mut findings);
            }
            Err(finding) => findings.push(finding),
        }
        if !bytes.is_empty() && !matches!(self.media_type, MediaType::Json | MediaType::A2aJson) {
            let found = self.media_type.name();
            let message = format!("expected application/a2a+json or application/json (§11.1), found {found}");
            findings.push(Finding::new("", "content-type", message));
        }
        findings
    }
}

/// What is no object stays what it is, for the schema to object to.
fn with_path(message: Option<&MessageInfo>, fields: &[(&'static str, String)], json: Value) -> Value {
    match json {
        Value::Object(mut members) => {
            parameters::add_path(message, fields, &mut members);
            Value::Object(members)
        }
        other => other,
    }
}

impl Tap for Body {
    fn data(&mut self, bytes: &[u8]) {
        self.kept.push(bytes);
    }

    fn end(self: Box<Self>, complete: bool) {
        let mut call = self.exchange.call().unwrap_or_default();
        let (subject, length) = (Some(self.subject()), self.kept.length());
        let seen = if !complete {
            Seen::cut_off(subject, length)
        } else if self.encoded {
            Seen::encoded(subject, length)
        } else if let Some(bytes) = self.kept.bytes() {
            let findings = match &self.form {
                Form::JsonRpc => {
                    let (found, findings) = self.json_rpc(bytes);
                    call = found;
                    findings
                }
                Form::HttpJson { method, fields } => self.http_json(bytes, method, fields),
            };
            Seen { subject, findings: findings.into_vec(), bytes: length, complete: true }
        } else {
            Seen::too_large(subject, length, self.exchange.shared.max_body_bytes)
        };
        self.exchange.requested(call, seen);
    }
}
