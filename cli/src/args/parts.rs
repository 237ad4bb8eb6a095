//! The flags that make up a message. Their order counts, so they are read by hand.

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use std::path::PathBuf;

/// The parts of a message, in the order in which they were given; never none.
#[derive(Debug, Clone)]
pub(crate) struct Parts(Vec<PartFlag>);

/// A part as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PartFlag {
    pub(crate) source: PartSource,
    pub(crate) media_type: Option<String>,
}

/// Where the content of a part comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PartSource {
    Text(String),
    /// A file that is sent along.
    File(PathBuf),
    /// A file that the agent fetches.
    Url(String),
    /// A JSON document.
    Data(PathBuf),
    /// A JSON document on standard input.
    Stdin,
}

impl Parts {
    pub(crate) fn as_slice(&self) -> &[PartFlag] {
        &self.0
    }
}

const MESSAGE: &str = "message";
const TEXT: &str = "text";
const FILE: &str = "file";
const DATA: &str = "data";
const MEDIA_TYPE: &str = "media_type";

impl Args for Parts {
    fn augment_args(command: Command) -> Command {
        let flag = |id, value_name| {
            Arg::new(id)
                .long(id)
                .value_name(value_name)
                .action(ArgAction::Append)
        };
        command
            .arg(
                Arg::new(MESSAGE)
                    .value_name("MESSAGE")
                    .help("The message, if it is a text; the same as --text"),
            )
            .next_help_heading("Message")
            .arg(flag(TEXT, "TEXT").help("Text part; repeatable, as are the other parts"))
            .arg(
                flag(FILE, "PATH|URL")
                    .help("File part: a file is sent along, a URL is for the agent to fetch"),
            )
            .arg(flag(DATA, "PATH|-").help("Data part: a JSON document from a file, or from standard input"))
            .arg(
                Arg::new(MEDIA_TYPE)
                    .long("media-type")
                    .value_name("TYPE")
                    .action(ArgAction::Append)
                    .help("Media type of the part before it [default: for files, by their extension]"),
            )
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Parts {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut flags = Vec::new();
        for id in [MESSAGE, TEXT, FILE, DATA, MEDIA_TYPE] {
            let indices = matches.indices_of(id).into_iter().flatten();
            let values = matches.get_many::<String>(id).into_iter().flatten();
            flags.extend(indices.zip(values).map(|(index, value)| (index, id, value)));
        }
        flags.sort_unstable();
        let mut parts: Vec<PartFlag> = Vec::new();
        for (_, id, value) in flags {
            if id != MEDIA_TYPE {
                parts.push(PartFlag {
                    source: source(id, value),
                    media_type: None,
                });
                continue;
            }
            match parts.last_mut() {
                Some(part) if part.media_type.is_none() => part.media_type = Some(value.clone()),
                Some(_) => return Err(refused("the part before --media-type has a media type already")),
                None => return Err(refused("--media-type belongs behind the part that it is about")),
            }
        }
        let stdin = parts
            .iter()
            .filter(|part| part.source == PartSource::Stdin)
            .count();
        match (parts.is_empty(), stdin) {
            (true, _) => Err(refused(
                "there is nothing to send: give a message, --text, --file or --data",
            )),
            (false, 0 | 1) => Ok(Self(parts)),
            (false, _) => Err(refused("standard input can be read once: give --data - once")),
        }
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn source(id: &str, value: &str) -> PartSource {
    match (id, value) {
        (FILE, url) if url.starts_with("https://") || url.starts_with("http://") => {
            PartSource::Url(url.to_owned())
        }
        (FILE, path) => PartSource::File(path.into()),
        (DATA, "-") => PartSource::Stdin,
        (DATA, path) => PartSource::Data(path.into()),
        (_, text) => PartSource::Text(text.to_owned()),
    }
}

fn refused(message: &str) -> clap::Error {
    clap::Error::raw(ErrorKind::ArgumentConflict, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Vec<PartFlag>, String> {
        let command = Parts::augment_args(Command::new("send").no_binary_name(true));
        let matches = command
            .try_get_matches_from(arguments)
            .map_err(|error| error.to_string())?;
        let parts = Parts::from_arg_matches(&matches).map_err(|error| error.to_string())?;
        Ok(parts.0)
    }

    fn part(source: PartSource, media_type: Option<&str>) -> PartFlag {
        PartFlag {
            source,
            media_type: media_type.map(str::to_owned),
        }
    }

    #[test]
    fn order_and_media_types() {
        let arguments = [
            "--data",
            "-",
            "--file",
            "a.bin",
            "--media-type",
            "application/pdf",
            "--text",
            "x",
            "m",
            "--file",
            "https://h/f",
            "--text=y",
            "--media-type=text/markdown",
            "--data",
            "d.json",
        ];
        let expected = [
            part(PartSource::Stdin, None),
            part(PartSource::File("a.bin".into()), Some("application/pdf")),
            part(PartSource::Text("x".to_owned()), None),
            part(PartSource::Text("m".to_owned()), None),
            part(PartSource::Url("https://h/f".to_owned()), None),
            part(PartSource::Text("y".to_owned()), Some("text/markdown")),
            part(PartSource::Data("d.json".into()), None),
        ];
        assert_eq!(parse(&arguments), Ok(expected.to_vec()));
    }

    #[test]
    fn refusals() {
        for (arguments, expected) in [
            (&[][..], "nothing to send"),
            (&["--media-type", "text/plain", "--text", "x"], "belongs behind"),
            (
                &["--text", "x", "--media-type", "a/b", "--media-type", "c/d"],
                "already",
            ),
            (&["--data", "-", "--data", "-"], "once"),
            (&["one", "two"], "unexpected"),
        ] {
            let error = parse(arguments).unwrap_err();
            assert!(error.contains(expected), "{arguments:?}: {error}");
        }
    }
}
