//! Exchanges that overlap: an answer may be older than one that came before it.

use crate::wire::VALIDATOR;
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::Conversation;
use a2a_validator::traffic::{BodyTap, Exchange, Inspector, Mounts, Recorder};
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

/// A stream that is open.
struct Stream(BodyTap);

impl Stream {
    fn of(subscription: Exchange) -> Self {
        let response = Response::builder().header("content-type", "text/event-stream");
        let (response, ()) = response
            .header("cache-control", "no-cache")
            .body(())
            .unwrap()
            .into_parts();
        Self(subscription.response(&response))
    }

    fn send(&mut self, event: &Value) {
        self.0.data(format!("data: {event}\n\n").as_bytes());
    }

    fn status(&mut self, state: &str, timestamp: u32) {
        let mut update = task(state, timestamp);
        update["taskId"] = update.as_object_mut().unwrap().remove("id").unwrap();
        self.send(&json!({ "statusUpdate": update }));
    }

    fn chunk(&mut self, text: &str) {
        let artifact = json!({ "artifactId": "a", "parts": [{ "text": text }] });
        let update = json!({ "taskId": "t", "contextId": "c", "artifact": artifact, "append": text != "1" });
        self.send(&json!({ "artifactUpdate": update }));
    }
}

#[test]
fn a_stream_that_lags_behind_tells_of_the_past() {
    let talk = Talk::new();
    let subscribe = || Stream::of(talk.ask("POST", "/tasks/t:subscribe", &json!({})));
    let (mut fast, mut slow) = (subscribe(), subscribe());
    for stream in [&mut fast, &mut slow] {
        stream.send(&json!({ "task": task("TASK_STATE_SUBMITTED", 1) }));
        stream.chunk("1");
    }
    fast.chunk("2");
    fast.status("TASK_STATE_COMPLETED", 3);
    fast.0.end(true);
    let mut completed = task("TASK_STATE_COMPLETED", 3);
    completed["artifacts"] = json!([{ "artifactId": "a", "parts": [{ "text": "1" }, { "text": "2" }] }]);
    answer(talk.get(), &completed);
    slow.status("TASK_STATE_WORKING", 2);
    slow.chunk("2");
    slow.status("TASK_STATE_COMPLETED", 3);
    slow.0.end(true);
    answer(talk.get(), &completed);
    assert_eq!(talk.broken(), Vec::<String>::new());
}

#[test]
fn what_a_lagging_stream_has_told_so_far_is_not_all_that_there_is() {
    let talk = Talk::new();
    let mut slow = Stream::of(talk.ask("POST", "/tasks/t:subscribe", &json!({})));
    slow.send(&json!({ "task": task("TASK_STATE_SUBMITTED", 1) }));
    // That the task has ended is known from elsewhere, but not what it has made.
    let mut listed = task("TASK_STATE_COMPLETED", 3);
    answer(
        talk.ask("GET", "/tasks", &Value::Null),
        &json!({
            "tasks": [listed], "nextPageToken": "", "pageSize": 50, "totalSize": 1,
        }),
    );
    slow.chunk("1");
    listed = task("TASK_STATE_COMPLETED", 3);
    listed["artifacts"] = json!([{ "artifactId": "a", "parts": [{ "text": "12" }] }]);
    answer(talk.get(), &listed);
    slow.chunk("2");
    slow.status("TASK_STATE_COMPLETED", 3);
    slow.0.end(true);
    assert_eq!(talk.broken(), Vec::<String>::new());
}

#[test]
fn an_event_that_could_not_be_read_is_not_held_against_what_follows() {
    let talk = Talk::new();
    let mut stream = Stream::of(talk.ask("POST", "/tasks/t:subscribe", &json!({})));
    stream.0.data(b"data: {\n\n");
    stream.chunk("2");
    stream.status("TASK_STATE_COMPLETED", 3);
    stream.0.end(true);
    assert_eq!(talk.broken(), ["syntax"]);
    let mut completed = task("TASK_STATE_COMPLETED", 3);
    completed["artifacts"] = json!([{ "artifactId": "a", "parts": [{ "text": "12" }] }]);
    answer(talk.get(), &completed);
    assert_eq!(talk.broken(), ["syntax"]);
}

#[test]
fn tenants_do_not_share_tasks() {
    let talk = Talk::new();
    answer(
        talk.ask("GET", "/acme/tasks/t", &Value::Null),
        &task("TASK_STATE_WORKING", 1),
    );
    let refuse = |path: &str| {
        let exchange = talk.ask("GET", path, &Value::Null);
        let response = Response::builder()
            .status(404)
            .header("content-type", "application/json");
        let (response, ()) = response.body(()).unwrap().into_parts();
        let details = [json!({
            "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "TASK_NOT_FOUND", "domain": "a2a-protocol.org",
        })];
        let error = json!({ "code": 404, "status": "NOT_FOUND", "message": "no", "details": details });
        let mut tap = exchange.response(&response);
        tap.data(json!({ "error": error }).to_string().as_bytes());
        tap.end(true);
    };
    refuse("/tasks/t");
    assert_eq!(talk.broken(), Vec::<String>::new());
    refuse("/acme/tasks/t");
    assert_eq!(talk.broken(), ["task-lost"]);
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
