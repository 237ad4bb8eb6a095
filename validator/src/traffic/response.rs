//! Checking responses, whole or event by event.

use super::event_stream::{Event, Splitter};
use super::headers::{self, Expected};
use super::kept::{Absence, Kept};
use super::media_type::{MediaType, is_encoded};
use super::ongoing::{Call, Heading, Ongoing, Seen, read};
use super::record::{Binding, Kind};
use super::tap::Tap;
use crate::finding::{Finding, Severity};
use crate::findings::Findings;
use crate::subject::Subject;
use http::StatusCode;
use http::response::Parts;
use serde_json::Value;
use std::sync::Arc;

/// JSON-RPC codes of errors that can come before the `id` of the request was read.
const BEFORE_ID: [i64; 2] = [-32700, -32600];

/// What is to look at the body of a response; `None` if it is nothing to be looked at.
pub(super) fn begin(exchange: &Arc<Ongoing>, parts: &Parts) -> Option<Box<dyn Tap>> {
    let (status, media_type) = (parts.status, MediaType::of(&parts.headers));
    if !carries_a2a(exchange, status, &media_type) {
        exchange.answered(is_error(status));
        return None;
    }
    let head = Head {
        exchange: Arc::clone(exchange),
        status,
        heading: Heading {
            status: status.as_u16(),
            headers: Arc::new(parts.headers.clone()),
        },
        media_type,
        encoded: is_encoded(&parts.headers),
    };
    let limit = exchange.shared.max_body_bytes;
    if head.media_type == MediaType::EventStream && !head.encoded {
        return Some(Box::new(Events {
            head,
            splitter: Splitter::new(limit),
            first: true,
        }));
    }
    Some(Box::new(Whole {
        head,
        kept: Kept::new(limit),
    }))
}

/// Whether the body is looked at, and whether it is a stream.
pub(super) fn is_watched(exchange: &Ongoing, parts: &Parts) -> (bool, bool) {
    let media_type = MediaType::of(&parts.headers);
    let watched = carries_a2a(exchange, parts.status, &media_type);
    (
        watched,
        media_type == MediaType::EventStream && !is_encoded(&parts.headers),
    )
}

/// Whether the body is one that A2A has a form for.
fn carries_a2a(exchange: &Ongoing, status: StatusCode, media_type: &MediaType) -> bool {
    // What a proxy or an authentication layer answers before there is an agent.
    let of_http = matches!(status.as_u16(), 401 | 403 | 407 | 429 | 502 | 503 | 504) && !media_type.is_json();
    let carries = !status.is_informational() && !status.is_redirection() && !of_http;
    match exchange.binding {
        Binding::AgentCard => status == StatusCode::OK,
        Binding::JsonRpc => carries,
        // What works and is no operation may be anything.
        Binding::HttpJson => {
            carries && (is_error(status) || exchange.call().is_some_and(|call| call.method.is_some()))
        }
    }
}

