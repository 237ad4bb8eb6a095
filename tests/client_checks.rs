//! A client of ours that checks what an agent answers, byte for byte, and writes down what passed.

use a2a_bindings::v1_0::{Client, GetTaskRequest, PROTOCOL, SendMessageRequest, SubscribeToTaskRequest};
use a2a_runtime::client::{
    Binding, ClientError, ConnectOptions, HttpTransport, connect, fetch_card, http_client,
};
use a2a_tests::{World, card, message};
use a2a_validator::Validator;
use a2a_validator::layer::CheckLayer;
use a2a_validator::traffic::{Direction, Inspector, Mounts, Record, Recorder};
use a2a_validator::transcript::{TranscriptReader, TranscriptWriter, check};
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use std::future::poll_fn;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

const BINDINGS: [Binding; 2] = [Binding::JsonRpc, Binding::HttpJson];

fn validator() -> Validator {
    Validator::new(&PROTOCOL).unwrap()
}

fn mounts() -> Mounts {
    Mounts::new().json_rpc("/rpc").http_json("/v1")
}

/// A client with the layer over one binding.
async fn checked(origin: &str, binding: Binding, layer: CheckLayer) -> Client<HttpTransport> {
    let http = http_client().unwrap();
    let found = fetch_card(&http, origin).await.unwrap();
    let options = ConnectOptions::new()
        .prefer([binding])
        .with_http(http)
        .with_layer(layer);
    connect(&found.card, options).unwrap()
}

/// Reads a stream to its end.
async fn drain<T, E>(mut stream: a2a_bindings::EventStream<T, E>) -> Vec<Result<a2a_bindings::Event<T>, E>> {
    let mut items = Vec::new();
    while let Some(item) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
        items.push(item);
    }
    items
}

/// A file in memory.
#[derive(Clone, Default)]
struct File(Arc<Mutex<Vec<u8>>>);

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is the same whenever it is checked.
fn lines(records: &[Record]) -> Vec<String> {
    let line = |record: &Record| {
        format!(
            "{record} {:?} {:?} {}",
            record.kind, record.operation, record.complete
        )
    };
    records.iter().map(line).collect()
}

#[tokio::test]
async fn a_conversation_with_an_agent_is_valid_and_can_be_checked_again() {
    for binding in BINDINGS {
        let world = World::start().await;
        let (recorder, file) = (Recorder::new(), File::default());
        let writer = TranscriptWriter::new(file.clone());
        let inspector =
            Inspector::new(validator(), mounts(), recorder.sink()).with_transcript(writer.clone());
        let client = checked(&world.origin, binding, inspector.into()).await;
        client
            .send_message(SendMessageRequest::new(message("echo")))
            .await
            .unwrap();
        client
            .send_message(SendMessageRequest::new(message("parts")))
            .await
            .unwrap();
        let events = client
            .send_streaming_message(SendMessageRequest::new(message("stream 5")))
            .await
            .unwrap();
        assert!(drain(events).await.len() > 5);
        let error = client.get_task(GetTaskRequest::new("none")).await.unwrap_err();
        assert!(error.agent_error().is_some(), "{error}");
        client
            .subscribe_to_task(SubscribeToTaskRequest::new("none"))
            .await
            .map(|_| ())
            .unwrap_err();

        let live = recorder.records();
        assert!(live.len() > 12, "{}", live.len());
        assert!(recorder.invalid().is_empty(), "{:#?}", recorder.invalid());
        assert!(live.iter().any(|record| record.refused));
        writer.check().unwrap();
        let transcript = file.0.lock().unwrap().clone();
        let again = Recorder::new();
        check(TranscriptReader::new(&transcript[..]), &validator(), again.sink()).unwrap();
        assert_eq!(
            lines(&again.records()),
            lines(&live),
            "{}",
            String::from_utf8_lossy(&transcript)
        );
        world.finish().await;
    }
}

/// An agent that answers the same to everything.
async fn bad_agent(content_type: &'static str, json_rpc: &'static str, http_json: &'static str) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let card = serde_json::to_string(&card(address)).unwrap();
    let app = Router::new().fallback(move |request: axum::extract::Request| {
        let path = request.uri().path();
        let (content_type, body) = if path.starts_with("/.well-known") {
            ("application/json", card.clone())
        } else if path == "/rpc" {
            (content_type, json_rpc.to_owned())
        } else {
            (content_type, http_json.to_owned())
        };
        async move { ([(CONTENT_TYPE, content_type)], body).into_response() }
    });
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    format!("http://{address}")
}

