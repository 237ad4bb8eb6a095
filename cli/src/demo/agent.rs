//! The agent of `demo-server` and `demo`: the first word of a message says what it does.

use a2a_bindings::v1_0::Artifact;
use a2a_engine::{Agent, AgentError, TaskContext};
use std::time::Duration;

/// An agent that shows what tasks can go through.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DemoAgent;

/// How long `stream` takes for a chunk.
const CHUNK_TIME: Duration = Duration::from_millis(20);
const MAX_CHUNKS: u32 = 1000;

impl Agent for DemoAgent {
    async fn run(&self, task: TaskContext) -> Result<(), AgentError> {
        let text = task.text();
        // Only `ask` leaves a task that goes on with the next message.
        if !task.history().is_empty() {
            return answered(&task, &text).await;
        }
        let (word, rest) = text
            .trim()
            .split_once(char::is_whitespace)
            .unwrap_or((text.trim(), ""));
        let rest = rest.trim();
        match word {
            "stream" => stream(&task, rest).await,
            "ask" => Ok(task.ask("What is the answer?").await?),
            "wait" => wait(&task).await,
            "message" => Ok(task.reply(format!("message: {rest}")).await?),
            "echo" => echo(&task, rest).await,
            _ => echo(&task, &text).await,
        }
    }
}

async fn echo(task: &TaskContext, text: &str) -> Result<(), AgentError> {
    task.artifact(Artifact::new("echo", [format!("echo: {text}")]))
        .await?;
    Ok(())
}

async fn answered(task: &TaskContext, text: &str) -> Result<(), AgentError> {
    task.artifact(Artifact::new("answer", [text])).await?;
    Ok(())
}

/// One artifact, a chunk at a time.
async fn stream(task: &TaskContext, count: &str) -> Result<(), AgentError> {
    let count = count.parse::<u32>().unwrap_or(3).clamp(1, MAX_CHUNKS);
    for number in 1..=count {
        tokio::time::sleep(CHUNK_TIME).await;
        let chunk = Artifact::new("chunks", [format!("chunk {number} of {count}\n")]);
        if number < count {
            task.append(chunk).await?;
        } else {
            task.append_last(chunk).await?;
        }
    }
    Ok(())
}

/// Works until somebody puts an end to it.
async fn wait(task: &TaskContext) -> Result<(), AgentError> {
    task.working("waiting to be canceled").await?;
    task.cancelled().await;
    // If it was the client who did, this is refused, and the task stays canceled.
    let _ = task.fail("the agent was stopped").await;
    Ok(())
}
