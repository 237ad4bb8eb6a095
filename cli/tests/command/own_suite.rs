//! The suite that comes with `conformance`: every test of it can fail, and passes with an agent that is right.

use crate::fake_agent::{Answer, FakeAgent, Request};
use crate::process::{DemoServer, command, run};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Ways in which an agent can be wrong. In each of them some tests get as far as what they are about, and have to see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum World {
    /// Everything succeeds, with nothing in it.
    Empty,
    /// Every request is taken for a wrong one.
    Refusing,
    /// Nothing is there.
    Missing,
    /// The answers are no JSON.
    Garbage,
    /// The first answer to a message is right, and nothing after that.
    Stubborn,
}

const WORLDS: [World; 5] = [
    World::Empty,
    World::Refusing,
    World::Missing,
    World::Garbage,
    World::Stubborn,
];

/// The card: right when the runner looks for the agent, and then wrong. An agent that is not able to do anything
/// special has to refuse that.
fn card(url: &str, count: usize, able: bool) -> Answer {
    let version = if count == 0 { "1.0" } else { "v1" };
    let url = if count == 0 { url } else { "agent.example.com" };
    let interface = json!({"url": url, "protocolBinding": "HTTP+JSON", "protocolVersion": version});
    let capabilities = json!({"streaming": able, "pushNotifications": able, "extendedAgentCard": able});
    let card = json!({"name": 7, "supportedInterfaces": [interface], "capabilities": capabilities});
    (200, "text/plain", card.to_string())
}

/// An operation of either binding: its name, and the id of the JSON-RPC request.
fn called(request: &Request) -> (String, Option<Value>) {
    if request.target().starts_with("/rpc") {
        let call: Value = serde_json::from_str(&request.body).unwrap_or_default();
        let method = call["method"].as_str().unwrap_or("SendMessage").to_owned();
        return (method, Some(call["id"].clone()));
    }
    let path = request.target().split('?').next().unwrap_or_default();
    let verb = request.head.split(' ').next().unwrap_or_default();
    let name = match (verb, path) {
        (_, "/message:stream") => "SendStreamingMessage",
        (_, path) if path.ends_with(":subscribe") => "SubscribeToTask",
        (_, path) if path.ends_with(":cancel") => "CancelTask",
        ("POST", path) if path.ends_with("Configs") => "CreateTaskPushNotificationConfig",
        ("GET", path) if path.ends_with("Configs") => "ListTaskPushNotificationConfigs",
        ("DELETE", _) => "DeleteTaskPushNotificationConfig",
        (_, path) if path.contains("Configs/") => "GetTaskPushNotificationConfig",
        ("GET", "/tasks") => "ListTasks",
        ("GET", _) => "GetTask",
        _ => "SendMessage",
    };
    (name.to_owned(), None)
}

fn answer(world: World, request: &Request, number: usize) -> Answer {
    let (method, id) = called(request);
    let is_stream = matches!(&*method, "SendStreamingMessage" | "SubscribeToTask");
    let result = match world {
        World::Garbage => return (500, "text/html", "<h1>no</h1>".to_owned()),
        World::Refusing => return error(id, -32602, 400, "INVALID_PARAMS"),
        World::Missing => return error(id, -32001, 404, "TASK_NOT_FOUND"),
        World::Empty => json!({}),
        World::Stubborn => stubborn(&method, &request.body, number),
    };
    let events = match (&result, is_stream) {
        (Value::Array(events), _) => events.clone(),
        (event, true) => vec![event.clone()],
        (document, false) => return (200, "text/plain", wrapped(id.as_ref(), document)),
    };
    let events = events
        .iter()
        .map(|event| format!("data: {}\n\n", wrapped(id.as_ref(), event)));
    (200, "text/event-stream", events.collect())
}

fn wrapped(id: Option<&Value>, result: &Value) -> String {
    match id {
        // The id is wrong, too, unless it is one of the runner's own.
        Some(Value::String(id)) if id.len() == 36 => {
            json!({"jsonrpc": "2.0", "id": id, "result": result}).to_string()
        }
        Some(_) => json!({"jsonrpc": "1.0", "id": "other", "result": result}).to_string(),
        None => result.to_string(),
    }
}

fn error(id: Option<Value>, code: i64, status: u16, reason: &str) -> Answer {
    let error = json!({"code": code, "message": "no"});
    match id {
        Some(id) => {
            let id = if id.as_str().is_some_and(|id| id.len() == 36) {
                id
            } else {
                json!("other")
            };
            (
                200,
                "text/plain",
                json!({"jsonrpc": "2.0", "id": id, "error": error}).to_string(),
            )
        }
        None => {
            let info = json!({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason});
            let error = json!({"code": 7, "message": "no", "details": [info]});
            (status, "text/plain", json!({"error": error}).to_string())
        }
    }
}

