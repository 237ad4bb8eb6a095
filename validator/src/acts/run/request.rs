//! What is sent.

use super::agent::Interface;
use crate::acts::suite::Transport;
use a2a_bindings::protocol::MethodInfo;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;
use serde_json::{Map, Value, json};

/// A request.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) verb: &'static str,
    pub(crate) url: Url,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Vec<u8>>,
    /// What it asks for, if that is known.
    pub(crate) method: Option<&'static MethodInfo>,
    /// The id of the JSON-RPC request, which the response has to repeat.
    pub(crate) id: Option<Value>,
    /// Whether the agent's card is asked for.
    pub(crate) is_card: bool,
}

/// Everything but the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

impl Request {
    /// The request for the card.
    pub(crate) fn card(url: &Url) -> Self {
        Self {
            verb: "GET",
            url: url.clone(),
            headers: vec![header("accept", "application/json, application/a2a+json")],
            body: None,
            method: None,
            id: None,
            is_card: true,
        }
    }

    /// An operation over the binding of the interface.
    pub(crate) fn call(
        interface: &Interface,
        method: &'static MethodInfo,
        mut request: Map<String, Value>,
    ) -> Result<Self, String> {
        if let Some(tenant) = &interface.tenant {
            request.entry("tenant").or_insert_with(|| tenant.as_str().into());
        }
        match interface.transport {
            Transport::JsonRpc => Ok(Self::json_rpc(interface, method, request)),
            _ => Self::http_json(interface, method, request),
        }
    }

    fn json_rpc(interface: &Interface, method: &'static MethodInfo, request: Map<String, Value>) -> Self {
        let id = Value::String(uuid::Uuid::new_v4().to_string());
        let envelope = json!({"jsonrpc": "2.0", "id": id, "method": method.name, "params": request});
        let accept = if method.streaming {
            "text/event-stream, application/json"
        } else {
            "application/json"
        };
        Self {
            verb: "POST",
            url: interface.url.clone(),
            headers: vec![
                header("accept", accept),
                header("content-type", "application/json"),
            ],
            body: Some(envelope.to_string().into_bytes()),
            method: Some(method),
            id: Some(id),
            is_card: false,
        }
    }

    fn http_json(
        interface: &Interface,
        method: &'static MethodInfo,
        mut request: Map<String, Value>,
    ) -> Result<Self, String> {
        let lacking = || {
            format!(
                "the parameters of {} lack what the path has to carry",
                method.name
            )
        };
        let (route, path) = method.path(&mut request).ok_or_else(lacking)?;
        let mut url = interface.url.clone();
        let base = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{base}{path}"));
        let accept = if method.streaming {
            "text/event-stream, application/a2a+json"
        } else {
            "application/a2a+json, application/json"
        };
        let mut headers = vec![header("accept", accept)];
        let mut body = None;
        if route.has_body {
            headers.push(header("content-type", "application/a2a+json"));
            body = Some(Value::Object(request).to_string().into_bytes());
        } else {
            add_query(&mut url, &request);
        }
        Ok(Self {
            verb: route.verb,
            url,
            headers,
            body,
            method: Some(method),
            id: None,
            is_card: false,
        })
    }
}

