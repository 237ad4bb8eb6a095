use crate::process::{Run, a2a, command, run};
use serde_json::json;

fn validate(arguments: &[&str], document: &str) -> Run {
    run(
        command().arg("validate").args(arguments).arg("-"),
        document.as_bytes(),
    )
}

const TASK: &str = r#"{"id":"t","contextId":"c","status":{"state":"TASK_STATE_WORKING"}}"#;

#[test]
fn good_documents() {
    let run = validate(&[], TASK).exits(0);
    assert_eq!(run.stdout, "Type: Task\nGuessed: yes\nValid: yes\n");
    let run = validate(&["--type", "Task", "-o", "json"], TASK).exits(0);
    let expected = json!({ "report": 1, "type": "Task", "guessed": false, "valid": true, "findings": [] });
    assert_eq!(run.json(), expected);
    let request = r#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"t"}}"#;
    assert_eq!(validate(&[], request).exits(0).field("Type"), "JSON-RPC request");
}

#[test]
fn every_finding_is_listed() {
    let bad = r#"{"id":7,"status":{"state":"completed"}}"#;
    let run = validate(&["--type", "Task"], bad).exits(1);
    assert_eq!(run.field("Valid"), "no");
    assert!(run.field("/id").contains("string"), "{run:#?}");
    assert!(
        run.field("/status/state").contains("TASK_STATE_COMPLETED"),
        "{run:#?}"
    );
    let id = "expected `string`, found a number (error, §4.1.1)";
    assert_eq!(run.field("/id"), id);
    assert_eq!(run.stderr, "");

    let json = validate(&["--type", "Task", "-o", "json"], bad).exits(1).json();
    assert_eq!(json["valid"], false);
    let pointers: Vec<_> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["pointer"])
        .collect();
    assert!(
        pointers.contains(&&json!("/id")) && pointers.contains(&&json!("/status/state")),
        "{pointers:?}"
    );
}

#[test]
fn what_receivers_put_up_with_is_a_warning() {
    let odd = r#"{"id":"t","kind":"task","status":{"state":"TASK_STATE_WORKING"}}"#;
    let run = validate(&[], odd).exits(0);
    assert_eq!(run.field("Valid"), "yes");
    assert!(run.field("/kind").contains("(warning, §5.7; "), "{run:#?}");
}

