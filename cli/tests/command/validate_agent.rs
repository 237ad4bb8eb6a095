//! `validate` with the URL of an agent.

use crate::fake_agent::{FakeAgent, ok};
use crate::process::{DemoServer, a2a, command, run};
use serde_json::{Value, json};

fn file(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

/// A fake agent over HTTP+JSON that has no tasks, refuses what it does not declare, and no other version.
fn fake() -> FakeAgent {
    FakeAgent::start(false, json!({}), |request, _| {
        let unsupported = ["UNSUPPORTED_OPERATION", "PUSH_NOTIFICATION_NOT_SUPPORTED"];
        let (code, status, reason) = match request.target() {
            _ if request.header("a2a-version") != Some("1.0") => {
                (400, "FAILED_PRECONDITION", "VERSION_NOT_SUPPORTED")
            }
            target if target.ends_with("/pushNotificationConfigs") => {
                (400, "FAILED_PRECONDITION", unsupported[1])
            }
            target if target.ends_with(":subscribe") || target == "/extendedAgentCard" => {
                (400, "FAILED_PRECONDITION", unsupported[0])
            }
            _ => (404, "NOT_FOUND", "TASK_NOT_FOUND"),
        };
        let detail = json!({
            "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "a2a-protocol.org",
        });
        let error = json!({"code": code, "status": status, "message": reason, "details": [detail]});
        (
            code,
            "application/a2a+json",
            json!({ "error": error }).to_string(),
        )
    })
}

fn rules(entries: &[Value]) -> Vec<String> {
    let findings = entries.iter().flat_map(|entry| {
        let findings = entry["findings"].as_array().unwrap();
        findings.iter().map(|finding| {
            format!(
                "{} {} {}",
                finding["severity"].as_str().unwrap(),
                finding["pointer"].as_str().unwrap(),
                finding["rule"].as_str().unwrap()
            )
        })
    });
    findings.collect()
}

/// It has no authentication, and says so in its help.
#[test]
fn the_demo_agent_does_what_its_card_says() {
    let folder = tempfile::tempdir().unwrap();
    let key = file(&folder, "key.json");
    let server = DemoServer::start_with(&["--print-jwk", &key]);
    let entries = a2a(&["validate", server.origin(), "--jwk", &key, "-o", "json"])
        .exits(0)
        .json_lines();
    let open = "warning /capabilities/extendedAgentCard extended-card-open";
    assert_eq!(rules(&entries), [open, open]);
    let parts: Vec<_> = entries
        .iter()
        .filter_map(|entry| entry["part"].as_str())
        .collect();
    assert_eq!(
        parts,
        [
            "signatures",
            "interface 0",
            "interface 1",
            "HTTP+JSON GetTask",
            "HTTP+JSON GetTask in version 9.9",
            "HTTP+JSON SubscribeToTask",
            "HTTP+JSON ListTaskPushNotificationConfigs",
            "HTTP+JSON GetExtendedAgentCard",
            "JSONRPC GetTask",
            "JSONRPC GetTask in version 9.9",
            "JSONRPC NoSuchMethod",
            "JSONRPC SubscribeToTask",
            "JSONRPC ListTaskPushNotificationConfigs",
            "JSONRPC GetExtendedAgentCard",
        ]
    );
    // The URL of the card does as well.
    let run = a2a(&["validate", &server.card]).exits(0);
    assert_eq!(
        (run.field("Errors"), run.field("Warnings")),
        ("0".into(), "2".into())
    );
    // Nothing was left on the agent.
    let tasks = server.a2a(&["task", "list", "-o", "json"]).exits(0).json();
    assert_eq!(tasks["totalSize"], 0);
}

#[test]
fn what_is_wrong_with_an_agent_is_in_every_report() {
    let folder = tempfile::tempdir().unwrap();
    let agent = fake();
    let (sarif, junit) = (file(&folder, "out.sarif"), file(&folder, "out.xml"));
    let task = file(&folder, "task.json");
    std::fs::write(&task, r#"{"id":"t","status":{"state":"TASK_STATE_WORKING"}}"#).unwrap();
    let run = a2a(&[
        "validate",
        &agent.url,
        &task,
        "--report",
        &format!("sarif={sarif}"),
        "--report",
        &format!("junit={junit}"),
    ])
    .exits(0);
    let card = format!("{}/.well-known/agent-card.json", agent.url);
    assert!(
        run.stdout.starts_with(&format!("{card}: AgentCard\n")),
        "{run:#?}"
    );
    // The fake says nothing of caching.
    assert_eq!(
        (run.field("Errors"), run.field("Warnings")),
        ("0".into(), "2".into())
    );
    // The card, its interface, five answers, and the task.
    assert_eq!(run.field("Checked"), "8");
    let sarif: Value = serde_json::from_slice(&std::fs::read(&sarif).unwrap()).unwrap();
    let rules: Vec<_> = sarif["runs"][0]["results"].as_array().unwrap().iter().collect();
    assert!(rules.iter().any(|result| result["ruleId"] == "etag"), "{rules:?}");
    let junit = std::fs::read_to_string(&junit).unwrap();
    assert!(
        junit.contains(&format!("<testsuite name=\"{card}\" tests=\"2\" failures=\"0\">")),
        "{junit}"
    );
}

#[test]
fn an_agent_that_does_otherwise_is_not_valid() {
    let agent = FakeAgent::start(true, json!({}), |_, _| ok(&json!({"hello": "world"})));
    let entries = a2a(&["validate", &agent.url, "-o", "json"]).exits(1).json_lines();
    let found = rules(&entries);
    for expected in [
        "error /supportedInterfaces/0 task-not-found",
        "error /supportedInterfaces/0/protocolVersion version-ignored",
    ] {
        assert!(found.contains(&expected.to_owned()), "{found:?}");
    }
    // Nothing but the card is asked for if that is all that is wanted.
    let quiet = fake();
    let entries = a2a(&["validate", &quiet.url, "--no-probe", "-o", "json"])
        .exits(0)
        .json_lines();
    assert_eq!(entries.len(), 1);
    assert!(
        quiet
            .requests()
            .iter()
            .all(|request| request.target().starts_with("/.well-known/"))
    );
}

#[test]
fn signatures_are_verified_with_the_keys_that_are_given() {
    let folder = tempfile::tempdir().unwrap();
    let keys: Vec<_> = ["one.json", "other.json"]
        .iter()
        .map(|name| file(&folder, name))
        .collect();
    let server = DemoServer::start_with(&["--print-jwk", &keys[0]]);
    drop(DemoServer::start_with(&["--print-jwk", &keys[1]]));
    let signatures = |url: &str, code| {
        let arguments = ["validate", url, "--no-probe", "--jwk", &keys[1], "-o", "json"];
        let entries = a2a(&arguments).exits(code).json_lines();
        rules(&entries[1..])
    };
    assert_eq!(
        signatures(server.origin(), 1),
        ["error /signatures card-signature-unverified"]
    );
    assert_eq!(signatures(&fake().url, 0), ["warning  card-signature-unverified"]);
}

#[test]
fn credentials_travel_and_are_not_shown() {
    let agent = fake();
    let token = ["--bearer", "geheim-geheim", "--header", "x-key: noch-geheimer"];
    let run = a2a(&[&["validate", &agent.url], &token[..]].concat()).exits(0);
    assert!(!run.stdout.contains("geheim"), "{run:#?}");
    let requests = agent.requests();
    assert!(requests.iter().all(|request| {
        request.header("authorization") == Some("Bearer geheim-geheim")
            && request.header("x-key") == Some("noch-geheimer")
    }));
}

#[test]
fn without_a_card_there_is_an_error() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("http://{}", port.local_addr().unwrap());
    drop(port);
    let refusing = |status| {
        FakeAgent::start_with(
            move |_, _| (status, "text/plain", "no".into()),
            |_, _| ok(&json!({})),
        )
    };
    let (missing, closed) = (refusing(404), refusing(401));
    for (arguments, code, error) in [
        (&[nobody.as_str()][..], 3, "A2ACLI_ERR_UNREACHABLE"),
        (&[&missing.url], 3, "A2ACLI_ERR_CARD_NOT_FOUND"),
        (&[&closed.url], 4, "A2ACLI_ERR_CREDENTIALS_MISSING"),
        (&[&closed.url, "--bearer", "wrong"], 4, "A2ACLI_ERR_AUTH_FAILED"),
        (&[&missing.url, "--type", "AgentCard"], 2, "A2ACLI_ERR_USAGE"),
        (&["-", "--no-probe"], 2, "A2ACLI_ERR_USAGE"),
        (&["-", "--jwk", "key.json"], 2, "A2ACLI_ERR_USAGE"),
    ] {
        let run = run(
            command().arg("validate").args(arguments).args(["-o", "json"]),
            b"{}",
        )
        .exits(code);
        assert_eq!(run.json()["error"]["code"], error, "{arguments:?}");
    }
}

/// What has no scheme is a file.
#[test]
fn an_agent_is_named_by_a_url() {
    let error = a2a(&["validate", "localhost:8080", "-o", "json"]).exits(2).json();
    assert_eq!(
        error["error"]["hint"],
        "an agent is named by a URL: http://localhost:8080"
    );
}
