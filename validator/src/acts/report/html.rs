//! A page to read and to share: one file, nothing loaded from elsewhere, no script.

use super::style::STYLE;
use crate::acts::result::{Exchange, Failure, Report, SuiteResult, TestResult, Verdict};
use crate::acts::suite::Level;
use crate::formats::xml::escaped;
use std::fmt::Write as _;

/// As large the page becomes before exchanges are left out, in bytes.
const MAX_PAGE: usize = 8 << 20;
/// As many exchanges of a test are shown.
const MAX_EXCHANGES: usize = 30;
/// As many findings of an exchange are shown.
const MAX_FINDINGS: usize = 50;

/// Reports as one HTML page: the counts, and each test with its steps, what was expected, what was sent, and what the
/// schema says about it. Everything that came from outside is escaped; credentials are not in it.
#[must_use]
pub fn html(reports: &[Report]) -> String {
    let mut page = Page(String::new());
    page.head(reports);
    page.filters(reports);
    page.0.push_str("<main>\n");
    for report in reports {
        page.report(report);
    }
    page.0.push_str("</main>\n</body>\n</html>\n");
    page.0
}

struct Page(String);

impl Page {
    fn head(&mut self, reports: &[Report]) {
        let first = reports.first();
        let name = first.map_or("an agent", |report| &report.agent_name);
        let conformant = reports.iter().all(Report::is_conformant);
        let _ = write!(
            self.0,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>A2A conformance of {name}</title>\n<style>{STYLE}{}</style>\n</head>\n<body>\n\
             <h1>A2A conformance of {name} {}</h1>\n<p><span class=\"banner {}\">{}</span></p>\n",
            filter_rules(reports),
            escaped(first.map_or("", |report| &report.agent_version)),
            if conformant { "yes" } else { "no" },
            if conformant {
                "every MUST holds that applies"
            } else {
                "not conformant"
            },
            name = escaped(name),
        );
        if let Some(report) = first {
            let _ = writeln!(
                self.0,
                "<dl><dt>Agent</dt><dd>{}</dd><dt>Suite</dt><dd>{}</dd><dt>Protocol</dt><dd>{}</dd><dt>Date</dt><dd>{}</dd>\
                 <dt>Runner</dt><dd>{} {}</dd></dl>",
                escaped(&report.agent_url),
                escaped(&report.title),
                escaped(&report.spec_version),
                report.generated_at,
                env!("CARGO_PKG_NAME"),
                env!("CARGO_PKG_VERSION"),
            );
        }
        self.0.push_str(EXPLANATION);
    }

    /// Radio buttons that rules of the style sheet listen to.
    fn filters(&mut self, reports: &[Report]) {
        let mut group = |legend: &str, name: &str, values: &[&str]| {
            let _ = write!(
                self.0,
                "<fieldset><legend>{legend}</legend><label><input type=\"radio\" name=\"{name}\" id=\"{name}-all\" checked> all</label>"
            );
            for value in values {
                let _ = write!(
                    self.0,
                    "<label><input type=\"radio\" name=\"{name}\" id=\"{name}-{value}\"> {value}</label>"
                );
            }
            self.0.push_str("</fieldset>\n");
        };
        group("Result", "verdict", &Verdict::ALL.map(Verdict::as_str));
        group("Level", "level", &Level::ALL.map(Level::as_str));
        let transports: Vec<_> = reports.iter().map(|report| report.transport.as_str()).collect();
        if transports.len() > 1 {
            group("Binding", "binding", &transports);
        }
    }

    fn report(&mut self, report: &Report) {
        let (findings, errors) = report.findings();
        let _ = writeln!(
            self.0,
            "<section class=\"binding {transport}\">\n<h2>{} <span class=\"meta\">{} · {:.1} s · {findings} findings, {errors} of them errors</span></h2>",
            report.transport.protocol_binding(),
            escaped(&report.interface_url),
            report.duration.as_secs_f64(),
            transport = report.transport,
        );
        self.counts(report);
        for suite in &report.suites {
            self.suite(suite);
        }
        self.0.push_str("</section>\n");
    }