#[test]
fn a_guess_says_what_else_it_could_be() {
    let run = validate(&[], r#"{"id":"t"}"#).exits(0);
    assert_eq!(run.field("Type"), "GetTaskRequest");
    assert_eq!(run.field("Or"), "CancelTaskRequest, SubscribeToTaskRequest");
}

/// Such a member is how one JSON library hands raw JSON to itself: here it is a member like any other.
#[test]
fn a_document_in_a_string_is_a_string() {
    let text = r#"{"$serde_json::private::RawValue":"{\"id\":\"t\",\"status\":{\"state\":\"TASK_STATE_WORKING\"}}"}"#;
    let run = validate(&["--type", "Task", "-o", "json"], text).exits(1);
    assert_eq!(run.json()["findings"][0]["rule"], "required");
    validate(&[], text).exits(2);
}

#[test]
fn what_is_no_json_is_a_finding() {
    let run = validate(&[], "{\"id\": ").exits(1);
    assert_eq!(run.field("Type"), "unknown");
    let run = validate(&["-o", "json"], "nope").exits(1);
    assert_eq!(run.json()["findings"][0]["rule"], "syntax");
}

#[test]
fn what_cannot_be_checked_is_a_usage_error() {
    for (arguments, document) in [(&["--type", "Tsak"][..], TASK), (&[], "{\"colour\": 1}")] {
        let arguments = [arguments, &["-o", "json"]].concat();
        let error = validate(&arguments, document).exits(2).json();
        assert_eq!(error["error"]["code"], "A2ACLI_ERR_USAGE");
        assert!(error["error"]["hint"].is_string());
    }
    let run = run(command().args(["validate", "/no/such/file"]), b"").exits(2);
    assert!(run.stderr.contains("/no/such/file"), "{run:#?}");
}

/// A name in a folder of the test's own.
fn file(folder: &tempfile::TempDir, name: &str, content: &str) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn profiles() {
    let odd = r#"{"id":"t","status":{"state":2}}"#;
    validate(&["--type", "Task"], odd).exits(1);
    let run = validate(&["--type", "Task", "--profile", "lenient"], odd).exits(0);
    assert_eq!(run.stdout, "Type: Task\nGuessed: no\nValid: yes\n");
}

#[test]
fn lines_are_documents() {
    let folder = tempfile::tempdir().unwrap();
    let lines = format!("{TASK}\n\n{{\"colour\":1}}\n{{\"id\":\nnope");
    let name = file(&folder, "some.jsonl", &lines);
    let run = a2a(&["validate", &name]).exits(1);
    let unrecognized = format!("{name} line 3: unknown");
    assert!(run.stdout.contains(&unrecognized), "{run:#?}");
    assert_eq!(
        (run.field("Checked"), run.field("Errors")),
        ("4".to_owned(), "3".to_owned())
    );
    let entries = a2a(&["validate", &name, "-o", "json"]).exits(1).json_lines();
    let parts: Vec<_> = entries
        .iter()
        .map(|entry| (&entry["part"], &entry["valid"]))
        .collect();
    let expected = [
        ("line 1", true),
        ("line 3", false),
        ("line 4", false),
        ("line 5", false),
    ];
    assert_eq!(
        parts,
        expected
            .map(|(part, valid)| (json!(part), json!(valid)))
            .iter()
            .map(|(part, valid)| (part, valid))
            .collect::<Vec<_>>()
    );
    assert_eq!(entries[1]["findings"][0]["rule"], "unrecognized");
    // From standard input nothing says so but the flag.
    validate(&["--lines"], &format!("{TASK}\n{TASK}\n")).exits(0);
}

#[test]
fn lines_that_are_events_are_a_stream() {
    let task = format!("{{\"task\":{TASK}}}");
    let update = |state: &str| {
        format!(r#"{{"statusUpdate":{{"taskId":"t","contextId":"c","status":{{"state":"{state}"}}}}}}"#)
    };
    let good = [task.clone(), update("TASK_STATE_COMPLETED")].join("\n");
    validate(&["--lines"], &good).exits(0);
    let bad = [task, update("TASK_STATE_COMPLETED"), update("TASK_STATE_WORKING")].join("\n");
    let entries = validate(&["--lines", "-o", "json"], &bad).exits(1).json_lines();
    let rules: Vec<_> = entries[2]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect();
    assert!(rules.contains(&"stream-after-terminal"), "{entries:#?}");
}

const TRANSCRIPT: &str = r#"{"type":"transcript","version":1,"protocolVersion":"1.0","mounts":{"httpJson":["/v1"]}}
{"type":"request","exchange":1,"at":"2026-01-01T00:00:00Z","method":"GET","target":"/v1/tasks/t","headers":[["a2a-version","1.0"]]}
{"type":"response","exchange":1,"at":"2026-01-01T00:00:01Z","status":200,"headers":[["content-type","application/json"]],"body":{"text":"{\"id\":\"other\",\"status\":{\"state\":\"TASK_STATE_WORKING\"}}"}}
"#;

#[test]
fn transcripts_are_checked_as_conversations() {
    let run = validate(&[], TRANSCRIPT).exits(1);
    assert!(
        run.stdout.contains("- #1 response: response of GetTask"),
        "{run:#?}"
    );
    assert_eq!(
        (run.field("Checked"), run.field("Errors")),
        ("2".to_owned(), "1".to_owned())
    );
    let entries = validate(&["-o", "json"], TRANSCRIPT).exits(1).json_lines();
    assert_eq!(entries[1]["findings"][0]["pointer"], "/id");
    let broken = TRANSCRIPT.replace("\"version\":1", "\"version\":7");
    let run = validate(&[], &broken).exits(2);
    assert!(run.stderr.contains("version"), "{run:#?}");
    validate(&["--type", "Task"], TRANSCRIPT).exits(2);
    validate(&["--profile", "lenient"], TRANSCRIPT).exits(2);
}

/// A recorder that was stopped leaves half a line behind, and one that was not a file of any length.
#[test]
fn transcripts_of_any_length_are_checked_as_far_as_they_go() {
    let half = TRANSCRIPT.lines().nth(1).unwrap().get(..60).unwrap();
    let entries = validate(&["-o", "json"], &[TRANSCRIPT, half].concat())
        .exits(1)
        .json_lines();
    let rules: Vec<_> = entries
        .iter()
        .map(|entry| (&entry["part"], &entry["findings"][0]["rule"]))
        .collect();
    assert_eq!(
        rules[1..],
        [
            (&json!("#1 response"), &json!("task-id-mismatch")),
            (&json!("line 4"), &json!("syntax")),
        ]
    );
    let folder = tempfile::tempdir().unwrap();
    let padding = format!(r#"{{"type":"later","text":"{}"}}"#, "x".repeat(1 << 20));
    let lines = std::iter::repeat_n(padding.as_str(), 65)
        .collect::<Vec<_>>()
        .join("\n");
    let name = file(&folder, "long.jsonl", &[TRANSCRIPT, &lines].concat());
    assert_eq!(a2a(&["validate", &name]).exits(1).field("Checked"), "2");
}

#[test]
fn reports_for_other_tools() {
    let folder = tempfile::tempdir().unwrap();
    let name = file(
        &folder,
        "task.json",
        "{\n \"id\": 7,\n \"status\": {\"state\": \"TASK_STATE_WORKING\"}\n}",
    );
    let (sarif, junit) = (folder.path().join("a.sarif"), folder.path().join("a.xml"));
    let report = |format: &str, path: &std::path::Path| format!("--report={format}={}", path.display());
    a2a(&[
        "validate",
        &name,
        &report("sarif", &sarif),
        &report("junit", &junit),
    ])
    .exits(1);
    let log: serde_json::Value = serde_json::from_slice(&std::fs::read(&sarif).unwrap()).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(
        (&result["ruleId"], &result["level"]),
        (&json!("type"), &json!("error"))
    );
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region, &json!({ "startLine": 2, "startColumn": 8 }));
    let xml = std::fs::read_to_string(&junit).unwrap();
    assert!(xml.contains(r#"tests="1" failures="1""#), "{xml}");

    // What was found is told in any case.
    let nowhere = folder.path().join("nowhere").join("a.sarif");
    let run = a2a(&["validate", &name, &report("sarif", &nowhere)]).exits(1);
    assert!(
        run.stdout.contains("/id: ") && run.stderr.contains("cannot be written"),
        "{run:#?}"
    );

    for bad in ["html", "sarif="] {
        a2a(&["validate", &name, &format!("--report={bad}")]).exits(2);
    }
}

#[test]
fn several_files() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (
        file(&folder, "one.json", TASK),
        file(&folder, "other.json", "{\"id\":7}"),
    );
    let run = a2a(&["validate", "--type", "Task", &one, &other]).exits(1);
    assert!(run.stdout.starts_with(&format!("{other}: Task\n")), "{run:#?}");
    assert_eq!(run.field("Checked"), "2");
}

/// What the schema cannot say of a card is checked too, unless the question is only what receivers must accept.
#[test]
fn a_card_has_rules_of_its_own() {
    let card = r#"{"name":"n","description":"d","version":"1","capabilities":{},"supportedInterfaces":[],
        "defaultInputModes":["text/plain"],"defaultOutputModes":["text/plain"],"skills":[]}"#;
    let run = validate(&[], card).exits(1);
    assert!(
        run.field("/supportedInterfaces").contains("error, §8.3.1"),
        "{run:#?}"
    );
    assert!(run.field("/skills").contains("ambiguous, §5.7"), "{run:#?}");
    validate(&["--profile", "lenient"], card).exits(0);
}
