//! What goes to standard output, in either format, and what goes to standard error beside it.
//!
//! Nothing else in the program prints. Writing to a reader that has gone is the end of the command, not a failure.

mod card;
mod event;
mod task;
mod text;

pub(crate) use card::{Signature, card};
pub(crate) use event::event;
pub(crate) use task::{history, message, task, task_list};
pub(crate) use text::{Text, printable};

use crate::error::{Code, Error, with_causes};
use serde::Serialize;
use std::io::{self, Write};

/// The format of standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// Labelled lines for people and for `grep`.
    Text,
    /// The protocol's own types.
    Json,
}

/// Prints what is written into a text, all at once.
pub(crate) fn print_text(write: impl FnOnce(&mut Text)) -> Result<(), Error> {
    let mut text = Text::new();
    write(&mut text);
    print(text.as_str().as_bytes())
}

/// Prints the one document of a command.
pub(crate) fn print_document<T: Serialize>(document: &T) -> Result<(), Error> {
    print_line(serde_json::to_vec_pretty(document))
}

/// Prints one document of several, on a line of its own.
pub(crate) fn print_json_line<T: Serialize>(document: &T) -> Result<(), Error> {
    print_line(serde_json::to_vec(document))
}

fn print_line(json: serde_json::Result<Vec<u8>>) -> Result<(), Error> {
    let mut json = json.map_err(|error| Error::new(Code::Internal, with_causes(&error)))?;
    json.push(b'\n');
    print(&json)
}

/// Prints bytes as they are, and makes sure that they arrive now.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(bytes)
        .and_then(|()| stdout.flush())
        .map_err(|error| Error::output(&error))
}

/// Tells the user something that is not part of the result.
pub(crate) fn note(message: &str) {
    // Where nobody hears it, it need not be said.
    let _ = writeln!(io::stderr().lock(), "{}", text::line(message));
}

/// Tells the user several things that belong together, each on a line of its own.
pub(crate) fn notes(messages: &[String]) {
    let mut lines = String::new();
    for message in messages {
        lines.push_str(&text::line(message));
        lines.push('\n');
    }
    // Where nobody hears it, it need not be said.
    let _ = io::stderr().lock().write_all(lines.as_bytes());
}

/// Reports an error where the format wants it, as the last thing that the command prints.
pub(crate) fn report(error: &Error, format: Format, compact: bool) {
    if error.is_closed_output() {
        return;
    }
    let printed = match format {
        Format::Json if compact => print_json_line(&error.envelope()),
        Format::Json => print_document(&error.envelope()),
        Format::Text => {
            note(&format!("error: {error}"));
            if let Some(hint) = error.hint() {
                note(&format!("hint: {hint}"));
            }
            Ok(())
        }
    };
    // The exit status still tells.
    let _ = printed;
}
