//! From a card to a client, and the generated client on the wire.

use crate::next;
use crate::server::{Server, bounded, events, http, response};
use a2a_bindings::v1_0::{
    AgentCard, DeleteTaskPushNotificationConfigRequest, ErrorKind, GetTaskRequest, ListTasksRequest, Message,
    Role, SendMessageRequest, SendMessageResponse, StreamResponse, SubscribeToTaskRequest, TaskState,
};
use a2a_runtime::client::Binding::{self, HttpJson, JsonRpc};
use a2a_runtime::client::{ClientErrorKind, ConnectOptions, TransportOptions, connect};
use serde_json::{Value, json};

/// A card with interfaces as (binding, version, URL, tenant).
fn card(interfaces: &[(&str, &str, &str, &str)]) -> AgentCard {
    let interfaces: Vec<Value> = interfaces
        .iter()
        .map(|(binding, version, url, tenant)| {
            json!({"protocolBinding": binding, "protocolVersion": version, "url": url, "tenant": tenant})
        })
        .collect();
    serde_json::from_value(json!({
        "name": "n", "description": "d", "version": "1", "capabilities": {}, "skills": [],
        "defaultInputModes": [], "defaultOutputModes": [], "supportedInterfaces": interfaces,
    }))
    .unwrap()
}

#[test]
fn the_first_interface_that_is_spoken() {
    let all = [
        ("GRPC", "1.0", "https://grpc", ""),
        ("JSONRPC", "0.3", "https://old", ""),
        ("https://example.com/own", "1.0", "https://own", ""),
        ("HTTP+JSON", "1.0", "https://rest/", ""),
        ("JSONRPC", "1.0.1", "https://rpc/a", ""),
        ("JSONRPC", "1.0", "https://rpc/b", ""),
    ];
    for (interfaces, preference, binding, endpoint) in [
        (&all[..], &[][..], HttpJson, "https://rest/"),
        (&all[..], &[JsonRpc][..], JsonRpc, "https://rpc/a"),
        (&all[..], &[JsonRpc, HttpJson][..], JsonRpc, "https://rpc/a"),
        (&all[..], &[HttpJson, JsonRpc][..], HttpJson, "https://rest/"),
        (&all[..4], &[JsonRpc][..], HttpJson, "https://rest/"),
        (&all[4..], &[][..], JsonRpc, "https://rpc/a"),
        (
            &[("jsonrpc", "1.0", "http://lower", "")][..],
            &[][..],
            JsonRpc,
            "http://lower/",
        ),
    ] {
        let options = ConnectOptions::new().prefer(preference.iter().copied());
        let client = connect(&card(interfaces), options).unwrap();
        let transport = client.transport();
        assert_eq!(
            (transport.binding(), transport.endpoint()),
            (binding, endpoint),
            "{preference:?}"
        );
    }
}

#[test]
fn cards_without_a_usable_interface() {
    for (interfaces, kind, message) in [
        (
            &[][..],
            ClientErrorKind::NoInterface,
            "the agent offers no interface at all, as cards of 0.3 do, \
             and this client speaks JSONRPC or HTTP+JSON 1.0",
        ),
        (
            &[
                ("GRPC", "1.0", "https://a", ""),
                ("urn:x", "1.0", "https://a", ""),
            ][..],
            ClientErrorKind::NoInterface,
            "the agent offers GRPC 1.0, urn:x 1.0, and this client speaks JSONRPC or HTTP+JSON 1.0",
        ),
        (
            &[
                ("JSONRPC", "0.3.0", "https://a", ""),
                ("HTTP+JSON", "10.0", "https://a", ""),
                ("JSONRPC", "1", "https://a", ""),
            ][..],
            ClientErrorKind::Version,
            "the agent offers JSONRPC 0.3.0, HTTP+JSON 10.0, JSONRPC 1, \
             and this client speaks JSONRPC or HTTP+JSON 1.0",
        ),
        (
            &[("JSONRPC", "1.0", "/a2a", "")][..],
            ClientErrorKind::Card,
            "the agent's JSONRPC interface has no usable URL",
        ),
    ] {
        let error = connect(&card(interfaces), ConnectOptions::new()).unwrap_err();
        assert_eq!((error.kind(), &*error.to_string()), (kind, message));
    }
}

