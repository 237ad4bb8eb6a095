//! Demo agent on the official Rust SDK.
//!
//! Listens on a free port of this machine, prints its URL, and serves both HTTP bindings: JSON-RPC under /rpc, HTTP+JSON
//! at the root. The first word of the text says what the agent does, as with our own `a2a demo-server`. Push
//! notifications go wherever they are asked to: this is for tests.

use a2a::{
    A2AError, AgentCapabilities, AgentCard, AgentInterface, AgentSkill, Artifact, Message, Part, PartContent,
    Role, StreamResponse, TRANSPORT_PROTOCOL_HTTP_JSON, TRANSPORT_PROTOCOL_JSONRPC, Task,
    TaskArtifactUpdateEvent, TaskState, TaskStatus, TaskStatusUpdateEvent,
};
use a2a_server::agent_card::agent_card_router;
use a2a_server::jsonrpc::jsonrpc_router;
use a2a_server::rest::rest_router;
use a2a_server::{
    AgentExecutor, DefaultRequestHandler, ExecutorContext, HttpPushSender, HttpPushSenderConfig,
    InMemoryPushConfigStore, InMemoryTaskStore, StaticAgentCard,
};
use axum::Router;
use futures::stream::{self, BoxStream, StreamExt};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

type Event = Result<StreamResponse, A2AError>;

const CHUNK_TIME: Duration = Duration::from_millis(20);

struct DemoAgent;

impl AgentExecutor for DemoAgent {
    fn execute(&self, context: ExecutorContext) -> BoxStream<'static, Event> {
        let (events, mut said) = unbounded_channel();
        tokio::spawn(async move { Run { context, events }.run().await });
        stream::poll_fn(move |waker| said.poll_recv(waker)).boxed()
    }

    fn cancel(&self, context: ExecutorContext) -> BoxStream<'static, Event> {
        let canceled = status(&context, TaskState::Canceled, None);
        stream::iter([Ok(canceled)]).boxed()
    }
}

/// The agent at work on one message.
struct Run {
    context: ExecutorContext,
    events: UnboundedSender<Event>,
}

impl Run {
    async fn run(self) {
        let text = text_of(self.context.message.as_ref());
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let history = self
            .context
            .stored_task
            .as_ref()
            .and_then(|task| task.history.as_deref());
        let begun = history.and_then(<[_]>::first);
        // For a message that is not streamed the SDK has made the task before, with the message in it.
        let is_answer = begun.is_some_and(|begun| Some(begun) != self.context.message.as_ref());
        if is_answer {
            let done = if text_of(begun).starts_with("login") {
                "signed in"
            } else {
                text
            };
            self.artifact("answer", vec![Part::text(done)], None);
            return self.state(TaskState::Completed, None);
        }
        if word == "message" {
            let reply = Message::new(Role::Agent, vec![Part::text(format!("message: {rest}"))]);
            return self.say(StreamResponse::Message(reply));
        }
        self.say(StreamResponse::Task(self.task()));
        match word {
            "ask" => self.state(TaskState::InputRequired, Some("What is the answer?")),
            "login" => self.state(TaskState::AuthRequired, Some("Sign in.")),
            _ => {
                self.state(TaskState::Working, None);
                self.work(word, rest, text).await;
            }
        }
    }

