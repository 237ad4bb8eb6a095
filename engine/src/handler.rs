//! The operations of the protocol (§3.1).

use crate::agent::Agent;
use crate::detached::detached;
use crate::engine::{TaskEngine, for_task};
use crate::history::{cut_history, with_history};
use crate::live::{Change, Tail, TaskStream, Unchanged, Until};
use crate::refusal;
use crate::run::Answer;
use crate::store::Query;
use a2a_bindings::v1_0::{
    A2aHandler, AgentCard, CancelTaskRequest, DeleteTaskPushNotificationConfigRequest,
    GetExtendedAgentCardRequest, GetTaskPushNotificationConfigRequest, GetTaskRequest,
    ListTaskPushNotificationConfigsRequest, ListTaskPushNotificationConfigsResponse, ListTasksRequest,
    ListTasksResponse, SendMessageRequest, SendMessageResponse, StreamResponse, SubscribeToTaskRequest, Task,
    TaskPushNotificationConfig, TaskState,
};
use a2a_bindings::{A2aError, Declared, EventStream, RequestContext};
use std::sync::Arc;

/// §3.1.4.
const PAGE_SIZE: i32 = 50;
const MAX_PAGE_SIZE: i32 = 100;

impl<A: Agent> A2aHandler for TaskEngine<A> {
    fn declared(&self) -> Option<&Declared> {
        self.core.settings.card.as_ref().map(|card| &card.declared)
    }

    async fn send_message(
        &self,
        context: RequestContext,
        request: SendMessageRequest,
    ) -> Result<SendMessageResponse, A2aError> {
        let configuration = request.configuration.as_ref();
        let history_length = configuration.and_then(|configuration| configuration.history_length);
        let immediately = configuration.is_some_and(|configuration| configuration.return_immediately);
        let opening = self.open(context, request).await?;
        let answer = if immediately {
            opening.answer_within(self.core.settings.decision_time).await?
        } else {
            opening.answer().await?
        };
        match answer {
            Answer::Message(message) => Ok(message.into()),
            Answer::Refusal(error) => Err(error),
            Answer::Task(reader) => {
                // §3.2.2.
                let task = if immediately {
                    reader.snapshot()
                } else {
                    reader.settled().await?
                };
                // Where nobody else looks at the task any more, it need not be copied.
                drop(reader);
                let mut task = Arc::unwrap_or_clone(task);
                cut_history(&mut task, history_length);
                Ok(task.into())
            }
        }
    }

    async fn send_streaming_message(
        &self,
        context: RequestContext,
        request: SendMessageRequest,
    ) -> Result<EventStream<StreamResponse>, A2aError> {
        let history_length = request
            .configuration
            .as_ref()
            .and_then(|configuration| configuration.history_length);
        let opening = self.open(context, request).await?;
        let decision_time = self.core.settings.decision_time;
        Ok(Box::pin(opening.stream(decision_time, history_length).await?))
    }

    async fn get_task(&self, context: RequestContext, request: GetTaskRequest) -> Result<Task, A2aError> {
        self.recover().await?;
        let scope = self.core.scope(&context, &request.tenant);
        let stored = self.core.store.get(&scope, &request.id).await;
        let stored = stored.map_err(|error| self.core.failed(error, &request.id))?;
        let mut task = stored.ok_or_else(|| refusal::task_not_found(&request.id))?.task;
        cut_history(&mut task, request.history_length);
        Ok(task)
    }

    async fn list_tasks(
        &self,
        context: RequestContext,
        request: ListTasksRequest,
    ) -> Result<ListTasksResponse, A2aError> {
        self.recover().await?;
        let scope = self.core.scope(&context, &request.tenant);
        let page_size = request.page_size.unwrap_or(PAGE_SIZE).clamp(1, MAX_PAGE_SIZE);
        let mut query = Query::new(usize::try_from(page_size).unwrap_or(1));
        query.context_id = Some(request.context_id).filter(|id| !id.is_empty());
        query.state = Some(request.status).filter(|state| *state != TaskState::Unspecified);
        query.since = request.status_timestamp_after;
        query.artifacts = request.include_artifacts.unwrap_or(false);
        if !request.page_token.is_empty() {
            let position = self.page_tokens.read(&scope, &query, &request.page_token);
            query.after = Some(position.ok_or_else(refusal::bad_page_token)?);
        }
        let page = self.core.store.list(&scope, &query).await;
        let mut page = page.map_err(|error| self.core.failed(error, ""))?;
        for task in &mut page.tasks {
            cut_history(task, request.history_length);
        }
        let next = page
            .next
            .map(|position| self.page_tokens.write(&scope, &query, position));
        Ok(ListTasksResponse::new(
            page.tasks,
            next.unwrap_or_default(),
            page_size,
            i32::try_from(page.total).unwrap_or(i32::MAX),
        ))
    }

