//! What can be told of arguments that are wrong.

use super::Cli;
use clap::CommandFactory;
use std::ffi::OsString;

/// What the arguments say about the form of an error that is found while reading them.
pub(crate) fn wants_json(arguments: &[OsString]) -> bool {
    let mut format = std::env::var("A2ACLI_OUTPUT").ok();
    let mut arguments = arguments
        .iter()
        .skip(1)
        .map(|argument| argument.to_string_lossy());
    while let Some(argument) = arguments.next() {
        match &*argument {
            "--" => break,
            "-o" | "--output" => format = arguments.next().map(std::borrow::Cow::into_owned),
            other => {
                let value = other
                    .strip_prefix("--output=")
                    .or_else(|| other.strip_prefix("-o"));
                if let Some(value) = value {
                    format = Some(value.trim_start_matches('=').to_owned());
                }
            }
        }
    }
    format.is_some_and(|format| format == "json")
}

/// The command that explains the arguments.
pub(crate) fn help_for(arguments: &[OsString]) -> String {
    let (mut command, mut path) = (Cli::command(), String::from("a2a"));
    for word in arguments.iter().skip(1).filter_map(|argument| argument.to_str()) {
        if let Some(found) = command.find_subcommand(word) {
            path = format!("{path} {word}");
            command = found.clone();
        }
    }
    format!("{path} --help")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn help_is_that_of_the_command() {
        for (arguments, expected) in [
            (&["a2a", "task", "get", "-o", "json"][..], "a2a task get --help"),
            (&["a2a", "-o", "json", "send"], "a2a send --help"),
            (&["a2a", "nope"], "a2a --help"),
        ] {
            let arguments: Vec<OsString> = arguments.iter().map(Into::into).collect();
            assert_eq!(help_for(&arguments), expected);
        }
    }

    #[test]
    fn the_format_is_known_before_the_arguments_are() {
        for (arguments, expected) in [
            (&["a2a", "send", "-o", "json"][..], true),
            (&["a2a", "-ojson", "send"], true),
            (&["a2a", "--output=json", "x"], true),
            (&["a2a", "--output", "json"], true),
            (&["a2a", "-o=json"], true),
            (&["a2a", "-o", "json", "-o", "text"], false),
            (&["a2a", "send", "--", "-o", "json"], false),
            (&["a2a", "send", "json"], false),
        ] {
            let arguments: Vec<OsString> = arguments.iter().map(Into::into).collect();
            assert_eq!(wants_json(&arguments), expected, "{arguments:?}");
        }
    }
}
