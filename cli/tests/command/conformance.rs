//! `conformance`.

use crate::process::{DemoServer, a2a};
use serde_json::Value;

/// A suite of one test, whose step reads a task that nobody has.
fn suite(expected: &str) -> String {
    format!(
        r#"acts_version: "1.0"
spec_version: "1.0"
suites:
  - id: s
    name: S
    tests:
      - id: GET-001
        name: n
        level: must
        steps:
          - id: get
            operation: get_task
            params: {{id: nobody-has-this}}
            expect_error: {{error_type: {expected}}}
"#
    )
}

#[test]
fn the_own_suite_holds_for_the_scripted_agent_over_both_bindings() {
    let server = DemoServer::start_with(&["--behaviors", "acts"]);
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let report = |format: &str, name: &str| format!("--report={format}={}", file(name));
    let run = a2a(&[
        "conformance",
        server.origin(),
        &report("json", "report.json"),
        &report("junit", "report.xml"),
        &report("html", "report.html"),
    ])
    .exits(0);
    assert_eq!(run.stdout.matches("RESULT  conformant").count(), 2, "{run:#?}");
    assert!(!run.stdout.contains("fail "), "{run:#?}");
    assert!(
        run.stderr.contains("] jsonrpc pass must OWN-CARD-001"),
        "{run:#?}"
    );
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    for transport in ["jsonrpc", "rest"] {
        let json: Value = serde_json::from_str(&read(&format!("report-{transport}.json"))).unwrap();
        assert_eq!(
            (&json["transport"], &json["summary"]["failed"]),
            (&transport.into(), &0.into())
        );
    }
    assert!(read("report.html").starts_with("<!doctype html>"));
    assert!(read("report.xml").contains("<testsuites "));
}

#[test]
fn the_exit_status_says_whether_a_must_failed() {
    let server = DemoServer::start_with(&["--behaviors", "acts"]);
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file.display().to_string()
    };
    let right = write("right.acts.yaml", &suite("TaskNotFoundError"));
    let wrong = write("wrong.acts.yaml", &suite("TaskNotCancelableError"));
    let should = write(
        "should.acts.yaml",
        &suite("TaskNotCancelableError").replace("must", "should"),
    );
    let broken = write(
        "broken.acts.yaml",
        &suite("TaskNotFoundError").replace("params:", "parms:"),
    );
    let conformance = |arguments: &[&str]| {
        let url = server.origin();
        a2a(&[&["conformance", url, "--quiet", "--binding", "rest"], arguments].concat())
    };
    conformance(&["--suite", &right]).exits(0);
    conformance(&["--suite", &should]).exits(0);
    let run = conformance(&["--suite", &wrong]).exits(1);
    let said = "  fail         must   GET-001: it is another error: the code is not 400";
    assert!(run.stdout.lines().any(|line| line == said), "{run:#?}");
    let run = conformance(&["--suite", &broken, "-o", "json"]).exits(2);
    let error = &run.json()["error"];
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("broken.acts.yaml:13:13: "),
        "{error}"
    );
    conformance(&["--suite", &right, "--level", "may"]).exits(2);
    conformance(&["--suite", &right, "--test", "OTHER-*"]).exits(2);
    conformance(&["--suite", &right, "--binding", "grpc"]).exits(2);
    // A report that cannot be written costs nothing of the others.
    let nowhere = format!("--report=html={}", folder.path().join("no/where.html").display());
    let report = folder.path().join("report.xml");
    let junit = format!("--report=junit={}", report.display());
    let run = conformance(&["--suite", &right, &nowhere, &junit]).exits(1);
    assert!(run.stdout.contains("RESULT  conformant"), "{run:#?}");
    assert!(run.stderr.contains("where.html cannot be written"), "{run:#?}");
    assert!(report.exists());
    let json = conformance(&["--suite", &right, "--test", "GET-*", "-o", "json"])
        .exits(0)
        .json();
    assert_eq!(json["suites"][0]["tests"][0]["result"], "pass");
}

#[test]
fn nobody_there() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let gone = listener.local_addr().unwrap().to_string();
    drop(listener);
    a2a(&["conformance", &gone]).exits(3);
}
