//! `demo`: the library's agent and client in conversation, with a validator between them.

mod agent;
mod conversation;
mod report;
mod server;
mod steps;

pub(crate) use server::{DemoServer, base_url, signing_key};

use crate::commands::Outcome;
use crate::error::{Code, Error, with_causes};
use crate::output::Format;
use a2a_bindings::v1_0::PROTOCOL;
use a2a_runtime::server::serve;
use a2a_validator::Validator;
use a2a_validator::layer::{CheckLayer, Mounts, Record, Recorder};
use axum::Router;
use conversation::Conversation;
use report::Report;
use server::JSON_RPC_PATH;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// Starts the agent, talks to it, stops it, and prints what happened.
pub(crate) async fn run(format: Format) -> Result<Outcome, Error> {
    let begun = Instant::now();
    let internal =
        |error: &dyn std::error::Error| Error::new(Code::Internal, format!("the demo cannot start: {error}"));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .map_err(|error| internal(&error))?;
    let base_url = base_url(listener.local_addr().map_err(|error| internal(&error))?);
    let server = DemoServer::new(&base_url, &signing_key(None)?)?;

    let recorder = Recorder::new();
    let app = checked(server.app, recorder.sink())?;
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(
        serve(listener, app, stopped)
            .drain(Duration::from_secs(1))
            .into_future(),
    );

    let mut conversation = Conversation::new(recorder.clone());
    steps::run(&mut conversation, &base_url, &server.key).await;

    server.engine.shutdown(Duration::ZERO).await;
    drop(stop);
    // If the server has panicked, the steps have failed already.
    let _ = serving.await;
    let report = Report::new(conversation, &recorder, begun.elapsed());
    report.print(format)?;
    Ok(if report.is_good() {
        Outcome::Done
    } else {
        Outcome::Negative
    })
}

/// The application with every message on the wire checked, in both directions.
pub(crate) fn checked(app: Router, sink: impl Fn(Record) + Send + Sync + 'static) -> Result<Router, Error> {
    let validator =
        Validator::new(&PROTOCOL).map_err(|error| Error::new(Code::Internal, with_causes(&error)))?;
    let mounts = Mounts::new().json_rpc(JSON_RPC_PATH).json_rpc("/").http_json("/");
    Ok(app.layer(CheckLayer::new(validator, mounts, sink)))
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
        let server = DemoServer::new(&base_url(address), &signing_key(None).unwrap()).unwrap();
        let recorder = Recorder::new();
        let app = checked(server.app, recorder.sink()).unwrap();
        let serving = tokio::spawn(serve(listener, app, std::future::pending::<()>()).into_future());
        let mut stream = TcpStream::connect(address).await.unwrap();
        let (headers, length) = (
            "host: x\r\nconnection: close\r\ncontent-type: application/json",
            body.len(),
        );
        let request = format!("POST {path} HTTP/1.1\r\n{headers}\r\ncontent-length: {length}\r\n\r\n{body}");
        stream.write_all(request.as_bytes()).await.unwrap();
        stream.read_to_end(&mut Vec::new()).await.unwrap();
        serving.abort();
        Report::new(Conversation::new(recorder.clone()), &recorder, Duration::ZERO)
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
