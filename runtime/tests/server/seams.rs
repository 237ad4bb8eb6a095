//! What surrounds the call of an agent: who calls, in which trace, what the card allows, and what the response says of it.

use crate::wire::{exchange_1_0, json_response, request};
use a2a_bindings::v1_0::{
    A2aHandler, CancelTaskRequest, ErrorKind, GetExtendedAgentCardRequest, GetTaskRequest, ListTasksRequest,
    ListTasksResponse, SendMessageRequest, SendMessageResponse, Server, StreamResponse, Task, TaskState,
    TaskStatus,
};
use a2a_bindings::{A2aError, Declared, Event, EventStream, Principal, RequestContext};
use a2a_runtime::server::{Options, http_json, json_rpc};
use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use futures_util::{StreamExt, stream};
use http::HeaderValue;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// An agent that keeps the last context, and is served by a card if it has one.
#[derive(Default)]
struct Agent {
    declared: Option<Declared>,
    seen: Mutex<Option<RequestContext>>,
}

fn task(id: &str) -> Task {
    Task::new(id, TaskStatus::new(TaskState::Working))
}

impl A2aHandler for Agent {
    fn declared(&self) -> Option<&Declared> {
        self.declared.as_ref()
    }

    async fn send_message(
        &self,
        context: RequestContext,
        _: SendMessageRequest,
    ) -> Result<SendMessageResponse, A2aError> {
        *self.seen.lock().unwrap() = Some(context);
        Ok(task("t").into())
    }

    async fn send_streaming_message(
        &self,
        context: RequestContext,
        _: SendMessageRequest,
    ) -> Result<EventStream<StreamResponse>, A2aError> {
        *self.seen.lock().unwrap() = Some(context);
        Ok(stream::iter([Ok(Event::new(task("t").into()))]).boxed())
    }

    async fn get_task(&self, context: RequestContext, request: GetTaskRequest) -> Result<Task, A2aError> {
        *self.seen.lock().unwrap() = Some(context);
        let busy = |error: A2aError, delay| Err(error.with_retry_after(delay));
        let unavailable = || {
            let mut info = ErrorKind::Internal.info();
            info.http_status = 503;
            A2aError::new(info, "busy")
        };
        match request.id.as_str() {
            "7s" => busy(unavailable(), Duration::from_secs(7)),
            "1500ms" => busy(unavailable(), Duration::from_millis(1500)),
            "0s" => busy(unavailable(), Duration::ZERO),
            "for ever" => busy(unavailable(), Duration::MAX),
            "later" => Err(unavailable()),
            id => Ok(task(id)),
        }
    }

    async fn list_tasks(
        &self,
        _: RequestContext,
        _: ListTasksRequest,
    ) -> Result<ListTasksResponse, A2aError> {
        Err(A2aError::internal("no list"))
    }

    async fn cancel_task(&self, _: RequestContext, _: CancelTaskRequest) -> Result<Task, A2aError> {
        Err(A2aError::internal("no cancelling"))
    }

    async fn get_extended_agent_card(
        &self,
        _: RequestContext,
        _: GetExtendedAgentCardRequest,
    ) -> Result<a2a_bindings::v1_0::AgentCard, A2aError> {
        Err(A2aError::new(ErrorKind::ExtendedAgentCardNotConfigured, "none"))
    }
}

/// Both bindings of an agent, and the agent.
fn app(card: Option<Value>) -> (Router, Arc<Server<Agent>>) {
    let agent = Arc::new(Server::new(Agent {
        declared: card.map(|card| Declared::of(&card).unwrap()),
        ..Agent::default()
    }));
    let app = Router::new()
        .nest_service("/rpc", json_rpc(Arc::clone(&agent), Options::new()))
        .nest_service("/v1", http_json(Arc::clone(&agent), Options::new()));
    (app, agent)
}

