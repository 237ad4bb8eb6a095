//! What is wrong with a document.

use crate::names::printable;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The specification can be read either way, so that both sides may be right.
    Ambiguous,
    /// Receivers must put up with it, or a recommendation is not followed.
    Warning,
    /// A requirement is not met.
    Error,
}

impl Severity {
    /// Its name, as it is serialized: `error`, `warning` or `ambiguous`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Ambiguous => "ambiguous",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One thing that is wrong with a document.
///
/// `Display` gives `pointer: message`, fit for a terminal whatever the document holds; serialized, it is an object
/// with the fields in camelCase, without those that are empty but for the pointer.
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
    /// | `duplicate-member` | an object has a member twice, or under both of its names, so that receivers may read different things |
    /// | `empty-list` | a required array is empty, which §5.7 forbids and §8.4.1 shows |
    /// | `limit` | there is too much of it to check or to list |
    ///
    /// [`RULES`](crate::RULES) lists all of them.
    pub rule: String,
    /// The section of the specification that has the rule, as `§5.5`; of a rule that is only in the schema it is the
    /// section of the definition, if that is known.
    pub section: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong. Holds short excerpts of the document.
    pub message: String,
    /// What would be right; empty if that cannot be said.
    pub expected: String,
    /// How to repair it, or why receivers may not mind; otherwise empty.
    pub hint: String,
    /// Where in the schema the rule stands, as a JSON pointer; empty for a rule that is not in the schema, and in the
    /// lenient profile.
    pub schema_pointer: String,
}

impl Finding {
    /// An error under a rule that is not in the schema.
    #[must_use]
    pub fn new(pointer: impl Into<String>, rule: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            rule: rule.into(),
            section: String::new(),
            severity: Severity::Error,
            message: message.into(),
            expected: String::new(),
            hint: String::new(),
            schema_pointer: String::new(),
        }
    }

    /// Sets the section of the specification that has the rule.
    #[must_use]
    pub fn with_section(mut self, section: impl Into<String>) -> Self {
        self.section = section.into();
        self
    }

    /// Sets how bad it is.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Sets what would be right.
    #[must_use]
    pub fn with_expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }

    /// Sets how to repair it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// How much memory its text takes.
    pub(crate) fn size(&self) -> usize {
        self.texts().iter().map(|(_, text)| text.len()).sum()
    }

    /// Its texts, by the names under which they are serialized.
    fn texts(&self) -> [(&'static str, &str); 7] {
        [
            ("pointer", &self.pointer),
            ("rule", &self.rule),
            ("section", &self.section),
            ("message", &self.message),
            ("expected", &self.expected),
            ("hint", &self.hint),
            ("schemaPointer", &self.schema_pointer),
        ]
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
        let mut finding = serializer.serialize_map(None)?;
        finding.serialize_entry("severity", &self.severity)?;
        for (name, text) in self.texts() {
            if name == "pointer" || !text.is_empty() {
                finding.serialize_entry(name, text)?;
            }
        }
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
