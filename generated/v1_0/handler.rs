// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! The handler trait.

use super::{
    ErrorKind, AgentCard, CancelTaskRequest, DeleteTaskPushNotificationConfigRequest,
    GetExtendedAgentCardRequest, GetTaskPushNotificationConfigRequest, GetTaskRequest,
    ListTaskPushNotificationConfigsRequest, ListTaskPushNotificationConfigsResponse,
    ListTasksRequest, ListTasksResponse, SendMessageRequest, SendMessageResponse,
    StreamResponse, SubscribeToTaskRequest, Task, TaskPushNotificationConfig,
};
use crate::{A2aError, Declared, EventStream, RequestContext};
use std::future::Future;

/// An agent, as the protocol sees it: one method per operation.
///
/// Implement the methods as plain `async fn`. Those with a default are optional: the default
/// answers with the error that the specification has for an agent without the operation. Requests
/// have been checked when they arrive here. A streaming method returns once the agent has accepted
/// the request; from then on it reports errors in the stream.
pub trait A2aHandler: Send + Sync + 'static {
    /// What the agent's card declares; requests are held to it before they arrive here (§3.3.4, §4.6).
    ///
    /// The default, `None`, is for an agent that serves every operation it implements, whatever its
    /// card says, and uses no extension.
    fn declared(&self) -> Option<&Declared> {
        None
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
    /// The agent refuses the request.
    fn send_message(
        &self,
        context: RequestContext,
        request: SendMessageRequest,
    ) -> impl Future<Output = Result<SendMessageResponse, A2aError>> + Send;
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
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn send_streaming_message(
        &self,
        context: RequestContext,
        request: SendMessageRequest,
    ) -> impl Future<Output = Result<EventStream<StreamResponse>, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `SendStreamingMessage`",
                ),
            ),
        )
    }
    /// Returns a snapshot of one task as it is now (§3.1.3). Serves for polling, and for reading the
    /// outcome once a stream has closed or a webhook was called. `TaskNotFoundError` answers for a
    /// missing task and for one that belongs to somebody else, without telling them apart.
    ///
    /// # Errors
    ///
    /// The agent refuses the request.
    fn get_task(
        &self,
        context: RequestContext,
        request: GetTaskRequest,
    ) -> impl Future<Output = Result<Task, A2aError>> + Send;
    /// Pages through the tasks the caller may see, latest status first (§3.1.4). Filters only ever
    /// narrow that set, and leaving them out never widens it (§13.1). Paging goes by cursor: repeat
    /// the call with `nextPageToken` until that is empty.
    ///
    /// # Errors
    ///
    /// The agent refuses the request.
    fn list_tasks(
        &self,
        context: RequestContext,
        request: ListTasksRequest,
    ) -> impl Future<Output = Result<ListTasksResponse, A2aError>> + Send;
    /// Asks the agent to stop a task (§3.1.5). This is best effort, so callers look at the state of
    /// the returned task to learn whether it worked. A task that has ended gives
    /// `TaskNotCancelableError`, an unknown or foreign one `TaskNotFoundError`.
    ///
    /// For a task that was cancelled before, §3.1.5 asks for the error while §3.3.1 makes a repeat
    /// harmless, so a caller accepts either answer.
    ///
    /// # Errors
    ///
    /// The agent refuses the request.
    fn cancel_task(
        &self,
        context: RequestContext,
        request: CancelTaskRequest,
    ) -> impl Future<Output = Result<Task, A2aError>> + Send;
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
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn subscribe_to_task(
        &self,
        context: RequestContext,
        request: SubscribeToTaskRequest,
    ) -> impl Future<Output = Result<EventStream<StreamResponse>, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `SubscribeToTask`",
                ),
            ),
        )
    }
    /// Registers a webhook to be called when a task changes (§3.1.7). Returns the registration as
    /// stored, including its `id`; it lasts until the task ends or somebody deletes it. Fails with
    /// `PushNotificationNotSupportedError` if the card lacks `AgentCapabilities.pushNotifications`,
    /// and `TaskNotFoundError` for an unknown or foreign task.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with
    /// [`ErrorKind::PushNotificationNotSupported`].
    fn create_task_push_notification_config(
        &self,
        context: RequestContext,
        request: TaskPushNotificationConfig,
    ) -> impl Future<Output = Result<TaskPushNotificationConfig, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::PushNotificationNotSupported,
                    "this agent does not support `CreateTaskPushNotificationConfig`",
                ),
            ),
        )
    }
    /// Reads back one webhook registration of a task (§3.1.8). `TaskNotFoundError` covers an unknown
    /// task, an unknown registration and missing access alike; agents without push support answer
    /// `PushNotificationNotSupportedError`.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with
    /// [`ErrorKind::PushNotificationNotSupported`].
    fn get_task_push_notification_config(
        &self,
        context: RequestContext,
        request: GetTaskPushNotificationConfigRequest,
    ) -> impl Future<Output = Result<TaskPushNotificationConfig, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::PushNotificationNotSupported,
                    "this agent does not support `GetTaskPushNotificationConfig`",
                ),
            ),
        )
    }
    /// Lists the webhook registrations of one task (§3.1.9). Whether the result comes in pages is up
    /// to the server, so callers follow `nextPageToken` until it is empty. Errors are
    /// `PushNotificationNotSupportedError` and `TaskNotFoundError`.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with
    /// [`ErrorKind::PushNotificationNotSupported`].
    fn list_task_push_notification_configs(
        &self,
        context: RequestContext,
        request: ListTaskPushNotificationConfigsRequest,
    ) -> impl Future<
        Output = Result<ListTaskPushNotificationConfigsResponse, A2aError>,
    > + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::PushNotificationNotSupported,
                    "this agent does not support `ListTaskPushNotificationConfigs`",
                ),
            ),
        )
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
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn get_extended_agent_card(
        &self,
        context: RequestContext,
        request: GetExtendedAgentCardRequest,
    ) -> impl Future<Output = Result<AgentCard, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `GetExtendedAgentCard`",
                ),
            ),
        )
    }
    /// Removes a webhook registration for good (§3.1.10). Its URL is not called again, and deleting
    /// what is already gone succeeds. Errors are `PushNotificationNotSupportedError`, and
    /// `TaskNotFoundError` for an unknown or foreign task.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with
    /// [`ErrorKind::PushNotificationNotSupported`].
    fn delete_task_push_notification_config(
        &self,
        context: RequestContext,
        request: DeleteTaskPushNotificationConfigRequest,
    ) -> impl Future<Output = Result<(), A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::PushNotificationNotSupported,
                    "this agent does not support `DeleteTaskPushNotificationConfig`",
                ),
            ),
        )
    }
}
