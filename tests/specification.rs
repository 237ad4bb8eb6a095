//! Requests in the form of the specification's own examples, as anybody would send them with curl.

use a2a_tests::World;
use serde_json::{Value, json};

/// Sends and gives status, media type and JSON.
async fn call(
    world: &World,
    verb: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (u16, String, Value) {
    let http = a2a_runtime::client::http_client().unwrap();
    let mut request = http.request(verb.parse().unwrap(), format!("{}{path}", world.origin));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.body(body.to_owned()).send().await.unwrap();
    let status = response.status().as_u16();
    let content_type = response.headers()["content-type"].to_str().unwrap().to_owned();
    let text = response.text().await.unwrap();
    (
        status,
        content_type,
        serde_json::from_str(&text).unwrap_or(Value::String(text)),
    )
}

const HTTP_JSON: &[(&str, &str)] = &[("Content-Type", "application/a2a+json"), ("A2A-Version", "1.0")];
const JSON_RPC: &[(&str, &str)] = &[("Content-Type", "application/json"), ("A2A-Version", "1.0")];

/// §6.1, §11.4: a message by HTTP+JSON.
#[tokio::test]
async fn a_message_by_http_json() {
    let world = World::start().await;
    let body =
        r#"{"message": {"role": "ROLE_USER", "parts": [{"text": "What is new?"}], "messageId": "msg-uuid"}}"#;
    let (status, content_type, answer) = call(&world, "POST", "/v1/message:send", HTTP_JSON, body).await;
    assert_eq!((status, content_type.as_str()), (200, "application/a2a+json"));
    assert_eq!(answer["task"]["status"]["state"], "TASK_STATE_COMPLETED");
    assert_eq!(
        answer["task"]["artifacts"][0]["parts"],
        json!([{"text": "What is new?"}])
    );
    let id = answer["task"]["id"].as_str().unwrap();

    let (status, _, task) = call(
        &world,
        "GET",
        &format!("/v1/tasks/{id}?historyLength=0"),
        HTTP_JSON,
        "",
    )
    .await;
    assert_eq!((status, &task["id"]), (200, &answer["task"]["id"]));
    assert!(
        task.get("history").is_none(),
        "a length of 0 leaves the history out (§3.2.4)"
    );
    let (status, _, list) = call(&world, "GET", "/v1/tasks?pageSize=10", HTTP_JSON, "").await;
    assert_eq!(status, 200);
    assert_eq!(
        (&list["totalSize"], &list["pageSize"], &list["nextPageToken"]),
        (&json!(1), &json!(10), &json!(""))
    );
    assert!(
        list["tasks"][0].get("artifacts").is_none(),
        "not asked for (§3.1.4)"
    );
    world.finish().await;
}

/// §6.2, §11.7: a stream by HTTP+JSON.
#[tokio::test]
async fn a_stream_by_http_json() {
    let world = World::start().await;
    let body =
        r#"{"message": {"role": "ROLE_USER", "parts": [{"text": "stream 2"}], "messageId": "msg-uuid"}}"#;
    let (status, content_type, answer) = call(&world, "POST", "/v1/message:stream", HTTP_JSON, body).await;
    assert_eq!((status, content_type.as_str()), (200, "text/event-stream"));
    let events: Vec<Value> = data_lines(&answer);
    assert!(events[0]["task"]["id"].is_string());
    assert!(
        events
            .iter()
            .any(|event| event["artifactUpdate"]["lastChunk"] == true)
    );
    assert_eq!(
        events.last().unwrap()["statusUpdate"]["status"]["state"],
        "TASK_STATE_COMPLETED"
    );
    world.finish().await;
}

fn data_lines(answer: &Value) -> Vec<Value> {
    let lines = answer.as_str().unwrap().lines();
    lines
        .filter_map(|line| line.strip_prefix("data: "))
        .map(|data| serde_json::from_str(data).unwrap())
        .collect()
}

/// §9.4: each method by JSON-RPC.
#[tokio::test]
async fn methods_by_json_rpc() {
    let world = World::start().await;
    let body = r#"{"jsonrpc": "2.0", "id": 1, "method": "SendMessage",
        "params": {"message": {"role": "ROLE_USER", "parts": [{"text": "hi"}], "messageId": "m"}}}"#;
    let (status, content_type, answer) = call(&world, "POST", "/rpc", JSON_RPC, body).await;
    assert_eq!((status, content_type.as_str()), (200, "application/json"));
    assert_eq!((&answer["jsonrpc"], &answer["id"]), (&json!("2.0"), &json!(1)));
    let task = &answer["result"]["task"];
    assert_eq!(task["status"]["state"], "TASK_STATE_COMPLETED");

    let body = json!({"jsonrpc": "2.0", "id": 2, "method": "GetTask", "params": {"id": task["id"], "historyLength": 10}});
    let (_, _, answer) = call(&world, "POST", "/rpc", JSON_RPC, &body.to_string()).await;
    assert_eq!(answer["result"]["id"], task["id"]);
    let body = json!({"jsonrpc": "2.0", "id": 3, "method": "ListTasks", "params": {"status": "TASK_STATE_WORKING", "pageSize": 50}});
    let (_, _, answer) = call(&world, "POST", "/rpc", JSON_RPC, &body.to_string()).await;
    assert_eq!(
        answer["result"],
        json!({"tasks": [], "nextPageToken": "", "pageSize": 50, "totalSize": 0})
    );
    // §9.4.8: without parameters.
    let (_, _, answer) = call(
        &world,
        "POST",
        "/rpc",
        JSON_RPC,
        r#"{"jsonrpc": "2.0", "id": 6, "method": "GetExtendedAgentCard"}"#,
    )
    .await;
    assert_eq!(answer["error"]["code"], -32004);
    world.finish().await;
}

