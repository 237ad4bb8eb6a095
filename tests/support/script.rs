//! The agent of the stress tests: the client's message says what it does.

use a2a_bindings::v1_0::{Artifact, Message, Role, SendMessageRequest};
use a2a_engine::{Agent, AgentError, TaskContext};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

/// The agent: the first word of a message decides.
///
/// | message | what the agent does |
/// | --- | --- |
/// | `steps N MS` | N times a note, a part for the artifact `steps` and a pause; goes on there after a restart |
/// | `count N` | N events without a pause, as far as it is [allowed](Self::allow), and then a last note |
/// | `wait` | a note, and nothing more until it is cancelled |
/// | `ask` | asks |
/// | anything else | an artifact with the message |
#[derive(Debug, Clone)]
pub struct Script {
    allowed: watch::Sender<u64>,
}

impl Script {
    /// An agent that is allowed nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            allowed: watch::Sender::new(0),
        }
    }

    /// Says how far counting may go.
    pub fn allow(&self, number: u64) {
        self.allowed.send_replace(number);
    }

    async fn count(&self, task: &TaskContext, last: u64) -> Result<(), AgentError> {
        let mut allowed = self.allowed.subscribe();
        for number in 1..=last {
            // The sender is in `self`.
            let _ = allowed.wait_for(|allowed| *allowed >= number).await;
            if number % 1_000 == 0 {
                task.append(Artifact::new("thousands", [number.to_string()]))
                    .await?;
            } else if number % 100 == 0 {
                task.artifact(Artifact::new("hundreds", [number.to_string()]))
                    .await?;
            } else {
                task.working(format!("{number} {}", "x".repeat(200))).await?;
            }
        }
        Ok(())
    }
}

impl Default for Script {
    fn default() -> Self {
        Self::new()
    }
}

/// The message that has the agent work for a while.
#[must_use]
pub fn steps(id: &str, count: u64, pause: Duration) -> SendMessageRequest {
    let text = format!("steps {count} {}", pause.as_millis());
    SendMessageRequest::new(Message::new(id, Role::User, [text]))
}

/// How many events the log of a task has that counts so far: the task, what is counted, and the end.
#[must_use]
pub fn counted_events(last: u64) -> u64 {
    1 + last + 1
}

impl Agent for Script {
    async fn run(&self, task: TaskContext) -> Result<(), AgentError> {
        let text = task.text();
        let mut words = text.split_whitespace();
        let first = words.next();
        let mut number = || {
            words
                .next()
                .and_then(|word| word.parse::<u64>().ok())
                .unwrap_or(1)
        };
        match first {
            Some("steps") => {
                let (count, pause) = (number(), Duration::from_millis(number()));
                let done = task
                    .artifacts()
                    .first()
                    .map_or(0, |artifact| artifact.parts.len());
                for step in done as u64 + 1..=count {
                    task.working(format!("step {step}")).await?;
                    task.append(Artifact::new("steps", [step.to_string()])).await?;
                    sleep(pause).await;
                }
            }
            Some("count") => self.count(&task, number()).await?,
            Some("wait") => {
                task.working("waiting").await?;
                task.cancelled().await;
            }
            Some("ask") => task.ask("Which one?").await?,
            _ => task.artifact(Artifact::new("echo", [text])).await?,
        }
        Ok(())
    }
}
