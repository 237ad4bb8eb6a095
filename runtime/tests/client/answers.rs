//! What the client makes of answers.

use crate::call;
use crate::server::{Answer, Server, bounded, http, raw, response};
use a2a_bindings::v1_0::PROTOCOL;
use a2a_bindings::{CallOptions, Empty, Transport};
use a2a_runtime::client::Binding::{self, HttpJson, JsonRpc};
use a2a_runtime::client::{ClientError, ClientErrorKind, HttpTransport, TransportOptions, http_client};
use rustls::crypto::{CryptoProvider, ring};
use serde_json::{Value, json};
use std::error::Error;
use std::time::Duration;

/// The outcome of GetTask.
async fn outcome(binding: Binding, answer: Answer) -> Result<Value, ClientError> {
    bounded(async {
        let server = Server::start([answer]).await;
        call(&server.transport(binding, "/a2a"), "GetTask", &json!({"id": "t"})).await
    })
    .await
}

fn rpc(body: &str) -> Answer {
    response("200 OK", "application/json", body)
}

#[tokio::test]
async fn results() {
    for (binding, answer) in [
        (JsonRpc, rpc(r#"{"jsonrpc":"2.0","id":1,"result":{"id":"é"}}"#)),
        (
            JsonRpc,
            rpc(r#" {"result" : {"id":"\u00e9"}, "x":[1], "error":null, "id":1, "jsonrpc":"2.0"} "#),
        ),
        (
            HttpJson,
            response("200 OK", "application/a2a+json", r#"{"id":"é"}"#),
        ),
        (
            HttpJson,
            response("201 Created", "application/json", r#"{"id":"é"}"#),
        ),
    ] {
        assert_eq!(outcome(binding, answer).await.unwrap(), json!({"id": "é"}));
    }
}

#[tokio::test]
async fn empty_results() {
    for (binding, answer) in [
        (JsonRpc, rpc(r#"{"jsonrpc":"2.0","id":1,"result":{}}"#)),
        (JsonRpc, rpc(r#"{"jsonrpc":"2.0","id":1,"result":null}"#)),
        (HttpJson, response("200 OK", "application/json", "{}")),
        (HttpJson, response("200 OK", "application/json", "null")),
        (HttpJson, response("200 OK", "text/plain", "")),
        (HttpJson, response("200 OK", "application/json", " \r\n")),
        (
            HttpJson,
            raw("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"),
        ),
    ] {
        let empty: Result<Empty, _> = bounded(async {
            let server = Server::start([answer]).await;
            let request = json!({"taskId": "t", "id": "c"});
            let method = crate::method("DeleteTaskPushNotificationConfig");
            server
                .transport(binding, "")
                .unary(method, &request, &CallOptions::new())
                .await
        })
        .await;
        assert_eq!(empty.unwrap(), Empty);
    }
}

const NOT_FOUND: &str = r#"{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"TASK_NOT_FOUND",
    "domain":"a2a-protocol.org","metadata":{"taskId":"t"}}"#;

/// The parts of an error that the agent reported: name, code, HTTP status, message.
fn reported(error: &ClientError) -> (&str, i64, u16, &str) {
    assert_eq!(error.kind(), ClientErrorKind::Agent, "{error}");
    let error = error.agent_error().unwrap();
    (
        &error.info().name,
        error.info().json_rpc_code,
        error.info().http_status,
        error.message(),
    )
}

#[tokio::test]
async fn json_rpc_errors() {
    let foreign = NOT_FOUND.replace("a2a-protocol.org", "example.com");
    for (status, body, expected) in [
        // The reason wins over the code.
        (
            "200 OK",
            format!(r#""id":1,"error":{{"code":-32603,"message":"m","data":[{NOT_FOUND}]}}"#),
            ("TaskNotFoundError", -32001, 404, "m"),
        ),
        (
            "404 Not Found",
            format!(r#""id":1,"error":{{"code":-32001,"message":"m","data":[{NOT_FOUND}]}}"#),
            ("TaskNotFoundError", -32001, 404, "m"),
        ),
        (
            "200 OK",
            format!(r#""id":1,"error":{{"code":-32002,"message":"m","data":[{foreign}]}}"#),
            ("TaskNotCancelableError", -32002, 400, "m"),
        ),
        (
            "200 OK",
            r#""id":1,"error":{"code":-32002,"message":"m"}"#.to_owned(),
            ("TaskNotCancelableError", -32002, 400, "m"),
        ),
        (
            "200 OK",
            r#""id":null,"error":{"code":-32602,"message":"m"}"#.to_owned(),
            ("InvalidParamsError", -32602, 400, "m"),
        ),
        (
            "200 OK",
            r#""error":{"code":-32602,"message":"m"}"#.to_owned(),
            ("InvalidParamsError", -32602, 400, "m"),
        ),
        (
            "500 Internal Server Error",
            r#""id":1,"error":{"code":-32603,"message":"m"}"#.to_owned(),
            ("InternalError", -32603, 500, "m"),
        ),
        (
            "200 OK",
            r#""id":1,"error":{"code":-31999,"message":"m"}"#.to_owned(),
            ("", -31999, 500, "m"),
        ),
        (
            "429 Too Many Requests",
            r#""id":1,"error":{"code":-31999,"message":"m"}"#.to_owned(),
            ("", -31999, 429, "m"),
        ),
        (
            "200 OK",
            r#""id":1,"error":{"code":7}"#.to_owned(),
            ("", 7, 500, ""),
        ),
        (
            "200 OK",
            r#""id":1,"result":null,"error":{"code":-32002,"message":"m"}"#.to_owned(),
            ("TaskNotCancelableError", -32002, 400, "m"),
        ),
    ] {
        let body = format!(r#"{{"jsonrpc":"2.0",{body}}}"#);
        let error = outcome(JsonRpc, response(status, "application/json", &body))
            .await
            .unwrap_err();
        assert_eq!(reported(&error), expected, "{status} {body}");
    }
}

#[tokio::test]
async fn http_json_errors() {
    for (status, error, expected, grpc_status) in [
        (
            "404 Not Found",
            format!(r#"{{"code":404,"status":"NOT_FOUND","message":"m","details":[{NOT_FOUND}]}}"#),
            ("TaskNotFoundError", -32001, 404, "m"),
            None,
        ),
        // The reason wins over the status.
        (
            "400 Bad Request",
            format!(r#"{{"code":400,"message":"m","details":[{{}},{NOT_FOUND}]}}"#),
            ("TaskNotFoundError", -32001, 404, "m"),
            None,
        ),
        (
            "400 Bad Request",
            r#"{"code":400,"message":"m"}"#.to_owned(),
            ("", -32602, 400, "m"),
            Some("INVALID_ARGUMENT"),
        ),
        (
            "401 Unauthorized",
            r#"{"code":401,"message":"m"}"#.to_owned(),
            ("", -32603, 401, "m"),
            Some("UNAUTHENTICATED"),
        ),
        (
            "409 Conflict",
            r#"{"code":409,"status":"ALREADY_EXISTS","message":"m"}"#.to_owned(),
            ("", -32603, 409, "m"),
            Some("ALREADY_EXISTS"),
        ),
        // The response's status is the one that counts, and a body of success that holds an error is one.
        (
            "503 Service Unavailable",
            r#"{"code":500,"message":"m"}"#.to_owned(),
            ("", -32603, 503, "m"),
            Some("UNAVAILABLE"),
        ),
        (
            "200 OK",
            r#"{"code":403,"message":"m"}"#.to_owned(),
            ("", -32603, 403, "m"),
            Some("PERMISSION_DENIED"),
        ),
        (
            "200 OK",
            r#"{"code":5,"message":"m"}"#.to_owned(),
            ("", -32603, 500, "m"),
            Some("INTERNAL"),
        ),
    ] {
        let body = format!(r#"{{"error":{error}}}"#);
        let error = outcome(HttpJson, response(status, "application/json", &body))
            .await
            .unwrap_err();
        assert_eq!(reported(&error), expected, "{status} {body}");
        if let Some(grpc_status) = grpc_status {
            assert_eq!(
                error.agent_error().unwrap().info().grpc_status,
                grpc_status,
                "{status} {body}"
            );
        }
    }
}

#[tokio::test]
async fn details_of_errors_are_kept() {
    let odd = r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"m","data":DATA}}"#;
    for (data, details) in [
        (
            r#"[{"@type":"x","a":1},{"b":2}]"#,
            json!([{"@type": "x", "a": 1}, {"b": 2}]),
        ),
        (r#"{"a":1}"#, json!([{"a": 1}])),
        (
            r#""text""#,
            json!([{"@type": "type.googleapis.com/google.protobuf.Value", "value": "text"}]),
        ),
        ("null", json!([])),
    ] {
        let error = outcome(JsonRpc, rpc(&odd.replace("DATA", data)))
            .await
            .unwrap_err();
        assert_eq!(json!(error.agent_error().unwrap().details()), details, "{data}");
        assert_eq!(error.into_agent_error().unwrap().message(), "m");
    }
}

#[tokio::test]
async fn answers_that_the_protocol_does_not_have() {
    for (binding, answer, kind, message) in [
        (
            JsonRpc,
            response("502 Bad Gateway", "text/html", "<h1>\r\nBad</h1>"),
            ClientErrorKind::Http(502),
            "the server answered GetTask with 502 Bad Gateway: <h1>  Bad</h1>",
        ),
        (
            HttpJson,
            response("502 Bad Gateway", "text/html", ""),
            ClientErrorKind::Http(502),
            "the server answered GetTask with 502 Bad Gateway",
        ),
        (
            HttpJson,
            response("401 Unauthorized", "application/json", r#"{"error":"no"}"#),
            ClientErrorKind::Http(401),
            r#"the server answered GetTask with 401 Unauthorized: {"error":"no"}"#,
        ),
        (
            HttpJson,
            response("404 Not Found", "application/json", r#"{"error":{}}"#),
            ClientErrorKind::Http(404),
            r#"the server answered GetTask with 404 Not Found: {"error":{}}"#,
        ),
        (
            JsonRpc,
            response(
                "400 Bad Request",
                "application/json",
                r#"{"jsonrpc":"2.0","id":9,"error":{"code":1}}"#,
            ),
            ClientErrorKind::Http(400),
            r#"the server answered GetTask with 400 Bad Request: {"jsonrpc":"2.0","id":9,"error":{"code":1}}"#,
        ),
        (
            JsonRpc,
            rpc("<html>"),
            ClientErrorKind::Protocol,
            "the answer to GetTask is not JSON: <html>",
        ),
        (
            JsonRpc,
            rpc(""),
            ClientErrorKind::Protocol,
            "the answer to GetTask is not JSON: ",
        ),
        (
            JsonRpc,
            rpc("[]"),
            ClientErrorKind::Protocol,
            "the answer to GetTask has the wrong form",
        ),
        (
            JsonRpc,
            rpc(r#"{"id":1,"result":{}}"#),
            ClientErrorKind::Protocol,
            "the answer to GetTask is no JSON-RPC response: `jsonrpc` is not \"2.0\"",
        ),
        (
            JsonRpc,
            rpc(r#"{"jsonrpc":"1.0","id":1,"result":{}}"#),
            ClientErrorKind::Protocol,
            "the answer to GetTask is no JSON-RPC response: `jsonrpc` is not \"2.0\"",
        ),
        (
            JsonRpc,
            rpc(r#"{"jsonrpc":"2.0","id":2,"result":{}}"#),
            ClientErrorKind::Protocol,
            "the answer to GetTask has the wrong id: 2 instead of 1",
        ),
        (
            JsonRpc,
            rpc(r#"{"jsonrpc":"2.0","id":"1","result":{}}"#),
            ClientErrorKind::Protocol,
            "the answer to GetTask has the wrong id: \"1\" instead of 1",
        ),
        (
            JsonRpc,
            rpc(r#"{"jsonrpc":"2.0","result":{}}"#),
            ClientErrorKind::Protocol,
            "the answer to GetTask has the wrong id: null instead of 1",
        ),
        (
            JsonRpc,
            rpc(r#"{"jsonrpc":"2.0","id":2,"error":{"code":-32001}}"#),
            ClientErrorKind::Protocol,
            "the answer to GetTask has the wrong id: 2 instead of 1",
        ),
        (
            JsonRpc,
            rpc(r#"{"jsonrpc":"2.0","id":1}"#),
            ClientErrorKind::Protocol,
            "the answer to GetTask has neither `result` nor `error`",
        ),
        (
            JsonRpc,
            rpc(r#"{"jsonrpc":"2.0","id":1,"error":"boom"}"#),
            ClientErrorKind::Protocol,
            "the answer to GetTask has an error that is no JSON-RPC error object: \"boom\"",
        ),
        (
            JsonRpc,
            response("202 Accepted", "application/json", ""),
            ClientErrorKind::Protocol,
            "the answer to GetTask is not JSON: ",
        ),
        (
            HttpJson,
            response("200 OK", "text/html", "<html>"),
            ClientErrorKind::Protocol,
            "the answer to GetTask is not JSON: <html>",
        ),
        (
            HttpJson,
            rpc(r#"{"jsonrpc":"2.0","id":1,"result":{}}"#),
            ClientErrorKind::Protocol,
            "the answer to GetTask is a JSON-RPC response, which HTTP+JSON does not have",
        ),
        (
            HttpJson,
            response("200 OK", "Text/Event-Stream; x=y", "data: {}\n\n"),
            ClientErrorKind::Protocol,
            "the answer to GetTask is a stream",
        ),
    ] {
        let error = outcome(binding, answer).await.unwrap_err();
        assert_eq!((error.kind(), &*error.to_string()), (kind, message));
        assert!(error.agent_error().is_none());
    }
}

#[tokio::test]
async fn excerpts_are_short() {
    let page = format!("<html>{}", "é".repeat(100_000));
    for binding in [JsonRpc, HttpJson] {
        let error = outcome(binding, response("500 Oops", "text/html", &page))
            .await
            .unwrap_err();
        let text = error.to_string();
        assert!(text.len() < 300 && text.ends_with('…'), "{text}");
    }
}

#[tokio::test]
async fn bodies_are_bounded() {
    let fits = format!(r#"{{"id":"{}"}}"#, "x".repeat(91));
    let larger = format!(r#"{{"id":"{}"}}"#, "x".repeat(92));
    let endless = |body: &str| {
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        raw(format!("{head}{:x}\r\n{body}\r\n", body.len())).then_hangs()
    };
    let promise = raw("HTTP/1.1 200 OK\r\ncontent-length: 101\r\n\r\n").then_hangs();
    for (answer, kind) in [
        (response("200 OK", "application/json", &fits), None),
        (
            response("200 OK", "application/json", &larger),
            Some(ClientErrorKind::TooLarge),
        ),
        (endless(&larger), Some(ClientErrorKind::TooLarge)),
        (promise, Some(ClientErrorKind::TooLarge)),
        // The status says more than the size.
        (
            response("500 Oops", "text/html", &larger),
            Some(ClientErrorKind::Http(500)),
        ),
    ] {
        let outcome = bounded(async {
            let server = Server::start([answer]).await;
            let options = TransportOptions::new().with_max_response(100);
            let transport = server.transport(HttpJson, "").with_options(options);
            call(&transport, "GetTask", &json!({"id": "t"})).await
        })
        .await;
        assert_eq!(outcome.err().map(|error| error.kind()), kind);
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    for (status, location, target) in [
        (
            "307 Temporary Redirect",
            "https://other.example/a?token=s3cret#f",
            "https://other.example/a",
        ),
        ("301 Moved Permanently", "/b", "http://HOST/b"),
        (
            "302 Found",
            "https://u:p@other.example/",
            "https://other.example/",
        ),
        ("308 Permanent Redirect", "http://[", "an address that is no URL"),
    ] {
        bounded(async {
            let head = format!("HTTP/1.1 {status}\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
            let mut server = Server::start([raw(head), rpc("{}")]).await;
            let transport = server.transport(JsonRpc, "/a2a?key=k3y");
            let error = call(&transport, "GetTask", &json!({"id": "t"}))
                .await
                .unwrap_err();
            assert_eq!(error.kind(), ClientErrorKind::Redirect);
            let message = format!("http://HOST/a2a redirects to {target}, which is not followed");
            assert_eq!(error.to_string().replace(&server.address, "HOST"), message);
            server.request().await;
            assert!(server.is_silent());
        })
        .await;
    }
    let error = outcome(JsonRpc, raw("HTTP/1.1 304 Not Modified\r\n\r\n"))
        .await
        .unwrap_err();
    assert_eq!(
        error.kind(),
        ClientErrorKind::Http(304),
        "a status of redirects without a target"
    );
}

#[tokio::test]
async fn answers_that_are_cut_off() {
    for head in [
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n",
    ] {
        for binding in [JsonRpc, HttpJson] {
            let error = outcome(binding, raw(head)).await.unwrap_err();
            assert_eq!(error.kind(), ClientErrorKind::Interrupted, "{head:?}");
            assert!(error.source().is_some(), "{head:?}");
        }
    }
}

#[tokio::test]
async fn answers_that_do_not_come_in_time() {
    for head in ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"] {
        for name in ["GetTask", "SubscribeToTask"] {
            bounded(async {
                let server = Server::start([raw(head).then_hangs()]).await;
                let options = TransportOptions::new().with_timeout(Duration::from_millis(50));
                let transport = server.transport(JsonRpc, "/?key=k3y").with_options(options);
                let error = match name {
                    "GetTask" => call(&transport, name, &json!({"id": "t"})).await.unwrap_err(),
                    _ => crate::open(&transport, name, &json!({"id": "t"}))
                        .await
                        .err()
                        .unwrap(),
                };
                if name == "SubscribeToTask" && !head.is_empty() {
                    assert_eq!(error.kind(), ClientErrorKind::Protocol, "it has no type");
                    return;
                }
                assert_eq!(error.kind(), ClientErrorKind::Timeout);
                let message = format!("http://HOST/ did not answer {name} within 50ms");
                assert_eq!(error.to_string().replace(&server.address, "HOST"), message);
            })
            .await;
        }
    }
}

/// An address at which nobody listens.
async fn nobody() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().to_string()
}

#[tokio::test]
async fn hosts_that_cannot_be_reached() {
    bounded(async {
        let address = nobody().await;
        let endpoint = format!("http://user:s3cret@{address}/a2a?key=k3y");
        let transport = HttpTransport::new(JsonRpc, &endpoint, http(), &PROTOCOL).unwrap();
        let error = call(&transport, "GetTask", &json!({"id": "t"}))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ClientErrorKind::Unreachable);
        assert_eq!(error.to_string(), format!("cannot reach http://{address}/a2a"));
        assert!(error.source().is_some());
        let shown = format!("{error:?} {transport:?}");
        assert!(!shown.contains("s3cret") && !shown.contains("k3y"), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn https_speaks_tls() {
    bounded(async {
        let mut server = Server::start([raw("HTTP/1.1 400 Bad Request\r\n\r\n")]).await;
        let endpoint = format!("https://{}", server.address);
        let transport = HttpTransport::new(JsonRpc, &endpoint, http(), &PROTOCOL).unwrap();
        let answer = tokio::spawn(async move { call(&transport, "GetTask", &json!({"id": "t"})).await });
        // A handshake record of TLS that offers HTTP/1.1 (ALPN), and nothing of the request.
        let hello = server.bytes().await;
        assert!(hello.starts_with(b"\x16\x03"), "{hello:?}");
        assert!(
            hello.windows(9).any(|window| window == b"\x08http/1.1"),
            "{hello:?}"
        );
        let error = answer.await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ClientErrorKind::Unreachable, "{error:?}");
    })
    .await;
}

#[test]
fn cryptography_is_nobody_elses_business() {
    http_client().unwrap();
    assert!(CryptoProvider::get_default().is_none(), "none is installed");
    ring::default_provider().install_default().unwrap();
    http_client().unwrap();
}

#[test]
fn endpoints_that_are_no_addresses() {
    for endpoint in [
        "",
        "agent.example.com",
        "/a2a",
        "ftp://agent.example.com",
        "file:///etc/passwd",
        "http://",
    ] {
        let error = HttpTransport::new(HttpJson, endpoint, http(), &PROTOCOL).unwrap_err();
        assert_eq!(error.kind(), ClientErrorKind::Request, "{endpoint}");
    }
}

/// A detail with a name that `serde_json` uses itself is an object like any other, and no document in disguise.
#[tokio::test]
async fn details_stay_what_they_are() {
    let detail = json!({"$serde_json::private::RawValue": NOT_FOUND});
    let details = format!("[{detail}]");
    for (binding, answer) in [
        (
            JsonRpc,
            rpc(&format!(
                r#"{{"jsonrpc":"2.0","id":1,"error":{{"code":-32603,"message":"m","data":{details}}}}}"#
            )),
        ),
        (
            HttpJson,
            response(
                "500 Internal Server Error",
                "application/json",
                format!(r#"{{"error":{{"code":500,"message":"m","details":{details}}}}}"#),
            ),
        ),
    ] {
        let error = outcome(binding, answer).await.unwrap_err();
        let details = error.agent_error().unwrap().details();
        assert_eq!(Value::from(details.to_vec()), json!([detail]), "{binding:?}");
    }
}
