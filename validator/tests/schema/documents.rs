//! Documents, valid and not, with what is found.

use crate::{samples, validator};
use a2a_validator::Subject;
use serde_json::{Value, json};

/// Checks that exactly these findings come, as (pointer, rule), in any order.
#[track_caller]
fn check(subject: Subject<'_>, json: &Value, expected: &[(&str, &str)]) {
    let findings = validator().validate(subject, json).unwrap();
    let mut found: Vec<_> = findings
        .iter()
        .map(|finding| (finding.pointer.as_str(), finding.rule.as_str()))
        .collect();
    let mut expected = expected.to_vec();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected, "{subject}: {json}\n{findings:#?}");
}

fn with(mut json: Value, pointer: &str, value: Value) -> Value {
    let (object, member) = pointer.rsplit_once('/').unwrap();
    json.pointer_mut(object).unwrap()[member] = value;
    json
}

fn without(mut json: Value, pointer: &str) -> Value {
    let (object, member) = pointer.rsplit_once('/').unwrap();
    json.pointer_mut(object)
        .unwrap()
        .as_object_mut()
        .unwrap()
        .remove(member)
        .unwrap();
    json
}

#[test]
fn valid_documents() {
    for (name, json) in [
        ("Task", samples::task()),
        (
            "Task",
            json!({ "id": "", "status": { "state": "TASK_STATE_UNSPECIFIED" } }),
        ),
        ("Message", samples::message()),
        ("Part", samples::part("")),
        ("Part", json!({ "raw": "" })),
        ("Part", json!({ "data": null })),
        ("Artifact", samples::artifact()),
        ("TaskStatus", samples::status()),
        (
            "TaskStatus",
            json!({ "state": "TASK_STATE_FAILED", "timestamp": "2024-02-29T23:59:59.123456789Z" }),
        ),
        ("TaskStatusUpdateEvent", samples::status_update()),
        ("TaskArtifactUpdateEvent", samples::artifact_update()),
        ("StreamResponse", json!({ "task": samples::task() })),
        ("StreamResponse", json!({ "message": samples::message() })),
        (
            "StreamResponse",
            json!({ "statusUpdate": samples::status_update() }),
        ),
        (
            "StreamResponse",
            json!({ "artifactUpdate": samples::artifact_update() }),
        ),
        ("SendMessageResponse", json!({ "task": samples::task() })),
        ("SendMessageRequest", samples::send_message_request()),
        ("ListTasksRequest", samples::list_tasks_request()),
        ("ListTasksRequest", json!({})),
        (
            "ListTasksResponse",
            json!({ "tasks": [samples::task()], "nextPageToken": "", "pageSize": 50, "totalSize": 1 }),
        ),
        ("TaskPushNotificationConfig", samples::push_config()),
        ("AgentCard", samples::agent_card()),
        ("Role", json!("ROLE_USER")),
        ("JsonRpcError", samples::json_rpc_error()),
        ("JsonRpcId", Value::Null),
    ] {
        check(Subject::Type(name), &json, &[]);
    }
}

