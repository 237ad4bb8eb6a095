//! Recorded traffic.

use super::Checker;
use crate::error::{Error, with_causes};
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::Conversation;
use a2a_validator::formats::Checked;
use a2a_validator::traffic::{Direction, Inspector, Kind, Record};
use a2a_validator::transcript::{TranscriptReader, check_with};
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError};

/// Whether the first line says so.
pub(super) fn is_transcript(bytes: &[u8]) -> bool {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = a2a_validator::Validator::parse(first);
    line.is_ok_and(|(line, _)| line.get("type").and_then(Value::as_str) == Some("transcript"))
}

pub(super) fn check(checker: &Checker<'_>, name: &str, bytes: &[u8]) -> Result<Vec<Checked>, Error> {
    if checker.subject.is_some() {
        return Err(Error::usage(format!(
            "{name} is a transcript, which --type cannot say more of"
        )));
    }
    let checked = Arc::new(Mutex::new(Vec::new()));
    check_with(TranscriptReader::new(bytes), |header| {
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
    })
    .map_err(|error| Error::usage(format!("{name}: {}", with_causes(&error))))?;
    let mut checked = checked.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(std::mem::take(&mut *checked))
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
