//! Drives a demo agent with our client: `interop-client CARD_BASE_URL BINDING`.
//!
//! Runs every check of `checks.json` on one binding, and prints a line of JSON about each: `check`, `result` (`ok` or
//! `fail`) and `detail`. The exit status tells nothing of the results.

mod agent;
mod checks;
mod failure;
mod webhook;

use agent::Agent;
use failure::Failure;
use serde_json::json;
use std::future::Future;
use std::time::Duration;

/// How long a check may take.
const TIMEOUT: Duration = Duration::from_secs(10);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [url, binding] = arguments.as_slice() else {
        return Err("name the agent and the binding: interop-client CARD_BASE_URL BINDING".into());
    };
    let agent = Agent::find(url, binding).await;
    report(
        "card",
        agent.as_ref().map_err(Clone::clone).and_then(Agent::check_card),
    );
    let Ok(agent) = agent else { return Ok(()) };
    messages(&agent).await;
    tasks(&agent).await;
    push(&agent).await;
    errors(&agent).await;
    Ok(())
}

async fn messages(agent: &Agent) {
    use checks::messages as check;
    run("send", check::send(agent)).await;
    run("message", check::message(agent)).await;
    run("data", check::data(agent)).await;
    run("return-immediately", check::return_immediately(agent)).await;
    run("stream", check::stream(agent)).await;
    run("multi-turn", check::multi_turn(agent)).await;
    run("auth-required", check::auth_required(agent)).await;
    run("failure", check::failure(agent)).await;
    run("tenant", check::tenant(agent)).await;
}

async fn tasks(agent: &Agent) {
    use checks::tasks as check;
    run("get", check::get(agent)).await;
    run("history-length", check::history_length(agent)).await;
    run("list", check::list(agent)).await;
    run("list-order", check::list_order(agent)).await;
    run("list-artifacts", check::list_artifacts(agent)).await;
    run("list-paging", check::list_paging(agent)).await;
    run("cancel", check::cancel(agent)).await;
    run("resubscribe", check::resubscribe(agent)).await;
    run("extended-card", check::extended_card(agent)).await;
}

async fn push(agent: &Agent) {
    use checks::push as check;
    run("push-crud", check::crud(agent)).await;
    run("push-delivery", check::delivery(agent)).await;
    run("push-media-type", check::media_type(agent)).await;
}

async fn errors(agent: &Agent) {
    use checks::errors as check;
    run("error-task-not-found", check::task_not_found(agent)).await;
    run("error-not-cancelable", check::not_cancelable(agent)).await;
    run("error-subscribe-terminal", check::subscribe_terminal(agent)).await;
    run("error-send-terminal", check::send_terminal(agent)).await;
    run("error-invalid-params", check::invalid_params(agent)).await;
    run("error-version", check::version(agent)).await;
}

async fn run(name: &str, check: impl Future<Output = Result<(), Failure>>) {
    let late = || Err(Failure::new(format!("no end after {TIMEOUT:?}")));
    report(
        name,
        tokio::time::timeout(TIMEOUT, check)
            .await
            .unwrap_or_else(|_| late()),
    );
}

fn report(check: &str, result: Result<(), Failure>) {
    let (result, detail) = match result {
        Ok(()) => ("ok", String::new()),
        Err(failure) => ("fail", failure.to_string()),
    };
    println!(
        "{}",
        json!({ "check": check, "result": result, "detail": detail })
    );
}
