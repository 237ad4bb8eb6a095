//! Requests of HTTP+JSON (§11), and the headers of both bindings.

use super::echo::Echo;
use super::request::{Answer, MAX_ERROR, request, send, split_at};
use a2a_bindings::v1_0::Server;
use a2a_runtime::server::{Options, http_json as http_json_router, json_rpc as json_rpc_router};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Request};
use std::sync::Arc;

thread_local! {
    static APP: Router = {
        let service = Arc::new(Server::new(Echo));
        Router::new()
            .nest_service("/rpc", json_rpc_router(Arc::clone(&service), Options::new()))
            .merge(http_json_router(service, Options::new()))
    };
}

/// A whole request: the answer is a document or a stream, or an error in JSON with the status it has in the body.
pub fn http_json(data: &[u8]) {
    let Some(request) = request(data) else { return };
    if request.uri().path().starts_with("/rpc") {
        return;
    }
    let is_head = request.method() == "HEAD";
    let answer = APP.with(|app| send(app, request));
    if !is_head {
        check(&answer);
    }
}

fn check(answer: &Answer) {
    let status = answer.status.as_u16();
    if answer.content_type() == "text/event-stream" {
        assert_eq!(status, 200);
        answer.events();
        return;
    }
    assert!(
        ["application/json", "application/a2a+json"].contains(&answer.content_type()),
        "an answer of the type {}",
        answer.content_type()
    );
    let document = answer.json();
    if status == 200 {
        assert!(
            document.is_object() && document.get("error").is_none(),
            "{document}"
        );
        return;
    }
    assert!((400..500).contains(&status), "{status}: {document}");
    assert!(
        answer.body.len() < MAX_ERROR,
        "an error of {} bytes",
        answer.body.len()
    );
    let error = document["error"].as_object().unwrap();
    assert_eq!(error["code"], status);
    assert!(
        error["status"].is_string() && error["message"].as_str().is_some_and(|text| !text.is_empty()),
        "{document}"
    );
    assert!(
        error
            .keys()
            .all(|name| ["code", "status", "message", "details"].contains(&name.as_str())),
        "{document}"
    );
}

/// The headers that are read, one a line: `Accept`, `Content-Type`, `A2A-Version`, `A2A-Extensions`,
/// `X-A2A-Extensions`, `Last-Event-ID`, `traceparent`, `baggage`.
const HEADERS: [&str; 8] = [
    "accept",
    "content-type",
    "a2a-version",
    "a2a-extensions",
    "x-a2a-extensions",
    "last-event-id",
    "traceparent",
    "baggage",
];

/// Values of headers: a line each, an empty one for a header that is not sent.
pub fn headers(data: &[u8]) {
    let mut rest = data;
    let mut headers = Vec::new();
    for name in HEADERS {
        let (line, others) = split_at(rest, b"\n");
        rest = others;
        if line.is_empty() {
            continue;
        }
        let Ok(value) = HeaderValue::from_bytes(line) else {
            return;
        };
        headers.push((HeaderName::from_static(name), value));
    }
    let value = |name: &str| {
        headers
            .iter()
            .find(|(one, _)| one == name)
            .map(|(_, value)| value)
    };
    let is_version = value("a2a-version").is_some_and(is_1_0);
    let is_json = value("content-type").is_none_or(is_json);

    for (target, body) in [
        ("/tasks/1:cancel", "{}"),
        (
            "/rpc",
            r#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"1"}}"#,
        ),
    ] {
        let mut request = Request::post(target).body(Body::from(body)).unwrap();
        request.headers_mut().extend(headers.iter().cloned());
        let answer = APP.with(|app| send(app, request));
        if target == "/rpc" {
            let envelope = answer.json();
            let code = envelope["error"]["code"].as_i64();
            let expected = match (is_json, is_version) {
                (false, _) => Some(-32005),
                (true, false) => Some(-32009),
                (true, true) => None,
            };
            assert_eq!(code, expected, "{envelope}");
        } else {
            check(&answer);
            assert_eq!(answer.status == 200, is_json && is_version);
            let asks = |name| value(name).is_some_and(|value| names_plain_json(value.as_bytes()));
            if !asks("accept") && !asks("content-type") {
                assert_eq!(answer.content_type(), "application/a2a+json");
            }
        }
    }
}

/// `1.0`, with or without a patch number.
fn is_1_0(value: &HeaderValue) -> bool {
    let text = String::from_utf8_lossy(value.as_bytes());
    let text = text.trim();
    let patch = text.strip_prefix("1.0.");
    text == "1.0"
        || patch.is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_json(value: &HeaderValue) -> bool {
    let text = String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase();
    let essence = text.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || (essence.contains('/') && essence.ends_with("+json"))
}

fn names_plain_json(value: &[u8]) -> bool {
    value
        .to_ascii_lowercase()
        .windows(16)
        .any(|window| window == b"application/json")
}
