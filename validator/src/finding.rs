//! What is wrong with a document.

use crate::names::printable;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;

/// One thing that is wrong with a document.
///
/// `Display` gives `pointer: message`, fit for a terminal whatever the document holds; serialized, it is an object
/// with the four fields in camelCase.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Where in the document, as a JSON pointer (RFC 6901): the value that breaks the rule, which for a missing
    /// member is the object that lacks it and for an unknown one is that member. Empty for the whole document.
    pub pointer: String,
    /// Which rule: a keyword of JSON Schema (`required`, `oneOf`, …), or one of these.
    ///
    /// | rule | what is wrong |
    /// | --- | --- |
    /// | `syntax` | it is not JSON |
    /// | `duplicate-member` | an object has a member twice, so that receivers may read different things |
    /// | `limit` | there is too much of it to check or to list |
    ///
    /// The layer has some of its own, which its module lists.
    pub rule: String,
    /// What is wrong and what would be right. Holds short excerpts of the document.
    pub message: String,
    /// Where in the schema the rule stands, as a JSON pointer; empty for a rule that is not in the schema.
    pub schema_pointer: String,
}

impl Finding {
    /// A finding under a rule that is not in the schema.
    pub(crate) fn new(pointer: impl Into<String>, rule: &str, message: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            rule: rule.to_owned(),
            message: message.into(),
            schema_pointer: String::new(),
        }
    }

    /// How much memory its text takes.
    pub(crate) fn size(&self) -> usize {
        self.pointer.len() + self.rule.len() + self.message.len() + self.schema_pointer.len()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            formatter.write_str("(root)")?;
        }
        for character in self.pointer.chars().flat_map(printable) {
            fmt::Write::write_char(formatter, character)?;
        }
        write!(formatter, ": {}", self.message)
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut finding = serializer.serialize_struct("Finding", 4)?;
        finding.serialize_field("pointer", &self.pointer)?;
        finding.serialize_field("rule", &self.rule)?;
        finding.serialize_field("message", &self.message)?;
        finding.serialize_field("schemaPointer", &self.schema_pointer)?;
        finding.end()
    }
}

/// Appends a reference token to a JSON pointer (RFC 6901 §3).
pub(crate) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}
