//! `demo`: the library's agent and client in conversation, with a validator between them.

mod agent;
mod checks;
mod conversation;
mod report;
mod server;
mod steps;
mod store;
mod webhooks;

pub(crate) use server::{DemoServer, JSON_RPC_PATHS, Setup, base_url, signing_key};
pub(crate) use store::{Leftover, Store};

use crate::args::StoreName;
use crate::commands::Outcome;
use crate::error::{Code, Error, with_causes};
use crate::output::Format;
use a2a_bindings::v1_0::PROTOCOL;
use a2a_runtime::server::serve;
use a2a_validator::Validator;
use a2a_validator::layer::{CheckLayer, Mounts, Record};
use axum::Router;
use checks::Checks;
use conversation::{Conversation, Failed};
use report::Report;
use server::JSON_RPC_PATH;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use webhooks::Webhooks;

/// Starts the agent, talks to it, stops it, and prints what happened.
pub(crate) async fn run(format: Format) -> Result<Outcome, Error> {
    let begun = Instant::now();
    let internal =
        |error: &dyn std::error::Error| Error::new(Code::Internal, format!("the demo cannot start: {error}"));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .map_err(|error| internal(&error))?;
    let base_url = base_url(listener.local_addr().map_err(|error| internal(&error))?);
    let server = demo_server(&base_url)?;

    let checks = Checks::default();
    let webhooks = Webhooks::start(validator()?, checks.clone())
        .await
        .map_err(|error| internal(&error))?;
    let app = checked(server.app, checks.recorder.sink())?;
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(serve(listener, app, stopped).drain(PATIENCE).into_future());

    let mut conversation = Conversation::new(checks);
    steps::run(&mut conversation, &base_url, &server.key, &webhooks).await;
    let end = async {
        let remaining = server.engine.shutdown(PATIENCE).await;
        drop(stop);
        // If the server has panicked, the steps have failed already.
        let _ = serving.await;
        webhooks.stop().await;
        match (remaining.runs, remaining.undelivered) {
            (0, 0) => Ok::<_, Failed>(("nothing left to do, nothing left to tell".to_owned(), ())),
            (runs, tasks) => Err(format!("{runs} runs and {tasks} tasks with notifications remain").into()),
        }
    };
    conversation.step("shutdown", None, end).await;
    let report = Report::new(conversation, begun.elapsed());
    report.print(format)?;
    Ok(if report.is_good() {
        Outcome::Done
    } else {
        Outcome::Negative
    })
}

/// How long what is under way may take when the demo ends; nothing should be.
const PATIENCE: Duration = Duration::from_secs(1);

/// The agent of the demo, which keeps its tasks in memory and its failures to itself.
fn demo_server(base_url: &str) -> Result<DemoServer, Error> {
    DemoServer::new(&Setup {
        base_url,
        key: &signing_key(None)?,
        store: &Store::open(&StoreName::Memory, None)?,
        private_webhooks: true,
        on_failure: |_| {},
        extended_card: true,
        behaviors: None,
    })
}

fn validator() -> Result<Validator, Error> {
    Validator::new(&PROTOCOL).map_err(|error| Error::new(Code::Internal, with_causes(&error)))
}

/// The application with every message on the wire checked, in both directions, by itself and in its place.
pub(crate) fn checked(app: Router, sink: impl Fn(Record) + Send + Sync + 'static) -> Result<Router, Error> {
    let mounts = Mounts::new().json_rpc(JSON_RPC_PATH).json_rpc("/").http_json("/");
    let mounts = mounts.ignore("/healthz").ignore("/readyz");
    let sink = a2a_validator::Conversation::new(&PROTOCOL).sink(sink);
    Ok(app.layer(CheckLayer::new(validator()?, mounts, sink)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    /// What the report says about a body that is sent to a path.
    async fn report_of(path: &str, body: &str) -> Report {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = demo_server(&base_url(address)).unwrap();
        let checks = Checks::default();
        let app = checked(server.app, checks.recorder.sink()).unwrap();
        let serving = tokio::spawn(serve(listener, app, std::future::pending::<()>()).into_future());
        let mut stream = TcpStream::connect(address).await.unwrap();
        let (headers, length) = (
            "host: x\r\nconnection: close\r\na2a-version: 1.0\r\ncontent-type: application/json",
            body.len(),
        );
        let request = format!("POST {path} HTTP/1.1\r\n{headers}\r\ncontent-length: {length}\r\n\r\n{body}");
        stream.write_all(request.as_bytes()).await.unwrap();
        stream.read_to_end(&mut Vec::new()).await.unwrap();
        serving.abort();
        Report::new(Conversation::new(checks), Duration::ZERO)
    }

    #[tokio::test]
    async fn an_invalid_message_spoils_the_report_on_each_binding() {
        let good = r#"{"message":{"messageId":"1","role":"ROLE_USER","parts":[{"text":"hi"}]}}"#;
        let bad = good.replace("ROLE_USER", "user");
        let call =
            |params: &str| format!(r#"{{"jsonrpc":"2.0","id":1,"method":"SendMessage","params":{params}}}"#);
        assert!(report_of("/message:send", good).await.is_good());
        assert!(!report_of("/message:send", &bad).await.is_good());
        assert!(report_of(JSON_RPC_PATH, &call(good)).await.is_good());
        assert!(!report_of(JSON_RPC_PATH, &call(&bad)).await.is_good());
    }
}
