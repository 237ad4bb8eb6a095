//! Requests out of bytes, and what a router answers.

use a2a_bindings::protojson::ProtoJson;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Uri};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

/// How long an answer may be: no error is longer than a few kilobytes, and what is echoed is an input.
pub(crate) const MAX_ERROR: usize = 16 << 10;

thread_local! {
    static RUNTIME: Runtime = Builder::new_current_thread().enable_all().build().unwrap();
}

/// Runs a future to its end on the runtime of this thread.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    RUNTIME.with(|runtime| runtime.block_on(future))
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn content_type(&self) -> &str {
        self.headers
            .get("content-type")
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The body, which must be JSON.
    pub(crate) fn json(&self) -> Value {
        json(&self.body)
    }

    /// The documents of a stream.
    pub(crate) fn events(&self) -> Vec<Value> {
        let mut decoder = a2a_runtime::client::SseDecoder::new();
        decoder.push(&self.body);
        let mut events = Vec::new();
        while let Some(event) = decoder.next_event() {
            events.push(json(event.unwrap().data.as_bytes()));
        }
        decoder.finish().unwrap();
        assert!(!events.is_empty(), "a stream without an event");
        events
    }
}

/// A document as it stands: to `Value` itself, a certain name of a member means something else.
pub(crate) fn read(bytes: &[u8]) -> serde_json::Result<Value> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = Value::read(&mut deserializer)?;
    deserializer.end().map(|()| value)
}

pub(crate) fn json(bytes: &[u8]) -> Value {
    read(bytes).unwrap_or_else(|error| panic!("not JSON ({error}): {}", bytes.escape_ascii()))
}

/// Sends a request.
pub(crate) fn send(app: &Router, request: Request<Body>) -> Answer {
    block_on(async {
        let (parts, body) = app.clone().oneshot(request).await.unwrap().into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.unwrap().into(),
        }
    })
}

/// A request from its text: verb and target, header lines, an empty line, the body. `None` if no HTTP server would
/// hand it on.
pub(crate) fn request(data: &[u8]) -> Option<Request<Body>> {
    let (head, body) = split_at(data, b"\n\n");
    let mut lines = head.split(|byte| *byte == b'\n');
    let (verb, target) = split_at(lines.next()?, b" ");
    let mut request = Request::new(Body::from(body.to_vec()));
    *request.method_mut() = Method::from_bytes(verb).ok()?;
    *request.uri_mut() = Uri::try_from(target).ok()?;
    for line in lines {
        let (name, value) = split_at(line, b": ");
        let name = HeaderName::from_bytes(name).ok()?;
        request
            .headers_mut()
            .append(name, HeaderValue::from_bytes(value).ok()?);
    }
    Some(request)
}

/// What comes before and behind the first `separator`.
pub(crate) fn split_at<'a>(data: &'a [u8], separator: &[u8]) -> (&'a [u8], &'a [u8]) {
    match data
        .windows(separator.len())
        .position(|window| window == separator)
    {
        Some(at) => (&data[..at], &data[at + separator.len()..]),
        None => (data, b""),
    }
}
