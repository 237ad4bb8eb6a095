//! A file that is one JSON document.

use super::{Checker, Document};
use crate::error::Error;
use a2a_validator::formats::Checked;

pub(super) fn check(checker: &Checker<'_>, name: &str, bytes: &[u8]) -> Result<Document, Error> {
    let report = checker
        .validator
        .report(checker.subject, bytes, checker.profile)
        .map_err(|error| Checker::failure(&error))?;
    let others = report.guess.iter().flat_map(|guess| &guess.others);
    let others = others.map(ToString::to_string).collect();
    let mut checked = Checked::new(name, report.findings);
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
