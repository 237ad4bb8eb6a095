// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! The client over any transport.

use super::methods;
use super::{
    AgentCard, CancelTaskRequest, DeleteTaskPushNotificationConfigRequest,
    GetExtendedAgentCardRequest, GetTaskPushNotificationConfigRequest, GetTaskRequest,
    ListTaskPushNotificationConfigsRequest, ListTaskPushNotificationConfigsResponse,
    ListTasksRequest, ListTasksResponse, SendMessageRequest, SendMessageResponse,
    StreamResponse, SubscribeToTaskRequest, Task, TaskPushNotificationConfig,
};
use crate::{CallOptions, Empty, EventStream, Transport};

/// Calls an agent over a [`Transport`]: one method per operation.
#[derive(Debug, Clone)]
pub struct Client<T> {
    transport: T,
    call: CallOptions,
    tenant: Option<String>,
}

impl<T: Transport> Client<T> {
    /// A client that leaves the tenant to the requests.
    #[must_use]
    pub fn new(transport: T) -> Self {
        Self {
            transport,
            call: CallOptions::new(),
            tenant: None,
        }
    }
    /// Names a tenant in every request, as the interface in the agent card demands (§8.3.2); it
    /// replaces what a request says.
    #[must_use]
    pub fn with_tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = Some(tenant.into());
        self
    }
    /// The same client for calls with these options, in place of those that this one has; this one
    /// stays as it is.
    #[must_use]
    pub fn with_call_options(&self, call: CallOptions) -> Self
    where
        T: Clone,
    {
        Self {
            transport: self.transport.clone(),
            call,
            tenant: self.tenant.clone(),
        }
    }
    /// The transport that carries the requests.
    #[must_use]
    pub fn transport(&self) -> &T {
        &self.transport
    }
    /// Delivers one message to the agent and returns a task or a direct reply (§3.1.1). By default the
    /// answer is held back until the task is terminal or interrupted, so callers allow for long waits
    /// or set `returnImmediately` (§3.2.2).
    ///
    /// Fails with `TaskNotFoundError` if `taskId` names nothing the caller may see,
    /// `UnsupportedOperationError` if that task has already ended, and `ContentTypeNotSupportedError`
    /// if a part has a media type the agent does not take. A retry after an unclear timeout can start
    /// the work twice, because spotting a repeated `messageId` is optional for agents (§3.3.1).
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn send_message(
        &self,
        mut request: SendMessageRequest,
    ) -> Result<SendMessageResponse, T::Error> {
        self.address(&mut request.tenant);
        self.transport.unary(&methods::SEND_MESSAGE, &request, &self.call).await
    }
    /// Delivers one message and streams what comes of it (§3.1.2). The stream is either a single
    /// `Message`, or a `Task` followed by status and artifact updates until a terminal state; an
    /// interrupted state may close it as well (§11.7).
    ///
    /// Needs `AgentCapabilities.streaming`, without which the agent answers
    /// `UnsupportedOperationError` (§3.3.4); the other errors are those of `SendMessage`. Losing the
    /// connection does not stop the task: `SubscribeToTask` picks it up again (§3.5.2).
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn send_streaming_message(
        &self,
        mut request: SendMessageRequest,
    ) -> Result<EventStream<StreamResponse, T::Error>, T::Error> {
        self.address(&mut request.tenant);
        self.transport
            .stream(&methods::SEND_STREAMING_MESSAGE, &request, &self.call)
            .await
    }
    /// Returns a snapshot of one task as it is now (§3.1.3). Serves for polling, and for reading the
    /// outcome once a stream has closed or a webhook was called. `TaskNotFoundError` answers for a
    /// missing task and for one that belongs to somebody else, without telling them apart.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn get_task(&self, mut request: GetTaskRequest) -> Result<Task, T::Error> {
        self.address(&mut request.tenant);
        self.transport.unary(&methods::GET_TASK, &request, &self.call).await
    }
    /// Pages through the tasks the caller may see, latest status first (§3.1.4). Filters only ever
    /// narrow that set, and leaving them out never widens it (§13.1). Paging goes by cursor: repeat
    /// the call with `nextPageToken` until that is empty.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn list_tasks(
        &self,
        mut request: ListTasksRequest,
    ) -> Result<ListTasksResponse, T::Error> {
        self.address(&mut request.tenant);
        self.transport.unary(&methods::LIST_TASKS, &request, &self.call).await
    }
    /// Asks the agent to stop a task (§3.1.5). This is best effort, so callers look at the state of
    /// the returned task to learn whether it worked. A task that has ended gives
    /// `TaskNotCancelableError`, an unknown or foreign one `TaskNotFoundError`.
    ///
    /// For a task that was cancelled before, §3.1.5 asks for the error while §3.3.1 makes a repeat
    /// harmless, so a caller accepts either answer.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn cancel_task(
        &self,
        mut request: CancelTaskRequest,
    ) -> Result<Task, T::Error> {
        self.address(&mut request.tenant);
        self.transport.unary(&methods::CANCEL_TASK, &request, &self.call).await
    }
    /// Attaches to a task that has not ended and streams its further events (§3.1.6). The first event
    /// is always a `Task` snapshot from the moment of attaching, so nothing slips in between an
    /// earlier `GetTask` and the stream; the terminal state closes it.
    ///
    /// Answers `UnsupportedOperationError` if the task has ended or the agent does not stream, and
    /// `TaskNotFoundError` if there is no such task for this caller. One task may have many watchers,
    /// all of whom see an identical sequence (§3.5.2).
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn subscribe_to_task(
        &self,
        mut request: SubscribeToTaskRequest,
    ) -> Result<EventStream<StreamResponse, T::Error>, T::Error> {
        self.address(&mut request.tenant);
        self.transport.stream(&methods::SUBSCRIBE_TO_TASK, &request, &self.call).await
    }
    /// Registers a webhook to be called when a task changes (§3.1.7). Returns the registration as
    /// stored, including its `id`; it lasts until the task ends or somebody deletes it. Fails with
    /// `PushNotificationNotSupportedError` if the card lacks `AgentCapabilities.pushNotifications`,
    /// and `TaskNotFoundError` for an unknown or foreign task.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn create_task_push_notification_config(
        &self,
        mut request: TaskPushNotificationConfig,
    ) -> Result<TaskPushNotificationConfig, T::Error> {
        self.address(&mut request.tenant);
        self.transport
            .unary(&methods::CREATE_TASK_PUSH_NOTIFICATION_CONFIG, &request, &self.call)
            .await
    }
    /// Reads back one webhook registration of a task (§3.1.8). `TaskNotFoundError` covers an unknown
    /// task, an unknown registration and missing access alike; agents without push support answer
    /// `PushNotificationNotSupportedError`.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn get_task_push_notification_config(
        &self,
        mut request: GetTaskPushNotificationConfigRequest,
    ) -> Result<TaskPushNotificationConfig, T::Error> {
        self.address(&mut request.tenant);
        self.transport
            .unary(&methods::GET_TASK_PUSH_NOTIFICATION_CONFIG, &request, &self.call)
            .await
    }
    /// Lists the webhook registrations of one task (§3.1.9). Whether the result comes in pages is up
    /// to the server, so callers follow `nextPageToken` until it is empty. Errors are
    /// `PushNotificationNotSupportedError` and `TaskNotFoundError`.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn list_task_push_notification_configs(
        &self,
        mut request: ListTaskPushNotificationConfigsRequest,
    ) -> Result<ListTaskPushNotificationConfigsResponse, T::Error> {
        self.address(&mut request.tenant);
        self.transport
            .unary(&methods::LIST_TASK_PUSH_NOTIFICATION_CONFIGS, &request, &self.call)
            .await
    }
    /// Returns the fuller agent card kept for authenticated callers (§3.1.11). What it holds can
    /// depend on who asks (§13.3), and it stands in for the public card for the rest of the session or
    /// until `AgentCard.version` changes.
    ///
    /// Answers `UnsupportedOperationError` if the public card does not set
    /// `AgentCapabilities.extendedAgentCard`, and `ExtendedAgentCardNotConfiguredError` if it does but
    /// no such card exists.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn get_extended_agent_card(
        &self,
        mut request: GetExtendedAgentCardRequest,
    ) -> Result<AgentCard, T::Error> {
        self.address(&mut request.tenant);
        self.transport
            .unary(&methods::GET_EXTENDED_AGENT_CARD, &request, &self.call)
            .await
    }
    /// Removes a webhook registration for good (§3.1.10). Its URL is not called again, and deleting
    /// what is already gone succeeds. Errors are `PushNotificationNotSupportedError`, and
    /// `TaskNotFoundError` for an unknown or foreign task.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn delete_task_push_notification_config(
        &self,
        mut request: DeleteTaskPushNotificationConfigRequest,
    ) -> Result<(), T::Error> {
        self.address(&mut request.tenant);
        let Empty = self
            .transport
            .unary(&methods::DELETE_TASK_PUSH_NOTIFICATION_CONFIG, &request, &self.call)
            .await?;
        Ok(())
    }
    fn address(&self, tenant: &mut String) {
        if let Some(own) = &self.tenant {
            tenant.clone_from(own);
        }
    }
}
