//! The commands that need no agent.

use super::values;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Check a document against the schema of the protocol.
///
/// Lists everything that is wrong, each with its place in the document; the exit status is 1 if anything is.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  a2a validate task.json
  a2a validate --type AgentCard card.json
  curl -s https://agent.example.com/.well-known/agent-card.json | a2a validate --type AgentCard -")]
pub(crate) struct ValidateArgs {
    /// The document; - for standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What the document is, as Task, AgentCard, StreamResponse or SendMessageRequest. [default: guessed]
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) type_name: Option<String>,
}

/// Hold a conversation between the library's own agent and client, with every message checked against the schema.
///
/// Starts the agent of demo-server on a free port of this machine and talks to it over both bindings. The exit status
/// is 1 if a step fails or any message is not valid.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {}

/// Run an agent to try clients with.
///
/// The first word of a message decides what it does: `stream N` makes an artifact in N chunks, `ask` asks for input,
/// `wait` works until it is canceled, `message` answers without a task, anything else is echoed.
///
/// Requests without the header A2A-Version are taken for version 1.0, so that curl lines work as the specification
/// prints them. There is no authentication.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  a2a demo-server
  a2a demo-server --listen 127.0.0.1:0 --print-jwk key.json")]
pub(crate) struct DemoServerArgs {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// URL under which clients reach the agent, for its card. [default: the address]
    #[arg(long, value_name = "URL", value_parser = values::base_url)]
    pub(crate) base_url: Option<String>,
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
