//! What findings say, and in which order.

use crate::validator;
use a2a_validator::{Severity, Subject};
use serde_json::json;

#[test]
fn messages_say_what_would_be_right() {
    for (name, json, expected) in [
        (
            "Part",
            json!({}),
            "(root): exactly one of `text`, `raw`, `url` or `data` must be there, and none is",
        ),
        (
            "Part",
            json!({ "text": "", "url": null }),
            "(root): exactly one of `text`, `raw`, `url` or `data` must be there, and `text` and `url` are",
        ),
        (
            "Part",
            json!({ "text": null }),
            "/text: expected `string`, found null",
        ),
        (
            "GetTaskRequest",
            json!({ "id": null }),
            "/id: expected `string`, found null",
        ),
        ("GetTaskRequest", json!({}), "(root): `id` is missing"),
        (
            "GetTaskRequest",
            json!({ "id": "t", "history_length": 1 }),
            "/history_length: the JSON name of `history_length` is `historyLength`",
        ),
        // The beginning of several names.
        (
            "Message",
            json!({ "messageId": "m", "role": "ROLE_USER", "parts": [{ "text": "x" }], "reference": [] }),
            "/reference: there is no member `reference`; did you mean `referenceTaskIds`?",
        ),
        (
            "AgentCard",
            json!({
                "name": "n", "description": "d", "version": "1", "capabilities": {}, "skills": [],
                "supportedInterfaces": [], "defaultInputModes": ["a/b"], "defaultOutputModes": ["a/b"], "security": [],
            }),
            "/security: there is no member `security`; did you mean `securitySchemes` or `securityRequirements`?",
        ),
        (
            "GetTaskRequest",
            json!({ "id": "t", "historyLenght": 1 }),
            "/historyLenght: there is no member `historyLenght`; did you mean `historyLength`?",
        ),
        (
            "GetTaskRequest",
            json!({ "id": "t", "\u{1b}[2J": 1 }),
            "/\\u{1b}[2J: there is no member `\\u{1b}[2J`; `GetTaskRequest` has `historyLength`, `id` and `tenant`",
        ),
        (
            "GetTaskRequest",
            json!({ "id": "t", "historyLength": -2 }),
            "/historyLength: must be 0 or more, found `-2`",
        ),
        (
            "Role",
            json!("agent"),
            "(root): `agent` is not among the values; did you mean `ROLE_AGENT`?",
        ),
        (
            "Role",
            json!("x"),
            "(root): `x` is not among the values `ROLE_UNSPECIFIED`, `ROLE_USER` and `ROLE_AGENT`",
        ),
        ("Role", json!(1), "(root): expected `string`, found a number"),
        (
            "JsonRpcId",
            json!([]),
            "(root): expected `string`, `integer` or `null`, found an array",
        ),
        (
            "TaskStatus",
            json!({ "state": "TASK_STATE_WORKING", "timestamp": "now" }),
            "/timestamp: expected a UTC timestamp as 2025-01-31T12:00:00.000Z, found `now`",
        ),
        (
            "TaskStatus",
            json!({ "state": "TASK_STATE_WORKING", "timestamp": "2025-02-30T00:00:00Z" }),
            "/timestamp: `2025-02-30T00:00:00Z` is no valid date-time",
        ),
        (
            "Part",
            json!({ "raw": "a" }),
            "/raw: expected padded standard base64",
        ),
        (
            "JsonRpcErrorResponse",
            json!({ "jsonrpc": "2.0", "id": 1, "error": { "code": 1, "message": "m", "Code": 1 } }),
            "/error/Code: there is no member `Code`; did you mean `code`?",
        ),
    ] {
        let findings = validator().validate(Subject::Type(name), &json).unwrap();
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(lines.iter().any(|line| line == expected), "{json}: {lines:#?}");
    }
}

#[test]
fn findings_come_in_the_order_of_the_places() {
    let mut parts = vec![json!({ "text": "x" }); 12];
    for index in [10, 2, 1] {
        parts[index] = json!({});
    }
    let json = json!({ "artifactId": 1, "parts": parts, "name": 1 });
    let findings = validator().validate(Subject::Type("Artifact"), &json).unwrap();
    let pointers: Vec<_> = findings.iter().map(|finding| finding.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        ["/artifactId", "/name", "/parts/1", "/parts/2", "/parts/10"]
    );
}

#[test]
fn a_finding_names_its_place_in_the_schema() {
    let json = json!({ "task": { "id": "t", "status": { "state": "x" } } });
    let findings = validator()
        .validate(Subject::Type("StreamResponse"), &json)
        .unwrap();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].schema_pointer, "/$defs/TaskState/enum");
    let finding = serde_json::to_value(&findings[0]).unwrap();
    assert_eq!(finding["schemaPointer"], "/$defs/TaskState/enum");
    assert_eq!(finding["pointer"], "/task/status/state");
    assert_eq!(finding["rule"], "enum");
}

