//! What findings say, and in which order.

use crate::validator;
use a2a_validator::Subject;
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
