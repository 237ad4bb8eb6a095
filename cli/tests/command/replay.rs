//! Traffic that is recorded with one agent and sent again to another.

use super::fake_agent::{FakeAgent, ok, task};
use super::process::{DemoServer, a2a};
use super::proxied::Proxy;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// Records what several commands say to a demo agent: follow-ups, streams, and a stream that is canceled from outside.
fn record(folder: &Path) -> PathBuf {
    let server = DemoServer::start();
    let file = folder.join("record.jsonl");
    let proxy = Proxy::start(server.origin(), &["--record", file.to_str().unwrap()]);
    let run = |arguments: &[&str]| a2a(&[arguments, &["-a", &proxy.url, "-o", "json"]].concat()).exits(0);
    let latest = |state: &str| {
        let tasks = run(&["task", "list", "--status", state]).json();
        tasks["tasks"][0]["id"].as_str().map(str::to_owned)
    };
    run(&["send", "hello"]);
    run(&["send", "--stream", "--transport", "http+json", "stream 3"]);
    run(&["send", "ask"]);
    let asked = latest("TASK_STATE_INPUT_REQUIRED").unwrap();
    run(&[
        "send",
        "--transport",
        "http+json",
        "--task-id",
        &asked,
        "the answer",
    ]);
    run(&["task", "get", "--transport", "http+json", &asked]);
    std::thread::scope(|scope| {
        let streaming = scope.spawn(|| run(&["send", "--stream", "wait"]));
        let waiting = loop {
            if let Some(id) = latest("TASK_STATE_WORKING") {
                break id;
            }
        };
        run(&["task", "cancel", &waiting]);
        streaming.join().unwrap();
    });
    a2a(&["task", "get", "none", "-a", &proxy.url]).exits(1);
    assert_eq!(proxy.stop().0, 0);
    file
}

