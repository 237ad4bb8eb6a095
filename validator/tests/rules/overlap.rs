//! Exchanges that overlap: an answer may be older than one that came before it.

use crate::wire::VALIDATOR;
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::Conversation;
use a2a_validator::traffic::{Exchange, Inspector, Mounts, Recorder};
use http::{Request, Response};
use serde_json::{Value, json};

/// A conversation, exchange by exchange.
struct Talk {
    inspector: Inspector,
    recorder: Recorder,
}

impl Talk {
    fn new() -> Self {
        let recorder = Recorder::new();
        let mut conversation = Conversation::new(&PROTOCOL);
        let mounts = Mounts::new().http_json("/");
        let inspector = Inspector::new(VALIDATOR.clone(), mounts, recorder.sink())
            .with_rules(move |record| conversation.observe(record));
        Self { inspector, recorder }
    }

    /// Asks, without waiting for the answer.
    fn ask(&self, verb: &str, path: &str, body: &Value) -> Exchange {
        let request = Request::builder().method(verb).uri(path);
        let request = request
            .header("a2a-version", "1.0")
            .header("content-type", "application/json");
        let (request, ()) = request.body(()).unwrap().into_parts();
        let (exchange, mut tap) = self.inspector.request(&request);
        if !body.is_null() {
            tap.data(body.to_string().as_bytes());
        }
        tap.end(true);
        exchange
    }

    fn get(&self) -> Exchange {
        self.ask("GET", "/tasks/t", &Value::Null)
    }

    /// The rules that were broken so far.
    fn broken(&self) -> Vec<String> {
        let findings = self
            .recorder
            .records()
            .into_iter()
            .flat_map(|record| record.findings);
        findings.map(|finding| finding.rule).collect()
    }
}

fn answer(exchange: Exchange, body: &Value) {
    let response = Response::builder().header("content-type", "application/json");
    let (response, ()) = response.body(()).unwrap().into_parts();
    let mut tap = exchange.response(&response);
    tap.data(body.to_string().as_bytes());
    tap.end(true);
}

fn task(state: &str, timestamp: u32) -> Value {
    let timestamp = format!("2026-01-01T00:00:{timestamp:02}.000Z");
    json!({ "id": "t", "contextId": "c", "status": { "state": state, "timestamp": timestamp } })
}

#[test]
fn an_answer_may_be_older_than_one_that_was_asked_for_later() {
    let talk = Talk::new();
    let slow = talk.get();
    let fast = talk.get();
    answer(fast, &task("TASK_STATE_COMPLETED", 2));
    answer(slow, &task("TASK_STATE_WORKING", 1));
    assert_eq!(talk.broken(), Vec::<String>::new());
    // Who asks afterwards must not be told of the past.
    answer(talk.get(), &task("TASK_STATE_WORKING", 1));
    assert_eq!(talk.broken(), ["terminal-changes"]);
}

#[test]
fn a_task_has_one_end_however_the_answers_overlap() {
    let talk = Talk::new();
    let (one, other) = (talk.get(), talk.get());
    answer(one, &task("TASK_STATE_COMPLETED", 1));
    answer(other, &task("TASK_STATE_CANCELED", 1));
    assert_eq!(talk.broken(), ["terminal-changes"]);
}

#[test]
fn a_message_may_be_taken_while_the_task_ends() {
    let message =
        json!({ "messageId": "m", "role": "ROLE_USER", "taskId": "t", "parts": [{ "text": "hi" }] });
    let send = json!({ "message": message });
    let talk = Talk::new();
    answer(talk.get(), &task("TASK_STATE_INPUT_REQUIRED", 1));
    let sent = talk.ask("POST", "/message:send", &send);
    answer(talk.get(), &task("TASK_STATE_COMPLETED", 2));
    answer(sent, &json!({ "task": task("TASK_STATE_COMPLETED", 2) }));
    assert_eq!(talk.broken(), Vec::<String>::new());
}

#[test]
fn a_stream_that_lags_behind_tells_of_the_past() {
    let talk = Talk::new();
    let subscription = talk.ask("POST", "/tasks/t:subscribe", &json!({}));
    let response = Response::builder().header("content-type", "text/event-stream");
    let (response, ()) = response
        .header("cache-control", "no-cache")
        .body(())
        .unwrap()
        .into_parts();
    let mut stream = subscription.response(&response);
    let mut send = |event: Value| stream.data(format!("data: {event}\n\n").as_bytes());
    send(json!({ "task": task("TASK_STATE_SUBMITTED", 1) }));
    answer(talk.get(), &task("TASK_STATE_COMPLETED", 3));
    let status = |state, timestamp| {
        let mut update = task(state, timestamp);
        update["taskId"] = update.as_object_mut().unwrap().remove("id").unwrap();
        json!({ "statusUpdate": update })
    };
    send(status("TASK_STATE_WORKING", 2));
    send(status("TASK_STATE_COMPLETED", 3));
    stream.end(true);
    assert_eq!(talk.broken(), Vec::<String>::new());
}

#[test]
fn a_listing_survives_another_one_beside_it() {
    let talk = Talk::new();
    let page = |id: &str, token: &str| {
        let mut task = task("TASK_STATE_COMPLETED", 1);
        task["id"] = id.into();
        json!({ "tasks": [task], "nextPageToken": token, "pageSize": 1, "totalSize": 2 })
    };
    let list = |token: &str| {
        talk.ask(
            "GET",
            &format!("/tasks?pageSize=1&pageToken={token}"),
            &Value::Null,
        )
    };
    for _ in 0..2 {
        answer(list(""), &page("a", "p1"));
    }
    for _ in 0..2 {
        answer(list("p1"), &page("b", ""));
    }
    assert_eq!(talk.broken(), Vec::<String>::new());
}
