//! The commands that need no agent.

use super::values::{self, StoreName};
use clap::Args;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Hold a conversation between the library's own agent and client, with every message checked against the schema.
///
/// Starts the agent of demo-server on a free port of this machine and talks to it over both bindings, and a receiver of
/// push notifications on another one. The exit status is 1 if a step fails or any message is not valid.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {}

/// Run an agent to try clients with.
///
/// The first word of a message decides what it does: `stream N` makes an artifact in N chunks, `slow N` works for N
/// seconds, `ask` asks for input, `login` for an authorisation, `data` gives back the JSON that comes with it, `wait`
/// works until it is canceled, `fail` fails, `message` answers without a task, anything else is echoed.
///
/// With --behaviors a file says what messages bring about, hostile answers among them, for whoever tests a client.
///
/// Requests without the header A2A-Version are taken for version 1.0, so that curl lines work as the specification
/// prints them. There is no authentication: whoever reaches the agent may use it and sees all tasks.
///
/// GET /healthz says whether the agent runs, GET /readyz whether it takes messages.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  a2a demo-server
  a2a demo-server --store sqlite:tasks.db
  a2a demo-server --behaviors hostile
  a2a demo-server --listen 127.0.0.1:0 --print-jwk key.json")]
pub(crate) struct DemoServerArgs {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// URL under which clients reach the agent, for its card. [default: the address]
    #[arg(long, value_name = "URL", value_parser = values::base_url)]
    pub(crate) base_url: Option<String>,
    /// Where tasks are kept: memory, or sqlite:FILE. What an agent was working on when it ended has failed when it
    /// starts again with the same file, so no two of them can share one.
    #[arg(long, value_name = "STORE", default_value = "memory")]
    pub(crate) store: StoreName,
    /// Do what a file says about the beginning of a message: YAML or JSON, or `acts` or `hostile`, which come with the
    /// command. docs/behaviors.md has the format.
    #[arg(long, value_name = "FILE")]
    pub(crate) behaviors: Option<PathBuf>,
    /// Print the behaviours `acts` or `hostile`, and do nothing else.
    #[arg(long, value_name = "NAME", exclusive = true)]
    pub(crate) print_behaviors: Option<String>,
    /// How many tasks the memory keeps; new ones take the place of those that ended first. [default: 100000]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) max_tasks: Option<NonZeroUsize>,
    /// Whether push notifications go to this machine and the networks around it, not only to the internet.
    /// [default: true if the agent is for this machine alone: it listens on loopback, without --base-url and --cors]
    #[arg(
        long,
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub(crate) allow_private_webhooks: Option<bool>,
    /// Let web pages of these origins use the agent, as http://localhost:5173. [default: none]
    #[arg(long, value_name = "ORIGIN", num_args = 1.., value_parser = values::origin)]
    pub(crate) cors: Vec<String>,
    /// Have an extended card, with a skill more. As nobody is asked who they are, everybody gets it; the specification has
    /// it for authenticated callers only. Not together with --behaviors.
    #[arg(long, conflicts_with = "behaviors")]
    pub(crate) extended_card: bool,
    /// Private key to sign the card with, PKCS #8 PEM of P-256 or Ed25519. [default: a new one]
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// Check every request and answer against the schema of the protocol, and report what is wrong on standard error;
    /// the exit status is 1 if an answer of the agent was.
    #[arg(long)]
    pub(crate) check: bool,
    /// Write the public key here, as a JWK, for `a2a card get --jwk`.
    #[arg(long, value_name = "FILE")]
    pub(crate) print_jwk: Option<PathBuf>,
}
