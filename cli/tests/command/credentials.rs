use crate::fake_agent::{FakeAgent, Request, ok, task};
use crate::process::{Run, command, run};
use serde_json::{Value, json};

const SECRET: &str = "geheim-42";

fn answering(security_schemes: Value) -> FakeAgent {
    FakeAgent::start(true, security_schemes, |_, _| ok(&task("TASK_STATE_COMPLETED")))
}

fn get(agent: &FakeAgent, arguments: &[&str]) -> Run {
    run(
        command()
            .args(["task", "get", "t-1", "--debug", "-a", &agent.url])
            .args(arguments),
        b"",
    )
}

/// The request for the card, and the one for the task.
fn requests(agent: &FakeAgent) -> (Request, Request) {
    let requests = agent.requests();
    (requests[0].clone(), requests[1].clone())
}

#[test]
fn a_bearer_token_goes_to_the_agent_and_nowhere_else() {
    let agent = answering(json!({}));
    let run = get(&agent, &["--bearer", SECRET, "--svc-param", "x-trace: geheim-43"]).exits(0);
    let (card, operation) = requests(&agent);
    assert_eq!(card.header("authorization"), None);
    assert_eq!(operation.header("authorization"), Some("Bearer geheim-42"));
    assert_eq!(operation.header("x-trace"), Some("geheim-43"));
    assert_eq!(operation.header("a2a-version"), Some("1.0"));
    assert!(run.stderr.contains("debug: GetTask"), "{run:#?}");
    assert!(!format!("{run:?}").contains("geheim"), "{run:#?}");
}

#[test]
fn the_environment_stands_in_for_flags_and_help_does_not_show_it() {
    let agent = answering(json!({}));
    let mut from_environment = command();
    from_environment
        .env("A2ACLI_BEARER", SECRET)
        .env("A2ACLI_OUTPUT", "json");
    run(
        from_environment.args(["task", "get", "t-1", "-a", &agent.url]),
        b"",
    )
    .exits(0)
    .json();
    assert_eq!(
        requests(&agent).1.header("authorization"),
        Some("Bearer geheim-42")
    );

    let help = run(
        command().env("A2ACLI_BEARER", SECRET).args(["send", "--help"]),
        b"",
    )
    .exits(0);
    assert!(
        help.stdout.contains("A2ACLI_BEARER") && !help.stdout.contains(SECRET),
        "{help:#?}"
    );
}

#[test]
fn an_api_key_goes_where_the_scheme_says() {
    let scheme = |location: &str| json!({ "k": { "apiKeySecurityScheme": { "location": location, "name": "X-Key" } } });
    let agent = answering(scheme("header"));
    get(&agent, &["--api-key", SECRET]).exits(0);
    assert_eq!(requests(&agent).1.header("x-key"), Some(SECRET));

    let agent = answering(scheme("cookie"));
    get(&agent, &["--api-key", SECRET]).exits(0);
    assert_eq!(requests(&agent).1.header("cookie"), Some("X-Key=geheim-42"));

    let agent = answering(scheme("query"));
    let run = get(&agent, &["--api-key", SECRET]).exits(0);
    assert_eq!(requests(&agent).1.target(), "/tasks/t-1?X%2DKey=geheim%2D42");
    assert!(!format!("{run:?}").contains("geheim"), "{run:#?}");

    let agent = answering(json!({}));
    let run = get(&agent, &["--api-key", SECRET, "-o", "json"]).exits(2);
    assert_eq!(run.json()["error"]["code"], "A2ACLI_ERR_USAGE");
}

#[test]
fn refusals_tell_missing_credentials_from_wrong_ones() {
    let schemes = json!({ "b": { "httpAuthSecurityScheme": { "scheme": "Bearer" } } });
    let agent = FakeAgent::start(true, schemes, |_, _| {
        (401, "text/plain", "not geheim-42".to_owned())
    });
    let error = get(&agent, &["-o", "json"]).exits(4).json()["error"].clone();
    assert_eq!(error["code"], "A2ACLI_ERR_CREDENTIALS_MISSING");
    assert!(error["hint"].as_str().unwrap().contains("--bearer"), "{error}");
    assert_eq!(error["a2aCode"], 401);
    let run = get(&agent, &["-o", "json", "--bearer", SECRET]).exits(4);
    assert_eq!(run.json()["error"]["code"], "A2ACLI_ERR_AUTH_FAILED");
    // Not even where the agent repeats it.
    assert!(run.stdout.contains("not [redacted]"), "{run:#?}");
    assert!(!format!("{run:?}").contains("geheim"), "{run:#?}");
}
