//! The agent that is tried, and what checks do with it all the time.

use a2a_protocol_client::{A2aClient, ClientBuilder, ClientError, ClientResult, EventStream};
use a2a_protocol_types::{
    AgentCard, Artifact, ErrorCode, Message, MessageSendParams, Part, SendMessageConfiguration,
    SendMessageResponse, StreamResponse, Task, TaskQueryParams, TaskState,
};
use anyhow::{Context, Result, bail, ensure};
use std::fmt::Debug;
use uuid::Uuid;

pub const UNKNOWN_ID: &str = "no-such-task";

pub struct Agent {
    pub card: AgentCard,
    pub binding: String,
    pub client: A2aClient,
}

impl Agent {
    pub fn connect(card: AgentCard, binding: &str) -> Result<Self> {
        let builder = ClientBuilder::from_card_preferring(&card, &[binding.to_owned()])?;
        let chosen = builder.chosen_interface().context("no interface")?;
        ensure!(chosen.protocol_binding == binding, "{}", chosen.protocol_binding);
        let (binding, client) = (binding.to_owned(), builder.build()?);
        Ok(Self {
            card,
            binding,
            client,
        })
    }

    /// Sends a message; the answer has to be a task.
    pub async fn ask(&self, request: MessageSendParams) -> Result<Task> {
        match self.client.send_message(request).await? {
            SendMessageResponse::Task(task) => Ok(task),
            other => bail!("not a task: {other:?}"),
        }
    }

    pub async fn send(&self, text: &str) -> Result<Task> {
        self.ask(request(text)).await
    }

    pub async fn send_in(&self, context: &Task, text: &str) -> Result<Task> {
        let message = message(text).with_context_id(context.context_id.0.as_str());
        self.ask(MessageSendParams::new(message)).await
    }

    pub async fn waiting(&self) -> Result<Task> {
        let mut configuration = SendMessageConfiguration::default();
        configuration.return_immediately = Some(true);
        self.ask(request("wait").with_configuration(configuration)).await
    }

    pub async fn get(&self, task: &Task) -> ClientResult<Task> {
        self.client
            .get_task(TaskQueryParams::new(task.id.0.as_str()))
            .await
    }

    pub async fn cancel(&self, task: &Task) -> ClientResult<Task> {
        self.client.cancel_task(task.id.0.as_str()).await
    }

    pub async fn subscribed(&self, id: &str) -> ClientResult<StreamResponse> {
        let first = self.client.subscribe_to_task(id).await?.next().await;
        first.unwrap_or_else(|| Err(ClientError::Transport("the stream is empty".to_owned())))
    }
}

pub fn id() -> String {
    Uuid::new_v4().to_string()
}

pub fn message(text: &str) -> Message {
    Message::user_text(id(), text)
}

pub fn request(text: &str) -> MessageSendParams {
    MessageSendParams::new(message(text))
}

pub fn to_task(text: &str, task_id: &str) -> MessageSendParams {
    MessageSendParams::new(message(text).with_task_id(task_id))
}

pub fn artifacts(task: &Task) -> &[Artifact] {
    task.artifacts.as_deref().unwrap_or_default()
}

pub fn artifact_text(task: &Task) -> String {
    let parts = artifacts(task).iter().flat_map(|artifact| &artifact.parts);
    parts.filter_map(Part::text_content).collect()
}

pub fn state(event: &StreamResponse) -> Option<TaskState> {
    match event {
        StreamResponse::Task(task) => Some(task.status.state),
        StreamResponse::StatusUpdate(update) => Some(update.status.state),
        _ => None,
    }
}

pub fn task_id(event: &StreamResponse) -> Option<&str> {
    match event {
        StreamResponse::Task(task) => Some(&task.id.0),
        StreamResponse::StatusUpdate(update) => Some(&update.task_id.0),
        StreamResponse::ArtifactUpdate(update) => Some(&update.task_id.0),
        _ => None,
    }
}

pub async fn collect(mut stream: EventStream) -> ClientResult<Vec<StreamResponse>> {
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        events.push(event?);
    }
    Ok(events)
}

/// Fails unless both are the same.
pub fn same<T: PartialEq + Debug>(actual: T, expected: T) -> Result<()> {
    ensure!(actual == expected, "{actual:?}, not {expected:?}");
    Ok(())
}

/// Fails unless something is refused with this error.
pub fn refused<T: Debug>(code: ErrorCode, answer: ClientResult<T>) -> Result<()> {
    match answer {
        Ok(answer) => bail!("not refused, answered {answer:?}"),
        Err(ClientError::Protocol(error)) if error.code == code => Ok(()),
        Err(error) => bail!("not {code:?} but {error:?}"),
    }
}
