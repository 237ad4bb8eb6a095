//! What the validator says about answers, whatever the test expects of them.

use super::agent::Interface;
use super::request::Request;
use crate::acts::suite::Transport;
use crate::conversation::Conversation;
use crate::finding::Finding;
use crate::traffic::{BodyTap, Direction, Exchange, Inspector, Mounts};
use crate::validator::Validator;
use a2a_bindings::Matched;
use a2a_bindings::protocol::MethodInfo;
use reqwest::header::HeaderMap;
use serde_json::Value;
use std::collections::BTreeMap;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

/// As many findings of one exchange are kept.
const MAX_FINDINGS: usize = 50;

/// The operation that a raw request calls; `None` if it calls none.
pub(super) fn method_of(
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

type Found = Arc<Mutex<BTreeMap<u64, Vec<Finding>>>>;

/// Looks at everything that is said over an interface: each message, each stream, and what they come to together.
#[derive(Debug)]
pub(crate) struct Inspection {
    inspector: Inspector,
    /// What was found, by the number of the exchange.
    found: Found,
}

/// An exchange that is looked at.
#[derive(Debug, Default)]
pub(super) struct Watch {
    exchange: Option<Exchange>,
    body: BodyTap,
    number: Option<u64>,
    found: Found,
}

impl Inspection {
    pub(crate) fn new(validator: &Validator, interface: &Interface, card: &Value) -> Self {
        let found = Found::default();
        let sink = Arc::clone(&found);
        let path = interface.url.path();
        let mounts = match interface.transport {
            Transport::JsonRpc => Mounts::new().json_rpc(path),
            _ => Mounts::new().http_json(path),
        };
        let mut conversation = Conversation::new(validator.protocol()).with_card(card);
        let inspector = Inspector::new(validator.clone(), mounts, move |record| {
            // What the suite sends is the suite's own affair.
            if record.direction == Direction::Response && !record.findings.is_empty() {
                let mut found = sink.lock().unwrap_or_else(PoisonError::into_inner);
                let found = found.entry(record.exchange).or_default();
                let room = MAX_FINDINGS.saturating_sub(found.len());
                found.extend(record.findings.into_iter().take(room));
            }
        });
        let inspector = inspector.with_rules(move |record| conversation.observe(record));
        Self { inspector, found }
    }

    /// A request is sent.
    pub(super) fn begin(&self, request: &Request, headers: &HeaderMap) -> Watch {
        let mut parts = http::Request::builder()
            .method(request.verb)
            .uri(request.url.as_str());
        if let Some(map) = parts.headers_mut() {
            map.clone_from(headers);
        }
        let Ok(sent) = parts.body(()) else {
            return Watch::default();
        };
        let (exchange, mut body) = self.inspector.request(&sent.into_parts().0);
        body.data(request.body.as_deref().unwrap_or_default());
        body.end(true);
        let number = exchange.number();
        Watch {
            exchange: Some(exchange),
            body: BodyTap::default(),
            number,
            found: Arc::clone(&self.found),
        }
    }
}

impl Watch {
    /// The answer begins.
    pub(super) fn answered(&mut self, status: u16, headers: &HeaderMap) {
        let mut parts = http::Response::builder().status(status);
        if let Some(map) = parts.headers_mut() {
            map.clone_from(headers);
        }
        if let (Some(exchange), Ok(response)) = (self.exchange.take(), parts.body(())) {
            self.body = exchange.response(&response.into_parts().0);
        }
    }

    pub(super) fn data(&mut self, bytes: &[u8]) {
        self.body.data(bytes);
    }

    pub(super) fn end(&mut self, complete: bool) {
        mem::take(&mut self.body).end(complete);
    }

    /// What was found since the last time.
    pub(super) fn take(&self) -> Vec<Finding> {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        self.number
            .and_then(|number| found.remove(&number))
            .unwrap_or_default()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // What is found at the very end has nobody to go to.
        self.exchange = None;
        self.end(false);
        self.take();
    }
}
