//! Bodies of JSON-RPC requests (§9), through the router.

use super::echo::Echo;
use super::request::{Answer, MAX_ERROR, read, send};
use a2a_bindings::v1_0::{PROTOCOL, Server};
use a2a_runtime::server::{Options, json_rpc as router};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use serde::de::IgnoredAny;
use serde_json::Value;
use std::sync::Arc;

thread_local! {
    static APP: Router = router(Arc::new(Server::new(Echo)), Options::new());
}

/// Whatever the body is, the answer is an envelope with the status 200, the right id and the right kind of error.
pub fn json_rpc(data: &[u8]) {
    let request = Request::post("/")
        .header("a2a-version", "1.0")
        .body(Body::from(data.to_vec()));
    let answer = APP.with(|app| send(app, request.unwrap()));
    assert_eq!(answer.status, 200);
    if has_half_a_pair(data) {
        // It may be in the id, which comes back as it is: JSON by its grammar, and no text.
        return;
    }
    for envelope in envelopes(&answer) {
        check(data, &envelope, answer.body.len());
    }
}

fn envelopes(answer: &Answer) -> Vec<Value> {
    match answer.content_type() {
        "application/json" => vec![answer.json()],
        "text/event-stream" => answer.events(),
        other => panic!("an answer of the type {other}"),
    }
}

/// Whether an escape may be half of a surrogate pair.
fn has_half_a_pair(data: &[u8]) -> bool {
    let lower = data.to_ascii_lowercase();
    lower.windows(3).any(|window| window == b"\\ud") && read(data).is_err()
}

fn check(data: &[u8], envelope: &Value, length: usize) {
    let members: Vec<_> = envelope.as_object().unwrap().keys().collect();
    assert!(
        members == ["id", "jsonrpc", "result"] || members == ["error", "id", "jsonrpc"],
        "{envelope}"
    );
    assert_eq!(envelope["jsonrpc"], "2.0");
    let error = envelope.get("error");
    let code = error.map(|error| error["code"].as_i64().unwrap());
    if let Some(error) = error {
        assert!(
            error["message"].as_str().is_some_and(|text| !text.is_empty()),
            "{error}"
        );
        assert!(length < MAX_ERROR, "an error of {length} bytes");
    }
    let is_json = std::str::from_utf8(data).is_ok() && serde_json::from_slice::<IgnoredAny>(data).is_ok();
    if !is_json {
        assert_eq!((code, &envelope["id"]), (Some(-32700), &Value::Null));
        return;
    }
    match read(data) {
        Ok(Value::Object(request)) => check_request(&request, envelope, code),
        Ok(_) => assert_eq!((code, &envelope["id"]), (Some(-32600), &Value::Null)),
        // Valid, and beyond what a reader of `Value` takes: too deep, a number too large, half of a surrogate pair.
        Err(_) => {}
    }
}

fn check_request(request: &serde_json::Map<String, Value>, envelope: &Value, code: Option<i64>) {
    let id = request.get("id");
    if matches!(
        id,
        None | Some(Value::Bool(_) | Value::Array(_) | Value::Object(_))
    ) {
        assert_eq!((code, &envelope["id"]), (Some(-32600), &Value::Null));
        return;
    }
    let is_usable = id.is_some_and(|id| id.is_string() || id.is_null() || id.is_i64() || id.is_u64());
    if !is_usable || id.is_some_and(|id| id.to_string().len() > 128) {
        // A number that is no 64-bit integer may be an integer; the length is limited in bytes as they were sent.
        return;
    }
    let method = request.get("method").and_then(Value::as_str);
    let (Some("2.0"), Some(method)) = (request.get("jsonrpc").and_then(Value::as_str), method) else {
        assert_eq!(code, Some(-32600));
        return;
    };
    if envelope["id"].is_null() && !id.is_some_and(Value::is_null) {
        // Escapes can make a short string long on the wire.
        assert_eq!(code, Some(-32600));
        return;
    }
    assert_eq!(id, Some(&envelope["id"]));
    if PROTOCOL.methods.iter().any(|known| known.name == method) {
        assert!(
            !matches!(code, Some(-32700 | -32600 | -32601 | -32603)),
            "{envelope}"
        );
    } else {
        assert_eq!(code, Some(-32601));
    }
}
