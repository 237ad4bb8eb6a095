//! Reports of findings in the formats of other tools.
//!
//! ```
//! use a2a_bindings::v1_0::PROTOCOL;
//! use a2a_validator::formats::{Checked, junit, sarif};
//! use a2a_validator::{Subject, Validator};
//!
//! let task = "{\n  \"id\": \"t-1\",\n  \"status\": {\"state\": \"done\"}\n}";
//! let findings = Validator::new(&PROTOCOL)?.validate_bytes(Subject::Type("Task"), task.as_bytes())?;
//! let checked = [Checked::new("task.json", findings).in_text(task)];
//!
//! let region = &sarif(&checked)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
//! assert_eq!((region["startLine"].as_u64(), region["startColumn"].as_u64()), (Some(3), Some(23)));
//! assert!(junit(&checked).contains(r#"<testsuite name="task.json" tests="1" failures="1">"#));
//! # Ok::<(), a2a_validator::Error>(())
//! ```

mod junit;
mod locate;
mod sarif;
pub(crate) mod xml;

pub use junit::junit;
pub use sarif::sarif;

use crate::finding::Finding;
use locate::Locator;

/// One thing that was checked: a document, a line of a file, a message in a transcript.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Checked {
    /// The file or the URL where it stands.
    pub source: String,
    /// Which part of the source it is, as `line 3`; empty for all of it.
    pub part: String,
    /// What it was checked as, if that is known.
    pub subject: Option<String>,
    /// What was found.
    pub findings: Vec<Located>,
}

/// A finding, and where that is in its source.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Located {
    /// The finding.
    pub finding: Finding,
    /// The line and the column, in characters, both from 1; `None` if that is unknown.
    pub position: Option<(u64, u64)>,
}

impl Checked {
    /// The whole of a source.
    #[must_use]
    pub fn new(source: impl Into<String>, findings: Vec<Finding>) -> Self {
        let located = |finding| Located {
            finding,
            position: None,
        };
        Self {
            source: source.into(),
            part: String::new(),
            subject: None,
            findings: findings.into_iter().map(located).collect(),
        }
    }

    /// Sets which part of the source it is.
    #[must_use]
    pub fn with_part(mut self, part: impl Into<String>) -> Self {
        self.part = part.into();
        self
    }

    /// Sets what it was checked as.
    #[must_use]
    pub fn with_subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Finds each finding in the text of the source, which is one JSON document.
    #[must_use]
    pub fn in_text(self, text: &str) -> Self {
        self.from_line(text, 1)
    }

    /// Finds each finding in a text that begins on this line of the source, counted from 1.
    #[must_use]
    pub fn from_line(mut self, text: &str, line: u64) -> Self {
        let mut locator = Locator::new(text);
        for located in &mut self.findings {
            let (found, column) = locator.position(&located.finding.pointer);
            located.position = Some((line + found - 1, column));
        }
        self
    }
}
