//! What the client makes of streams.

use crate::server::{Answer, Server, bounded, cut_events, events, raw, response};
use crate::{next, open};
use a2a_runtime::client::Binding::{self, HttpJson, JsonRpc};
use a2a_runtime::client::{ClientError, ClientErrorKind, TransportOptions};
use serde_json::{Value, json};
use std::time::Duration;

/// An event as id and value, or the error at the end as kind and message.
type Item = Result<(Option<String>, Value), (ClientErrorKind, String)>;

fn seen(error: &ClientError) -> (ClientErrorKind, String) {
    (error.kind(), error.to_string())
}

/// All items of a stream; the outer error is one before any event.
async fn items(
    binding: Binding,
    answer: Answer,
    options: TransportOptions,
) -> Result<Vec<Item>, ClientError> {
    bounded(async {
        let server = Server::start([answer]).await;
        let transport = server.transport(binding, "").with_options(options);
        let mut stream = open(&transport, "SendStreamingMessage", &json!({"message": {}})).await?;
        let mut items = Vec::new();
        while let Some(item) = next(&mut stream).await {
            items.push(match item {
                Ok(event) => Ok((event.id().map(str::to_owned), (*event).clone())),
                Err(error) => Err((error.kind(), error.to_string().replace(&server.address, "HOST"))),
            });
        }
        assert!(next(&mut stream).await.is_none(), "the end is the end");
        Ok(items)
    })
    .await
}

fn event(id: &str, value: Value) -> Item {
    Ok((Some(id.to_owned()).filter(|id| !id.is_empty()), value))
}

fn end(kind: ClientErrorKind, message: &str) -> Item {
    Err((kind, message.to_owned()))
}

