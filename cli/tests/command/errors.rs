use crate::fake_agent::FakeAgent;
use crate::process::{DemoServer, a2a, command, run};
use serde_json::json;

#[test]
fn the_same_error_looks_the_same_on_every_binding() {
    let server = DemoServer::start();
    for binding in ["jsonrpc", "http+json"] {
        let run = server
            .a2a(&["task", "get", "none", "-o", "json", "--transport", binding])
            .exits(1);
        let hint = format!("a2a task list -a {}", server.card);
        let expected = json!({ "error": {
            "code": "TaskNotFoundError", "message": "there is no such task", "hint": hint, "a2aCode": -32001,
        } });
        assert_eq!(run.json(), expected);
        assert_eq!(run.stderr, "");

        let run = server
            .a2a(&["task", "get", "none", "--transport", binding])
            .exits(1);
        assert_eq!(run.stdout, "");
        let expected = format!("error: TaskNotFoundError: there is no such task\nhint: {hint}\n");
        assert_eq!(run.stderr, expected);
    }
}

#[test]
fn usage_errors_are_errors_of_the_format() {
    for arguments in [
        &["send", "-a", "localhost"][..],
        &["send", "hi"],
        &["send", "-a", "localhost", "hi", "--media-type"],
        &["send", "-a", "localhost", "--media-type", "a/b", "hi"],
        &["send", "-a", "localhost", "hi", "--stream", "--async"],
        &["send", "-a", "localhost", "hi", "--transport", "pigeon"],
        &["send", "-a", "localhost", "hi", "--timeout", "soon"],
        &["send", "-a", "localhost", "hi", "--metadata", "[]"],
        &["send", "-a", "localhost", "hi", "--a2a-version", "0.3"],
        &["send", "-a", "localhost", "--file", "/no/such/file"],
        &["send", "-a", "localhost", "--file", "/dev/zero"],
        &["send", "-a", "localhost", "hi", "--task-id", ""],
        &["send", "-a", "localhost", "hi", "--context-id", ""],
        &["send", "-a", "localhost", "hi", "--svc-param", "Content-Length:5"],
        &["task", "get", "-a", "localhost", ""],
        &["task", "get", "-a", "localhost"],
        &["task", "list", "-a", "localhost", "--status", "done"],
        &["task", "list", "-a", "localhost", "--page-size", "0"],
        &["nonsense"],
    ] {
        let run = a2a(arguments).exits(2);
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(run.stderr.starts_with("error: "), "{arguments:?}: {run:#?}");
        let run = a2a(&[arguments, &["-o", "json"]].concat()).exits(2);
        let error = run.json()["error"].clone();
        assert_eq!(error["code"], "A2ACLI_ERR_USAGE", "{arguments:?}");
        assert!(!error["message"].as_str().unwrap().contains('\n'), "{error}");
        assert_eq!(run.stderr, "", "{arguments:?}");
    }
}

#[test]
fn an_agent_that_breaks_the_protocol_is_called_by_the_protocol_s_name_for_it() {
    let agent = FakeAgent::start(false, json!({}), |_, _| {
        (200, "application/json", "{\"status\": 7}".to_owned())
    });
    let run = a2a(&["task", "get", "-a", &agent.url, "t", "-o", "json"]).exits(1);
    assert_eq!(run.json()["error"]["code"], "InvalidAgentResponseError");
    assert!(
        run.json()["error"]["message"]
            .as_str()
            .unwrap()
            .contains("status"),
        "{run:#?}"
    );
}

/// A task of 0.3 stands in the result as it is, and would else look like a success of which nothing is known.
#[test]
fn an_answer_that_is_neither_task_nor_message_is_no_success() {
    let agent = FakeAgent::start(false, json!({}), |_, _| {
        let task = json!({ "kind": "task", "id": "t", "status": { "state": "completed" } });
        (200, "application/json", task.to_string())
    });
    for arguments in [
        &["send", "-a", &agent.url, "hi", "-o", "json"][..],
        &["send", "-a", &agent.url, "hi", "--stream", "-o", "json"],
    ] {
        let run = a2a(arguments).exits(1);
        assert_eq!(
            run.json()["error"]["code"],
            "InvalidAgentResponseError",
            "{run:#?}"
        );
    }
}

#[test]
fn errors_without_a_name_have_a_code_of_the_command_line() {
    let agent = FakeAgent::start(false, json!({}), |_, _| {
        (502, "text/html", "<h1>Bad Gateway</h1>".to_owned())
    });
    let error = a2a(&["task", "get", "-a", &agent.url, "t", "-o", "json"])
        .exits(1)
        .json()["error"]
        .clone();
    assert_eq!(error["code"], "A2ACLI_ERR_INTERNAL");
    assert_eq!(error["a2aCode"], 502);
}

#[test]
fn an_agent_that_vanished_is_unreachable() {
    let server = DemoServer::start();
    let card = server.a2a(&["card", "get", "-o", "json"]).exits(0).stdout;
    drop(server);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("card.json");
    std::fs::write(&path, card).unwrap();
    let arguments = ["send", "-a", path.to_str().unwrap(), "hi", "-o", "json"];
    let run = run(command().args(arguments), b"").exits(3);
    assert_eq!(run.json()["error"]["code"], "A2ACLI_ERR_UNREACHABLE");
}

#[test]
#[cfg(unix)]
fn a_reader_that_has_enough_is_no_failure() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = command();
    command
        .arg("demo")
        .stdout(writer)
        .stderr(std::process::Stdio::piped());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(output.stderr, b"");
}