/// What a client gets from an agent: with a layer that reports, and with one that enforces.
async fn ask(client: &Client<HttpTransport>) -> Result<String, ClientError> {
    let task = client.get_task(GetTaskRequest::new("t")).await?;
    Ok(task.id)
}

#[tokio::test]
async fn what_an_agent_does_wrong_is_reported_or_does_not_reach_the_client() {
    // Readers of ProtoJSON accept it; what an agent sends it is not.
    let result = r#"{"id":"t","status":{"state":2},"context_id":"c"}"#;
    let envelope = r#"{"jsonrpc":"2.0","id":1,"result":{"id":"t","status":{"state":2},"context_id":"c"}}"#;
    for binding in BINDINGS {
        let origin = bad_agent("application/json", envelope, result).await;
        let recorder = Recorder::new();
        let layer = CheckLayer::new(validator(), mounts(), recorder.sink());
        let client = checked(&origin, binding, layer).await;
        assert_eq!(ask(&client).await.unwrap(), "t");
        let records = recorder.records();
        let found: Vec<_> = records
            .iter()
            .flat_map(|record| &record.findings)
            .map(|finding| finding.pointer.as_str())
            .collect();
        assert!(
            found.iter().any(|pointer| pointer.ends_with("/status/state")),
            "{found:?}"
        );
        assert!(
            found.iter().any(|pointer| pointer.ends_with("/context_id")),
            "{found:?}"
        );
        assert!(
            records
                .iter()
                .all(|record| record.direction == Direction::Response || record.findings.is_empty())
        );

        let http = http_client().unwrap();
        let found = fetch_card(&http, &origin).await.unwrap();
        let enforcing = CheckLayer::new(validator(), mounts(), recorder.sink()).enforcing();
        let options = ConnectOptions::new()
            .prefer([binding])
            .with_http(http)
            .with_layer(enforcing);
        let client = connect(&found.card, options).unwrap();
        let error = ask(&client).await.unwrap_err();
        let agent_error = error.agent_error().unwrap();
        assert_eq!(agent_error.info().name, "InvalidAgentResponseError", "{error}");
        // Nor does an invalid request leave.
        let total = recorder.total();
        let error = client
            .get_task(GetTaskRequest::new("t").with_history_length(-1))
            .await
            .unwrap_err();
        assert_eq!(
            error.agent_error().unwrap().info().json_rpc_code,
            -32602,
            "{error}"
        );
        assert_eq!(recorder.total(), total + 2);
    }
}

#[tokio::test]
async fn an_invalid_event_ends_the_stream_of_a_client_that_enforces() {
    let event = r#"{"task":{"id":"t","status":{"state":"TASK_STATE_WORKING"}}}"#;
    let stream = "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"task\":{\"id\":\"t\",\"status\":{\"state\":\"TASK_STATE_WORKING\"}}}}\n\n\
        data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"task\":{\"id\":\"t\",\"status\":{\"state\":2}}}}\n\n";
    let bare = "data: {\"task\":{\"id\":\"t\",\"status\":{\"state\":\"TASK_STATE_WORKING\"}}}\n\ndata: {\"task\":{\"id\":\"t\",\"status\":{\"state\":2}}}\n\n";
    assert!(stream.contains(event) && bare.contains(event));
    for binding in BINDINGS {
        let origin = bad_agent("text/event-stream", stream, bare).await;
        let recorder = Recorder::new();
        let http = http_client().unwrap();
        let found = fetch_card(&http, &origin).await.unwrap();
        let layer = CheckLayer::new(validator(), mounts(), recorder.sink()).enforcing();
        let options = ConnectOptions::new()
            .prefer([binding])
            .with_http(http)
            .with_layer(layer);
        let client = connect(&found.card, options).unwrap();
        let items = drain(
            client
                .subscribe_to_task(SubscribeToTaskRequest::new("t"))
                .await
                .unwrap(),
        )
        .await;
        let [Ok(_), Err(error)] = &items[..] else {
            panic!("{items:?}")
        };
        assert_eq!(
            error.agent_error().unwrap().info().name,
            "InvalidAgentResponseError",
            "{error}"
        );
    }
}
