//! From an error of the client to the error of a command.

use crate::args::Secret;
use crate::error::{Code, Error, with_causes};
use crate::shell::quote;
use a2a_bindings::A2aError;
use a2a_bindings::v1_0::{ErrorKind, SecurityScheme};
use a2a_runtime::client::{ClientError, ClientErrorKind};
use std::error::Error as _;
use std::io;

/// What is known of the caller's standing with the agent.
#[derive(Debug)]
pub(crate) struct Credentials {
    /// Whether any were given.
    pub(crate) supplied: bool,
    /// What must not be shown, though an agent may repeat it.
    pub(crate) secrets: Vec<Secret>,
    /// The agent as the command line names it.
    pub(crate) reference: String,
    /// What the agent's card says can be used.
    pub(crate) schemes: Vec<SecurityScheme>,
}

impl Credentials {
    /// A text of the agent's without the caller's secrets.
    fn redact(&self, text: &str) -> String {
        let secrets = self.secrets.iter().filter_map(Secret::reveal);
        // A secret of a few letters is none, and would make holes into every text.
        let secrets = secrets.filter(|secret| secret.len() >= SHORTEST_SECRET);
        secrets.fold(text.to_owned(), |text, secret| text.replace(secret, "[redacted]"))
    }
}

const SHORTEST_SECRET: usize = 6;

const IS_IT_RUNNING: &str =
    "check the address, and that the agent is running; `a2a demo-server` runs one to try with";

/// No agent card.
pub(crate) fn of_card(error: &ClientError, reference: &str) -> Error {
    let message = with_causes(error);
    let unreadable = error
        .source()
        .is_some_and(<dyn std::error::Error>::is::<io::Error>);
    match error.kind() {
        ClientErrorKind::Http(status @ (401 | 403)) => Error::new(Code::CredentialsMissing, message)
            .with_hint("save the card by other means and name the file with --agent-card")
            .with_a2a_code(status),
        ClientErrorKind::Http(status) => Error::new(Code::CardNotFound, message)
            .with_hint("if the card is not at the well-known path, give its whole URL")
            .with_a2a_code(status),
        ClientErrorKind::Redirect => {
            Error::new(Code::CardNotFound, message).with_hint("if you trust the target, give it as the reference")
        }
        ClientErrorKind::Request => Error::new(Code::CardNotFound, message)
            .with_hint("a reference is a host, an origin, the URL of a card, or a file"),
        ClientErrorKind::Card if unreadable => Error::new(Code::CardNotFound, message),
        ClientErrorKind::Card | ClientErrorKind::TooLarge => Error::new(Code::CardInvalid, message).with_hint(format!(
            "if you have the document, `a2a validate --type AgentCard` lists all that is wrong with it; the reference was {}",
            quote(reference)
        )),
        _ => of_exchange(error, message),
    }
}

/// A card without an interface that can be used.
pub(crate) fn of_interface(error: &ClientError) -> Error {
    let message = with_causes(error);
    match error.kind() {
        ClientErrorKind::Version => of_kind(ErrorKind::VersionNotSupported, message),
        ClientErrorKind::Card => Error::new(Code::CardInvalid, message),
        _ => Error::new(Code::Internal, message),
    }
}

/// An operation that failed.
pub(crate) fn of_operation(error: &ClientError, credentials: &Credentials) -> Error {
    if let Some(error) = error.agent_error() {
        return of_agent(error, credentials);
    }
    let message = credentials.redact(&with_causes(error));
    match error.kind() {
        ClientErrorKind::Http(status @ (401 | 403)) => {
            unauthorized(message, credentials).with_a2a_code(status)
        }
        ClientErrorKind::Http(status) => Error::new(Code::Internal, message).with_a2a_code(status),
        _ => of_exchange(error, message),
    }
}

/// What goes wrong on the way to any server, and back.
fn of_exchange(error: &ClientError, message: String) -> Error {
    match error.kind() {
        ClientErrorKind::Unreachable => Error::new(Code::Unreachable, message).with_hint(IS_IT_RUNNING),
        ClientErrorKind::Interrupted => Error::new(Code::Unreachable, message)
            .with_hint("the agent may have processed the request: look at its tasks before you repeat it"),
        ClientErrorKind::Timeout => Error::new(Code::Timeout, message),
        // The protocol has a name for an agent that breaks it.
        ClientErrorKind::Protocol => of_kind(ErrorKind::InvalidAgentResponse, message),
        _ => Error::new(Code::Internal, message),
    }
}

fn of_kind(kind: ErrorKind, message: String) -> Error {
    Error::protocol(kind.info().name, message)
}

/// An error that the agent reported. The code is the one of JSON-RPC whatever the binding, so that the same error
/// looks the same.
fn of_agent(error: &A2aError, credentials: &Credentials) -> Error {
    let info = error.info();
    let mut message = error.message().to_owned();
    for violation in error.violations() {
        let said = format!("{}: {}", violation.field, violation.description);
        if !message.contains(&said) {
            message = format!("{message}; {said}");
        }
    }
    let message = credentials.redact(&message);
    let failed = match (&*info.name, info.http_status) {
        ("", 401 | 403) => return unauthorized(message, credentials).with_a2a_code(info.json_rpc_code),
        ("", _) => Error::new(
            Code::Internal,
            format!("the agent reported an error without a name: {message}"),
        ),
        (name, _) => Error::protocol(name.to_owned(), message),
    };
    let failed = failed.with_a2a_code(info.json_rpc_code);
    match hint(error, credentials) {
        Some(hint) => failed.with_hint(hint),
        None => failed,
    }
}

fn hint(error: &A2aError, credentials: &Credentials) -> Option<String> {
    let reference = quote(&credentials.reference);
    match ErrorKind::of(error)? {
        ErrorKind::TaskNotFound => Some(format!("a2a task list -a {reference}")),
        ErrorKind::ContentTypeNotSupported | ErrorKind::VersionNotSupported => {
            Some(format!("a2a card get -a {reference} tells what the agent takes"))
        }
        _ => None,
    }
}

fn unauthorized(message: String, credentials: &Credentials) -> Error {
    if credentials.supplied {
        return Error::new(Code::AuthFailed, message)
            .with_hint("the agent refused the credentials that were given");
    }
    let mut flags: Vec<&str> = credentials
        .schemes
        .iter()
        .map(|scheme| match scheme {
            SecurityScheme::ApiKeySecurityScheme(_) => "--api-key (or A2ACLI_API_KEY)",
            SecurityScheme::MtlsSecurityScheme(_) => "mutual TLS, which this program does not do",
            _ => "--bearer (or A2ACLI_BEARER)",
        })
        .collect();
    flags.sort_unstable();
    flags.dedup();
    let hint = match flags.as_slice() {
        [] => "the agent card names no security scheme; try --bearer (or A2ACLI_BEARER)".to_owned(),
        flags => format!("the agent wants {}", flags.join(" or ")),
    };
    Error::new(Code::CredentialsMissing, message).with_hint(hint)
}

/// What the agent said about an error, for `--debug`.
pub(crate) fn details(error: &ClientError, credentials: &Credentials) -> String {
    let details = match error.agent_error() {
        Some(reported) => {
            let info = reported.info();
            let details = serde_json::Value::from(reported.details().to_vec());
            format!(
                "{reported} (JSON-RPC {}, HTTP {}, {}); details {details}",
                info.json_rpc_code, info.http_status, info.grpc_status
            )
        }
        None => format!("{:?}: {}", error.kind(), with_causes(error)),
    };
    credentials.redact(&details)
}