/// The context of GetTask with these headers, by both bindings.
async fn contexts(
    app: &Router,
    agent: &Server<Agent>,
    headers: &[(&'static str, &[u8])],
) -> [RequestContext; 2] {
    let mut contexts = Vec::new();
    for text in [
        "POST /rpc\n\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\",\"params\":{\"id\":\"t\"}}",
        "GET /v1/tasks/t",
    ] {
        let mut request = request(text);
        for (name, value) in headers {
            let value = HeaderValue::from_bytes(value).unwrap();
            request.headers_mut().append(*name, value);
        }
        exchange_1_0(app, request).await;
        contexts.push(agent.handler().seen.lock().unwrap().take().unwrap());
    }
    contexts.try_into().unwrap()
}

/// Who calls is what the key says, and nobody without one.
async fn authenticate(mut request: Request, next: Next) -> Response {
    if request.headers().get("x-key").is_some_and(|key| key == "alice's") {
        request.extensions_mut().insert(Principal::new("alice"));
    }
    next.run(request).await
}

#[tokio::test]
async fn the_principal_is_what_a_layer_says() {
    let (app, agent) = app(None);
    let app = app.layer(from_fn(authenticate));
    for (header, expected) in [("alice's", Some(Principal::new("alice"))), ("mallory's", None)] {
        for context in contexts(&app, &agent, &[("x-key", header.as_bytes())]).await {
            assert_eq!(context.principal, expected, "{header}");
        }
    }
    // A client cannot name itself.
    for context in contexts(&app, &agent, &[("enduser.id", b"alice"), ("principal", b"alice")]).await {
        assert_eq!(context.principal, None);
    }
}

#[tokio::test]
async fn the_trace_context_is_handed_on() {
    let (app, agent) = app(None);
    let longest = "a".repeat(8 * 1024);
    let too_long = "a".repeat(8 * 1024 + 1);
    for (headers, expected) in [
        (&[][..], &[][..]),
        (
            &[
                (
                    "traceparent",
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                ),
                ("tracestate", "a=1"),
                ("tracestate", "b=2"),
                ("baggage", longest.as_str()),
                ("x-trace", "no"),
            ],
            &[
                ("baggage", longest.as_str()),
                (
                    "traceparent",
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                ),
                ("tracestate", "a=1,b=2"),
            ],
        ),
        (
            &[("traceparent", "whatever"), ("baggage", too_long.as_str())],
            &[("traceparent", "whatever")],
        ),
    ] {
        let headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_bytes()))
            .collect();
        for context in contexts(&app, &agent, &headers).await {
            let found: Vec<_> = context
                .trace_context
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            assert_eq!(found, expected);
        }
    }
}

const MESSAGE: &str = r#"{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"text":"hi"}]}}"#;

/// An operation by both bindings, with these headers and these parameters where there is a body.
fn calls(method: &str, verb: &str, path: &str, headers: &str, parameters: &str) -> [String; 2] {
    let body = if verb == "POST" { parameters } else { "" };
    [
        format!(
            "POST /rpc{headers}\n\n{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"{method}\",\"params\":{parameters}}}"
        ),
        format!("{verb} /v1{path}{headers}\n\n{body}"),
    ]
}

/// An error of status 400 in both forms.
fn refusals(code: i64, reason: &str, metadata: &str, message: &str) -> [String; 2] {
    let message = Value::from(message);
    let details = format!(
        r#"[{{"@type":"type.googleapis.com/google.rpc.ErrorInfo","domain":"a2a-protocol.org",{metadata}"reason":"{reason}"}}]"#
    );
    [
        json_response(
            200,
            &format!(
                r#"{{"jsonrpc":"2.0","id":1,"error":{{"code":{code},"message":{message},"data":{details}}}}}"#
            ),
        ),
        format!(
            "400\ncontent-type: application/a2a+json\n\n{}",
            format_args!(
                r#"{{"error":{{"code":400,"status":"FAILED_PRECONDITION","message":{message},"details":{details}}}}}"#
            )
        ),
    ]
}

/// §3.3.4.
#[tokio::test]
async fn what_the_card_lacks_is_refused_before_the_parameters_are_read() {
    let (app, agent) = app(Some(json!({"capabilities": {"streaming": false}})));
    let (unsupported, no_push) = (
        (-32004, "UNSUPPORTED_OPERATION"),
        (-32003, "PUSH_NOTIFICATION_NOT_SUPPORTED"),
    );
    for (method, verb, path, capability, (code, reason)) in [
        (
            "SendStreamingMessage",
            "POST",
            "/message:stream",
            "streaming",
            unsupported,
        ),
        (
            "SubscribeToTask",
            "POST",
            "/tasks/t:subscribe",
            "streaming",
            unsupported,
        ),
        (
            "CreateTaskPushNotificationConfig",
            "POST",
            "/tasks/t/pushNotificationConfigs",
            "pushNotifications",
            no_push,
        ),
        (
            "GetTaskPushNotificationConfig",
            "GET",
            "/tasks/t/pushNotificationConfigs/c",
            "pushNotifications",
            no_push,
        ),
        (
            "ListTaskPushNotificationConfigs",
            "GET",
            "/tasks/t/pushNotificationConfigs",
            "pushNotifications",
            no_push,
        ),
        (
            "DeleteTaskPushNotificationConfig",
            "DELETE",
            "/tasks/t/pushNotificationConfigs/c",
            "pushNotifications",
            no_push,
        ),
        (
            "GetExtendedAgentCard",
            "GET",
            "/extendedAgentCard",
            "extendedAgentCard",
            unsupported,
        ),
    ] {
        let message =
            format!("`{method}` needs the capability `{capability}`, which the agent card does not declare");
        let refusals = refusals(code, reason, "", &message);
        // No parameters of any operation.
        let calls = calls(method, verb, path, "", "[]");
        for (call, refusal) in calls.iter().zip(refusals) {
            assert_eq!(exchange_1_0(&app, request(call)).await, refusal, "{call}");
        }
    }
    assert!(agent.handler().seen.lock().unwrap().is_none());

    // What needs no capability is served, and without a card everything is.
    let (without_card, _) = self::app(None);
    for (app, call) in [
        (&app, "GET /v1/tasks/t"),
        (&without_card, &format!("POST /v1/message:stream\n\n{MESSAGE}")),
    ] {
        let response = exchange_1_0(app, request(call)).await;
        assert!(response.starts_with("200\n"), "{response}");
    }
}

