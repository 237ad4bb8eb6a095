//! A file that is one JSON document.

use super::{Checker, Document};
use crate::error::Error;
use a2a_validator::formats::Checked;
use a2a_validator::{Profile, Subject, Validator, check_card};

pub(super) fn check(checker: &Checker<'_>, name: &str, bytes: &[u8]) -> Result<Document, Error> {
    let report = checker
        .validator
        .report(checker.subject, bytes, checker.profile)
        .map_err(|error| Checker::failure(&error))?;
    let others = report.guess.iter().flat_map(|guess| &guess.others);
    let others = others.map(ToString::to_string).collect();
    let mut findings = report.findings;
    // A card has rules beyond the schema. What receivers must accept of one is the schema's alone.
    if report.profile == Profile::Canonical
        && report.subject == Some(Subject::Type("AgentCard"))
        && let Ok((card, _)) = Validator::parse(bytes)
    {
        findings.extend(check_card(&card));
    }
    let mut checked = Checked::new(name, findings);
    checked.subject = report.subject.map(|subject| subject.to_string());
    if let Ok(text) = std::str::from_utf8(bytes) {
        checked = checked.in_text(text);
    }
    Ok(Document {
        checked,
        guessed: checker.subject.is_none(),
        others,
    })
}
