//! What an agent works with.

use crate::live::Change;
use crate::note::Note;
use crate::run::Run;
use crate::work_error::WorkError;
use a2a_bindings::v1_0::{Artifact, Message, PartContent, SendMessageRequest, Task, TaskState};
use a2a_bindings::{CallOptions, Principal, RequestContext};
use std::fmt;
use std::sync::Arc;

/// One run of an [`Agent`](crate::Agent): the message that it is about, and the task that it works on.
///
/// Clones are handles of the same run. What they do is recorded in the order in which it is done, and done once the
/// call has returned. Calls are refused, and change nothing, when the task or the run is over or has been answered
/// with a message; the [`WorkError`] says which.
#[derive(Clone)]
pub struct TaskContext {
    run: Arc<Run>,
}

/// What there is to know.
impl TaskContext {
    pub(crate) fn new(run: Arc<Run>) -> Self {
        Self { run }
    }

    /// The message to handle.
    #[must_use]
    pub fn message(&self) -> &Message {
        &self.run.request.message
    }

    /// The text parts of the message, joined by line feeds.
    #[must_use]
    pub fn text(&self) -> String {
        let parts = self.message().parts.iter();
        let texts = parts.filter_map(|part| match &part.content {
            PartContent::Text(text) => Some(text.as_str()),
            _ => None,
        });
        texts.collect::<Vec<_>>().join("\n")
    }

    /// The conversation before the message, oldest first: what the client said, and what the agent asked. Empty if the
    /// message begins a task.
    #[must_use]
    pub fn history(&self) -> &[Message] {
        let messages = self.run.task.as_ref().map_or(&[][..], |task| &task.history);
        // The message itself is the last one, unless an earlier run on it has asked for something since.
        let id = &self.message().message_id;
        let at = messages.iter().rposition(|message| message.message_id == *id);
        messages.get(..at.unwrap_or(messages.len())).unwrap_or_default()
    }

    /// The task as the run found it, with the message in it; `None` if the message begins one.
    #[must_use]
    pub fn task(&self) -> Option<&Task> {
        self.run.task.as_deref()
    }

    /// Whether the message was given to the agent before, in a run that ended with the process
    /// ([`OnRestart::Resume`](crate::OnRestart::Resume)).
    #[must_use]
    pub fn is_restart(&self) -> bool {
        self.run.is_restart
    }

    /// The artifacts that earlier runs have made.
    #[must_use]
    pub fn artifacts(&self) -> &[Artifact] {
        self.run.task.as_ref().map_or(&[], |task| &task.artifacts)
    }

    /// The id of the task, or of the one that there will be as soon as the run works on it.
    #[must_use]
    pub fn task_id(&self) -> &str {
        &self.message().task_id
    }

    /// The id of the conversation, which may have other tasks (§3.4.1).
    #[must_use]
    pub fn context_id(&self) -> &str {
        &self.message().context_id
    }

    /// The request that brought the message: tenant, accepted output modes, metadata.
    #[must_use]
    pub fn request(&self) -> &SendMessageRequest {
        &self.run.request
    }

    /// What the request says beside its parameters: service parameters, extensions.
    #[must_use]
    pub fn request_context(&self) -> &RequestContext {
        &self.run.context
    }

    /// Who sent the message, as the server in front of the engine found out; `None` where nobody asked.
    #[must_use]
    pub fn principal(&self) -> Option<&Principal> {
        self.run.context.principal.as_ref()
    }

    /// The extensions that are active for the request, by their URIs (§3.2.6).
    #[must_use]
    pub fn activated_extensions(&self) -> &[String] {
        &self.run.context.activated_extensions
    }

    /// What a call to another agent, made on the way, is to say: the trace that the request is a part of.
    #[must_use]
    pub fn call_options(&self) -> CallOptions {
        CallOptions::new().with_headers(&self.run.context.trace_context)
    }

    /// Whether the run is no longer wanted; see [`cancelled`](Self::cancelled).
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.run.cancellation.is_cancelled()
    }

    /// Waits until the run is no longer wanted: the task was cancelled, the client has sent a message although the run
    /// waits for an authorisation, or the process ends.
    ///
    /// An agent that takes long should select on it, as nobody stops it. After a cancellation the task is in its
    /// terminal state already, and there is nothing left to report.
    pub async fn cancelled(&self) {
        self.run.cancellation.cancelled().await;
    }
}

/// What there is to do. The first call, unless it is [`reply`](Self::reply), creates the task.
impl TaskContext {
    /// Answers with a message instead of a task (§3.1.1).
    ///
    /// It has to be the first thing that the run does, and it is the last. Where there is a task all the same, it is
    /// completed with the reply as the message of its status: if the client's message continues a task, or if the
    /// client did not wait ([`Settings::with_decision_time`](crate::Settings::with_decision_time)).
    ///
    /// # Errors
    /// The run has worked on the task or has replied before, the task is over, or the reply is empty.
    pub async fn reply(&self, reply: impl Into<Note>) -> Result<(), WorkError> {
        self.run.reply(reply.into()).await?;
        breathe().await;
        Ok(())
    }