/// Each event in its envelope.
fn enveloped(text: &str) -> String {
    text.replace("<<", r#"{"jsonrpc":"2.0","id":1,"result":"#)
        .replace(">>", "}")
}

const INTERRUPTED: &str = "the connection to http://HOST/message:stream ended before the answer did";
const BROKEN: &str = "the stream that answers SendStreamingMessage is broken";

#[tokio::test]
async fn events_of_both_bindings() {
    for (name, text, expected) in [
        ("none", "", vec![]),
        ("comments", ": hi\n\n: there\n\n", vec![]),
        ("one", "data: <<{\"a\":1}>>\n\n", vec![event("", json!({"a": 1}))]),
        (
            "ids",
            "id: 1\ndata: <<1>>\n\ndata: <<2>>\n\nid: 3\n\nid: 4\ndata: <<3>>\n\n",
            vec![event("1", json!(1)), event("1", json!(2)), event("4", json!(3))],
        ),
        (
            "types",
            "event: message\nretry: 1\ndata: <<1>>\n\n",
            vec![event("", json!(1))],
        ),
        (
            "empty data",
            "data: <<1>>\n\ndata:\n\ndata: \n\ndata: <<2>>\n\n",
            vec![event("", json!(1)), event("", json!(2))],
        ),
        (
            "pretty-printed",
            "data: <<{\ndata:   \"a\": 1\ndata: }>>\r\n\r\n",
            vec![event("", json!({"a": 1}))],
        ),
        (
            "null within",
            "data: <<{\"error\":null,\"a\":1}>>\n\n",
            vec![event("", json!({"error": null, "a": 1}))],
        ),
    ] {
        let options = TransportOptions::new();
        let bare = text.replace("<<", "").replace(">>", "");
        assert_eq!(
            items(HttpJson, events(&split(&bare)), options.clone())
                .await
                .unwrap(),
            expected,
            "{name}"
        );
        let enveloped = enveloped(text);
        assert_eq!(
            items(JsonRpc, events(&split(&enveloped)), options).await.unwrap(),
            expected,
            "{name}"
        );
    }
}

/// The whole as one chunk; none for nothing, since an empty chunk is the last one.
fn split(text: &str) -> Vec<&[u8]> {
    Some(text.as_bytes())
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect()
}

#[tokio::test]
async fn chunks_may_be_cut_anywhere() {
    let text = "data: {\"text\":\"žluť 🦀\"}\r\n\r\ndata: 2\r\n\r\n".as_bytes();
    let expected = vec![event("", json!({"text": "žluť 🦀"})), event("", json!(2))];
    for size in 1..6 {
        let chunks: Vec<&[u8]> = text.chunks(size).collect();
        assert_eq!(
            items(HttpJson, events(&chunks), TransportOptions::new())
                .await
                .unwrap(),
            expected,
            "{size}"
        );
    }
}

#[tokio::test]
async fn streams_that_end_badly() {
    let not_json = "the answer to SendStreamingMessage is not JSON: {";
    for (name, binding, answer, last) in [
        (
            "cut between events",
            HttpJson,
            cut_events(&["data: 1\n\n"]),
            end(ClientErrorKind::Interrupted, INTERRUPTED),
        ),
        (
            "cut within an event",
            HttpJson,
            cut_events(&["data: 1\n\ndata: "]),
            end(ClientErrorKind::Interrupted, INTERRUPTED),
        ),
        (
            "unterminated",
            HttpJson,
            events(&["data: 1\n\ndata: 2\n"]),
            end(ClientErrorKind::Interrupted, BROKEN),
        ),
        (
            "no line end",
            HttpJson,
            events(&["data: 1\n\ndata: 2"]),
            end(ClientErrorKind::Interrupted, BROKEN),
        ),
        (
            "not UTF-8",
            HttpJson,
            events(&[b"data: 1\n\ndata: \xFF\n\n".as_slice()]),
            end(ClientErrorKind::Protocol, BROKEN),
        ),
        (
            "too large",
            HttpJson,
            events(&["data: 1\n\n", &"x".repeat(200)]),
            end(ClientErrorKind::TooLarge, BROKEN),
        ),
        (
            "not JSON",
            HttpJson,
            events(&["data: 1\n\ndata: {\n\ndata: 3\n\n"]),
            end(ClientErrorKind::Protocol, not_json),
        ),
        (
            "error",
            HttpJson,
            events(&["data: 1\n\ndata: {\"error\":{\"code\":429,\"message\":\"busy\"}}\n\ndata: 3\n\n"]),
            end(ClientErrorKind::Agent, "error -32603: busy"),
        ),
        (
            "an envelope in HTTP+JSON",
            HttpJson,
            events(&[format!("data: 1\n\n{}", enveloped("data: <<2>>\n\n"))]),
            end(
                ClientErrorKind::Protocol,
                "the answer to SendStreamingMessage is a JSON-RPC response, which HTTP+JSON does not have",
            ),
        ),
        (
            "no envelope in JSON-RPC",
            JsonRpc,
            events(&[enveloped("data: <<1>>\n\ndata: {\"task\":{}}\n\n")]),
            end(
                ClientErrorKind::Protocol,
                "the answer to SendStreamingMessage is no JSON-RPC response: `jsonrpc` is not \"2.0\"",
            ),
        ),
        (
            "wrong id",
            JsonRpc,
            events(&[enveloped(
                "data: <<1>>\n\ndata: {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":2}\n\n",
            )]),
            end(
                ClientErrorKind::Protocol,
                "the answer to SendStreamingMessage has the wrong id: 2 instead of 1",
            ),
        ),
        (
            "error in an envelope",
            JsonRpc,
            events(&[enveloped(
                "data: <<1>>\n\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32001,\"message\":\"gone\"}}\n\ndata: <<3>>\n\n",
            )]),
            end(ClientErrorKind::Agent, "TaskNotFoundError: gone"),
        ),
    ] {
        let options = TransportOptions::new().with_max_event(180);
        let items = items(binding, answer, options).await.unwrap();
        assert_eq!(items, [event("", json!(1)), last], "{name}");
    }
}

