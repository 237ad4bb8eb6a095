//! What the first word of a message makes the demo agent do.

use crate::process::DemoServer;
use serde_json::{Value, json};

/// The states that a stream tells, one after the other.
fn states(events: &[Value]) -> Vec<&str> {
    let statuses = events.iter().flat_map(|event| {
        [
            &event["task"]["status"]["state"],
            &event["statusUpdate"]["status"]["state"],
        ]
    });
    let names = statuses.filter_map(|state| state.as_str()?.strip_prefix("TASK_STATE_"));
    names.collect()
}

#[test]
fn a_word_decides_what_a_task_goes_through() {
    let server = DemoServer::start();
    for (text, expected) in [
        ("stream 1", &["SUBMITTED", "WORKING", "COMPLETED"][..]),
        ("slow 1", &["SUBMITTED", "WORKING", "COMPLETED"]),
        ("slow 0", &["SUBMITTED", "COMPLETED"]),
        ("data", &["SUBMITTED", "COMPLETED"]),
        ("ask", &["SUBMITTED", "INPUT_REQUIRED"]),
        ("fail", &["SUBMITTED", "WORKING", "FAILED"]),
        ("streams", &["SUBMITTED", "COMPLETED"]),
    ] {
        let events = server
            .a2a(&["send", "--stream", "-o", "json", text])
            .exits(0)
            .json_lines();
        assert_eq!(states(&events), expected, "{text}");
    }
}

#[test]
fn what_is_said_after_a_login_is_not_said_again() {
    let server = DemoServer::start();
    let asked = server.a2a(&["send", "login"]).exits(0);
    assert_eq!(asked.field("State"), "TASK_STATE_AUTH_REQUIRED");
    let id = asked.field("Task");
    let answered = server
        .a2a(&["send", "--task-id", &id, "my password", "-o", "json"])
        .exits(0)
        .json();
    assert_eq!(answered["task"]["status"]["state"], "TASK_STATE_COMPLETED");
    assert_eq!(
        answered["task"]["artifacts"][0]["parts"],
        json!([{ "text": "signed in" }])
    );
}

#[test]
fn data_comes_back_as_it_was() {
    let server = DemoServer::start();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data.json");
    std::fs::write(&file, r#"{"n": 9007199254740993, "none": null}"#).unwrap();
    let arguments = [
        "send",
        "--text",
        "data",
        "--data",
        file.to_str().unwrap(),
        "-o",
        "json",
    ];
    let task = server.a2a(&arguments).exits(0).json()["task"].clone();
    let data = json!({ "n": 9_007_199_254_740_993_u64, "none": null });
    let parts = json!([{ "data": data, "mediaType": "application/json" }]);
    assert_eq!(task["artifacts"][0]["parts"], parts);
}

#[test]
fn what_the_card_does_not_name_is_refused() {
    let server = DemoServer::start();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("picture.gif");
    std::fs::write(&file, "GIF89a").unwrap();
    let arguments = ["send", "--file", file.to_str().unwrap(), "-o", "json"];
    let error = server.a2a(&arguments).exits(1).json()["error"].clone();
    assert_eq!(error["code"], "ContentTypeNotSupportedError", "{error}");
}

#[test]
fn why_the_agent_failed_is_for_its_own_log() {
    let server = DemoServer::start();
    let failed = server.a2a(&["send", "fail over there"]).exits(0);
    assert_eq!(failed.field("State"), "TASK_STATE_FAILED");
    assert!(!failed.stdout.contains("over there"), "{failed:#?}");
    let expected = format!("the agent failed on task {}: over there", failed.field("Task"));
    assert!(server.stderr().contains(&expected), "{}", server.stderr());
}

#[test]
fn slow_work_can_be_canceled() {
    let server = DemoServer::start();
    let id = server
        .a2a(&["send", "--async", "slow 3600"])
        .exits(0)
        .field("Task");
    let run = server.a2a(&["task", "cancel", &id]).exits(0);
    assert_eq!(run.field("State"), "TASK_STATE_CANCELED");
}