/// §3.3.4, §4.6.3.
#[tokio::test]
async fn required_extensions_are_required() {
    let (app, agent) = app(Some(json!({"capabilities": {"extensions": [
        {"uri": "urn:a", "required": true}, {"uri": "urn:b"}, {"uri": "urn:c", "required": true}
    ]}})));
    for (headers, missing) in [
        ("", "urn:a,urn:c"),
        ("\nA2A-Extensions: urn:b,urn:c", "urn:a"),
        ("\nX-A2A-Extensions: urn:a", "urn:c"),
    ] {
        let message = format!(
            "the agent requires extensions that the request does not name: send `A2A-Extensions: {missing}`"
        );
        let metadata = format!(r#""metadata":{{"requiredExtensions":"{missing}"}},"#);
        let refusals = refusals(-32008, "EXTENSION_SUPPORT_REQUIRED", &metadata, &message);
        let calls = calls("SendMessage", "POST", "/message:send", headers, "[]");
        for (call, refusal) in calls.iter().zip(refusals) {
            assert_eq!(exchange_1_0(&app, request(call)).await, refusal, "{call}");
        }
    }
    assert!(agent.handler().seen.lock().unwrap().is_none());
}

/// The headers of a response that are not those of every response.
fn own_headers(response: &str) -> Vec<&str> {
    let common = ["content-type", "cache-control", "x-accel-buffering"];
    let lines = response.lines().skip(1).take_while(|line| !line.is_empty());
    lines
        .filter(|line| !common.contains(&line.split(':').next().unwrap()))
        .collect()
}

#[tokio::test]
async fn responses_name_the_active_extensions() {
    let card = json!({"capabilities": {"streaming": true, "extendedAgentCard": true, "extensions": [
        {"uri": "urn:a"}, {"uri": "https://example.com/b/v1"}
    ]}});
    let (app, agent) = app(Some(card));
    for (headers, active) in [
        ("", ""),
        ("\nA2A-Extensions: urn:c", ""),
        ("\nA2A-Extensions: urn:a", "urn:a"),
        (
            "\nA2A-Extensions: https://example.com/b/v1, urn:c\nX-A2A-Extensions: urn:a",
            "https://example.com/b/v1,urn:a",
        ),
    ] {
        let echo = [
            format!("a2a-extensions: {active}"),
            format!("x-a2a-extensions: {active}"),
        ];
        let expected: &[String] = if active.is_empty() { &[] } else { &echo };
        for (method, verb, path, parameters) in [
            ("SendMessage", "POST", "/message:send", MESSAGE),
            ("SendStreamingMessage", "POST", "/message:stream", MESSAGE),
            // The handler refuses it, and parameters that are none are refused before.
            ("GetExtendedAgentCard", "GET", "/extendedAgentCard", "{}"),
            ("SendMessage", "POST", "/message:send", "[]"),
        ] {
            for call in calls(method, verb, path, headers, parameters) {
                let response = exchange_1_0(&app, request(&call)).await;
                assert_eq!(own_headers(&response), expected, "{call}\n{response}");
                if parameters == MESSAGE {
                    let context = agent.handler().seen.lock().unwrap().take().unwrap();
                    assert_eq!(context.activated_extensions.join(","), active);
                }
            }
        }
    }

    // Nobody negotiates without a card.
    let (app, _) = self::app(None);
    for call in calls(
        "GetTask",
        "GET",
        "/tasks/t",
        "\nA2A-Extensions: urn:a",
        r#"{"id":"t"}"#,
    ) {
        let response = exchange_1_0(&app, request(&call)).await;
        assert_eq!(own_headers(&response), [""; 0], "{response}");
    }
}

/// §3.3.2, RFC 9110 §10.2.3.
#[tokio::test]
async fn errors_say_when_to_come_back() {
    let (app, _) = app(None);
    for (id, expected) in [
        ("7s", Some("7")),
        ("1500ms", Some("2")),
        ("0s", Some("0")),
        ("for ever", Some("18446744073709551615")),
        ("later", None),
        ("t", None),
    ] {
        let expected = expected.map(|seconds| format!("retry-after: {seconds}"));
        let path = format!("/tasks/{}", id.replace(' ', "%20"));
        let calls = calls("GetTask", "GET", &path, "", &json!({ "id": id }).to_string());
        for (call, status) in calls.iter().zip([200, 503]) {
            let response = exchange_1_0(&app, request(call)).await;
            let status = if id == "t" { 200 } else { status };
            assert!(response.starts_with(&status.to_string()), "{response}");
            assert_eq!(
                own_headers(&response),
                Vec::from_iter(expected.as_deref()),
                "{call}"
            );
        }
    }
}
