//! The format's own report (§13 of the format). What it has no member for stands in members that begin with `x-`.

use crate::acts::result::{Count, Failure, Report, StepResult, TestResult, Verdict};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// As many findings of a test are listed.
const MAX_FINDINGS: usize = 100;

impl Report {
    /// The report as JSON, as §13 of the format has it.
    ///
    /// A test that does not tell, or that failed where it contradicts the specification, is a `skip` there whose reason
    /// begins with the verdict; `x-verdict` has the verdict itself. Further additions: `x-notes`, `x-findings` (what
    /// the schema says about what the agent sent, which changes no result), `x-subject` for tests that are about a
    /// client, and counts in the summary.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let suites = self.suites.iter().map(|suite| {
            json!({
                "id": suite.id,
                "name": suite.name,
                "tests": suite.tests.iter().map(test).collect::<Vec<_>>(),
            })
        });
        json!({
            "acts_version": self.acts_version,
            "spec_version": self.spec_version,
            "generated_at": self.generated_at,
            "sdk": self.sdk(),
            "transport": self.transport.as_str(),
            "environment": {
                "os": std::env::consts::OS,
                "arch": std::env::consts::ARCH,
                "runner": concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")),
            },
            "summary": self.summary_json(),
            "suites": suites.collect::<Vec<_>>(),
            "x-agent-url": self.agent_url,
            "x-interface-url": self.interface_url,
            "x-conformant": self.is_conformant(),
        })
    }

    /// What was tested, as far as its card says; no card says what an agent is written in.
    fn sdk(&self) -> Value {
        json!({"name": self.agent_name, "version": self.agent_version, "language": "unknown"})
    }

    fn summary_json(&self) -> Value {
        let levels = self.by_level();
        let levels = levels
            .iter()
            .map(|(level, of_level)| (level.as_str().to_owned(), count(of_level)));
        let mut summary = count(&self.count());
        if let Value::Object(summary) = &mut summary {
            summary.insert("duration_ms".to_owned(), milliseconds(self.duration));
            summary.insert("by_level".to_owned(), levels.collect::<Map<_, _>>().into());
            let (findings, errors) = self.findings();
            summary.insert("x-findings".to_owned(), findings.into());
            summary.insert("x-finding-errors".to_owned(), errors.into());
        }
        summary
    }
}

fn count(count: &Count) -> Value {
    json!({
        "total": count.total,
        "passed": count.passed,
        "failed": count.failed,
        "skipped": count.skipped + count.ambiguous + count.contradicted,
        "errors": count.errors,
        "x-ambiguous": count.ambiguous,
        "x-contradicted": count.contradicted,
    })
}

fn test(test: &TestResult) -> Value {
    let mut result = json!({
        "id": test.id,
        "name": test.name,
        "level": test.level.as_str(),
        "result": test.verdict.acts(),
        "duration_ms": milliseconds(test.duration),
        "steps": test.steps.iter().map(step).collect::<Vec<_>>(),
        "x-verdict": test.verdict.as_str(),
    });
    let findings: Vec<_> = test.findings().take(MAX_FINDINGS).collect();
    if let Value::Object(result) = &mut result {
        if test.verdict.acts() == "skip" {
            result.insert("skip_reason".to_owned(), reason(test).into());
        }
        if let Some(failed) = &test.failure {
            result.insert("failure".to_owned(), failure(failed));
        }
        if !test.notes.is_empty() {
            result.insert("x-notes".to_owned(), test.notes.clone().into());
        }
        if !findings.is_empty() {
            result.insert("x-findings".to_owned(), json!(findings));
        }
        if test.is_of_client {
            result.insert("x-subject".to_owned(), "client".into());
        }
        if test.steps.is_empty() {
            result.remove("steps");
        }
    }
    result
}

/// Why a test is no pass and no failure; begins with the verdict where the format has no name for it.
pub(super) fn reason(test: &TestResult) -> String {
    match test.verdict {
        Verdict::Ambiguous | Verdict::Contradicted => format!("{}: {}", test.verdict, test.reason),
        _ => test.reason.clone(),
    }
}

fn step(step: &StepResult) -> Value {
    let mut result = json!({
        "id": step.id,
        "result": step.verdict.acts(),
        "duration_ms": milliseconds(step.duration),
    });
    if let (Some(failed), Value::Object(result)) = (&step.failure, &mut result) {
        result.insert("failure".to_owned(), failure(failed));
    }
    result
}

fn failure(failure: &Failure) -> Value {
    let mut detail = Map::new();
    for (name, text) in [
        ("message", &failure.message),
        ("step_id", &failure.step),
        ("expected", &failure.expected),
        ("actual", &failure.actual),
        ("assertion_path", &failure.path),
    ] {
        if name == "message" || !text.is_empty() {
            detail.insert(name.to_owned(), text.as_str().into());
        }
    }
    detail.into()
}

fn milliseconds(duration: Duration) -> Value {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX).into()
}
