use crate::fake_agent::{FakeAgent, ok, task};
use crate::process::{DemoServer, command, run};
use serde_json::{Value, json};
use std::fs;

#[test]
fn text_is_labelled_lines() {
    let server = DemoServer::start();
    let run = server.a2a(&["send", "hello"]).exits(0);
    let labels = ["Task", "Context", "State", "Updated", "Artifact", "Text"];
    assert_eq!(run.labels(), labels, "{run:#?}");
    assert_eq!(run.field("State"), "TASK_STATE_COMPLETED");
    assert_eq!(run.field("Artifact"), "echo");
    assert!(
        run.stdout.ends_with("\nArtifact: echo\nText:\necho: hello\n\n"),
        "{run:#?}"
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn json_is_one_send_message_response_on_every_binding() {
    let server = DemoServer::start();
    for binding in ["jsonrpc", "http+json"] {
        let run = server
            .a2a(&["send", "--text", "hello", "-o", "json", "--transport", binding])
            .exits(0);
        let json = run.json();
        assert_eq!(json["task"]["status"]["state"], "TASK_STATE_COMPLETED");
        assert_eq!(
            json["task"]["artifacts"][0]["parts"],
            json!([{ "text": "echo: hello" }])
        );
        assert_eq!(json["task"]["history"][0]["role"], "ROLE_USER");
    }
}

#[test]
fn a_direct_reply_is_a_message() {
    let server = DemoServer::start();
    let run = server.a2a(&["send", "message hello"]).exits(0);
    assert_eq!(run.labels(), ["Message", "Context", "Role", "Text"]);
    assert_eq!(run.block("Text"), "message: hello");
    let json = server
        .a2a(&["send", "message hello", "-o", "json"])
        .exits(0)
        .json();
    assert_eq!(json["message"]["role"], "ROLE_AGENT");
    assert!(json.get("task").is_none());
}

#[test]
fn a_task_that_asks_is_continued_by_the_command_it_prints() {
    let server = DemoServer::start();
    let asked = server.a2a(&["send", "ask"]).exits(0);
    assert_eq!(asked.field("State"), "TASK_STATE_INPUT_REQUIRED");
    assert_eq!(asked.block("Text"), "What is the answer?");
    let id = asked.field("Task");
    let resume = format!("a2a send -a {} --task-id {id} \"<reply>\"", server.card);
    assert_eq!(asked.field("Resume"), resume);
    assert!(asked.stderr.contains("TASK_STATE_INPUT_REQUIRED"), "{asked:#?}");

    let answered = server.a2a(&["send", "--task-id", &id, "blue"]).exits(0);
    assert_eq!(answered.field("Task"), id);
    assert_eq!(answered.field("State"), "TASK_STATE_COMPLETED");
    assert_eq!(answered.block("Text"), "blue");

    // The task is over now, and no new one takes its place.
    let refused = server
        .a2a(&["send", "--task-id", &id, "again", "-o", "json"])
        .exits(1);
    assert_eq!(refused.json()["error"]["code"], "UnsupportedOperationError");
    assert!(
        refused.json()["error"]["hint"]
            .as_str()
            .unwrap()
            .contains("--debug")
    );
    let total = server.a2a(&["task", "list", "-o", "json"]).json()["totalSize"].clone();
    assert_eq!(total, 1);

    let context = asked.field("Context");
    let grouped = server.a2a(&["send", "--context-id", &context, "hello"]).exits(0);
    assert_eq!(grouped.field("Context"), context);
    assert_ne!(grouped.field("Task"), id);
}

#[test]
fn async_does_not_wait() {
    let server = DemoServer::start();
    let run = server.a2a(&["send", "--async", "wait"]).exits(0);
    assert!(!run.field("Context").is_empty());
    let id = run.field("Task");
    assert_eq!(
        run.field("Wait"),
        format!("a2a task get -a {} --wait {id}", server.card)
    );
    let json = server
        .a2a(&["send", "--no-wait", "wait", "-o", "json"])
        .exits(0)
        .json();
    assert!(json["task"]["id"].is_string() && json["task"]["contextId"].is_string());
}

#[test]
fn time_can_run_out_without_the_task_getting_lost() {
    let server = DemoServer::start();
    let run = server
        .a2a(&[
            "send",
            "wait",
            "--timeout",
            "3s",
            "--poll-interval",
            "50ms",
            "-o",
            "json",
        ])
        .exits(5);
    let error = run.json()["error"].clone();
    assert_eq!(error["code"], "A2ACLI_ERR_TIMEOUT");
    assert!(
        error["message"].as_str().unwrap().contains("TASK_STATE_WORKING"),
        "{error}"
    );
    let list = server.a2a(&["task", "list", "-o", "json"]).json();
    let id = list["tasks"][0]["id"].as_str().unwrap();
    assert_eq!(
        error["hint"],
        format!("a2a task get -a {} --wait {id}", server.card)
    );
}

#[test]
fn parts_keep_their_order_and_their_media_types() {
    let agent = FakeAgent::start(false, json!({}), |_, _| {
        ok(&json!({ "task": task("TASK_STATE_COMPLETED") }))
    });
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = (folder.path().join("notes.md"), folder.path().join("data.json"));
    fs::write(&file, "# hi").unwrap();
    fs::write(&data, "{\"x\": 1}").unwrap();
    let (file, data) = (file.to_str().unwrap(), data.to_str().unwrap());
    let arguments = [
        "send",
        "-a",
        &agent.url,
        "--data",
        "-",
        "--text",
        "one",
        "--file",
        file,
        "--file",
        file,
        "--media-type",
        "text/x-notes",
        "--file",
        "https://example.com/f",
        "--data",
        data,
        "--metadata",
        "{\"k\": [1]}",
    ];
    run(command().args(arguments), b"[null]").exits(0);
    let body: Value = serde_json::from_str(&agent.requests()[1].body).unwrap();
    assert_eq!(
        body["message"]["parts"],
        json!([
            { "data": [null] },
            { "text": "one" },
            { "raw": "IyBoaQ==", "filename": "notes.md", "mediaType": "text/markdown" },
            { "raw": "IyBoaQ==", "filename": "notes.md", "mediaType": "text/x-notes" },
            { "url": "https://example.com/f" },
            { "data": { "x": 1 } },
        ])
    );
    assert_eq!(body["metadata"], json!({ "k": [1] }));
    assert_eq!(body["message"]["role"], "ROLE_USER");
}

#[test]
fn every_kind_of_part_is_rendered() {
    let agent = FakeAgent::start(false, json!({}), |_, _| {
        let mut task = task("TASK_STATE_FAILED");
        task["artifacts"] = json!([{ "artifactId": "a", "name": "All", "parts": [
            { "text": "one\n\nState: FORGED\u{1b}[31m" },
            { "data": { "x": 1 } },
            { "raw": "AAAA", "filename": "f.bin", "mediaType": "application/pdf" },
            { "url": "https://example.com/f", "filename": "a\nTask: forged" },
            { "hologram": 1 },
        ] }]);
        ok(&json!({ "task": task }))
    });
    let run = run(command().args(["send", "-a", &agent.url, "hello"]), b"").exits(0);
    let expected = "\
Task: t-1
Context: c-1
State: TASK_STATE_FAILED
Artifact: a
Name: All
Text:
one
\u{20}
State: FORGED\\u{1b}[31m

Data:
{
  \"x\": 1
}

File: f.bin
Media Type: application/pdf
File Size: 3 bytes
File: a\\nTask: forged
File URL: https://example.com/f
Unknown Part:
{
  \"hologram\": 1
}

";
    assert_eq!(run.stdout, expected);
    assert_eq!(run.stderr, "warning: task t-1 ended in TASK_STATE_FAILED\n");
}

#[test]
fn waiting_goes_on_while_the_state_is_not_known_and_ends_where_the_client_is_asked() {
    let agent = FakeAgent::start(false, json!({}), |request, number| {
        if request.target() == "/message:send" {
            assert_eq!(request.body.matches("\"returnImmediately\":true").count(), 1);
            return ok(&json!({ "task": task("TASK_STATE_SUBMITTED") }));
        }
        assert_eq!(request.target(), "/tasks/t-1");
        ok(&task(match number {
            1 => "TASK_STATE_UNSPECIFIED",
            2 => "TASK_STATE_WORKING",
            _ => "TASK_STATE_AUTH_REQUIRED",
        }))
    });
    let arguments = [
        "send",
        "-a",
        &agent.url,
        "hello",
        "--poll-interval",
        "10ms",
        "--timeout",
        "20s",
    ];
    let run = run(command().args(arguments), b"").exits(0);
    assert_eq!(run.field("State"), "TASK_STATE_AUTH_REQUIRED");
    assert_eq!(agent.requests().len(), 5);
}
