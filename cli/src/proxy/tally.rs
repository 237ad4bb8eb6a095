//! Telling what was found, and counting it.

use crate::args::FailOn;
use crate::output::{Text, notes};
use a2a_validator::traffic::{Binding, Direction, Kind, Record};
use a2a_validator::{Finding, Severity};
use serde::Serialize;
use std::collections::HashMap;
use std::fmt;

/// So often the same thing is told.
const MAX_TOLD: u64 = 10;
/// So many different things are told: their places can be a peer's to choose.
const MAX_KINDS: usize = 1000;

/// Tells what is wrong as it is found, and counts it.
#[derive(Debug)]
pub(crate) struct Tally {
    tells: bool,
    counts: Counts,
    /// How often the same was found at the same place, list items being one.
    seen: HashMap<(Direction, String, String), u64>,
}

/// How much there was.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub(crate) struct Counts {
    /// Exchanges that were checked.
    exchanges: u64,
    /// What is wrong with requests.
    client: Found,
    /// What is wrong with answers.
    agent: Found,
}

#[derive(Debug, Clone, Copy, Default, Serialize)]
struct Found {
    error: u64,
    warning: u64,
    ambiguous: u64,
}

impl Tally {
    /// One that tells, or only counts.
    pub(crate) fn new(tells: bool) -> Self {
        Self {
            tells,
            counts: Counts::default(),
            seen: HashMap::new(),
        }
    }

    /// Takes in a record.
    pub(crate) fn take(&mut self, record: &Record) {
        // A request for a card has no record of its own.
        if record.kind == Kind::Request || record.binding == Binding::AgentCard {
            self.counts.exchanges += 1;
        }
        for finding in &record.findings {
            self.counts.side(record.direction).add(finding.severity);
        }
        if self.tells && !record.findings.is_empty() {
            let mut lines = vec![heading(record)];
            for finding in &record.findings {
                self.tell(record.direction, finding, &mut lines);
            }
            if lines.len() > 1 {
                notes(&lines);
            }
        }
    }

    fn tell(&mut self, direction: Direction, finding: &Finding, lines: &mut Vec<String>) {
        let key = (direction, finding.rule.clone(), without_indices(&finding.pointer));
        if self.seen.len() >= MAX_KINDS && !self.seen.contains_key(&key) {
            return;
        }
        let seen = self.seen.entry(key).or_default();
        *seen += 1;
        if *seen > MAX_TOLD {
            return;
        }
        let section = Some(&finding.section).filter(|section| !section.is_empty());
        let section = section.map(|section| format!(" ({section})")).unwrap_or_default();
        lines.push(format!(
            "  {:<9} {finding}{section} [{}]",
            finding.severity, finding.rule
        ));
        for (label, text) in [("expected", &finding.expected), ("hint", &finding.hint)] {
            if !text.is_empty() {
                lines.push(format!("            {label}: {text}"));
            }
        }
        if *seen == MAX_TOLD {
            lines.push("            more of these are only counted".to_owned());
        }
    }

    /// How much there was so far.
    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }
}

impl Counts {
    fn side(&mut self, direction: Direction) -> &mut Found {
        match direction {
            Direction::Request => &mut self.client,
            Direction::Response => &mut self.agent,
        }
    }

    /// Whether there was anything that is a failure.
    pub(crate) fn fail(&self, fail_on: FailOn) -> bool {
        [self.client, self.agent].iter().any(|found| {
            let counts = [
                (Severity::Error, found.error),
                (Severity::Warning, found.warning),
                (Severity::Ambiguous, found.ambiguous),
            ];
            counts
                .iter()
                .any(|(severity, count)| *count > 0 && fail_on.fails(*severity))
        })
    }

    /// The counts as fields.
    pub(crate) fn write(&self, text: &mut Text) {
        text.field("Exchanges", self.exchanges);
        text.field("Client", self.client);
        self.write_agent(text);
    }

    /// Those of answers alone.
    pub(crate) fn write_agent(&self, text: &mut Text) {
        text.field("Agent", self.agent);
    }

    /// Those of answers alone.
    pub(crate) fn of_agent(&self) -> impl Serialize + use<> {
        self.agent
    }
}

impl fmt::Display for Found {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            error,
            warning,
            ambiguous,
        } = self;
        write!(
            formatter,
            "{error} errors, {warning} warnings, {ambiguous} ambiguous"
        )
    }
}

impl Found {
    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Warning => self.warning += 1,
            Severity::Ambiguous => self.ambiguous += 1,
            _ => self.error += 1,
        }
    }
}

/// What the findings of a record stand under: which exchange, whose fault, and in what.
fn heading(record: &Record) -> String {
    let who = match record.direction {
        Direction::Request => "client",
        Direction::Response => "agent",
    };
    let what = match record.kind {
        Kind::Request => "request",
        Kind::Event => "event of the stream",
        Kind::StreamEnd => "end of the stream",
        _ => "answer",
    };
    let operation = record
        .operation
        .map(|operation| format!(" {operation}"))
        .unwrap_or_default();
    let status = record
        .status
        .map(|status| format!(" {status}"))
        .unwrap_or_default();
    let subject = record
        .subject
        .map(|subject| format!(", {subject}"))
        .unwrap_or_default();
    format!(
        "#{}{operation}: {what}{status} of the {who}{subject}",
        record.exchange
    )
}

/// A pointer in which all items of a list are one.
fn without_indices(pointer: &str) -> String {
    let token = |token: &str| {
        let is_index = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
        if is_index {
            "*".to_owned()
        } else {
            token.to_owned()
        }
    };
    let tokens: Vec<_> = pointer.split('/').map(token).collect();
    tokens.join("/")
}
