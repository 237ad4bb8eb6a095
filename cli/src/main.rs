//! `a2a`: talk to A2A agents, validate what they say, run a demo agent.

mod args;
mod behaviors;
mod commands;
mod credentials;
mod demo;
mod error;
mod failure;
mod files;
mod inspect;
mod keys;
mod media_type;
mod output;
mod proxy;
mod replay;
mod session;
mod shell;
mod signals;
mod validate;

use args::{Cli, Command};
use clap::Parser;
use clap::error::ErrorKind;
use commands::Outcome;
use error::{Code, Error};
use output::Format;
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return refuse(&error, &arguments),
    };
    let format = cli.output;
    let is_stream = matches!(&cli.command, Command::Send(args) if args.stream);
    match run(cli) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Negative) => ExitCode::FAILURE,
        Err(error) => {
            output::report(&error, format, is_stream);
            error.exit_code()
        }
    }
}

fn run(cli: Cli) -> Result<Outcome, Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::new(Code::Internal, format!("the program cannot start: {error}")))?;
    runtime.block_on(commands::run(cli))
}

/// Prints what was asked for instead of a command, or what is wrong with the arguments.
fn refuse(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion)
        || !args::wants_json(arguments)
    {
        // Nobody may be reading.
        let _ = error.print();
        return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    }
    let rendered = error.render().to_string();
    let message = rendered.split("\n\n").next().unwrap_or_default();
    let message = message.strip_prefix("error: ").unwrap_or(message);
    let words: Vec<&str> = message.split_whitespace().collect();
    let error = Error::usage(words.join(" ")).with_hint(args::help_for(arguments));
    let compact = arguments.iter().any(|argument| argument == "--stream");
    output::report(&error, Format::Json, compact);
    error.exit_code()
}
