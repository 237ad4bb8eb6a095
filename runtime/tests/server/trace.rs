//! What the bindings tell `tracing`: spans, events, levels and fields, by their names.

use crate::agent::{Agent, Step, task_not_found};
use crate::wire::{exchange, exchange_1_0, request};
use a2a_bindings::protocol::{MethodInfo, Protocol};
use a2a_bindings::{A2aError, Parameters, Principal, Reply, RequestContext, Service};
use a2a_runtime::server::{Options, http_json, json_rpc};
use axum::{Extension, Router};
use std::error::Error;
use std::fmt::{self, Write};
use std::mem;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{DefaultGuard, set_default};
use tracing::{Event, Metadata, Subscriber};

/// Writes down what it is told, a line each.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Told>>);

#[derive(Default)]
struct Told {
    lines: Vec<String>,
    spans: u64,
    /// Where the thread is now.
    entered: Vec<u64>,
}

/// Fields as ` name=value`, but the text of an event, which comes first.
#[derive(Default)]
struct Fields {
    text: String,
    fields: String,
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            write!(self.text, "{value:?}").unwrap();
        } else {
            write!(self.fields, " {}={value:?}", field.name()).unwrap();
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }
}

impl Recorder {
    /// Hears everything that this thread says, until the guard is dropped.
    fn listen() -> (Self, DefaultGuard) {
        let recorder = Self::default();
        (recorder.clone(), set_default(recorder))
    }

    fn lines(&self) -> Vec<String> {
        mem::take(&mut self.0.lock().unwrap().lines)
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        ["a2a", "agent"].contains(&metadata.target())
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut told = self.0.lock().unwrap();
        told.spans += 1;
        let (id, metadata, mut fields) = (told.spans, span.metadata(), Fields::default());
        span.record(&mut fields);
        told.lines.push(format!(
            "{id} {} {}{}",
            metadata.level(),
            metadata.name(),
            fields.fields
        ));
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        let line = format!("{}{}", span.into_u64(), fields.fields);
        self.0.lock().unwrap().lines.push(line);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut told = self.0.lock().unwrap();
        let place = told.entered.last().map_or("-".to_owned(), u64::to_string);
        let level = event.metadata().level();
        told.lines
            .push(format!("{place} {level} {}{}", fields.text, fields.fields));
    }

    fn enter(&self, span: &Id) {
        self.0.lock().unwrap().entered.push(span.into_u64());
    }

    fn exit(&self, span: &Id) {
        assert_eq!(self.0.lock().unwrap().entered.pop(), Some(span.into_u64()));
    }
}

const JSON_RPC: &str = "1 INFO a2a.request otel.kind=server a2a.binding=JSONRPC a2a.version=1.0";
const HTTP_JSON: &str = "1 INFO a2a.request otel.kind=server a2a.binding=HTTP+JSON a2a.version=1.0";

/// Checks what is said of a request of version 1.0.
async fn check(app: &Router, text: &str, expected: &[&str]) {
    let (recorder, _guard) = Recorder::listen();
    exchange_1_0(app, request(text)).await;
    assert_eq!(recorder.lines(), expected, "of:\n{text}");
}

fn call(method: &str, params: &str) -> String {
    format!("POST /\n\n{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"{method}\",\"params\":{params}}}")
}

