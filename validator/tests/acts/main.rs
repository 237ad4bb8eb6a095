//! The runner of ACTS suites, against agents that are right and agents that are wrong.
#![cfg(feature = "conformance")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml allows them in tests, but to clippy the functions that tests call are none"
)]

mod agent;
mod corrections;
mod extensions;
mod files;
mod reports;
mod streams;
mod suites;
mod verdicts;
mod webhooks;

use a2a_bindings::v1_0::PROTOCOL;
use a2a_runtime::client::http_client;
use a2a_validator::Validator;
use a2a_validator::acts::{Options, Report, Suites, Verdict, run};
use std::time::Duration;

/// A suite of tests that are given as YAML, from their `id` on.
fn suite(tests: &[&str]) -> String {
    let tests = tests.iter().map(|test| {
        let mut lines = test.trim().lines();
        let first = lines.next().unwrap_or_default();
        let rest = lines.map(|line| format!("\n  {line}")).collect::<String>();
        format!("      - {first}{}\n", rest.replace('\n', "\n      "))
    });
    format!(
        "acts_version: \"1.0\"\nspec_version: \"1.0\"\nsuites:\n  - id: s\n    name: \"S\"\n    tests:\n{}",
        tests.collect::<String>()
    )
}

fn options(agent: &agent::Agent) -> Options {
    Options::new(&agent.url)
        .with_request_timeout(Duration::from_secs(20))
        .with_stream_timeout(Duration::from_secs(20))
}

/// Runs tests over JSON-RPC.
async fn run_with(options: &Options, tests: &[&str]) -> Report {
    let text = suite(tests);
    let suites = Suites::parse("suite.yaml", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let validator = Validator::new(&PROTOCOL).unwrap();
    let client = http_client().unwrap();
    let mut reports = run(&suites, client, &validator, options, |_| {}).await.unwrap();
    assert_eq!(reports.len(), 1);
    reports.remove(0)
}

/// Runs tests, and holds each against its verdict and the beginning of what is said about it.
async fn check(agent: &agent::Agent, cases: &[(&str, Verdict, &str)]) {
    let tests: Vec<String> = cases
        .iter()
        .enumerate()
        .map(|(index, (steps, _, _))| {
            let steps = steps.trim_matches('\n');
            format!("id: T-{index}\nname: n\nlevel: must\n{steps}")
        })
        .collect();
    let tests: Vec<&str> = tests.iter().map(String::as_str).collect();
    let report = run_with(&options(agent), &tests).await;
    for ((steps, verdict, said), (_, _, actual, actually_said)) in cases.iter().zip(report.verdicts()) {
        assert_eq!(
            (actual, actually_said.starts_with(said)),
            (*verdict, true),
            "{steps}\n{actual}: {actually_said}"
        );
    }
}
