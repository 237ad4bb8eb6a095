//! The arguments of every command that talks to an agent.

use super::values::{self, Secret, ServiceParameter, Transport};
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::time::Duration;

/// Which agent.
#[derive(Debug, Args)]
#[command(next_help_heading = "Agent")]
pub(crate) struct CardArgs {
    /// The agent by its card: a host or an origin (the well-known path is added), the URL of a card, or a file.
    #[arg(short, long, value_name = "REF", env = "A2ACLI_AGENT_CARD", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) agent_card: String,
    /// When to give up, as 30s, 500ms or 2m. [default: never]
    #[arg(long, value_name = "DURATION", env = "A2ACLI_TIMEOUT", value_parser = values::duration)]
    pub(crate) timeout: Option<Duration>,
}

/// Which agent, and how to talk to it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Agent")]
pub(crate) struct AgentArgs {
    #[command(flatten)]
    pub(crate) card: CardArgs,
    /// Binding to prefer, the best first: jsonrpc or http+json. [default: the agent's order]
    #[arg(long, value_name = "BINDING")]
    pub(crate) transport: Vec<Transport>,
    /// Bearer token to authenticate with.
    #[arg(long, value_name = "TOKEN", env = "A2ACLI_BEARER", hide_env_values = true)]
    pub(crate) bearer: Option<Secret>,
    /// API key to authenticate with; it goes where the card's security scheme says.
    #[arg(long, value_name = "KEY", env = "A2ACLI_API_KEY", hide_env_values = true)]
    pub(crate) api_key: Option<Secret>,
    /// Service parameter to send with every request, as a header; repeatable.
    #[arg(long, value_name = "KEY:VALUE")]
    pub(crate) svc_param: Vec<ServiceParameter>,
    /// Protocol version to signal; this program speaks 1.0.
    #[arg(long, value_name = "VERSION", env = "A2ACLI_A2A_VERSION", value_parser = values::version)]
    a2a_version: Option<String>,
}

/// How to wait for a task.
#[derive(Debug, Args)]
#[command(next_help_heading = "Waiting")]
pub(crate) struct PollingArgs {
    /// How often to look at a task that is waited for, at the most.
    #[arg(
        long,
        value_name = "DURATION",
        env = "A2ACLI_POLL_INTERVAL",
        default_value = "2s",
        value_parser = values::duration,
    )]
    pub(crate) poll_interval: Duration,
}
