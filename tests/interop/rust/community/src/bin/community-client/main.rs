//! Drives a demo agent with the client of a Rust SDK of the community: `community-client CARD_BASE_URL BINDING`.
//!
//! Runs every check of `checks.json` on one binding, and prints a line of JSON about each.

mod agent;
mod errors;
mod messages;
mod push;
mod tasks;

use a2a_protocol_client::resolve_agent_card;
use a2a_protocol_types::AgentCard;
use agent::Agent;
use anyhow::{Result, anyhow, ensure};
use support::run;

#[tokio::main]
async fn main() -> Result<()> {
    let (url, binding) = support::arguments()?;
    let card = resolve_agent_card(&url)
        .await
        .map_err(|error| anyhow!("{error:?}"));
    run("card", async {
        check_card(card.as_ref().map_err(|error| anyhow!("{error}"))?)
    })
    .await;
    let Ok(card) = card else { return Ok(()) };
    let agent = Agent::connect(card, &binding)?;
    messages::run_all(&agent).await;
    tasks::run_all(&agent).await;
    push::run_all(&agent).await;
    errors::run_all(&agent).await;
    Ok(())
}

fn check_card(card: &AgentCard) -> Result<()> {
    for binding in ["JSONRPC", "HTTP+JSON"] {
        let mut interfaces = card.supported_interfaces.iter();
        let is_declared = interfaces.any(|i| i.protocol_binding == binding && i.protocol_version == "1.0");
        ensure!(is_declared, "{binding} 1.0 is not declared");
    }
    let declared = &card.capabilities;
    let all = [
        declared.streaming,
        declared.push_notifications,
        declared.extended_agent_card,
    ];
    ensure!(all == [Some(true); 3], "declared: {declared:?}");
    Ok(())
}
