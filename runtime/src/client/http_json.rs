//! Requests and responses of HTTP+JSON (§11).

use super::error::{ClientError, ClientErrorKind};
use super::json::Json;
use a2a_bindings::protocol::{MethodInfo, Route};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// A request as a route carries it.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) route: &'static Route,
    /// Without what the query carries.
    url: Url,
    /// The fields that the path does not carry.
    fields: Map<String, Value>,
}

impl Request {
    /// The request of an operation below the URL of an interface.
    pub(super) fn new<Q: Serialize>(
        method: &'static MethodInfo,
        request: &Q,
        endpoint: &Url,
    ) -> Result<Self, ClientError> {
        let refused =
            |what: &str| ClientError::new(ClientErrorKind::Request, format!("{}: {what}", method.name));
        let fields = serde_json::to_value(request)
            .map_err(|error| refused("the request cannot be written as JSON").with_source(error))?;
        let Value::Object(mut fields) = fields else {
            return Err(refused("the request is no JSON object"));
        };
        let (route, path) = method
            .path(&mut fields)
            .ok_or_else(|| refused("the request lacks an id that the path must carry"))?;
        let mut url = endpoint.clone();
        let base = url.path();
        let path = format!("{}{path}", base.strip_suffix('/').unwrap_or(base));
        url.set_path(&path);
        // URLs resolve a segment `..`, so that another resource would be meant.
        if url.path() != path {
            return Err(refused("an id that is `.` or `..` cannot stand in a path"));
        }
        Ok(Self { route, url, fields })
    }

    /// The request on a route of the same path that is a GET, if this one is none.
    pub(super) fn into_get(self, method: &'static MethodInfo) -> Option<Self> {
        let segments = Some(self.route).filter(|route| route.verb != "GET")?.segments;
        let is_get = |route: &&Route| route.verb == "GET" && route.segments == segments;
        let route = method.routes.iter().find(is_get)?;
        Some(Self { route, ..self })
    }

    /// The URL, and the body if the route has one.
    pub(super) fn encode(&self) -> Result<(Url, Option<Vec<u8>>), ClientError> {
        let mut url = self.url.clone();
        if self.route.has_body {
            let body = serde_json::to_vec(&self.fields).map_err(|error| {
                ClientError::new(ClientErrorKind::Request, "the request cannot be written as JSON")
                    .with_source(error)
            })?;
            return Ok((url, Some(body)));
        }
        let query = query(&self.fields)?;
        if !query.is_empty() {
            // An interface's URL may have a query of its own.
            let query = [url.query().unwrap_or_default(), &query].join("&");
            url.set_query(Some(query.trim_start_matches('&')));
        }
        Ok((url, None))
    }
}

/// Everything but the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Fields in a query: text as it is, lists as repeated parameters (§11.5).
fn query(fields: &Map<String, Value>) -> Result<String, ClientError> {
    let mut query = String::new();
    for (name, value) in fields {
        let values = match value {
            Value::Array(values) => values.as_slice(),
            value => std::slice::from_ref(value),
        };
        for value in values {
            let text = match value {
                Value::Null => continue,
                Value::String(text) => text.clone(),
                Value::Bool(_) | Value::Number(_) => value.to_string(),
                Value::Array(_) | Value::Object(_) => {
                    let message = format!("`{name}` holds more than a query can carry");
                    return Err(ClientError::new(ClientErrorKind::Request, message));
                }
            };
            if !query.is_empty() {
                query.push('&');
            }
            query.extend(utf8_percent_encode(name, ENCODED));
            query.push('=');
            query.extend(utf8_percent_encode(&text, ENCODED));
        }
    }
    Ok(query)
}

/// What a document says of itself, whichever response it is meant to be.
///
/// A oneof keeps members that it does not know, so it would take an error, or an envelope of JSON-RPC, for
/// something new of a later version.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The member `error`.
    pub(super) error: Option<Value>,
    /// It is an envelope of JSON-RPC.
    pub(super) is_envelope: bool,
}

impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Outline;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline, A::Error> {
        let mut outline = Outline::default();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "error" => outline.error = map.next_value::<Option<Json>>()?.map(|json| json.0),
                "jsonrpc" => {
                    map.next_value::<IgnoredAny>()?;
                    outline.is_envelope = true;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(outline)
    }
}
