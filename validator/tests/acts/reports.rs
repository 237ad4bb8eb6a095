//! Reports: their form, and what hostile agents and secrets come to in them.

use super::agent::Agent;
use super::{options, run_with};
use a2a_validator::acts::{Options, Report, html, junit, summary};
use http::{HeaderName, HeaderValue};
use serde_json::{Map, Value};

const SECRET: &str = "geheim-und-lang";

fn with_secret(agent: &Agent) -> Options {
    let bearer = HeaderValue::try_from(format!("Bearer {SECRET}")).unwrap();
    options(agent).with_header(HeaderName::from_static("authorization"), bearer)
}

/// One test for each verdict, at an agent that repeats credentials and sends markup.
async fn report() -> Report {
    let agent = Agent::start().await;
    let options = with_secret(&agent);
    let test = |id: &str, level: &str, rest: &str| {
        format!("id: {id}\nname: \"<b>{id}</b>\"\nlevel: {level}\n{rest}")
    };
    let tests = [
        test(
            "PASS",
            "must",
            "steps: [{id: a, operation: send_message, params: {message: {role: ROLE_USER, parts: [{text: echo}]}}, expect: {status: 200}}]",
        ),
        test(
            "FAIL",
            "should",
            "steps: [{id: a, description: \"<i>\", operation: get_task, params: {id: hostile}, expect: {body: {status: {state: A}}}}]",
        ),
        test(
            "SKIP",
            "may",
            "transport: [grpc]\nsteps: [{id: a, operation: get_task, params: {}}]",
        ),
        test(
            "ERROR",
            "must",
            "steps: [{id: a, operation: get_task, params: {id: '{{nothing}}'}}]",
        ),
        test(
            "AMBIGUOUS",
            "must",
            "tags: [runner-special]\nsteps: [{id: a, operation: get_task, params: {id: invalid}}]",
        ),
        test(
            "DM-SERIAL-001",
            "must",
            "steps: [{id: a, operation: send_message, params: {message: {role: ROLE_USER, parts: [{text: x}]}}, expect: {body: {task: {status: {timestamp: {type: string}}}}}}]",
        ),
        test(
            "CLIENT",
            "must",
            "steps: [{id: a, client_response: {operation: get_agent_card, wire_payload: {name: n, capabilities: {}}}, expect_parsed: {name: n}}]",
        ),
    ];
    run_with(&options, &tests.iter().map(String::as_str).collect::<Vec<_>>()).await
}

/// The members of an object and whether they are required; those that begin with `x-` are ours.
#[track_caller]
fn members<'a>(value: &'a Value, required: &[&str], optional: &[&str]) -> &'a Map<String, Value> {
    let object = value.as_object().unwrap();
    for name in required {
        assert!(object.contains_key(*name), "{name} is missing: {value}");
    }
    for name in object.keys() {
        let known =
            required.contains(&name.as_str()) || optional.contains(&name.as_str()) || name.starts_with("x-");
        assert!(known, "{name} is unknown: {value}");
    }
    object
}

#[tokio::test]
async fn json_has_the_form_of_the_format() {
    let json = report().await.to_json();
    let top = [
        "acts_version",
        "spec_version",
        "generated_at",
        "sdk",
        "transport",
        "summary",
        "suites",
    ];
    members(&json, &top, &["environment"]);
    members(&json["sdk"], &["name", "version", "language"], &["repository"]);
    assert_eq!(
        (&json["sdk"]["name"], &json["transport"]),
        (&"Fake".into(), &"jsonrpc".into())
    );
    let counts = ["total", "passed", "failed", "skipped", "errors"];
    let summary = members(
        &json["summary"],
        &[&counts[..], &["duration_ms", "by_level"]].concat(),
        &[],
    );
    let levels = members(&summary["by_level"], &["must", "should", "may"], &[]);
    for level in levels.values() {
        members(level, &counts, &[]);
    }
    let of = |name: &str| summary[name].as_u64().unwrap();
    assert_eq!(
        [
            of("total"),
            of("passed"),
            of("failed"),
            of("skipped"),
            of("errors")
        ],
        [7, 2, 1, 3, 1]
    );
    assert_eq!([of("x-ambiguous"), of("x-contradicted")], [1, 1]);
    let failure = |value: &Value| {
        members(
            value,
            &["message"],
            &["step_id", "expected", "actual", "assertion_path"],
        );
    };
    let mut results = Vec::new();
    for suite in json["suites"].as_array().unwrap() {
        members(suite, &["id", "name", "tests"], &[]);
        for test in suite["tests"].as_array().unwrap() {
            members(
                test,
                &["id", "name", "level", "result", "duration_ms"],
                &["skip_reason", "failure", "steps"],
            );
            test.get("failure").map(failure);
            for step in test["steps"].as_array().into_iter().flatten() {
                members(step, &["id", "result", "duration_ms"], &["failure"]);
                step.get("failure").map(failure);
            }
            results.push((
                test["id"].as_str().unwrap(),
                test["result"].as_str().unwrap(),
                test["x-verdict"].as_str().unwrap(),
            ));
        }
    }
    assert_eq!(
        results,
        [
            ("PASS", "pass", "pass"),
            ("FAIL", "fail", "fail"),
            ("SKIP", "skip", "skip"),
            ("ERROR", "error", "error"),
            ("AMBIGUOUS", "skip", "ambiguous"),
            ("DM-SERIAL-001", "skip", "contradicted"),
            ("CLIENT", "pass", "pass"),
        ]
    );
    let test = |index: usize| &json["suites"][0]["tests"][index];
    assert_eq!(test(1)["failure"]["assertion_path"], "status.state");
    assert!(
        test(4)["skip_reason"]
            .as_str()
            .unwrap()
            .starts_with("ambiguous: ")
    );
    assert!(
        test(5)["skip_reason"]
            .as_str()
            .unwrap()
            .starts_with("contradicted: the specification says otherwise (§5.6.1)")
    );
    assert_eq!(test(6)["x-subject"], "client");
    // The schema's findings stand beside the result and do not change it.
    assert_eq!(test(4)["x-findings"][0]["pointer"], "/result/status/state");
}

