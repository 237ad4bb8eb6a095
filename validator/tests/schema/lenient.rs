//! The lenient profile, where no type of the bindings says what is accepted: envelopes, and where findings are.

use crate::{samples, validator};
use a2a_validator::{Profile, Subject};
use serde_json::{Value, json};

/// Checks that exactly these findings come, as (pointer, rule).
#[track_caller]
fn check(subject: Subject<'_>, json: &Value, expected: &[(&str, &str)]) {
    let report = validator()
        .report_value(Some(subject), json, Profile::Lenient)
        .unwrap();
    let mut found: Vec<_> = report
        .findings
        .iter()
        .map(|finding| (finding.pointer.as_str(), finding.rule.as_str()))
        .collect();
    let mut expected = expected.to_vec();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected, "{subject}: {json}\n{report:#?}");
}

#[test]
fn every_form_of_proto_json_is_accepted() {
    let task = json!({
        "id": "t", "context_id": "c", "kind": "task",
        "status": {
            "state": 3, "timestamp": "2025-10-28t12:30:00.123456789+02:00",
            "message": {
                "message_id": "m", "role": 2, "task_id": null,
                "parts": [
                    { "text": "", "url": "https://a.example", "raw": null },
                    { "raw": "_-8", "media_type": "text/plain" },
                    { "data": null },
                ],
            },
        },
        "artifacts": null, "history": [],
    });
    check(Subject::Type("Task"), &task, &[]);
    check(Subject::Response("GetTask"), &task, &[]);
    check(
        Subject::Type("StreamResponse"),
        &json!({ "task": null, "status_update": { "status": {} } }),
        &[],
    );
    check(
        Subject::Request("ListTasks"),
        &json!({ "page_size": "50", "historyLength": 5.0, "status": 0 }),
        &[],
    );
    // What this version does not know yet.
    check(Subject::Response("SendMessage"), &json!({ "promise": {} }), &[]);
    check(
        Subject::Type("TaskStatus"),
        &json!({ "state": "TASK_STATE_DREAMING" }),
        &[],
    );
}

#[test]
fn findings_point_into_the_document_as_it_is() {
    let message = json!({
        "message_id": 1, "role": "ROLE_USER",
        "parts": [{ "media_type": [] }, { "text": "a", "url": "b" }],
        "reference_task_ids": ["a", null],
    });
    check(
        Subject::Type("Task"),
        &json!({ "status": { "message": message, "timestamp": "now" }, "artifacts": {} }),
        &[
            ("/status/message/message_id", "type"),
            ("/status/message/parts/0", "oneOf"),
            ("/status/message/parts/0/media_type", "type"),
            ("/status/message/parts/1", "oneOf"),
            ("/status/message/reference_task_ids/1", "type"),
            ("/status/timestamp", "format"),
            ("/artifacts", "type"),
        ],
    );
}

#[test]
fn requests_are_held_to_more_than_answers() {
    let message = json!({ "parts": [], "role": "ROLE_UNSPECIFIED" });
    let found: &[_] = &[
        ("/message", "required"),
        ("/message/parts", "minItems"),
        ("/message/role", "not"),
    ];
    check(
        Subject::Request("SendMessage"),
        &json!({ "message": message }),
        found,
    );
    check(
        Subject::Type("SendMessageRequest"),
        &json!({ "message": message }),
        found,
    );
    check(
        Subject::Response("SendMessage"),
        &json!({ "message": message }),
        &[],
    );
    check(
        Subject::Request("ListTasks"),
        &json!({ "pageSize": "101", "historyLength": -1, "status": "TASK_STATE_DREAMING" }),
        &[
            ("/pageSize", "maximum"),
            ("/historyLength", "minimum"),
            ("/status", "enum"),
        ],
    );
    check(
        Subject::Response("ListTasks"),
        &json!({ "pageSize": "4294967296" }),
        &[("/pageSize", "type")],
    );
}

#[test]
fn both_names_of_a_member_are_one_too_many() {
    let json = json!({ "id": "t", "historyLength": 1, "history_length": 2 });
    check(
        Subject::Request("GetTask"),
        &json,
        &[("/history_length", "duplicate-member")],
    );
}

#[test]
fn envelopes() {
    let request = |params: Value| json!({ "jsonrpc": "2.0", "id": 1, "method": "GetTask", "params": params, "auth": null });
    let of_request = Subject::JsonRpcRequest(None);
    check(
        of_request,
        &request(json!({ "id": "t", "history_length": "1" })),
        &[],
    );
    check(
        of_request,
        &request(json!({ "id": "" })),
        &[("/params/id", "minLength")],
    );
    // Without parameters they are empty, and then it is the id that is missing.
    check(of_request, &request(json!(null)), &[("", "required")]);
    check(
        of_request,
        &json!({ "jsonrpc": "2.0", "id": null, "method": "ListTasks" }),
        &[],
    );
    check(
        of_request,
        &json!({ "jsonrpc": "1.0", "id": 1.5, "method": 7 }),
        &[("/id", "type"), ("/jsonrpc", "const"), ("/method", "type")],
    );
    // Extensions bring operations of their own.
    check(
        of_request,
        &json!({ "jsonrpc": "2.0", "id": 1, "method": "x/y", "params": {} }),
        &[],
    );

    let response = |mut json: Value| {
        json["jsonrpc"] = "2.0".into();
        json["id"] = 1.into();
        json
    };
    let of_response = Subject::JsonRpcResponse("GetTask");
    check(
        of_response,
        &response(json!({ "result": samples::task(), "error": null })),
        &[],
    );
    check(
        of_response,
        &response(json!({ "error": samples::json_rpc_error(), "result": null })),
        &[],
    );
    check(
        of_response,
        &response(json!({ "result": {} })),
        &[("/result", "required")],
    );
    check(of_response, &response(json!({})), &[("", "oneOf")]);
    check(
        of_response,
        &response(json!({ "result": samples::task(), "error": samples::json_rpc_error() })),
        &[("", "oneOf")],
    );
    // ProtoJSON has no say in the envelope.
    check(
        of_response,
        &response(json!({ "error": { "code": "1", "message": "m" } })),
        &[("/error/code", "type")],
    );
    let of_nothing = Subject::JsonRpcResponse("DeleteTaskPushNotificationConfig");
    for result in [json!(null), json!({}), json!({ "ok": true })] {
        check(of_nothing, &response(json!({ "result": result })), &[]);
    }
    check(
        of_nothing,
        &response(json!({ "result": 1 })),
        &[("/result", "type")],
    );
    check(Subject::HttpError, &samples::http_error(), &[]);
    check(
        Subject::HttpError,
        &json!({ "error": { "code": 404 } }),
        &[("/error", "required"), ("/error", "required")],
    );
}
