//! A check of a document, with or without anybody saying what it is.

use crate::{samples, validator};
use a2a_validator::{Certainty, ErrorKind, Profile, Severity, Subject, Validator};
use serde_json::{Value, json};

#[test]
fn a_guess_says_how_sure_it_is_and_what_else_it_could_be() {
    use Certainty::{Ambiguous, Certain, Likely};
    use Subject::{JsonRpcError, JsonRpcRequest, JsonRpcResponse, Type};
    let result = |result: Value| json!({ "jsonrpc": "2.0", "id": 1, "result": result });
    let events = [Type("StreamResponse")];
    for (json, subject, certainty, others) in [
        (samples::task(), Type("Task"), Certain, &[][..]),
        (samples::agent_card(), Type("AgentCard"), Certain, &[]),
        (
            json!({ "id": "t", "status": {}, "kind": "task" }),
            Type("Task"),
            Likely,
            &[],
        ),
        (
            json!({ "statusUpdate": {} }),
            Type("StreamResponse"),
            Certain,
            &[],
        ),
        (
            json!({ "id": "t" }),
            Type("GetTaskRequest"),
            Ambiguous,
            &[Type("CancelTaskRequest"), Type("SubscribeToTaskRequest")],
        ),
        (
            json!({ "task": {} }),
            Type("SendMessageResponse"),
            Ambiguous,
            &events,
        ),
        (
            result(json!({ "task": {} })),
            JsonRpcResponse("SendMessage"),
            Ambiguous,
            &[JsonRpcResponse("SendStreamingMessage")],
        ),
        (result(samples::task()), JsonRpcResponse("GetTask"), Certain, &[]),
        (
            json!({ "jsonrpc": "2.0", "id": 1, "method": "GetTask" }),
            JsonRpcRequest(None),
            Certain,
            &[],
        ),
        (
            json!({ "jsonrpc": "2.0", "method": "x" }),
            JsonRpcRequest(None),
            Likely,
            &[],
        ),
        (json!({ "jsonrpc": "2.0", "error": 1 }), JsonRpcError, Likely, &[]),
        (samples::http_error(), Subject::HttpError, Certain, &[]),
    ] {
        let report = validator().report_value(None, &json, Profile::Canonical).unwrap();
        let guess = report.guess.unwrap();
        assert_eq!(report.subject, Some(guess.subject));
        assert_eq!((guess.subject, guess.certainty), (subject, certainty), "{json}");
        assert_eq!(guess.others, others, "{json}");
    }
}

#[test]
fn a_document_of_no_type_is_an_error_and_one_that_is_no_json_a_finding() {
    let report = |bytes: &[u8]| validator().report(None, bytes, Profile::Lenient);
    let error = report(br#"{"colour": 1}"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unrecognized);
    let report = report(b"{").unwrap();
    assert_eq!(
        (report.subject, report.guess.clone(), report.is_valid()),
        (None, None, false)
    );
    assert_eq!(report.findings[0].rule, "syntax");
}

#[test]
fn what_is_given_is_not_guessed() {
    let bytes = br#"{"id": "t"}"#;
    let report = validator()
        .report(Some(Subject::Type("Task")), bytes, Profile::Lenient)
        .unwrap();
    assert_eq!((report.guess, report.findings.len()), (None, 1));
    for subject in [Subject::Type("Tsak"), Subject::Request("tsak")] {
        for bytes in [&b"{}"[..], b"{"] {
            assert!(
                validator()
                    .report(Some(subject), bytes, Profile::Canonical)
                    .is_err()
            );
        }
    }
}

#[test]
fn the_worst_finding_decides() {
    let worst = |json: Value| {
        validator()
            .report_value(None, &json, Profile::Canonical)
            .unwrap()
            .worst()
    };
    let mut task = samples::task();
    assert_eq!(worst(task.clone()), None);
    task["artifacts"][0]["parts"] = json!([]);
    assert_eq!(worst(task.clone()), Some(Severity::Ambiguous));
    task["kind"] = "task".into();
    assert_eq!(worst(task.clone()), Some(Severity::Warning));
    task["id"] = 1.into();
    assert_eq!(worst(task), Some(Severity::Error));
}

/// Members that are there twice are only seen in bytes, in whatever profile; and whether a document passes on the fast
/// path or not, the same is found.
#[test]
fn repeated_members_are_found() {
    for (text, pointer) in [
        (
            r#"{"id": "t", "id": "t", "status": {"state": "TASK_STATE_WORKING"}}"#,
            "/id",
        ),
        (
            r#"{"id": "t", "status": {"state": "TASK_STATE_WORKING"}, "metadata": {"a": {"b": 1, "c": 2, "b": 1}}}"#,
            "/metadata/a/b",
        ),
        (
            r#"{"id": "t", "status": {"state": "TASK_STATE_WORKING"}, "i\u0064": "t"}"#,
            "/id",
        ),
    ] {
        for profile in [Profile::Canonical, Profile::Lenient] {
            let report = validator()
                .report(Some(Subject::Type("Task")), text.as_bytes(), profile)
                .unwrap();
            let found: Vec<_> = report
                .findings
                .iter()
                .map(|one| (one.pointer.as_str(), one.rule.as_str()))
                .collect();
            assert_eq!(found, [(pointer, "duplicate-member")], "{profile}: {text}");
        }
    }
}

#[test]
fn the_reader_is_there_for_others() {
    let (json, findings) =
        Validator::parse(br#"{"$serde_json::private::RawValue": "[1]", "a": 1, "a": 2}"#).unwrap();
    assert_eq!(json, json!({ "$serde_json::private::RawValue": "[1]", "a": 2 }));
    assert_eq!(findings[0].pointer, "/a");
    assert_eq!(Validator::parse(b"[1").unwrap_err().rule, "syntax");
}
