//! How a store fails.

use std::error::Error;
use std::fmt;

/// Why a store did not do what it was asked for.
///
/// Unless the kind is [`Unavailable`](StoreErrorKind::Unavailable), nothing has changed.
#[derive(Debug)]
pub struct StoreError {
    kind: StoreErrorKind,
    message: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What kind of [`StoreError`] it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StoreErrorKind {
    /// There is no such task in the scope.
    NotFound,
    /// The entry does not follow the last one: somebody else has appended, or the task is over, or it exists already.
    Conflict,
    /// There is no room, and nothing that could make room.
    Full,
    /// The store could not be reached, or broke off. Whether something has changed is not known.
    Unavailable,
    /// What is stored cannot be understood.
    Corrupt,
}

impl StoreError {
    /// An error; the message is for operators.
    #[must_use]
    pub fn new(kind: StoreErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
        }
    }

    /// There is no such task in the scope.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StoreErrorKind::NotFound, "there is no such task")
    }

    /// The entry does not follow the last one.
    #[must_use]
    pub fn conflict() -> Self {
        Self::new(StoreErrorKind::Conflict, "the entry does not follow the last one")
    }

    /// Adds the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> StoreErrorKind {
        self.kind
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
