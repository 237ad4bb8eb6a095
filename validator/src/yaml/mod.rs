//! YAML 1.2 as JSON values, with the place of everything that is wrong.
//!
//! What is read is the JSON schema's part of YAML: maps with text keys, lists, strings, numbers, booleans and null,
//! resolved by the rules of the core schema, so that `no` and `12:30` are text. JSON is read too, which YAML nearly
//! contains. What has no meaning as JSON is refused instead of guessed: other tags, merge keys, a key twice, `.nan`,
//! several documents.
//!
//! The text may come from outside: its size, its nesting and what its aliases expand to are bounded.
//!
//! ```
//! use a2a_validator::yaml;
//!
//! let value = yaml::parse("prefix: tck-cancel\ndelay_ms: 50\n")?;
//! assert_eq!(value, serde_json::json!({"prefix": "tck-cancel", "delay_ms": 50}));
//!
//! let error = yaml::parse("a: 1\nb: 2\na: 3\n").unwrap_err();
//! assert_eq!(error.to_string(), "line 3, column 1: the key `a` stands here for the second time");
//! # Ok::<(), yaml::Error>(())
//! ```

mod compose;
mod document;
mod json;
mod scalar;

pub use document::{Document, Position};

use serde_json::Value;
use std::error;
use std::fmt;

/// A text of more bytes is refused.
pub const MAX_BYTES: usize = 4 << 20;
/// Lists and maps stand in each other at most this deep.
pub const MAX_DEPTH: usize = 100;

/// Reads one document.
///
/// # Errors
/// The text is not YAML, has no meaning as JSON, or is beyond [`MAX_BYTES`] or [`MAX_DEPTH`]; the error says where.
pub fn parse(text: &str) -> Result<Value, Error> {
    Document::parse(text).map(Document::into_value)
}

/// Why a text could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    at: Position,
    message: String,
}

impl Error {
    pub(crate) fn new(at: Position, message: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
        }
    }

    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.at.line
    }

    /// The column in characters, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.at.column
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.at, self.message)
    }
}

impl error::Error for Error {}