#[test]
fn another_agent_of_the_same_kind_does_not_differ() {
    let folder = tempfile::tempdir().unwrap();
    let file = record(folder.path());
    let other = DemoServer::start();
    let run = a2a(&["replay", file.to_str().unwrap(), "--to", other.origin()]).exits(0);
    assert_eq!(run.field("Skipped"), "0", "{run:#?}");
    assert_eq!(run.field("With differences"), "0", "{run:#?}");
    let sent = fs::read_to_string(&file)
        .unwrap()
        .matches(r#""type":"request""#)
        .count();
    assert_eq!(run.field("Replayed"), sent.to_string());
    // The names are those of the new agent: what was canceled there is canceled here.
    let tasks = other.a2a(&["task", "list", "-o", "json"]).json();
    let mut states: Vec<_> = tasks["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| task["status"]["state"].as_str().unwrap())
        .collect();
    states.sort_unstable();
    let completed = "TASK_STATE_COMPLETED";
    assert_eq!(states, ["TASK_STATE_CANCELED", completed, completed, completed]);
}

/// A transcript of GetTask over HTTP+JSON, answered with this.
fn get_task(folder: &Path, status: u16, answer: &Value) -> PathBuf {
    let line = |value: Value| format!("{value}\n");
    let at = "2026-01-01T00:00:00Z";
    let transcript = [
        line(
            json!({ "type": "transcript", "version": 1, "protocolVersion": "1.0", "mounts": { "httpJson": ["/v1"] } }),
        ),
        line(json!({
            "type": "request", "exchange": 1, "at": at, "method": "GET", "target": "/v1/tasks/t-1",
            "headers": [["a2a-version", "1.0"], ["authorization", "[redacted]"], ["x-kept", "kept"], ["host", "old"]],
        })),
        line(json!({
            "type": "response", "exchange": 1, "at": at, "status": status,
            "headers": [["content-type", "application/a2a+json"]], "body": { "text": answer.to_string() },
        })),
    ];
    let file = folder.join("get.jsonl");
    fs::write(&file, transcript.concat()).unwrap();
    file
}

#[test]
fn answers_of_another_kind_are_told() {
    let not_found = json!({ "error": { "code": 404, "status": "NOT_FOUND", "message": "no", "details": [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "TASK_NOT_FOUND", "domain": "a2a-protocol.org" }] } });
    let mut long = task("TASK_STATE_COMPLETED");
    long["history"] = json!([]);
    for (recorded, status, replayed, expected) in [
        (
            task("TASK_STATE_COMPLETED"),
            200,
            ok(&task("TASK_STATE_COMPLETED")),
            &[][..],
        ),
        (
            task("TASK_STATE_COMPLETED"),
            200,
            ok(&task("TASK_STATE_WORKING")),
            &["events"],
        ),
        (task("TASK_STATE_COMPLETED"), 200, ok(&long), &["members"]),
        (
            task("TASK_STATE_COMPLETED"),
            200,
            (404, "application/a2a+json", not_found.to_string()),
            &["status", "error", "events"],
        ),
        (
            not_found.clone(),
            404,
            ok(&task("TASK_STATE_COMPLETED")),
            &["status", "error", "events"],
        ),
        (
            task("TASK_STATE_COMPLETED"),
            200,
            (200, "application/json", task("TASK_STATE_COMPLETED").to_string()),
            &["media-type"],
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = get_task(folder.path(), status, &recorded);
        let agent = FakeAgent::start(true, json!({}), move |_, _| replayed.clone());
        let arguments = [
            "-o",
            "json",
            "replay",
            file.to_str().unwrap(),
            "--to",
            &agent.url,
            "--fail-on",
            "never",
        ];
        let run = a2a(&arguments).exits(i32::from(!expected.is_empty()));
        let different = run.json()["replay"]["different"].clone();
        let what: Vec<_> = different[0]["differences"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| one["what"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(what, expected, "{run:#?}");
    }
}

#[test]
fn requests_are_those_of_the_record_and_secrets_come_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = get_task(folder.path(), 200, &task("TASK_STATE_COMPLETED"));
    let agent = FakeAgent::start(true, json!({}), |_, _| ok(&task("TASK_STATE_COMPLETED")));
    let run = a2a(&[
        "replay",
        file.to_str().unwrap(),
        "--to",
        &agent.url,
        "--header",
        "authorization: Bearer new",
    ])
    .exits(0);
    assert_eq!(run.stderr, "");
    let run = a2a(&["replay", file.to_str().unwrap(), "--to", &agent.url]).exits(0);
    assert!(
        run.stderr.starts_with("warning: 1 requests had a secret"),
        "{run:#?}"
    );
    let requests: Vec<_> = agent
        .requests()
        .into_iter()
        .filter(|request| request.target() == "/tasks/t-1")
        .collect();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].header("authorization"), Some("Bearer new"));
    assert_eq!(requests[1].header("authorization"), None);
    for request in requests {
        assert_eq!(request.header("x-kept"), Some("kept"));
        assert_eq!(request.header("host"), agent.url.strip_prefix("http://"));
    }
}

#[test]
fn what_cannot_be_replayed_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = get_task(folder.path(), 200, &task("TASK_STATE_COMPLETED"));
    // Nobody is there.
    let run = a2a(&["replay", file.to_str().unwrap(), "--to", "http://127.0.0.1:9"]).exits(1);
    assert!(
        run.field("Failed").starts_with("#1 GET /v1/tasks/t-1: "),
        "{run:#?}"
    );
    // Nothing comes.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let card = std::thread::spawn(move || {
        let mut wire = super::wire::Wire::accept(&silent);
        wire.head();
        wire.cut();
        silent
    });
    let run = a2a(&[
        "replay",
        file.to_str().unwrap(),
        "--to",
        &url,
        "--timeout",
        "200ms",
    ])
    .exits(1);
    assert!(
        run.field("Failed").ends_with("nothing came for 200ms"),
        "{run:#?}"
    );
    drop(card.join().unwrap());
    // It is no transcript.
    fs::write(&file, "{}\n").unwrap();
    a2a(&["replay", file.to_str().unwrap(), "--to", "http://127.0.0.1:9"]).exits(2);
    // The transcript does not have the request.
    let cut = json!({ "type": "request", "exchange": 1, "at": "2026-01-01T00:00:00Z", "method": "POST", "target": "/", "headers": [], "body": { "withheld": 7 } });
    fs::write(
        &file,
        format!(
            "{}\n{cut}\n",
            json!({ "type": "transcript", "version": 1, "protocolVersion": "1.0", "mounts": {} })
        ),
    )
    .unwrap();
    let run = a2a(&["replay", file.to_str().unwrap(), "--to", "http://127.0.0.1:9"]).exits(0);
    assert_eq!(
        (run.field("Replayed"), run.field("Skipped")),
        ("0".to_owned(), "1".to_owned())
    );
}

#[test]
fn comments_keep_no_replay_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("stream.jsonl");
    let at = "2026-01-01T00:00:00Z";
    let lines = [
        json!({ "type": "transcript", "version": 1, "protocolVersion": "1.0", "mounts": { "httpJson": [""] } }),
        json!({ "type": "request", "exchange": 1, "at": at, "method": "POST", "target": "/message:stream", "headers": [], "body": { "text": "{}" } }),
        json!({ "type": "response", "exchange": 1, "at": at, "status": 200, "headers": [["content-type", "text/event-stream"]], "follows": "chunks" }),
        json!({ "type": "chunk", "exchange": 1, "at": at, "text": "data: {\"task\":{}}\n\n" }),
        json!({ "type": "end", "exchange": 1, "at": at, "complete": true }),
    ];
    fs::write(&file, lines.map(|line| format!("{line}\n")).concat()).unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let agent = std::thread::spawn(move || {
        // Nobody has a card here.
        super::wire::Wire::accept(&listener).cut();
        let mut wire = super::wire::Wire::accept(&listener);
        wire.head();
        wire.send(super::proxied::STREAM);
        while wire.try_send(b"3\r\n:\n\n\r\n") {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    });
    let run = a2a(&[
        "replay",
        file.to_str().unwrap(),
        "--to",
        &url,
        "--timeout",
        "300ms",
    ])
    .exits(1);
    assert!(
        run.field("Failed").ends_with("nothing came for 300ms"),
        "{run:#?}"
    );
    agent.join().unwrap();
}
