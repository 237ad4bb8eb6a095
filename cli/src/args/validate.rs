//! The arguments of `validate`.

use super::values::{self, Secret, ServiceParameter};
use a2a_validator::Profile;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// Check what a peer has sent, or what it says of itself.
///
/// A file is one JSON document; or JSON Lines, each line a document of its own, or together an event stream; or a
/// transcript that was recorded of traffic. A URL is an agent: its card is fetched and checked, and whether it does what
/// the card declares. It begins with http:// or https://, and is an origin, to which the well-known path is added, or the
/// URL of the card. Requests to the agent only read, and ask for a task that is not there: nothing is created or changed.
///
/// Lists everything that is wrong, each with its place and how bad it is: an error violates a requirement, a warning is
/// what receivers put up with, and of what is ambiguous the specification can be read either way. The exit status is 1 if
/// there is an error.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  a2a validate task.json
  a2a validate --type AgentCard card.json
  a2a validate https://agent.example.com
  a2a validate https://agent.example.com --bearer … --jwk key.json -o json
  a2a validate recorded.jsonl --report sarif=a2a.sarif
  curl -sN … | sed -n 's/^data: *//p' | a2a validate --type StreamResponse --lines -")]
pub(crate) struct ValidateArgs {
    /// What to check: a file, a URL, or - for standard input.
    #[arg(value_name = "FILE|URL", required = true)]
    pub(crate) sources: Vec<String>,
    /// What each document is, as Task, AgentCard, StreamResponse or SendMessageRequest. [default: guessed]
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) type_name: Option<String>,
    /// What documents are measured against: what a correct peer emits, or what a receiver has to accept.
    #[arg(long, value_name = "PROFILE", value_enum, default_value_t = ProfileName::Canonical)]
    pub(crate) profile: ProfileName,
    /// Take each line for a document. [default: if the name ends in .jsonl or .ndjson]
    #[arg(long)]
    pub(crate) lines: bool,
    /// Write a report as well: sarif or junit; repeatable. [default file: a2a-validate.sarif, a2a-validate.xml]
    #[arg(long, value_name = "FORMAT[=FILE]")]
    pub(crate) report: Vec<FindingsReport>,
    #[command(flatten)]
    pub(crate) agents: AgentChecks,
}

/// How agents are checked, which URLs name.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options for URLs")]
pub(crate) struct AgentChecks {
    /// Header to send with every request to an agent, at whatever address its card names, as a credential; repeatable.
    #[arg(long, value_name = "NAME: VALUE")]
    pub(crate) header: Vec<ServiceParameter>,
    /// Bearer token to authenticate with, likewise.
    #[arg(long, value_name = "TOKEN", env = "A2ACLI_BEARER", hide_env_values = true)]
    pub(crate) bearer: Option<Secret>,
    /// Key that a signature of the card must verify with: a JWK, or a set of them; repeatable.
    #[arg(long, value_name = "FILE")]
    pub(crate) jwk: Vec<PathBuf>,
    /// Fetch and check the card, and try none of its interfaces.
    #[arg(long)]
    pub(crate) no_probe: bool,
    /// How long an answer of an agent may take.
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = values::duration)]
    pub(crate) timeout: Duration,
}

/// A profile as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProfileName {
    Canonical,
    Lenient,
}

impl From<ProfileName> for Profile {
    fn from(name: ProfileName) -> Self {
        match name {
            ProfileName::Canonical => Self::Canonical,
            ProfileName::Lenient => Self::Lenient,
        }
    }
}

/// A report of findings, and where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FindingsReport {
    Sarif(PathBuf),
    JUnit(PathBuf),
}

impl FromStr for FindingsReport {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, file) = match text.split_once('=') {
            Some((_, "")) => return Err("there is no file behind the `=`".to_owned()),
            Some((format, file)) => (format, Some(PathBuf::from(file))),
            None => (text, None),
        };
        match format {
            "sarif" => Ok(Self::Sarif(file.unwrap_or_else(|| "a2a-validate.sarif".into()))),
            "junit" => Ok(Self::JUnit(file.unwrap_or_else(|| "a2a-validate.xml".into()))),
            other => Err(format!("there is no report `{other}`: sarif or junit")),
        }
    }
}
