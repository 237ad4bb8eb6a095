//! Checking requests.

use super::headers::{Expected, wrong_media_type};
use super::inspector::Shared;
use super::kept::{Absence, Kept};
use super::media_type::{MediaType, is_encoded};
use super::mounts::Place;
use super::ongoing::{Call, Ongoing, Seen, read};
use super::parameters;
use super::record::Binding;
use super::tap::Tap;
use crate::finding::Finding;
use crate::findings::Findings;
use crate::names::{excerpt, list};
use crate::subject::Subject;
use a2a_bindings::protocol::MethodInfo;
use a2a_bindings::{Matched, Operation};
use http::request::Parts;
use http::{HeaderMap, Method};
use serde_json::Value;
use std::sync::Arc;

/// An exchange, and what is to look at the request's body.
type Begun = (Arc<Ongoing>, Option<Box<dyn Tap>>);

/// Begins an exchange, with the next number if it has none; `None` if it is nothing to be looked at.
pub(super) fn begin(shared: &Arc<Shared>, parts: &Parts, number: Option<u64>) -> Option<Begun> {
    let exchange = |binding| {
        let number = number.unwrap_or_else(|| shared.next());
        Arc::new(Ongoing::new(shared, number, binding, parts))
    };
    match shared.mounts.place(parts.uri.path()) {
        Place::JsonRpc if parts.method == Method::POST => {
            let exchange = exchange(Binding::JsonRpc);
            let tap = RequestBody::new(&exchange, &parts.headers, Form::JsonRpc);
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

fn begin_http_json(exchange: &Arc<Ongoing>, parts: &Parts, path: &str) -> Option<Box<dyn Tap>> {
    let protocol = exchange.shared.validator.protocol();
    let wrong = match protocol.route(parts.method.as_str(), path) {
        Matched::Operation(operation) => return begin_operation(exchange, parts, operation),
        Matched::OtherVerbs(verbs) => {
            let verbs = list(verbs, "or");
            format!(
                "the path is not one for `{}`, but for {verbs} (§11.3)",
                parts.method
            )
        }
        Matched::Nothing => format!("no operation has the path `{}` (§11.3)", excerpt(path)),
    };
    exchange.called(Call::default());
    exchange.requested(Seen::checked(
        None,
        vec![Finding::new("", "route", wrong).with_section("§11.3")],
        0,
    ));
    None
}

fn begin_operation(exchange: &Arc<Ongoing>, parts: &Parts, operation: Operation) -> Option<Box<dyn Tap>> {
    let Operation {
        method,
        route,
        fields,
    } = operation;
    exchange.called(Call {
        method: Some(method),
        ..Call::default()
    });
    if route.has_body {
        let form = Form::HttpJson { method, fields };
        return Some(Box::new(RequestBody::new(exchange, &parts.headers, form)));
    }
    let message = exchange.shared.validator.protocol().message(method.request);
    let mut json = parameters::of_query(message, parts.uri.query().unwrap_or_default());
    parameters::add_path(message, &fields, &mut json);
    let subject = Subject::Request(method.name);
    let mut findings = Findings::default();
    let json = Arc::new(Value::Object(json));
    exchange.validate(subject, &json, &mut findings);
    exchange.requested(Seen::checked(Some(subject), findings.into_vec(), 0).with_content(Some(json)));
    None
}

/// Looks at the body of a request.
struct RequestBody {
    exchange: Arc<Ongoing>,
    form: Form,
    media_type: MediaType,
    encoded: bool,
    kept: Kept,
}

/// What the body is.
enum Form {
    JsonRpc,
    /// The fields that the path does not carry; it carries these.
    HttpJson {
        method: &'static MethodInfo,
        fields: Vec<(&'static str, String)>,
    },
}

impl RequestBody {
    fn new(exchange: &Arc<Ongoing>, headers: &HeaderMap, form: Form) -> Self {
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
            Form::JsonRpc => {
                let method = self.exchange.call().and_then(|call| call.method);
                Subject::JsonRpcRequest(method.map(|method| method.name))
            }
            Form::HttpJson { method, .. } => Subject::Request(method.name),
        }
    }

    fn check(&self, bytes: &[u8]) -> (Option<Arc<Value>>, Vec<Finding>) {
        match &self.form {
            Form::JsonRpc => self.json_rpc(bytes),
            Form::HttpJson { method, fields } => self.http_json(bytes, method, fields),
        }
    }

    fn json_rpc(&self, bytes: &[u8]) -> (Option<Arc<Value>>, Vec<Finding>) {
        let mut call = Call::default();
        let (content, mut findings) = read(bytes, |json, findings| {
            self.exchange
                .validate(Subject::JsonRpcRequest(None), json, findings);
            let name = json.get("method").and_then(Value::as_str);
            call.method = name.and_then(|name| self.exchange.shared.validator.protocol().method(name));
            let id = json.get("id").filter(|id| id.is_string() || id.is_number());
            call.id = id.cloned().unwrap_or_default();
        });
        if self.media_type != MediaType::Json {
            findings.push(wrong_media_type(Expected::JsonRpc, &self.media_type));
        }
        let findings = findings.into_vec();
        call.valid = findings.is_empty();
        self.exchange.called(call);
        (content, findings)
    }

    fn http_json(
        &self,
        bytes: &[u8],
        method: &MethodInfo,
        fields: &[(&'static str, String)],
    ) -> (Option<Arc<Value>>, Vec<Finding>) {
        // Without a body, the path carries everything.
        let document = if bytes.is_empty() { b"{}" } else { bytes };
        let (content, mut findings) = read(document, |json, findings| {
            // What is no object stays what it is, for the schema to object to.
            if let Value::Object(members) = json {
                let message = self.exchange.shared.validator.protocol().message(method.request);
                parameters::add_path(message, fields, members);
            }
            self.exchange.validate(self.subject(), json, findings);
        });
        if !bytes.is_empty() && !matches!(self.media_type, MediaType::Json | MediaType::A2aJson) {
            findings.push(wrong_media_type(Expected::Json, &self.media_type));
        }
        (content, findings.into_vec())
    }
}

impl Tap for RequestBody {
    fn data(&mut self, bytes: &[u8]) {
        self.kept.push(bytes);
    }

    fn miss(&mut self, length: usize, absence: Absence) {
        self.kept.miss(length, absence);
    }

    fn end(self: Box<Self>, complete: bool) {
        let bytes = self.kept.length();
        let seen = match self.kept.bytes() {
            _ if !complete => Seen::cut_off(Some(self.subject()), bytes),
            _ if self.encoded => Seen::encoded(Some(self.subject()), bytes),
            Ok(body) => {
                // Before the subject, which on JSON-RPC is in the body.
                let (content, findings) = self.check(body);
                Seen::checked(Some(self.subject()), findings, bytes).with_content(content)
            }
            Err(absence) => {
                let limit = self.exchange.shared.max_body_bytes;
                Seen::absent(Some(self.subject()), bytes, absence, limit)
            }
        };
        self.exchange.requested(seen);
    }
}
