//! Server-sent events: framing, and comments while nothing happens.

use crate::agent::{Agent, Step, task_not_found};
use crate::wire::{check, event_stream, request, respond};
use a2a_bindings::{Bytes, Event, Frame};
use a2a_runtime::server::{Options, http_json, json_rpc};
use axum::Router;
use futures_util::StreamExt;
use serde_json::json;
use std::time::Duration;
use tokio::time::{Instant, timeout};

const STREAM: &str = "POST /message:stream";
const NOT_FOUND: &str = concat!(
    r#"{"error":{"code":404,"status":"NOT_FOUND","message":"no such \"task\"","#,
    r#""details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","domain":"a2a-protocol.org","#,
    r#""metadata":{"taskId":"missing"},"reason":"TASK_NOT_FOUND"}]}}"#
);

async fn check_stream(steps: Vec<Step>, options: Options, expected: &str) {
    check(
        &http_json(Agent::streaming(steps), options),
        &[(STREAM, event_stream(expected))],
    )
    .await;
}

/// The pieces in which a stream goes out, with the seconds after which each does, until nothing comes for long.
async fn pieces(app: &Router, text: &str) -> Vec<(u64, Bytes)> {
    let mut call = request(text);
    call.headers_mut().insert("a2a-version", "1.0".parse().unwrap());
    let start = Instant::now();
    let mut body = respond(app, call).await.into_body().into_data_stream();
    let mut pieces = Vec::new();
    while let Ok(Some(bytes)) = timeout(Duration::from_secs(20), body.next()).await {
        pieces.push((start.elapsed().as_secs(), bytes.unwrap()));
        if pieces.len() == 20 {
            break;
        }
    }
    pieces
}

/// A document of so many bytes.
fn document(size: usize) -> Frame {
    Frame::new(format!("\"{}\"", "x".repeat(size - 2)))
}

#[tokio::test(start_paused = true)]
async fn events_that_are_there_go_out_together() {
    let steps = vec![
        Step::Event("1"),
        Step::EventWithId("2", "2"),
        Step::Event("3"),
        Step::Wait(1),
        Step::Event("4"),
        Step::Wait(1),
        Step::Event("5"),
        Step::Fail(task_not_found),
    ];
    let received = pieces(&http_json(Agent::streaming(steps), Options::new()), STREAM).await;
    let first = "data: 1\n\nid: 2\ndata: 2\n\ndata: 3\n\n";
    let error = format!("data: 5\n\nevent: error\ndata: {NOT_FOUND}\n\n");
    let expected = [(0, first), (1, "data: 4\n\n"), (2, &*error)];
    assert_eq!(
        received,
        expected.map(|(time, text)| (time, text.to_owned().into()))
    );
}

#[tokio::test(start_paused = true)]
async fn no_more_go_out_together_than_the_limits_allow() {
    const KIB: usize = 1024;
    let sizes = async |steps: Vec<Step>| {
        let received = pieces(&http_json(Agent::streaming(steps), Options::new()), STREAM).await;
        received.iter().map(|(_, bytes)| bytes.len()).collect::<Vec<_>>()
    };
    let documents = |sizes: &[usize]| sizes.iter().map(|size| Step::Frame(document(*size))).collect();
    let framing = "data: \n\n".len();
    assert_eq!(
        sizes(documents(&[3; 130])).await,
        [64, 64, 2].map(|events| events * (3 + framing))
    );
    // 8 KiB to the byte, and one more.
    let half = 4 * KIB - framing;
    assert_eq!(sizes(documents(&[half, half])).await, [8 * KIB]);
    assert_eq!(sizes(documents(&[half, half + 1])).await, [4 * KIB, 4 * KIB + 1]);
    assert_eq!(
        sizes(documents(&[3, 40 * KIB, 3, 3])).await,
        [3 + framing, 40 * KIB + framing, 2 * (3 + framing)]
    );
}

#[tokio::test(start_paused = true)]
async fn an_event_is_written_once_for_all_clients() {
    let frame = Frame::with_id("7", "{}");
    let app = || {
        let steps = vec![Step::Frame(frame.clone())];
        json_rpc(Agent::streaming(steps.clone()), Options::new())
            .merge(http_json(Agent::streaming(steps), Options::new()))
    };
    // Not where every client gets something else, which here comes first.
    for id in ["1", "\"two\""] {
        let call = format!(
            "POST /\n\n{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"SendStreamingMessage\",\"params\":{{}}}}"
        );
        let event = format!("id: 7\ndata: {{\"jsonrpc\":\"2.0\",\"id\":{id},\"result\":{{}}}}\n\n");
        assert_eq!(pieces(&app(), &call).await, [(0, event.into())]);
    }
    let (one, two) = (pieces(&app(), STREAM).await, pieces(&app(), STREAM).await);
    assert_eq!(one, [(0, "id: 7\ndata: {}\n\n".into())]);
    assert_eq!(one[0].1.as_ptr(), two[0].1.as_ptr());
}