/// Text as it is, lists as repeated parameters (§11.5).
fn add_query(url: &mut Url, fields: &Map<String, Value>) {
    let mut query = url.query().unwrap_or_default().to_owned();
    for (name, value) in fields {
        for value in value
            .as_array()
            .map_or(std::slice::from_ref(value), Vec::as_slice)
        {
            let text = match value {
                Value::Null => continue,
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            if !query.is_empty() {
                query.push('&');
            }
            query.extend(utf8_percent_encode(name, ENCODED));
            query.push('=');
            query.extend(utf8_percent_encode(&text, ENCODED));
        }
    }
    url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
}

pub(crate) fn header(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// The URL that a raw step means: `/` over JSON-RPC is the interface itself, over HTTP+JSON paths are below it, and the
/// well-known ones at the root of the host. A whole URL is itself.
pub(crate) fn raw_url(interface: &Interface, card: &Url, path: &str) -> Result<Url, String> {
    let wrong =
        |error: &dyn std::fmt::Display| format!("`{}` leads nowhere: {error}", crate::names::excerpt(path));
    if path.starts_with("http://") || path.starts_with("https://") {
        return Url::parse(path).map_err(|error| wrong(&error));
    }
    if !path.starts_with('/') {
        return Err(wrong(&"a path starts with a slash"));
    }
    if path.starts_with("/.well-known/") {
        return card.join(path).map_err(|error| wrong(&error));
    }
    if path == "/" {
        return Ok(interface.url.clone());
    }
    let mut base = interface.url.clone();
    base.set_query(None);
    let base = base.as_str().trim_end_matches('/').to_owned();
    Url::parse(&format!("{base}{path}")).map_err(|error| wrong(&error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use a2a_bindings::v1_0::{CANCEL_TASK, GET_TASK, LIST_TASKS, SEND_MESSAGE};

    fn interface(transport: Transport, url: &str, tenant: Option<&str>) -> Interface {
        Interface {
            transport,
            url: Url::parse(url).unwrap(),
            tenant: tenant.map(str::to_owned),
        }
    }

    #[test]
    fn operations_over_http_json() {
        static METHODS: [MethodInfo; 4] = [GET_TASK, LIST_TASKS, CANCEL_TASK, SEND_MESSAGE];
        let check =
            |method: usize, request: Value, tenant: Option<&str>, expected: &str, body: Option<Value>| {
                let Value::Object(request) = request else {
                    panic!("an object")
                };
                let interface = interface(Transport::Rest, "http://a.example/v1/", tenant);
                let request = Request::call(&interface, &METHODS[method], request).unwrap();
                assert_eq!(format!("{} {}", request.verb, request.url), expected);
                let sent = request
                    .body
                    .map(|body| serde_json::from_slice::<Value>(&body).unwrap());
                assert_eq!(sent, body);
            };
        check(
            0,
            json!({"id": "a/b", "historyLength": 0}),
            None,
            "GET http://a.example/v1/tasks/a%2Fb?historyLength=0",
            None,
        );
        check(
            1,
            json!({"contextId": "c d", "includeArtifacts": false}),
            None,
            "GET http://a.example/v1/tasks?contextId=c%20d&includeArtifacts=false",
            None,
        );
        check(
            2,
            json!({"id": "t"}),
            Some("x"),
            "POST http://a.example/v1/x/tasks/t:cancel",
            Some(json!({})),
        );
        check(
            3,
            json!({"message": {}}),
            None,
            "POST http://a.example/v1/message:send",
            Some(json!({"message": {}})),
        );
        let none = Request::call(
            &interface(Transport::Rest, "http://a", None),
            &METHODS[0],
            Map::new(),
        );
        assert_eq!(
            none.unwrap_err(),
            "the parameters of GetTask lack what the path has to carry"
        );
    }

    #[test]
    fn operations_over_json_rpc_have_the_tenant_and_an_id_of_their_own() {
        static METHOD: MethodInfo = GET_TASK;
        let interface = interface(Transport::JsonRpc, "http://a.example/rpc", Some("x"));
        let Value::Object(parameters) = json!({"id": "t"}) else {
            panic!("an object")
        };
        let first = Request::call(&interface, &METHOD, parameters.clone()).unwrap();
        let second = Request::call(&interface, &METHOD, parameters).unwrap();
        assert_ne!(first.id, second.id);
        let sent: Value = serde_json::from_slice(&first.body.unwrap()).unwrap();
        assert_eq!(
            sent,
            json!({"jsonrpc": "2.0", "id": first.id, "method": "GetTask", "params": {"id": "t", "tenant": "x"}})
        );
        assert_eq!(first.url.as_str(), "http://a.example/rpc");
    }

    #[test]
    fn raw_paths() {
        let card = Url::parse("http://a.example/.well-known/agent-card.json").unwrap();
        for (interface_url, path, expected) in [
            ("http://a.example/rpc", "/", Some("http://a.example/rpc")),
            (
                "http://a.example/v1",
                "/tasks/x%2Fy?historyLength=1",
                Some("http://a.example/v1/tasks/x%2Fy?historyLength=1"),
            ),
            (
                "http://a.example/v1/",
                "/tasks",
                Some("http://a.example/v1/tasks"),
            ),
            (
                "http://a.example/v1",
                "/.well-known/agent-card.json",
                Some("http://a.example/.well-known/agent-card.json"),
            ),
            (
                "http://a.example/v1",
                "http://b.example/x",
                Some("http://b.example/x"),
            ),
            ("http://a.example/v1", "tasks", None),
        ] {
            let interface = interface(Transport::Rest, interface_url, None);
            assert_eq!(
                raw_url(&interface, &card, path).ok().as_ref().map(Url::as_str),
                expected,
                "{path}"
            );
        }
    }
}
