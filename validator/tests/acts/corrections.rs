//! Where a test contradicts the specification, the specification wins. The tests here have ids of the official suite
//! and what is wrong with those, in our words.

use super::agent::Agent;
use super::{options, run_with};
use a2a_validator::acts::Verdict::{self, Contradicted, Fail, Pass};

/// A request without a `messageId`, which this agent refuses and the test has accepted.
const ENVELOPE: &str = "
id: JSONRPC-ENV-001
name: n
level: must
steps:
  - id: a
    raw:
      method: POST
      path: /
      body: {jsonrpc: '2.0', id: 1, method: SendMessage, params: {message: {role: ROLE_USER, parts: [{text: x}]}}}
    expect: {status: 200, body: {id: 1, result: EXPECTED}}";

async fn verdict(test: &str) -> (Verdict, String) {
    let agent = Agent::start().await;
    let report = run_with(&options(&agent), &[test]).await;
    let (_, _, verdict, said) = report.verdicts().next().unwrap();
    let json = report.to_json();
    let result = json["suites"][0]["tests"][0]["result"].as_str().unwrap();
    assert_eq!(result, verdict.acts());
    // What contradicts the specification does not count against the agent.
    assert_eq!(report.is_conformant(), verdict != Fail);
    (verdict, said.to_owned())
}

#[tokio::test]
async fn what_fails_only_as_it_is_written_is_contradicted() {
    let (verdict, said) = verdict(&ENVELOPE.replace("EXPECTED", "{exists: true}")).await;
    assert_eq!(verdict, Contradicted);
    assert!(
        said.starts_with("the specification says otherwise (§4.1.4): `messageId` is required"),
        "{said}"
    );
}

#[tokio::test]
async fn what_fails_either_way_fails() {
    let (verdict, said) = verdict(&ENVELOPE.replace("EXPECTED", "{message: {exists: true}}")).await;
    assert_eq!(
        (verdict, said.as_str()),
        (Fail, "result.message is nothing instead of anything")
    );
}

#[tokio::test]
async fn what_passes_only_against_the_specification_fails() {
    // This agent refuses with UnsupportedOperationError, which is what the official test expects; the specification has
    // another error for it.
    let test = "
id: PUSH-CFG-004
name: n
level: may
steps:
  - {id: create, operation: get_task, params: {id: t}}
  - id: set
    operation: subscribe_to_task
    params: {id: over}
    expect_error: {code: UnsupportedOperationError}";
    let agent = Agent::start().await;
    let report = run_with(&options(&agent), &[test]).await;
    let (_, _, verdict, said) = report.verdicts().next().unwrap();
    assert_eq!(
        (verdict, said),
        (Fail, "it is another error: the code is not -32003")
    );
}

#[tokio::test]
async fn another_test_under_a_known_id_is_as_it_is_written() {
    let test = "
id: JSONRPC-ENV-001
name: n
level: must
steps: [{id: a, operation: get_task, params: {id: missing}, expect: {body: {id: t}}}]";
    let (other, _) = verdict(test).await;
    assert_eq!(other, Fail);
    let passing = test.replace("missing", "t");
    assert_eq!(verdict(&passing).await.0, Pass);
}

#[tokio::test]
async fn what_cannot_be_corrected_is_another_test() {
    // The correction of the official test speaks of its step `send`.
    let test = "
id: CORE-CTX-001
name: n
level: must
steps: [{id: other, operation: get_task, params: {id: t}, expect_error: {message: {type: string}}}]";
    let (verdict, said) = verdict(test).await;
    assert_eq!(
        (verdict, said.as_str()),
        (Fail, "the agent did what it had to refuse")
    );
}

#[tokio::test]
async fn an_agent_takes_the_context_of_the_client_or_refuses_it() {
    let test = "
id: CORE-CTX-001
name: n
level: must
steps:
  - id: send
    operation: send_message
    params:
      contextId: client-generated-context-that-should-be-rejected
      message: {role: ROLE_USER, parts: [{text: TEXT}]}
    expect_error: {message: {type: string}}";
    assert_eq!(verdict(&test.replace("TEXT", "x")).await.0, Contradicted);
    assert_eq!(verdict(&test.replace("TEXT", "own context")).await.0, Fail);
}
