//! What agents have to refuse, and that the client knows the errors.

use crate::agent::{Agent, UNKNOWN_ID, id, refused, to_task};
use a2a_protocol_types::{ErrorCode, Message, MessageSendParams, TaskQueryParams};
use anyhow::Result;
use support::{run, unsupported};

pub async fn run_all(agent: &Agent) {
    run("error-task-not-found", task_not_found(agent)).await;
    run("error-not-cancelable", async {
        let task = agent.send("hello").await?;
        refused(ErrorCode::TaskNotCancelable, agent.cancel(&task).await)
    })
    .await;
    run("error-subscribe-terminal", async {
        let task = agent.send("hello").await?;
        refused(
            ErrorCode::UnsupportedOperation,
            agent.subscribed(&task.id.0).await,
        )
    })
    .await;
    run("error-send-terminal", async {
        let task = agent.send("hello").await?;
        let answer = agent.client.send_message(to_task("again", &task.id.0)).await;
        refused(ErrorCode::UnsupportedOperation, answer)
    })
    .await;
    run("error-invalid-params", async {
        let empty = MessageSendParams::new(Message::user(id(), Vec::new()));
        refused(ErrorCode::InvalidParams, agent.client.send_message(empty).await)
    })
    .await;
    // What an interceptor adds is sent beside the client's own header.
    unsupported(
        "error-version",
        "the client sends its own version, whatever a call says",
    );
}

async fn task_not_found(agent: &Agent) -> Result<()> {
    let client = &agent.client;
    refused(
        ErrorCode::TaskNotFound,
        client.get_task(TaskQueryParams::new(UNKNOWN_ID)).await,
    )?;
    refused(ErrorCode::TaskNotFound, client.cancel_task(UNKNOWN_ID).await)?;
    refused(ErrorCode::TaskNotFound, agent.subscribed(UNKNOWN_ID).await)?;
    refused(
        ErrorCode::TaskNotFound,
        client.send_message(to_task("hello", UNKNOWN_ID)).await,
    )
}
