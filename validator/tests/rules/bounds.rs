//! Whatever a peer says, the rules go on, and remember only so much.

use crate::case::{self, Conversation};
use crate::wire::{VALIDATOR, found};
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::traffic::{Inspector, Mounts, Recorder};
use a2a_validator::{Conversation as Rules, StreamRules, check_card};
use http::{Request, Response};
use serde_json::{Value, json};

/// What stands in for a value of any other kind.
fn others() -> [Value; 7] {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    [
        json!(null),
        json!(-1.5),
        json!(u64::MAX),
        json!("\u{0}/~ é"),
        json!([]),
        json!({}),
        deep,
    ]
}

/// Calls `visit` with the document, once for each value in it and each of the others in its place.
fn spoil(document: &Value, mut visit: impl FnMut(Value)) {
    fn pointers(value: &Value, pointer: &str, found: &mut Vec<String>) {
        found.push(pointer.to_owned());
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    pointers(item, &format!("{pointer}/{index}"), found);
                }
            }
            Value::Object(members) => {
                for (name, item) in members {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    pointers(item, &format!("{pointer}/{name}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    pointers(document, "", &mut found);
    for pointer in found {
        for other in others() {
            let mut spoilt = document.clone();
            *spoilt.pointer_mut(&pointer).unwrap() = other;
            visit(spoilt);
        }
    }
}

#[test]
fn nothing_that_is_said_in_a_stream_or_a_card_stops_the_rules() {
    let mut total = 0;
    for case in case::all() {
        for exchange in &case.conversation.exchanges {
            if let Some(events) = &exchange.events {
                spoil(&Value::from(events.clone()), |events| {
                    let mut rules = StreamRules::of_message(&Value::Object(exchange.request.clone()));
                    for event in events.as_array().into_iter().flatten() {
                        rules.event(event);
                    }
                    rules.end(true);
                    total += 1;
                });
            }
            if let Some(card) = exchange
                .answer
                .as_ref()
                .filter(|_| exchange.operation == "AgentCard")
            {
                spoil(card, |card| {
                    let _ = check_card(&card);
                    total += 1;
                });
            }
        }
    }
    assert!(total > 5000, "{total}");
}

#[tokio::test]
async fn nothing_that_is_said_in_a_conversation_stops_the_rules() {
    for case in case::all() {
        let Conversation { card, exchanges } = &case.conversation;
        for (index, exchange) in exchanges.iter().enumerate() {
            let (Some(answer), true) = (&exchange.answer, exchange.operation != "AgentCard") else {
                continue;
            };
            let mut spoilt = Vec::new();
            spoil(answer, |answer| spoilt.push(answer));
            // Every eleventh: seven values at each place, so that places and values meet in every way. A string would be
            // taken for the name of an error here.
            for answer in spoilt
                .into_iter()
                .step_by(11)
                .filter(|answer| !answer.is_string())
            {
                let mut exchanges = exchanges.clone();
                exchanges[index].answer = Some(answer);
                let card = card.clone();
                found(&Conversation { card, exchanges }, true).await;
            }
        }
    }
}

#[test]
fn what_was_forgotten_is_not_held_against_anybody() {
    let recorder = Recorder::with_capacity(10);
    let mut rules = Rules::new(&PROTOCOL);
    let inspector = Inspector::new(VALIDATOR.clone(), Mounts::new().http_json("/"), recorder.sink())
        .with_rules(move |record| rules.observe(record));
    let get = |id: &str, status: u16, answer: &Value| {
        let request = Request::get(format!("/tasks/{id}")).header("a2a-version", "1.0");
        let (request, ()) = request.body(()).unwrap().into_parts();
        let (exchange, tap) = inspector.request(&request);
        tap.end(true);
        let response = Response::builder()
            .status(status)
            .header("content-type", "application/json");
        let (response, ()) = response.body(()).unwrap().into_parts();
        let mut tap = exchange.response(&response);
        tap.data(answer.to_string().as_bytes());
        tap.end(true);
    };
    let task = |id: &str, state: &str| json!({ "id": id, "contextId": "c", "status": { "state": state } });
    get("first", 200, &task("first", "TASK_STATE_COMPLETED"));
    for number in 0..10_000 {
        let id = format!("t-{number}");
        get(&id, 200, &task(&id, "TASK_STATE_WORKING"));
    }
    // The first one is forgotten, so that nobody knows that it had ended, or that it was there at all.
    get("first", 200, &task("first", "TASK_STATE_WORKING"));
    let details = [json!({
        "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "TASK_NOT_FOUND", "domain": "a2a-protocol.org",
    })];
    let error =
        json!({ "error": { "code": 404, "status": "NOT_FOUND", "message": "no", "details": details } });
    get("t-0", 404, &error);
    let findings = recorder.records().into_iter().flat_map(|record| record.findings);
    assert_eq!(findings.collect::<Vec<_>>(), []);
    // The latest one is known.
    get("t-9999", 404, &error);
    let findings = recorder.records().into_iter().flat_map(|record| record.findings);
    assert_eq!(
        findings.map(|finding| finding.rule).collect::<Vec<_>>(),
        ["task-lost"]
    );
}

#[test]
fn a_stream_of_any_length_is_followed() {
    let mut rules = StreamRules::new();
    rules.event(
        &json!({ "task": { "id": "t", "contextId": "c", "status": { "state": "TASK_STATE_WORKING" } } }),
    );
    let chunk = |artifact: String, append: bool| {
        let artifact = json!({ "artifactId": artifact, "parts": [{ "text": "x" }] });
        json!({ "artifactUpdate": { "taskId": "t", "contextId": "c", "artifact": artifact, "append": append } })
    };
    for number in 0..1000 {
        assert_eq!(rules.event_id(&number.to_string()), []);
        assert_eq!(rules.event(&chunk(format!("a-{number}"), false)), []);
    }
    // Of the first artifact nobody can say any more that it was not there.
    assert_eq!(rules.event(&chunk("a-0".to_owned(), true)), []);
    assert_eq!(rules.event(&chunk("new".to_owned(), true)), []);
}
