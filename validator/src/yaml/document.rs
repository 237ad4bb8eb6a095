//! A document that remembers where its parts stood.

use super::compose::compose;
use super::{Error, MAX_BYTES, json};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {}", self.line, self.column)
    }
}

/// A value and where each of its parts stood in the text.
#[derive(Debug, Clone)]
pub struct Document {
    value: Value,
    marks: Marks,
}

/// Where a value stands, and where what is in it does. What an alias stands for has no places of its own.
#[derive(Debug, Clone)]
pub(super) struct Marks {
    pub(super) at: Position,
    pub(super) inner: Inner,
}

#[derive(Debug, Clone)]
pub(super) enum Inner {
    Nothing,
    List(Vec<Marks>),
    Map(BTreeMap<String, Marks>),
}

impl Document {
    /// Reads one document, as [`parse`](super::parse) does.
    ///
    /// # Errors
    /// Those of [`parse`](super::parse).
    pub fn parse(text: &str) -> Result<Self, Error> {
        let start = Position { line: 1, column: 1 };
        if text.len() > MAX_BYTES {
            let message = format!("the text has {} bytes; at most {MAX_BYTES} are read", text.len());
            return Err(Error::new(start, message));
        }
        match compose(text) {
            Ok((value, marks)) => Ok(Self { value, marks }),
            // Not all of JSON is YAML: a surrogate pair as two escapes is not, nor is a key of a thousand characters.
            Err(error) if error.of_syntax => match json::parse(text) {
                Some(value) => Ok(Self {
                    value,
                    marks: Marks {
                        at: start,
                        inner: Inner::Nothing,
                    },
                }),
                None => Err(error.error),
            },
            Err(error) => Err(error.error),
        }
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The value, without the places.
    #[must_use]
    pub fn into_value(self) -> Value {
        self.value
    }

    /// Where the part at a JSON pointer stands, or else the nearest that is around it.
    ///
    /// A member's place is that of its key.
    #[must_use]
    pub fn position(&self, pointer: &str) -> Position {
        let mut marks = &self.marks;
        for token in pointer.split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            let inner = match &marks.inner {
                Inner::Nothing => None,
                Inner::List(items) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
                Inner::Map(members) => members.get(&token),
            };
            match inner {
                Some(inner) => marks = inner,
                None => break,
            }
        }
        marks.at
    }
}
