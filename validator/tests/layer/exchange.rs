//! One exchange through the layer.

use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::Validator;
use a2a_validator::layer::{CheckLayer, Checked, Direction, Mounts, Record, Recorder};
use bytes::Bytes;
use futures_util::stream;
use http::{Request, Response};
use http_body::{Body, Frame};
use http_body_util::{BodyExt, Full, StreamBody};
use std::convert::Infallible;
use std::sync::OnceLock;
use tower::{Layer, ServiceExt, service_fn};

pub(crate) const JSON: &str = "application/json";
pub(crate) const A2A_JSON: &str = "application/a2a+json";
pub(crate) const EVENTS: &str = "text/event-stream";

pub(crate) const TASK: &str = r#"{"id":"t","status":{"state":"TASK_STATE_WORKING"}}"#;
pub(crate) const ERROR: &str = r#"{"error":{"code":404,"status":"NOT_FOUND","message":"no such task"}}"#;

/// Both bindings at the root, as a server may have them.
pub(crate) fn mounts() -> Mounts {
    Mounts::new().json_rpc("/").http_json("/").ignore("/health")
}

pub(crate) fn layer(recorder: &Recorder) -> CheckLayer {
    static VALIDATOR: OnceLock<Validator> = OnceLock::new();
    let validator = VALIDATOR.get_or_init(|| Validator::new(&PROTOCOL).unwrap());
    CheckLayer::new(validator.clone(), mounts(), recorder.sink())
}

/// A request: verb and path, content type (none if empty), body.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a>(pub(crate) &'a str, pub(crate) &'a str, pub(crate) &'a str);

/// An answer: status, content type (none if empty), body.
#[derive(Clone, Copy)]
pub(crate) struct Answered<'a>(pub(crate) u16, pub(crate) &'a str, pub(crate) &'a str);

impl Asked<'_> {
    pub(crate) fn request(self) -> Request<Full<Bytes>> {
        let (verb, uri) = self.0.split_once(' ').unwrap();
        let mut request = Request::builder()
            .method(verb)
            .uri(uri)
            .header("a2a-version", "1.0");
        if !self.1.is_empty() {
            request = request.header("content-type", self.1);
        }
        request.body(Full::from(self.2.to_owned())).unwrap()
    }
}

impl Answered<'_> {
    fn response<B>(self, body: B) -> Response<B> {
        let mut response = Response::builder().status(self.0);
        if !self.1.is_empty() {
            response = response.header("content-type", self.1);
        }
        if self.1 == EVENTS {
            response = response.header("cache-control", "no-cache");
        }
        response.body(body).unwrap()
    }
}

/// Sends a request and its answer through the layer, the answer in chunks of this size; checks that nothing is altered
/// on the way; gives the records.
pub(crate) async fn pass_in_chunks(
    layer: CheckLayer,
    asked: Asked<'_>,
    answered: Answered<'_>,
    chunk: usize,
) {
    let chunks: Vec<Bytes> = answered
        .2
        .as_bytes()
        .chunks(chunk)
        .map(Bytes::copy_from_slice)
        .collect();
    let frames: Vec<_> = chunks
        .iter()
        .cloned()
        .map(|chunk| Ok::<_, Infallible>(Frame::data(chunk)))
        .collect();
    let response = answered.response(StreamBody::new(stream::iter(frames)));
    let mut response = Some(response);
    let service = service_fn(|request: Request<Checked<Full<Bytes>>>| {
        let response = response.take().unwrap();
        async move {
            let body = request.into_body().collect().await.unwrap().to_bytes();
            assert_eq!(body, asked.2, "the request is not what was sent");
            Ok::<_, Infallible>(response)
        }
    });
    let response = layer.layer(service).oneshot(asked.request()).await.unwrap();
    assert_eq!(response.status(), answered.0);
    let mut body = response.into_body();
    let mut received = Vec::new();
    while let Some(frame) = body.frame().await {
        received.push(frame.unwrap().into_data().unwrap());
    }
    assert_eq!(
        received, chunks,
        "the response is not what was sent, or not in the same pieces"
    );
    assert!(body.is_end_stream() || body.frame().await.is_none());
}

pub(crate) async fn pass(asked: Asked<'_>, answered: Answered<'_>) -> Vec<Record> {
    let recorder = Recorder::new();
    pass_in_chunks(layer(&recorder), asked, answered, usize::MAX).await;
    recorder.records()
}

/// What was found in one direction, as `pointer rule`.
pub(crate) fn found(records: &[Record], direction: Direction) -> Vec<String> {
    let records = records.iter().filter(|record| record.direction == direction);
    let findings = records.flat_map(|record| &record.findings);
    findings
        .map(|finding| format!("{} {}", finding.pointer, finding.rule))
        .collect()
}

/// Checks what is found in the request and in the response.
#[track_caller]
pub(crate) fn assert_found(records: &[Record], request: &[&str], response: &[&str]) {
    let all: Vec<String> = records.iter().map(ToString::to_string).collect();
    assert_eq!(
        found(records, Direction::Request),
        request,
        "requests\n{}",
        all.join("\n")
    );
    assert_eq!(
        found(records, Direction::Response),
        response,
        "responses\n{}",
        all.join("\n")
    );
}
