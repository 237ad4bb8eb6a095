//! The agent that is tried, and what checks do with it all the time.

use a2a::*;
use a2a_client::{A2AClient, A2AClientFactory, BoxStream, Transport};
use anyhow::{Result, bail, ensure};
use futures::StreamExt;

pub const UNKNOWN_ID: &str = "no-such-task";

pub type Events = BoxStream<'static, Result<StreamResponse, A2AError>>;

pub struct Agent {
    pub card: AgentCard,
    pub binding: String,
    pub client: A2AClient<Box<dyn Transport>>,
}

impl Agent {
    pub async fn connect(card: AgentCard, binding: &str) -> Result<Self> {
        let factory = A2AClientFactory::builder()
            .preferred_bindings(vec![binding.to_owned()])
            .build();
        let (client, interface) = factory.create_from_card_with_interface(&card).await?;
        ensure!(
            interface.protocol_binding == binding,
            "{}",
            interface.protocol_binding
        );
        let binding = binding.to_owned();
        Ok(Self {
            card,
            binding,
            client,
        })
    }

    pub async fn send(&self, text: &str) -> Result<Task> {
        self.ask(&request(message(text))).await
    }

    /// Sends a message; the answer has to be a task.
    pub async fn ask(&self, request: &SendMessageRequest) -> Result<Task> {
        task(self.client.send_message(request).await?)
    }

    pub async fn send_in(&self, context_id: &str, text: &str) -> Result<Task> {
        let mut message = message(text);
        message.context_id = Some(context_id.to_owned());
        self.ask(&request(message)).await
    }

    pub async fn waiting(&self) -> Result<Task> {
        let configuration = SendMessageConfiguration {
            return_immediately: Some(true),
            ..configuration()
        };
        self.ask(&configured("wait", configuration)).await
    }

    pub async fn get(&self, id: &str, history_length: Option<i32>) -> Result<Task, A2AError> {
        let id = id.to_owned();
        let request = GetTaskRequest {
            id,
            history_length,
            tenant: None,
        };
        self.client.get_task(&request).await
    }

    pub async fn cancel(&self, id: &str) -> Result<Task, A2AError> {
        let id = id.to_owned();
        let request = CancelTaskRequest {
            id,
            metadata: None,
            tenant: None,
        };
        self.client.cancel_task(&request).await
    }

    pub async fn subscribe(&self, id: &str) -> Result<Events, A2AError> {
        let id = id.to_owned();
        self.client
            .subscribe_to_task(&SubscribeToTaskRequest { id, tenant: None })
            .await
    }

    pub async fn subscribed(&self, id: &str) -> Result<StreamResponse, A2AError> {
        let first = self.subscribe(id).await?.next().await;
        first.unwrap_or_else(|| Err(A2AError::internal("the stream is empty")))
    }
}

pub fn message(text: &str) -> Message {
    Message::new(Role::User, vec![Part::text(text)])
}

pub fn request(message: Message) -> SendMessageRequest {
    SendMessageRequest {
        message,
        configuration: None,
        metadata: None,
        tenant: None,
    }
}

pub fn configured(text: &str, configuration: SendMessageConfiguration) -> SendMessageRequest {
    SendMessageRequest {
        configuration: Some(configuration),
        ..request(message(text))
    }
}

pub fn configuration() -> SendMessageConfiguration {
    SendMessageConfiguration {
        accepted_output_modes: None,
        task_push_notification_config: None,
        history_length: None,
        return_immediately: None,
    }
}

pub fn to_task(text: &str, task_id: &str) -> SendMessageRequest {
    let mut message = message(text);
    message.task_id = Some(task_id.to_owned());
    request(message)
}

pub fn list(context_id: Option<&str>) -> ListTasksRequest {
    ListTasksRequest {
        context_id: context_id.map(str::to_owned),
        status: None,
        page_size: None,
        page_token: None,
        history_length: None,
        status_timestamp_after: None,
        include_artifacts: None,
        tenant: None,
    }
}

pub fn push_config(url: &str, token: &str) -> TaskPushNotificationConfig {
    TaskPushNotificationConfig {
        url: url.to_owned(),
        id: None,
        task_id: String::new(),
        token: Some(token.to_owned()),
        authentication: None,
        tenant: None,
    }
}

pub fn task(answer: SendMessageResponse) -> Result<Task> {
    match answer {
        SendMessageResponse::Task(task) => Ok(task),
        other => bail!("not a task: {other:?}"),
    }
}

pub fn artifacts(task: &Task) -> &[Artifact] {
    task.artifacts.as_deref().unwrap_or_default()
}

pub fn artifact_text(task: &Task) -> String {
    let parts = artifacts(task).iter().flat_map(|artifact| &artifact.parts);
    parts.filter_map(Part::as_text).collect()
}

pub fn state(event: &StreamResponse) -> Option<&TaskState> {
    match event {
        StreamResponse::Task(task) => Some(&task.status.state),
        StreamResponse::StatusUpdate(update) => Some(&update.status.state),
        _ => None,
    }
}

pub fn task_id(event: &StreamResponse) -> &str {
    match event {
        StreamResponse::Task(task) => &task.id,
        StreamResponse::Message(message) => message.task_id.as_deref().unwrap_or_default(),
        StreamResponse::StatusUpdate(update) => &update.task_id,
        StreamResponse::ArtifactUpdate(update) => &update.task_id,
    }
}

/// Fails unless both are the same.
pub fn same<T: PartialEq + std::fmt::Debug>(actual: T, expected: T) -> Result<()> {
    ensure!(actual == expected, "{actual:?}, not {expected:?}");
    Ok(())
}

/// Fails unless something is refused with this error.
pub fn refused<T: std::fmt::Debug>(code: i32, answer: Result<T, A2AError>) -> Result<()> {
    match answer {
        Ok(answer) => bail!("not refused, answered {answer:?}"),
        Err(error) => ensure!(error.code == code, "not {code} but {error:?}"),
    }
    Ok(())
}
