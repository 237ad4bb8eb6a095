use crate::fake_agent::{FakeAgent, ok, task};
use crate::process::{DemoServer, command, run};
use serde_json::json;

#[test]
fn json_is_an_event_a_line_and_the_last_one_is_terminal() {
    let server = DemoServer::start();
    for binding in ["jsonrpc", "http+json"] {
        let arguments = [
            "send",
            "--stream",
            "-o",
            "json",
            "stream 3",
            "--transport",
            binding,
        ];
        let events = server.a2a(&arguments).exits(0).json_lines();
        assert!(events[0]["task"]["id"].is_string());
        assert_eq!(events[0]["task"]["status"]["state"], "TASK_STATE_SUBMITTED");
        assert_eq!(events[1]["statusUpdate"]["status"]["state"], "TASK_STATE_WORKING");
        let chunks: Vec<_> = events
            .iter()
            .filter_map(|event| event.get("artifactUpdate"))
            .map(|update| (update.get("append").cloned(), update.get("lastChunk").cloned()))
            .collect();
        let yes = || Some(true.into());
        assert_eq!(chunks, [(None, None), (yes(), None), (yes(), yes())]);
        let last = &events.last().unwrap()["statusUpdate"];
        assert_eq!(last["status"]["state"], "TASK_STATE_COMPLETED");
        assert_eq!(last["taskId"], events[0]["task"]["id"]);
        assert!(last["contextId"].is_string());
    }
}

#[test]
fn text_renders_each_event_and_the_last_one_names_the_task() {
    let server = DemoServer::start();
    let run = server.a2a(&["send", "--stream", "stream 2"]).exits(0);
    let events: Vec<_> = run.stdout.split("Event: ").skip(1).collect();
    let kinds: Vec<_> = events.iter().map(|event| event.lines().next().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            "task",
            "statusUpdate",
            "artifactUpdate",
            "artifactUpdate",
            "statusUpdate"
        ]
    );
    let last: Vec<_> = events[4]
        .lines()
        .skip(1)
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    assert_eq!(last, ["Task", "Context", "State", "Updated"]);
    assert!(events[2].contains("\nText:\nchunk 1 of 2\n\n"), "{run:#?}");
}

#[test]
fn a_direct_reply_is_one_line() {
    let server = DemoServer::start();
    let lines = server
        .a2a(&["send", "--stream", "-o", "json", "message hi"])
        .exits(0)
        .json_lines();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["message"]["parts"], json!([{ "text": "message: hi" }]));
}

#[test]
fn a_question_ends_the_stream() {
    let server = DemoServer::start();
    let run = server.a2a(&["send", "--stream", "ask"]).exits(0);
    assert!(run.field("Resume").contains("--task-id"), "{run:#?}");
}

#[test]
fn an_error_is_the_last_line() {
    let server = DemoServer::start();
    let arguments = ["send", "--stream", "-o", "json", "wait", "--timeout", "3s"];
    let lines = server.a2a(&arguments).exits(5).json_lines();
    assert!(lines[0]["task"].is_object());
    assert_eq!(lines.last().unwrap()["error"]["code"], "A2ACLI_ERR_TIMEOUT");

    let arguments = ["send", "--stream", "-o", "json", "--task-id", "none", "hi"];
    let lines = server.a2a(&arguments).exits(1).json_lines();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["error"]["code"], "TaskNotFoundError");
}

#[test]
fn an_agent_that_does_not_stream_is_waited_for() {
    let agent = FakeAgent::start(false, json!({}), |request, _| match request.target() {
        "/message:send" => ok(&json!({ "task": task("TASK_STATE_WORKING") })),
        _ => ok(&task("TASK_STATE_COMPLETED")),
    });
    let arguments = ["send", "-a", &agent.url, "--stream", "-o", "json", "hello"];
    let run = run(command().args(arguments), b"").exits(0);
    assert_eq!(
        run.json_lines(),
        [json!({ "task": task("TASK_STATE_COMPLETED") })]
    );
    assert!(run.stderr.contains("does not stream"), "{run:#?}");
}

#[test]
fn a_stream_that_stops_early_is_followed_by_looking() {
    let agent = FakeAgent::start(true, json!({}), |request, number| {
        match (request.target(), number) {
            ("/message:stream", _) => {
                let event = json!({ "task": task("TASK_STATE_WORKING") });
                (200, "text/event-stream", format!("data: {event}\n\n"))
            }
            (_, 1) => ok(&task("TASK_STATE_WORKING")),
            _ => ok(&task("TASK_STATE_COMPLETED")),
        }
    });
    let arguments = [
        "send",
        "-a",
        &agent.url,
        "--stream",
        "-o",
        "json",
        "hello",
        "--poll-interval",
        "10ms",
    ];
    let lines = run(command().args(arguments), b"").exits(0).json_lines();
    let tasks = ["TASK_STATE_WORKING", "TASK_STATE_COMPLETED"].map(|state| json!({ "task": task(state) }));
    assert_eq!(lines, tasks);
}

#[test]
fn a_stream_of_nothing_is_no_success() {
    let agent = FakeAgent::start(true, json!({}), |_, _| (200, "text/event-stream", String::new()));
    let arguments = ["send", "-a", &agent.url, "--stream", "-o", "json", "hello"];
    let lines = run(command().args(arguments), b"").exits(1).json_lines();
    assert_eq!(lines[0]["error"]["code"], "InvalidAgentResponseError");
}
