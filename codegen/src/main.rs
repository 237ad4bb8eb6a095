//! The `a2a-codegen` command.

use a2a_codegen::import::{
    apply_supplement, from_proto, from_published, keep_descriptions, missing_descriptions,
    without_descriptions,
};
use a2a_codegen::{
    Config, Effect, Error, Layout, Outcome, diff, model::Schema, read_json, read_text, schema, workspace,
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
    Import(Import),
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
struct Import {
    /// The protocol buffer definition.
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "json",
        conflicts_with = "json"
    )]
    proto: Option<PathBuf>,
    /// A published JSON Schema, where there is no protocol buffer definition.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Where the schema goes; the descriptions that are there already are kept.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What the specification says in prose only; by default `supplement.json` beside the output.
    #[arg(long, value_name = "FILE")]
    supplement: Option<PathBuf>,
    /// Takes the comments of the definition as descriptions.
    #[arg(long)]
    upstream_docs: bool,
    /// Writes nothing; exit status 1 if the output differs in anything but descriptions.
    #[arg(long)]
    check: bool,
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
        Command::Import(arguments) => import(&arguments),
        Command::Generate(arguments) => generate(&arguments),
        Command::Diff { old, new, json } => compare(&old, &new, json),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

fn import(arguments: &Import) -> Result<ExitCode, Error> {
    let mut imported = match (&arguments.proto, &arguments.json) {
        (Some(path), _) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let mut imported = from_proto(&name, &read_text(path)?)?;
            let beside = arguments.out.with_file_name("supplement.json");
            let supplement = arguments.supplement.as_ref().unwrap_or(&beside);
            apply_supplement(&mut imported, &read_json(supplement)?)?;
            imported
        }
        (None, Some(path)) => from_published(&read_json(path)?)?,
        // clap demands one of the two.
        (None, None) => return Ok(ExitCode::FAILURE),
    };
    let older = arguments
        .out
        .is_file()
        .then(|| read_schema(&arguments.out))
        .transpose()?;
    if arguments.check {
        let is_same =
            older.is_some_and(|older| without_descriptions(older) == without_descriptions(imported));
        if !is_same {
            eprintln!(
                "{} does not have the facts of the definition",
                arguments.out.display()
            );
        }
        return Ok(if is_same {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        });
    }
    // A JSON Schema that can be imported is one of ours, and so are its descriptions.
    if arguments.proto.is_some() && !arguments.upstream_docs {
        keep_descriptions(&mut imported, &older.unwrap_or_default());
    }
    let missing = missing_descriptions(&imported);
    schema::save(&imported, &arguments.out)?;
    eprintln!(
        "{}: {} messages, {} enums, {} operations, {} errors",
        arguments.out.display(),
        imported.messages.len(),
        imported.enums.len(),
        imported.operations.len(),
        imported.errors.len()
    );
    for element in &missing {
        eprintln!("no description: {element}");
    }
    Ok(ExitCode::SUCCESS)
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
