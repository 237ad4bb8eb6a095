//! HTTP+JSON documents, in both directions, and agent cards.

use crate::exchange::{A2A_JSON, Answered, Asked, ERROR, EVENTS, JSON, TASK, assert_found, pass};
use a2a_validator::Subject;
use a2a_validator::layer::{Binding, Direction};

const SENT: &str = r#"{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"text":"hi"}]}}"#;

#[tokio::test]
async fn a_valid_exchange() {
    let answer = format!(r#"{{"task":{TASK}}}"#);
    let records = pass(
        Asked("POST /message:send", A2A_JSON, SENT),
        Answered(200, A2A_JSON, &answer),
    )
    .await;
    assert_found(&records, &[], &[]);
    let [request, response] = &records[..] else {
        panic!("{records:#?}")
    };
    assert_eq!(
        (request.binding, request.operation),
        (Binding::HttpJson, Some("SendMessage"))
    );
    assert_eq!(request.subject, Some(Subject::Request("SendMessage")));
    assert_eq!(response.subject, Some(Subject::Response("SendMessage")));
}

#[tokio::test]
async fn requests() {
    for (asked, expected) in [
        (Asked("GET /tasks/t?historyLength=3", "", ""), &[][..]),
        (Asked("GET /tasks/a%2Fb/", "", ""), &[]),
        (Asked("GET /acme/tasks/t", "", ""), &[]),
        (
            Asked("GET /tasks/t?historyLength=-3", "", ""),
            &["/historyLength minimum"],
        ),
        (
            Asked("GET /tasks/t?historyLength=all", "", ""),
            &["/historyLength type"],
        ),
        (
            Asked("GET /tasks/t?history_length=3", "", ""),
            &["/history_length additionalProperties"],
        ),
        (Asked("GET /tasks/t?A2A-Version=1.0", "", ""), &[]),
        (
            Asked(
                "GET /tasks?pageSize=5&includeArtifacts=true&status=TASK_STATE_FAILED",
                "",
                "",
            ),
            &[],
        ),
        (Asked("GET /tasks?pageSize=&pageToken=", "", ""), &[]),
        (Asked("GET /tasks?status=failed", "", ""), &["/status enum"]),
        (Asked("GET /tasks?status=4", "", ""), &["/status enum"]),
        (Asked("POST /tasks/t:cancel", "", ""), &[]),
        (Asked("POST /tasks/t:cancel", JSON, "{}"), &[]),
        (Asked("POST /tasks/t:cancel", JSON, "null"), &[" type"]),
        (
            Asked("POST /tasks/t:cancel", JSON, r#"{"reason":1}"#),
            &["/reason additionalProperties"],
        ),
        (Asked("POST /tasks/t:cancel", A2A_JSON, "{"), &[" syntax"]),
        (
            Asked(
                "POST /tasks/t/pushNotificationConfigs",
                A2A_JSON,
                r#"{"url":"https://h.example"}"#,
            ),
            &[],
        ),
        (
            Asked("POST /tasks/t/pushNotificationConfigs", A2A_JSON, "{}"),
            &[" required"],
        ),
        (
            Asked("POST /message:send", "text/plain", SENT),
            &[" content-type"],
        ),
        (Asked("POST /message:send", "", SENT), &[" content-type"]),
        (Asked("POST /message:send", A2A_JSON, ""), &[" required"]),
        (Asked("GET /tasks/t:cancel", "", ""), &[]),
        (Asked("PUT /tasks/t", "", ""), &[" route"]),
        (Asked("GET /v1/card", "", ""), &[" route"]),
    ] {
        let records = pass(asked, Answered(404, A2A_JSON, ERROR)).await;
        assert_found(&records, expected, &[]);
        assert!(records.iter().all(|record| record.refused), "{}", asked.0);
        assert_eq!(records.len(), 2);
    }
}

#[tokio::test]
async fn responses() {
    let get = Asked("GET /tasks/t", "", "");
    let delete = Asked("DELETE /tasks/t/pushNotificationConfigs/p", "", "");
    let unknown = Asked("GET /unknown", "", "");
    for (asked, answered, expected) in [
        (get, Answered(200, A2A_JSON, TASK), &[][..]),
        (get, Answered(200, JSON, TASK), &[]),
        (get, Answered(200, "text/plain", TASK), &[" content-type"]),
        (
            get,
            Answered(200, A2A_JSON, r#"{"id":"t","status":{"state":"working"}}"#),
            &["/status/state enum"],
        ),
        (get, Answered(200, A2A_JSON, ""), &[" syntax"]),
        (
            get,
            Answered(200, A2A_JSON, ERROR),
            &[" required", " required", "/error additionalProperties"],
        ),
        (get, Answered(404, A2A_JSON, ERROR), &[]),
        (get, Answered(400, A2A_JSON, ERROR), &["/error/code status"]),
        (
            get,
            Answered(404, "text/plain", "Not Found"),
            &[" syntax", " content-type"],
        ),
        (
            get,
            Answered(404, JSON, r#"{"detail":"Not Found"}"#),
            &[" required", "/detail additionalProperties"],
        ),
        (get, Answered(401, "", ""), &[]),
        (get, Answered(401, JSON, "{}"), &[" required"]),
        (get, Answered(308, "", ""), &[]),
        (
            get,
            Answered(200, EVENTS, &format!("data: {TASK}\n\n")),
            &[" content-type"],
        ),
        (delete, Answered(204, "", ""), &[]),
        (delete, Answered(200, "", ""), &[]),
        (delete, Answered(200, A2A_JSON, "{}"), &[]),
        (
            delete,
            Answered(200, A2A_JSON, r#"{"id":"p"}"#),
            &[" maxProperties"],
        ),
        (delete, Answered(404, "", ""), &[" syntax", " content-type"]),
        // What is at an unknown path may be anything, if it works.
        (unknown, Answered(200, "text/html", "<html>"), &[]),
        (
            unknown,
            Answered(404, "text/plain", "Not Found"),
            &[" syntax", " content-type"],
        ),
    ] {
        let records = pass(asked, answered).await;
        let found = crate::exchange::found(&records, Direction::Response);
        assert_eq!(found, expected, "{} {} {}", asked.0, answered.0, answered.2);
    }
}

#[tokio::test]
async fn agent_cards() {
    let asked = Asked("GET /.well-known/agent-card.json", "", "");
    let card = r#"{"name":"n","description":"d","version":"1","capabilities":{},
        "supportedInterfaces":[{"url":"https://a.example","protocolBinding":"JSONRPC","protocolVersion":"1.0"}],
        "defaultInputModes":["text/plain"],"defaultOutputModes":["text/plain"],
        "skills":[{"id":"s","name":"n","description":"d","tags":["t"]}]}"#;
    for (answered, expected) in [
        (Answered(200, JSON, card), &[][..]),
        (Answered(200, "text/plain", card), &[" content-type"]),
        (
            Answered(200, JSON, &card.replace("skills", "skill")),
            &[" required", "/skill additionalProperties"],
        ),
        (Answered(304, "", ""), &[]),
        (Answered(404, "text/plain", "Not Found"), &[]),
    ] {
        let records = pass(asked, answered).await;
        let caching = ["cache-control", "etag"];
        let found = records.iter().flat_map(|record| &record.findings);
        let found: Vec<_> = found
            .filter(|finding| !caching.contains(&finding.rule.as_str()))
            .map(|finding| format!("{} {}", finding.pointer, finding.rule))
            .collect();
        assert_eq!(found, expected);
        assert!(records.iter().all(|record| record.binding == Binding::AgentCard));
    }
}