fn is_error(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

/// What is known before the body.
struct Head {
    exchange: Arc<Ongoing>,
    status: StatusCode,
    heading: Heading,
    media_type: MediaType,
    encoded: bool,
}

/// What was read of a document.
type Read = (Verdict, Option<Arc<Value>>, Findings);

/// What a document is, and whether it is an error.
struct Verdict {
    /// `None` if there is nothing that it could be checked as.
    subject: Option<Subject<'static>>,
    refused: bool,
}

impl Head {
    /// What a document or event of the response has to be.
    fn verdict(&self, json: &Value, call: Option<&Call>, event: bool) -> Verdict {
        let method = call.and_then(|call| call.method);
        match self.exchange.binding {
            Binding::AgentCard => Verdict {
                subject: Some(Subject::Type("AgentCard")),
                refused: false,
            },
            Binding::JsonRpc => {
                let refused = is_error(self.status) || json.get("error").is_some();
                let subject = match (call, method) {
                    (_, Some(method)) => Some(Subject::JsonRpcResponse(method.name)),
                    // Of what is the result, if the request could not be read?
                    (None, None) if !refused && json.get("result").is_some() => None,
                    (_, None) => Some(Subject::JsonRpcError),
                };
                Verdict { subject, refused }
            }
            Binding::HttpJson => {
                let refused = is_error(self.status) || event && json.get("error").is_some();
                let of_method = method.map(|method| Subject::Response(method.name));
                let subject = if refused {
                    Some(Subject::HttpError)
                } else {
                    of_method
                };
                Verdict { subject, refused }
            }
        }
    }

    /// Checks a document or event.
    fn check(&self, bytes: &[u8], call: Option<&Call>, event: bool) -> Read {
        // What is not JSON is at least an error or not.
        let mut verdict = self.verdict(&Value::Null, call, event);
        let (content, findings) = read(bytes, |json, findings| {
            verdict = self.verdict(json, call, event);
            if let Some(subject) = verdict.subject {
                self.exchange.validate(subject, json, findings);
            }
            match self.exchange.binding {
                Binding::JsonRpc => check_id(json, call, verdict.refused, findings),
                Binding::HttpJson if is_error(self.status) => check_code(json, self.status, findings),
                _ => {}
            }
        });
        (verdict, content, findings)
    }

    /// Checks a response that is one document.
    fn check_whole(&self, bytes: &[u8], call: Option<&Call>) -> Read {
        let method = call.and_then(|call| call.method);
        // An operation without a response message need not send one (§11.4).
        let may_be_empty = self.exchange.binding == Binding::HttpJson
            && method.is_some_and(|method| method.response.is_none());
        if bytes.is_empty() && may_be_empty && !is_error(self.status) {
            let verdict = self.verdict(&Value::Null, call, false);
            return (verdict, None, Findings::default());
        }
        let (verdict, content, mut findings) = self.check(bytes, call, false);
        if verdict.subject.is_none() {
            return (verdict, content, Findings::default());
        }
        let binding = self.exchange.binding;
        let expected = match (binding, method) {
            (Binding::JsonRpc | Binding::HttpJson, Some(method)) if method.streaming && !verdict.refused => {
                (self.media_type != MediaType::EventStream).then_some(Expected::Events(binding))
            }
            (Binding::JsonRpc, _) => (self.media_type != MediaType::Json).then_some(Expected::JsonRpc),
            (Binding::HttpJson | Binding::AgentCard, _) => {
                let json = matches!(self.media_type, MediaType::Json | MediaType::A2aJson);
                (!json).then_some(Expected::Json)
            }
        };
        if let Some(expected) = expected {
            findings.push(headers::wrong_media_type(expected, &self.media_type));
        }
        self.add_headers(&mut findings);
        (verdict, content, findings)
    }

    /// Adds what is wrong with the headers of a document.
    fn add_headers(&self, findings: &mut Findings) {
        let of_card = self.exchange.binding == Binding::AgentCard;
        let of_card = of_card.then(|| headers::of_card(&self.heading.headers));
        let of_all = headers::of_charset(&self.heading.headers);
        for finding in of_card.into_iter().flatten().chain(of_all) {
            findings.push(finding);
        }
    }

    fn responded(&self, kind: Kind, refused: bool, seen: Seen) {
        self.exchange.responded(kind, &self.heading, refused, seen);
    }
}

/// A response repeats the id of its request (§9.3); an error may have `null` where there was none to be read.
fn check_id(json: &Value, call: Option<&Call>, refused: bool, findings: &mut Findings) {
    let (Some(call), Some(id)) = (call, json.get("id")) else {
        return;
    };
    let same_number = id.is_number() && id.as_f64() == call.id.as_f64();
    if *id == call.id || same_number {
        return;
    }
    let code = json.pointer("/error/code").and_then(Value::as_i64);
    let early = !call.valid || code.is_some_and(|code| BEFORE_ID.contains(&code));
    if refused && id.is_null() && early {
        return;
    }
    findings.push(Finding::new("/id", "id", "is not the `id` of the request").with_section("§9.3"));
}

/// The code of an HTTP+JSON error is the status of the response (§11.6).
fn check_code(json: &Value, status: StatusCode, findings: &mut Findings) {
    let code = json.pointer("/error/code").and_then(Value::as_u64);
    if let Some(code) = code.filter(|code| *code != u64::from(status.as_u16())) {
        let message = format!("is {code}, but the status of the response is {}", status.as_u16());
        findings.push(Finding::new("/error/code", "status", message).with_section("§11.6"));
    }
}

/// Looks at a response that is one document.
struct Whole {
    head: Head,
    kept: Kept,
}

impl Tap for Whole {
    fn data(&mut self, bytes: &[u8]) {
        self.kept.push(bytes);
    }

    fn miss(&mut self, length: usize, absence: Absence) {
        self.kept.miss(length, absence);
    }

    fn end(self: Box<Self>, complete: bool) {
        let Self { head, kept } = *self;
        let (call, bytes) = (head.exchange.call(), kept.length());
        let unread = head.verdict(&Value::Null, call.as_ref(), false);
        let (refused, seen) = match kept.bytes() {
            _ if !complete => (unread.refused, Seen::cut_off(unread.subject, bytes)),
            _ if head.encoded => (unread.refused, Seen::encoded(unread.subject, bytes)),
            Ok(body) => {
                let (verdict, content, findings) = head.check_whole(body, call.as_ref());
                let seen = Seen::checked(verdict.subject, findings.into_vec(), bytes);
                (verdict.refused, seen.with_content(content))
            }
            Err(absence) => (
                unread.refused,
                Seen::absent(
                    unread.subject,
                    bytes,
                    absence,
                    head.exchange.shared.max_body_bytes,
                ),
            ),
        };
        head.responded(Kind::Response, refused, seen);
    }
}

/// Looks at a response that is a stream of events.
struct Events {
    head: Head,
    splitter: Splitter,
    first: bool,
}

impl Events {
    fn event(head: &Head, first: bool, event: Event) {
        match event {
            Event::Data(data, id) => {
                let call = head.exchange.call();
                let (verdict, content, findings) = head.check(&data, call.as_ref(), true);
                let seen = Seen::checked(verdict.subject, findings.into_vec(), data.len());
                let seen = seen.with_content(content).with_event_id(id);
                Self::responded(head, first, verdict.refused, seen);
            }
            Event::TooLarge(bytes) => Self::missed(head, first, bytes, Absence::TooLarge),
        }
    }

    fn missed(head: &Head, first: bool, bytes: usize, absence: Absence) {
        let verdict = head.verdict(&Value::Null, head.exchange.call().as_ref(), true);
        let limit = head.exchange.shared.max_body_bytes;
        let seen = Seen::absent(verdict.subject, bytes, absence, limit);
        Self::responded(head, first, verdict.refused, seen);
    }

    fn responded(head: &Head, first: bool, refused: bool, mut seen: Seen) {
        if first {
            seen.findings.extend(Self::of_headers(head));
        }
        head.responded(Kind::Event, refused, seen);
    }

    /// What is wrong with the headers of a stream.
    fn of_headers(head: &Head) -> Vec<Finding> {
        let call = head.exchange.call();
        if let Some(expected) = Self::instead_of_a_stream(head, call.as_ref()) {
            return vec![headers::wrong_media_type(expected, &head.media_type)];
        }
        let headers = &head.heading.headers;
        let mut findings = headers::of_stream(headers);
        findings.extend(headers::of_charset(headers));
        findings
    }

    /// What the response has to be, if that is not a stream.
    fn instead_of_a_stream(head: &Head, call: Option<&Call>) -> Option<Expected> {
        // Nothing is known of a request that could not be read; to an unknown method only an error can be the answer.
        let unary = call.is_some_and(|call| call.method.is_none_or(|method| !method.streaming));
        match head.exchange.binding {
            Binding::JsonRpc => unary.then_some(Expected::JsonRpc),
            Binding::HttpJson => (unary || is_error(head.status)).then_some(Expected::JsonNotEvents),
            Binding::AgentCard => Some(Expected::JsonNotEvents),
        }
    }
}

impl Tap for Events {
    fn data(&mut self, bytes: &[u8]) {
        let Self {
            head,
            splitter,
            first,
        } = self;
        splitter.push(bytes, |event| Self::event(head, std::mem::take(first), event));
    }

    fn miss(&mut self, length: usize, absence: Absence) {
        Self::missed(&self.head, std::mem::take(&mut self.first), length, absence);
    }

    fn end(self: Box<Self>, complete: bool) {
        let Self {
            head,
            splitter,
            first,
        } = *self;
        let mut findings = Vec::new();
        let sse = |message: &str| {
            let section = match head.exchange.binding {
                Binding::JsonRpc => "§9.4.2",
                _ => "§11.7",
            };
            Finding::new("", "sse", message).with_section(section)
        };
        if complete && splitter.is_within_event() {
            let message = "the stream ends within an event, without the blank line that would complete it";
            findings.push(sse(message).with_hint("clients drop the event"));
        }
        if splitter.has_strange_lines() {
            let message = "the stream has lines that are neither fields of an event nor comments";
            let finding = sse(message).with_severity(Severity::Warning);
            findings.push(
                finding.with_hint("clients pass over them; every line of JSON needs a `data:` of its own"),
            );
        }
        if complete && first {
            findings.extend(Self::of_headers(&head));
        }
        let mut seen = Seen::checked(None, findings, 0);
        seen.complete = complete;
        head.responded(Kind::StreamEnd, false, seen);
    }
}
