//! The commands that talk to an agent.

use super::agent::{AgentArgs, CardArgs, PollingArgs};
use super::parts::Parts;
use super::values;
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::TaskState;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::path::PathBuf;

/// Fetch an agent card and show it.
///
/// Says whether the signature of the card is verified, unverifiable or absent; only a key given with --jwk makes it
/// verified. With -o json the document is printed as it was received.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  a2a card get -a localhost:8080
  a2a card get -a agent.example.com --jwk key.json
  a2a card get -a ./card.json --validate")]
pub(crate) struct CardGetArgs {
    /// Check the card against the schema, and fail unless it is valid.
    #[arg(long)]
    pub(crate) validate: bool,
    /// Public key to verify signatures with: a JWK or a JWK Set. Repeatable.
    #[arg(long, value_name = "FILE")]
    pub(crate) jwk: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) agent: CardArgs,
}

/// Send a message, to begin an interaction or to continue one.
///
/// Waits until the task ends or needs input. The message consists of the parts in the order in which they are given.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  a2a send -a localhost:8080 \"hello\"
  a2a send -a localhost:8080 --text \"Summarize this\" --file report.bin --media-type application/pdf
  a2a send -a localhost:8080 --stream -o json \"stream 5\"
  a2a send -a localhost:8080 --task-id 7f0c… \"blue\"         answer a task that asked
  echo '{\"x\": 1}' | a2a send -a localhost:8080 --data -")]
pub(crate) struct SendArgs {
    #[command(flatten)]
    pub(crate) parts: Parts,
    /// Continue this task.
    #[arg(long, value_name = "ID", env = "A2ACLI_TASK_ID", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) task_id: Option<String>,
    /// Belong to this context: the message begins a task beside those that are in it.
    #[arg(long, value_name = "ID", env = "A2ACLI_CONTEXT_ID", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) context_id: Option<String>,
    /// Metadata of the request, a JSON object.
    #[arg(long, value_name = "JSON", value_parser = values::metadata)]
    pub(crate) metadata: Option<a2a_bindings::Struct>,
    /// Follow the events as they happen; with -o json, one document a line.
    #[arg(long, help_heading = "Waiting", conflicts_with = "asynchronous")]
    pub(crate) stream: bool,
    /// Do not wait for the outcome.
    #[arg(long = "async", help_heading = "Waiting", visible_aliases = ["return-immediately", "no-wait"])]
    pub(crate) asynchronous: bool,
    /// Wait for the outcome; this is the default.
    #[arg(long, help_heading = "Waiting", conflicts_with = "asynchronous")]
    wait: bool,
    #[command(flatten)]
    pub(crate) polling: PollingArgs,
    #[command(flatten)]
    pub(crate) agent: AgentArgs,
}

/// Show a task.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  a2a task get -a localhost:8080 7f0c…
  a2a task get -a localhost:8080 --wait --timeout 1m 7f0c…")]
pub(crate) struct TaskGetArgs {
    /// The task.
    #[arg(value_name = "TASK_ID", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) id: String,
    /// How many messages of the history to show, the latest ones. [default: as the agent likes]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(0..))]
    pub(crate) history: Option<i32>,
    /// Wait until the task ends or needs input.
    #[arg(long, help_heading = "Waiting", visible_alias = "watch")]
    pub(crate) wait: bool,
    #[command(flatten)]
    pub(crate) polling: PollingArgs,
    #[command(flatten)]
    pub(crate) agent: AgentArgs,
}

/// List tasks, the latest status first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  a2a task list -a localhost:8080 --status working
  a2a task list -a localhost:8080 --page-size 10 --page-token …   the token of the page before")]
pub(crate) struct TaskListArgs {
    /// Only tasks of this context.
    #[arg(long, value_name = "ID")]
    pub(crate) context_id: Option<String>,
    /// Only tasks in this state: submitted, working, completed, failed, canceled, input-required, rejected,
    /// auth-required.
    #[arg(long, value_name = "STATE", value_parser = values::task_state)]
    pub(crate) status: Option<TaskState>,
    /// How many tasks a page has, from 1 to 100.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(1..=100))]
    pub(crate) page_size: Option<i32>,
    /// Where to go on: the next page token of the page before.
    #[arg(long, value_name = "TOKEN")]
    pub(crate) page_token: Option<String>,
    /// How many messages of each history to show.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(0..))]
    pub(crate) history: Option<i32>,
    /// Only tasks whose status changed at this time or later, as 2025-10-28T10:30:00Z.
    #[arg(long, value_name = "TIME")]
    pub(crate) updated_after: Option<Timestamp>,
    /// Show the artifacts too.
    #[arg(long)]
    pub(crate) artifacts: bool,
    #[command(flatten)]
    pub(crate) agent: AgentArgs,
}

/// Cancel a task.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  a2a task cancel -a localhost:8080 7f0c…")]
pub(crate) struct TaskCancelArgs {
    /// The task.
    #[arg(value_name = "TASK_ID", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) agent: AgentArgs,
}
