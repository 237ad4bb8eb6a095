//! What a message brings about in the engine, step by step.

use super::template::{Form, Places, Template};
use a2a_bindings::v1_0::{self, Part, TaskState};
use a2a_bindings::{A2aError, Bytes, ErrorInfo};
use a2a_engine::{AgentError, Note, TaskContext, WorkError, WorkErrorKind};
use serde_json::{Map, Value};
use std::time::Duration;
use tokio::time::sleep;

/// The steps, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Script(pub(super) Vec<Step>);

/// A wait, and one thing to do; so many times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) delay: Duration,
    pub(super) times: u32,
    pub(super) act: Act,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    Nothing,
    Status(TaskState, Option<Template>),
    Artifact(Artifact, Sent),
    Reply(Reply),
    Refuse(Refusal),
    Crash(String),
    AwaitCancellation,
}

/// An artifact to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Artifact {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) content: Content,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Text(Template),
    Data(Value),
    File {
        name: String,
        media_type: String,
        bytes: Bytes,
    },
    Url {
        url: String,
        name: String,
        media_type: String,
    },
}

/// How much of an artifact it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sent {
    Whole,
    Chunk,
    LastChunk,
}

/// An answer without a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reply {
    Text(Template),
    Parts(Vec<Content>),
}

/// An error of the protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) info: ErrorInfo,
    pub(super) message: Template,
    pub(super) metadata: Vec<(String, String)>,
    pub(super) details: Vec<Map<String, Value>>,
    pub(super) retry_after: Option<Duration>,
}

impl Script {
    /// Plays it for the message that a run of the agent is about.
    pub(super) async fn play(&self, task: &TaskContext) -> Result<(), AgentError> {
        let mut places = Places {
            id: None,
            message_id: task.message().message_id.clone(),
            task_id: task.task_id().to_owned(),
            context_id: task.context_id().to_owned(),
            text: task.text(),
            number: 0,
        };
        for step in &self.0 {
            for number in 1..=step.times {
                places.number = number.into();
                if !pause(step.delay, task).await {
                    return stopped(task).await;
                }
                match step.act.play(task, &places).await {
                    Ok(()) => {}
                    Err(Stop::Over) => return Ok(()),
                    Err(Stop::With(error)) => return Err(error),
                }
            }
        }
        Ok(())
    }
}

/// Why a script does not go on.
enum Stop {
    /// Somebody has ended the task, or another message continues it.
    Over,
    With(AgentError),
}

impl From<WorkError> for Stop {
    fn from(error: WorkError) -> Self {
        match error.kind() {
            WorkErrorKind::TaskOver | WorkErrorKind::RunOver => Self::Over,
            _ => Self::With(error.into()),
        }
    }
}

impl Act {
    async fn play(&self, task: &TaskContext, places: &Places) -> Result<(), Stop> {
        let text = |template: &Template| template.render(places, Form::Plain);
        match self {
            Self::Nothing => {}
            Self::Status(state, message) => report(task, state, message.as_ref().map(text)).await?,
            Self::Artifact(artifact, sent) => {
                let made = v1_0::Artifact::new(&artifact.id, [artifact.content.part(places)]);
                let made = made.with_name(&artifact.name);
                match sent {
                    Sent::Whole => task.artifact(made).await?,
                    Sent::Chunk => task.append(made).await?,
                    Sent::LastChunk => task.append_last(made).await?,
                }
            }
            Self::Reply(Reply::Text(reply)) => task.reply(text(reply)).await?,
            Self::Reply(Reply::Parts(contents)) => {
                let parts: Vec<_> = contents.iter().map(|content| content.part(places)).collect();
                task.reply(parts).await?;
            }
            Self::Refuse(refusal) => return Err(Stop::With(AgentError::refuse(refusal.error(places)))),
            Self::Crash(reason) => return Err(Stop::With(AgentError::new(reason))),
            Self::AwaitCancellation => {
                task.cancelled().await;
                stopped(task).await.map_err(Stop::With)?;
                return Err(Stop::Over);
            }
        }
        Ok(())
    }
}

async fn report(task: &TaskContext, state: &TaskState, message: Option<String>) -> Result<(), WorkError> {
    let note = message
        .filter(|message| !message.is_empty())
        .map_or_else(|| Note::from(()), Note::from);
    match state {
        TaskState::Completed => task.complete(note).await,
        TaskState::Failed => task.fail(note).await,
        TaskState::Rejected => task.reject(note).await,
        TaskState::InputRequired => task.ask(note).await,
        TaskState::AuthRequired => task.require_auth(note).await,
        _ => task.working(note).await,
    }
}

impl Content {
    fn part(&self, places: &Places) -> Part {
        match self {
            Self::Text(text) => Part::text(text.render(places, Form::Plain)),
            Self::Data(data) => Part::data(data.clone()).with_media_type("application/json"),
            Self::File {
                name,
                media_type,
                bytes,
            } => Part::raw(bytes.clone())
                .with_filename(name)
                .with_media_type(media_type),
            Self::Url {
                url,
                name,
                media_type,
            } => Part::url(url).with_filename(name).with_media_type(media_type),
        }
    }
}

impl Refusal {
    fn error(&self, places: &Places) -> A2aError {
        let mut error = A2aError::new(self.info.clone(), self.message.render(places, Form::Plain));
        for (key, value) in &self.metadata {
            error = error.with_metadata(key, value);
        }
        for detail in &self.details {
            error = error.with_detail(detail.clone());
        }
        match self.retry_after {
            Some(delay) => error.with_retry_after(delay),
            None => error,
        }
    }
}

/// Waits; `false` if the run is no longer wanted.
async fn pause(delay: Duration, task: &TaskContext) -> bool {
    if delay.is_zero() {
        return true;
    }
    tokio::select! {
        () = sleep(delay) => true,
        () = task.cancelled() => false,
    }
}

/// Ends a run that is no longer wanted.
async fn stopped(task: &TaskContext) -> Result<(), AgentError> {
    // If it was the client who ended the task, this is refused, and it stays canceled.
    let _ = task.fail("the agent was stopped").await;
    Ok(())
}
