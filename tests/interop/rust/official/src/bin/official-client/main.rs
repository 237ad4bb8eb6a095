//! Drives a demo agent with the official Rust SDK's client: `official-client CARD_BASE_URL BINDING`.
//!
//! Runs every check of `checks.json` on one binding, and prints a line of JSON about each.

mod agent;
mod errors;
mod messages;
mod push;
mod tasks;

use a2a::*;
use a2a_client::agent_card::AgentCardResolver;
use agent::Agent;
use anyhow::{Result, ensure};
use support::run;

#[tokio::main]
async fn main() -> Result<()> {
    let (url, binding) = support::arguments()?;
    let card = AgentCardResolver::new(None).resolve(&url).await;
    run("card", async { check_card(card.as_ref().map_err(Clone::clone)?) }).await;
    let Ok(card) = card else { return Ok(()) };
    let agent = Agent::connect(card, &binding).await?;
    agent.messages().await;
    agent.tasks().await;
    agent.push().await;
    agent.errors().await;
    Ok(())
}

fn check_card(card: &AgentCard) -> Result<()> {
    for binding in [TRANSPORT_PROTOCOL_JSONRPC, TRANSPORT_PROTOCOL_HTTP_JSON] {
        let mut interfaces = card.supported_interfaces.iter();
        let is_declared = interfaces.any(|i| i.protocol_binding == binding && i.protocol_version == "1.0");
        ensure!(is_declared, "{binding} 1.0 is not declared");
    }
    let AgentCapabilities {
        streaming,
        push_notifications,
        extended_agent_card,
        ..
    } = card.capabilities;
    let all = [streaming, push_notifications, extended_agent_card];
    ensure!(all == [Some(true); 3], "declared: {:?}", card.capabilities);
    Ok(())
}
