//! Lines for a terminal.

use crate::acts::result::{Report, Verdict};
use crate::names::printable;
use std::fmt::Write as _;

/// Reports in a few lines each: what did not pass and why, and the counts by level (§12.7 of the format).
#[must_use]
pub fn summary(reports: &[Report]) -> String {
    let mut text = String::new();
    for report in reports {
        let _ = writeln!(text, "{} at {}", report.transport(), line(&report.interface_url));
        for verdict in [
            Verdict::Error,
            Verdict::Fail,
            Verdict::Contradicted,
            Verdict::Ambiguous,
        ] {
            for (id, level, _, said) in report.verdicts().filter(|(_, _, other, _)| *other == verdict) {
                let _ = writeln!(text, "  {verdict:<12} {level:<6} {}: {}", line(id), line(said));
            }
        }
        for (level, count) in report.by_level() {
            if count.total == 0 {
                continue;
            }
            let others = [
                (count.failed, "failed"),
                (count.errors, "errors"),
                (count.skipped, "skipped"),
                (count.ambiguous, "ambiguous"),
                (count.contradicted, "contradicted"),
            ];
            let others: Vec<_> = others
                .iter()
                .filter(|(number, _)| *number > 0)
                .map(|(number, what)| format!("{number} {what}"))
                .collect();
            let others = if others.is_empty() {
                String::new()
            } else {
                format!(" ({})", others.join(", "))
            };
            let name = level.as_str().to_ascii_uppercase();
            let _ = writeln!(text, "{name:<7} {}/{} passed{others}", count.passed, count.total);
        }
        let (findings, errors) = report.findings();
        if findings > 0 {
            let _ = writeln!(
                text,
                "SENT    {findings} findings in what the agent sent, {errors} of them errors"
            );
        }
        let verdict = if report.is_conformant() {
            "conformant"
        } else {
            "not conformant"
        };
        let _ = writeln!(
            text,
            "RESULT  {verdict}, in {:.1} s",
            report.duration().as_secs_f64()
        );
    }
    text
}

fn line(text: &str) -> String {
    text.chars().flat_map(printable).collect()
}
