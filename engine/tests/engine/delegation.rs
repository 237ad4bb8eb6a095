//! An agent that calls another one.

use crate::support::*;
use a2a_bindings::protocol::MethodInfo;
use a2a_bindings::v1_0::{
    A2aHandler, Client, ListTasksRequest, Message, Role, SendMessageRequest, SendMessageResponse, Server,
    TaskState,
};
use a2a_bindings::{
    A2aError, CallOptions, EventStream, Parameters, Reply, RequestContext, Service, Transport, from_slice,
};
use a2a_engine::{Agent, AgentError, DelegationError, TaskContext, TaskEngine};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Carries requests to a service in the same process.
#[derive(Clone)]
struct Local<S>(Arc<S>);

impl<S: Service> Transport for Local<S> {
    type Error = A2aError;

    async fn unary<Q, R>(
        &self,
        method: &'static MethodInfo,
        request: &Q,
        call: &CallOptions,
    ) -> Result<R, A2aError>
    where
        Q: Serialize + Sync,
        R: DeserializeOwned + Send,
    {
        let mut context = RequestContext::new();
        context.trace_context = call.headers.clone();
        let request = serde_json::to_vec(request).unwrap();
        match self.0.call(context, method, Parameters::json(&request)).await? {
            Reply::Unary(json) => Ok(from_slice(&json).unwrap()),
            Reply::Stream(_) => panic!("nobody wanted a stream"),
        }
    }

    async fn stream<Q, R>(
        &self,
        _: &'static MethodInfo,
        _: &Q,
        _: &CallOptions,
    ) -> Result<EventStream<R, A2aError>, A2aError>
    where
        Q: Serialize + Sync,
        R: DeserializeOwned + Send + Sync + 'static,
    {
        unreachable!("delegation needs no streams")
    }
}

/// The agent that is called.
fn helper() -> impl Agent {
    agent(async |task: TaskContext| {
        match task.text().as_str() {
            "reply" => task.reply("no need for a task").await?,
            "ask" => task.ask("which one?").await?,
            "trace" => {
                let trace = &task.request_context().trace_context;
                task.complete(format!("{} in {}", trace["traceparent"], task.context_id()))
                    .await?;
            }
            "slow" => {
                task.working("slowly").await?;
                tokio::time::sleep(Duration::from_secs(100)).await;
            }
            "wait" => {
                task.working(()).await?;
                task.cancelled().await;
            }
            other => return Err(AgentError::new(other)),
        }
        Ok(())
    })
}

/// The agent that calls: it passes on the text, and what comes of that.
fn caller<A: Agent>(helper: &TaskEngine<A>) -> TaskEngine<impl Agent> {
    let client = Client::new(Local(Arc::new(Server::new(helper.clone()))));
    TaskEngine::new(agent(move |task: TaskContext| {
        let client = client.clone();
        async move {
            let message = Message::new("sub", Role::User, [task.text()]);
            match task.delegate(&client, SendMessageRequest::new(message)).await {
                Ok(SendMessageResponse::Message(message)) => task.complete(text(&message)).await?,
                Ok(SendMessageResponse::Task(other)) => {
                    let what = format!("{}: {}", other.status.state, said(&other));
                    task.complete(what).await?;
                }
                Ok(other) => panic!("{other:?}"),
                Err(DelegationError::Cancelled) => assert!(task.is_cancelled()),
                Err(error) => task.fail(error.to_string()).await?,
            }
            Ok(())
        }
    }))
}

async fn outcome<A: Agent>(engine: &TaskEngine<A>, text: &str) -> String {
    let mut context = RequestContext::new();
    let trace = [("traceparent".to_owned(), "00-1-2-01".to_owned())];
    context.trace_context = trace.into_iter().collect();
    let mut request = request(text);
    request.message.context_id = "conversation".to_owned();
    match engine.send_message(context, request).await.unwrap() {
        SendMessageResponse::Task(task) => said(&task),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn what_becomes_of_a_message_to_another_agent() {
    let helper = TaskEngine::with_settings(helper(), recording().0);
    let engine = caller(&helper);
    for (text, expected) in [
        ("reply", "no need for a task"),
        ("ask", "TASK_STATE_INPUT_REQUIRED: which one?"),
        ("trace", "TASK_STATE_COMPLETED: 00-1-2-01 in conversation"),
        (
            "oops",
            "TASK_STATE_FAILED: the agent failed to process the message",
        ),
    ] {
        assert_eq!(outcome(&engine, text).await, expected);
    }
    let before = Instant::now();
    assert_eq!(outcome(&engine, "slow").await, "TASK_STATE_COMPLETED: ");
    assert!(
        before.elapsed() < Duration::from_secs(103),
        "{:?}",
        before.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn a_cancellation_goes_on_to_the_other_agent() {
    let helper = TaskEngine::new(helper());
    let engine = caller(&helper);
    let task = send_for_task(&engine, immediately("wait")).await;
    while helper.running() == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_secs(7)).await;
    cancel(&engine, &task.id).await.unwrap();
    within(async {
        while helper.running() + engine.running() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
    let theirs = list(&helper, ListTasksRequest::new()).await.unwrap();
    assert_eq!(theirs.tasks[0].status.state, TaskState::Canceled);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_fails_is_the_callers_affair() {
    let helper = TaskEngine::new(helper());
    helper.shutdown(Duration::ZERO).await;
    let engine = caller(&helper);
    let said = outcome(&engine, "ask").await;
    assert_eq!(
        said,
        "the call of another agent failed: InternalError: the agent is shutting down"
    );
}
