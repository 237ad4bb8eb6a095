//! What agents have to refuse, and that the client knows the errors.

use crate::agent::{Agent, UNKNOWN_ID, next, request};
use crate::failure::{Failure, require};
use a2a_bindings::protocol::Protocol;
use a2a_bindings::v1_0::{Client, ErrorKind, GetTaskRequest, PROTOCOL};
use a2a_runtime::client::{ClientError, ClientErrorKind, HttpTransport, http_client};
use std::fmt;

/// Fails unless something is refused with this error.
pub(crate) fn refused<T: fmt::Debug>(kind: ErrorKind, answer: Result<T, ClientError>) -> Result<(), Failure> {
    let error = match answer {
        Ok(answer) => {
            return Err(Failure::new(format!(
                "no {}, answered {answer:?}",
                kind.info().name
            )));
        }
        Err(error) => error,
    };
    let is_it = error.agent_error().is_some_and(|agent| agent.is(kind));
    require(is_it, || {
        format!("not {} but {}", kind.info().name, Failure::from(error))
    })
}

/// The first event of a subscription, or why there is none.
async fn subscribed(agent: &Agent, task_id: &str) -> Result<Option<String>, ClientError> {
    let mut stream = agent.subscribe(task_id).await?;
    Ok(next(&mut stream).await.ok().map(|event| format!("{event:?}")))
}

pub(crate) async fn task_not_found(agent: &Agent) -> Result<(), Failure> {
    refused(ErrorKind::TaskNotFound, agent.get(UNKNOWN_ID).await)?;
    refused(ErrorKind::TaskNotFound, agent.cancel(UNKNOWN_ID).await)?;
    refused(ErrorKind::TaskNotFound, subscribed(agent, UNKNOWN_ID).await)?;
    refused(ErrorKind::TaskNotFound, agent.send_to(UNKNOWN_ID, "hello").await)
}

pub(crate) async fn not_cancelable(agent: &Agent) -> Result<(), Failure> {
    let task = agent.send("hello").await?;
    refused(ErrorKind::TaskNotCancelable, agent.cancel(&task.id).await)
}

pub(crate) async fn subscribe_terminal(agent: &Agent) -> Result<(), Failure> {
    let task = agent.send("hello").await?;
    refused(ErrorKind::UnsupportedOperation, subscribed(agent, &task.id).await)
}

pub(crate) async fn send_terminal(agent: &Agent) -> Result<(), Failure> {
    let task = agent.send("hello").await?;
    refused(
        ErrorKind::UnsupportedOperation,
        agent.send_to(&task.id, "again").await,
    )
}

pub(crate) async fn invalid_params(agent: &Agent) -> Result<(), Failure> {
    let mut empty = request("");
    empty.message.parts.clear();
    match agent.client.send_message(empty).await {
        // Over HTTP+JSON some agents say no more than the status.
        Err(error) if error.kind() == ClientErrorKind::Http(400) => Ok(()),
        answer => refused(ErrorKind::InvalidParams, answer),
    }
}

/// A version that nobody speaks.
static FUTURE: Protocol = Protocol {
    version: "9.9",
    ..PROTOCOL
};

pub(crate) async fn version(agent: &Agent) -> Result<(), Failure> {
    let transport = agent.client.transport();
    let transport = HttpTransport::new(transport.binding(), transport.endpoint(), http_client()?, &FUTURE)?;
    let answer = Client::new(transport)
        .get_task(GetTaskRequest::new(UNKNOWN_ID))
        .await;
    refused(ErrorKind::VersionNotSupported, answer)
}
