//! The bytes of requests.

use crate::server::{Server, bounded, events, response};
use crate::{call, open};
use a2a_runtime::client::Binding::{HttpJson, JsonRpc};
use a2a_runtime::client::{ClientErrorKind, TransportOptions};
use http::{HeaderName, HeaderValue};
use serde_json::{Value, json};

const RPC_RESULT: &str = r#"{"jsonrpc":"2.0","id":1,"result":{}}"#;

/// A request on the wire.
fn wire(line: &str, headers: &[&str], body: &str) -> String {
    let mut text = format!("{line} HTTP/1.1\r\n");
    for header in headers {
        text.push_str(&format!("{header}\r\n"));
    }
    text.push_str("user-agent: test\r\nhost: HOST\r\n");
    if !body.is_empty() {
        text.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    format!("{text}\r\n{body}")
}

#[tokio::test]
async fn json_rpc_requests() {
    let message = json!({"message": {"messageId": "m", "parts": [{"text": "é"}]}, "tenant": "a"});
    for (name, request, accept, params) in [
        (
            "SendMessage",
            message.clone(),
            "application/json",
            r#"{"message":{"messageId":"m","parts":[{"text":"é"}]},"tenant":"a"}"#,
        ),
        (
            "SendStreamingMessage",
            message,
            "text/event-stream, application/json",
            r#"{"message":{"messageId":"m","parts":[{"text":"é"}]},"tenant":"a"}"#,
        ),
        (
            "GetTask",
            json!({"id": "a/b", "historyLength": 0}),
            "application/json",
            r#"{"historyLength":0,"id":"a/b"}"#,
        ),
        ("GetExtendedAgentCard", json!({}), "application/json", "{}"),
    ] {
        let body = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{name}","params":{params}}}"#);
        let accept = format!("accept: {accept}");
        let headers = [&*accept, "a2a-version: 1.0", "content-type: application/json"];
        bounded(async {
            let mut server = Server::start([response("200 OK", "application/json", RPC_RESULT)]).await;
            let transport = server.transport(JsonRpc, "/rpc/?k=v");
            if crate::method(name).streaming {
                drop(open(&transport, name, &request).await.unwrap());
            } else {
                call(&transport, name, &request).await.unwrap();
            }
            assert_eq!(
                server.request().await,
                wire("POST /rpc/?k=v", &headers, &body),
                "{name}"
            );
        })
        .await;
    }
}

#[tokio::test]
async fn json_rpc_ids_increase_over_clones() {
    bounded(async {
        let answer = |id: u64| {
            response(
                "200 OK",
                "application/json",
                json!({"jsonrpc": "2.0", "id": id, "result": id}).to_string(),
            )
        };
        let server = Server::start([answer(1), answer(2), answer(3)]).await;
        let transport = server.transport(JsonRpc, "");
        let clone = transport.clone();
        for (transport, id) in [(&transport, 1), (&clone, 2), (&transport, 3)] {
            assert_eq!(
                call(transport, "GetTask", &json!({"id": "t"})).await.unwrap(),
                json!(id)
            );
        }
    })
    .await;
}

/// Checks a request without a body of HTTP+JSON below `/a2a/`.
async fn check_target(name: &str, request: Value, line: &str) {
    bounded(async {
        let mut server = Server::start([response("200 OK", "application/json", "{}")]).await;
        let transport = server.transport(HttpJson, "/a2a/");
        call(&transport, name, &request).await.unwrap();
        let headers = [
            "accept: application/a2a+json, application/json",
            "a2a-version: 1.0",
        ];
        assert_eq!(
            server.request().await,
            wire(line, &headers, ""),
            "{name} {request}"
        );
    })
    .await;
}

#[tokio::test]
async fn http_json_paths_and_queries() {
    for (name, request, line) in [
        (
            "GetTask",
            json!({"id": "urn:uuid:7"}),
            "GET /a2a/tasks/urn%3Auuid%3A7",
        ),
        ("GetTask", json!({"id": "a/b"}), "GET /a2a/tasks/a%2Fb"),
        ("GetTask", json!({"id": "é"}), "GET /a2a/tasks/%C3%A9"),
        (
            "GetTask",
            json!({"id": "a?b#c%2F d"}),
            "GET /a2a/tasks/a%3Fb%23c%252F%20d",
        ),
        ("GetTask", json!({"id": "..."}), "GET /a2a/tasks/..."),
        (
            "GetTask",
            json!({"id": "7", "historyLength": 0}),
            "GET /a2a/tasks/7?historyLength=0",
        ),
        (
            "GetTask",
            json!({"id": "7", "tenant": "a/b"}),
            "GET /a2a/a%2Fb/tasks/7",
        ),
        (
            "GetTask",
            json!({"id": "7", "tenant": ""}),
            "GET /a2a/tasks/7?tenant=",
        ),
        ("ListTasks", json!({}), "GET /a2a/tasks"),
        (
            "ListTasks",
            json!({
                "contextId": "a b&c=d+é",
                "status": "TASK_STATE_WORKING",
                "pageSize": 50,
                "includeArtifacts": true,
                "statusTimestampAfter": "2025-11-09T10:30:00.000Z",
                "pageToken": null,
                "tags": ["x", "y,z"],
            }),
            "GET /a2a/tasks?contextId=a%20b%26c%3Dd%2B%C3%A9&includeArtifacts=true&pageSize=50\
             &status=TASK_STATE_WORKING&statusTimestampAfter=2025-11-09T10%3A30%3A00.000Z&tags=x&tags=y%2Cz",
        ),
        (
            "DeleteTaskPushNotificationConfig",
            json!({"taskId": "t:1", "id": "c/2", "tenant": "acme"}),
            "DELETE /a2a/acme/tasks/t%3A1/pushNotificationConfigs/c%2F2",
        ),
        ("GetExtendedAgentCard", json!({}), "GET /a2a/extendedAgentCard"),
    ] {
        check_target(name, request, line).await;
    }
}

#[tokio::test]
async fn http_json_bodies() {
    for (name, request, accept, line, body) in [
        (
            "SendMessage",
            json!({"message": {"messageId": "m", "parts": [{"data": 9_007_199_254_740_993_u64}]}, "tenant": "acme"}),
            "application/a2a+json, application/json",
            "POST /acme/message:send?k=v",
            r#"{"message":{"messageId":"m","parts":[{"data":9007199254740993}]}}"#,
        ),
        (
            "SendStreamingMessage",
            json!({"message": {"messageId": "m"}}),
            "text/event-stream, application/a2a+json, application/json",
            "POST /message:stream?k=v",
            r#"{"message":{"messageId":"m"}}"#,
        ),
        (
            "CancelTask",
            json!({"id": "a:cancel", "metadata": {"why": 1}}),
            "application/a2a+json, application/json",
            "POST /tasks/a%3Acancel:cancel?k=v",
            r#"{"metadata":{"why":1}}"#,
        ),
        (
            "SubscribeToTask",
            json!({"id": "7"}),
            "text/event-stream, application/a2a+json, application/json",
            "POST /tasks/7:subscribe?k=v",
            "{}",
        ),
    ] {
        bounded(async {
            let mut server = Server::start([response("200 OK", "application/a2a+json", "{}")]).await;
            let transport = server.transport(HttpJson, "?k=v");
            if crate::method(name).streaming {
                drop(open(&transport, name, &request).await.unwrap());
            } else {
                call(&transport, name, &request).await.unwrap();
            }
            let accept = format!("accept: {accept}");
            let headers = [&*accept, "a2a-version: 1.0", "content-type: application/a2a+json"];
            assert_eq!(server.request().await, wire(line, &headers, body), "{name}");
        })
        .await;
    }
}

#[tokio::test]
async fn requests_that_no_route_can_carry_are_not_sent() {
    for (name, request, message) in [
        (
            "GetTask",
            json!({}),
            "GetTask: the request lacks an id that the path must carry",
        ),
        (
            "GetTask",
            json!({"id": ""}),
            "GetTask: the request lacks an id that the path must carry",
        ),
        (
            "GetTask",
            json!({"id": ".."}),
            "GetTask: an id that is `.` or `..` cannot stand in a path",
        ),
        (
            "GetTask",
            json!({"id": ".", "tenant": "a"}),
            "GetTask: an id that is `.` or `..` cannot stand in a path",
        ),
        (
            "GetTask",
            json!({"id": "7", "tenant": ".."}),
            "GetTask: an id that is `.` or `..` cannot stand in a path",
        ),
        (
            "ListTasks",
            json!({"filter": {"a": 1}}),
            "`filter` holds more than a query can carry",
        ),
        (
            "ListTasks",
            json!({"filter": [[1]]}),
            "`filter` holds more than a query can carry",
        ),
        ("ListTasks", json!([]), "ListTasks: the request is no JSON object"),
    ] {
        bounded(async {
            let mut server = Server::start([response("200 OK", "application/json", "{}")]).await;
            let error = call(&server.transport(HttpJson, ""), name, &request)
                .await
                .unwrap_err();
            assert_eq!(
                (error.kind(), &*error.to_string()),
                (ClientErrorKind::Request, message),
                "{request}"
            );
            assert!(server.is_silent(), "{request}");
        })
        .await;
    }
}

#[tokio::test]
async fn settings_become_headers() {
    bounded(async {
        let mut server = Server::start([response("200 OK", "application/json", RPC_RESULT)]).await;
        let options = TransportOptions::new()
            .with_bearer_token("s3cret")
            .unwrap()
            .with_extensions(["https://example.com/a/v1", "urn:b"])
            .unwrap()
            .with_header(
                HeaderName::from_static("x-api-key"),
                HeaderValue::from_static("k3y"),
            )
            .with_header(
                HeaderName::from_static("accept"),
                HeaderValue::from_static("text/html"),
            )
            .with_header(
                HeaderName::from_static("a2a-version"),
                HeaderValue::from_static("0.3"),
            );
        let transport = server.transport(JsonRpc, "").with_options(options);
        call(&transport, "GetTask", &json!({"id": "t"})).await.unwrap();
        let request = server.request().await;
        for line in [
            "authorization: Bearer s3cret",
            "a2a-extensions: https://example.com/a/v1,urn:b",
            "x-a2a-extensions: https://example.com/a/v1,urn:b",
            "x-api-key: k3y",
            "accept: application/json",
            "a2a-version: 1.0",
        ] {
            let name = line.split(':').next().unwrap();
            let lines: Vec<&str> = request
                .lines()
                .filter(|line| line.starts_with(&format!("{name}:")))
                .collect();
            assert_eq!(lines, [line]);
        }
        let shown = format!("{transport:?}");
        assert!(!shown.contains("s3cret") && !shown.contains("k3y"), "{shown}");
    })
    .await;
}

#[test]
fn settings_that_no_header_can_carry_are_refused() {
    let error = TransportOptions::new()
        .with_bearer_token("s3cret\r\nx: y")
        .unwrap_err();
    assert_eq!(error.kind(), ClientErrorKind::Request);
    assert!(!format!("{error:?} {error}").contains("s3cret"), "{error:?}");
    for uri in ["", "a,b", "a b", "a\nb", "é"] {
        let error = TransportOptions::new().with_extensions([uri]).unwrap_err();
        assert_eq!(error.kind(), ClientErrorKind::Request, "{uri:?}");
    }
    let none: [&str; 0] = [];
    TransportOptions::new().with_extensions(none).unwrap();
}

#[tokio::test]
async fn subscribing_falls_back_to_get_where_post_is_unknown() {
    let subscribe = json!({"id": "a/b", "tenant": "acme"});
    for (status, body) in [
        ("404 Not Found", "<html>no such page</html>"),
        (
            "404 Not Found",
            r#"{"error":{"code":404,"message":"no such route"}}"#,
        ),
        ("404 Not Found", r#"{"error":"Not Found"}"#),
        ("405 Method Not Allowed", ""),
        ("501 Not Implemented", "{}"),
    ] {
        bounded(async {
            let refusal = response(status, "text/html", body);
            let mut server = Server::start([refusal, events(&["data: {\"task\":{}}\n\n"])]).await;
            let mut stream = open(&server.transport(HttpJson, ""), "SubscribeToTask", &subscribe)
                .await
                .unwrap();
            let event = crate::next(&mut stream).await.unwrap().unwrap();
            assert_eq!(*event, json!({"task": {}}), "{status} {body}");
            assert!(
                server
                    .request()
                    .await
                    .starts_with("POST /acme/tasks/a%2Fb:subscribe HTTP/1.1\r\n")
            );
            let headers = [
                "accept: text/event-stream, application/a2a+json, application/json",
                "a2a-version: 1.0",
            ];
            assert_eq!(
                server.request().await,
                wire("GET /acme/tasks/a%2Fb:subscribe", &headers, "")
            );
        })
        .await;
    }
}

#[tokio::test]
async fn subscribing_does_not_fall_back_where_the_agent_answered() {
    let not_found = r#"{"error":{"code":404,"message":"gone","details":[{"@type":
        "type.googleapis.com/google.rpc.ErrorInfo","reason":"TASK_NOT_FOUND","domain":"a2a-protocol.org"}]}}"#;
    for (status, body, falls_back, kind) in [
        ("404 Not Found", not_found, true, ClientErrorKind::Agent),
        ("500 Internal Server Error", "", true, ClientErrorKind::Http(500)),
        ("405 Method Not Allowed", "", false, ClientErrorKind::Http(405)),
    ] {
        bounded(async {
            let refusal = || response(status, "application/json", body);
            let mut server = Server::start([refusal(), refusal()]).await;
            let options = TransportOptions::new().with_get_fallback(falls_back);
            let transport = server.transport(HttpJson, "").with_options(options);
            let error = open(&transport, "SubscribeToTask", &json!({"id": "7"}))
                .await
                .err()
                .unwrap();
            assert_eq!(error.kind(), kind);
            assert!(server.request().await.starts_with("POST "));
            assert!(server.is_silent(), "{status}");
        })
        .await;
    }
}
