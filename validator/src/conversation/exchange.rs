//! What is remembered of a request until it is answered.

use super::listing::Listing;
use super::push_configs::Named;
use crate::digest::Digest;
use crate::finding::Finding;
use crate::place::Place;
use crate::rules;
use crate::stream::{Asked, StreamRules};
use crate::traffic::{Binding, Record};
use crate::transcript::MARKER;
use a2a_bindings::protocol::MethodInfo;
use http::HeaderMap;
use serde_json::Value;
use std::time::Instant;

/// Headers that tell callers apart. Who has others is the same caller to the rules.
const CREDENTIALS: [&str; 3] = ["authorization", "x-api-key", "cookie"];
/// As many extensions of a request are known at most.
const EXTENSIONS: usize = 100;
/// A version that is longer is none.
const VERSION_LENGTH: usize = 16;

/// Without parameters.
static NOTHING: Value = Value::Null;

/// A request, as far as its answer has to agree with it.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) method: &'static MethodInfo,
    pub(super) binding: Binding,
    /// When the request was there. What was known by then, the answer must not deny.
    pub(super) at: Instant,
    pub(super) caller: Digest,
    /// Whether others would look like this caller: a transcript has no credentials.
    pub(super) is_masked: bool,
    pub(super) asked: Asked,
    /// SendMessage has to wait until the task rests.
    pub(super) blocking: bool,
    /// The message had been sent before, so that the answer may be the earlier one.
    pub(super) repeated: bool,
    /// The message has a context that is not that of its task.
    pub(super) foreign_context: bool,
    pub(super) listing: Option<Box<Listing>>,
    pub(super) config: Named,
    /// The message brings a push configuration with it.
    pub(super) has_config: bool,
    /// `A2A-Version`; `None` if the request has none, or an empty one.
    pub(super) version: Option<String>,
    /// The query names no version either.
    pub(super) is_unnamed: bool,
    pub(super) extensions: Vec<Digest>,
    /// It is a subscription that goes on behind an event that the client has.
    pub(super) resumes: bool,
    /// The request lacks an extension that the card requires.
    pub(super) lacks_extension: bool,
    /// Of a streaming operation, once an event has come.
    pub(super) stream: Option<Box<StreamRules>>,
}

impl Exchange {
    pub(super) fn of(method: &'static MethodInfo, record: &Record, request: &Place<'_>) -> Self {
        let sends = matches!(method.name, "SendMessage" | "SendStreamingMessage");
        let asked = match method.name {
            _ if sends => Asked::by_message(request),
            "GetTask" | "CancelTask" | "SubscribeToTask" => Asked::by_id(request),
            "ListTasks" => Asked {
                history_length: request.integer("historyLength"),
                ..Asked::default()
            },
            _ => Asked {
                task: request.text("taskId").map(Digest::of),
                ..Asked::default()
            },
        };
        let configuration = request.get("configuration");
        let returns_immediately =
            configuration.and_then(|configuration| configuration.flag("returnImmediately")) == Some(true);
        Self {
            method,
            binding: record.binding,
            at: record.at,
            caller: caller(&record.headers, request.text("tenant")),
            is_masked: CREDENTIALS
                .iter()
                .filter_map(|name| record.headers.get(*name)?.to_str().ok())
                .any(|credentials| credentials.contains(MARKER)),
            asked,
            blocking: method.name == "SendMessage" && !returns_immediately,
            repeated: false,
            foreign_context: false,
            listing: (method.name == "ListTasks").then(|| Box::new(Listing::of(request))),
            config: Named::of(request),
            has_config: configuration
                .is_some_and(|configuration| configuration.get("taskPushNotificationConfig").is_some()),
            version: version(&record.headers),
            is_unnamed: record.findings.iter().any(is_without_version),
            extensions: extensions(&record.headers)
                .take(EXTENSIONS)
                .map(Digest::of)
                .collect(),
            resumes: method.name == "SubscribeToTask" && record.headers.contains_key("last-event-id"),
            lacks_extension: false,
            stream: None,
        }
    }

    /// Whether the operation sends a message.
    pub(super) fn sends(&self) -> bool {
        matches!(self.method.name, "SendMessage" | "SendStreamingMessage")
    }
}

/// The request message of a record.
pub(super) fn request(record: &Record) -> Option<Place<'_>> {
    let root = Place::root(record.content.as_deref()?);
    match record.binding {
        Binding::JsonRpc => Some(root.get("params").unwrap_or(Place::root(&NOTHING))),
        _ => Some(root),
    }
}

/// The response message of a record that is no error.
pub(super) fn response(record: &Record) -> Option<Place<'_>> {
    let root = Place::root(record.content.as_deref()?);
    match record.binding {
        Binding::JsonRpc => root.get("result"),
        _ => Some(root),
    }
}

/// `A2A-Version`, if it is there and not empty.
pub(super) fn version(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("a2a-version")?.to_str().ok()?.trim();
    let fits = !value.is_empty() && value.len() <= VERSION_LENGTH;
    fits.then(|| value.to_owned())
}

/// The layer has seen the query too.
fn is_without_version(finding: &Finding) -> bool {
    finding.rule == rules::VERSION.id && finding.section == "§3.6.1"
}

/// The extensions that headers name. Older peers write `X-A2A-Extensions`.
pub(super) fn extensions(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = ["a2a-extensions", "x-a2a-extensions"]
        .into_iter()
        .flat_map(|name| headers.get_all(name));
    let uris = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    uris.map(str::trim).filter(|uri| !uri.is_empty())
}

/// Who asks, and in which tenant.
fn caller(headers: &HeaderMap, tenant: Option<&str>) -> Digest {
    let credentials = CREDENTIALS.map(|name| headers.get(name).map(http::HeaderValue::as_bytes));
    Digest::of((credentials, tenant))
}