/// §9.4.2: a stream by JSON-RPC, an envelope each.
#[tokio::test]
async fn a_stream_by_json_rpc() {
    let world = World::start().await;
    let body = r#"{"jsonrpc": "2.0", "id": "s", "method": "SendStreamingMessage",
        "params": {"message": {"role": "ROLE_USER", "parts": [{"text": "stream 2"}], "messageId": "m"}}}"#;
    let (status, content_type, answer) = call(&world, "POST", "/rpc", JSON_RPC, body).await;
    assert_eq!((status, content_type.as_str()), (200, "text/event-stream"));
    let events = data_lines(&answer);
    assert!(
        events
            .iter()
            .all(|event| event["id"] == "s" && event["jsonrpc"] == "2.0")
    );
    assert_eq!(
        events.last().unwrap()["result"]["statusUpdate"]["status"]["state"],
        "TASK_STATE_COMPLETED"
    );
    world.finish().await;
}

/// §9.5, §11.6, §6.5: errors in both bindings' forms.
#[tokio::test]
async fn errors_in_both_forms() {
    let world = World::start().await;
    let info = json!({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "TASK_NOT_FOUND", "domain": "a2a-protocol.org"});
    let body = r#"{"jsonrpc": "2.0", "id": 2, "method": "GetTask", "params": {"id": "nonexistent"}}"#;
    let (status, _, answer) = call(&world, "POST", "/rpc", JSON_RPC, body).await;
    assert_eq!(
        (status, &answer["id"], &answer["error"]["code"]),
        (200, &json!(2), &json!(-32001))
    );
    let contains = |detail: &Value| {
        info.as_object()
            .unwrap()
            .iter()
            .all(|(key, value)| detail[key] == *value)
    };
    assert!(contains(&answer["error"]["data"][0]), "{answer}");
    let (status, _, answer) = call(&world, "GET", "/v1/tasks/nonexistent", HTTP_JSON, "").await;
    assert_eq!(
        (status, &answer["error"]["code"], &answer["error"]["status"]),
        (404, &json!(404), &json!("NOT_FOUND"))
    );
    assert!(contains(&answer["error"]["details"][0]), "{answer}");

    let (status, _, answer) = call(
        &world,
        "GET",
        "/v1/tasks?pageSize=150&historyLength=-5&status=TASK_STATE_RUNNING",
        HTTP_JSON,
        "",
    )
    .await;
    assert_eq!(
        (status, &answer["error"]["status"]),
        (400, &json!("INVALID_ARGUMENT"))
    );
    let violations = answer["error"]["details"][0]["fieldViolations"]
        .as_array()
        .unwrap();
    let mut fields: Vec<_> = violations
        .iter()
        .map(|violation| violation["field"].as_str().unwrap())
        .collect();
    fields.sort_unstable();
    assert_eq!(fields, ["historyLength", "pageSize", "status"]);

    // §6.4: a version that is not served.
    let headers = [("Content-Type", "application/a2a+json"), ("A2A-Version", "0.5")];
    let (status, _, answer) = call(&world, "POST", "/v1/message:send", &headers, "{}").await;
    assert_eq!(
        (status, &answer["error"]["details"][0]["reason"]),
        (400, &json!("VERSION_NOT_SUPPORTED"))
    );
    // §3.6.2: no version means 0.3, which is not served either; the parameter serves as well as the header.
    let (status, _, _) = call(&world, "GET", "/v1/tasks", &[], "").await;
    assert_eq!(status, 400);
    let (status, _, _) = call(&world, "GET", "/v1/tasks?A2A-Version=1.0", &[], "").await;
    assert_eq!(status, 200);
    world.finish().await;
}

/// §8.2, §8.6: the card, and asking for it again.
#[tokio::test]
async fn the_card_at_its_well_known_address() {
    let world = World::start().await;
    let http = a2a_runtime::client::http_client().unwrap();
    let url = format!("{}/.well-known/agent-card.json", world.origin);
    let response = http.get(&url).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/json");
    assert!(
        response.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("max-age=")
    );
    let tag = response.headers()["etag"].clone();
    let card: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    assert_eq!(card["supportedInterfaces"][0]["protocolBinding"], "JSONRPC");
    let again = http.get(&url).header("If-None-Match", tag).send().await.unwrap();
    assert_eq!(again.status().as_u16(), 304);
    world.finish().await;
}
