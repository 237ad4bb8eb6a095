use crate::process::{Run, command, run};
use serde_json::json;

fn validate(arguments: &[&str], document: &str) -> Run {
    run(
        command().arg("validate").args(arguments).arg("-"),
        document.as_bytes(),
    )
}

const TASK: &str = r#"{"id":"t","contextId":"c","status":{"state":"TASK_STATE_WORKING"}}"#;

#[test]
fn good_documents() {
    let run = validate(&[], TASK).exits(0);
    assert_eq!(run.stdout, "Type: Task\nGuessed: yes\nValid: yes\n");
    let run = validate(&["--type", "Task", "-o", "json"], TASK).exits(0);
    let expected = json!({ "report": 1, "type": "Task", "guessed": false, "valid": true, "findings": [] });
    assert_eq!(run.json(), expected);
    let request = r#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"t"}}"#;
    assert_eq!(validate(&[], request).exits(0).field("Type"), "JSON-RPC request");
}

#[test]
fn every_finding_is_listed() {
    let bad = r#"{"id":7,"status":{"state":"completed"}}"#;
    let run = validate(&["--type", "Task"], bad).exits(1);
    assert_eq!(run.field("Valid"), "no");
    assert!(run.field("/id").contains("string"), "{run:#?}");
    assert!(
        run.field("/status/state").contains("TASK_STATE_COMPLETED"),
        "{run:#?}"
    );
    let id = "expected `string`, found a number (error, §4.1.1)";
    assert_eq!(run.field("/id"), id);
    assert_eq!(run.stderr, "");

    let json = validate(&["--type", "Task", "-o", "json"], bad).exits(1).json();
    assert_eq!(json["valid"], false);
    let pointers: Vec<_> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["pointer"])
        .collect();
    assert!(
        pointers.contains(&&json!("/id")) && pointers.contains(&&json!("/status/state")),
        "{pointers:?}"
    );
}

#[test]
fn what_receivers_put_up_with_is_a_warning() {
    let odd = r#"{"id":"t","kind":"task","status":{"state":"TASK_STATE_WORKING"}}"#;
    let run = validate(&[], odd).exits(0);
    assert_eq!(run.field("Valid"), "yes");
    assert!(run.field("/kind").contains("(warning, §5.7; "), "{run:#?}");
}

#[test]
fn a_guess_says_what_else_it_could_be() {
    let run = validate(&[], r#"{"id":"t"}"#).exits(0);
    assert_eq!(run.field("Type"), "GetTaskRequest");
    assert_eq!(run.field("Or"), "CancelTaskRequest, SubscribeToTaskRequest");
}

/// Such a member is how one JSON library hands raw JSON to itself: here it is a member like any other.
#[test]
fn a_document_in_a_string_is_a_string() {
    let text = r#"{"$serde_json::private::RawValue":"{\"id\":\"t\",\"status\":{\"state\":\"TASK_STATE_WORKING\"}}"}"#;
    let run = validate(&["--type", "Task", "-o", "json"], text).exits(1);
    assert_eq!(run.json()["findings"][0]["rule"], "required");
    validate(&[], text).exits(2);
}

#[test]
fn what_is_no_json_is_a_finding() {
    let run = validate(&[], "{\"id\": ").exits(1);
    assert_eq!(run.field("Type"), "unknown");
    let run = validate(&["-o", "json"], "nope").exits(1);
    assert_eq!(run.json()["findings"][0]["rule"], "syntax");
}

#[test]
fn what_cannot_be_checked_is_a_usage_error() {
    for (arguments, document) in [(&["--type", "Tsak"][..], TASK), (&[], "{\"colour\": 1}")] {
        let arguments = [arguments, &["-o", "json"]].concat();
        let error = validate(&arguments, document).exits(2).json();
        assert_eq!(error["error"]["code"], "A2ACLI_ERR_USAGE");
        assert!(error["error"]["hint"].is_string());
    }
    let run = run(command().args(["validate", "/no/such/file"]), b"").exits(2);
    assert!(run.stderr.contains("/no/such/file"), "{run:#?}");
}