    fn counts(&mut self, report: &Report) {
        self.0.push_str("<table><tr><th>Level</th><th>Tests</th>");
        for verdict in Verdict::ALL {
            let _ = write!(self.0, "<th><b class=\"{verdict}\">{verdict}</b></th>");
        }
        self.0.push_str("</tr>\n");
        for (level, count) in report.by_level() {
            let _ = write!(
                self.0,
                "<tr><td>{}</td><td>{}</td>",
                level.as_str().to_uppercase(),
                count.total
            );
            for number in [
                count.passed,
                count.failed,
                count.skipped,
                count.errors,
                count.ambiguous,
                count.contradicted,
            ] {
                let class = if number == 0 { " class=\"zero\"" } else { "" };
                let _ = write!(self.0, "<td{class}>{number}</td>");
            }
            self.0.push_str("</tr>\n");
        }
        self.0.push_str("</table>\n");
    }

    fn suite(&mut self, suite: &SuiteResult) {
        let _ = writeln!(self.0, "<div class=\"suite\"><h3>{}</h3>", escaped(&suite.name));
        for test in &suite.tests {
            self.test(test);
        }
        self.0.push_str("</div>\n");
    }

    fn test(&mut self, test: &TestResult) {
        let findings = test.findings().count();
        let findings = if findings == 0 {
            String::new()
        } else {
            format!(" · {findings} findings")
        };
        let client = if test.is_of_client {
            " · about a client"
        } else {
            ""
        };
        let _ = writeln!(
            self.0,
            "<details class=\"test {verdict} {level}\"><summary><span class=\"badge\">{verdict}</span>\
             <span class=\"id\">{}</span><span class=\"name\">{}</span>\
             <span class=\"meta\">{}{client}{findings} · {} ms</span></summary>\n<div class=\"inside\">",
            escaped(&test.id),
            escaped(&test.name),
            test.level.as_str().to_uppercase(),
            test.duration.as_millis(),
            verdict = test.verdict,
            level = test.level,
        );
        self.paragraph("", &test.description);
        self.paragraph(&test.verdict.to_string(), &test.reason);
        if let Some(failure) = &test.failure {
            self.failure(failure);
        }
        for note in &test.notes {
            self.paragraph("note", note);
        }
        let _ = writeln!(
            self.0,
            "<p class=\"meta\">{}{}{}</p>",
            escaped(&test.spec_ref),
            if test.spec_ref.is_empty() { "" } else { " · " },
            escaped(&test.place)
        );
        self.steps(test);
        self.exchanges(test);
        self.0.push_str("</div></details>\n");
    }

    fn paragraph(&mut self, label: &str, text: &str) {
        if !text.trim().is_empty() {
            let label = if label.is_empty() {
                String::new()
            } else {
                format!("<b class=\"{label}\">{label}:</b> ")
            };
            let _ = writeln!(self.0, "<p>{label}{}</p>", escaped(text.trim()));
        }
    }

    fn failure(&mut self, failure: &Failure) {
        self.paragraph("", &failure.message);
        self.0.push_str("<dl>");
        for (name, text) in [
            ("Step", &failure.step),
            ("Path", &failure.path),
            ("Expected", &failure.expected),
            ("Actual", &failure.actual),
        ] {
            if !text.is_empty() {
                let _ = write!(self.0, "<dt>{name}</dt><dd><code>{}</code></dd>", escaped(text));
            }
        }
        self.0.push_str("</dl>\n");
    }

    fn steps(&mut self, test: &TestResult) {
        if test.steps.is_empty() {
            return;
        }
        self.0.push_str("<h4>Steps</h4><ul>");
        for step in &test.steps {
            let failure = step.failure.as_ref().map_or("", |failure| &failure.message);
            let said = [step.description.as_str(), failure].map(escaped).join(" ");
            let _ = write!(
                self.0,
                "<li><b class=\"{verdict}\">{verdict}</b> <code>{}</code> {said} <span class=\"meta\">{} ms</span></li>",
                escaped(&step.id),
                step.duration.as_millis(),
                verdict = step.verdict,
            );
        }
        self.0.push_str("</ul>\n");
    }

