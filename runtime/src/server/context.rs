//! What the headers of a request say beside its parameters (§3.2.6, §3.6).

use super::error::version_not_supported;
use super::options::Options;
use super::query;
use a2a_bindings::protocol::Protocol;
use a2a_bindings::{A2aError, Principal, RequestContext};
use http::request::Parts;
use http::{HeaderMap, HeaderName};
use std::collections::{BTreeMap, HashSet};

/// What the names of all service parameters begin with.
const PREFIX: &str = "a2a-";
const VERSION: &str = "a2a-version";
/// The second name is the one that older clients send.
static EXTENSIONS: [HeaderName; 2] = [
    HeaderName::from_static("a2a-extensions"),
    HeaderName::from_static("x-a2a-extensions"),
];
static LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// W3C Trace Context and W3C Baggage.
static TRACE_CONTEXT: [HeaderName; 3] = [
    HeaderName::from_static("traceparent"),
    HeaderName::from_static("tracestate"),
    HeaderName::from_static("baggage"),
];
/// How long a value of the trace context may be, in bytes: it is handed on with every call that is made on the way.
const MAX_TRACE_CONTEXT: usize = 8 * 1024;
/// What a request without a version means (§3.6.2).
const VERSION_WHEN_EMPTY: &str = "0.3";

/// The context of a request.
///
/// # Errors
/// The request is of a version of the protocol that is not served.
pub(super) fn of_request(
    parts: &Parts,
    protocol: &Protocol,
    options: &Options,
) -> Result<RequestContext, A2aError> {
    let mut context = RequestContext::new();
    context.service_parameters = service_parameters(parts);
    context.extensions = extensions(&parts.headers);
    context.last_event_id = text(&parts.headers, &LAST_EVENT_ID).filter(|id| !id.is_empty());
    context.principal = parts.extensions.get::<Principal>().cloned();
    context.trace_context = trace_context(&parts.headers);
    check_version(context.service_parameters.get(VERSION), protocol, options)?;
    Ok(context)
}

fn service_parameters(parts: &Parts) -> BTreeMap<String, String> {
    let names = parts
        .headers
        .keys()
        .filter(|name| name.as_str().starts_with(PREFIX));
    let mut parameters = BTreeMap::new();
    // There are one or two: to collect them would sort them first.
    parameters.extend(names.filter_map(|name| Some((name.to_string(), text(&parts.headers, name)?))));
    // §3.6.1: the version may be in the query instead.
    if !parameters.contains_key(VERSION)
        && let Some(version) = parts.uri.query().and_then(query::version)
    {
        parameters.insert(VERSION.to_owned(), version);
    }
    parameters
}

/// The extensions, each once: a client may send the header under both of its names.
fn extensions(headers: &HeaderMap) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut extensions = Vec::new();
    for value in EXTENSIONS.iter().filter_map(|name| text(headers, name)) {
        for uri in value.split(',').map(str::trim).filter(|uri| !uri.is_empty()) {
            if seen.insert(uri.to_owned()) {
                extensions.push(uri.to_owned());
            }
        }
    }
    extensions
}

fn trace_context(headers: &HeaderMap) -> BTreeMap<String, String> {
    let values = TRACE_CONTEXT
        .iter()
        .filter_map(|name| Some((name, text(headers, name)?)));
    values
        .filter(|(_, value)| value.len() <= MAX_TRACE_CONTEXT)
        .map(|(name, value)| (name.to_string(), value))
        .collect()
}

/// A header's value, several lines of it joined as RFC 9110 §5.3 has it.
///
/// Bytes that are not UTF-8 are replaced rather than the header dropped, so that a garbled value is not taken for
/// an absent one.
fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let lines = headers.get_all(name).into_iter();
    let mut lines = lines.map(|value| String::from_utf8_lossy(value.as_bytes()));
    let mut text = lines.next()?.into_owned();
    for line in lines {
        text.push(',');
        text.push_str(&line);
    }
    Some(text)
}

fn check_version(requested: Option<&String>, protocol: &Protocol, options: &Options) -> Result<(), A2aError> {
    let requested = requested
        .map(|version| version.trim())
        .filter(|version| !version.is_empty());
    let is_served = match requested {
        Some(version) => is_version(version, protocol.version),
        None => options.assume_version || protocol.version == VERSION_WHEN_EMPTY,
    };
    if is_served {
        Ok(())
    } else {
        Err(version_not_supported(protocol, requested))
    }
}

/// Whether `version` is `served` (`Major.Minor`), with or without a patch number, which does not count (§3.6).
fn is_version(version: &str, served: &str) -> bool {
    match version.strip_prefix(served) {
        Some("") => true,
        Some(rest) => rest
            .strip_prefix('.')
            .is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit())),
        None => false,
    }
}
