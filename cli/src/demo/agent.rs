//! The agent of `demo-server` and `demo`: the first word of a message says what it does, unless a file of behaviours
//! does.

use crate::behaviors::Behaviors;
use a2a_bindings::v1_0::{Artifact, Part, PartContent};
use a2a_engine::{Agent, AgentError, TaskContext};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// An agent that shows what tasks can go through.
#[derive(Debug, Clone, Default)]
pub(crate) struct DemoAgent {
    /// What comes before the words.
    pub(super) behaviors: Option<Arc<Behaviors>>,
}

/// How long `stream` takes for a chunk.
const CHUNK_TIME: Duration = Duration::from_millis(20);
const MAX_CHUNKS: u32 = 1000;
/// How long `slow` works if it is not told, and at the most.
const SECONDS: u32 = 5;
const MAX_SECONDS: u32 = 3600;

impl Agent for DemoAgent {
    async fn run(&self, task: TaskContext) -> Result<(), AgentError> {
        if let Some(behaviors) = &self.behaviors
            && let Some(played) = behaviors.play(&task).await
        {
            return played;
        }
        let text = task.text();
        let (word, rest) = first_word(&text);
        // Only what asks the client for something leaves a task that goes on with the next message.
        if let Some(first) = task.history().first() {
            return match first.parts.first().map(|part| &part.content) {
                Some(PartContent::Text(begun)) if first_word(begun).0 == "login" => signed_in(&task).await,
                _ => answered(&task, &text).await,
            };
        }
        match word {
            "stream" => stream(&task, rest).await,
            "slow" => slow(&task, rest).await,
            "ask" => Ok(task.ask("What is the answer?").await?),
            "login" => Ok(task
                .require_auth("Sign in, and send any message when that is done.")
                .await?),
            "data" => data(&task).await,
            "wait" => wait(&task).await,
            "fail" => fail(&task, rest).await,
            "message" => Ok(task.reply(format!("message: {rest}")).await?),
            "echo" => echo(&task, rest).await,
            _ => echo(&task, &text).await,
        }
    }
}

fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim();
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word, rest.trim())
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

/// Goes on after `login`. What the client has sent is not said again: it may be a credential after all.
async fn signed_in(task: &TaskContext) -> Result<(), AgentError> {
    task.artifact(Artifact::new("welcome", ["signed in"])).await?;
    Ok(())
}

/// One artifact, a chunk at a time.
async fn stream(task: &TaskContext, count: &str) -> Result<(), AgentError> {
    let count = count.parse::<u32>().unwrap_or(3).clamp(1, MAX_CHUNKS);
    task.working(format!("making {count} chunks")).await?;
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

/// Works for a while, and says every second how far it is.
async fn slow(task: &TaskContext, seconds: &str) -> Result<(), AgentError> {
    let seconds = seconds.parse::<u32>().unwrap_or(SECONDS).min(MAX_SECONDS);
    for second in 0..seconds {
        task.working(format!("{second} of {seconds} seconds")).await?;
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            () = task.cancelled() => return stopped(task).await,
        }
    }
    task.artifact(Artifact::new("slow", [format!("{seconds} seconds of work")]))
        .await?;
    Ok(())
}

/// Gives back the data of the message, or has some of its own.
async fn data(task: &TaskContext) -> Result<(), AgentError> {
    let parts = task.message().parts.iter();
    let mut given: Vec<_> = parts
        .filter(|part| matches!(part.content, PartContent::Data(_)))
        .cloned()
        .collect();
    if given.is_empty() {
        given.push(Part::data(json!({ "answer": 42, "question": null })));
    }
    let given = given
        .into_iter()
        .map(|part| part.with_media_type("application/json"));
    task.artifact(Artifact::new("data", given)).await?;
    Ok(())
}

/// Works until somebody puts an end to it.
async fn wait(task: &TaskContext) -> Result<(), AgentError> {
    task.working("waiting to be canceled").await?;
    task.cancelled().await;
    stopped(task).await
}

/// Ends a run that is no longer wanted.
async fn stopped(task: &TaskContext) -> Result<(), AgentError> {
    // If it was the client who ended the task, this is refused, and it stays canceled.
    let _ = task.fail("the agent was stopped").await;
    Ok(())
}

/// Fails as agents do: with an error of which the client is told nothing.
async fn fail(task: &TaskContext, why: &str) -> Result<(), AgentError> {
    task.working("failing").await?;
    let why = if why.is_empty() { "no reason given" } else { why };
    Err(AgentError::new(why))
}
