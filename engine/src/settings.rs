//! The limits of an engine, and what it does about failures.

use crate::agent_error::Failure;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// How much an engine takes on, and how it behaves where the specification leaves a choice.
///
/// ```
/// use a2a_engine::{Settings, TaskContext, TaskEngine, agent_fn};
///
/// let settings = Settings::new().with_max_tasks(1_000).on_failure(|failure| println!("{failure}"));
/// let engine = TaskEngine::with_settings(agent_fn(async |_task: TaskContext| Ok(())), settings);
/// ```
#[derive(Clone)]
pub struct Settings {
    pub(crate) max_tasks: usize,
    pub(crate) max_running: usize,
    pub(crate) max_history: usize,
    pub(crate) max_subscribers: usize,
    pub(crate) kept_events: usize,
    pub(crate) decision_time: Duration,
    pub(crate) on_failure: Arc<dyn Fn(&Failure) + Send + Sync>,
}

impl Settings {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self {
            max_tasks: 100_000,
            max_running: 10_000,
            max_history: 1_000,
            max_subscribers: 256,
            kept_events: 1_000,
            decision_time: Duration::from_secs(1),
            on_failure: Arc::new(|failure| eprintln!("a2a-engine: {failure}")),
        }
    }

    /// How many tasks are kept, of all tenants together; 100,000 by default.
    ///
    /// A new one takes the place of the one that has been over for the longest time. Where none is over, messages that
    /// begin a task are refused with an internal error of HTTP status 503.
    #[must_use]
    pub fn with_max_tasks(mut self, max_tasks: usize) -> Self {
        self.max_tasks = max_tasks;
        self
    }

    /// How many runs of the agent there are at a time, of all tenants together; 10,000 by default.
    ///
    /// A run counts until the agent returns, even if its task has been cancelled. Messages beyond the limit are
    /// refused with an internal error of HTTP status 503.
    #[must_use]
    pub fn with_max_running(mut self, max_running: usize) -> Self {
        self.max_running = max_running;
        self
    }

    /// How many messages the history of a task holds before the task takes no more; 1,000 by default.
    ///
    /// Further messages are refused with `UnsupportedOperationError`.
    #[must_use]
    pub fn with_max_history(mut self, max_history: usize) -> Self {
        self.max_history = max_history;
        self
    }

    /// How many streams may follow a task at a time; 256 by default.
    ///
    /// Further `SubscribeToTask` requests are refused with an internal error of HTTP status 503.
    #[must_use]
    pub fn with_max_subscribers(mut self, max_subscribers: usize) -> Self {
        self.max_subscribers = max_subscribers;
        self
    }

    /// How many events of a task stay in memory for streams that have not read them; 1,000 by default, at least 1.
    ///
    /// A stream that is farther behind gets the task as it is instead of the events it missed, and goes on.
    #[must_use]
    pub fn with_kept_events(mut self, kept_events: usize) -> Self {
        self.kept_events = kept_events.max(1);
        self
    }

    /// How long a request that is to be answered immediately waits for the agent to either work on a task or reply;
    /// 1 second by default.
    ///
    /// After that time `SendMessage` with `returnImmediately` creates the task itself (§3.2.2): from then on
    /// [`TaskContext::reply`](crate::TaskContext::reply) completes the task, with the reply as the message of its
    /// status. `SendStreamingMessage` opens its stream after that time, so that what goes wrong afterwards is an
    /// error in the stream, and goes on waiting.
    #[must_use]
    pub fn with_decision_time(mut self, decision_time: Duration) -> Self {
        self.decision_time = decision_time;
        self
    }

    /// What to do with an agent's errors and panics, of which the client is told nothing; by default they are printed
    /// to standard error.
    ///
    /// Errors of a run that was cancelled are no failures.
    #[must_use]
    pub fn on_failure(mut self, report: impl Fn(&Failure) + Send + Sync + 'static) -> Self {
        self.on_failure = Arc::new(report);
        self
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("max_tasks", &self.max_tasks)
            .field("max_running", &self.max_running)
            .field("max_history", &self.max_history)
            .field("max_subscribers", &self.max_subscribers)
            .field("kept_events", &self.kept_events)
            .field("decision_time", &self.decision_time)
            .finish_non_exhaustive()
    }
}
