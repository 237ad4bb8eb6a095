//! What a check has found.

use crate::finding::{Finding, Severity};
use crate::guess::Guess;
use crate::subject::Subject;
use std::fmt;

/// How strictly a document is measured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// What a correct peer emits: the canonical form of ProtoJSON, as the schema has it.
    #[default]
    Canonical,
    /// What a receiver must accept: names in `snake_case`, enum values by number, integers as strings or `5.0`, `null`
    /// for what is absent, base64 in either alphabet with or without padding, timestamps with any offset, members that
    /// nobody knows (§5.7), and empty placeholders beside the member of a oneof. What is missing is empty, unless
    /// the document is a request, whose required fields servers check (§3.3.2). Not among this: a member that is there
    /// twice, which many readers of ProtoJSON refuse.
    ///
    /// A request is what an operation takes. A type that one takes and another one returns, as
    /// `TaskPushNotificationConfig`, is taken for an answer.
    Lenient,
}

impl Profile {
    /// Its name: `canonical` or `lenient`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Canonical => "canonical",
            Self::Lenient => "lenient",
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What a check of one document has found.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Report<'a> {
    /// What the document was checked as; `None` for what is not JSON, and so nothing in particular.
    pub subject: Option<Subject<'a>>,
    /// How the subject was found out, if nobody said it.
    pub guess: Option<Guess>,
    /// How strictly the document was measured.
    pub profile: Profile,
    /// What is wrong, in the order of the places.
    pub findings: Vec<Finding>,
}

impl Report<'_> {
    /// How bad the worst finding is; `None` if there is none.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// Whether no requirement is violated: there may be warnings.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.worst() != Some(Severity::Error)
    }
}
