//! Why an agent could not be checked.

use std::error;
use std::fmt;

/// Why there is no card to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeError {
    kind: ProbeErrorKind,
    message: String,
}

/// What kind of [`ProbeError`] it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProbeErrorKind {
    /// What names the agent is no URL of HTTP.
    Reference,
    /// Nobody answers.
    Unreachable,
    /// There is an answer, and no card in it.
    NoCard,
    /// The card is only for who has credentials, or better ones.
    Unauthorized,
}

impl ProbeError {
    pub(super) fn new(kind: ProbeErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ProbeErrorKind {
        self.kind
    }
}

impl fmt::Display for ProbeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl error::Error for ProbeError {}
