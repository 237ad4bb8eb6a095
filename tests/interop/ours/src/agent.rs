//! The agent that is tried, and what checks do with it all the time.

use crate::failure::{Failure, require, same};
use a2a_bindings::EventStream;
use a2a_bindings::v1_0::{
    AgentCard, Artifact, CancelTaskRequest, Client, GetTaskRequest, Message, Part, PartContent, Role,
    SendMessageConfiguration, SendMessageRequest, SendMessageResponse, StreamResponse,
    SubscribeToTaskRequest, Task, TaskState,
};
use a2a_runtime::client::{
    Binding, ClientError, ConnectOptions, HttpTransport, connect, fetch_card, http_client,
};
use futures_util::{StreamExt, TryStreamExt};
use uuid::Uuid;

/// An agent of which nobody has heard has no such task.
pub(crate) const UNKNOWN_ID: &str = "no-such-task";

/// The agent, over one binding.
#[derive(Debug)]
pub(crate) struct Agent {
    pub(crate) card: AgentCard,
    pub(crate) client: Client<HttpTransport>,
}

impl Agent {
    pub(crate) async fn find(url: &str, binding: &str) -> Result<Self, Failure> {
        let binding = Binding::from_name(binding).ok_or_else(|| Failure::new("there is no such binding"))?;
        let card = fetch_card(&http_client()?, url).await?.card;
        Self::connect(card, binding)
    }

    pub(crate) fn connect(card: AgentCard, binding: Binding) -> Result<Self, Failure> {
        let client = connect(&card, ConnectOptions::new().prefer([binding]))?;
        same("the binding", client.transport().binding(), binding)?;
        Ok(Self { card, client })
    }

    pub(crate) fn check_card(&self) -> Result<(), Failure> {
        for binding in [Binding::JsonRpc, Binding::HttpJson] {
            let mut interfaces = self.card.supported_interfaces.iter();
            let is_declared = interfaces.any(|interface| {
                interface.protocol_binding == binding.name() && interface.protocol_version == "1.0"
            });
            require(is_declared, || format!("{} 1.0 is not declared", binding.name()))?;
        }
        let capabilities = &self.card.capabilities;
        same("streaming", capabilities.streaming, Some(true))?;
        same("pushNotifications", capabilities.push_notifications, Some(true))?;
        same("extendedAgentCard", capabilities.extended_agent_card, Some(true))
    }

    /// Sends a text; the answer has to be a task.
    pub(crate) async fn send(&self, text: &str) -> Result<Task, Failure> {
        task(self.client.send_message(request(text)).await?)
    }

    /// Sends a text in a context.
    pub(crate) async fn send_in(&self, context_id: &str, text: &str) -> Result<Task, Failure> {
        let message = message(text).with_context_id(context_id);
        task(self.client.send_message(SendMessageRequest::new(message)).await?)
    }

    /// Sends a text to a task.
    pub(crate) async fn send_to(
        &self,
        task_id: &str,
        text: &str,
    ) -> Result<SendMessageResponse, ClientError> {
        let message = message(text).with_task_id(task_id);
        self.client.send_message(SendMessageRequest::new(message)).await
    }

    /// A task that is worked on until it is canceled.
    pub(crate) async fn waiting(&self) -> Result<Task, Failure> {
        let configuration = SendMessageConfiguration::new().with_return_immediately(true);
        let request = request("wait").with_configuration(configuration);
        task(self.client.send_message(request).await?)
    }

    pub(crate) async fn get(&self, task_id: &str) -> Result<Task, ClientError> {
        self.client.get_task(GetTaskRequest::new(task_id)).await
    }

    pub(crate) async fn cancel(&self, task_id: &str) -> Result<Task, ClientError> {
        self.client.cancel_task(CancelTaskRequest::new(task_id)).await
    }

    pub(crate) async fn subscribe(
        &self,
        task_id: &str,
    ) -> Result<EventStream<StreamResponse, ClientError>, ClientError> {
        self.client
            .subscribe_to_task(SubscribeToTaskRequest::new(task_id))
            .await
    }
}

pub(crate) fn message(text: &str) -> Message {
    Message::new(Uuid::new_v4().to_string(), Role::User, [text])
}

pub(crate) fn request(text: &str) -> SendMessageRequest {
    SendMessageRequest::new(message(text))
}

/// The task of an answer.
pub(crate) fn task(response: SendMessageResponse) -> Result<Task, Failure> {
    match response {
        SendMessageResponse::Task(task) => Ok(task),
        other => Err(Failure::new(format!("not a task: {other:?}"))),
    }
}

/// The next event of a stream.
pub(crate) async fn next(
    stream: &mut EventStream<StreamResponse, ClientError>,
) -> Result<StreamResponse, Failure> {
    let event = stream
        .next()
        .await
        .ok_or_else(|| Failure::new("the stream has ended"))??;
    Ok(event.into_inner())
}

/// The rest of a stream.
pub(crate) async fn rest(
    stream: EventStream<StreamResponse, ClientError>,
) -> Result<Vec<StreamResponse>, Failure> {
    let events: Vec<_> = stream.try_collect().await?;
    Ok(events.into_iter().map(a2a_bindings::Event::into_inner).collect())
}

/// The task state that an event tells, if it tells one.
pub(crate) fn state(event: &StreamResponse) -> Option<&TaskState> {
    match event {
        StreamResponse::Task(task) => Some(&task.status.state),
        StreamResponse::StatusUpdate(update) => Some(&update.status.state),
        _ => None,
    }
}

/// The text of parts.
pub(crate) fn text(parts: &[Part]) -> String {
    let texts = parts.iter().filter_map(|part| match &part.content {
        PartContent::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// The text of artifacts.
pub(crate) fn artifact_text(artifacts: &[Artifact]) -> String {
    artifacts.iter().map(|artifact| text(&artifact.parts)).collect()
}