    /// Says that the agent is working, and on what.
    ///
    /// Only the latest note is kept with the task: what must not get lost belongs into an artifact (§3.7).
    ///
    /// # Errors
    /// The task or the run is over, or the note is not a valid message.
    pub async fn working(&self, note: impl Into<Note>) -> Result<(), WorkError> {
        self.status(TaskState::Working, note.into()).await
    }

    /// Asks the client for input (§3.4.3) and ends the run, which has nothing more to do than to return.
    ///
    /// The answer starts the next run, with the question in its [`history`](Self::history).
    ///
    /// # Errors
    /// The task or the run is over, or the question is not a valid message.
    pub async fn ask(&self, question: impl Into<Note>) -> Result<(), WorkError> {
        self.status(TaskState::InputRequired, question.into()).await
    }

    /// Asks the client for an authorisation (§7.6). The message is to say which; without one, client and agent must have
    /// agreed on it before.
    ///
    /// The agent may return, and go on when the client's next message starts another run. Or it stays and waits for
    /// the authorisation to arrive by other means, then goes on with [`working`](Self::working) or whatever comes next;
    /// if the client sends a message in the meantime, that starts another run, and this one is
    /// [`cancelled`](Self::cancelled).
    ///
    /// # Errors
    /// The task or the run is over, or the explanation is not a valid message.
    pub async fn require_auth(&self, explanation: impl Into<Note>) -> Result<(), WorkError> {
        self.status(TaskState::AuthRequired, explanation.into()).await
    }

    /// Completes the task. Not needed where there is nothing to say: an agent that returns has completed its task.
    ///
    /// # Errors
    /// The task or the run is over, or the note is not a valid message.
    pub async fn complete(&self, note: impl Into<Note>) -> Result<(), WorkError> {
        self.status(TaskState::Completed, note.into()).await
    }

    /// Ends the task as failed, with a reason for the client.
    ///
    /// # Errors
    /// The task or the run is over, or the reason is not a valid message.
    pub async fn fail(&self, reason: impl Into<Note>) -> Result<(), WorkError> {
        self.status(TaskState::Failed, reason.into()).await
    }

    /// Declines the task, with a reason for the client.
    ///
    /// # Errors
    /// The task or the run is over, or the reason is not a valid message.
    pub async fn reject(&self, reason: impl Into<Note>) -> Result<(), WorkError> {
        self.status(TaskState::Rejected, reason.into()).await
    }

    /// Adds an artifact as a whole. It takes the place of one with the same id.
    ///
    /// # Errors
    /// The task or the run is over, or the artifact has no id or no parts.
    pub async fn artifact(&self, artifact: Artifact) -> Result<(), WorkError> {
        self.chunk(artifact, false, true).await
    }

    /// Adds a chunk of an artifact: its parts go behind those of the artifact with the same id, or begin one. A name or
    /// a description replaces the one before, metadata and extensions are added.
    ///
    /// # Errors
    /// The task or the run is over, or the chunk has no id or no parts.
    pub async fn append(&self, chunk: Artifact) -> Result<(), WorkError> {
        self.chunk(chunk, true, false).await
    }

    /// Adds the last chunk of an artifact; see [`append`](Self::append). An empty text will do as its part.
    ///
    /// # Errors
    /// The task or the run is over, or the chunk has no id or no parts.
    pub async fn append_last(&self, chunk: Artifact) -> Result<(), WorkError> {
        self.chunk(chunk, true, true).await
    }

    async fn status(&self, state: TaskState, note: Note) -> Result<(), WorkError> {
        let message = note.into_message(self.context_id(), self.task_id())?;
        self.run.work(Change::Status(state, message)).await?;
        breathe().await;
        Ok(())
    }

    async fn chunk(&self, artifact: Artifact, append: bool, last_chunk: bool) -> Result<(), WorkError> {
        artifact
            .validate()
            .map_err(|violations| WorkError::invalid("artifact", &violations))?;
        // §4.1.7. The schema's checks are for what is received, and not as strict.
        if artifact.artifact_id.is_empty() {
            return Err(WorkError::invalid("artifact", &"it must have an artifactId"));
        }
        if artifact.parts.is_empty() {
            return Err(WorkError::invalid("artifact", &"it must have at least one part"));
        }
        let change = Change::Artifact {
            artifact,
            append,
            last_chunk,
        };
        self.run.work(change).await?;
        breathe().await;
        Ok(())
    }
}

/// Lets others have the thread from time to time: an agent that does nothing but to report would starve its readers.
async fn breathe() {
    tokio::task::coop::consume_budget().await;
}

impl fmt::Debug for TaskContext {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the request: it may hold credentials.
        formatter
            .debug_struct("TaskContext")
            .field("task_id", &self.task_id())
            .field("context_id", &self.context_id())
            .field("is_cancelled", &self.is_cancelled())
            .finish_non_exhaustive()
    }
}
