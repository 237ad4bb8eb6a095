//! What was found, for people and for programs.

use super::{Document, Outcome};
use crate::args::FindingsReport;
use crate::error::{Code, Error, with_causes};
use crate::files;
use crate::output::{self, Format, Text};
use a2a_validator::formats::{Checked, Located, junit, sarif};
use a2a_validator::{Finding, Severity};
use serde::Serialize;

/// The form of the report in JSON; a change that breaks readers gets another number.
const REPORT: u32 = 1;

#[derive(Debug, Serialize)]
struct Entry<'a> {
    report: u32,
    /// Where it stands, unless it is all that was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    /// `null` for what is no JSON, and so nothing in particular.
    #[serde(rename = "type")]
    subject: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guessed: Option<bool>,
    /// What else the document could be, if it was guessed.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    others: &'a [String],
    /// Whether there is no error; there may be other findings.
    valid: bool,
    findings: Vec<&'a Finding>,
}

impl<'a> Entry<'a> {
    fn new(checked: &'a Checked) -> Self {
        Self {
            report: REPORT,
            source: None,
            part: None,
            subject: checked.subject.as_deref(),
            guessed: None,
            others: &[],
            valid: is_valid(checked),
            findings: checked.findings.iter().map(|located| &located.finding).collect(),
        }
    }

    /// One of several.
    fn of_several(checked: &'a Checked) -> Self {
        Self {
            source: Some(&checked.source),
            part: Some(checked.part.as_str()).filter(|part| !part.is_empty()),
            ..Self::new(checked)
        }
    }
}

/// Prints what was found; of one document everything, of several what is wrong with them, in JSON a line for each.
pub(crate) fn print(outcomes: &[Outcome], format: Format) -> Result<bool, Error> {
    match outcomes {
        [Outcome::Document(document)] => print_document(document, format)?,
        _ => print_several(&all(outcomes), format)?,
    }
    Ok(all(outcomes).into_iter().all(is_valid))
}

fn all(outcomes: &[Outcome]) -> Vec<&Checked> {
    outcomes.iter().flat_map(Outcome::checked).collect()
}

fn print_document(document: &Document, format: Format) -> Result<(), Error> {
    let checked = &document.checked;
    match format {
        Format::Json => output::print_document(&Entry {
            guessed: Some(document.guessed),
            others: &document.others,
            ..Entry::new(checked)
        }),
        Format::Text => output::print_text(|text| {
            text.field("Type", checked.subject.as_deref().unwrap_or("unknown"));
            text.flag("Guessed", document.guessed);
            if !document.others.is_empty() {
                text.field("Or", document.others.join(", "));
            }
            text.flag("Valid", is_valid(checked));
            findings(text, checked, "");
        }),
    }
}

fn print_several(several: &[&Checked], format: Format) -> Result<(), Error> {
    if format == Format::Json {
        let mut entries = several.iter().map(|checked| Entry::of_several(checked));
        return entries.try_for_each(|entry| output::print_json_line(&entry));
    }
    output::print_text(|text| {
        for checked in several.iter().filter(|checked| !checked.findings.is_empty()) {
            let subject = checked.subject.as_deref().unwrap_or("unknown");
            text.labelled(format_args!("{}: {subject}", place(checked)));
            findings(text, checked, "  ");
        }
        text.field("Checked", several.len());
        let of = |severity| {
            let located = several.iter().flat_map(|checked| &checked.findings);
            located
                .filter(|located| located.finding.severity == severity)
                .count()
        };
        text.field("Errors", of(Severity::Error));
        text.field("Warnings", of(Severity::Warning));
        text.field("Ambiguous", of(Severity::Ambiguous));
        text.flag("Valid", several.iter().all(|checked| is_valid(checked)));
    })
}

fn place(checked: &Checked) -> String {
    [checked.source.as_str(), checked.part.as_str()]
        .join(" ")
        .trim_end()
        .to_owned()
}

fn findings(text: &mut Text, checked: &Checked, indent: &str) {
    for Located { finding, .. } in &checked.findings {
        text.labelled(format_args!("{indent}{finding} ({})", remark(finding)));
    }
}

/// How bad a finding is, by which section, and what helps.
fn remark(finding: &Finding) -> String {
    let mut remark = finding.severity.to_string();
    for (separator, text) in [(", ", &finding.section), ("; ", &finding.hint)] {
        if !text.is_empty() {
            remark.push_str(separator);
            remark.push_str(text);
        }
    }
    remark
}

fn is_valid(checked: &Checked) -> bool {
    let mut findings = checked.findings.iter();
    !findings.any(|located| located.finding.severity == Severity::Error)
}

/// Writes a report for other tools.
pub(crate) fn write(outcomes: &[Outcome], report: &FindingsReport) -> Result<(), Error> {
    let checked: Vec<Checked> = all(outcomes).into_iter().cloned().collect();
    match report {
        FindingsReport::Sarif(file) => {
            let log = serde_json::to_vec_pretty(&sarif(&checked))
                .map_err(|error| Error::new(Code::Internal, with_causes(&error)))?;
            files::write(file, &log)
        }
        FindingsReport::JUnit(file) => files::write(file, junit(&checked).as_bytes()),
    }
}
