//! How a run ends badly.

use a2a_bindings::A2aError;
use std::error::Error;
use std::fmt;

/// Why an agent could not do its work; `?` makes one of any error.
///
/// The client does not see it: the task fails with a message that gives nothing away.
pub struct AgentError(Reason);

enum Reason {
    Failed(Box<dyn Error + Send + Sync>),
    Refused(A2aError),
}

impl AgentError {
    /// An error without a cause; the message is for logs.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self(Reason::Failed(message.into().into()))
    }

    /// Refuses the message with an error of the protocol, which the client does see, as
    /// `ContentTypeNotSupportedError` (§3.1.1).
    ///
    /// No task is created if the run has not worked on one. Otherwise the task is rejected, with the error's message.
    #[must_use]
    pub fn refuse(error: A2aError) -> Self {
        Self(Reason::Refused(error))
    }

    /// The error itself.
    #[must_use]
    pub fn get_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        match &self.0 {
            Reason::Failed(error) => &**error,
            Reason::Refused(error) => error,
        }
    }

    /// The error that the client is meant to see.
    pub(crate) fn into_refusal(self) -> Result<A2aError, Self> {
        match self.0 {
            Reason::Refused(error) => Ok(error),
            reason => Err(Self(reason)),
        }
    }
}

// As this turns every error into one, `AgentError` cannot be an `Error` itself.
impl<E: Error + Send + Sync + 'static> From<E> for AgentError {
    fn from(error: E) -> Self {
        Self(Reason::Failed(Box::new(error)))
    }
}

impl fmt::Display for AgentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut next: Option<&dyn Error> = Some(self.get_ref());
        let mut separator = "";
        while let Some(error) = next {
            write!(formatter, "{separator}{error}")?;
            separator = ": ";
            next = error.source();
        }
        Ok(())
    }
}

impl fmt::Debug for AgentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Failed(error) => formatter.debug_tuple("Failed").field(error).finish(),
            Reason::Refused(error) => formatter.debug_tuple("Refused").field(error).finish(),
        }
    }
}

/// A run that failed: what the client is not told.
#[derive(Debug)]
pub struct Failure {
    pub(crate) tenant: String,
    pub(crate) task_id: String,
    pub(crate) context_id: String,
    pub(crate) error: AgentError,
    pub(crate) panicked: bool,
}

impl Failure {
    /// Whose task it is; empty where tenants are not in use.
    #[must_use]
    pub fn tenant(&self) -> &str {
        &self.tenant
    }

    /// The task that the run worked on.
    #[must_use]
    pub fn task_id(&self) -> &str {
        &self.task_id
    }

    /// The conversation that the task belongs to.
    #[must_use]
    pub fn context_id(&self) -> &str {
        &self.context_id
    }

    /// What the agent returned; after a panic, what the panic said.
    #[must_use]
    pub fn error(&self) -> &AgentError {
        &self.error
    }

    /// Whether the agent panicked.
    #[must_use]
    pub fn panicked(&self) -> bool {
        self.panicked
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.panicked { "panicked" } else { "failed" };
        write!(
            formatter,
            "the agent {how} on task {}: {}",
            self.task_id, self.error
        )
    }
}
