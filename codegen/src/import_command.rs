//! The `import` subcommand.

use crate::read_schema;
use a2a_codegen::import::{
    apply_supplement, from_proto, from_published, keep_descriptions, missing_descriptions,
    without_descriptions,
};
use a2a_codegen::{Error, read_json, read_text, schema};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// What `import` is told.
#[derive(Debug, Args)]
pub(crate) struct Import {
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

impl Import {
    /// Imports, and says what has no description.
    pub(crate) fn run(&self) -> Result<ExitCode, Error> {
        let mut imported = match (&self.proto, &self.json) {
            (Some(path), _) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let mut imported = from_proto(&name, &read_text(path)?)?;
                let beside = self.out.with_file_name("supplement.json");
                let supplement = self.supplement.as_ref().unwrap_or(&beside);
                apply_supplement(&mut imported, &read_json(supplement)?)?;
                imported
            }
            (None, Some(path)) => from_published(&read_json(path)?)?,
            // clap demands one of the two.
            (None, None) => return Ok(ExitCode::FAILURE),
        };
        let older = self.out.is_file().then(|| read_schema(&self.out)).transpose()?;
        if self.check {
            let is_same =
                older.is_some_and(|older| without_descriptions(older) == without_descriptions(imported));
            if !is_same {
                eprintln!("{} does not have the facts of the definition", self.out.display());
            }
            return Ok(if is_same {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            });
        }
        // A JSON Schema that can be imported is one of ours, and so are its descriptions.
        if self.proto.is_some() && !self.upstream_docs {
            keep_descriptions(&mut imported, &older.unwrap_or_default());
        }
        let missing = missing_descriptions(&imported);
        schema::save(&imported, &self.out)?;
        eprintln!(
            "{}: {} messages, {} enums, {} operations, {} errors",
            self.out.display(),
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
}
