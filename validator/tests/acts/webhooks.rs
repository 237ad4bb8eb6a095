//! The runner's own webhook.

use super::agent::Agent;
use super::{check, options, run_with};
use a2a_validator::acts::Verdict::{Ambiguous, Fail, Pass, Skip};

fn register(id: &str, checks: &str) -> String {
    format!(
        "x-checks: [{checks}]\nsteps: [{{id: a, operation: create_push_config, params: {{taskId: t, pushNotificationConfig: {{id: {id}, url: '{{{{webhookUrl}}}}', authentication: {{scheme: Bearer, credentials: given-by-us}}}}}}, expect: {{status: 200, body: {{url: '{{{{webhookUrl}}}}'}}}}}}]"
    )
}

#[tokio::test]
async fn notifications() {
    let all = "webhook-delivery, webhook-credentials, webhook-payload";
    let cases = [
        (register("good", all), Pass, ""),
        (
            register("forgetful", "webhook-credentials"),
            Fail,
            "a notification came without its credentials",
        ),
        (register("invalid", "webhook-delivery"), Pass, ""),
        (
            register("refuse", all),
            Ambiguous,
            "the agent refuses the runner's webhook on loopback, which it may (§13.2)",
        ),
    ];
    let cases: Vec<_> = cases
        .iter()
        .map(|(test, verdict, said)| (test.as_str(), *verdict, *said))
        .collect();
    check(&Agent::start().await, &cases).await;
}

#[tokio::test]
async fn a_webhook_of_somebody_else_is_not_watched() {
    let agent = Agent::start().await;
    let options = options(&agent).with_variable("webhookUrl", "http://127.0.0.1:9/x");
    let test = format!(
        "id: A\nname: n\nlevel: must\n{}",
        register("silent", "webhook-delivery")
    );
    let report = run_with(&options, &[&test]).await;
    let (_, _, verdict, said) = report.verdicts().next().unwrap();
    assert_eq!(
        (verdict, said),
        (
            Skip,
            "`webhookUrl` was given, so what is sent there is not seen here"
        )
    );
}
