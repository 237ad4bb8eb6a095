//! HTTP+JSON (§11).

use crate::agent::{Agent, Step, task_not_found};
use crate::wire::{check, event_stream, exchange_1_0, json_response, request, respond};
use a2a_runtime::server::{Options, http_json};
use axum::Router;
use axum::body::Body;
use futures_util::stream;
use http::Request;

fn app() -> Router {
    http_json(Agent::new(), Options::new())
}

fn response(status: u16, body: &str) -> String {
    format!("{status}\ncontent-type: application/a2a+json\n\n{body}")
}

fn ok(body: &str) -> String {
    response(200, body)
}

fn error(code: u16, status: &str, message: &str) -> String {
    let message = serde_json::Value::from(message);
    response(
        code,
        &format!(r#"{{"error":{{"code":{code},"status":"{status}","message":{message}}}}}"#),
    )
}

const NOT_FOUND: &str = concat!(
    r#"{"error":{"code":404,"status":"NOT_FOUND","message":"no such \"task\"","#,
    r#""details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","domain":"a2a-protocol.org","#,
    r#""metadata":{"taskId":"missing"},"reason":"TASK_NOT_FOUND"}]}}"#
);

#[tokio::test]
async fn paths_mean_operations() {
    check(
        &app(),
        &[
            ("GET /tasks/urn:uuid:7", ok(r#"{"id":"urn:uuid:7"}"#)),
            ("GET /tasks/a:cancel", ok(r#"{"id":"a:cancel"}"#)),
            ("POST /tasks/a:cancel:cancel", ok(r#"{"id":"a:cancel"}"#)),
            ("POST /tasks/a%3Acancel:cancel", ok(r#"{"id":"a:cancel"}"#)),
            ("GET /tasks/a%2Fb", ok(r#"{"id":"a/b"}"#)),
            ("POST /tasks/a%2Fb:cancel", ok(r#"{"id":"a/b"}"#)),
            ("GET /tasks/%2e%2e", ok(r#"{"id":".."}"#)),
            ("GET /tasks/%C3%A9", ok(r#"{"id":"é"}"#)),
            ("GET /tasks/a%2525", ok(r#"{"id":"a%25"}"#)),
            ("GET /tasks/a+b", ok(r#"{"id":"a+b"}"#)),
            ("GET /acme/tasks/1", ok(r#"{"id":"1","tenant":"acme"}"#)),
            ("GET /a%2Fb/tasks/1", ok(r#"{"id":"1","tenant":"a/b"}"#)),
            ("POST /acme/tasks/1:cancel", ok(r#"{"id":"1","tenant":"acme"}"#)),
            (
                "POST /acme/message:send\n\n{\"a\":1}",
                ok(r#"{"a":1,"tenant":"acme"}"#),
            ),
            ("DELETE /tasks/1/pushNotificationConfigs/2", ok("{}")),
            ("GET /tasks/1/", ok(r#"{"id":"1"}"#)),
            ("GET /tasks/", ok("{}")),
            ("POST /message:send/\n\n{}", ok("{}")),
        ],
    )
    .await;
}

#[tokio::test]
async fn unknown_paths_and_verbs_are_errors_in_json() {
    let nothing = || error(404, "NOT_FOUND", "there is no such path");
    let allow = |verbs: &str| {
        let message = format!("this path is served for {verbs} only");
        error(405, "UNIMPLEMENTED", &message).replacen('\n', &format!("\nallow: {verbs}\n"), 1)
    };
    check(
        &app(),
        &[
            ("GET /", nothing()),
            ("POST /message", nothing()),
            ("POST //message:send", nothing()),
            ("POST /message:send//", nothing()),
            ("GET /tasks//", nothing()),
            ("GET /tasks/%ff", nothing()),
            ("OPTIONS *", nothing()),
            ("GET /message:send", allow("POST")),
            ("DELETE /tasks/1", allow("GET")),
            ("POST /tasks/", allow("GET")),
            ("PUT /tasks/1:subscribe", allow("GET, POST")),
            ("BREW /tasks", allow("GET")),
        ],
    )
    .await;
    let head = exchange_1_0(&app(), request("HEAD /tasks/1")).await;
    assert_eq!(head, "405\nallow: GET\ncontent-type: application/a2a+json\n\n");
}

#[tokio::test]
async fn the_query_carries_fields_where_there_is_no_body() {
    let not_utf8 = concat!(
        r#"{"error":{"code":400,"status":"INVALID_ARGUMENT","message":"invalid parameters: the query is not UTF-8","#,
        r#""details":[{"@type":"type.googleapis.com/google.rpc.BadRequest","#,
        r#""fieldViolations":[{"description":"is not UTF-8","field":"pageToken"}]}]}}"#
    );
    check(
        &app(),
        &[
            (
                "GET /tasks?contextId=a+b%2Bc&pageSize=5",
                ok(r#"{"contextId":["a b+c"],"pageSize":["5"]}"#),
            ),
            (
                "GET /tasks?tag=1&other=x&tag=2",
                ok(r#"{"other":["x"],"tag":["1","2"]}"#),
            ),
            ("GET /tasks?%74ag=%26%3D%C3%A9", ok(r#"{"tag":["&=é"]}"#)),
            ("GET /tasks?&a=b=c&&empty=&none", ok(r#"{"a":["b=c"]}"#)),
            ("GET /tasks?A2A-Version=1.0&a2a-version=9", ok("{}")),
            ("GET /tasks?pageToken=%ff", response(400, not_utf8)),
            (
                "GET /tasks/1?historyLength=3",
                ok(r#"{"historyLength":"3","id":"1"}"#),
            ),
            // The path wins over the query.
            (
                "GET /acme/tasks/1?id=2&tenant=other",
                ok(r#"{"id":"1","tenant":"acme"}"#),
            ),
            // Where there is a body, the query is nothing.
            ("POST /tasks/1:cancel?metadata=x", ok(r#"{"id":"1"}"#)),
            // Where there is none, what is sent as one is nothing.
            ("GET /tasks/1\ncontent-type: text/plain\n\nx", ok(r#"{"id":"1"}"#)),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_body_may_be_nothing_in_several_ways() {
    for body in ["", "{}", "null", " \r\n"] {
        for header in [
            "",
            "\ncontent-type: application/json",
            "\ncontent-type: application/a2a+json",
        ] {
            let text = format!("POST /tasks/1:cancel{header}\naccept: application/a2a+json\n\n{body}");
            check(&app(), &[(&text, ok(r#"{"id":"1"}"#))]).await;
        }
    }
    check(
        &app(),
        &[
            ("POST /tasks/1:cancel\ncontent-type: text/plain\n\n", ok(r#"{"id":"1"}"#)),
            // The path wins over the body.
            ("POST /tasks/1:cancel\n\n{\"id\":\"2\",\"a\":null}", ok(r#"{"a":null,"id":"1"}"#)),
            ("POST /message:send\n\n{", error(400, "INVALID_ARGUMENT", "the payload is not valid JSON")),
            (
                "POST /message:send\ncontent-type: text/plain\n\n{}",
                response(
                    400,
                    concat!(
                        r#"{"error":{"code":400,"status":"INVALID_ARGUMENT","#,
                        r#""message":"the content type `text/plain` is not supported: send `application/json`","#,
                        r#""details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","#,
                        r#""domain":"a2a-protocol.org","reason":"CONTENT_TYPE_NOT_SUPPORTED"}]}}"#
                    ),
                ),
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_body_is_read_up_to_the_limit() {
    let app = http_json(Agent::new(), Options::new().max_body_bytes(10));
    check(
        &app,
        &[
            ("POST /message:send\n\n{\"a\":\"bc\"}", ok(r#"{"a":"bc"}"#)),
            (
                "POST /message:send\n\n{\"a\":\"bcd\"}",
                error(
                    413,
                    "INVALID_ARGUMENT",
                    "the request body is larger than 10 bytes",
                ),
            ),
        ],
    )
    .await;
    let failing = stream::iter([Ok("{"), Err(std::io::Error::other("reset"))]);
    let request = Request::post("/message:send")
        .body(Body::from_stream(failing))
        .unwrap();
    let expected = error(400, "INVALID_ARGUMENT", "the request body could not be read");
    assert_eq!(exchange_1_0(&app, request).await, expected);
}

#[tokio::test]
async fn errors_have_their_status_message_and_details() {
    check(
        &app(),
        &[
            ("GET /tasks/missing", response(404, NOT_FOUND)),
            ("GET /tasks/broken", error(500, "INTERNAL", "broken")),
            // The status of a peer's odd error is not one.
            ("GET /tasks/odd", error(500, "UNKNOWN", "odd")),
        ],
    )
    .await;
}

#[tokio::test]
async fn the_media_type_is_the_one_that_the_client_knows() {
    let (a2a_json, json) = (ok("{}"), json_response(200, "{}"));
    for (headers, expected) in [
        ("", &a2a_json),
        ("accept: application/json", &json),
        ("accept: Application/JSON; q=0.5, text/html", &json),
        ("accept: application/a2a+json", &a2a_json),
        ("accept: application/json, application/a2a+json", &a2a_json),
        (
            "accept: application/json\naccept: application/a2a+json",
            &a2a_json,
        ),
        ("accept: application/json, application/a2a+json;v=1;q=0.5", &json),
        ("accept: application/json;q=0, */*", &a2a_json),
        ("accept: application/json;q=x, application/a2a+json;q=0.9", &json),
        ("accept: */*", &a2a_json),
        ("accept: text/event-stream", &a2a_json),
        ("content-type: application/json", &json),
        (
            "content-type: application/json; charset=utf-8\naccept: */*",
            &json,
        ),
        ("content-type: application/a2a+json", &a2a_json),
        ("content-type: application/vnd.x+json", &a2a_json),
        (
            "content-type: application/json\naccept: application/a2a+json",
            &a2a_json,
        ),
        (
            "content-type: application/a2a+json\naccept: application/json",
            &json,
        ),
    ] {
        let separator = if headers.is_empty() { "" } else { "\n" };
        let text = format!("POST /message:send{separator}{headers}\n\n{{}}");
        check(&app(), &[(&text, expected.clone())]).await;
    }
    check(
        &app(),
        &[(
            "GET /tasks/missing\naccept: application/json",
            json_response(404, NOT_FOUND),
        )],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn events_are_the_documents() {
    let steps = vec![
        Step::EventWithId("1", r#"{"task":{"id":"t"}}"#),
        Step::Wait(1),
        Step::Event("{}"),
    ];
    let app = http_json(Agent::streaming(steps), Options::new());
    let expected = event_stream("id: 1\ndata: {\"task\":{\"id\":\"t\"}}\n\ndata: {}\n\n");
    for text in [
        "POST /message:stream\n\n{}",
        "POST /message:stream\naccept: application/json\n\n{}",
        "POST /tasks/1:subscribe",
        "POST /tasks/1:subscribe\n\nnull",
        "GET /tasks/1:subscribe\naccept: text/event-stream",
    ] {
        check(&app, &[(text, expected.clone())]).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_fails_with_a_status_or_with_an_event() {
    let streaming = |steps| http_json(Agent::streaming(steps), Options::new());
    let text = "POST /message:stream\n\n{}";
    check(
        &streaming(vec![Step::Fail(task_not_found)]),
        &[(text, response(404, NOT_FOUND))],
    )
    .await;
    check(
        &app(),
        &[("GET /tasks/missing:subscribe", response(404, NOT_FOUND))],
    )
    .await;

    let steps = vec![Step::Event("{}"), Step::Fail(task_not_found), Step::Event("{}")];
    let expected = event_stream(&format!("data: {{}}\n\nevent: error\ndata: {NOT_FOUND}\n\n"));
    check(&streaming(steps), &[(text, expected)]).await;
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let endless = stream::pending::<Result<a2a_bindings::Bytes, std::io::Error>>();
    let mut call = request("POST /message:send\n\n{}");
    *call.body_mut() = Body::from_stream(endless);
    call.headers_mut().insert("a2a-version", "1.0".parse().unwrap());
    let start = tokio::time::Instant::now();
    let answer = respond(&app(), call).await;
    assert_eq!((answer.status().as_u16(), start.elapsed().as_secs()), (408, 60));
}
