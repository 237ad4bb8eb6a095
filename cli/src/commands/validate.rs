//! `validate`.

use super::Outcome;
use crate::args::ValidateArgs;
use crate::error::{Code, Error, with_causes};
use crate::files;
use crate::output::{self, Format};
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::{ErrorKind, Finding, Subject, Validator};
use serde::Serialize;
use serde_json::Value;

/// The form of the report in JSON; a change that breaks readers gets another number.
const REPORT: u32 = 1;

#[derive(Debug, Serialize)]
struct Report {
    report: u32,
    /// `null` for what is no JSON, and so nothing in particular.
    #[serde(rename = "type")]
    subject: Option<String>,
    guessed: bool,
    valid: bool,
    findings: Vec<Finding>,
}

pub(super) fn validate(args: &ValidateArgs, format: Format) -> Result<Outcome, Error> {
    let bytes = files::read_or_stdin(&args.file)?;
    let validator =
        Validator::new(&PROTOCOL).map_err(|error| Error::new(Code::Internal, with_causes(&error)))?;
    let subject = subject(&validator, args, &bytes)?;
    // What is no JSON at all is not valid as anything.
    let findings = validator
        .validate_bytes(subject.unwrap_or(Subject::Type("Message")), &bytes)
        .map_err(|error| match error.kind() {
            ErrorKind::UnknownType => Error::usage(with_causes(&error))
                .with_hint("types have the names of the specification: Task, AgentCard, …"),
            _ => Error::new(Code::Internal, with_causes(&error)),
        })?;
    let report = Report {
        report: REPORT,
        subject: subject.map(|subject| subject.to_string()),
        guessed: args.type_name.is_none(),
        valid: findings.is_empty(),
        findings,
    };
    match format {
        Format::Json => output::print_document(&report)?,
        Format::Text => output::print_text(|text| {
            text.field("Type", report.subject.as_deref().unwrap_or("unknown"));
            text.flag("Guessed", report.guessed);
            text.flag("Valid", report.valid);
            report.findings.iter().for_each(|finding| text.labelled(finding));
        })?,
    }
    Ok(if report.valid {
        Outcome::Done
    } else {
        Outcome::Negative
    })
}

/// What the document is checked as; `None` if it is no JSON and nobody said what it is meant to be.
fn subject<'a>(
    validator: &Validator,
    args: &'a ValidateArgs,
    bytes: &[u8],
) -> Result<Option<Subject<'a>>, Error> {
    if let Some(name) = &args.type_name {
        return Ok(Some(Subject::Type(name)));
    }
    let Ok(json) = serde_json::from_slice::<Value>(bytes) else {
        return Ok(None);
    };
    let guess = validator.guess(&json).ok_or_else(|| {
        Error::usage("the document resembles no type of the protocol")
            .with_hint("say what it is meant to be: a2a validate --type Task …")
    })?;
    Ok(Some(guess))
}
