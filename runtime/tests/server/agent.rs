//! A small agent behind a hand-written protocol table.

use a2a_bindings::protocol::{MethodInfo, Protocol, Route, Segment};
use a2a_bindings::{A2aError, ErrorInfo, Frame, Parameters, Reply, RequestContext, Service};
use futures_util::stream;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

const fn at(verb: &'static str, segments: &'static [Segment], has_body: bool) -> Route {
    Route {
        verb,
        segments,
        has_body,
    }
}

const fn literal(text: &'static str) -> Segment {
    Segment::Literal(text)
}

const fn field(name: &'static str, suffix: &'static str) -> Segment {
    Segment::Field { name, suffix }
}

const fn method(name: &'static str, streaming: bool, routes: &'static [Route]) -> MethodInfo {
    MethodInfo {
        name,
        request: "Request",
        response: Some("Response"),
        streaming,
        routes,
        capability: None,
        unsupported: None,
    }
}

const fn error(
    name: &'static str,
    code: i64,
    http: u16,
    grpc: &'static str,
    reason: &'static str,
) -> ErrorInfo {
    ErrorInfo {
        name: Cow::Borrowed(name),
        json_rpc_code: code,
        http_status: http,
        grpc_status: Cow::Borrowed(grpc),
        reason: Some(Cow::Borrowed(reason)),
    }
}

static METHODS: [MethodInfo; 7] = [
    method(
        "SendMessage",
        false,
        &[
            at("POST", &[literal("message:send")], true),
            at("POST", &[field("tenant", ""), literal("message:send")], true),
        ],
    ),
    method(
        "SendStreamingMessage",
        true,
        &[at("POST", &[literal("message:stream")], true)],
    ),
    method(
        "GetTask",
        false,
        &[
            at("GET", &[literal("tasks"), field("id", "")], false),
            at(
                "GET",
                &[field("tenant", ""), literal("tasks"), field("id", "")],
                false,
            ),
        ],
    ),
    method("ListTasks", false, &[at("GET", &[literal("tasks")], false)]),
    method(
        "CancelTask",
        false,
        &[
            at("POST", &[literal("tasks"), field("id", ":cancel")], true),
            at(
                "POST",
                &[field("tenant", ""), literal("tasks"), field("id", ":cancel")],
                true,
            ),
        ],
    ),
    method(
        "SubscribeToTask",
        true,
        &[
            at("POST", &[literal("tasks"), field("id", ":subscribe")], true),
            at("GET", &[literal("tasks"), field("id", ":subscribe")], false),
        ],
    ),
    method(
        "DeleteTaskPushNotificationConfig",
        false,
        &[at(
            "DELETE",
            &[
                literal("tasks"),
                field("taskId", ""),
                literal("pushNotificationConfigs"),
                field("id", ""),
            ],
            false,
        )],
    ),
];

static ERRORS: [ErrorInfo; 3] = [
    error("TaskNotFoundError", -32001, 404, "NOT_FOUND", "TASK_NOT_FOUND"),
    error(
        "ContentTypeNotSupportedError",
        -32005,
        400,
        "INVALID_ARGUMENT",
        "CONTENT_TYPE_NOT_SUPPORTED",
    ),
    error(
        "VersionNotSupportedError",
        -32009,
        400,
        "FAILED_PRECONDITION",
        "VERSION_NOT_SUPPORTED",
    ),
];

pub(crate) static V1_0: Protocol = Protocol {
    version: "1.0",
    methods: &METHODS,
    errors: &ERRORS,
    messages: &[],
    schema: "{}",
};

/// A version that has no error for versions.
pub(crate) static V0_3: Protocol = Protocol {
    version: "0.3",
    methods: &METHODS,
    errors: &[],
    messages: &[],
    schema: "{}",
};

/// What a stream does, in order.
#[derive(Clone)]
pub(crate) enum Step {
    Event(&'static str),
    EventWithId(&'static str, &'static str),
    Frame(Frame),
    /// The same event for ever.
    Flood(Frame),
    Fail(fn() -> A2aError),
    Wait(u64),
    /// Nothing more, and no end.
    Hang,
    /// Is held until the stream is dropped.
    Hold(Arc<()>),
}

/// Answers `GetTask`, `CancelTask` and `SendMessage` with their parameters, `ListTasks` with its parameters as
/// lists, and streaming operations by a script. The ids `missing`, `broken` and `context` get errors and the context.
pub(crate) struct Agent {
    pub(crate) protocol: &'static Protocol,
    pub(crate) steps: Vec<Step>,
}

impl Agent {
    pub(crate) fn new() -> Arc<Self> {
        Self::streaming(Vec::new())
    }

    pub(crate) fn streaming(steps: Vec<Step>) -> Arc<Self> {
        Arc::new(Self {
            protocol: &V1_0,
            steps,
        })
    }
}

pub(crate) fn task_not_found() -> A2aError {
    A2aError::new(ERRORS[0].clone(), "no such \"task\"").with_metadata("taskId", "missing")
}

/// An error that has no form on the wire but the one that the binding makes up.
fn received() -> A2aError {
    let nothing = ErrorInfo {
        name: "".into(),
        json_rpc_code: 7,
        http_status: 200,
        grpc_status: "".into(),
        reason: None,
    };
    A2aError::received(nothing, "odd", Vec::new())
}

impl Service for Agent {
    fn protocol(&self) -> &'static Protocol {
        self.protocol
    }

    async fn call(
        &self,
        context: RequestContext,
        method: &'static MethodInfo,
        parameters: Parameters<'_>,
    ) -> Result<Reply, A2aError> {
        if method.name == "ListTasks" {
            return Reply::unary(&parameters.decode::<BTreeMap<String, Vec<String>>>()?);
        }
        let parameters: Value = parameters.decode()?;
        match parameters["id"].as_str() {
            Some("missing") => return Err(task_not_found()),
            Some("broken") => return Err(A2aError::internal("broken").with_source("the secret cause")),
            Some("odd") => return Err(received()),
            Some("context") => {
                return Reply::unary(&json!({
                    "extensions": context.extensions,
                    "lastEventId": context.last_event_id,
                    "serviceParameters": context.service_parameters,
                }));
            }
            _ => {}
        }
        match method.name {
            "DeleteTaskPushNotificationConfig" => Ok(Reply::empty()),
            _ if method.streaming => Ok(Reply::Stream(Box::pin(script(self.steps.clone())))),
            _ => Reply::unary(&parameters),
        }
    }
}

fn script(steps: Vec<Step>) -> impl stream::Stream<Item = Result<Frame, A2aError>> + Send {
    let state = (steps.into_iter(), Vec::new());
    stream::unfold(state, |(mut steps, mut held)| async move {
        loop {
            let item = match steps.next()? {
                Step::Event(json) => Ok(Frame::new(json)),
                Step::EventWithId(id, json) => Ok(Frame::with_id(id, json)),
                Step::Frame(frame) => Ok(frame),
                Step::Flood(frame) => {
                    steps = vec![Step::Flood(frame.clone())].into_iter();
                    Ok(frame)
                }
                Step::Fail(error) => Err(error()),
                Step::Wait(seconds) => {
                    tokio::time::sleep(Duration::from_secs(seconds)).await;
                    continue;
                }
                Step::Hang => std::future::pending().await,
                Step::Hold(guard) => {
                    held.push(guard);
                    continue;
                }
            };
            return Some((item, (steps, held)));
        }
    })
}