/// What tests start from is as they want it, and what they look at is not.
fn stubborn(method: &str, body: &str, number: usize) -> Value {
    let message = json!({"messageId": "m", "role": "ROLE_USER", "parts": [{"text": "something else"}]});
    let artifact = json!({"artifactId": "a", "parts": [{"text": "x"}]});
    let task = |state: &str, extra: Value| {
        let mut task = json!({
            "id": "t", "contextId": "c", "status": {"state": state, "timestamp": "2026-01-01T00:00:00+01:00"},
            "history": [message, message],
        });
        for (name, value) in extra.as_object().unwrap() {
            task[name] = value.clone();
        }
        task
    };
    let started = |state: &str| json!({"task": task(state, json!({"context_id": "c"}))});
    let sent = match body {
        body if body.contains("tck-cancel") || body.contains("returnImmediately") => "TASK_STATE_WORKING",
        body if body.contains("tck-multi-turn") => "TASK_STATE_INPUT_REQUIRED",
        body if body.contains("tck-long") => "TASK_STATE_WORKING",
        _ => "TASK_STATE_COMPLETED",
    };
    match method {
        // A task where another one was meant, in a context that nobody named.
        "SendMessage" if body.contains("\"contextId\":\"c\"") => {
            json!({"task": task("TASK_STATE_COMPLETED", json!({"id": "t"}))})
        }
        "SendMessage" if body.contains("taskId") => {
            json!({"task": task("TASK_STATE_WORKING", json!({"contextId": "d"}))})
        }
        "SendMessage" => started(sent),
        "SendStreamingMessage" if body.contains("tck-message") => {
            json!([{"message": message}, {"message": message}])
        }
        "SendStreamingMessage" => {
            let other = json!({"taskId": "u", "contextId": "d"});
            json!([
                started(if body.contains("tck-long") { "TASK_STATE_WORKING" } else { sent }),
                {"artifactUpdate": {"taskId": other["taskId"], "contextId": "d", "artifact": artifact}},
                {"statusUpdate": {"taskId": "u", "contextId": "d", "status": {"state": "TASK_STATE_WORKING"}}},
            ])
        }
        "SubscribeToTask" => {
            json!([{"statusUpdate": {"taskId": "u", "contextId": "d", "status": {"state": "working"}}}])
        }
        "CancelTask" if body.is_empty() => task("TASK_STATE_WORKING", json!({})),
        "CancelTask" => task("TASK_STATE_CANCELED", json!({})),
        "GetTask" if body.contains("historyLength\":1") => task("TASK_STATE_FAILED", json!({"id": "u"})),
        "GetTask" => task(
            if number.is_multiple_of(2) {
                "TASK_STATE_FAILED"
            } else {
                "TASK_STATE_REJECTED"
            },
            json!({"id": "u", "contextId": "d", "artifacts": [artifact, artifact]}),
        ),
        "ListTasks" => json!({"tasks": vec![task("working", json!({"artifacts": []})); 3], "totalSize": -1}),
        _ => json!({"id": "mine", "url": 7, "configs": vec![json!({"id": "x", "url": 7}); 4]}),
    }
}

/// All but `OWN-PUSH-011`, which fails when no notification has come for half a minute.
const TESTS: [&str; 17] = [
    "OWN-CARD-*",
    "OWN-VERSION-*",
    "OWN-TASK-*",
    "OWN-TURN-*",
    "OWN-WAIT-*",
    "OWN-CANCEL-*",
    "OWN-HIST-*",
    "OWN-LIST-*",
    "OWN-STREAM-*",
    "OWN-PUSH-00*",
    "OWN-PUSH-010",
    "OWN-PUSH-012",
    "OWN-JSON-*",
    "OWN-RPC-*",
    "OWN-ROUTE-*",
    "OWN-QUERY-*",
    "OWN-HTTP-*",
];

/// The tests that fail, and all of them.
fn run_in(world: World, able: bool, binding: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let card = move |url: &str, count| card(url, count, able);
    let agent = FakeAgent::start_with(card, move |request, number| answer(world, request, number));
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.json");
    let mut command = command();
    command.args(["conformance", &agent.url, "--quiet", "--timeout", "1s"]);
    command.args(["--binding", binding]);
    command.args(TESTS.iter().flat_map(|id| ["--test", id]));
    command.args(["--interface", &format!("jsonrpc={}/rpc", agent.url)]);
    command.args(["--report", &format!("json={}", report.display())]);
    let ran = run(&mut command, b"");
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    let (mut failed, mut all) = (BTreeSet::new(), BTreeSet::new());
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let report = std::fs::read(entry.unwrap().path()).unwrap();
        let report: Value = serde_json::from_slice(&report).unwrap();
        for suite in report["suites"].as_array().unwrap() {
            for test in suite["tests"].as_array().unwrap() {
                let id = test["id"].as_str().unwrap().to_owned();
                if test["result"] == "fail" {
                    failed.insert(id.clone());
                }
                all.insert(id);
            }
        }
    }
    (failed, all)
}

#[test]
fn every_test_fails_with_some_agent() {
    let (mut failed, mut all) = (BTreeSet::new(), BTreeSet::new());
    for (world, able) in WORLDS
        .map(|world| (world, true))
        .into_iter()
        .chain([(World::Empty, false)])
    {
        for binding in ["jsonrpc", "http+json"] {
            let (now_failed, now_all) = run_in(world, able, binding);
            failed.extend(now_failed);
            all.extend(now_all);
        }
    }
    assert!(all.len() > 100, "{}", all.len());
    let never: Vec<_> = all.difference(&failed).collect();
    assert!(never.is_empty(), "{} of {}: {never:?}", never.len(), all.len());
}

#[test]
fn the_scripted_agent_passes_and_nothing_of_it_is_ambiguous() {
    let server = DemoServer::start_with(&["--behaviors", "acts"]);
    for binding in ["jsonrpc", "http+json"] {
        let ran = server.a2a(&["conformance", server.origin(), "--binding", binding]);
        let ran = ran.exits(0);
        for word in ["fail", "ambiguous", "error"] {
            let line = ran
                .stderr
                .lines()
                .find(|line| line.split(' ').nth(2) == Some(word));
            assert_eq!(line, None, "{binding}");
        }
    }
}
