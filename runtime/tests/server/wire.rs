//! Requests and responses as text.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::response::Response;
use http::Request;
use std::collections::BTreeMap;
use tower::ServiceExt;

/// A request from its text: verb and target, header lines, an empty line, the body.
pub(crate) fn request(text: &str) -> Request<Body> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let (verb, target) = lines.next().unwrap().split_once(' ').unwrap();
    let mut request = Request::builder().method(verb).uri(target);
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    request.body(Body::from(body.to_owned())).unwrap()
}

/// Sends a request and gives the response.
pub(crate) async fn respond(app: &Router, request: Request<Body>) -> Response {
    app.clone().oneshot(request).await.unwrap()
}

/// Sends a request exactly as it is and gives the text of the response: the status, every header but the length by
/// name, an empty line, the body.
pub(crate) async fn exchange(app: &Router, request: Request<Body>) -> String {
    let (parts, body) = respond(app, request).await.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let headers: BTreeMap<_, _> = parts
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    let mut text = parts.status.as_u16().to_string();
    for (name, value) in headers.into_iter().filter(|(name, _)| *name != "content-length") {
        text += &format!("\n{name}: {value}");
    }
    text + "\n\n" + std::str::from_utf8(&body).unwrap()
}

/// Sends a request of version 1.0.
pub(crate) async fn exchange_1_0(app: &Router, mut request: Request<Body>) -> String {
    request
        .headers_mut()
        .insert("a2a-version", "1.0".parse().unwrap());
    exchange(app, request).await
}

/// Checks rows of requests of version 1.0 and responses, and names the row that is wrong.
pub(crate) async fn check(app: &Router, rows: &[(&str, String)]) {
    for (text, expected) in rows {
        assert_eq!(
            exchange_1_0(app, request(text)).await,
            *expected,
            "the response to:\n{text}"
        );
    }
}

/// A response in plain JSON.
pub(crate) fn json_response(status: u16, body: &str) -> String {
    format!("{status}\ncontent-type: application/json\n\n{body}")
}

/// A response that is a stream.
pub(crate) fn event_stream(body: &str) -> String {
    format!("200\ncache-control: no-cache\ncontent-type: text/event-stream\nx-accel-buffering: no\n\n{body}")
}
