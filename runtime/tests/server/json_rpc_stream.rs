//! Streaming calls over JSON-RPC (§9.4.2).

use crate::agent::{Agent, Step, task_not_found};
use crate::wire::{check, event_stream, json_response, request, respond};
use a2a_runtime::server::{Options, json_rpc};
use futures_util::StreamExt;
use std::sync::Arc;

const STREAM: &str =
    "POST /\n\n{\"jsonrpc\":\"2.0\",\"id\":\"s\",\"method\":\"SendStreamingMessage\",\"params\":{}}";
const NOT_FOUND: &str = concat!(
    r#"{"jsonrpc":"2.0","id":"s","error":{"code":-32001,"message":"no such \"task\"","#,
    r#""data":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","domain":"a2a-protocol.org","#,
    r#""metadata":{"taskId":"missing"},"reason":"TASK_NOT_FOUND"}]}}"#
);

async fn check_stream(steps: Vec<Step>, expected: String) {
    check(
        &json_rpc(Agent::streaming(steps), Options::new()),
        &[(STREAM, expected)],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn events_are_envelopes() {
    let events = vec![
        Step::EventWithId("1", r#"{"task":{"id":"t"}}"#),
        Step::Event("{}"),
        Step::Wait(1),
        Step::EventWithId("3", "{\n  \"a\": 1\r\n}"),
    ];
    let expected = concat!(
        "id: 1\ndata: {\"jsonrpc\":\"2.0\",\"id\":\"s\",\"result\":{\"task\":{\"id\":\"t\"}}}\n\n",
        "data: {\"jsonrpc\":\"2.0\",\"id\":\"s\",\"result\":{}}\n\n",
        "id: 3\ndata: {\"jsonrpc\":\"2.0\",\"id\":\"s\",\"result\":{\ndata:   \"a\": 1\ndata: }}\n\n",
    );
    check_stream(events, event_stream(expected)).await;
    check_stream(Vec::new(), event_stream("")).await;
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_fails_before_its_first_event_is_no_stream() {
    check_stream(vec![Step::Fail(task_not_found)], json_response(200, NOT_FOUND)).await;
    check_stream(
        vec![Step::Wait(3), Step::Fail(task_not_found)],
        json_response(200, NOT_FOUND),
    )
    .await;

    // Refused by the call itself.
    let text = STREAM.replace(r#""params":{}"#, r#""params":{"id":"missing"}"#);
    check(
        &json_rpc(Agent::new(), Options::new()),
        &[(&text, json_response(200, NOT_FOUND))],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn an_error_after_the_first_event_is_the_last_event() {
    let event = "data: {\"jsonrpc\":\"2.0\",\"id\":\"s\",\"result\":{}}\n\n";
    let steps = vec![Step::Event("{}"), Step::Fail(task_not_found), Step::Event("{}")];
    check_stream(steps, event_stream(&format!("{event}data: {NOT_FOUND}\n\n"))).await;
}

#[tokio::test(start_paused = true)]
async fn an_error_frees_the_stream_while_the_response_is_still_held() {
    let held = Arc::new(());
    let steps = vec![
        Step::Hold(Arc::clone(&held)),
        Step::Event("{}"),
        Step::Wait(1),
        Step::Fail(task_not_found),
    ];
    let app = json_rpc(Agent::streaming(steps), Options::new());
    let mut call = request(STREAM);
    call.headers_mut().insert("a2a-version", "1.0".parse().unwrap());
    let mut body = respond(&app, call).await.into_body().into_data_stream();
    drop(app);
    // One is here and one is in the stream; the agent with its script is gone.
    assert_eq!(Arc::strong_count(&held), 2);
    for _ in 0..2 {
        assert!(body.next().await.is_some());
    }
    assert_eq!(Arc::strong_count(&held), 1);
    assert!(body.next().await.is_none());
}
