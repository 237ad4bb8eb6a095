//! The layer that lets only pass what is valid.

use crate::exchange::{A2A_JSON, Answered, Asked, ERROR, EVENTS, JSON, TASK, found, layer};
use a2a_validator::Profile;
use a2a_validator::layer::{Direction, EnforceLayer, Gated, Recorder};
use bytes::Bytes;
use futures_util::{FutureExt, StreamExt, stream};
use http::{Request, Response};
use http_body::{Body, Frame};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tower::{Layer, ServiceExt, service_fn};

/// What the client gets, and what reached the service.
struct Got {
    status: u16,
    content_type: String,
    body: String,
    /// How often the service was called.
    calls: u64,
    recorder: Recorder,
}

impl Got {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

async fn enforce(asked: Asked<'_>, answered: Answered<'_>) -> Got {
    enforce_with(asked, answered, |layer| layer, 16 << 20).await
}

async fn enforce_with(
    asked: Asked<'_>,
    answered: Answered<'_>,
    change: impl FnOnce(EnforceLayer) -> EnforceLayer,
    limit: usize,
) -> Got {
    let recorder = Recorder::new();
    let calls = Arc::new(AtomicU64::new(0));
    let (status, content_type, answer) = (answered.0, answered.1.to_owned(), answered.2.to_owned());
    let (sent, counted) = (asked.2.to_owned(), Arc::clone(&calls));
    let service = service_fn(move |request: Request<Gated<Full<Bytes>>>| {
        counted.fetch_add(1, Ordering::Relaxed);
        let (content_type, answer, sent) = (content_type.clone(), answer.clone(), sent.clone());
        async move {
            assert_eq!(request.body().size_hint().exact(), Some(sent.len() as u64));
            let body = request.into_body().collect().await.unwrap().to_bytes();
            assert_eq!(body, sent, "the request is not what was sent");
            // Byte by byte.
            let bytes: Vec<_> = answer
                .bytes()
                .map(|byte| Ok::<_, Infallible>(Frame::data(Bytes::from(vec![byte]))))
                .collect();
            let mut response = Response::builder()
                .status(status)
                .header("cache-control", "no-cache");
            if !content_type.is_empty() {
                response = response.header("content-type", content_type);
            }
            Ok::<_, Infallible>(response.body(StreamBody::new(stream::iter(bytes))).unwrap())
        }
    });
    let layer = change(layer(&recorder).with_max_body_bytes(limit).enforcing());
    let response = layer.layer(service).oneshot(asked.request()).await.unwrap();
    let status = response.status().as_u16();
    let content_type = response.headers().get("content-type");
    let content_type = content_type
        .map(|value| value.to_str().unwrap().to_owned())
        .unwrap_or_default();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    Got {
        status,
        content_type,
        body: String::from_utf8(body.to_vec()).unwrap(),
        calls: calls.load(Ordering::Relaxed),
        recorder,
    }
}

fn rpc(method: &str, params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":"x","method":"{method}","params":{params}}}"#)
}

#[tokio::test]
async fn what_is_valid_passes_as_it_is() {
    let result = format!(r#"{{"jsonrpc":"2.0","id":"x","result":{TASK}}}"#);
    let event = format!("data: {{\"task\":{TASK}}}\n\n");
    let stream = format!(": hi\r\n\r\nid: 1\n{event}data:{{\"task\":{TASK}}}\r\rretry: 3\n\n");
    let get = rpc("GetTask", r#"{"id":"t"}"#);
    let snake = rpc("GetTask", r#"{"id":"t","history_length":"3"}"#);
    for (asked, answered) in [
        (Asked("POST /", JSON, &get), Answered(200, JSON, &result)),
        // Receivers must accept it.
        (Asked("POST /", JSON, &snake), Answered(200, JSON, &result)),
        (Asked("GET /tasks/t", "", ""), Answered(200, A2A_JSON, TASK)),
        (Asked("GET /tasks/t", "", ""), Answered(404, A2A_JSON, ERROR)),
        (
            Asked("POST /tasks/t:cancel", "", ""),
            Answered(200, A2A_JSON, TASK),
        ),
        (
            Asked("GET /tasks/t:subscribe", "", ""),
            Answered(200, EVENTS, &stream),
        ),
        // Nobody knows what this is.
        (Asked("GET /health", "", ""), Answered(200, "text/plain", "ok")),
        (Asked("GET /unknown", "", ""), Answered(200, "text/html", "<p>")),
        (Asked("GET /tasks/t", "", ""), Answered(401, "", "")),
        (Asked("GET /tasks/t", "", ""), Answered(503, "text/html", "<p>")),
        (
            Asked("DELETE /tasks/t/pushNotificationConfigs/p", "", ""),
            Answered(204, "", ""),
        ),
    ] {
        let got = enforce(asked, answered).await;
        assert_eq!(
            (got.status, got.content_type.as_str(), got.body.as_str()),
            (answered.0, answered.1, answered.2)
        );
        assert_eq!(got.calls, 1, "{}", asked.0);
    }
}

#[tokio::test]
async fn an_invalid_request_does_not_reach_the_service() {
    let rpc_of = |params: &str| rpc("SendMessage", params);
    let (missing, other_type) = (
        rpc_of(r#"{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"text":1}]}}"#),
        rpc("GetTask", r#"{"id":"t"}"#),
    );
    for (asked, code, fields) in [
        (
            Asked("POST /", JSON, &missing),
            -32602,
            &["message.parts[0].text"][..],
        ),
        (Asked("POST /", JSON, "{"), -32700, &[""]),
        (
            Asked(
                "POST /",
                JSON,
                r#"{"jsonrpc":"2.0","id":true,"method":"GetTask","params":{"id":"t"}}"#,
            ),
            -32600,
            &["id"],
        ),
        (Asked("POST /", JSON, "[]"), -32600, &[""]),
        (Asked("POST /", "text/plain", &other_type), -32005, &[""]),
    ] {
        let got = enforce(asked, Answered(200, JSON, "{}")).await;
        assert_eq!(
            (got.status, got.content_type.as_str(), got.calls),
            (200, JSON, 0),
            "{}",
            asked.2
        );
        let error = got.json();
        assert_eq!(error["error"]["code"], code, "{}", got.body);
        assert_eq!(error["jsonrpc"], "2.0");
        let id = if asked.2.contains(r#""id":"x""#) {
            json!("x")
        } else {
            Value::Null
        };
        assert_eq!(error["id"], id, "{}", got.body);
        assert_eq!(violations(&error["error"]["data"]), fields, "{}", got.body);
        // Our own answer is valid, and the record says that it refused.
        assert!(found(&got.recorder.records(), Direction::Response).is_empty());
        assert!(got.recorder.records().iter().all(|record| record.refused));
    }
    for (asked, reason, fields) in [
        (
            Asked("GET /tasks/t?historyLength=-1", "", ""),
            Value::Null,
            &["historyLength"][..],
        ),
        (
            Asked("POST /message:send", A2A_JSON, r#"{"message":{"parts":[]}}"#),
            Value::Null,
            &["message", "message"],
        ),
        (Asked("POST /message:send", A2A_JSON, "{"), Value::Null, &[""]),
    ] {
        let got = enforce(asked, Answered(200, JSON, "{}")).await;
        assert_eq!((got.status, got.calls), (400, 0), "{}", got.body);
        let error = &got.json()["error"];
        assert_eq!(
            (&error["code"], &error["status"]),
            (&json!(400), &json!("INVALID_ARGUMENT"))
        );
        assert_eq!(error["details"][0]["reason"], reason);
        let found = violations(&error["details"]);
        assert!(
            found.starts_with(&fields.iter().map(|field| (*field).to_owned()).collect::<Vec<_>>()),
            "{found:?}"
        );
    }
}

/// The fields that the details of an error name.
fn violations(details: &Value) -> Vec<String> {
    let details = details.as_array().into_iter().flatten();
    let fields = details
        .filter_map(|detail| detail["fieldViolations"].as_array())
        .flatten();
    fields
        .map(|violation| violation["field"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn an_invalid_response_is_replaced() {
    let get = rpc("GetTask", r#"{"id":"t"}"#);
    for answer in [
        "{",
        r#"{"jsonrpc":"2.0","id":"x","result":{"id":"s3cret"}}"#,
        r#"{"jsonrpc":"2.0","id":"y","result":null}"#,
    ] {
        let got = enforce(Asked("POST /", JSON, &get), Answered(200, JSON, answer)).await;
        let error = got.json();
        assert_eq!(
            (&error["id"], &error["error"]["code"]),
            (&json!("x"), &json!(-32006)),
            "{}",
            got.body
        );
        assert!(!got.body.contains("s3cret"));
        assert_eq!(got.calls, 1);
        // The record has what was wrong.
        assert_eq!(got.recorder.invalid().len(), 1);
    }
    for answered in [
        Answered(200, A2A_JSON, r#"{"id":"t"}"#),
        Answered(404, "text/plain", "Not Found"),
        Answered(200, A2A_JSON, ""),
    ] {
        let got = enforce(Asked("GET /tasks/t", "", ""), answered).await;
        assert_eq!(got.status, 500);
        assert_eq!(
            got.json()["error"]["details"][0]["reason"],
            "INVALID_AGENT_RESPONSE",
            "{}",
            got.body
        );
    }
}

#[tokio::test]
async fn an_invalid_event_ends_the_stream() {
    let event = format!("data: {{\"task\":{TASK}}}\n\n");
    let enveloped = format!("data: {{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{{\"task\":{TASK}}}}}\n\n");
    let bad = "data: {\"task\":{}}\n\n";
    let subscribe = rpc("SubscribeToTask", r#"{"id":"t"}"#);
    for (asked, good) in [
        (Asked("GET /tasks/t:subscribe", "", ""), &event),
        (Asked("POST /", JSON, &subscribe), &enveloped),
    ] {
        let stream = format!("{good}: c\n\n{bad}{good}");
        let got = enforce(asked, Answered(200, EVENTS, &stream)).await;
        let passed = format!("{good}: c\n\n");
        let end = got.body.strip_prefix(&passed).unwrap();
        assert!(
            end.contains("INVALID_AGENT_RESPONSE") && end.ends_with("}\n\n"),
            "{end}"
        );
        let data = end.split_once("data: ").unwrap().1;
        let error: Value = serde_json::from_str(data).unwrap();
        if asked.1.is_empty() {
            assert!(end.starts_with("event: error\ndata: "));
            assert_eq!(error["error"]["code"], 500);
        } else {
            assert_eq!(
                (&error["id"], &error["error"]["code"]),
                (&json!("x"), &json!(-32006))
            );
        }
        // What is left without an end is no event.
        let got = enforce(asked, Answered(200, EVENTS, &format!("{good}data: {{\"task"))).await;
        assert_eq!(&got.body, good);
    }
}

/// A body of single bytes, with nothing in between, reaches the service in one piece; and a stream that is cut short
/// does not announce the length that it had.
#[tokio::test]
async fn pieces_are_put_together() {
    let recorder = Recorder::new();
    let bad = "data: {\"task\":{}}\n\ndata: {\"task\":{}}\n\n";
    let service = service_fn(
        move |request: Request<Gated<BoxBody<Bytes, Infallible>>>| async move {
            let mut body = request.into_body();
            let mut frames = 0;
            while body.frame().await.is_some() {
                frames += 1;
            }
            let response = Response::builder()
                .header("content-type", EVENTS)
                .header("content-length", bad.len())
                .header("x-frames", frames);
            Ok::<_, Infallible>(response.body(Full::from(bad)).unwrap())
        },
    );
    let message = r#"{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"text":"hi"}]}}"#;
    let bytes = message
        .bytes()
        .flat_map(|byte| [Bytes::copy_from_slice(&[byte]), Bytes::new()]);
    let frames = stream::iter(bytes.map(|piece| Ok(Frame::data(piece))).collect::<Vec<_>>());
    let (parts, _) = Asked("POST /message:stream", A2A_JSON, "").request().into_parts();
    let request = Request::from_parts(parts, BodyExt::boxed(StreamBody::new(frames)));
    let response = layer(&recorder)
        .enforcing()
        .layer(service)
        .oneshot(request)
        .await
        .unwrap();
    assert_eq!(response.headers()["x-frames"], "1");
    assert!(!response.headers().contains_key("content-length"));
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert_ne!(body.len(), bad.len());
}

#[tokio::test]
async fn an_event_passes_before_the_next_one_exists() {
    let recorder = Recorder::new();
    let service = service_fn(|_: Request<Gated<Full<Bytes>>>| async move {
        let first = stream::iter([Ok::<_, Infallible>(Frame::data(Bytes::from(format!(
            "data: {{\"task\":{TASK}}}\n\n"
        ))))]);
        let response = Response::builder()
            .header("content-type", EVENTS)
            .header("cache-control", "no-cache");
        Ok::<_, Infallible>(
            response
                .body(StreamBody::new(first.chain(stream::pending())))
                .unwrap(),
        )
    });
    let layer = layer(&recorder).enforcing();
    let response = layer
        .layer(service)
        .oneshot(Asked("GET /tasks/t:subscribe", "", "").request())
        .await
        .unwrap();
    let mut body = response.into_body();
    assert!(body.frame().now_or_never().is_some());
    assert!(body.frame().now_or_never().is_none());
    drop(body);
    assert!(recorder.invalid().is_empty());
}

#[tokio::test]
async fn profiles_can_be_chosen() {
    let snake = rpc("GetTask", r#"{"id":"t","history_length":3}"#);
    let result = format!(
        r#"{{"jsonrpc":"2.0","id":"x","result":{}}}"#,
        TASK.replace("\"TASK_STATE_WORKING\"", "2")
    );
    let asked = Asked("POST /", JSON, &snake);
    let strict = |layer: EnforceLayer| layer.with_request_profile(Profile::Canonical);
    let got = enforce_with(asked, Answered(200, JSON, "{}"), strict, 1 << 20).await;
    assert_eq!(
        (got.json()["error"]["code"].as_i64(), got.calls),
        (Some(-32602), 0),
        "{}",
        got.body
    );
    // An operation that is unknown may be one of another version.
    let unknown = rpc("tasks/get", "{}");
    let error = r#"{"jsonrpc":"2.0","id":"x","error":{"code":-32601,"message":"m"}}"#;
    let got = enforce(Asked("POST /", JSON, &unknown), Answered(200, JSON, error)).await;
    assert_eq!((got.body.as_str(), got.calls), (error, 1));
    let got = enforce_with(
        Asked("POST /", JSON, &unknown),
        Answered(200, JSON, error),
        strict,
        1 << 20,
    )
    .await;
    assert_eq!(
        (got.json()["error"]["code"].as_i64(), got.calls),
        (Some(-32601), 0),
        "{}",
        got.body
    );

    let got = enforce(asked, Answered(200, JSON, &result)).await;
    assert_eq!(got.json()["error"]["code"], -32006, "{}", got.body);
    let lenient = |layer: EnforceLayer| layer.with_response_profile(Profile::Lenient);
    let got = enforce_with(asked, Answered(200, JSON, &result), lenient, 1 << 20).await;
    assert_eq!(got.body, result);
}

#[tokio::test]
async fn what_cannot_be_checked_does_not_pass() {
    let large = rpc("GetTask", &format!(r#"{{"id":"{}"}}"#, "t".repeat(500)));
    let got = enforce_with(
        Asked("POST /", JSON, &large),
        Answered(200, JSON, "{}"),
        |layer| layer,
        300,
    )
    .await;
    assert_eq!(
        (got.json()["error"]["code"].as_i64(), got.calls),
        (Some(-32600), 0),
        "{}",
        got.body
    );
    let task = TASK.replace("\"t\"", &format!("\"{}\"", "t".repeat(500)));
    let got = enforce_with(
        Asked("GET /tasks/t", "", ""),
        Answered(200, A2A_JSON, &task),
        |layer| layer,
        300,
    )
    .await;
    assert_eq!(got.status, 500);
    let event = format!("data: {{\"task\":{task}}}\n\n");
    let got = enforce_with(
        Asked("GET /tasks/t:subscribe", "", ""),
        Answered(200, EVENTS, &event),
        |layer| layer,
        300,
    )
    .await;
    assert!(got.body.starts_with("event: error\n"), "{}", got.body);
}

#[tokio::test]
async fn what_breaks_off_breaks_off() {
    let recorder = Recorder::new();
    let broken = || StreamBody::new(stream::iter([Ok(Frame::data(Bytes::from("{"))), Err("reset")]));
    let service = service_fn(move |request: Request<Gated<StreamBody<_>>>| async move {
        assert_eq!(request.into_body().collect().await.unwrap_err(), "reset");
        let response = Response::builder().header("content-type", JSON);
        Ok::<_, Infallible>(response.body(broken()).unwrap())
    });
    let request = Asked("POST /tasks/t:cancel", JSON, "")
        .request()
        .map(|_| broken());
    let response = layer(&recorder)
        .enforcing()
        .layer(service)
        .oneshot(request)
        .await
        .unwrap();
    assert_eq!(response.into_body().collect().await.unwrap_err(), "reset");
    assert!(
        recorder
            .records()
            .iter()
            .all(|record| !record.complete && record.findings.is_empty())
    );
    // A service that fails.
    let service =
        service_fn(|_: Request<Gated<Full<Bytes>>>| async move { Err::<Response<Full<Bytes>>, _>("gone") });
    let failed = layer(&recorder)
        .enforcing()
        .layer(service)
        .oneshot(Asked("GET /tasks/t", "", "").request())
        .await;
    assert_eq!(failed.unwrap_err(), "gone");
    assert_eq!(recorder.total(), 3);
}
