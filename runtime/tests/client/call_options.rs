//! What one call says beside its request, through the generated client.

use crate::server::{Answer, Server, bounded, raw, response};
use a2a_bindings::CallOptions;
use a2a_bindings::v1_0::{Client, GetTaskRequest, SubscribeToTaskRequest};
use a2a_runtime::client::Binding::{self, HttpJson, JsonRpc};
use a2a_runtime::client::{ClientError, ClientErrorKind, HttpTransport, TransportOptions};
use http::{HeaderName, HeaderValue};
use std::collections::BTreeMap;
use std::error::Error;
use std::time::Duration;

const TASK: &str = r#"{"id":"t","status":{"state":"TASK_STATE_WORKING"}}"#;

fn task(binding: Binding) -> Answer {
    let body = match binding {
        JsonRpc => format!(r#"{{"jsonrpc":"2.0","id":1,"result":{TASK}}}"#),
        _ => TASK.to_owned(),
    };
    response("200 OK", "application/json", body)
}

/// A client whose transport has a key, a header and an extension of its own.
fn client(server: &Server, binding: Binding) -> Client<HttpTransport> {
    let options = TransportOptions::new()
        .with_bearer_token("own")
        .unwrap()
        .with_extensions(["urn:own"])
        .unwrap()
        .with_header(HeaderName::from_static("x-own"), HeaderValue::from_static("own"));
    Client::new(server.transport(binding, "").with_options(options))
}

/// The values of these headers, every line of them.
fn values(request: &str, names: &[&str]) -> Vec<String> {
    let lines = request.lines().take_while(|line| !line.is_empty());
    let mut found: Vec<_> = lines
        .filter(|line| names.contains(&line.split(':').next().unwrap()))
        .map(str::to_owned)
        .collect();
    found.sort_unstable();
    found
}

const NAMES: [&str; 7] = [
    "a2a-extensions",
    "authorization",
    "last-event-id",
    "traceparent",
    "x-a2a-extensions",
    "x-own",
    "a2a-version",
];

#[tokio::test]
async fn a_call_has_headers_and_extensions_of_its_own() {
    for binding in [JsonRpc, HttpJson] {
        bounded(async {
            let mut server = Server::start([task(binding), raw("")]).await;
            let client = client(&server, binding);
            let trace = BTreeMap::from([("traceparent".to_owned(), "00-1-2-01".to_owned())]);
            let call = CallOptions::new()
                .with_header("Authorization", "Bearer càll")
                .with_headers(trace)
                .with_extensions(["urn:b", "urn:own", "urn:a"])
                .with_last_event_id("7");
            let shown = format!("{call:?} {:?}", client.with_call_options(call.clone()));
            assert!(
                shown.contains("authorization") && !shown.contains("càll"),
                "{shown}"
            );
            client
                .with_call_options(call)
                .get_task(GetTaskRequest::new("t"))
                .await
                .unwrap();
            assert_eq!(
                values(&server.request().await, &NAMES),
                [
                    "a2a-extensions: urn:own,urn:b,urn:a",
                    "a2a-version: 1.0",
                    "authorization: Bearer càll",
                    "traceparent: 00-1-2-01",
                    "x-a2a-extensions: urn:own,urn:b,urn:a",
                    "x-own: own",
                ],
                "{binding}"
            );
            // It was for that call alone.
            client.get_task(GetTaskRequest::new("t")).await.unwrap_err();
            assert_eq!(
                values(&server.request().await, &NAMES),
                [
                    "a2a-extensions: urn:own",
                    "a2a-version: 1.0",
                    "authorization: Bearer own",
                    "x-a2a-extensions: urn:own",
                    "x-own: own",
                ],
                "{binding}"
            );
        })
        .await;
    }
}

#[tokio::test]
async fn subscriptions_go_on_after_an_event() {
    bounded(async {
        let unknown = || response("405 Method Not Allowed", "text/plain", "");
        let event = format!(r#"{{"task":{TASK}}}"#);
        let mut server = Server::start([unknown(), response("200 OK", "application/json", event)]).await;
        let call = CallOptions::new()
            .with_last_event_id("é7")
            .with_header("x-own", "k");
        let client = client(&server, HttpJson).with_call_options(call);
        drop(
            client
                .subscribe_to_task(SubscribeToTaskRequest::new("7"))
                .await
                .unwrap(),
        );
        // The second try says the same as the first.
        for verb in ["POST", "GET"] {
            let request = server.request().await;
            assert!(request.starts_with(verb), "{request}");
            assert_eq!(
                values(&request, &["last-event-id", "x-own"]),
                ["last-event-id: é7", "x-own: k"]
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_call_has_a_time_limit_of_its_own() {
    for binding in [JsonRpc, HttpJson] {
        bounded(async {
            let server = Server::start([raw("").then_hangs(), raw("").then_hangs()]).await;
            let client = client(&server, binding)
                .with_call_options(CallOptions::new().with_timeout(Duration::from_millis(50)));
            let subscription = client.subscribe_to_task(SubscribeToTaskRequest::new("t")).await;
            for error in [
                client.get_task(GetTaskRequest::new("t")).await.unwrap_err(),
                subscription.err().unwrap(),
            ] {
                assert_eq!(error.kind(), ClientErrorKind::Timeout);
                assert!(error.to_string().ends_with(" within 50ms"), "{error}");
            }
        })
        .await;
    }
}

/// An error and everything behind it, as a log would have it.
fn shown(error: &ClientError) -> String {
    let mut shown = format!("{error:?} {error}");
    let mut source = error.source();
    while let Some(error) = source {
        shown += &format!(" {error:?} {error}");
        source = error.source();
    }
    shown
}

#[tokio::test]
async fn what_no_header_can_carry_is_not_sent() {
    let own = |name: &str| format!("the header `{name}` is the transport's own and cannot be set for a call");
    let mut rows = vec![
        (
            CallOptions::new().with_header("x y", "s3cret"),
            "`x y` is no name of a header".to_owned(),
        ),
        (
            CallOptions::new().with_header("", "s3cret"),
            "`` is no name of a header".to_owned(),
        ),
        (
            CallOptions::new().with_header("x-key", "s3cret\r\nx: y"),
            "the value of the header `x-key` fits into no header".to_owned(),
        ),
        (
            CallOptions::new().with_extensions(["urn:a", "a,b"]),
            "`a,b` is no extension URI".to_owned(),
        ),
        (
            CallOptions::new().with_last_event_id("7\r\nx: y"),
            "the event id fits into no header".to_owned(),
        ),
    ];
    for name in [
        "a2a-version",
        "a2a-extensions",
        "x-a2a-extensions",
        "last-event-id",
        "accept",
        "content-type",
        "content-length",
        "transfer-encoding",
        "host",
        "connection",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "upgrade",
        "expect",
    ] {
        let name_in_capitals = name.to_ascii_uppercase();
        rows.push((
            CallOptions::new().with_header(name_in_capitals, "s3cret"),
            own(name),
        ));
    }
    // The fields are open, so the name need not be in lower case.
    let mut call = CallOptions::new();
    call.headers
        .insert("Content-Type".to_owned(), "s3cret".to_owned());
    rows.push((call, own("content-type")));

    let mut server = Server::start([response("200 OK", "application/json", "{}")]).await;
    for (call, message) in rows {
        let client = client(&server, HttpJson).with_call_options(call);
        let subscription = client.subscribe_to_task(SubscribeToTaskRequest::new("t"));
        let error = bounded(subscription).await.err().unwrap();
        assert_eq!(
            (error.kind(), error.to_string()),
            (ClientErrorKind::Request, message)
        );
        assert!(!shown(&error).contains("s3cret"), "{}", shown(&error));
    }
    assert!(server.is_silent());
}