    fn exchanges(&mut self, test: &TestResult) {
        if test.exchanges.is_empty() {
            return;
        }
        self.0.push_str("<h4>Exchanges</h4>\n");
        for exchange in test.exchanges.iter().take(MAX_EXCHANGES) {
            if self.0.len() > MAX_PAGE {
                self.paragraph("", "left out: the page is large enough");
                return;
            }
            self.exchange(exchange);
        }
        let more = test.exchanges.len().saturating_sub(MAX_EXCHANGES);
        if more > 0 {
            self.paragraph("", &format!("and {more} more"));
        }
    }

    fn exchange(&mut self, exchange: &Exchange) {
        let status = exchange
            .status
            .map_or_else(|| "no answer".to_owned(), |status| status.to_string());
        let findings = match exchange.findings.len() {
            0 => String::new(),
            count => format!(" · {count} findings"),
        };
        let _ = writeln!(
            self.0,
            "<details class=\"exchange\"><summary>{} {} → {status}{findings} <span class=\"meta\">{} · {} ms</span></summary>",
            escaped(&exchange.method),
            escaped(&exchange.url),
            escaped(&exchange.step),
            exchange.duration.as_millis(),
        );
        self.message(&exchange.request_headers, &exchange.request_body);
        if exchange.status.is_some() {
            self.message(&exchange.response_headers, &exchange.response_body);
        }
        for event in &exchange.events {
            let _ = writeln!(self.0, "<pre>{}</pre>", escaped(event));
        }
        let more = exchange.event_count.saturating_sub(exchange.events.len());
        if more > 0 {
            self.paragraph("", &format!("and {more} more events"));
        }
        if !exchange.findings.is_empty() {
            self.0.push_str("<ul>");
            for finding in exchange.findings.iter().take(MAX_FINDINGS) {
                let _ = write!(
                    self.0,
                    "<li>{} {}</li>",
                    finding.severity,
                    escaped(&finding.to_string())
                );
            }
            self.0.push_str("</ul>");
        }
        self.0.push_str("</details>\n");
    }

    fn message(&mut self, headers: &[(String, String)], body: &str) {
        let mut text = String::new();
        for (name, value) in headers {
            let _ = writeln!(text, "{name}: {value}");
        }
        if !body.is_empty() {
            let _ = write!(text, "\n{body}");
        }
        let _ = writeln!(self.0, "<pre>{}</pre>", escaped(&text));
    }
}

/// One rule for each radio button: what it does not stand for is hidden.
fn filter_rules(reports: &[Report]) -> String {
    let mut rules = String::new();
    let verdicts = Verdict::ALL.map(|verdict| ("verdict", verdict.as_str(), ".test"));
    let levels = Level::ALL.map(|level| ("level", level.as_str(), ".test"));
    let bindings = reports
        .iter()
        .map(|report| ("binding", report.transport.as_str(), ".binding"));
    for (group, value, what) in verdicts.into_iter().chain(levels).chain(bindings) {
        let _ = writeln!(
            rules,
            "body:has(#{group}-{value}:checked) {what}:not(.{value}) {{ display: none; }}"
        );
        if what == ".test" {
            let _ = writeln!(
                rules,
                "body:has(#{group}-{value}:checked) .suite:not(:has(.test.{value})) {{ display: none; }}"
            );
        }
    }
    rules
}

const EXPLANATION: &str = "<details><summary>How to read this</summary>\n\
    <p><b class=\"pass\">pass</b> and <b class=\"fail\">fail</b> are what the test says. \
    <b class=\"skip\">skip</b>: it does not apply to this agent, or needs what the runner was not given. \
    <b class=\"error\">error</b>: it could not be carried out. \
    <b class=\"ambiguous\">ambiguous</b>: what was seen does not tell. \
    <b class=\"contradicted\">contradicted</b>: it failed where the test contradicts the specification, which wins. \
    Only failures at the level MUST, and errors, stand against an agent. \
    Findings are what the validator says about everything that the agent sent; they change no result.</p></details>\n";
