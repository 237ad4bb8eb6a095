//! Streams, event by event.

use crate::exchange::{
    Answered, Asked, ERROR, EVENTS, JSON, TASK, assert_found, found, layer, pass, pass_in_chunks,
};
use a2a_validator::layer::{Checked, Direction, Recorder};
use bytes::Bytes;
use futures_util::{FutureExt, StreamExt, stream};
use http::{Request, Response};
use http_body::Frame;
use http_body_util::{BodyExt, Full, StreamBody};
use std::convert::Infallible;
use tower::{Layer, ServiceExt, service_fn};

const BARE: Asked<'_> = Asked("GET /tasks/t:subscribe", "", "");
const ENVELOPED: Asked<'_> = Asked(
    "POST /",
    JSON,
    r#"{"jsonrpc":"2.0","id":"é","method":"SubscribeToTask","params":{"id":"t"}}"#,
);

const UPDATE: &str =
    r#"{"statusUpdate":{"taskId":"t","contextId":"ç","status":{"state":"TASK_STATE_COMPLETED"}}}"#;
/// Without the context id.
const CORRUPT: &str = r#"{"statusUpdate":{"taskId":"t","status":{"state":"TASK_STATE_COMPLETED"}}}"#;

fn task() -> String {
    format!(r#"{{"task":{TASK}}}"#)
}

fn result(result: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":"é","result":{result}}}"#)
}

#[tokio::test]
async fn every_event_is_checked_however_the_stream_is_cut() {
    // A comment, an id, two kinds of line ends, JSON over several lines, and one event that is wrong.
    let pretty = UPDATE.replace(",\"", ",\ndata:\"");
    let bare = format!(
        ": hi\n\nid: 1\ndata: {}\n\ndata:{pretty}\r\n\r\ndata: {CORRUPT}\n\n",
        task()
    );
    let enveloped = format!(
        "data: {}\n\nid: 2\rdata: {}\r\rdata: {}\n\n",
        result(&task()),
        result(UPDATE),
        result(CORRUPT)
    );
    for (asked, stream, wrong) in [
        (BARE, &bare, "/statusUpdate required"),
        (ENVELOPED, &enveloped, "/result/statusUpdate required"),
    ] {
        for chunk in 1..=stream.len() {
            let recorder = Recorder::new();
            pass_in_chunks(layer(&recorder), asked, Answered(200, EVENTS, stream), chunk).await;
            let records = recorder.records();
            assert_found(&records, &[], &[wrong]);
            assert_eq!(
                records.len(),
                4,
                "a request and three events, in chunks of {chunk}"
            );
            assert_eq!(recorder.invalid().len(), 1);
            assert_eq!(records[3].findings.len(), 1);
        }
    }
}

#[tokio::test]
async fn errors_in_streams() {
    let enveloped =
        |code: i32| format!(r#"{{"jsonrpc":"2.0","id":"é","error":{{"code":{code},"message":"m"}}}}"#);
    for (asked, stream, refused, expected) in [
        // Only a first event refuses the request.
        (
            BARE,
            format!("data: {}\n\ndata: {ERROR}\n\n", task()),
            [false, false, true],
            &[][..],
        ),
        (
            ENVELOPED,
            format!("data: {}\n\ndata: {}\n\n", result(&task()), enveloped(-32603)),
            [false, false, true],
            &[],
        ),
        (
            ENVELOPED,
            format!("data: {}\n\ndata: {}\n\n", enveloped(-32001), enveloped(-32001)),
            [true, true, true],
            &[],
        ),
        (
            BARE,
            format!("data: {}\n\ndata: {{\"error\":\"x\"}}\n\n", task()),
            [false, false, true],
            &["/error type"],
        ),
        (
            BARE,
            format!("data: {}\n\ndata: {}\n\n", task(), result(&task())),
            [false, false, false],
            &[
                " oneOf",
                "/id additionalProperties",
                "/jsonrpc additionalProperties",
                "/result additionalProperties",
            ],
        ),
        (
            ENVELOPED,
            format!(
                "data: {}\n\ndata: {}\n\n",
                result(&task()),
                result(&task()).replace('é', "e")
            ),
            [false, false, false],
            &["/id id"],
        ),
        (
            BARE,
            format!("data: {}\n\ndata: {{\n\n", task()),
            [false, false, false],
            &[" syntax"],
        ),
    ] {
        let records = pass(asked, Answered(200, EVENTS, &stream)).await;
        let mut found = found(&records, Direction::Response);
        found.sort();
        assert_eq!(found, expected, "{stream}");
        assert_eq!(
            records.iter().map(|record| record.refused).collect::<Vec<_>>(),
            refused,
            "{stream}"
        );
    }
}

#[tokio::test]
async fn an_error_late_in_a_stream_refuses_no_request_that_is_still_on_its_way() {
    let recorder = Recorder::new();
    let mut unread = None;
    let service = service_fn(|request: Request<Checked<Full<Bytes>>>| {
        unread = Some(request.into_body());
        let body = Full::<Bytes>::from(format!("data: {}\n\ndata: {ERROR}\n\n", task()));
        async {
            Ok::<_, Infallible>(
                Response::builder()
                    .header("content-type", EVENTS)
                    .body(body)
                    .unwrap(),
            )
        }
    });
    let asked = Asked("POST /tasks/t:subscribe", JSON, "{}");
    let response = layer(&recorder)
        .layer(service)
        .oneshot(asked.request())
        .await
        .unwrap();
    response.into_body().collect().await.unwrap();
    unread.unwrap().collect().await.unwrap();
    let refused: Vec<_> = recorder
        .records()
        .iter()
        .map(|record| (record.direction, record.refused))
        .collect();
    assert_eq!(
        refused,
        [
            (Direction::Response, false),
            (Direction::Response, true),
            (Direction::Request, false)
        ],
    );
}

#[tokio::test]
async fn a_stream_has_its_media_type_and_its_end() {
    let error = r#"{"jsonrpc":"2.0","id":"é","error":{"code":-32004,"message":"m"}}"#;
    for (asked, answered, expected) in [
        (
            ENVELOPED,
            Answered(200, JSON, &result(&task())),
            &[" content-type"][..],
        ),
        (BARE, Answered(200, JSON, &task()), &[" content-type"]),
        (ENVELOPED, Answered(200, JSON, error), &[]),
        (BARE, Answered(404, JSON, ERROR), &[]),
        // Once, and not for every event.
        (
            BARE,
            Answered(404, EVENTS, &format!("data: {ERROR}\n\ndata: {ERROR}\n\n")),
            &[" content-type"],
        ),
        (BARE, Answered(200, EVENTS, ""), &[]),
        (
            BARE,
            Answered(200, EVENTS, &format!("data: {}\n\ndata: {UPDATE}\n", task())),
            &[" sse"],
        ),
        (
            BARE,
            Answered(200, EVENTS, &format!("data: {}\n\n: bye", task())),
            &[],
        ),
    ] {
        assert_found(&pass(asked, answered).await, &[], expected);
    }
}

#[tokio::test]
async fn an_event_that_is_too_large_is_passed_and_reported() {
    let stream = format!(
        "data: {}\n\ndata: {}\n\ndata: {UPDATE}\n\n",
        task(),
        "x".repeat(1000)
    );
    let recorder = Recorder::new();
    let layer = layer(&recorder).with_max_body_bytes(500);
    pass_in_chunks(layer, BARE, Answered(200, EVENTS, &stream), 7).await;
    let records = recorder.records();
    assert_found(&records, &[], &[" limit"]);
    assert_eq!(
        records.iter().map(|record| record.bytes).collect::<Vec<_>>(),
        [0, task().len(), 1000, UPDATE.len()]
    );
}

#[tokio::test]
async fn the_stream_of_a_request_that_could_not_be_read_is_not_judged() {
    let large = format!("{}{}", ENVELOPED.2, " ".repeat(1000));
    let recorder = Recorder::new();
    let layer = layer(&recorder).with_max_body_bytes(500);
    let stream = format!("data: {}\n\n", result(&task()));
    pass_in_chunks(
        layer,
        Asked("POST /", JSON, &large),
        Answered(200, EVENTS, &stream),
        100,
    )
    .await;
    assert_found(&recorder.records(), &[" limit"], &[]);

    // To a method that does not exist there can be no stream.
    let unknown = Asked("POST /", JSON, r#"{"jsonrpc":"2.0","id":"é","method":"Watch"}"#);
    let records = pass(unknown, Answered(200, EVENTS, &stream)).await;
    assert_found(
        &records,
        &["/method enum"],
        &[" required", "/result additionalProperties", " content-type"],
    );
}

#[tokio::test]
async fn an_event_passes_before_the_next_one_exists() {
    let recorder = Recorder::new();
    let service = service_fn(|request: Request<Checked<Full<Bytes>>>| async move {
        drop(request);
        let first = stream::iter([Ok::<_, Infallible>(Frame::data(Bytes::from(format!(
            "data: {CORRUPT}\n\n"
        ))))]);
        let body = StreamBody::new(first.chain(stream::pending()));
        Ok::<_, Infallible>(
            Response::builder()
                .header("content-type", EVENTS)
                .header("cache-control", "no-cache")
                .body(body)
                .unwrap(),
        )
    });
    let response = layer(&recorder)
        .layer(service)
        .oneshot(BARE.request())
        .await
        .unwrap();
    let mut body = response.into_body();
    assert!(body.frame().now_or_never().is_some());
    assert_eq!(
        found(&recorder.records(), Direction::Response),
        ["/statusUpdate required"]
    );
    assert!(body.frame().now_or_never().is_none());
    // The client leaves, which is no fault of the stream's.
    drop(body);
    assert_eq!(recorder.total(), 2);
}
