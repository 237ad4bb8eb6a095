//! How a call of an agent goes wrong.

use crate::store::{StoreError, StoreErrorKind};
use a2a_bindings::v1_0::TaskState;
use std::error::Error;
use std::fmt;

/// Why something that an agent wanted to do to its task was refused; nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkError {
    kind: WorkErrorKind,
    message: String,
}

/// What kind of [`WorkError`] it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WorkErrorKind {
    /// The task has reached a terminal state, by the agent or by `CancelTask`.
    TaskOver,
    /// The run has asked the client something or has returned, or another message has started the next run.
    RunOver,
    /// The run has answered with a message; there is no task.
    Replied,
    /// The run has worked on the task, so it is too late to answer with a message instead.
    WorkedAlready,
    /// The message or artifact is not one that the protocol allows.
    Invalid,
    /// The store has no room for the task.
    StoreFull,
    /// The store failed. Whether the change was made is not known; later ones find out.
    StoreFailed,
}

impl WorkError {
    pub(crate) fn task_over(state: &TaskState) -> Self {
        Self {
            kind: WorkErrorKind::TaskOver,
            message: format!("the task is over: it is in {state}"),
        }
    }

    pub(crate) fn run_over() -> Self {
        let message = "the run is over: the client's next message starts another one".to_owned();
        Self {
            kind: WorkErrorKind::RunOver,
            message,
        }
    }

    pub(crate) fn replied() -> Self {
        let message = "the run has answered with a message, so there is no task to work on".to_owned();
        Self {
            kind: WorkErrorKind::Replied,
            message,
        }
    }

    pub(crate) fn worked_already() -> Self {
        let message =
            "the run has worked on the task, which cannot become a message: use `complete`".to_owned();
        Self {
            kind: WorkErrorKind::WorkedAlready,
            message,
        }
    }

    pub(crate) fn invalid(what: &str, reason: &dyn fmt::Display) -> Self {
        Self {
            kind: WorkErrorKind::Invalid,
            message: format!("the {what} is not valid: {reason}"),
        }
    }

    pub(crate) fn broken_off() -> Self {
        let message = "the process ends".to_owned();
        Self {
            kind: WorkErrorKind::StoreFailed,
            message,
        }
    }

    pub(crate) fn unrecorded(error: &StoreError) -> Self {
        let kind = match error.kind() {
            StoreErrorKind::Full => WorkErrorKind::StoreFull,
            _ => WorkErrorKind::StoreFailed,
        };
        let mut message = format!("the store could not record it: {error}");
        let mut cause = error.source();
        while let Some(error) = cause {
            message.push_str(": ");
            message.push_str(&error.to_string());
            cause = error.source();
        }
        Self { kind, message }
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> WorkErrorKind {
        self.kind
    }
}

impl fmt::Display for WorkError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl Error for WorkError {}
