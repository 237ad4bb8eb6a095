//! Conversations on the wire, in either binding, before the layer that checks them.

use crate::case::{Conversation, Exchange};
use a2a_bindings::protocol::{MethodInfo, Segment};
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::layer::{CheckLayer, Checked, Kind, Mounts, Record};
use a2a_validator::{Conversation as Rules, Validator};
use bytes::Bytes;
use futures_util::future::ready;
use futures_util::{StreamExt, TryStreamExt, stream};
use http::{Request, Response};
use http_body::Frame;
use http_body_util::{BodyExt, Full, StreamBody};
use serde_json::{Map, Value, json};
use std::convert::Infallible;
use std::fmt::Write;
use std::sync::{Arc, LazyLock, Mutex};
use tower::{Layer, Service, service_fn};

pub(crate) static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| Validator::new(&PROTOCOL).unwrap());

/// Has a conversation checked; gives what is found, as `exchange what pointer rule`, and all of it at length. In
/// pointers, what is said by JSON-RPC stands where it does by HTTP+JSON.
pub(crate) async fn found(conversation: &Conversation, json_rpc: bool) -> (Vec<String>, String) {
    let records: Arc<Mutex<Vec<Record>>> = Arc::default();
    let kept = Arc::clone(&records);
    let mut rules = Rules::new(&PROTOCOL);
    if let Some(card) = &conversation.card {
        rules = rules.with_card(card);
    }
    let sink = rules.sink(move |record| kept.lock().unwrap().push(record));
    let mounts = Mounts::new().json_rpc("/rpc").http_json("/v1");
    let layer = CheckLayer::new(VALIDATOR.clone(), mounts, sink);
    for exchange in &conversation.exchanges {
        pass(&layer, exchange, json_rpc).await;
    }
    let records = records.lock().unwrap();
    (
        lines(&records, json_rpc),
        records.iter().map(|record| format!("{record}\n")).collect(),
    )
}

/// What an exchange says.
pub(crate) struct Spoken {
    pub(crate) request: Request<Full<Bytes>>,
    pub(crate) response: Response<Full<Bytes>>,
}

async fn pass(layer: &CheckLayer, exchange: &Exchange, json_rpc: bool) {
    let Spoken { request, response } = speak(exchange, json_rpc);
    let mut response = Some(response.map(|whole| {
        // What is cut off has no end.
        let frames =
            stream::once(whole.into_data_stream().into_future()).filter_map(|(first, _)| ready(first));
        let rest = if exchange.cut {
            stream::pending().left_stream()
        } else {
            stream::empty().right_stream()
        };
        StreamBody::new(frames.map_ok(Frame::data).chain(rest))
    }));
    let mut service = layer.layer(service_fn(|request: Request<Checked<Full<Bytes>>>| {
        let response = response.take().unwrap();
        async move {
            request.into_body().collect().await.unwrap();
            Ok::<_, Infallible>(response)
        }
    }));
    let mut body = std::pin::pin!(service.call(request).await.unwrap().into_body());
    if exchange.cut {
        // The one frame that there is, but not its end.
        body.frame().await.unwrap().unwrap();
    } else {
        body.collect().await.unwrap();
    }
}

fn lines(records: &[Record], json_rpc: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut events = (0, 0);
    for record in records {
        let what = match record.kind {
            Kind::Request => "request".to_owned(),
            Kind::Response => "response".to_owned(),
            Kind::Event => {
                events = (
                    record.exchange,
                    if events.0 == record.exchange {
                        events.1 + 1
                    } else {
                        0
                    },
                );
                format!("event{}", events.1)
            }
            _ => "end".to_owned(),
        };
        for finding in &record.findings {
            let pointer = finding.pointer.as_str();
            let in_envelope = ["/params", "/result"]
                .iter()
                .find_map(|start| pointer.strip_prefix(start));
            let pointer = in_envelope
                .filter(|_| json_rpc)
                .unwrap_or(pointer)
                .replace("/error/data", "/error/details");
            let pointer = if pointer.is_empty() { "-" } else { &pointer };
            lines.push(format!(
                "{} {what} {pointer} {}",
                record.exchange - 1,
                finding.rule
            ));
        }
    }
    lines
}

pub(crate) fn speak(exchange: &Exchange, json_rpc: bool) -> Spoken {
    let (mut request, mut response) = match PROTOCOL.method(&exchange.operation) {
        None => {
            assert_eq!(exchange.operation, "AgentCard");
            let request = Request::get("/.well-known/agent-card.json");
            let card = exchange.answer.clone().unwrap_or_default();
            let response = Response::builder()
                .header("content-type", "application/json")
                .header("cache-control", "public, max-age=60")
                .header("etag", "\"1\"");
            (
                request.body(Full::default()).unwrap(),
                response.body(body(&card)).unwrap(),
            )
        }
        Some(method) if json_rpc => (json_rpc_request(method, exchange), answer(exchange, method, true)),
        Some(method) => (http_request(method, exchange), answer(exchange, method, false)),
    };
    request
        .headers_mut()
        .insert("a2a-version", "1.0".parse().unwrap());
    for (headers, changes) in [
        (request.headers_mut(), &exchange.headers),
        (response.headers_mut(), &exchange.answer_headers),
    ] {
        for (name, value) in changes {
            let name: http::HeaderName = name.parse().unwrap();
            match value {
                Some(value) => headers.insert(name, value.parse().unwrap()),
                None => headers.remove(name),
            };
        }
    }
    Spoken { request, response }
}

