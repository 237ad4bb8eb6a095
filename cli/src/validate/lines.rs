//! A file in which each line is a document; together they may be the events of a stream.

use super::Checker;
use crate::error::Error;
use a2a_validator::formats::Checked;
use a2a_validator::{ErrorKind, Finding, Report, StreamRules, Subject, Validator};
use serde_json::Value;

/// What each line of a stream is.
const EVENT: Subject<'static> = Subject::Type("StreamResponse");

/// A line that was looked at.
struct Line<'a> {
    number: u64,
    text: &'a [u8],
    subject: Option<String>,
    event: Event,
    findings: Vec<Finding>,
}

/// Whether a line is an event of a stream.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Event {
    Yes,
    /// It is no JSON, or what is both an event and something else.
    Perhaps,
    No,
}

pub(super) fn check(checker: &Checker<'_>, name: &str, bytes: &[u8]) -> Result<Vec<Checked>, Error> {
    let mut lines = Vec::new();
    for (number, text) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        if !text.trim_ascii().is_empty() {
            lines.push(line(checker, number, text)?);
        }
    }
    if lines.iter().any(|line| line.event == Event::Yes) && lines.iter().all(|line| line.event != Event::No) {
        check_stream(&mut lines);
    }
    Ok(lines.into_iter().map(|line| line.checked(name)).collect())
}

fn line<'a>(checker: &Checker<'_>, number: u64, text: &'a [u8]) -> Result<Line<'a>, Error> {
    let report = checker.validator.report(checker.subject, text, checker.profile);
    let (subject, event, findings) = match report {
        Ok(report) => (
            report.subject.map(|subject| subject.to_string()),
            Event::of(&report),
            report.findings,
        ),
        // One strange line is no reason to leave the others unread.
        Err(error) if error.kind() == ErrorKind::Unrecognized => (
            None,
            Event::No,
            vec![Finding::new("", "unrecognized", error.to_string())],
        ),
        Err(error) => return Err(Checker::failure(&error)),
    };
    Ok(Line {
        number,
        text,
        subject,
        event,
        findings,
    })
}

impl Event {
    fn of(report: &Report<'_>) -> Self {
        let others = report.guess.iter().flat_map(|guess| &guess.others);
        match report.subject {
            Some(subject) if subject == EVENT => Self::Yes,
            None => Self::Perhaps,
            Some(_) if others.into_iter().any(|other| *other == EVENT) => Self::Perhaps,
            Some(_) => Self::No,
        }
    }
}

/// Holds the lines, which are all events, to the rules of a stream.
fn check_stream(lines: &mut [Line<'_>]) {
    let mut rules = StreamRules::new();
    for line in lines.iter_mut() {
        let event = Validator::parse(line.text).map_or(Value::Null, |(event, _)| event);
        line.findings.extend(rules.event(&event));
    }
    if let Some(last) = lines.last_mut() {
        last.findings.extend(rules.end(true));
    }
}

impl Line<'_> {
    fn checked(self, name: &str) -> Checked {
        let mut checked = Checked::new(name, self.findings).with_part(format!("line {}", self.number));
        checked.subject = self.subject;
        match std::str::from_utf8(self.text) {
            Ok(text) => checked.from_line(text, self.number),
            Err(_) => checked,
        }
    }
}
