//! An agent that does what the id of a task or the text of a message says.

use a2a_runtime::client::http_client;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use axum::routing::{get, post};
use futures_util::stream;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub(crate) struct Agent {
    pub(crate) url: String,
    /// Every request that came, with its headers.
    pub(crate) requests: Arc<Mutex<Vec<(HeaderMap, Value)>>>,
}

#[derive(Clone)]
struct Served {
    card: Value,
    requests: Arc<Mutex<Vec<(HeaderMap, Value)>>>,
    polls: Arc<Mutex<BTreeMap<String, usize>>>,
}

pub(crate) fn card(address: &str, capabilities: Value) -> Value {
    json!({
        "name": "Fake", "description": "d", "version": "1", "capabilities": capabilities,
        "defaultInputModes": ["text/plain"], "defaultOutputModes": ["text/plain"],
        "skills": [{"id": "known", "name": "n", "description": "d", "tags": ["t"]}],
        "supportedInterfaces": [
            {"url": format!("http://{address}/rpc"), "protocolBinding": "JSONRPC", "protocolVersion": "1.0", "tenant": "acme"},
        ],
    })
}

impl Agent {
    pub(crate) async fn start() -> Self {
        Self::with_capabilities(json!({"streaming": true, "pushNotifications": true})).await
    }

    pub(crate) async fn with_capabilities(capabilities: Value) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let requests = Arc::default();
        let served = Served {
            card: card(&address, capabilities),
            requests: Arc::clone(&requests),
            polls: Arc::default(),
        };
        let router = Router::new()
            .route("/.well-known/agent-card.json", get(serve_card))
            .route("/rpc", post(rpc))
            .with_state(served);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            url: format!("http://{address}"),
            requests,
        }
    }
}

async fn serve_card(State(served): State<Served>) -> Response<Body> {
    let body = Body::from(served.card.to_string());
    let response = Response::builder()
        .header("content-type", "application/json")
        .header("etag", "\"1\"");
    response.header("cache-control", "max-age=60").body(body).unwrap()
}

async fn rpc(State(served): State<Served>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let request: Value = serde_json::from_slice(&body).unwrap_or_default();
    served
        .requests
        .lock()
        .unwrap()
        .push((headers.clone(), request.clone()));
    let params = &request["params"];
    match request["method"].as_str() {
        Some("GetTask" | "CancelTask") => {
            task(
                &served,
                &request,
                &headers,
                params["id"].as_str().unwrap_or_default(),
            )
            .await
        }
        Some("SendMessage") => send(&request, &headers),
        Some("SendStreamingMessage" | "SubscribeToTask") => streaming(&request),
        Some("CreateTaskPushNotificationConfig") => push(&request),
        _ => error(&request, -32601, "no such method"),
    }
}

async fn task(served: &Served, request: &Value, headers: &HeaderMap, id: &str) -> Response<Body> {
    let task = |state: &str| json!({"id": id, "contextId": "c", "status": {"state": state}});
    let text = |status: u16, media_type: &str, body: &str| {
        let response = Response::builder()
            .status(status)
            .header("content-type", media_type);
        response.body(Body::from(body.to_owned())).unwrap()
    };
    match id {
        "missing" => error(request, -32001, "there is no such task"),
        "not-cancelable" => error(request, -32002, "it is over"),
        "html" => text(500, "text/html", "<h1>oops</h1>"),
        "no-envelope" => text(200, "application/json", "{\"id\": \"t\"}"),
        "wrong-id" => text(
            200,
            "application/json",
            "{\"jsonrpc\": \"2.0\", \"id\": 7, \"result\": {}}",
        ),
        "neither" => result(request, None),
        "failed-status" => {
            let mut response = result(request, Some(task("TASK_STATE_COMPLETED")));
            *response.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
        "slow" => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            result(request, Some(task("TASK_STATE_WORKING")))
        }
        "huge" => text(200, "application/json", &format!("\"{}\"", "x".repeat(17 << 20))),
        "invalid" => result(request, Some(json!({"id": id, "status": {"state": "done"}}))),
        // An agent that says what it should keep to itself, where it is looked at and where texts are cut.
        "tell" => {
            let secret = headers
                .get("authorization")
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
            let secret = secret.unwrap_or_default();
            let state = format!("{secret} {}{secret}", "x".repeat(360));
            result(
                request,
                Some(json!({"id": secret, secret.clone(): 1, "status": {"state": state}})),
            )
        }
        "hostile" => result(
            request,
            Some(json!({"id": id, "status": {"state": "<script>alert(1)</script>"}})),
        ),
        _ if id.starts_with("poll") => {
            let mut polls = served.polls.lock().unwrap();
            let count = polls.entry(id.to_owned()).or_default();
            *count += 1;
            let done = *count >= 3;
            result(
                request,
                Some(task(if done {
                    "TASK_STATE_COMPLETED"
                } else {
                    "TASK_STATE_WORKING"
                })),
            )
        }
        _ => result(request, Some(task("TASK_STATE_COMPLETED"))),
    }
}