#[tokio::test]
async fn documents_in_place_of_streams() {
    for (name, binding, answer, expected) in [
        (
            "result",
            HttpJson,
            response("200 OK", "application/a2a+json", "{\"task\":{}}"),
            Ok(json!({"task": {}})),
        ),
        (
            "result",
            JsonRpc,
            response("200 OK", "Application/JSON; charset=utf-8", enveloped("<<1>>")),
            Ok(json!(1)),
        ),
        (
            "error",
            JsonRpc,
            response(
                "200 OK",
                "application/json",
                r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32004,"message":"no"}}"#,
            ),
            Err((ClientErrorKind::Agent, "UnsupportedOperationError: no")),
        ),
        (
            "error",
            HttpJson,
            response(
                "200 OK",
                "application/json",
                r#"{"error":{"code":400,"message":"no"}}"#,
            ),
            Err((ClientErrorKind::Agent, "error -32602: no")),
        ),
        (
            "error status",
            HttpJson,
            response(
                "400 Bad Request",
                "application/json",
                r#"{"error":{"code":400,"message":"no"}}"#,
            ),
            Err((ClientErrorKind::Agent, "error -32602: no")),
        ),
        (
            "a page",
            JsonRpc,
            response("200 OK", "text/html", "<html>"),
            Err((
                ClientErrorKind::Protocol,
                "the answer to SendStreamingMessage is neither a stream nor JSON, but of type `text/html`",
            )),
        ),
        (
            "nothing",
            HttpJson,
            raw("HTTP/1.1 204 No Content\r\n\r\n"),
            Err((
                ClientErrorKind::Protocol,
                "the answer to SendStreamingMessage is neither a stream nor JSON, but of type ``",
            )),
        ),
        (
            "an error as a stream",
            JsonRpc,
            response("503 Busy", "text/event-stream", "data: x\n\n"),
            Err((
                ClientErrorKind::Http(503),
                "the server answered SendStreamingMessage with 503 Service Unavailable: data: x",
            )),
        ),
        (
            "wrong id",
            JsonRpc,
            response(
                "200 OK",
                "application/json",
                r#"{"jsonrpc":"2.0","id":7,"result":1}"#,
            ),
            Err((
                ClientErrorKind::Protocol,
                "the answer to SendStreamingMessage has the wrong id: 7 instead of 1",
            )),
        ),
    ] {
        let outcome = items(binding, answer, TransportOptions::new()).await;
        let outcome = outcome.map_err(|error| seen(&error));
        let expected = match expected {
            Ok(value) => Ok(vec![event("", value)]),
            Err((kind, message)) => Err((kind, message.to_owned())),
        };
        assert_eq!(outcome, expected, "{name} {binding}");
    }
}

#[tokio::test]
async fn a_silent_stream_times_out_if_asked_to() {
    let answer = cut_events(&["data: 1\n\n"]).then_hangs();
    let options = TransportOptions::new()
        .with_timeout(Duration::from_secs(5))
        .with_idle_timeout(Duration::from_millis(50));
    let items = items(HttpJson, answer, options).await.unwrap();
    assert_eq!(
        items,
        [
            event("", json!(1)),
            end(
                ClientErrorKind::Timeout,
                "http://HOST/message:stream sent nothing for 50ms"
            )
        ]
    );
}

#[tokio::test]
async fn timeouts_may_be_longer_than_any_clock() {
    let text = "data: 1\n\n";
    for timeout in [Duration::from_secs(3600), Duration::MAX] {
        let options = TransportOptions::new()
            .with_timeout(timeout)
            .with_idle_timeout(timeout);
        assert_eq!(
            items(HttpJson, events(&split(text)), options).await.unwrap(),
            [event("", json!(1))]
        );
    }
}

#[tokio::test]
async fn keep_alives_are_no_silence() {
    bounded(async {
        let server = Server::start([cut_events(&["data: 1\n\n"]).then_drips("8\r\n: alive\n\r\n")]).await;
        let idle = Duration::from_millis(600);
        let options = TransportOptions::new().with_idle_timeout(idle);
        let transport = server.transport(HttpJson, "").with_options(options);
        let mut stream = open(&transport, "SendStreamingMessage", &json!({}))
            .await
            .unwrap();
        next(&mut stream).await.unwrap().unwrap();
        let waiting = tokio::time::timeout(idle * 2, next(&mut stream)).await;
        assert!(waiting.is_err(), "the stream goes on");
    })
    .await;
}

#[tokio::test]
async fn a_stream_outlives_the_timeout_of_answers() {
    bounded(async {
        let server = Server::start([cut_events(&["data: 1\n\n"]).then_hangs()]).await;
        let options = TransportOptions::new().with_timeout(Duration::from_millis(200));
        let transport = server.transport(HttpJson, "").with_options(options);
        let mut stream = open(&transport, "SendStreamingMessage", &json!({}))
            .await
            .unwrap();
        assert_eq!(**next(&mut stream).await.unwrap().as_ref().unwrap(), json!(1));
        let waiting = tokio::time::timeout(Duration::from_millis(400), next(&mut stream)).await;
        assert!(waiting.is_err(), "the stream goes on");
    })
    .await;
}

#[tokio::test]
async fn an_event_comes_before_the_stream_goes_on() {
    bounded(async {
        let server = Server::start([cut_events(&["data: 1\r\r"]).then_hangs()]).await;
        let mut stream = open(
            &server.transport(HttpJson, ""),
            "SendStreamingMessage",
            &json!({}),
        )
        .await
        .unwrap();
        assert_eq!(**next(&mut stream).await.unwrap().as_ref().unwrap(), json!(1));
    })
    .await;
}
