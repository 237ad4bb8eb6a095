//! What our suites have beside the format: `x-given`, `x-read` and `x-hold`.

use super::agent::Agent;
use super::check;
use a2a_validator::acts::Suites;
use a2a_validator::acts::Verdict::{Ambiguous, Fail, Pass};

const SENT: &str = "operation: send_streaming_message, params: {message: {role: ROLE_USER, parts: [{text: ";

#[tokio::test]
async fn what_a_test_starts_from_is_looked_at_before_what_it_expects() {
    let get = |id: &str, rest: &str| {
        format!("steps: [{{id: a, operation: get_task, params: {{id: {id}}}, {rest}}}]")
    };
    let given = "x-given: {id: t}";
    let not_given = "step `a` did not get what the test starts from: id is ";
    let cases = [
        (get("t", given), Pass, ""),
        (get("u", given), Ambiguous, not_given),
        (get("missing", given), Ambiguous, not_given),
        (
            get("u", "x-given: {id: t}, expect: {body: {id: x}}"),
            Ambiguous,
            not_given,
        ),
        (
            get("t", "x-given: {id: t}, expect: {body: {id: x}}"),
            Fail,
            "id is ",
        ),
        (
            get("u", "x-given: {id: t}, capture: {c: nowhere}"),
            Ambiguous,
            not_given,
        ),
        // An agent that does not answer is wrong, whatever the test starts from.
        (get("html", given), Fail, ""),
        (
            format!(
                "steps: [{{id: a, {SENT}x}}]}}}}, x-given: {{events: [{{message: {{exists: true}}}}]}}, expect_stream: {{max_count: 1}}}}]"
            ),
            Ambiguous,
            "step `a` did not get what the test starts from: events[0].message",
        ),
    ];
    let cases: Vec<_> = cases
        .iter()
        .map(|(test, verdict, said)| (test.as_str(), *verdict, *said))
        .collect();
    check(&Agent::start().await, &cases).await;
}

#[tokio::test]
async fn a_stream_is_read_as_far_as_the_test_says() {
    let stream = |text: &str, expected: &str| {
        format!("steps: [{{id: a, {SENT}{text}}}]}}}}, expect_stream: {{{expected}}}}}]")
    };
    let cases = [
        (stream("x", "x-read: 2, min_count: 2, max_count: 2"), Pass, ""),
        (stream("x", "x-read: 9, max_count: 3"), Pass, ""),
        // Its end never comes.
        (stream("endless", "x-read: 1, max_count: 1"), Pass, ""),
        (
            stream("endless", "x-read: 1, x-hold: true, max_count: 1"),
            Pass,
            "",
        ),
        (
            stream("endless", "timeout_ms: 100"),
            Fail,
            "the stream did not end in time",
        ),
    ];
    let cases: Vec<_> = cases
        .iter()
        .map(|(test, verdict, said)| (test.as_str(), *verdict, *said))
        .collect();
    check(&Agent::start().await, &cases).await;
}

#[test]
fn a_stream_that_is_held_has_to_be_left_somewhere() {
    let text = "acts_version: '1.0'\nspec_version: '1.0'\nsuites: [{id: s, name: s, tests: [{id: T, name: t, level: must, \
                steps: [{id: a, operation: subscribe_to_task, params: {id: t}, expect_stream: {x-hold: true}}]}]}]\n";
    let error = Suites::parse("s.yaml", text).unwrap_err().to_string();
    assert!(
        error.contains("a stream is held after `x-read` events"),
        "{error}"
    );
}

#[test]
fn the_built_in_suite_is_understood_and_names_the_section_of_every_test() {
    assert!(Suites::built_in().unwrap().len() > 100);
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/suites")).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for test in text.split("\n      - id: OWN-").skip(1) {
            assert!(
                test.contains("\n        spec_ref: \"§"),
                "{}",
                test.lines().next().unwrap()
            );
        }
    }
}
