use crate::process::{a2a, command, run};

#[test]
fn the_demo_checks_every_message_over_both_bindings() {
    let run = a2a(&["demo"]).exits(0);
    assert_eq!(run.stderr, "");
    for word in [
        "STEP",
        "JSONRPC",
        "HTTP+JSON",
        "signature verified",
        "TASK_STATE_CANCELED",
        "TASK_STATE_AUTH_REQUIRED",
        "6 notifications, then TASK_STATE_COMPLETED",
        "resumed behind an event",
        "nothing left to do",
    ] {
        assert!(run.stdout.contains(word), "{word}: {run:#?}");
    }
    assert!(!run.stdout.contains('\u{1b}'), "{run:#?}");
    let summary = run.stdout.lines().last().unwrap();
    assert!(
        summary.contains("messages checked against the schema, none invalid"),
        "{summary}"
    );
    assert!(summary.contains("steps, none failed"), "{summary}");
    let checked: u32 = summary.split(' ').next().unwrap().parse().unwrap();
    assert!(checked > 150, "{summary}");
}

#[test]
fn the_demo_as_json() {
    let report = a2a(&["demo", "-o", "json"]).exits(0).json();
    assert_eq!(report["report"], 1);
    assert_eq!(report["failed"], 0);
    assert_eq!(report["invalid"], serde_json::json!([]));
    let steps = report["steps"].as_array().unwrap();
    let sum: u64 = steps.iter().map(|step| step["checked"].as_u64().unwrap()).sum();
    assert_eq!(report["checked"], sum);
    for binding in ["JSONRPC", "HTTP+JSON"] {
        let steps = steps.iter().filter(|step| step["binding"] == binding);
        assert_eq!(steps.clone().count(), 15);
        // A request and its answer at the least; to choose an interface takes neither.
        let mut talks = steps.filter(|step| step["step"] != "connect");
        assert!(
            talks.all(|step| step["checked"].as_u64().unwrap() >= 2),
            "{report:#}"
        );
    }
}

#[test]
fn a_proxy_in_the_environment_does_not_matter() {
    run(command().arg("demo").env("HTTP_PROXY", "http://127.0.0.1:1"), b"").exits(0);
}
