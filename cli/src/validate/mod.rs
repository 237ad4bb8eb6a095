//! Checking what the command line names: documents, lines of them, transcripts, agents.

mod agent;
mod document;
mod lines;
mod report;
mod transcript;

pub(crate) use report::{print, write};

use crate::args::{AgentChecks, ValidateArgs};
use crate::error::{Code, Error, with_causes};
use crate::files;
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::formats::Checked;
use a2a_validator::{ErrorKind, Profile, Subject, Validator};
use std::io::Read;
use std::path::Path;

/// What was checked.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// One document.
    Document(Box<Document>),
    /// What consists of several.
    Several(Vec<Checked>),
}

/// One document, with all that is known of it.
#[derive(Debug)]
pub(crate) struct Document {
    checked: Checked,
    guessed: bool,
    /// What else it could be, if it was guessed.
    others: Vec<String>,
}

impl Outcome {
    fn checked(&self) -> &[Checked] {
        match self {
            Self::Document(document) => std::slice::from_ref(&document.checked),
            Self::Several(several) => several,
        }
    }
}

/// How documents are checked.
#[derive(Debug)]
pub(crate) struct Checker<'a> {
    validator: Validator,
    subject: Option<Subject<'a>>,
    profile: Profile,
    lines: bool,
    agents: &'a AgentChecks,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(args: &'a ValidateArgs) -> Result<Self, Error> {
        let validator =
            Validator::new(&PROTOCOL).map_err(|error| Error::new(Code::Internal, with_causes(&error)))?;
        if !args.sources.iter().any(|source| agent::is_url(source)) {
            agent::check_needed(&args.agents)?;
        }
        Ok(Self {
            validator,
            subject: args.type_name.as_deref().map(Subject::Type),
            profile: args.profile.into(),
            lines: args.lines,
            agents: &args.agents,
        })
    }

    /// Checks a file, standard input, or an agent.
    pub(crate) async fn source(&self, name: &str) -> Result<Outcome, Error> {
        if agent::is_url(name) {
            return agent::check(self, self.agents, name).await.map(Outcome::Several);
        }
        let looks_like_host = name.contains(':') && !name.contains('/');
        self.file(name).map_err(|error| {
            if looks_like_host {
                return error.with_hint(format!("an agent is named by a URL: http://{name}"));
            }
            error
        })
    }

    fn file(&self, name: &str) -> Result<Outcome, Error> {
        let path = Path::new(name);
        let mut source = files::open_or_stdin(path)?;
        let line = transcript::first_line(path, &mut source)?;
        if transcript::is_transcript(&line) {
            return transcript::check(self, name, line.chain(source)).map(Outcome::Several);
        }
        let bytes = files::rest(path, line.chain(source))?;
        let named = [".jsonl", ".ndjson"].iter().any(|ending| name.ends_with(ending));
        if self.lines || named {
            return lines::check(self, name, &bytes).map(Outcome::Several);
        }
        document::check(self, name, &bytes).map(|document| Outcome::Document(Box::new(document)))
    }

    fn failure(error: &a2a_validator::Error) -> Error {
        match error.kind() {
            ErrorKind::UnknownType => Error::usage(with_causes(error))
                .with_hint("types have the names of the specification: Task, AgentCard, …"),
            ErrorKind::Unrecognized => {
                Error::usage(with_causes(error)).with_hint("as in: a2a validate --type Task …")
            }
            _ => Error::new(Code::Internal, with_causes(error)),
        }
    }
}
