//! An agent on a loopback port whose traffic is checked against the schema, whatever a test does with it; and
//! [`support`] for the tests that put the engine under stress.

pub mod documents;
pub mod support;

use a2a_bindings::Bytes;
use a2a_bindings::v1_0::{
    AgentCapabilities, AgentCard, AgentInterface, AgentSkill, Artifact, Client, Message, PROTOCOL, Part,
    Role, Server,
};
use a2a_engine::{Agent, AgentError, TaskContext, TaskEngine};
use a2a_runtime::client::{Binding, ConnectOptions, HttpTransport, connect, fetch_card, http_client};
use a2a_runtime::server::{Options, agent_card, http_json, json_rpc};
use a2a_validator::layer::{CheckLayer, Direction, Mounts, Record, Recorder};
use a2a_validator::{Conversation, Severity, Validator};
use axum::Router;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// The agent of the tests: the first word of a message decides.
#[derive(Debug)]
pub struct TestAgent;

impl Agent for TestAgent {
    async fn run(&self, task: TaskContext) -> Result<(), AgentError> {
        let text = task.text();
        let mut words = text.split_whitespace();
        if !task.history().is_empty() {
            task.artifact(Artifact::new("answer", [Part::text(text)])).await?;
            return Ok(());
        }
        match words.next() {
            Some("stream") => {
                let count: usize = words.next().and_then(|word| word.parse().ok()).unwrap_or(3);
                task.working("counting").await?;
                for number in 1..=count {
                    let chunk = Artifact::new("numbers", [Part::text(format!("{number}\n"))]);
                    if number < count {
                        task.append(chunk).await?
                    } else {
                        task.append_last(chunk).await?
                    }
                }
            }
            Some("ask") => task.ask("Which one?").await?,
            Some("login") => task.require_auth("Sign in first.").await?,
            Some("wait") => {
                task.working("waiting").await?;
                task.cancelled().await;
            }
            Some("message") => task.reply("no task needed").await?,
            Some("fail") => return Err(AgentError::new("a secret detail")),
            Some("panic") => panic!("a secret detail"),
            Some("parts") => {
                let parts = [
                    Part::text("line\nbreak \u{2028} and ünïcödé"),
                    Part::raw(Bytes::from_static(&[0, 255, 254])).with_filename("a.bin"),
                    Part::url("https://x.test/a?b=c#d").with_media_type("image/png"),
                    Part::data(serde_json::json!({"n": 9007199254740993_u64, "none": null})),
                    Part::data(serde_json::Value::Null),
                ];
                task.artifact(Artifact::new("parts", parts)).await?;
            }
            _ => task.artifact(Artifact::new("echo", [Part::text(text)])).await?,
        }
        Ok(())
    }
}

/// A running agent.
pub struct World {
    /// Where it is.
    pub origin: String,
    recorder: Arc<Recorder>,
}

impl World {
    /// Starts the agent.
    pub async fn start() -> Self {
        Self::start_with(|app| app).await
    }

    /// Starts the agent with something between it and the check of what it says.
    pub async fn start_with(change: impl FnOnce(Router) -> Router) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let recorder = Arc::new(Recorder::new());
        let mounts = Mounts::new().json_rpc("/rpc").http_json("/v1");
        let sink = Conversation::new(&PROTOCOL).sink(recorder.sink());
        let layer = CheckLayer::new(Validator::new(&PROTOCOL).unwrap(), mounts, sink);
        let app = change(app(address)).layer(layer);
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self {
            origin: format!("http://{address}"),
            recorder,
        }
    }

    /// A client over one binding.
    pub async fn client(&self, binding: Binding) -> Client<HttpTransport> {
        let http = http_client().unwrap();
        let found = fetch_card(&http, &self.origin).await.unwrap();
        connect(
            &found.card,
            ConnectOptions::new().prefer([binding]).with_http(http),
        )
        .unwrap()
    }

    /// Everything that passed so far.
    pub fn records(&self) -> Vec<Record> {
        self.recorder.records()
    }

    /// Ends the test: everything that the agent sent must have been valid and right in its place, and every request
    /// that it did not refuse.
    pub async fn finish(self) {
        // The record of an answer is there before the client has the answer; that of a stream it left is not.
        tokio::time::sleep(Duration::from_millis(20)).await;
        let invalid: Vec<_> = self
            .recorder
            .invalid()
            .into_iter()
            .filter(|record| record.direction == Direction::Response || !record.refused)
            .filter(|record| {
                record
                    .findings
                    .iter()
                    .any(|finding| finding.severity == Severity::Error)
            })
            .map(|record| record.to_string())
            .collect();
        assert!(invalid.is_empty(), "{}", invalid.join("\n"));
        assert!(self.recorder.total() > 0, "nothing passed the check");
    }
}

/// A message of a user.
pub fn message(text: &str) -> Message {
    Message::new(format!("m-{text}"), Role::User, [text])
}

/// The card of the test agent.
pub fn card(address: SocketAddr) -> AgentCard {
    let interface = |path: &str, binding: Binding| {
        AgentInterface::new(
            format!("http://{address}{path}"),
            binding.name(),
            PROTOCOL.version,
        )
    };
    AgentCard::new(
        "Test agent",
        "Does what the first word says.",
        [
            interface("/rpc", Binding::JsonRpc),
            interface("/v1", Binding::HttpJson),
        ],
        "1.0.0",
        AgentCapabilities::new().with_streaming(true),
        ["text/plain"],
        ["text/plain"],
        [AgentSkill::new("echo", "Echo", "Says it again.", ["test"])],
    )
}

fn app(address: SocketAddr) -> Router {
    let service = Arc::new(Server::new(TaskEngine::new(TestAgent)));
    let card = serde_json::to_vec(&card(address)).unwrap();
    Router::new()
        .merge(agent_card(card.into(), Options::new()))
        .nest_service("/rpc", json_rpc(Arc::clone(&service), Options::new()))
        .nest_service("/v1", http_json(service, Options::new()))
}
