//! JUnit's XML, which continuous integration shows as tests.

use super::Checked;
use super::xml::escaped;
use crate::finding::{Finding, Severity};
use std::fmt::Write;

/// The findings as a JUnit report: a suite for each source, a test for each thing that was checked.
///
/// A test fails if it has an error; what is a warning or ambiguous stands in its output.
#[must_use]
pub fn junit(checked: &[Checked]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for suite in checked.chunk_by(|one, next| one.source == next.source) {
        let failures = suite.iter().filter(|one| has_error(one)).count();
        let name = suite.first().map(|one| escaped(&one.source)).unwrap_or_default();
        // A string takes everything.
        let _ = writeln!(
            xml,
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{failures}\">",
            suite.len()
        );
        for one in suite {
            test(&mut xml, one);
        }
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn has_error(checked: &Checked) -> bool {
    let mut findings = checked.findings.iter();
    findings.any(|located| located.finding.severity == Severity::Error)
}

fn test(xml: &mut String, checked: &Checked) {
    let subject = checked.subject.as_deref().unwrap_or("document");
    let name = match checked.part.as_str() {
        "" => subject.to_owned(),
        part => format!("{part}: {subject}"),
    };
    let class = escaped(&checked.source);
    let _ = write!(
        xml,
        "    <testcase name=\"{}\" classname=\"{class}\"",
        escaped(&name)
    );
    if checked.findings.is_empty() {
        xml.push_str("/>\n");
        return;
    }
    xml.push_str(">\n");
    let (errors, others): (Vec<_>, Vec<_>) = checked
        .findings
        .iter()
        .map(|located| &located.finding)
        .partition(|finding| finding.severity == Severity::Error);
    if let Some(first) = errors.first() {
        let (message, rule) = (escaped(&first.to_string()), escaped(&first.rule));
        let lines = lines(&errors);
        let _ = writeln!(
            xml,
            "      <failure message=\"{message}\" type=\"{rule}\">{lines}</failure>"
        );
    }
    if !others.is_empty() {
        let _ = writeln!(xml, "      <system-out>{}</system-out>", lines(&others));
    }
    xml.push_str("    </testcase>\n");
}

/// A line for each finding.
fn lines(findings: &[&Finding]) -> String {
    let lines: Vec<_> = findings
        .iter()
        .map(|finding| format!("{} [{}] {finding}", finding.severity, finding.rule))
        .collect();
    escaped(&lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_failures() {
        let finding = |severity| Finding::new("/a", "type", "is <odd>").with_severity(severity);
        let checked = [
            Checked::new("a&b.jsonl", Vec::new())
                .with_part("line 1")
                .with_subject("Task"),
            Checked::new(
                "a&b.jsonl",
                vec![finding(Severity::Error), finding(Severity::Warning)],
            )
            .with_part("line 2"),
            Checked::new("c", vec![finding(Severity::Ambiguous)]).with_subject("AgentCard"),
        ];
        assert_eq!(
            junit(&checked),
            r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="a&amp;b.jsonl" tests="2" failures="1">
    <testcase name="line 1: Task" classname="a&amp;b.jsonl"/>
    <testcase name="line 2: document" classname="a&amp;b.jsonl">
      <failure message="/a: is &lt;odd&gt;" type="type">error [type] /a: is &lt;odd&gt;</failure>
      <system-out>warning [type] /a: is &lt;odd&gt;</system-out>
    </testcase>
  </testsuite>
  <testsuite name="c" tests="1" failures="0">
    <testcase name="AgentCard" classname="c">
      <system-out>ambiguous [type] /a: is &lt;odd&gt;</system-out>
    </testcase>
  </testsuite>
</testsuites>
"#
        );
    }
}