    async fn cancel_task(
        &self,
        context: RequestContext,
        request: CancelTaskRequest,
    ) -> Result<Task, A2aError> {
        self.recover().await?;
        let scope = self.core.scope(&context, &request.tenant);
        let live = self.core.live(&scope, &request.id).await?;
        let core = Arc::clone(&self.core);
        let cancelled = detached(async move {
            let permit = |tail: &Tail| {
                if tail.is_over() {
                    Err(Arc::clone(tail.task()))
                } else {
                    Ok(())
                }
            };
            let change = Change::Status(TaskState::Canceled, None);
            live.change(&core, change, None, None, permit).await
        });
        match cancelled.await.ok_or_else(refusal::no_answer)? {
            Ok(task) => Ok(with_history(&task, None)),
            // §3.3.1: to cancel again has the same effect.
            Err(Unchanged::Refused(task)) if task.status.state == TaskState::Canceled => {
                Ok(with_history(&task, None))
            }
            Err(Unchanged::Refused(task)) => Err(refusal::not_cancelable(&request.id, &task.status.state)),
            Err(Unchanged::Store(error)) => Err(self.core.failed(error, &request.id)),
        }
    }

    async fn subscribe_to_task(
        &self,
        context: RequestContext,
        request: SubscribeToTaskRequest,
    ) -> Result<EventStream<StreamResponse>, A2aError> {
        self.recover().await?;
        let scope = self.core.scope(&context, &request.tenant);
        let live = self.core.live(&scope, &request.id).await?;
        // An id that is not one of ours is no reason to refuse: the client gets the task, as without it.
        let after = context.last_event_id.and_then(|id| id.parse().ok());
        let limit = self.core.settings.max_subscribers;
        let reader = live.subscribe(&self.core, after, limit).await?;
        Ok(Box::pin(TaskStream::new(reader, Until::Over, None)))
    }

    async fn create_task_push_notification_config(
        &self,
        context: RequestContext,
        request: TaskPushNotificationConfig,
    ) -> Result<TaskPushNotificationConfig, A2aError> {
        self.recover().await?;
        self.core.pusher()?;
        let scope = self.core.scope(&context, &request.tenant);
        let tenant = request.tenant.clone();
        let task_id = request.task_id.clone();
        if task_id.is_empty() {
            return Err(refusal::no_task_id());
        }
        // First, so that a foreign task is answered for like a missing one whatever the webhook is.
        let live = self.core.live_if_push(&scope, &task_id).await?;
        self.core.check_webhook(&request, "").await?;
        let webhook = for_task(request, &task_id);
        let core = Arc::clone(&self.core);
        let registered = detached(async move {
            core.put_webhook(&scope, &webhook).await?;
            live.has_webhooks(&core);
            Ok::<_, A2aError>(webhook)
        });
        let webhook = registered.await.ok_or_else(refusal::no_answer)??;
        Ok(webhook.with_tenant(tenant))
    }

    async fn get_task_push_notification_config(
        &self,
        context: RequestContext,
        request: GetTaskPushNotificationConfigRequest,
    ) -> Result<TaskPushNotificationConfig, A2aError> {
        self.recover().await?;
        let scope = self.core.scope(&context, &request.tenant);
        let mut webhooks = self.core.webhooks(&scope, &request.task_id).await?.into_iter();
        let found = webhooks.find(|webhook| webhook.config.id == request.id);
        let found = found.ok_or_else(|| refusal::webhook_not_found(&request.task_id))?;
        Ok(found.config.with_tenant(request.tenant))
    }

    async fn list_task_push_notification_configs(
        &self,
        context: RequestContext,
        request: ListTaskPushNotificationConfigsRequest,
    ) -> Result<ListTaskPushNotificationConfigsResponse, A2aError> {
        self.recover().await?;
        let scope = self.core.scope(&context, &request.tenant);
        let webhooks = self.core.webhooks(&scope, &request.task_id).await?;
        // The page token is the id of the last one of the page before.
        let start = match request.page_token.as_str() {
            "" => 0,
            token => {
                let last = webhooks.iter().position(|webhook| webhook.config.id == token);
                last.ok_or_else(refusal::bad_page_token)? + 1
            }
        };
        let size = match usize::try_from(request.page_size) {
            Ok(0) | Err(_) => webhooks.len(),
            Ok(size) => size,
        };
        let rest = webhooks.len().saturating_sub(start);
        let page = webhooks.into_iter().skip(start).take(size);
        let configs: Vec<_> = page
            .map(|webhook| webhook.config.with_tenant(request.tenant.clone()))
            .collect();
        let mut response = ListTaskPushNotificationConfigsResponse::new();
        if rest > configs.len() {
            response.next_page_token = configs.last().map(|last| last.id.clone()).unwrap_or_default();
        }
        response.configs = configs;
        Ok(response)
    }

    async fn delete_task_push_notification_config(
        &self,
        context: RequestContext,
        request: DeleteTaskPushNotificationConfigRequest,
    ) -> Result<(), A2aError> {
        self.recover().await?;
        self.core.pusher()?;
        let scope = self.core.scope(&context, &request.tenant);
        let deleted = self
            .core
            .store
            .delete_webhook(&scope, &request.task_id, &request.id);
        deleted
            .await
            .map_err(|error| self.core.failed(error, &request.task_id))
    }

    async fn get_extended_agent_card(
        &self,
        context: RequestContext,
        _: GetExtendedAgentCardRequest,
    ) -> Result<AgentCard, A2aError> {
        self.core.settings.extended_card(&context)
    }
}
