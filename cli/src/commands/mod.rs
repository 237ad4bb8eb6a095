//! What each command does.

mod card;
mod conformance;
mod demo_server;
mod inspect;
mod proxy;
mod replay;
mod send;
mod stream;
mod task;
mod validate;
mod wait;

use crate::args::{CardCommand, Cli, Command, TaskCommand};
use crate::demo;
use crate::error::Error;

/// How a command ended that printed a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It did its job.
    Done,
    /// It did its job, and what it looked at is not in order.
    Negative,
}

/// Runs the command.
pub(crate) async fn run(cli: Cli) -> Result<Outcome, Error> {
    let (format, debug) = (cli.output, cli.debug);
    match cli.command {
        Command::Card(CardCommand::Get(args)) => card::get(&args, format, debug).await,
        Command::Send(args) => send::send(&args, format, debug).await,
        Command::Task(TaskCommand::Get(args)) => task::get(&args, format, debug).await,
        Command::Task(TaskCommand::List(args)) => task::list(&args, format, debug).await,
        Command::Task(TaskCommand::Cancel(args)) => task::cancel(&args, format, debug).await,
        Command::Validate(args) => validate::validate(&args, format).await,
        Command::Conformance(args) => conformance::conformance(&args, format).await,
        Command::Demo(_) => demo::run(format).await,
        Command::DemoServer(args) => demo_server::serve(&args, format).await,
        Command::Proxy(args) => proxy::proxy(&args, format).await,
        Command::Replay(args) => replay::replay(&args, format).await,
        Command::Inspect(args) => inspect::inspect(&args, format).await,
    }
}