#[test]
fn bytes_are_checked_as_bytes() {
    let check = |bytes: &[u8]| -> Vec<(String, String)> {
        let findings = validator()
            .validate_bytes(Subject::Type("GetTaskRequest"), bytes)
            .unwrap();
        findings
            .into_iter()
            .map(|finding| (finding.pointer, finding.rule))
            .collect()
    };
    let pair = |pointer: &str, rule: &str| (pointer.to_owned(), rule.to_owned());
    assert_eq!(check(br#"{"id": "t"}"#), []);
    assert_eq!(check(b""), [pair("", "syntax")]);
    assert_eq!(check(br#"{"id": }"#), [pair("/id", "syntax")]);
    assert_eq!(
        check(br#"{"id": "t", "id": 1}"#),
        [pair("/id", "duplicate-member"), pair("/id", "type")]
    );
}

/// How bad something is follows from the specification: what a sender must not do is an error, what receivers put up
/// with a warning.
#[test]
fn findings_have_severity_section_expectation_and_hint() {
    use Severity::{Ambiguous, Error, Warning};
    let task = |member: &str, value: serde_json::Value| {
        let mut task = json!({ "id": "t", "status": { "state": "TASK_STATE_WORKING" } });
        task[member] = value;
        task
    };
    let status = |member: &str, value: serde_json::Value| {
        let mut status = json!({ "state": "TASK_STATE_WORKING" });
        status[member] = value;
        status
    };
    let accepts = "receivers accept both names";
    for (name, json, pointer, severity, section, expected, hint) in [
        (
            "Task",
            task("context_id", json!("c")),
            "/context_id",
            Error,
            "§5.5",
            "`contextId`",
            accepts,
        ),
        (
            "Task",
            task("kind", json!("task")),
            "/kind",
            Warning,
            "§5.7",
            "no members but",
            "receivers ignore",
        ),
        (
            "Task",
            task("contextId", json!(null)),
            "/contextId",
            Warning,
            "§5.7",
            "a string",
            "left out",
        ),
        (
            "Task",
            task("id", json!(null)),
            "/id",
            Error,
            "§5.7",
            "a string",
            "",
        ),
        (
            "Task",
            task("id", json!(7)),
            "/id",
            Error,
            "§4.1.1",
            "a string",
            "",
        ),
        (
            "Task",
            json!({ "id": "t" }),
            "",
            Error,
            "§5.7",
            "`status`: a value of `TaskStatus`",
            "",
        ),
        (
            "Task",
            json!({ "status": status("timestamp", json!("2025-01-31T12:00:00Z")) }),
            "",
            Error,
            "§5.7",
            "`id`: a string",
            "even if it is empty",
        ),
        (
            "TaskStatus",
            status("state", json!("completed")),
            "/state",
            Error,
            "§5.5",
            "one of `TASK_STATE_UNSPECIFIED`",
            "",
        ),
        (
            "TaskStatus",
            status("state", json!(3)),
            "/state",
            Error,
            "§5.5",
            "`TASK_STATE_COMPLETED`",
            "receivers accept both",
        ),
        (
            "TaskStatus",
            status("message", json!(null)),
            "/message",
            Warning,
            "§5.7",
            "",
            "left out",
        ),
        (
            "TaskStatus",
            status("timestamp", json!("2025-01-31T12:00:00+01:00")),
            "/timestamp",
            Error,
            "§5.6.1",
            "a UTC timestamp",
            "2025-01-31T11:00:00.000Z",
        ),
        (
            "TaskStatus",
            status("timestamp", json!("2025-02-31T12:00:00Z")),
            "/timestamp",
            Error,
            "§5.6.1",
            "a UTC timestamp",
            "",
        ),
        (
            "Part",
            json!({ "raw": "_w" }),
            "/raw",
            Warning,
            "§5.5",
            "padded standard base64",
            "both alphabets",
        ),
        (
            "Part",
            json!({ "raw": "§" }),
            "/raw",
            Error,
            "§5.5",
            "padded standard base64",
            "",
        ),
        (
            "Part",
            json!({}),
            "",
            Error,
            "§4.1.6",
            "exactly one of `text`",
            "",
        ),
        (
            "Part",
            json!({ "text": "a", "url": "b" }),
            "",
            Error,
            "§4.1.6",
            "exactly one of `text`",
            "",
        ),
        (
            "Part",
            json!({ "text": "a", "url": null }),
            "",
            Warning,
            "§4.1.6",
            "exactly one of `text`",
            "left out",
        ),
        (
            "GetTaskRequest",
            json!({ "id": "" }),
            "/id",
            Error,
            "§5.7",
            "a string that is not empty",
            "",
        ),
        (
            "GetTaskRequest",
            json!({ "id": "t", "historyLength": -1 }),
            "/historyLength",
            Error,
            "§3.2.4",
            "an integer from 0",
            "",
        ),
        (
            "GetTaskRequest",
            json!({ "id": "t", "historyLength": "1" }),
            "/historyLength",
            Warning,
            "§5.5",
            "an integer from 0",
            "in a string",
        ),
        (
            "GetTaskRequest",
            json!({ "id": "t", "historyLength": "x" }),
            "/historyLength",
            Error,
            "§3.1.3",
            "an integer from 0",
            "",
        ),
        (
            "Message",
            json!({ "messageId": "m", "role": "ROLE_USER", "parts": [] }),
            "/parts",
            Error,
            "§5.7",
            "an array that is not empty",
            "",
        ),
        (
            "Message",
            json!({ "messageId": "m", "role": "ROLE_UNSPECIFIED", "parts": [{ "text": "" }] }),
            "/role",
            Error,
            "§5.7",
            "one of `ROLE_USER` or `ROLE_AGENT`",
            "",
        ),
        (
            "Artifact",
            json!({ "artifactId": "a", "parts": [] }),
            "/parts",
            Ambiguous,
            "§5.7",
            "a list that is required",
            "receivers should not mind",
        ),
        (
            "GetTaskJsonRpcRequest",
            json!({ "jsonrpc": "2.0", "id": 1, "method": "GetTask" }),
            "",
            Error,
            "§9.3",
            "`params`: a value of `GetTaskRequest`",
            "",
        ),
        (
            "GetTaskJsonRpcRequest",
            json!({ "jsonrpc": "1.0", "id": 1, "method": "GetTask", "params": { "id": "t" } }),
            "/jsonrpc",
            Error,
            "§9.3",
            "`2.0`",
            "",
        ),
        (
            "JsonRpcRequest",
            json!({ "jsonrpc": "2.0", "id": 1, "method": "tasks/get" }),
            "/method",
            Error,
            "§5.3",
            "one of `SendMessage`",
            "",
        ),
        (
            "HttpErrorResponse",
            json!({ "error": { "code": 404, "status": "Not Found", "message": "m" } }),
            "/error/status",
            Error,
            "§11.6",
            "text that matches",
            "",
        ),
    ] {
        let findings = validator().validate(Subject::Type(name), &json).unwrap();
        let finding = findings
            .iter()
            .find(|finding| finding.pointer == pointer)
            .unwrap();
        let said = (finding.severity, finding.section.as_str());
        assert_eq!(said, (severity, section), "{json}: {finding:#?}");
        assert!(finding.expected.contains(expected), "{json}: {finding:#?}");
        let hint_fits = if hint.is_empty() {
            finding.hint.is_empty()
        } else {
            finding.hint.contains(hint)
        };
        assert!(hint_fits, "{json}: {finding:#?}");
    }
}

/// The member of a oneof is looked into, whatever is wrong with the oneof itself.
#[test]
fn what_is_wrong_inside_of_a_oneof_is_found_where_it_is() {
    let part = json!({ "data": 1, "url": 2 });
    let message = json!({ "messageId": "m", "role": "ROLE_AGENT", "parts": [part] });
    let event = json!({ "statusUpdate": { "taskId": 1, "contextId": "c", "status": { "message": message } }, "task": {} });
    let findings = validator()
        .validate(Subject::Type("StreamResponse"), &event)
        .unwrap();
    let found: Vec<_> = findings
        .iter()
        .map(|one| (one.pointer.as_str(), one.rule.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("", "oneOf"),
            ("/statusUpdate/status", "required"),
            ("/statusUpdate/status/message/parts/0", "oneOf"),
            ("/statusUpdate/status/message/parts/0/url", "type"),
            ("/statusUpdate/taskId", "type"),
            ("/task", "required"),
            ("/task", "required"),
        ]
    );
}

#[test]
fn a_finding_is_one_line_for_people_and_an_object_for_programs() {
    let json = json!({ "id": "t", "\u{1b}[2J": 1 });
    let findings = validator()
        .validate(Subject::Type("GetTaskRequest"), &json)
        .unwrap();
    let [finding] = findings.as_slice() else {
        panic!("{findings:?}")
    };
    assert!(!finding.to_string().chars().any(char::is_control), "{finding}");
    assert_eq!(
        serde_json::to_value(finding).unwrap(),
        json!({
            "severity": "warning",
            "pointer": "/\u{1b}[2J",
            "rule": "additionalProperties",
            "section": "§5.7",
            "message": "there is no member `\\u{1b}[2J`; `GetTaskRequest` has `historyLength`, `id` and `tenant`",
            "expected": "no members but `historyLength`, `id` and `tenant`",
            "hint": "receivers ignore members that they do not know",
            "schemaPointer": "/$defs/GetTaskRequest/additionalProperties",
        })
    );
}
