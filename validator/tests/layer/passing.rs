//! What passes unseen or half seen, and what the recorder keeps.

use crate::exchange::{Answered, Asked, EVENTS, JSON, TASK, assert_found, layer, pass, pass_in_chunks};
use a2a_validator::layer::{Checked, Direction, Recorder};
use axum::Router;
use axum::routing::{get, post};
use bytes::Bytes;
use futures_util::stream;
use http::{HeaderMap, Request, Response};
use http_body::Frame;
use http_body_util::{BodyExt, Full, StreamBody};
use std::convert::Infallible;
use tower::{Layer, Service, ServiceExt, service_fn};

const GET: Asked<'_> = Asked(
    "POST /",
    JSON,
    r#"{"jsonrpc":"2.0","id":7,"method":"GetTask","params":{"id":"t"}}"#,
);

#[tokio::test]
async fn what_is_no_a2a_is_not_looked_at() {
    for asked in [
        Asked("GET /health", "", ""),
        Asked("POST /health/live", JSON, "{"),
        Asked("OPTIONS /tasks/t", "", ""),
        Asked("HEAD /tasks/t", "", ""),
        Asked("GET /", "", ""),
        Asked("HEAD /.well-known/agent-card.json", "", ""),
    ] {
        assert!(
            pass(asked, Answered(200, "text/plain", "ok")).await.is_empty(),
            "{}",
            asked.0
        );
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_passed_and_reported() {
    let task = format!(
        r#"{{"id":"{}","status":{{"state":"TASK_STATE_WORKING"}}}}"#,
        "t".repeat(2000)
    );
    let recorder = Recorder::new();
    let asked = Asked("GET /tasks/t", "", "");
    pass_in_chunks(
        layer(&recorder).with_max_body_bytes(1000),
        asked,
        Answered(200, JSON, &task),
        100,
    )
    .await;
    assert_found(&recorder.records(), &[], &[" limit"]);
    assert_eq!(recorder.records()[1].bytes, task.len());

    // Of what the result is cannot be known, if the request is too large.
    let large = format!("{}{}", GET.2, " ".repeat(2000));
    let recorder = Recorder::new();
    let answer = format!(r#"{{"jsonrpc":"2.0","id":7,"result":{TASK}}}"#);
    let layer = layer(&recorder).with_max_body_bytes(1000);
    pass_in_chunks(
        layer,
        Asked("POST /", JSON, &large),
        Answered(200, JSON, &answer),
        100,
    )
    .await;
    assert_found(&recorder.records(), &[" limit"], &[]);
    assert_eq!(recorder.records()[1].subject, None);
}

#[tokio::test]
async fn a_compressed_body_is_reported() {
    let recorder = Recorder::new();
    let service = service_fn(|request: Request<Checked<Full<Bytes>>>| async move {
        let response = Response::builder()
            .header("content-type", EVENTS)
            .header("content-encoding", "gzip");
        request.into_body().collect().await.unwrap();
        Ok::<_, Infallible>(response.body(Full::<Bytes>::from("\u{1f}\u{8b}")).unwrap())
    });
    let mut asked = Asked("POST /tasks/t:subscribe", JSON, "{}").request();
    asked
        .headers_mut()
        .insert("content-encoding", "br".parse().unwrap());
    let response = layer(&recorder).layer(service).oneshot(asked).await.unwrap();
    response.into_body().collect().await.unwrap();
    assert_found(
        &recorder.records(),
        &[" content-encoding"],
        &[" content-encoding"],
    );
}

#[tokio::test]
async fn a_body_that_breaks_is_not_judged() {
    let recorder = Recorder::new();
    let broken = || StreamBody::new(stream::iter([Ok(Frame::data(Bytes::from("{"))), Err("reset")]));
    let service = service_fn(|request: Request<Checked<StreamBody<_>>>| async move {
        assert_eq!(request.into_body().collect().await.unwrap_err(), "reset");
        let response = Response::builder().header("content-type", JSON);
        Ok::<_, Infallible>(response.body(broken()).unwrap())
    });
    let request = Asked("POST /tasks/t:cancel", JSON, "")
        .request()
        .map(|_| broken());
    let response = layer(&recorder).layer(service).oneshot(request).await.unwrap();
    assert_eq!(response.into_body().collect().await.unwrap_err(), "reset");
    let records = recorder.records();
    assert_found(&records, &[], &[]);
    assert!(records.len() == 2 && records.iter().all(|record| !record.complete && record.bytes == 1));
}

#[tokio::test]
async fn trailers_and_hints_pass() {
    let recorder = Recorder::new();
    let service = service_fn(|request: Request<Checked<Full<Bytes>>>| async move {
        assert_eq!(
            http_body::Body::size_hint(request.body()).exact(),
            Some(GET.2.len() as u64)
        );
        request.into_body().collect().await.unwrap();
        let mut trailers = HeaderMap::new();
        trailers.insert("x-end", "1".parse().unwrap());
        let answer = format!(r#"{{"jsonrpc":"2.0","id":7,"result":{TASK}}}"#);
        let frames = [
            Ok::<_, Infallible>(Frame::data(Bytes::from(answer))),
            Ok(Frame::trailers(trailers)),
        ];
        let body = StreamBody::new(stream::iter(frames));
        Ok::<_, Infallible>(
            Response::builder()
                .header("content-type", JSON)
                .body(body)
                .unwrap(),
        )
    });
    let response = layer(&recorder)
        .layer(service)
        .oneshot(GET.request())
        .await
        .unwrap();
    let collected = response.into_body().collect().await.unwrap();
    assert_eq!(collected.trailers().unwrap()["x-end"], "1");
    assert_found(&recorder.records(), &[], &[]);
}

#[tokio::test]
async fn a_body_that_announces_its_end_is_not_polled_for_it() {
    // As hyper reads: nothing of an empty body, and nothing behind the last frame.
    for (asked, status, answer, frames) in [
        (Asked("GET /tasks/t", "", ""), 200, "{}", 1),
        (
            Asked("DELETE /tasks/t/pushNotificationConfigs/p", "", ""),
            204,
            "",
            0,
        ),
    ] {
        let recorder = Recorder::new();
        let service = service_fn(|_: Request<Checked<Full<Bytes>>>| async move {
            let response = Response::builder().status(status).header("content-type", JSON);
            Ok::<_, Infallible>(response.body(Full::<Bytes>::from(answer)).unwrap())
        });
        let response = layer(&recorder)
            .layer(service)
            .oneshot(asked.request())
            .await
            .unwrap();
        let mut body = response.into_body();
        for _ in 0..frames {
            assert!(!http_body::Body::is_end_stream(&body));
            body.frame().await.unwrap().unwrap();
        }
        assert!(http_body::Body::is_end_stream(&body));
        let records = recorder.records();
        assert_eq!(records.len(), 2, "{}", asked.0);
        assert!(records[1].complete && records[1].findings.len() == 2 * frames);
    }
}

#[tokio::test]
async fn a_request_that_is_not_read_is_not_judged() {
    let recorder = Recorder::new();
    let service = service_fn(|request: Request<Checked<StreamBody<_>>>| async move {
        drop(request);
        let error = r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32603,"message":"busy"}}"#;
        let response = Response::builder().header("content-type", JSON);
        Ok::<_, Infallible>(response.body(Full::<Bytes>::from(error)).unwrap())
    });
    let body = StreamBody::new(stream::iter([Ok::<_, Infallible>(Frame::data(Bytes::from("{")))]));
    let request = GET.request().map(|_| body);
    let response = layer(&recorder).layer(service).oneshot(request).await.unwrap();
    response.into_body().collect().await.unwrap();
    let records = recorder.records();
    assert_found(&records, &[], &[]);
    assert!(!records[0].complete && records[0].refused && records[1].complete);
}

#[tokio::test]
async fn a_request_that_nothing_answers_is_recorded() {
    let recorder = Recorder::new();
    let service = service_fn(|request: Request<Checked<Full<Bytes>>>| async move {
        request.into_body().collect().await.unwrap();
        Err::<Response<Full<Bytes>>, _>("the connection broke")
    });
    layer(&recorder)
        .layer(service)
        .oneshot(GET.request())
        .await
        .unwrap_err();
    assert_eq!(recorder.records().len(), 1);
    assert!(recorder.records()[0].complete && !recorder.records()[0].refused);
}

#[tokio::test]
async fn a_router_with_the_layer_is_still_a_router() {
    let recorder = Recorder::new();
    let answer = format!(r#"{{"jsonrpc":"2.0","id":7,"result":{TASK}}}"#);
    let mut app = Router::new()
        .route(
            "/",
            post(|body: String| async move { ([("content-type", JSON)], body.replace(GET.2, &answer)) }),
        )
        .route(
            "/tasks/{id}",
            get(|| async { ([("content-type", JSON)], r#"{"id":"t"}"#) }),
        )
        .layer(layer(&recorder));
    for asked in [GET, Asked("GET /tasks/t", "", "")] {
        let response = Service::<Request<Full<Bytes>>>::call(&mut app, asked.request())
            .await
            .unwrap();
        response.into_body().collect().await.unwrap();
    }
    let records = recorder.records();
    assert_found(&records, &[], &[" required"]);
    assert_eq!(
        records.iter().map(|record| record.exchange).collect::<Vec<_>>(),
        [1, 1, 2, 2]
    );
    let bad = &recorder.invalid()[0];
    assert_eq!(
        bad.to_string(),
        "#2 response 200, response of GetTask, 10 bytes\n  [required] (root): `status` is missing"
    );
}

#[tokio::test]
async fn the_recorder_is_bounded_and_keeps_what_is_wrong() {
    let recorder = Recorder::with_capacity(3);
    let layer = layer(&recorder);
    for number in 0..10 {
        let body = if number < 5 { "{}" } else { TASK };
        let asked = Asked("GET /tasks/t", "", "");
        pass_in_chunks(layer.clone(), asked, Answered(200, JSON, body), usize::MAX).await;
    }
    assert_eq!(
        (
            recorder.records().len(),
            recorder.invalid().len(),
            recorder.total()
        ),
        (3, 3, 20)
    );
    assert_eq!(recorder.records()[2].exchange, 10);
    assert!(
        recorder
            .invalid()
            .iter()
            .all(|record| record.direction == Direction::Response)
    );
    assert_eq!(recorder.findings().len(), 6);
    assert_eq!(recorder.clone().total(), 20);
}