#[tokio::test]
async fn what_some_readers_take_for_line_ends_is_escaped() {
    let rows = [
        ("a\u{85}b\u{2028}\u{2029}", "a\\u0085b\\u2028\\u2029"),
        ("\u{2028}", "\\u2028"),
        ("é\u{85}€\u{2028}“", "é\\u0085€\\u2028“"),
        // Their neighbours, which begin with the same bytes.
        (
            "\u{84}\u{86}©\u{2027}\u{202a}…€",
            "\u{84}\u{86}©\u{2027}\u{202a}…€",
        ),
        ("©\u{2028}\u{85}…", "©\\u2028\\u0085…"),
        ("plain", "plain"),
    ];
    for (text, written) in rows {
        let frame = Event::with_id("1", json!({text: text})).frame().unwrap();
        let expected = format!("id: 1\ndata: {{\"{written}\":\"{written}\"}}\n\n");
        check_stream(vec![Step::Frame(frame)], Options::new(), &expected).await;
    }
}

#[tokio::test]
async fn an_id_that_would_break_the_framing_is_left_out() {
    let steps = vec![
        Step::EventWithId("a b:é", "{}"),
        Step::EventWithId("a\nb", "{}"),
        Step::EventWithId("a\rb", "{}"),
        Step::EventWithId("a\0b", "{}"),
        Step::EventWithId("", "{}"),
    ];
    let expected = "id: a b:é\ndata: {}\n\ndata: {}\n\ndata: {}\n\ndata: {}\n\nid: \ndata: {}\n\n";
    check_stream(steps, Options::new(), expected).await;
}

#[tokio::test]
async fn a_document_of_several_lines_is_one_event() {
    let steps = vec![
        Step::Event("{\n\"a\":1,\r\n\"b\":2,\r\"c\": 3\n}\n"),
        Step::Event("{}"),
    ];
    let expected = "data: {\ndata: \"a\":1,\ndata: \"b\":2,\ndata: \"c\": 3\ndata: }\n\ndata: {}\n\n";
    check_stream(steps, Options::new(), expected).await;
}

#[tokio::test(start_paused = true)]
async fn a_silent_stream_sends_comments() {
    let steps = || {
        vec![
            Step::Event("{\"n\":1}"),
            // The clock starts again with every event and every comment.
            Step::Wait(3),
            Step::Event("{\"n\":2}"),
            Step::Wait(3),
            Step::Event("{\"n\":3}"),
            Step::Wait(9),
            Step::Event("{\"n\":4}"),
        ]
    };
    let comment = ": keep-alive\n\n";
    let (first, last) = (
        "data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: {\"n\":3}\n\n",
        "data: {\"n\":4}\n\n",
    );
    check_stream(
        steps(),
        Options::new(),
        &format!("{first}{comment}{comment}{last}"),
    )
    .await;
    let slower = Options::new().keep_alive(Duration::from_secs(5));
    check_stream(steps(), slower, &format!("{first}{comment}{last}")).await;
    check_stream(
        steps(),
        Options::new().keep_alive(Duration::ZERO),
        &format!("{first}{last}"),
    )
    .await;
    check_stream(
        steps(),
        Options::new().keep_alive(Duration::MAX),
        &format!("{first}{last}"),
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn comments_come_on_time() {
    let steps = vec![
        Step::Event("1"),
        Step::Wait(3),
        Step::Event("2"),
        Step::Wait(9),
        Step::Event("3"),
        Step::Hang,
    ];
    let app = http_json(Agent::streaming(steps), Options::new());
    let received = pieces(&app, STREAM).await;
    let comment = ": keep-alive\n\n";
    let expected = [
        (0, "data: 1\n\n"),
        (3, "data: 2\n\n"),
        (7, comment),
        (11, comment),
        (12, "data: 3\n\n"),
        (16, comment),
        (20, comment),
    ];
    assert_eq!(
        received.into_iter().take(expected.len()).collect::<Vec<_>>(),
        expected.map(|(time, text)| (time, text.into()))
    );
}

#[tokio::test(start_paused = true)]
async fn a_response_does_not_wait_longer_for_the_first_event_than_a_stream_may_be_silent() {
    let late = |end: Step| vec![Step::Wait(5), end];
    check_stream(
        late(Step::Event("{}")),
        Options::new(),
        ": keep-alive\n\ndata: {}\n\n",
    )
    .await;
    // By now it is a stream, so the error is an event.
    let expected = format!(": keep-alive\n\nevent: error\ndata: {NOT_FOUND}\n\n");
    check_stream(late(Step::Fail(task_not_found)), Options::new(), &expected).await;

    let app = http_json(Agent::streaming(vec![Step::Hang]), Options::new());
    let mut call = request(STREAM);
    call.headers_mut().insert("a2a-version", "1.0".parse().unwrap());
    let start = Instant::now();
    assert_eq!(respond(&app, call).await.status(), 200);
    assert_eq!(start.elapsed(), Duration::from_secs(4));
}
