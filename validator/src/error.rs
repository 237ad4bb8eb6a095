//! Why nothing could be checked.

use crate::names::{excerpt, list};
use std::error;
use std::fmt;

/// Why nothing could be checked. What is wrong with a document is a [`Finding`](crate::Finding) and never this.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    near: Vec<String>,
    source: Option<Box<dyn error::Error + Send + Sync>>,
}

/// What kind of [`Error`] it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The schema is not one that documents can be checked against.
    Schema,
    /// The schema defines no such type.
    UnknownType,
    /// The protocol has no such operation.
    UnknownMethod,
    /// Nobody said what the document is meant to be, and it resembles nothing that the protocol has.
    Unrecognized,
}

impl Error {
    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The names that exist and resemble the one that does not, the most likely first; at most five.
    #[must_use]
    pub fn near(&self) -> &[String] {
        &self.near
    }

    pub(crate) fn schema(
        message: impl Into<String>,
        source: impl Into<Box<dyn error::Error + Send + Sync>>,
    ) -> Self {
        Self {
            kind: ErrorKind::Schema,
            message: message.into(),
            near: Vec::new(),
            source: Some(source.into()),
        }
    }

    pub(crate) fn unknown_type(name: &str, near: &[&str]) -> Self {
        Self::unknown(
            ErrorKind::UnknownType,
            format!("there is no type `{}`", excerpt(name)),
            near,
        )
    }

    pub(crate) fn unknown_method(name: &str, near: &[&str]) -> Self {
        Self::unknown(
            ErrorKind::UnknownMethod,
            format!("there is no operation `{}`", excerpt(name)),
            near,
        )
    }

    pub(crate) fn unrecognized() -> Self {
        Self::unknown(
            ErrorKind::Unrecognized,
            "the document resembles no type of the protocol; say what it is meant to be".to_owned(),
            &[],
        )
    }

    fn unknown(kind: ErrorKind, mut message: String, near: &[&str]) -> Self {
        if !near.is_empty() {
            message.push_str("; did you mean ");
            message.push_str(&list(near.iter().copied(), "or"));
            message.push('?');
        }
        Self {
            kind,
            message,
            near: near.iter().map(|&name| name.to_owned()).collect(),
            source: None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