fn send(request: &Value, headers: &HeaderMap) -> Response<Body> {
    let message = &request["params"]["message"];
    let text = message["parts"][0]["text"].as_str().unwrap_or_default();
    if message["messageId"].as_str().unwrap_or_default().is_empty() {
        return error(request, -32602, "messageId is missing");
    }
    let authorization = headers
        .get("authorization")
        .map(|value| String::from_utf8_lossy(value.as_bytes()));
    let answer = match text {
        // An agent that says what it should keep to itself.
        "echo" => {
            json!({"message": {"messageId": "m", "role": "ROLE_AGENT", "parts": [{"text": format!("{authorization:?}")}]}})
        }
        "parts" => {
            json!({"task": {"id": "t", "contextId": "c", "status": {"state": "TASK_STATE_COMPLETED"}, "artifacts": [
                {"artifactId": "a", "parts": [{"text": "one"}, {"data": {"n": 1}}]}, {"artifactId": "b", "parts": [{"text": "two"}]},
            ]}})
        }
        // An agent that makes up a context although the client has one.
        "own context" => {
            json!({"task": {"id": "t", "contextId": "c", "status": {"state": "TASK_STATE_SUBMITTED"}}})
        }
        _ => {
            let context = message["contextId"].as_str().unwrap_or("c");
            json!({"task": {"id": "t", "contextId": context, "status": {"state": "TASK_STATE_SUBMITTED"}}})
        }
    };
    result(request, Some(answer))
}

fn status(state: &str) -> Value {
    json!({"statusUpdate": {"taskId": "t", "contextId": "c", "status": {"state": state}}})
}

fn streaming(request: &Value) -> Response<Body> {
    let params = &request["params"];
    let what = params["message"]["parts"][0]["text"]
        .as_str()
        .or(params["id"].as_str())
        .unwrap_or_default();
    let begun = json!({"task": {"id": "t", "contextId": "c", "status": {"state": "TASK_STATE_WORKING"}}});
    let artifact = json!({"artifactUpdate": {"taskId": "t", "contextId": "c", "artifact": {"artifactId": "a", "parts": [{"text": "x"}]}}});
    let done = status("TASK_STATE_COMPLETED");
    let frame = |event: &Value| {
        let envelope = json!({"jsonrpc": "2.0", "id": request["id"], "result": event});
        format!("data: {envelope}\n\n")
    };
    let all = |events: &[&Value]| events.iter().map(|event| frame(event)).collect::<String>();
    let events = match what {
        "over" => return error(request, -32004, "it is over"),
        "document" => return result(request, Some(begun)),
        "back" => all(&[&begun, &done, &status("TASK_STATE_WORKING")]),
        "cut" => format!("{}data: {{", all(&[&begun])),
        "broken" => format!("{}data: {{\n\n", all(&[&begun])),
        "message" => {
            all(&[&json!({"message": {"messageId": "m", "role": "ROLE_AGENT", "parts": [{"text": "x"}]}})])
        }
        "refused" => format!(
            "data: {}\n\n",
            json!({"jsonrpc": "2.0", "id": request["id"], "error": {"code": -32004, "message": "no"}})
        ),
        "empty" => String::new(),
        "endless" => {
            let first = all(&[&begun]);
            let forever = stream::unfold(Some(first), |next| async move {
                match next {
                    Some(first) => Some((Ok::<_, Infallible>(first), None)),
                    None => std::future::pending().await,
                }
            });
            return event_stream(Body::from_stream(forever));
        }
        _ => all(&[&begun, &artifact, &done]),
    };
    event_stream(Body::from(events))
}

fn event_stream(body: Body) -> Response<Body> {
    let response = Response::builder()
        .header("content-type", "text/event-stream")
        .header("cache-control", "no-cache");
    response.body(body).unwrap()
}

/// Registers a webhook and calls it at once, as its id says.
fn push(request: &Value) -> Response<Body> {
    let config = request["params"].clone();
    let (id, url) = (
        config["id"].as_str().unwrap_or_default().to_owned(),
        config["url"].as_str().unwrap_or_default().to_owned(),
    );
    if id == "refuse" {
        return error(request, -32602, "the webhook is on loopback");
    }
    let authentication = config["authentication"].clone();
    tokio::spawn(async move {
        let event = if id == "invalid" {
            json!({"kind": "task"})
        } else {
            status("TASK_STATE_COMPLETED")
        };
        let mut call = http_client()
            .unwrap()
            .post(url)
            .header("content-type", "application/a2a+json")
            .body(event.to_string());
        if let (Some(scheme), Some(credentials)) = (
            authentication["scheme"].as_str(),
            authentication["credentials"].as_str(),
        ) && id != "forgetful"
        {
            call = call.header("authorization", format!("{scheme} {credentials}"));
        }
        if id != "silent" {
            call.send().await.unwrap();
        }
    });
    result(request, Some(config))
}

fn result(request: &Value, result: Option<Value>) -> Response<Body> {
    let mut envelope = json!({"jsonrpc": "2.0", "id": request["id"]});
    if let Some(result) = result {
        envelope["result"] = result;
    }
    let response = Response::builder().header("content-type", "application/json");
    response.body(Body::from(envelope.to_string())).unwrap()
}

fn error(request: &Value, code: i64, message: &str) -> Response<Body> {
    let envelope = json!({"jsonrpc": "2.0", "id": request["id"], "error": {"code": code, "message": message, "data": []}});
    let response = Response::builder().header("content-type", "application/json");
    response.body(Body::from(envelope.to_string())).unwrap()
}