#[tokio::test]
async fn a_span_a_request() {
    let app = json_rpc(Agent::new(), Options::new()).layer(Extension(Principal::new("alice")));
    check(
        &app,
        &call("GetTask", r#"{"id":"s3cret"}"#),
        &[
            JSON_RPC,
            "1 a2a.method=GetTask",
            "1 enduser.id=alice",
            "1 DEBUG answered",
        ],
    )
    .await;
    let app = http_json(Agent::new(), Options::new());
    check(
        &app,
        "GET /tasks/s3cret\nauthorization: s3cret",
        &[HTTP_JSON, "1 a2a.method=GetTask", "1 DEBUG answered"],
    )
    .await;
    check(
        &app,
        "POST /message:stream\n\n{}",
        &[HTTP_JSON, "1 a2a.method=SendStreamingMessage", "1 DEBUG answered"],
    )
    .await;
}

#[tokio::test]
async fn refusals_and_failures() {
    let rpc = json_rpc(Agent::new(), Options::new());
    let not_found = "1 DEBUG refused a2a.error.code=-32001 a2a.error.reason=TASK_NOT_FOUND";
    let broken =
        "1 ERROR refused a2a.error.code=-32603 a2a.error.message=broken a2a.error.source=the secret cause";
    for (text, expected) in [
        (
            call("GetTask", r#"{"id":"missing"}"#),
            vec!["1 a2a.method=GetTask", not_found],
        ),
        (
            call("GetTask", r#"{"id":"broken"}"#),
            vec!["1 a2a.method=GetTask", broken],
        ),
        // A gateway's peer said something that is no error of HTTP.
        (
            call("GetTask", r#"{"id":"odd"}"#),
            vec![
                "1 a2a.method=GetTask",
                "1 ERROR refused a2a.error.code=7 a2a.error.message=odd",
            ],
        ),
        // What is refused before the operation is known; the names that a client made up are in none of it.
        (
            call("s3cret", "{}"),
            vec!["1 DEBUG refused a2a.error.code=-32601"],
        ),
        (
            "POST /\n\n{\"s3cret\":s3cret}".to_owned(),
            vec!["1 WARN refused a2a.error.code=-32700 a2a.error.source=expected value at line 1 column 11"],
        ),
        (
            "POST /\ncontent-type: text/s3cret\n\n{}".to_owned(),
            vec!["1 DEBUG refused a2a.error.code=-32005 a2a.error.reason=CONTENT_TYPE_NOT_SUPPORTED"],
        ),
        ("GET /".to_owned(), vec!["1 DEBUG refused a2a.error.code=-32600"]),
    ] {
        check(&rpc, &text, &[&[JSON_RPC], &*expected].concat()).await;
    }

    let http = http_json(Agent::new(), Options::new());
    for (text, expected) in [
        ("GET /tasks/missing", vec!["1 a2a.method=GetTask", not_found]),
        ("GET /tasks/broken", vec!["1 a2a.method=GetTask", broken]),
        ("GET /s3cret", vec!["1 DEBUG refused a2a.error.code=-32601"]),
        ("PUT /tasks", vec!["1 DEBUG refused a2a.error.code=-32600"]),
    ] {
        check(&http, text, &[&[HTTP_JSON], &*expected].concat()).await;
    }
    let (recorder, _guard) = Recorder::listen();
    exchange(&http, request("GET /tasks/t\na2a-version: s3cret")).await;
    assert_eq!(
        recorder.lines(),
        [
            HTTP_JSON,
            "1 DEBUG refused a2a.error.code=-32009 a2a.error.reason=VERSION_NOT_SUPPORTED"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn streams_that_fail() {
    let broken = || A2aError::internal("broken").with_source("the secret cause");
    let stream = "POST /message:stream\n\n{}";
    let opening = [HTTP_JSON, "1 a2a.method=SendStreamingMessage"];
    let later = "a2a.method=SendStreamingMessage a2a.binding=HTTP+JSON a2a.version=1.0";
    let refused =
        "1 ERROR refused a2a.error.code=-32603 a2a.error.message=broken a2a.error.source=the secret cause"
            .to_owned();
    let failed = format!(
        "- ERROR stream failed {later} a2a.error.code=-32603 a2a.error.message=broken a2a.error.source=the secret cause"
    );
    let not_found =
        format!("- DEBUG stream failed {later} a2a.error.code=-32001 a2a.error.reason=TASK_NOT_FOUND");
    for (steps, expected) in [
        // Before the response has begun, the error is the response.
        (vec![Step::Fail(broken)], vec![refused]),
        (
            vec![Step::Event("{}"), Step::Fail(broken)],
            vec!["1 DEBUG answered".to_owned(), failed.clone()],
        ),
        (
            vec![Step::Wait(60), Step::Fail(broken)],
            vec!["1 DEBUG answered".to_owned(), failed],
        ),
        (
            vec![Step::Event("{}"), Step::Fail(task_not_found)],
            vec!["1 DEBUG answered".to_owned(), not_found],
        ),
    ] {
        let app = http_json(Agent::streaming(steps), Options::new());
        let expected = opening.into_iter().chain(expected.iter().map(String::as_str));
        check(&app, stream, &expected.collect::<Vec<_>>()).await;
    }
}

/// Waits, says something, and fails with a long chain of causes.
struct Waiting(&'static Protocol);

#[derive(Debug)]
struct Cause(u32);

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1 => formatter.write_str(&"é".repeat(1000)),
            2 => formatter.write_str("two\nlines"),
            number => write!(formatter, "{number}"),
        }
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        const CAUSES: &[Cause] = &[
            Cause(1),
            Cause(2),
            Cause(3),
            Cause(4),
            Cause(5),
            Cause(6),
            Cause(7),
            Cause(8),
        ];
        CAUSES.get(self.0 as usize).map(|cause| cause as _)
    }
}

impl Service for Waiting {
    fn protocol(&self) -> &'static Protocol {
        self.0
    }

    async fn call(
        &self,
        _: RequestContext,
        _: &'static MethodInfo,
        parameters: Parameters<'_>,
    ) -> Result<Reply, A2aError> {
        let parameters: serde_json::Value = parameters.decode()?;
        for _ in 0..3 {
            tokio::task::yield_now().await;
            tracing::info!(target: "agent", "working on {}", parameters["id"]);
        }
        Err(A2aError::internal("failed").with_source(Cause(0)))
    }
}

#[tokio::test]
async fn a_span_is_left_while_its_request_waits() {
    let app = http_json(Arc::new(Waiting(&crate::agent::V1_0)), Options::new());
    let (recorder, _guard) = Recorder::listen();
    tokio::join!(
        exchange_1_0(&app, request("GET /tasks/a")),
        exchange_1_0(&app, request("GET /tasks/b"))
    );
    let lines = recorder.lines();
    for (id, line) in [
        ("1", r#"1 INFO working on "a""#),
        ("2", r#"2 INFO working on "b""#),
    ] {
        let said: Vec<_> = lines
            .iter()
            .filter(|text| text.starts_with(id) && text.contains("working"))
            .collect();
        assert_eq!(said, [line; 3]);
    }
    // The last of each is the refusal, with the causes bounded and on one line.
    let causes = format!("0: {}: two lines: 3: 4: 5: 6: 7", "é".repeat(512));
    for id in ["1", "2"] {
        let expected = format!(
            "{id} ERROR refused a2a.error.code=-32603 a2a.error.message=failed a2a.error.source={causes}"
        );
        assert_eq!(
            lines.iter().filter(|line| **line == expected).count(),
            1,
            "{lines:#?}"
        );
    }
    assert!(recorder.0.lock().unwrap().entered.is_empty());
}
