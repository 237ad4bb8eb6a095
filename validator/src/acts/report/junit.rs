//! JUnit's XML, for continuous integration.

use super::json::reason;
use crate::acts::result::{Failure, Report, TestResult, Verdict};
use crate::formats::xml::escaped;
use std::fmt::Write as _;
use std::time::Duration;

/// As many findings of a test are listed.
const MAX_FINDINGS: usize = 20;

/// Reports as one JUnit document: a test suite for each suite and binding.
///
/// The type of a failure is the level of its test. What does not tell, and what contradicts the specification, is
/// skipped.
#[must_use]
pub fn junit(reports: &[Report]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let tests: Vec<_> = reports.iter().flat_map(Report::tests).collect();
    let time = reports.iter().map(Report::duration).sum();
    let _ = writeln!(
        xml,
        "<testsuites name=\"A2A conformance\" {}>",
        counts(&tests, time)
    );
    for report in reports {
        for suite in &report.suites {
            let name = format!("{} ({})", suite.id, report.transport());
            let tests: Vec<_> = suite.tests.iter().collect();
            let time = tests.iter().map(|test| test.duration).sum();
            let _ = writeln!(
                xml,
                "  <testsuite name=\"{}\" {}>",
                escaped(&name),
                counts(&tests, time)
            );
            for test in tests {
                case(&mut xml, &name, test);
            }
            xml.push_str("  </testsuite>\n");
        }
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn counts(tests: &[&TestResult], time: Duration) -> String {
    let of = |results: &[&str]| {
        tests
            .iter()
            .filter(|test| results.contains(&test.verdict.acts()))
            .count()
    };
    format!(
        "tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3}\"",
        tests.len(),
        of(&["fail"]),
        of(&["error"]),
        of(&["skip"]),
        time.as_secs_f64()
    )
}

fn case(xml: &mut String, suite: &str, test: &TestResult) {
    let _ = writeln!(
        xml,
        "    <testcase classname=\"{}\" name=\"{}\" time=\"{:.3}\">",
        escaped(suite),
        escaped(&format!("{} {}", test.id, test.name)),
        test.duration.as_secs_f64()
    );
    let none = Failure::default();
    let failure = test.failure.as_ref().unwrap_or(&none);
    match test.verdict {
        Verdict::Pass => {}
        Verdict::Fail => element(xml, "failure", test, failure),
        Verdict::Error => element(xml, "error", test, failure),
        Verdict::Skip | Verdict::Ambiguous | Verdict::Contradicted => {
            let _ = writeln!(xml, "      <skipped message=\"{}\"/>", line(&reason(test)));
        }
    }
    let findings: Vec<_> = test
        .findings()
        .take(MAX_FINDINGS)
        .map(|finding| escaped(&finding.to_string()))
        .collect();
    if !findings.is_empty() {
        let _ = writeln!(xml, "      <system-out>{}</system-out>", findings.join("\n"));
    }
    xml.push_str("    </testcase>\n");
}

fn element(xml: &mut String, name: &str, test: &TestResult, failure: &Failure) {
    let _ = writeln!(
        xml,
        "      <{name} type=\"{}\" message=\"{}\">step: {}\npath: {}\nexpected: {}\nactual: {}\ntest: {}</{name}>",
        test.level,
        line(&failure.message),
        escaped(&failure.step),
        escaped(&failure.path),
        escaped(&failure.expected),
        escaped(&failure.actual),
        escaped(&test.place),
    );
}

/// A text in an attribute, where a line break would be read as a space.
fn line(text: &str) -> String {
    escaped(text).replace('\n', "&#10;")
}
