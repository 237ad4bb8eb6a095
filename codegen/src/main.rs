//! The `a2a-codegen` command.

#[cfg(feature = "import")]
mod import_command;

use a2a_codegen::{
    Config, Effect, Error, Layout, Outcome, diff, model::Schema, read_json, schema, workspace,
};
use clap::{Args, Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Generates Rust bindings for A2A from the protocol's schema, and the schema from the protocol's definition.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a schema from a definition that the A2A project publishes.
    #[cfg(feature = "import")]
    Import(import_command::Import),
    /// Generates code: without options, all of this repository's.
    Generate(Generate),
    /// Compares two schemas; exit status 0 if all changes are compatible, 3 if one is breaking.
    Diff {
        /// The older schema.
        old: PathBuf,
        /// The newer schema.
        new: PathBuf,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
struct Generate {
    /// Writes nothing; exit status 1 if a file would change.
    #[arg(long, conflicts_with = "schema")]
    check: bool,
    /// Generates from this schema instead.
    #[arg(long, value_name = "FILE", requires = "out")]
    schema: Option<PathBuf>,
    /// The folder for the code.
    #[arg(long, value_name = "FOLDER", requires = "schema")]
    out: Option<PathBuf>,
    /// One file instead of a folder.
    #[arg(long, requires = "schema")]
    one_file: bool,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        #[cfg(feature = "import")]
        Command::Import(arguments) => arguments.run(),
        Command::Generate(arguments) => generate(&arguments),
        Command::Diff { old, new, json } => compare(&old, &new, json),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

fn generate(arguments: &Generate) -> Result<ExitCode, Error> {
    if let (Some(schema), Some(out)) = (&arguments.schema, &arguments.out) {
        let layout = if arguments.one_file {
            Layout::OneFile
        } else {
            Layout::Folder
        };
        report(&Config::new(schema).layout(layout).generate()?.write(out)?);
        return Ok(ExitCode::SUCCESS);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."));
    if !arguments.check {
        report(&workspace::generate(root)?);
        return Ok(ExitCode::SUCCESS);
    }
    let outcome = workspace::check(root)?;
    report(&outcome);
    Ok(if outcome.is_unchanged() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn report(outcome: &Outcome) {
    outcome
        .written
        .iter()
        .for_each(|path| eprintln!("changed  {}", path.display()));
    outcome
        .removed
        .iter()
        .for_each(|path| eprintln!("removed  {}", path.display()));
    eprintln!(
        "{} changed, {} removed, {} unchanged",
        outcome.written.len(),
        outcome.removed.len(),
        outcome.unchanged
    );
}

fn compare(old: &Path, new: &Path, json: bool) -> Result<ExitCode, Error> {
    let changes = diff(&read_schema(old)?, &read_schema(new)?);
    if json {
        let all: Vec<_> = changes.iter().map(a2a_codegen::Change::to_json).collect();
        println!("{:#}", serde_json::Value::from(all));
    } else {
        changes.iter().for_each(|change| println!("{change}"));
    }
    let is_breaking = changes.iter().any(|change| change.effect == Effect::Breaking);
    Ok(if is_breaking {
        ExitCode::from(3)
    } else {
        ExitCode::SUCCESS
    })
}

fn read_schema(path: &Path) -> Result<Schema, Error> {
    schema::read(&read_json(path)?)
}
