//! The operations of the protocol (§3.1).

use crate::agent::Agent;
use crate::engine::TaskEngine;
use crate::history::{present, with_history};
use crate::old_store::{Position, Query, Scope, TaskStream, Until};
use crate::refusal;
use crate::run::Answer;
use a2a_bindings::v1_0::{
    A2aHandler, CancelTaskRequest, GetTaskRequest, ListTasksRequest, ListTasksResponse, SendMessageRequest,
    SendMessageResponse, StreamResponse, SubscribeToTaskRequest, Task, TaskState,
};
use a2a_bindings::{A2aError, EventStream, RequestContext};

/// §3.1.4.
const PAGE_SIZE: i32 = 50;
const MAX_PAGE_SIZE: i32 = 100;

impl<A: Agent> A2aHandler for TaskEngine<A> {
    async fn send_message(
        &self,
        context: RequestContext,
        request: SendMessageRequest,
    ) -> Result<SendMessageResponse, A2aError> {
        let configuration = request.configuration.as_ref();
        let history_length = configuration.and_then(|configuration| configuration.history_length);
        let immediately = configuration.is_some_and(|configuration| configuration.return_immediately);
        let opening = self.open(context, request)?;
        let answer = if immediately {
            opening.answer_within(self.settings.decision_time).await?
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
                    reader.settled().await
                };
                Ok(with_history(&task, history_length).into())
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
        let opening = self.open(context, request)?;
        Ok(Box::pin(
            opening
                .stream(self.settings.decision_time, history_length)
                .await?,
        ))
    }

    async fn get_task(&self, _: RequestContext, request: GetTaskRequest) -> Result<Task, A2aError> {
        let log = self.task(
            &Scope {
                tenant: request.tenant,
            },
            &request.id,
        )?;
        Ok(with_history(&log.snapshot(), request.history_length))
    }

    async fn list_tasks(
        &self,
        _: RequestContext,
        request: ListTasksRequest,
    ) -> Result<ListTasksResponse, A2aError> {
        let page_size = request.page_size.unwrap_or(PAGE_SIZE).clamp(1, MAX_PAGE_SIZE);
        let after = match request.page_token.as_str() {
            "" => None,
            token => Some(Position::from_token(token).ok_or_else(refusal::bad_page_token)?),
        };
        let query = Query {
            context_id: request.context_id,
            state: (request.status != TaskState::Unspecified).then_some(request.status),
            since: request.status_timestamp_after,
            after,
            page_size: usize::try_from(page_size).unwrap_or(1),
        };
        let page = self.store.list(
            &Scope {
                tenant: request.tenant,
            },
            &query,
        );
        let artifacts = request.include_artifacts.unwrap_or(false);
        Ok(ListTasksResponse::new(
            page.tasks
                .iter()
                .map(|task| present(task, request.history_length, artifacts)),
            page.next.map(|position| position.to_token()).unwrap_or_default(),
            page_size,
            i32::try_from(page.total).unwrap_or(i32::MAX),
        ))
    }

    async fn cancel_task(&self, _: RequestContext, request: CancelTaskRequest) -> Result<Task, A2aError> {
        let log = self.task(
            &Scope {
                tenant: request.tenant,
            },
            &request.id,
        )?;
        match self.store.cancel(&log) {
            Ok(task) => Ok(with_history(&task, None)),
            // §3.3.1: to cancel again has the same effect.
            Err(task) if task.status.state == TaskState::Canceled => Ok(with_history(&task, None)),
            Err(task) => Err(refusal::not_cancelable(&request.id, &task.status.state)),
        }
    }

    async fn subscribe_to_task(
        &self,
        context: RequestContext,
        request: SubscribeToTaskRequest,
    ) -> Result<EventStream<StreamResponse>, A2aError> {
        let log = self.task(
            &Scope {
                tenant: request.tenant,
            },
            &request.id,
        )?;
        // An id that is not one of ours is no reason to refuse: the client gets the task, as without it.
        let after = context.last_event_id.and_then(|id| id.parse().ok());
        Ok(Box::pin(TaskStream::new(
            log.subscribe(after)?,
            Until::Over,
            None,
        )))
    }
}
