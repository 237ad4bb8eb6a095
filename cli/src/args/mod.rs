//! The command line.

mod agent;
mod conformance;
mod early;
mod inspect;
mod local;
mod parts;
mod proxy;
mod replay;
mod talk;
mod validate;
mod values;

pub(crate) use agent::{AgentArgs, CardArgs};
pub(crate) use conformance::{ConformanceArgs, ReportFormat, ReportTarget};
pub(crate) use early::{help_for, wants_json};
pub(crate) use inspect::InspectArgs;
pub(crate) use local::{DemoArgs, DemoServerArgs};
pub(crate) use parts::{PartFlag, PartSource};
pub(crate) use proxy::{FailOn, ProxyArgs, Upstream, upstream};
pub(crate) use replay::ReplayArgs;
pub(crate) use talk::{CardGetArgs, SendArgs, TaskCancelArgs, TaskGetArgs, TaskListArgs};
pub(crate) use validate::{AgentChecks, FindingsReport, ValidateArgs};
pub(crate) use values::{Secret, ServiceParameter, StoreName, Transport};

use crate::output::Format;
use clap::{ArgAction, ColorChoice, Parser, Subcommand};

/// Talk to A2A agents, validate what they say, run a demo agent.
///
/// The result goes to standard output, everything else to standard error. The exit status is 0 when the command did
/// its job, whatever became of the task; 1 when it could not, 2 for wrong arguments, 3 for an agent that cannot be
/// reached, 4 for missing or refused credentials, 5 for a timeout.
#[derive(Debug, Parser)]
#[command(
    name = "a2a",
    version,
    color = ColorChoice::Never,
    disable_version_flag = true,
    arg_required_else_help = true,
    after_help = "\
Examples:
  a2a demo                                          see agent, client and validator at work
  a2a demo-server                                   run an agent to try the rest with
  a2a card get -a localhost:8080                    who it is
  a2a send -a localhost:8080 \"hello\"                say something and wait for the outcome
  a2a send -a localhost:8080 --stream -o json \"stream 3\"
  a2a task list -a localhost:8080
  a2a validate message.json
  a2a conformance localhost:8080                    hold it against the specification
  a2a proxy --upstream localhost:8080               what client and agent say, checked
  a2a inspect localhost:8080                        the same in a browser"
)]
pub(crate) struct Cli {
    /// Format of standard output.
    #[arg(short, long, global = true, value_name = "FORMAT", value_enum, default_value_t = Format::Text, env = "A2ACLI_OUTPUT")]
    pub(crate) output: Format,
    /// Tell on standard error what is sent where, how long it took, and what the agent said about errors.
    #[arg(long, global = true)]
    pub(crate) debug: bool,
    /// Print the version.
    #[arg(short = 'v', long, short_alias = 'V', action = ArgAction::Version)]
    version: (),
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Agent cards.
    #[command(subcommand)]
    Card(CardCommand),
    Send(Box<SendArgs>),
    /// Tasks.
    #[command(subcommand)]
    Task(TaskCommand),
    Validate(Box<ValidateArgs>),
    Conformance(Box<ConformanceArgs>),
    Demo(DemoArgs),
    DemoServer(DemoServerArgs),
    Proxy(ProxyArgs),
    Replay(ReplayArgs),
    Inspect(InspectArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum CardCommand {
    Get(CardGetArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum TaskCommand {
    Get(TaskGetArgs),
    List(TaskListArgs),
    Cancel(TaskCancelArgs),
}
