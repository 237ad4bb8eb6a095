//! Why a command failed: what it prints, and the exit status that goes with it.
//!
//! Errors are of two layers that are never mixed: those of the protocol go by their names in the specification, the
//! command's own by the `A2ACLI_ERR_*` codes that A2A command lines share.

use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::io;
use std::process::ExitCode;

/// The errors of a command line's own, with the exit status of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    /// Invalid arguments, or a combination of them that is.
    Usage,
    /// No agent card at the reference.
    CardNotFound,
    /// An agent card that is none, or is not valid.
    CardInvalid,
    /// DNS, connection, TLS.
    Unreachable,
    /// The agent wants credentials, and none were given.
    CredentialsMissing,
    /// The credentials were refused.
    AuthFailed,
    /// `--timeout` expired.
    Timeout,
    /// Whatever has no better code.
    Internal,
}

impl Code {
    fn name(self) -> &'static str {
        match self {
            Self::Usage => "A2ACLI_ERR_USAGE",
            Self::CardNotFound => "A2ACLI_ERR_CARD_NOT_FOUND",
            Self::CardInvalid => "A2ACLI_ERR_CARD_INVALID",
            Self::Unreachable => "A2ACLI_ERR_UNREACHABLE",
            Self::CredentialsMissing => "A2ACLI_ERR_CREDENTIALS_MISSING",
            Self::AuthFailed => "A2ACLI_ERR_AUTH_FAILED",
            Self::Timeout => "A2ACLI_ERR_TIMEOUT",
            Self::Internal => "A2ACLI_ERR_INTERNAL",
        }
    }

    fn exit(self) -> u8 {
        match self {
            Self::CardInvalid | Self::Internal => 1,
            Self::Usage => 2,
            Self::CardNotFound | Self::Unreachable => 3,
            Self::CredentialsMissing | Self::AuthFailed => 4,
            Self::Timeout => 5,
        }
    }
}

/// Why a command failed.
#[derive(Debug)]
pub(crate) struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    message: String,
    hint: Option<String>,
    /// The code that came over the wire, if one did.
    a2a_code: Value,
}

#[derive(Debug)]
enum Kind {
    Own(Code),
    /// The name of an error of the protocol.
    Protocol(Cow<'static, str>),
    /// Nobody reads the output any more.
    ClosedOutput,
}

impl Error {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self::of(Kind::Own(code), message.into())
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Code::Usage, message)
    }

    /// An error that the protocol has a name for.
    pub(crate) fn protocol(name: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self::of(Kind::Protocol(name.into()), message.into())
    }

    /// What went wrong when writing to standard output.
    pub(crate) fn output(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::of(Kind::ClosedOutput, String::new()),
            _ => Self::new(Code::Internal, format!("the output cannot be written: {error}")),
        }
    }

    fn of(kind: Kind, message: String) -> Self {
        Self(Box::new(Inner {
            kind,
            message,
            hint: None,
            a2a_code: Value::Null,
        }))
    }

    /// Says what to do about it, in place of what was said before.
    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    pub(crate) fn with_a2a_code(mut self, code: impl Into<Value>) -> Self {
        self.0.a2a_code = code.into();
        self
    }

    /// Adds what follows from the error to its message.
    pub(crate) fn with_consequence(mut self, consequence: &str) -> Self {
        self.0.message = format!("{}; {consequence}", self.0.message);
        self
    }

    /// Whether it is this error of the command line's own.
    pub(crate) fn is(&self, code: Code) -> bool {
        matches!(self.0.kind, Kind::Own(own) if own == code)
    }

    /// Whether it is an error of the protocol.
    pub(crate) fn is_protocol(&self) -> bool {
        matches!(self.0.kind, Kind::Protocol(_))
    }

    /// Whether there is nobody left to tell.
    pub(crate) fn is_closed_output(&self) -> bool {
        matches!(self.0.kind, Kind::ClosedOutput)
    }

    pub(crate) fn code(&self) -> &str {
        match &self.0.kind {
            Kind::Own(code) => code.name(),
            Kind::Protocol(name) => name,
            Kind::ClosedOutput => "",
        }
    }

    pub(crate) fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        match &self.0.kind {
            Kind::Own(code) => ExitCode::from(code.exit()),
            Kind::Protocol(_) => ExitCode::from(1),
            // A reader that has enough is no failure: `a2a … | head -1`.
            Kind::ClosedOutput => ExitCode::SUCCESS,
        }
    }

    /// The one shape that command lines define of their own.
    pub(crate) fn envelope(&self) -> Envelope<'_> {
        Envelope {
            error: EnvelopeError {
                code: self.code(),
                message: &self.0.message,
                hint: self.hint(),
                a2a_code: &self.0.a2a_code,
            },
        }
    }
}

/// An error as JSON.
#[derive(Debug, Serialize)]
pub(crate) struct Envelope<'a> {
    error: EnvelopeError<'a>,
}

#[derive(Debug, Serialize)]
struct EnvelopeError<'a> {
    code: &'a str,
    message: &'a str,
    hint: Option<&'a str>,
    #[serde(rename = "a2aCode")]
    a2a_code: &'a Value,
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code(), self.0.message)
    }
}

/// An error and what caused it, on one line.
pub(crate) fn with_causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut message = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_says = cause.to_string();
        // Some errors repeat their cause.
        if !message.ends_with(&cause_says) {
            message.push_str(": ");
            message.push_str(&cause_says);
        }
        next = cause.source();
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn envelopes_have_four_members() {
        let json = |error: &Error| serde_json::to_string(&error.envelope()).unwrap();
        assert_eq!(
            json(&Error::usage("no").with_hint("yes")),
            r#"{"error":{"code":"A2ACLI_ERR_USAGE","message":"no","hint":"yes","a2aCode":null}}"#
        );
        assert_eq!(
            json(&Error::protocol("TaskNotFoundError", "none").with_a2a_code(-32001)),
            r#"{"error":{"code":"TaskNotFoundError","message":"none","hint":null,"a2aCode":-32001}}"#
        );
    }

    #[test]
    fn causes_are_said_once() {
        let inner = io::Error::other("refused");
        let outer = io::Error::other(inner);
        assert_eq!(with_causes(&outer), "refused");
    }
}
