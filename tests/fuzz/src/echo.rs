//! An agent that answers with what it was asked: every answer has the id and the tenant of the request, as they
//! arrived.

use a2a_bindings::v1_0::{
    A2aHandler, CancelTaskRequest, DeleteTaskPushNotificationConfigRequest,
    GetTaskPushNotificationConfigRequest, GetTaskRequest, ListTaskPushNotificationConfigsRequest,
    ListTaskPushNotificationConfigsResponse, ListTasksRequest, ListTasksResponse, SendMessageRequest,
    SendMessageResponse, StreamResponse, SubscribeToTaskRequest, Task, TaskPushNotificationConfig, TaskState,
    TaskStatus,
};
use a2a_bindings::{A2aError, Event, EventStream, RequestContext};
use futures_util::stream;

/// The agent. The tenant of a request is the context of the task that answers it.
#[derive(Debug)]
pub struct Echo;

fn task(id: String, tenant: String, state: TaskState) -> Task {
    Task::new(id, TaskStatus::new(state)).with_context_id(tenant)
}

fn config(tenant: String, task_id: String, id: String) -> TaskPushNotificationConfig {
    TaskPushNotificationConfig::new("https://x.test")
        .with_tenant(tenant)
        .with_task_id(task_id)
        .with_id(id)
}

fn once(task: Task) -> EventStream<StreamResponse> {
    Box::pin(stream::iter([Ok(Event::with_id("1", task.into()))]))
}

impl A2aHandler for Echo {
    async fn send_message(
        &self,
        _: RequestContext,
        request: SendMessageRequest,
    ) -> Result<SendMessageResponse, A2aError> {
        let mut task = task(
            request.message.message_id.clone(),
            request.tenant,
            TaskState::Submitted,
        );
        task.history = vec![request.message];
        Ok(task.into())
    }

    async fn send_streaming_message(
        &self,
        _: RequestContext,
        request: SendMessageRequest,
    ) -> Result<EventStream<StreamResponse>, A2aError> {
        Ok(once(task(
            request.message.message_id,
            request.tenant,
            TaskState::Submitted,
        )))
    }

    async fn get_task(&self, _: RequestContext, request: GetTaskRequest) -> Result<Task, A2aError> {
        Ok(task(request.id, request.tenant, TaskState::Working))
    }

    async fn list_tasks(
        &self,
        _: RequestContext,
        request: ListTasksRequest,
    ) -> Result<ListTasksResponse, A2aError> {
        let size = request.page_size.unwrap_or_default();
        let one = task(request.context_id, request.tenant, request.status);
        Ok(ListTasksResponse::new([one], request.page_token, size, 1))
    }

    async fn cancel_task(&self, _: RequestContext, request: CancelTaskRequest) -> Result<Task, A2aError> {
        Ok(task(request.id, request.tenant, TaskState::Canceled))
    }

    async fn subscribe_to_task(
        &self,
        _: RequestContext,
        request: SubscribeToTaskRequest,
    ) -> Result<EventStream<StreamResponse>, A2aError> {
        Ok(once(task(request.id, request.tenant, TaskState::Working)))
    }

    async fn create_task_push_notification_config(
        &self,
        _: RequestContext,
        request: TaskPushNotificationConfig,
    ) -> Result<TaskPushNotificationConfig, A2aError> {
        Ok(request)
    }

    async fn get_task_push_notification_config(
        &self,
        _: RequestContext,
        request: GetTaskPushNotificationConfigRequest,
    ) -> Result<TaskPushNotificationConfig, A2aError> {
        Ok(config(request.tenant, request.task_id, request.id))
    }

    async fn list_task_push_notification_configs(
        &self,
        _: RequestContext,
        request: ListTaskPushNotificationConfigsRequest,
    ) -> Result<ListTaskPushNotificationConfigsResponse, A2aError> {
        let one = config(request.tenant, request.task_id, request.page_token);
        Ok(ListTaskPushNotificationConfigsResponse::new().with_configs([one]))
    }

    async fn delete_task_push_notification_config(
        &self,
        _: RequestContext,
        _: DeleteTaskPushNotificationConfigRequest,
    ) -> Result<(), A2aError> {
        Ok(())
    }
}