#[test]
fn tasks_and_messages() {
    let task = samples::task;
    for (json, expected) in [
        (json!([]), &[("", "type")][..]),
        (json!({}), &[("", "required"), ("", "required")]),
        (without(task(), "/status"), &[("", "required")]),
        (with(task(), "/id", json!(7)), &[("/id", "type")]),
        (
            with(task(), "/kind", json!("task")),
            &[("/kind", "additionalProperties")],
        ),
        (
            with(task(), "/a~b", json!(0)),
            &[("/a~0b", "additionalProperties")],
        ),
        (with(task(), "/metadata", json!(null)), &[("/metadata", "type")]),
        (
            with(task(), "/status/state", json!("completed")),
            &[("/status/state", "enum")],
        ),
        // A number is of the wrong type; that it is no value either goes without saying.
        (
            with(task(), "/status/state", json!(3)),
            &[("/status/state", "type")],
        ),
        (
            with(task(), "/status/timestamp", json!("2025-10-28T10:30:00+02:00")),
            &[("/status/timestamp", "pattern")],
        ),
        (
            with(task(), "/status/timestamp", json!("2025-13-28T10:30:00Z")),
            &[("/status/timestamp", "format")],
        ),
        (
            with(task(), "/artifacts/0/parts", json!(null)),
            &[("/artifacts/0/parts", "type")],
        ),
        (
            with(task(), "/history/0/role", json!("ROLE_UNSPECIFIED")),
            &[("/history/0/role", "not")],
        ),
        (
            with(task(), "/history/0/role", json!("user")),
            &[("/history/0/role", "enum")],
        ),
        (
            with(task(), "/history/0/parts", json!([])),
            &[("/history/0/parts", "minItems")],
        ),
        (
            with(task(), "/history/0/messageId", json!("")),
            &[("/history/0/messageId", "minLength")],
        ),
        (
            with(task(), "/history/0/parts/0/url", json!("u")),
            &[("/history/0/parts/0", "oneOf")],
        ),
        (
            with(task(), "/history/0/parts/0/url", json!(null)),
            &[
                ("/history/0/parts/0", "oneOf"),
                ("/history/0/parts/0/url", "type"),
            ],
        ),
        (
            without(task(), "/history/0/parts/0/text"),
            &[("/history/0/parts/0", "oneOf")],
        ),
        (
            with(task(), "/history/0/parts/1/raw", json!("aGk")),
            &[("/history/0/parts/1/raw", "pattern")],
        ),
        (
            with(task(), "/history/0/parts/1/raw", json!("_-8=")),
            &[("/history/0/parts/1/raw", "pattern")],
        ),
    ] {
        check(Subject::Type("Task"), &json, expected);
    }
}

#[test]
fn everything_is_found_and_not_the_first_thing() {
    let json = json!({
        "id": 1,
        "status": { "message": { "role": "agent", "parts": [{}, { "text": "a", "data": 0 }] } },
        "final": true,
        "context_id": "c",
    });
    check(
        Subject::Type("Task"),
        &json,
        &[
            ("/id", "type"),
            ("/status", "required"),
            ("/status/message", "required"),
            ("/status/message/role", "enum"),
            ("/status/message/parts/0", "oneOf"),
            ("/status/message/parts/1", "oneOf"),
            ("/final", "additionalProperties"),
            ("/context_id", "additionalProperties"),
        ],
    );
}

#[test]
fn events_and_answers() {
    let update = || json!({ "statusUpdate": samples::status_update() });
    for (name, json, expected) in [
        ("StreamResponse", json!({}), &[("", "oneOf")][..]),
        // The flat form of 0.3.
        (
            "StreamResponse",
            json!({ "kind": "message" }),
            &[("", "oneOf"), ("/kind", "additionalProperties")],
        ),
        (
            "StreamResponse",
            with(update(), "/task", samples::task()),
            &[("", "oneOf")],
        ),
        (
            "StreamResponse",
            with(update(), "/statusUpdate/final", json!(true)),
            &[("/statusUpdate/final", "additionalProperties")],
        ),
        (
            "StreamResponse",
            without(update(), "/statusUpdate/contextId"),
            &[("/statusUpdate", "required")],
        ),
        (
            "SendMessageResponse",
            update(),
            &[("", "oneOf"), ("/statusUpdate", "additionalProperties")],
        ),
        (
            "TaskArtifactUpdateEvent",
            with(samples::artifact_update(), "/append", json!("true")),
            &[("/append", "type")],
        ),
    ] {
        check(Subject::Type(name), &json, expected);
    }
}