/// A task of the agent.
const TASK: &str = r#"{"id":"t/1","contextId":"c","status":{"state":"TASK_STATE_WORKING"}}"#;

/// A client of a server's only interface.
fn client_of(
    server: &Server,
    binding: Binding,
    tenant: &str,
) -> a2a_bindings::v1_0::Client<a2a_runtime::client::HttpTransport> {
    let url = format!("http://{}/a2a", server.address);
    let options = ConnectOptions::new()
        .with_http(http())
        .with_transport(TransportOptions::new().with_bearer_token("t0ken").unwrap());
    connect(&card(&[(binding.name(), "1.0", &url, tenant)]), options).unwrap()
}

#[tokio::test]
async fn the_generated_client_over_json_rpc() {
    bounded(async {
        let mut server = Server::start([
            response("200 OK", "application/json", format!(r#"{{"jsonrpc":"2.0","id":1,"result":{{"task":{TASK}}}}}"#)),
            response("200 OK", "application/json", r#"{"jsonrpc":"2.0","id":2,"result":{"status":5,"id":"t"}}"#),
            response("200 OK", "application/json", r#"{"jsonrpc":"2.0","id":3,"result":{"status":{"state":[]},"id":"t"}}"#),
            response("200 OK", "application/json", r#"{"jsonrpc":"2.0","id":4,"result":null}"#),
            response("200 OK", "application/json", r#"{"jsonrpc":"2.0","id":5,"result":{},"error":{"code":-32001,"message":"no"}}"#),
            response("200 OK", "application/json", r#"{"jsonrpc":"2.0","id":6,"result":null}"#),
        ])
        .await;
        let client = client_of(&server, JsonRpc, "acme");
        let request = SendMessageRequest::new(Message::new("m", Role::User, ["hi"]));
        let SendMessageResponse::Task(task) = client.send_message(request).await.unwrap() else { panic!() };
        assert_eq!(task.id, "t/1");
        let request = server.request().await;
        assert!(request.starts_with("POST /a2a HTTP/1.1\r\n"), "{request}");
        assert!(request.contains("\r\nauthorization: Bearer t0ken\r\n"), "{request}");
        let body = r#"{"jsonrpc":"2.0","id":1,"method":"SendMessage","params":{"tenant":"acme","message":{"messageId":"m","role":"ROLE_USER","parts":[{"text":"hi"}]}}}"#;
        assert!(request.ends_with(&format!("\r\n\r\n{body}")), "{request}");

        for path in ["result.status", "result.status.state"] {
            let error = client.get_task(GetTaskRequest::new("t")).await.unwrap_err();
            assert_eq!((error.kind(), error.path()), (ClientErrorKind::Protocol, Some(path)), "{error:?}");
            assert_eq!(error.to_string(), format!("the answer to GetTask has the wrong form at `{path}`"));
        }
        let error = client.get_task(GetTaskRequest::new("t")).await.unwrap_err();
        assert_eq!(error.to_string(), "the answer to GetTask has `null` for a result");
        // The error counts, not the result that is none.
        let error = client.get_task(GetTaskRequest::new("t")).await.unwrap_err();
        assert_eq!(error.agent_error().and_then(ErrorKind::of), Some(ErrorKind::TaskNotFound), "{error:?}");
        let deletion = DeleteTaskPushNotificationConfigRequest::new("t", "c");
        client.delete_task_push_notification_config(deletion).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_generated_client_over_http_json() {
    bounded(async {
        let not_found = r#"{"error":{"code":404,"status":"NOT_FOUND","message":"no","details":[{"@type":
            "type.googleapis.com/google.rpc.ErrorInfo","reason":"TASK_NOT_FOUND","domain":"a2a-protocol.org"}]}}"#;
        let mut server = Server::start([
            response("200 OK", "application/a2a+json", format!(r#"{{"task":{TASK}}}"#)),
            response("200 OK", "application/a2a+json", r#"{"tasks":[],"nextPageToken":"","pageSize":5,"totalSize":0}"#),
            response("404 Not Found", "application/a2a+json", not_found),
            response("200 OK", "application/json", not_found),
            response("200 OK", "text/html", ""),
        ])
        .await;
        let client = client_of(&server, HttpJson, "acme");
        let message = SendMessageRequest::new(Message::new("m", Role::User, ["hi"]));
        client.send_message(message.clone().with_tenant("other")).await.unwrap();
        let request = server.request().await;
        assert!(request.starts_with("POST /a2a/acme/message:send HTTP/1.1\r\n"), "{request}");
        let body = r#"{"message":{"messageId":"m","parts":[{"text":"hi"}],"role":"ROLE_USER"}}"#;
        assert!(request.ends_with(&format!("\r\n\r\n{body}")), "{request}");

        let filter = ListTasksRequest::new().with_status(TaskState::Working).with_page_size(5);
        client.list_tasks(filter).await.unwrap();
        let request = server.request().await;
        let line = "GET /a2a/acme/tasks?pageSize=5&status=TASK_STATE_WORKING HTTP/1.1\r\n";
        assert!(request.starts_with(line), "{request}");

        let error = client.get_task(GetTaskRequest::new("t")).await.unwrap_err();
        assert_eq!(error.agent_error().and_then(ErrorKind::of), Some(ErrorKind::TaskNotFound), "{error:?}");
        // Not a payload that this version does not know.
        let error = client.send_message(message).await.unwrap_err();
        assert_eq!(error.agent_error().and_then(ErrorKind::of), Some(ErrorKind::TaskNotFound), "{error:?}");
        let deletion = DeleteTaskPushNotificationConfigRequest::new("t", "c");
        client.delete_task_push_notification_config(deletion).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_interface_without_a_tenant_gets_none() {
    bounded(async {
        let mut server = Server::start([response("200 OK", "application/json", TASK)]).await;
        let client = client_of(&server, HttpJson, "");
        client
            .get_task(GetTaskRequest::new("t/1").with_tenant("other"))
            .await
            .unwrap();
        let request = server.request().await;
        assert!(
            request.starts_with("GET /a2a/tasks/t%2F1 HTTP/1.1\r\n"),
            "{request}"
        );
    })
    .await;
}

#[tokio::test]
async fn typed_streams() {
    let update =
        r#"{"statusUpdate":{"taskId":"t/1","contextId":"c","status":{"state":"TASK_STATE_COMPLETED"}}}"#;
    for binding in [JsonRpc, HttpJson] {
        bounded(async {
            let event = |id: u32, json: &str| match binding {
                HttpJson => format!("id: {id}\ndata: {json}\n\n"),
                _ => format!("id: {id}\ndata: {{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{json}}}\n\n"),
            };
            let stream = [
                event(1, &format!("{{\"task\":{TASK}}}")),
                event(2, update),
                event(3, r#"{"new":{}}"#),
            ];
            let server = Server::start([events(&[stream.concat()])]).await;
            let client = client_of(&server, binding, "");
            let mut stream = client
                .subscribe_to_task(SubscribeToTaskRequest::new("t/1"))
                .await
                .unwrap();

            let first = next(&mut stream).await.unwrap().unwrap();
            assert!(
                matches!(&*first, StreamResponse::Task(task) if task.id == "t/1"),
                "{first:?}"
            );
            assert_eq!(first.id(), Some("1"));
            let second = next(&mut stream).await.unwrap().unwrap();
            let StreamResponse::StatusUpdate(update) = &*second else {
                panic!("{second:?}")
            };
            assert!(update.status.state.is_terminal());
            // A payload of a later version is an event too.
            let third = next(&mut stream).await.unwrap().unwrap();
            assert!(matches!(&*third, StreamResponse::Unrecognized(_)), "{third:?}");
            assert_eq!(third.id(), Some("3"));
            assert!(next(&mut stream).await.is_none());
        })
        .await;
    }
}
