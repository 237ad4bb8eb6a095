//! What the author of an agent writes.

use crate::agent_error::AgentError;
use crate::task_context::TaskContext;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

/// An agent: what happens when a message arrives.
///
/// ```
/// use a2a_engine::{Agent, AgentError, TaskContext};
///
/// struct Greeter;
///
/// impl Agent for Greeter {
///     async fn run(&self, task: TaskContext) -> Result<(), AgentError> {
///         if task.history().is_empty() {
///             return Ok(task.ask("What is your name?").await?);
///         }
///         task.working("looking for a greeting").await?;
///         task.complete(format!("Hello, {}!", task.text())).await?;
///         Ok(())
///     }
/// }
/// ```
pub trait Agent: Send + Sync + 'static {
    /// Handles one message.
    ///
    /// Each message is a run of its own: the answer to [`TaskContext::ask`] does not come back into the run that
    /// asked, it starts another one, with the conversation so far in [`TaskContext::history`]. So nothing that
    /// matters lives in the future, and a conversation survives a restart of the process.
    ///
    /// The run decides what the client gets by what it does first: [`TaskContext::reply`] answers with a message and
    /// creates no task; everything else creates the task.
    ///
    /// Returning `Ok` completes the task, unless it is terminal or waits for the client already. A run that did
    /// nothing at all leaves a completed task without output.
    ///
    /// Runs go on when clients disconnect, and are not aborted when the task is cancelled: they are told, by
    /// [`TaskContext::cancelled`], and what they do from then on is refused.
    ///
    /// # Errors
    /// The task fails with a message that says nothing about the error, which goes to [`Settings::on_failure`]
    /// instead; a panic is treated the same. An error for the client to see is [`TaskContext::fail`] or
    /// [`AgentError::refuse`].
    ///
    /// [`Settings::on_failure`]: crate::Settings::on_failure
    fn run(&self, task: TaskContext) -> impl Future<Output = Result<(), AgentError>> + Send;
}

impl<A: Agent> Agent for Arc<A> {
    fn run(&self, task: TaskContext) -> impl Future<Output = Result<(), AgentError>> + Send {
        A::run(self, task)
    }
}

/// Makes an [`Agent`] of a closure. What the closure holds is cloned into each run:
///
/// ```
/// use a2a_engine::{TaskContext, TaskEngine, agent_fn};
///
/// let greeting = String::from("hello");
/// let engine = TaskEngine::new(agent_fn(move |task: TaskContext| {
///     let greeting = greeting.clone();
///     async move { Ok(task.reply(greeting).await?) }
/// }));
/// ```
pub fn agent_fn<F, Run>(run: F) -> AgentFn<F>
where
    F: Fn(TaskContext) -> Run + Send + Sync + 'static,
    Run: Future<Output = Result<(), AgentError>> + Send,
{
    AgentFn(run)
}

/// The agent that [`agent_fn`] makes.
#[derive(Clone, Copy)]
pub struct AgentFn<F>(F);

impl<F, Run> Agent for AgentFn<F>
where
    F: Fn(TaskContext) -> Run + Send + Sync + 'static,
    Run: Future<Output = Result<(), AgentError>> + Send,
{
    fn run(&self, task: TaskContext) -> impl Future<Output = Result<(), AgentError>> + Send {
        (self.0)(task)
    }
}

impl<F> fmt::Debug for AgentFn<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AgentFn(..)")
    }
}