#[tokio::test]
async fn junit_is_xml() {
    let xml = junit(&[report().await]);
    let document = roxmltree::Document::parse(&xml).unwrap();
    let root = document.root_element();
    let attribute = |name: &str| root.attribute(name).unwrap().to_owned();
    assert_eq!(
        ["tests", "failures", "errors", "skipped"].map(attribute),
        ["7", "1", "1", "3"]
    );
    let cases: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("testcase"))
        .collect();
    assert_eq!(cases.len(), 7);
    assert_eq!(cases[1].attribute("name"), Some("FAIL <b>FAIL</b>"));
    let failure = cases[1]
        .children()
        .find(|node| node.has_tag_name("failure"))
        .unwrap();
    assert_eq!(failure.attribute("type"), Some("should"));
    assert!(
        failure
            .text()
            .unwrap()
            .contains("actual: <script>alert(1)</script>")
    );
    assert!(cases[3].children().any(|node| node.has_tag_name("error")));
    let skipped = cases[5]
        .children()
        .find(|node| node.has_tag_name("skipped"))
        .unwrap();
    assert!(
        skipped
            .attribute("message")
            .unwrap()
            .starts_with("contradicted: ")
    );
}

#[tokio::test]
async fn the_page_runs_nothing_and_loads_nothing() {
    let page = html(&[report().await]);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(page.contains("&lt;b&gt;FAIL&lt;/b&gt;") && page.contains("&lt;i&gt;"));
    // A tag or an attribute that the page does not have of its own came from outside.
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let unquoted: String = tag.split('"').step_by(2).collect();
        let mut words = unquoted.split([' ', '=', '\n']).filter(|word| !word.is_empty());
        let name = words.next().unwrap_or_default().trim_start_matches('/');
        assert!(TAGS.contains(&name), "<{tag}>");
        assert!(
            name == "!doctype" || words.all(|word| ATTRIBUTES.contains(&word)),
            "<{tag}>"
        );
    }
    assert!(!page.contains("url(") && !page.contains("@import"));
    let policy = "Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"";
    assert!(page.contains(policy));
}

const TAGS: &[&str] = &[
    "!doctype", "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "p", "span", "dl",
    "dt", "dd", "details", "summary", "b", "fieldset", "legend", "label", "input", "main", "section",
    "table", "tr", "th", "td", "div", "ul", "li", "code", "pre",
];
const ATTRIBUTES: &[&str] = &[
    "lang",
    "charset",
    "name",
    "content",
    "http-equiv",
    "class",
    "type",
    "id",
    "checked",
];

#[tokio::test]
async fn secrets_are_in_no_report() {
    let tell = "id: TELL\nname: n\nlevel: must\nsteps: [{id: a, operation: get_task, params: {id: tell}, expect: {body: {status: {state: A}}}}]";
    let agent = Agent::start().await;
    let told = run_with(&with_secret(&agent), &[tell]).await;
    let (_, _, _, said) = told.verdicts().next().unwrap();
    assert!(said.starts_with("status.state is [redacted] xxx"), "{said}");
    for report in [report().await, told] {
        let json = report.to_json().to_string();
        let reports = [report];
        // Not even the beginning, where a text was cut.
        for text in [
            json,
            html(&reports),
            junit(&reports),
            summary(&reports),
            format!("{reports:?}"),
        ] {
            assert!(!text.contains("geheim"), "{text}");
        }
        // It was there to be hidden: the agent repeats it.
        assert!(html(&reports).contains("[redacted]"));
    }
}

#[tokio::test]
async fn the_summary_says_what_did_not_pass() {
    let report = report().await;
    assert!(!report.is_conformant());
    let text = summary(&[report]);
    for line in [
        "  error        must   ERROR: the variable `nothing` has no value; give it one (--var nothing=VALUE)",
        "  fail         should FAIL: status.state is <script>alert(1)</script> instead of A",
        "MUST    2/5 passed (1 errors, 1 ambiguous, 1 contradicted)",
        "SHOULD  0/1 passed (1 failed)",
        "MAY     0/1 passed (1 skipped)",
    ] {
        assert!(text.lines().any(|other| other == line), "{line}\n{text}");
    }
    assert!(text.contains("RESULT  not conformant"), "{text}");
}
