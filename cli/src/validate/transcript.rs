//! Recorded traffic.

use super::Checker;
use crate::error::{Error, with_causes};
use crate::files;
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::formats::Checked;
use a2a_validator::traffic::{Direction, Inspector, Kind, Record};
use a2a_validator::transcript::{TranscriptError, TranscriptErrorKind, TranscriptReader, check_with};
use a2a_validator::{Conversation, Finding, Profile};
use serde_json::Value;
use std::io::{BufRead, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// A longer first line is none of a transcript.
const MAX_FIRST_LINE: u64 = 1 << 20;

/// Reads the first line, or as much of it as a transcript's can have.
pub(super) fn first_line(path: &Path, source: &mut impl BufRead) -> Result<Vec<u8>, Error> {
    let mut line = Vec::new();
    match source.by_ref().take(MAX_FIRST_LINE).read_until(b'\n', &mut line) {
        Ok(_) => Ok(line),
        Err(error) => Err(files::unreadable(path, &error)),
    }
}

/// Whether the first line says so.
pub(super) fn is_transcript(line: &[u8]) -> bool {
    let line = a2a_validator::Validator::parse(line);
    line.is_ok_and(|(line, _)| line.get("type").and_then(Value::as_str) == Some("transcript"))
}

/// Checks a transcript of any length. Where it breaks off, that is one more finding.
pub(super) fn check(
    checker: &Checker<'_>,
    name: &str,
    transcript: impl BufRead,
) -> Result<Vec<Checked>, Error> {
    if checker.subject.is_some() {
        return Err(Error::usage(format!(
            "{name} is a transcript, which --type cannot say more of"
        )));
    }
    if checker.profile != Profile::Canonical {
        return Err(Error::usage(format!(
            "{name} is a transcript, which is measured against what correct peers emit: leave out --profile"
        )));
    }
    let checked = Arc::new(Mutex::new(Vec::new()));
    let end = check_with(TranscriptReader::new(transcript), |header| {
        let checked = Arc::clone(&checked);
        let name = name.to_owned();
        let sink = move |record: Record| {
            // The end of a stream is nothing to list by itself.
            if record.kind != Kind::StreamEnd || !record.findings.is_empty() {
                let mut checked = checked.lock().unwrap_or_else(PoisonError::into_inner);
                checked.push(of_record(&name, record));
            }
        };
        let mut conversation = Conversation::new(&PROTOCOL);
        Inspector::new(checker.validator.clone(), header.mounts.clone(), sink)
            .with_rules(move |record| conversation.observe(record))
    });
    let mut checked = std::mem::take(&mut *checked.lock().unwrap_or_else(PoisonError::into_inner));
    if let Err(error) = end {
        checked.push(broken_off(name, &error)?);
    }
    Ok(checked)
}

/// What came before is worth to be told: a recorder may have been stopped in the midst of a line.
fn broken_off(name: &str, error: &TranscriptError) -> Result<Checked, Error> {
    let rule = match error.kind() {
        TranscriptErrorKind::Syntax => "syntax",
        TranscriptErrorKind::TooLong | TranscriptErrorKind::TooMany => "limit",
        _ => return Err(Error::usage(format!("{name}: {}", with_causes(error)))),
    };
    let message = format!("nothing more is checked: {}", with_causes(error));
    let part = format!("line {}", error.line());
    Ok(Checked::new(name, vec![Finding::new("", rule, message)]).with_part(part))
}

fn of_record(name: &str, record: Record) -> Checked {
    let direction = match record.direction {
        Direction::Request => "request",
        Direction::Response => "response",
    };
    let part = format!("#{} {direction}", record.exchange);
    let mut checked = Checked::new(name, record.findings).with_part(part);
    checked.subject = record.subject.map(|subject| subject.to_string());
    checked
}