fn json_rpc_request(method: &MethodInfo, exchange: &Exchange) -> Request<Full<Bytes>> {
    let envelope = json!({ "jsonrpc": "2.0", "id": 1, "method": method.name, "params": exchange.request });
    let request = Request::post("/rpc").header("content-type", "application/json");
    request.body(body(&envelope)).unwrap()
}

fn http_request(method: &MethodInfo, exchange: &Exchange) -> Request<Full<Bytes>> {
    let mut fields = exchange.request.clone();
    let has_tenant = fields.get("tenant").is_some();
    let names_tenant =
        |segments: &[Segment]| matches!(segments.first(), Some(Segment::Field { name: "tenant", .. }));
    let mut routes = method.routes.iter();
    let route = routes
        .find(|route| names_tenant(route.segments) == has_tenant)
        .unwrap();
    let mut path = "/v1".to_owned();
    for segment in route.segments {
        path.push('/');
        match segment {
            Segment::Literal(text) => path.push_str(text),
            Segment::Field { name, suffix } => {
                path.push_str(&text(
                    &fields
                        .remove(*name)
                        .unwrap_or_else(|| panic!("{name} is missing")),
                ));
                path.push_str(suffix);
            }
        }
    }
    if route.has_body {
        let request = Request::builder()
            .method(route.verb)
            .uri(path)
            .header("content-type", "application/json");
        return request.body(body(&Value::Object(fields))).unwrap();
    }
    for (index, (name, value)) in fields.iter().enumerate() {
        write!(
            path,
            "{}{name}={}",
            if index == 0 { '?' } else { '&' },
            text(value)
        )
        .unwrap();
    }
    Request::builder()
        .method(route.verb)
        .uri(path)
        .body(Full::default())
        .unwrap()
}

fn answer(exchange: &Exchange, method: &MethodInfo, json_rpc: bool) -> Response<Full<Bytes>> {
    if let Some(error) = error(exchange, json_rpc) {
        return error;
    }
    let enveloped = |result: &Value| match result.as_str() {
        Some(name) if json_rpc => json!({ "jsonrpc": "2.0", "id": 1, "error": named(name, true) }),
        Some(name) => json!({ "error": named(name, false) }),
        None if json_rpc => json!({ "jsonrpc": "2.0", "id": 1, "result": result }),
        None => result.clone(),
    };
    if let Some(events) = &exchange.events {
        let mut stream = String::new();
        for (index, event) in events.iter().enumerate() {
            if let Some(id) = exchange.ids.get(index) {
                writeln!(stream, "id: {id}").unwrap();
            }
            write!(stream, "data: {}\n\n", enveloped(event)).unwrap();
        }
        let response = Response::builder()
            .header("content-type", "text/event-stream")
            .header("cache-control", "no-cache");
        return response.body(Full::from(stream)).unwrap();
    }
    let response = Response::builder().header("content-type", "application/json");
    match &exchange.answer {
        Some(answer) => response.body(body(&enveloped(answer))).unwrap(),
        None => {
            assert!(method.response.is_none(), "{} has to have an answer", method.name);
            let empty = if json_rpc {
                body(&enveloped(&Value::Object(Map::new())))
            } else {
                Full::default()
            };
            response.body(empty).unwrap()
        }
    }
}

fn error(exchange: &Exchange, json_rpc: bool) -> Option<Response<Full<Bytes>>> {
    let response = Response::builder().header("content-type", "application/json");
    let (status, json) = match (&exchange.error, &exchange.json_rpc_error, &exchange.http_error) {
        (Some(name), ..) if json_rpc => (
            200,
            json!({ "jsonrpc": "2.0", "id": 1, "error": named(name, true) }),
        ),
        (Some(name), ..) => (
            PROTOCOL.error(name).unwrap().http_status,
            json!({ "error": named(name, false) }),
        ),
        (_, Some(error), _) => (200, json!({ "jsonrpc": "2.0", "id": 1, "error": error })),
        (_, _, Some(error)) => {
            let code = u16::try_from(error["code"].as_u64().unwrap()).unwrap();
            (exchange.status.unwrap_or(code), json!({ "error": error }))
        }
        _ => return None,
    };
    Some(response.status(status).body(body(&json)).unwrap())
}

/// The error with a name, as it should be.
fn named(name: &str, json_rpc: bool) -> Value {
    let error = PROTOCOL
        .error(name)
        .unwrap_or_else(|| panic!("there is no {name}"));
    let details: Vec<_> = error
        .reason
        .iter()
        .map(|reason| {
            let domain = "a2a-protocol.org";
            json!({ "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": domain })
        })
        .collect();
    if json_rpc {
        json!({ "code": error.json_rpc_code, "message": "no", "data": details })
    } else {
        json!({ "code": error.http_status, "status": error.grpc_status, "message": "no", "details": details })
    }
}

fn body(json: &Value) -> Full<Bytes> {
    Full::from(json.to_string())
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
