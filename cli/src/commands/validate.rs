//! `validate`.

use super::Outcome;
use crate::args::ValidateArgs;
use crate::error::{Code, Error, with_causes};
use crate::files;
use crate::output::{self, Format};
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::{ErrorKind, Finding, Profile, Subject, Validator};
use serde::Serialize;

/// The form of the report in JSON; a change that breaks readers gets another number.
const REPORT: u32 = 1;

#[derive(Debug, Serialize)]
struct Document {
    report: u32,
    /// `null` for what is no JSON, and so nothing in particular.
    #[serde(rename = "type")]
    subject: Option<String>,
    guessed: bool,
    /// What else the document could be, if it was guessed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<String>,
    /// Whether there is no error; there may be other findings.
    valid: bool,
    findings: Vec<Finding>,
}

pub(super) fn validate(args: &ValidateArgs, format: Format) -> Result<Outcome, Error> {
    let bytes = files::read_or_stdin(&args.file)?;
    let validator =
        Validator::new(&PROTOCOL).map_err(|error| Error::new(Code::Internal, with_causes(&error)))?;
    let subject = args.type_name.as_deref().map(Subject::Type);
    let report = validator
        .report(subject, &bytes, Profile::Canonical)
        .map_err(|error| match error.kind() {
            ErrorKind::UnknownType => Error::usage(with_causes(&error))
                .with_hint("types have the names of the specification: Task, AgentCard, …"),
            ErrorKind::Unrecognized => {
                Error::usage(with_causes(&error)).with_hint("as in: a2a validate --type Task …")
            }
            _ => Error::new(Code::Internal, with_causes(&error)),
        })?;
    let valid = report.is_valid();
    let others = report.guess.iter().flat_map(|guess| &guess.others);
    let document = Document {
        report: REPORT,
        subject: report.subject.map(|subject| subject.to_string()),
        guessed: args.type_name.is_none(),
        others: others.map(ToString::to_string).collect(),
        valid,
        findings: report.findings,
    };
    match format {
        Format::Json => output::print_document(&document)?,
        Format::Text => output::print_text(|text| {
            text.field("Type", document.subject.as_deref().unwrap_or("unknown"));
            text.flag("Guessed", document.guessed);
            if !document.others.is_empty() {
                text.field("Or", document.others.join(", "));
            }
            text.flag("Valid", document.valid);
            for finding in &document.findings {
                text.labelled(format_args!("{finding} ({})", remark(finding)));
            }
        })?,
    }
    Ok(if valid { Outcome::Done } else { Outcome::Negative })
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
