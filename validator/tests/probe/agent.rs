//! An agent without tasks that does everything right, unless a test says otherwise.

use a2a_bindings::v1_0::PROTOCOL;
use a2a_runtime::client::http_client;
use a2a_validator::probe::{Options, ProbeError, ProbeErrorKind, Probed, probe};
use a2a_validator::{Severity, Validator};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request as an agent sees it, whatever the binding.
pub(crate) struct Asked {
    pub(crate) json_rpc: bool,
    /// Of JSON-RPC the method, of HTTP+JSON the verb and the path below the interface, without the id of the task.
    pub(crate) operation: String,
    pub(crate) headers: HeaderMap,
    /// Of JSON-RPC the body, of HTTP+JSON the query.
    pub(crate) body: Value,
    /// The capabilities that the card declares.
    pub(crate) capabilities: Value,
}

/// Answers instead of the agent, or not.
pub(crate) type Answer = dyn Fn(&Asked) -> Option<Response<Body>> + Send + Sync;
/// Answers a request for the card, which is given, instead of the agent.
pub(crate) type CardAnswer = dyn Fn(&HeaderMap, &str, &Value) -> Option<Response<Body>> + Send + Sync;

/// What is different from an agent that does everything right.
pub(crate) struct Agent {
    pub(crate) edit: Box<dyn Fn(&mut Value) + Send + Sync>,
    pub(crate) answer: Box<Answer>,
    pub(crate) card_answer: Box<CardAnswer>,
}

impl Default for Agent {
    fn default() -> Self {
        Self {
            edit: Box::new(|_| {}),
            answer: Box::new(|_| None),
            card_answer: Box::new(|_, _, _| None),
        }
    }
}

/// A running agent.
pub(crate) struct Running {
    pub(crate) url: String,
    /// What was asked, but for the card.
    pub(crate) asked: Arc<Mutex<Vec<(String, HeaderMap, Value)>>>,
}

pub(crate) fn response(status: u16, media_type: &str, body: impl Into<Body>) -> Response<Body> {
    let response = Response::builder()
        .status(status)
        .header("content-type", media_type);
    response.body(body.into()).unwrap()
}

/// An error in the form of the binding.
pub(crate) fn error(asked: &Asked, name: &str) -> Response<Body> {
    let info = PROTOCOL.error(name).unwrap();
    let details: Vec<_> = info
        .reason
        .iter()
        .map(|reason| {
            json!({
                "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "a2a-protocol.org",
            })
        })
        .collect();
    if asked.json_rpc {
        let error = json!({"code": info.json_rpc_code, "message": name, "data": details});
        let envelope = json!({"jsonrpc": "2.0", "id": asked.body["id"], "error": error});
        return response(200, "application/json", envelope.to_string());
    }
    let error = json!({"error": {
        "code": info.http_status, "status": info.grpc_status, "message": name, "details": details,
    }});
    response(info.http_status, "application/a2a+json", error.to_string())
}

/// A success in the form of the binding.
pub(crate) fn success(asked: &Asked, value: &Value) -> Response<Body> {
    if asked.json_rpc {
        let envelope = json!({"jsonrpc": "2.0", "id": asked.body["id"], "result": value});
        return response(200, "application/json", envelope.to_string());
    }
    response(200, "application/a2a+json", value.to_string())
}

/// A card that nothing is wrong with.
pub(crate) fn card(address: &str) -> Value {
    json!({
        "name": "Fake", "description": "d", "version": "1", "capabilities": {},
        "defaultInputModes": ["text/plain"], "defaultOutputModes": ["text/plain"],
        "skills": [{"id": "known", "name": "n", "description": "d", "tags": ["t"]}],
        "supportedInterfaces": [
            {"url": format!("http://{address}/rpc"), "protocolBinding": "JSONRPC", "protocolVersion": "1.0"},
            {"url": format!("http://{address}/v1"), "protocolBinding": "HTTP+JSON", "protocolVersion": "1.0", "tenant": "acme"},
        ],
    })
}

