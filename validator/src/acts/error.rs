//! Why no test ran.

use crate::names::excerpt;
use std::error;
use std::fmt;

/// What is wrong with a file of a suite, and where. No test runs while there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuiteError(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    file: String,
    line: usize,
    column: usize,
    path: String,
    message: String,
}

impl SuiteError {
    pub(super) fn new(
        file: &str,
        (line, column): (usize, usize),
        path: &str,
        message: impl Into<String>,
    ) -> Self {
        Self(Box::new(Inner {
            file: file.to_owned(),
            line,
            column,
            path: path.to_owned(),
            message: message.into(),
        }))
    }

    /// The file, as it was named.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.0.file
    }

    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// Where in the document, as a JSON pointer.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for SuiteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            file,
            line,
            column,
            path,
            message,
        } = &*self.0;
        write!(formatter, "{file}:{line}:{column}: ")?;
        if !path.is_empty() {
            write!(formatter, "{path}: ")?;
        }
        formatter.write_str(message)
    }
}

impl error::Error for SuiteError {}

/// Why a run did not begin: the agent has no card, or none that the tests can be run with.
#[derive(Debug)]
pub struct RunError {
    message: String,
    kind: RunErrorKind,
    source: Option<Box<dyn error::Error + Send + Sync>>,
}

/// What kind of [`RunError`] it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RunErrorKind {
    /// Nobody answers.
    Unreachable,
    /// There is an answer, and it is no agent card.
    Card,
    /// The agent has none of the bindings that were asked for.
    Binding,
    /// A part of the runner could not be set up.
    Setup,
}

impl RunError {
    pub(super) fn new(kind: RunErrorKind, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            kind,
            source: None,
        }
    }

    pub(super) fn with_source(mut self, source: impl Into<Box<dyn error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> RunErrorKind {
        self.kind
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl error::Error for RunError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// Outside text between backticks.
pub(super) fn quoted(text: &str) -> String {
    format!("`{}`", excerpt(text))
}
