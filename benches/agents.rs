//! What the servers are asked to do. The floor understands the same texts.

use a2a_bindings::v1_0::Artifact;
use a2a_engine::{AgentError, TaskContext};
use std::time::Duration;

/// The text of every chunk of a stream: about what a model says at a time.
pub(crate) const CHUNK: &str = "and so the next few words of an answer, ";
/// The artifact that the chunks belong to.
pub(crate) const ANSWER: &str = "answer";
/// The artifact of the echo.
pub(crate) const ECHO: &str = "echo";

/// The text of a message to the scripted agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// Says what it is told.
    Echo,
    /// Asks the client, so that the task waits.
    Ask,
    /// Appends chunks to an artifact; `paced` yields after each, so that readers see it before the next one is there.
    Append { chunks: usize, paced: bool },
}

impl Script {
    /// The text that stands for it; as long for any number of chunks, so that the floor's bytes are.
    pub(crate) fn text(self) -> String {
        match self {
            Self::Echo => "hello, how are you today?".to_owned(),
            Self::Ask => "ask".to_owned(),
            Self::Append { chunks, paced } => {
                format!("append {chunks:06} {}", if paced { "paced" } else { "burst" })
            }
        }
    }

    /// What a text stands for.
    pub(crate) fn of(text: &str) -> Self {
        let mut words = text.split(' ');
        match words.next() {
            Some("ask") => Self::Ask,
            Some("append") => Self::Append {
                chunks: words.next().and_then(|word| word.parse().ok()).unwrap_or(0),
                paced: words.next() == Some("paced"),
            },
            _ => Self::Echo,
        }
    }
}

/// The agent of the README.
pub(crate) async fn echo(task: TaskContext) -> Result<(), AgentError> {
    task.artifact(Artifact::new(ECHO, [task.text()])).await?;
    Ok(())
}

/// The same after five milliseconds, which is still less than any agent that asks somebody else.
pub(crate) async fn working(task: TaskContext) -> Result<(), AgentError> {
    tokio::time::sleep(Duration::from_millis(5)).await;
    echo(task).await
}

/// Does what the message says.
pub(crate) async fn scripted(task: TaskContext) -> Result<(), AgentError> {
    match Script::of(&task.text()) {
        Script::Echo => echo(task).await,
        Script::Ask => Ok(task.ask("what now?").await?),
        Script::Append { chunks, paced } => {
            for _ in 0..chunks {
                task.append(Artifact::new(ANSWER, [CHUNK])).await?;
                if paced {
                    tokio::task::yield_now().await;
                }
            }
            Ok(())
        }
    }
}