impl Agent {
    pub(crate) async fn start(self) -> Running {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let mut card = card(&address);
        (self.edit)(&mut card);
        let asked = Arc::new(Mutex::new(Vec::new()));
        let running = Running {
            url: format!("http://{address}"),
            asked: Arc::clone(&asked),
        };
        let shared = Arc::new((self, card, asked));
        let router = Router::new().fallback(move |request: Request| {
            let shared = Arc::clone(&shared);
            async move {
                let (agent, card, seen) = &*shared;
                agent.handle(card, seen, request).await
            }
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        running
    }

    async fn handle(
        &self,
        card: &Value,
        seen: &Mutex<Vec<(String, HeaderMap, Value)>>,
        request: Request,
    ) -> Response<Body> {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path().to_owned();
        if path == "/rpc" || path.starts_with("/v1/") {
            let body = to_bytes(body, 1 << 20).await.unwrap();
            let asked = asked(&path, &parts, &body, card);
            let line = (asked.operation.clone(), asked.headers.clone(), asked.body.clone());
            seen.lock().unwrap().push(line);
            return (self.answer)(&asked).unwrap_or_else(|| proper(&asked));
        }
        (self.card_answer)(&parts.headers, &path, card)
            .unwrap_or_else(|| serve_card(&parts.headers, &path, card))
    }
}

fn asked(path: &str, parts: &Parts, body: &Bytes, card: &Value) -> Asked {
    let json_rpc = path == "/rpc";
    let parsed: Value = serde_json::from_slice(body).unwrap_or_default();
    let operation = if json_rpc {
        parsed["method"].as_str().unwrap().to_owned()
    } else {
        let below = path.strip_prefix("/v1/acme").expect("the tenant of the card");
        let mut segments: Vec<_> = below.split('/').map(str::to_owned).collect();
        if let Some(id) = segments.get_mut(2) {
            *id = id
                .split_once(':')
                .map(|(_, verb)| format!(":{verb}"))
                .unwrap_or_default();
        }
        format!("{} {}", parts.method, segments.join("/"))
    };
    let name = match operation.as_str() {
        "GET /tasks/" => "GetTask",
        "GET /tasks" => "ListTasks",
        "POST /tasks/:subscribe" => "SubscribeToTask",
        "GET /tasks//pushNotificationConfigs" => "ListTaskPushNotificationConfigs",
        "GET /extendedAgentCard" => "GetExtendedAgentCard",
        other => other,
    };
    Asked {
        json_rpc,
        operation: name.to_owned(),
        headers: parts.headers.clone(),
        body: parsed,
        capabilities: card["capabilities"].clone(),
    }
}

/// What an agent without tasks answers.
fn proper(asked: &Asked) -> Response<Body> {
    if asked.headers["a2a-version"] != "1.0" {
        return error(asked, "VersionNotSupportedError");
    }
    let has = |capability: &str| asked.capabilities[capability] == true;
    let name = match asked.operation.as_str() {
        "GetTask" => "TaskNotFoundError",
        "SubscribeToTask" if has("streaming") => "TaskNotFoundError",
        "ListTaskPushNotificationConfigs" if has("pushNotifications") => "TaskNotFoundError",
        "ListTaskPushNotificationConfigs" => "PushNotificationNotSupportedError",
        "GetExtendedAgentCard" if has("extendedAgentCard") => {
            let response = response(401, "text/plain", "who are you?");
            let (mut parts, body) = response.into_parts();
            parts
                .headers
                .insert("www-authenticate", "Bearer".parse().unwrap());
            return Response::from_parts(parts, body);
        }
        "SubscribeToTask" | "GetExtendedAgentCard" => "UnsupportedOperationError",
        _ => "MethodNotFoundError",
    };
    error(asked, name)
}

/// The card with an entity tag, and 304 for who has it.
fn serve_card(headers: &HeaderMap, path: &str, card: &Value) -> Response<Body> {
    if path != "/.well-known/agent-card.json" {
        return response(404, "text/plain", "nothing here");
    }
    let response = Response::builder()
        .header("content-type", "application/json")
        .header("cache-control", "max-age=60")
        .header("etag", "\"1\"");
    if headers.get("if-none-match").is_some_and(|tag| tag == "\"1\"") {
        return response.status(304).body(Body::empty()).unwrap();
    }
    response.body(Body::from(card.to_string())).unwrap()
}

impl Running {
    pub(crate) async fn probe(&self, change: impl FnOnce(Options) -> Options) -> Result<Probed, ProbeError> {
        let client = http_client().unwrap();
        let validator = Validator::new(&PROTOCOL).unwrap();
        let options = change(Options::new(&self.url).with_timeout(Duration::from_secs(20)));
        probe(client, &validator, &options).await
    }
}

/// Every finding, as `part severity pointer rule`.
pub(crate) fn found(probed: &Probed) -> Vec<String> {
    let mut lines = Vec::new();
    for checked in &probed.checked {
        for located in &checked.findings {
            let finding = &located.finding;
            let severity = match finding.severity {
                Severity::Error => "E",
                Severity::Warning => "W",
                _ => "A",
            };
            let part = checked.part.replace("interface ", "#");
            let line = format!("{part} {severity} {} {}", finding.pointer, finding.rule);
            lines.push(line.trim_start().to_owned());
        }
    }
    lines
}

/// What is found at an agent.
pub(crate) async fn found_at(agent: Agent) -> Vec<String> {
    found(&agent.start().await.probe(|options| options).await.unwrap())
}

/// Why an agent cannot be checked.
pub(crate) async fn failed_at(agent: Agent) -> (ProbeErrorKind, String) {
    let running = agent.start().await;
    let error = running.probe(|options| options).await.unwrap_err();
    (error.kind(), error.to_string().replace(&running.url, ""))
}

/// A line of what is found, the same at both interfaces: N is the number.
pub(crate) fn both(line: &str) -> Vec<String> {
    (0..2)
        .map(|index| {
            let line = line.replace("#N", &format!("#{index}"));
            line.replace("/N", &format!("/{index}"))
        })
        .collect()
}
