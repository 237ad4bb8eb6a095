//! Why a transcript cannot be read.

use std::error::Error;
use std::fmt;
use std::io;

/// Why a transcript cannot be read.
#[derive(Debug)]
pub struct TranscriptError {
    kind: TranscriptErrorKind,
    line: u64,
    message: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What kind of [`TranscriptError`] it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TranscriptErrorKind {
    /// The file could not be read.
    Io,
    /// A line is longer than the limit.
    TooLong,
    /// A line is not what it has to be.
    Syntax,
    /// It does not begin with the line that says that it is a transcript.
    NoTranscript,
    /// It has a version that is unknown here, or is of a protocol version that is not checked.
    Version,
    /// More exchanges are open at once than the limit.
    TooMany,
}

impl TranscriptError {
    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> TranscriptErrorKind {
        self.kind
    }

    /// The number of the line, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    pub(super) fn new(kind: TranscriptErrorKind, line: u64, message: impl Into<String>) -> Self {
        Self {
            kind,
            line,
            message: message.into(),
            source: None,
        }
    }

    pub(super) fn io(line: u64, source: io::Error) -> Self {
        Self::new(TranscriptErrorKind::Io, line, "the transcript cannot be read").with_source(source)
    }

    pub(super) fn syntax(line: u64, message: impl Into<String>) -> Self {
        Self::new(TranscriptErrorKind::Syntax, line, message)
    }

    pub(super) fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl fmt::Display for TranscriptError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.message)
    }
}

impl Error for TranscriptError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
