//! Server-sent events: framing, and comments while nothing happens.

use crate::agent::{Agent, Step, task_not_found};
use crate::wire::{check, event_stream, request, respond};
use a2a_runtime::server::{Options, http_json};
use futures_util::StreamExt;
use std::time::Duration;
use tokio::time::{Instant, timeout};

const STREAM: &str = "POST /message:stream";

async fn check_stream(steps: Vec<Step>, options: Options, expected: &str) {
    check(
        &http_json(Agent::streaming(steps), options),
        &[(STREAM, event_stream(expected))],
    )
    .await;
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
    let app = http_json(
        Agent::streaming(vec![Step::Event("{}"), Step::Hang]),
        Options::new(),
    );
    let mut call = request(STREAM);
    call.headers_mut().insert("a2a-version", "1.0".parse().unwrap());
    let start = Instant::now();
    let mut body = respond(&app, call).await.into_body().into_data_stream();
    let mut received = Vec::new();
    while let Ok(Some(bytes)) = timeout(Duration::from_secs(20), body.next()).await {
        received.push((start.elapsed().as_secs(), bytes.unwrap()));
        if received.len() == 4 {
            break;
        }
    }
    let comment = ": keep-alive\n\n";
    let expected = [(0, "data: {}\n\n"), (4, comment), (8, comment), (12, comment)];
    assert_eq!(received, expected.map(|(time, text)| (time, text.into())));
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
    let error = concat!(
        r#"{"error":{"code":404,"status":"NOT_FOUND","message":"no such \"task\"","#,
        r#""details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","domain":"a2a-protocol.org","#,
        r#""metadata":{"taskId":"missing"},"reason":"TASK_NOT_FOUND"}]}}"#
    );
    let expected = format!(": keep-alive\n\nevent: error\ndata: {error}\n\n");
    check_stream(late(Step::Fail(task_not_found)), Options::new(), &expected).await;

    let app = http_json(Agent::streaming(vec![Step::Hang]), Options::new());
    let mut call = request(STREAM);
    call.headers_mut().insert("a2a-version", "1.0".parse().unwrap());
    let start = Instant::now();
    assert_eq!(respond(&app, call).await.status(), 200);
    assert_eq!(start.elapsed(), Duration::from_secs(4));
}