    async fn work(&self, word: &str, rest: &str, text: &str) {
        match word {
            // Nobody listens any more once the task is canceled.
            "wait" => return self.events.closed().await,
            "fail" => return self.state(TaskState::Failed, None),
            "stream" => {
                let count = rest.parse().unwrap_or(3);
                for number in 1..=count {
                    tokio::time::sleep(CHUNK_TIME).await;
                    let chunk = Part::text(format!("chunk {number} of {count}\n"));
                    self.artifact("chunks", vec![chunk], Some((number > 1, number == count)));
                }
            }
            "slow" => {
                for second in 0..rest.parse().unwrap_or(5) {
                    self.state(TaskState::Working, Some(&format!("{second} seconds")));
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
            "data" => {
                let parts = self.context.message.iter().flat_map(|message| &message.parts);
                let data = parts.filter(|part| matches!(part.content, PartContent::Data(_)));
                self.artifact("data", data.cloned().collect(), None);
            }
            "echo" => self.artifact("echo", vec![Part::text(format!("echo: {rest}"))], None),
            _ => self.artifact("echo", vec![Part::text(format!("echo: {text}"))], None),
        }
        self.state(TaskState::Completed, None);
    }

    fn say(&self, event: StreamResponse) {
        // Whoever has canceled the task does not listen.
        let _ = self.events.send(Ok(event));
    }

    fn state(&self, state: TaskState, text: Option<&str>) {
        self.say(status(&self.context, state, text));
    }

    fn artifact(&self, id: &str, parts: Vec<Part>, chunk: Option<(bool, bool)>) {
        let artifact = Artifact {
            artifact_id: id.to_owned(),
            name: None,
            description: None,
            parts,
            metadata: None,
            extensions: None,
        };
        self.say(StreamResponse::ArtifactUpdate(TaskArtifactUpdateEvent {
            task_id: self.context.task_id.clone(),
            context_id: self.context.context_id.clone(),
            artifact,
            append: chunk.map(|(append, _)| append),
            last_chunk: chunk.map(|(_, last)| last),
            metadata: None,
        }));
    }

    fn task(&self) -> Task {
        let submitted = || Task {
            id: self.context.task_id.clone(),
            context_id: self.context.context_id.clone(),
            status: TaskStatus {
                state: TaskState::Submitted,
                message: None,
                timestamp: None,
            },
            artifacts: None,
            history: self.context.message.clone().map(|message| vec![message]),
            metadata: None,
        };
        self.context.stored_task.clone().unwrap_or_else(submitted)
    }
}

fn status(context: &ExecutorContext, state: TaskState, text: Option<&str>) -> StreamResponse {
    let message = text.map(|text| {
        let mut message = Message::new(Role::Agent, vec![Part::text(text)]);
        message.task_id = Some(context.task_id.clone());
        message.context_id = Some(context.context_id.clone());
        message
    });
    StreamResponse::StatusUpdate(TaskStatusUpdateEvent {
        task_id: context.task_id.clone(),
        context_id: context.context_id.clone(),
        // The SDK adds the time.
        status: TaskStatus {
            state,
            message,
            timestamp: None,
        },
        metadata: None,
    })
}

fn text_of(message: Option<&Message>) -> &str {
    message.and_then(Message::text).unwrap_or_default()
}

fn card(base_url: &str, skills: &[&str]) -> AgentCard {
    let modes = || vec!["text/plain".to_owned(), "application/json".to_owned()];
    AgentCard {
        name: "Demo agent (official Rust SDK)".to_owned(),
        description: "Does what the first word says.".to_owned(),
        version: "1.0.0".to_owned(),
        supported_interfaces: vec![
            AgentInterface::new(format!("{base_url}/rpc"), TRANSPORT_PROTOCOL_JSONRPC),
            AgentInterface::new(base_url, TRANSPORT_PROTOCOL_HTTP_JSON),
        ],
        capabilities: capabilities(),
        default_input_modes: modes(),
        default_output_modes: modes(),
        skills: skills.iter().copied().map(skill).collect(),
        provider: None,
        documentation_url: None,
        icon_url: None,
        security_schemes: None,
        security_requirements: None,
        signatures: None,
    }
}

fn capabilities() -> AgentCapabilities {
    AgentCapabilities {
        streaming: Some(true),
        push_notifications: Some(true),
        extensions: None,
        extended_agent_card: Some(true),
    }
}

fn skill(id: &str) -> AgentSkill {
    AgentSkill {
        id: id.to_owned(),
        name: id.to_owned(),
        description: id.to_owned(),
        tags: vec!["demo".to_owned()],
        examples: None,
        input_modes: None,
        output_modes: None,
        security_requirements: None,
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let sender = HttpPushSender::new(Some(HttpPushSenderConfig {
        validate_urls: false,
        ..HttpPushSenderConfig::default()
    }));
    let handler = DefaultRequestHandler::new(DemoAgent, InMemoryTaskStore::new())
        .with_capabilities(capabilities())
        .with_push_notifications(InMemoryPushConfigStore::new(), sender)
        .with_extended_agent_card(card(&base_url, &["echo", "fail"]));
    let handler = Arc::new(handler);
    let public = Arc::new(StaticAgentCard::new(card(&base_url, &["echo"])));
    let app = Router::new()
        .nest("/rpc", jsonrpc_router(Arc::clone(&handler)))
        .merge(rest_router(handler))
        .merge(agent_card_router(public));
    println!("{base_url}");
    axum::serve(listener, app).await?;
    Ok(())
}