#[test]
fn requests() {
    let request = samples::send_message_request;
    for (method, json, expected) in [
        ("SendMessage", request(), &[][..]),
        (
            "SendStreamingMessage",
            without(request(), "/message"),
            &[("", "required")],
        ),
        (
            "SendMessage",
            with(request(), "/configuration/historyLength", json!(-1)),
            &[("/configuration/historyLength", "minimum")],
        ),
        (
            "SendMessage",
            with(request(), "/configuration/historyLength", json!("1")),
            &[("/configuration/historyLength", "type")],
        ),
        (
            "SendMessage",
            with(request(), "/configuration/historyLength", json!(1.5)),
            &[("/configuration/historyLength", "type")],
        ),
        (
            "SendMessage",
            with(request(), "/configuration/blocking", json!(true)),
            &[("/configuration/blocking", "additionalProperties")],
        ),
        ("GetTask", json!({ "id": "" }), &[("/id", "minLength")]),
        (
            "GetTask",
            json!({ "name": "tasks/1" }),
            &[("", "required"), ("/name", "additionalProperties")],
        ),
        (
            "ListTasks",
            json!({ "pageSize": 101 }),
            &[("/pageSize", "maximum")],
        ),
        ("ListTasks", json!({ "pageSize": 0 }), &[("/pageSize", "minimum")]),
        (
            "ListTasks",
            json!({ "statusTimestampAfter": "yesterday" }),
            &[("/statusTimestampAfter", "pattern")],
        ),
        (
            "CreateTaskPushNotificationConfig",
            json!({ "taskId": "t", "url": "" }),
            &[("/url", "minLength")],
        ),
        (
            "CreateTaskPushNotificationConfig",
            with(
                samples::push_config(),
                "/authentication",
                json!({ "schemes": ["Bearer"] }),
            ),
            &[
                ("/authentication", "required"),
                ("/authentication/schemes", "additionalProperties"),
            ],
        ),
        (
            "GetExtendedAgentCard",
            json!({ "tenant": null }),
            &[("/tenant", "type")],
        ),
    ] {
        check(Subject::Request(method), &json, expected);
    }
}

#[test]
fn responses() {
    for (method, json, expected) in [
        ("GetTask", samples::task(), &[][..]),
        (
            "GetTask",
            json!({ "task": samples::task() }),
            &[
                ("", "required"),
                ("", "required"),
                ("/task", "additionalProperties"),
            ],
        ),
        (
            "ListTasks",
            json!({ "tasks": [] }),
            &[
                ("", "required"),
                ("", "required"),
                ("", "required"),
                ("/tasks", "empty-list"),
            ],
        ),
        ("ListTaskPushNotificationConfigs", json!({}), &[]),
        ("DeleteTaskPushNotificationConfig", json!({}), &[]),
        ("DeleteTaskPushNotificationConfig", json!(null), &[]),
        (
            "DeleteTaskPushNotificationConfig",
            json!({ "ok": true }),
            &[("", "maxProperties")],
        ),
        ("SubscribeToTask", json!({ "task": samples::task() }), &[]),
    ] {
        check(Subject::Response(method), &json, expected);
    }
}

#[test]
fn agent_cards() {
    let card = samples::agent_card;
    for (json, expected) in [
        (without(card(), "/skills"), &[("", "required")][..]),
        // A rule of cards, and not of the schema.
        (with(card(), "/skills", json!([])), &[]),
        (with(card(), "/skills", json!(null)), &[("/skills", "type")]),
        (without(card(), "/skills/0/tags"), &[("/skills/0", "required")]),
        (
            with(card(), "/url", json!("https://a.example")),
            &[("/url", "additionalProperties")],
        ),
        (
            with(card(), "/capabilities/streaming", json!("yes")),
            &[("/capabilities/streaming", "type")],
        ),
        (
            without(card(), "/supportedInterfaces/0/protocolVersion"),
            &[("/supportedInterfaces/0", "required")],
        ),
        (
            with(card(), "/securitySchemes/key", json!({ "type": "apiKey" })),
            &[
                ("/securitySchemes/key", "oneOf"),
                ("/securitySchemes/key/type", "additionalProperties"),
            ],
        ),
        (
            with(
                card(),
                "/securitySchemes/oauth/oauth2SecurityScheme/flows",
                json!({}),
            ),
            &[("/securitySchemes/oauth/oauth2SecurityScheme/flows", "oneOf")],
        ),
        (
            with(card(), "/securityRequirements", json!([{ "oauth": [] }])),
            &[("/securityRequirements/0/oauth", "additionalProperties")],
        ),
        (
            with(card(), "/signatures/0/header", json!("x")),
            &[("/signatures/0/header", "type")],
        ),
    ] {
        check(Subject::Type("AgentCard"), &json, expected);
    }
}

