//! What can go wrong between a definition and the code.

use std::fmt;

/// A failure, with the place in the input that it concerns.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    pointer: String,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What sort of failure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file could not be read or written.
    Io,
    /// The input is not of the form that its name promises.
    Syntax,
    /// The input says something that cannot be expressed.
    Unsupported,
    /// The input contradicts itself.
    Inconsistent,
    /// A correction no longer applies.
    StaleCorrection,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            kind,
            pointer: pointer.into(),
            message: message.into(),
            source: None,
        }
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub(crate) fn io(path: &std::path::Path, verb: &str, source: std::io::Error) -> Self {
        let message = format!("cannot {verb} {}: {source}", path.display());
        Self::new(ErrorKind::Io, "", message).with_source(source)
    }

    /// What sort of failure it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The place in the input, as a JSON pointer (RFC 6901); for a protocol buffer definition the full name of the
    /// element. Empty if the whole input is meant.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => formatter.write_str(&self.message),
            pointer => write!(formatter, "{pointer}: {}", self.message),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
