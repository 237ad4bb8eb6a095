//! The table that `demo` prints, and the same as JSON.

use super::checks::Invalid;
use super::conversation::{Conversation, Step};
use crate::error::Error;
use crate::output::{self, Format, printable};
use a2a_runtime::client::Binding;
use serde_json::{Value, json};
use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::time::Duration;

/// The form of the report in JSON; a change that breaks readers gets another number.
const REPORT: u32 = 1;

/// All that is to be said about the conversation.
#[derive(Debug)]
pub(super) struct Report {
    steps: Vec<Step>,
    checked: u64,
    /// What was checked and is not valid.
    invalid: Vec<Invalid>,
    elapsed: Duration,
}

impl Report {
    pub(super) fn new(conversation: Conversation, elapsed: Duration) -> Self {
        Self {
            checked: conversation.checks.total(),
            invalid: conversation.checks.invalid(),
            steps: conversation.steps,
            elapsed,
        }
    }

    /// Whether every step succeeded and every message was valid; without messages nothing has been shown.
    pub(super) fn is_good(&self) -> bool {
        self.failed() == 0 && self.invalid.is_empty() && self.checked > 0
    }

    fn failed(&self) -> usize {
        self.steps.iter().filter(|step| step.result.is_err()).count()
    }

    pub(super) fn print(&self, format: Format) -> Result<(), Error> {
        match format {
            Format::Json => output::print_document(&self.json()),
            Format::Text => output::print(self.table(Paint::of_stdout()).as_bytes()),
        }
    }

    fn json(&self) -> Value {
        let steps: Vec<Value> = self.steps.iter().map(step_json).collect();
        let invalid: Vec<Value> = self
            .invalid
            .iter()
            .map(|invalid| json!({ "record": invalid.what, "findings": invalid.findings }))
            .collect();
        json!({
            "report": REPORT,
            "steps": steps,
            "checked": self.checked,
            "invalid": invalid,
            "failed": self.failed(),
            "milliseconds": milliseconds(self.elapsed),
        })
    }

    fn table(&self, paint: Paint) -> String {
        let rows: Vec<[String; 5]> = self.steps.iter().map(row).collect();
        let mut widths = HEADER.map(str::len);
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        let mut table = String::new();
        line(&mut table, &HEADER.map(str::to_owned), &widths, &|cell, _| {
            paint.bold(cell)
        });
        for (row, step) in rows.iter().zip(&self.steps) {
            line(
                &mut table,
                row,
                &widths,
                &|cell, column| match (column, &step.result) {
                    (HAPPENED, Err(_)) => paint.red(cell),
                    _ => cell.to_owned(),
                },
            );
        }
        table.push('\n');
        table.push_str(&self.summary(paint));
        for invalid in &self.invalid {
            let _ = writeln!(table, "{invalid}");
        }
        table
    }

    fn summary(&self, paint: Paint) -> String {
        let invalid = self.invalid.len();
        let messages = format!(
            "{} messages checked against the schema, {}",
            self.checked,
            count(invalid, "invalid")
        );
        let steps = format!("{} steps, {}", self.steps.len(), count(self.failed(), "failed"));
        let sum = format!("{messages}; {steps}; {:.1} s", self.elapsed.as_secs_f64());
        let painted = if self.is_good() {
            paint.green(&sum)
        } else {
            paint.red(&sum)
        };
        format!("{painted}\n")
    }
}

const HEADER: [&str; 5] = ["STEP", "BINDING", "WHAT HAPPENED", "CHECKED", "MS"];
/// The column of what happened, and those of numbers, which come behind it.
const HAPPENED: usize = 2;

fn row(step: &Step) -> [String; 5] {
    let happened = match &step.result {
        Ok(happened) => happened.clone(),
        Err(error) => format!("FAILED: {error}"),
    };
    [
        step.name.to_owned(),
        step.binding.map_or("-", Binding::name).to_owned(),
        happened.chars().flat_map(printable).collect(),
        step.checked.to_string(),
        milliseconds(step.elapsed).to_string(),
    ]
}

/// Adds a line; texts are flush left, numbers right. Cells are painted after they are padded.
fn line(table: &mut String, cells: &[String], widths: &[usize], paint: &dyn Fn(&str, usize) -> String) {
    let cells = cells
        .iter()
        .zip(widths)
        .enumerate()
        .map(|(column, (cell, &width))| {
            let cell = if column > HAPPENED {
                format!("{cell:>width$}")
            } else {
                format!("{cell:<width$}")
            };
            paint(&cell, column)
        });
    let cells: Vec<String> = cells.collect();
    let _ = writeln!(table, "{}", cells.join("  "));
}

fn step_json(step: &Step) -> Value {
    json!({
        "step": step.name,
        "binding": step.binding.map(Binding::name),
        "ok": step.result.is_ok(),
        "happened": step.result.as_ref().unwrap_or_else(|error| error),
        "checked": step.checked,
        "milliseconds": milliseconds(step.elapsed),
    })
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

fn count(number: usize, what: &str) -> String {
    match number {
        0 => format!("none {what}"),
        number => format!("{number} {what}"),
    }
}

/// Colour, where somebody sees it and wants it.
#[derive(Debug, Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn of_stdout() -> Self {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        Self(io::stdout().is_terminal() && !is_set("NO_COLOR") && !is_dumb)
    }

    fn bold(self, text: &str) -> String {
        self.with(1, text)
    }

    fn red(self, text: &str) -> String {
        self.with(31, text)
    }

    fn green(self, text: &str) -> String {
        self.with(32, text)
    }

    fn with(self, code: u8, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(checked: u64, result: Result<String, String>) -> Report {
        let step = Step {
            name: "send",
            binding: Some(Binding::JsonRpc),
            result,
            checked,
            elapsed: Duration::from_millis(12),
        };
        Report {
            steps: vec![step],
            checked,
            invalid: Vec::new(),
            elapsed: Duration::from_millis(250),
        }
    }

    #[test]
    fn a_table() {
        let report = report(2, Ok("all well".to_owned()));
        assert!(report.is_good());
        let expected = "\
STEP  BINDING  WHAT HAPPENED  CHECKED  MS
send  JSONRPC  all well             2  12

2 messages checked against the schema, none invalid; 1 steps, none failed; 0.2 s
";
        assert_eq!(report.table(Paint(false)), expected);
        assert!(report.table(Paint(true)).contains("\u{1b}[32m2 messages"));
    }

    #[test]
    fn a_failed_step_and_a_conversation_without_messages_are_no_success() {
        let failed = report(2, Err("no\nanswer".to_owned()));
        assert!(!failed.is_good());
        let table = failed.table(Paint(false));
        assert!(
            table.contains("FAILED: no\\nanswer") && table.contains("1 steps, 1 failed"),
            "{table}"
        );
        assert!(!report(0, Ok(String::new())).is_good());
    }
}