#[test]
fn json_rpc_envelopes() {
    let request =
        |method: &str| json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": { "id": "t" } });
    for (json, expected) in [
        (request("GetTask"), &[][..]),
        (
            with(request("GetTask"), "/params/id", json!(1)),
            &[("/params/id", "type")],
        ),
        (with(request("GetTask"), "/id", json!(1.5)), &[("/id", "type")]),
        (with(request("GetTask"), "/id", json!(null)), &[]),
        (without(request("GetTask"), "/id"), &[("", "required")]),
        (
            with(request("GetTask"), "/jsonrpc", json!("1.0")),
            &[("/jsonrpc", "const")],
        ),
        (
            json!({ "jsonrpc": "2.0", "id": "a", "method": "GetExtendedAgentCard" }),
            &[],
        ),
        // The names of 0.3, and what else is wrong beside them.
        (
            with(request("tasks/get"), "/jsonrpc", json!(2)),
            &[("/method", "enum"), ("/jsonrpc", "const")],
        ),
        (without(request("GetTask"), "/method"), &[("", "required")]),
        (json!([request("GetTask")]), &[("", "type")]),
    ] {
        check(Subject::JsonRpcRequest(None), &json, expected);
    }
    check(
        Subject::JsonRpcRequest(Some("ListTasks")),
        &request("GetTask"),
        &[("/method", "const"), ("/params/id", "additionalProperties")],
    );

    let result = || json!({ "jsonrpc": "2.0", "id": 1, "result": samples::task() });
    let error = || json!({ "jsonrpc": "2.0", "id": null, "error": samples::json_rpc_error() });
    for (json, expected) in [
        (result(), &[][..]),
        (error(), &[]),
        (without(result(), "/result"), &[("", "oneOf")]),
        (
            with(result(), "/error", samples::json_rpc_error()),
            &[("", "oneOf")],
        ),
        (
            with(result(), "/error", json!(null)),
            &[("", "oneOf"), ("/error", "type")],
        ),
        (
            with(error(), "/error/data", json!({})),
            &[("/error/data", "type")],
        ),
        (
            without(error(), "/error/data/0/@type"),
            &[("/error/data/0", "required")],
        ),
        (
            with(error(), "/error/code", json!("x")),
            &[("/error/code", "type")],
        ),
    ] {
        check(Subject::JsonRpcResponse("GetTask"), &json, expected);
    }
    check(Subject::JsonRpcError, &error(), &[]);
    check(
        Subject::JsonRpcError,
        &result(),
        &[("", "required"), ("/result", "additionalProperties")],
    );
}

#[test]
fn http_errors() {
    for (json, expected) in [
        (samples::http_error(), &[][..]),
        (
            with(samples::http_error(), "/error/code", json!(200)),
            &[("/error/code", "minimum")],
        ),
        (
            with(samples::http_error(), "/error/status", json!("Not Found")),
            &[("/error/status", "pattern")],
        ),
        (
            without(samples::http_error(), "/error/message"),
            &[("/error", "required")],
        ),
        (
            with(samples::http_error(), "/error/details/0/@type", json!("")),
            &[("/error/details/0/@type", "minLength")],
        ),
        (
            json!({ "detail": "Not Found" }),
            &[("", "required"), ("/detail", "additionalProperties")],
        ),
    ] {
        check(Subject::HttpError, &json, expected);
    }
}
