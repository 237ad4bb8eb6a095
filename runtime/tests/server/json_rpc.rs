//! JSON-RPC (§9).

use crate::agent::Agent;
use crate::wire::{check, exchange_1_0, json_response, request};
use a2a_bindings::Bytes;
use a2a_runtime::server::{Options, json_rpc};
use axum::Router;
use axum::body::{Body, HttpBody};
use futures_util::stream;
use http::Request;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

fn app() -> Router {
    json_rpc(Agent::new(), Options::new())
}

fn error(id: &str, code: i64, message: &str) -> String {
    let message = serde_json::Value::from(message);
    format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{{"code":{code},"message":{message}}}}}"#)
}

/// Checks bodies against bodies; the status is always 200.
async fn check_bodies(rows: &[(&str, String)]) {
    let app = app();
    for (body, expected) in rows {
        let response = exchange_1_0(&app, request(&format!("POST /\n\n{body}"))).await;
        assert_eq!(response, json_response(200, expected), "the response to:\n{body}");
    }
}

#[tokio::test]
async fn answers_carry_the_result_and_the_id_as_they_are() {
    let result = |id: &str, result: &str| format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#);
    check_bodies(&[
        (r#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"a/b"}}"#, result("1", r#"{"id":"a/b"}"#)),
        (r#" { "params" : {"id":"é"} , "method":"GetTask", "id" : "x" , "jsonrpc":"2.0" } "#, result(r#""x""#, r#"{"id":"é"}"#)),
        (r#"{"jsonrpc":"2.0","id":null,"method":"GetTask"}"#, result("null", "{}")),
        (r#"{"jsonrpc":"2.0","id":-7,"method":"GetTask","params":null}"#, result("-7", "{}")),
        (r#"{"jsonrpc":"2.0","id":123456789012345678901234567890,"method":"GetTask","params":{}}"#, result("123456789012345678901234567890", "{}")),
        (r#"{"jsonrpc":"2.0","id":"\u0061\/\n\ud800","method":"GetTask"}"#, result(r#""\u0061\/\n\ud800""#, "{}")),
        (r#"{"jsonrpc":"2.0","id":"","method":"Get\u0054ask","other":[{"id":2}]}"#, result(r#""""#, "{}")),
        (r#"{"jsonr\u0070c":"2\u002e0","\u0069d":1,"\u006dethod":"GetTask"}"#, result("1", "{}")),
        (r#"{"jsonrpc":"1.0","jsonrpc":"2.0","id":1,"id":2,"method":"x","method":"GetTask","params":{"id":"a"},"params":{}}"#, result("2", "{}")),
    ])
    .await;
}

#[tokio::test]
async fn what_is_no_json_is_a_parse_error() {
    let broken = || error("null", -32700, "the request is not valid JSON");
    check_bodies(&[
        ("", broken()),
        ("{", broken()),
        ("nonsense", broken()),
        (r#"{"jsonrpc":"2.0","id":1,"method":"GetTask"}x"#, broken()),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{]}"#,
            broken(),
        ),
        (r#"{"jsonrpc":"2.0","id":01,"method":"GetTask"}"#, broken()),
        (r#"[{"jsonrpc":"2.0","id":1"#, broken()),
        ("\"a", broken()),
    ])
    .await;

    let not_utf8 = b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\",\"x\":\"\xff\"}";
    let request = Request::post("/").body(Body::from(&not_utf8[..])).unwrap();
    let expected = json_response(200, &error("null", -32700, "the request is not UTF-8"));
    assert_eq!(exchange_1_0(&app(), request).await, expected);
}

#[tokio::test]
async fn what_is_no_request_is_an_invalid_request() {
    let batch = || {
        error(
            "null",
            -32600,
            "a request is one JSON object; batches are not supported",
        )
    };
    let no_id = || error("null", -32600, "the request has no `id`");
    let odd_id = || {
        error(
            "null",
            -32600,
            "`id` must be a string, an integer or null, in at most 1024 bytes",
        )
    };
    let version = |id: &str| error(id, -32600, "`jsonrpc` must be \"2.0\"");
    let method = |id: &str| error(id, -32600, "`method` must be a string");
    check_bodies(&[
        ("[]", batch()),
        (r#"[{"jsonrpc":"2.0","id":1,"method":"GetTask"}]"#, batch()),
        ("null", batch()),
        ("1", batch()),
        (r#""GetTask""#, batch()),
        ("{}", no_id()),
        (r#"{"jsonrpc":"2.0","method":"GetTask"}"#, no_id()),
        (r#"{"jsonrpc":"2.0","id":1.5,"method":"GetTask"}"#, odd_id()),
        (r#"{"jsonrpc":"2.0","id":1.0,"method":"GetTask"}"#, odd_id()),
        (r#"{"jsonrpc":"2.0","id":1e2,"method":"GetTask"}"#, odd_id()),
        (r#"{"jsonrpc":"2.0","id":{"a":1},"method":"GetTask"}"#, odd_id()),
        (r#"{"jsonrpc":"2.0","id":[1],"method":"GetTask"}"#, odd_id()),
        (r#"{"jsonrpc":"2.0","id":true,"method":"GetTask"}"#, odd_id()),
        (r#"{"id":1,"method":"GetTask"}"#, version("1")),
        (
            r#"{"jsonrpc":"1.0","id":"a","method":"GetTask"}"#,
            version("\"a\""),
        ),
        (r#"{"jsonrpc":2.0,"id":1,"method":"GetTask"}"#, version("1")),
        (r#"{"jsonrpc":"2.0","id":1}"#, method("1")),
        (r#"{"jsonrpc":"2.0","id":1,"method":null}"#, method("1")),
        (r#"{"jsonrpc":"2.0","id":1,"method":["GetTask"]}"#, method("1")),
        (r#"{"jsonrpc":"2.0","id":1,"method":"\ud800"}"#, method("1")),
    ])
    .await;
}

#[tokio::test]
async fn an_id_is_repeated_up_to_a_limit() {
    let call = |id: &str| format!(r#"{{"jsonrpc":"2.0","id":"{id}","method":"GetTask"}}"#);
    let (longest, longer) = ("i".repeat(1022), "i".repeat(1023));
    check_bodies(&[
        (
            &call(&longest),
            format!(r#"{{"jsonrpc":"2.0","id":"{longest}","result":{{}}}}"#),
        ),
        (
            &call(&longer),
            error(
                "null",
                -32600,
                "`id` must be a string, an integer or null, in at most 1024 bytes",
            ),
        ),
    ])
    .await;
}

#[tokio::test]
async fn errors_have_their_code_message_and_data() {
    let unknown = "m".repeat(1000);
    check_bodies(&[
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tasks/get"}"#,
            error("1", -32601, "there is no method `tasks/get`"),
        ),
        (
            &format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{unknown}"}}"#),
            error("1", -32601, &format!("there is no method `{}`", &unknown[..64])),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"missing"}}"#,
            concat!(
                r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32001,"message":"no such \"task\"","#,
                r#""data":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","domain":"a2a-protocol.org","#,
                r#""metadata":{"taskId":"missing"},"reason":"TASK_NOT_FOUND"}]}}"#
            )
            .to_owned(),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"broken"}}"#,
            error("1", -32603, "broken"),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"odd"}}"#,
            error("1", 7, "odd"),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"ListTasks","params":["a"]}"#,
            concat!(
                r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"#,
                r#""message":"invalid parameters: invalid type: sequence, expected a map","#,
                r#""data":[{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":"#,
                r#"[{"description":"invalid type: sequence, expected a map","field":""}]}]}}"#
            )
            .to_owned(),
        ),
    ])
    .await;
}

#[tokio::test]
async fn deep_nesting_is_an_error_or_ignored() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let too_deep = concat!(
        r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"invalid parameters: nested more than 100 deep","#,
        r#""data":[{"@type":"type.googleapis.com/google.rpc.BadRequest","#,
        r#""fieldViolations":[{"description":"nested more than 100 deep","field":""}]}]}}"#
    )
    .to_owned();
    check_bodies(&[
        (
            &deep,
            error(
                "null",
                -32600,
                "a request is one JSON object; batches are not supported",
            ),
        ),
        (&deep[1..], error("null", -32700, "the request is not valid JSON")),
        (
            &format!(r#"{{"jsonrpc":"2.0","id":{deep},"method":"GetTask"}}"#),
            error(
                "null",
                -32600,
                "`id` must be a string, an integer or null, in at most 1024 bytes",
            ),
        ),
        (
            &format!(r#"{{"jsonrpc":"2.0","id":1,"method":"GetTask","other":{deep}}}"#),
            r#"{"jsonrpc":"2.0","id":1,"result":{}}"#.to_owned(),
        ),
        (
            &format!(r#"{{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{{"a":{deep}}}}}"#),
            too_deep,
        ),
    ])
    .await;
}

#[tokio::test]
async fn other_media_types_are_refused_unread() {
    let call = r#"{"jsonrpc":"2.0","id":1,"method":"GetTask"}"#;
    let served = json_response(200, r#"{"jsonrpc":"2.0","id":1,"result":{}}"#);
    for content_type in [
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/a2a+json",
        "application/vnd.example+json;v=1",
        "application/vnd.example+a+JSON",
        "",
    ] {
        check(
            &app(),
            &[(
                &format!("POST /\ncontent-type: {content_type}\n\n{call}"),
                served.clone(),
            )],
        )
        .await;
    }
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "json",
        "a+json",
        "application/jsonx",
        "application/a2a+json+zip",
    ] {
        let expected = format!(
            concat!(
                r#"{{"jsonrpc":"2.0","id":null,"error":{{"code":-32005,"#,
                r#""message":"the content type `{}` is not supported: send `application/json`","#,
                r#""data":[{{"@type":"type.googleapis.com/google.rpc.ErrorInfo","domain":"a2a-protocol.org","#,
                r#""reason":"CONTENT_TYPE_NOT_SUPPORTED"}}]}}}}"#
            ),
            content_type
        );
        let text = format!("POST /\ncontent-type: {content_type}\n\n{call}");
        check(&app(), &[(&text, json_response(200, &expected))]).await;
    }
}

#[tokio::test]
async fn what_is_refused_by_its_head_is_not_read() {
    let limited = json_rpc(Agent::new(), Options::new().max_body_bytes(3));
    for (verb, content_type, body) in [
        ("GET", "application/json", Body::from_stream(unreadable())),
        ("POST", "text/plain", Body::from_stream(unreadable())),
        ("POST", "application/json", Body::new(Announced)),
    ] {
        let request = Request::builder()
            .method(verb)
            .uri("/")
            .header("content-type", content_type);
        let response = exchange_1_0(&limited, request.body(body).unwrap()).await;
        assert!(response.contains(r#""id":null,"error""#), "{response}");
    }
}

fn unreadable() -> impl stream::Stream<Item = Result<Vec<u8>, Infallible>> {
    stream::poll_fn(|_| panic!("the body is read"))
}

/// A body that says it has four bytes.
struct Announced;

impl HttpBody for Announced {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        panic!("the body is read")
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(4)
    }
}

#[tokio::test]
async fn other_verbs_are_not_allowed() {
    let body = error("null", -32600, "this path is served for POST only");
    let expected = |body: &str| format!("405\nallow: POST\ncontent-type: application/json\n\n{body}");
    for verb in ["GET", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"] {
        check(&app(), &[(&format!("{verb} /"), expected(&body))]).await;
    }
    check(&app(), &[("HEAD /", expected(""))]).await;
}

#[tokio::test]
async fn a_body_is_read_up_to_the_limit() {
    let call = r#"{"jsonrpc":"2.0","id":1,"method":"GetTask"}"#;
    let too_large = |limit| {
        json_response(
            200,
            &error(
                "null",
                -32600,
                &format!("the request body is larger than {limit} bytes"),
            ),
        )
    };
    let limited = |limit| json_rpc(Agent::new(), Options::new().max_body_bytes(limit));
    let served = json_response(200, r#"{"jsonrpc":"2.0","id":1,"result":{}}"#);
    let text = format!("POST /\n\n{call}");
    check(&limited(call.len()), &[(&text, served.clone())]).await;
    check(&limited(call.len() - 1), &[(&text, too_large(call.len() - 1))]).await;

    // The same for a body that does not announce its size.
    for (limit, expected) in [(call.len(), served), (call.len() - 1, too_large(call.len() - 1))] {
        let chunks = stream::iter([&call[..10], &call[10..]].map(Ok::<_, Infallible>));
        let request = Request::post("/").body(Body::from_stream(chunks)).unwrap();
        assert_eq!(exchange_1_0(&limited(limit), request).await, expected);
    }

    // The default limit, of a body that has no end.
    let read = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&read);
    let endless = stream::repeat_with(move || {
        counter.fetch_add(1, Ordering::Relaxed);
        Ok::<_, Infallible>(vec![b' '; 1 << 20])
    });
    let request = Request::post("/").body(Body::from_stream(endless)).unwrap();
    assert_eq!(exchange_1_0(&app(), request).await, too_large(10 * 1024 * 1024));
    assert_eq!(read.load(Ordering::Relaxed), 11);
}

#[tokio::test]
async fn a_body_that_fails_is_an_error() {
    let failing = stream::iter([Ok("{"), Err(std::io::Error::other("reset"))]);
    let request = Request::post("/").body(Body::from_stream(failing)).unwrap();
    let expected = json_response(200, &error("null", -32600, "the request body could not be read"));
    assert_eq!(exchange_1_0(&app(), request).await, expected);
}
