//! An agent that a URL names.

use super::Checker;
use crate::args::{AgentChecks, Secret};
use crate::error::{Code, Error, with_causes};
use crate::keys;
use a2a_runtime::client::http_client;
use a2a_runtime::signatures::{SignatureErrorKind, VerifyingKey, verify};
use a2a_validator::formats::Checked;
use a2a_validator::probe::{Options, ProbeError, ProbeErrorKind, Probed, probe};
use a2a_validator::{Finding, Severity, rule};
use http::HeaderValue;
use http::header::AUTHORIZATION;

/// Whether a source is an agent, and not a file.
pub(super) fn is_url(source: &str) -> bool {
    let scheme = source.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        ["http", "https"]
            .iter()
            .any(|one| scheme.eq_ignore_ascii_case(one))
    })
}

/// Refuses what says nothing where no source is an agent.
pub(super) fn check_needed(args: &AgentChecks) -> Result<(), Error> {
    let unneeded = [
        ("--header", !args.header.is_empty()),
        ("--jwk", !args.jwk.is_empty()),
        ("--no-probe", args.no_probe),
    ];
    match unneeded.into_iter().find(|(_, given)| *given) {
        Some((name, _)) => Err(Error::usage(format!(
            "{name} is for agents, and there is no URL among what is to be checked"
        ))),
        None => Ok(()),
    }
}

pub(super) async fn check(
    checker: &Checker<'_>,
    args: &AgentChecks,
    url: &str,
) -> Result<Vec<Checked>, Error> {
    if checker.subject.is_some() {
        return Err(Error::usage(format!(
            "{url} is an agent, which --type cannot say more of"
        )));
    }
    let keys = keys::read(&args.jwk)?;
    let client = http_client().map_err(|error| Error::new(Code::Internal, with_causes(&error)))?;
    let options = options(args, url)?;
    let probed = probe(client, &checker.validator, &options)
        .await
        .map_err(|error| failure(&error, args))?;
    let signatures = signatures(&probed, &keys);
    let mut checked = probed.checked;
    checked.splice(1..1, signatures);
    Ok(checked)
}

fn options(args: &AgentChecks, url: &str) -> Result<Options, Error> {
    let mut options = Options::new(url)
        .with_timeout(args.timeout)
        .with_interfaces(!args.no_probe);
    for header in &args.header {
        options = options.with_header(header.name.clone(), header.value.clone());
    }
    if let Some(token) = args.bearer.as_ref().and_then(Secret::reveal) {
        let value = HeaderValue::try_from(format!("Bearer {token}"))
            .map_err(|_| Error::usage("no header can carry the bearer token"))?;
        options = options.with_header(AUTHORIZATION, value);
    }
    Ok(options)
}

/// Whether the card is signed with one of the keys, if there are some.
fn signatures(probed: &Probed, keys: &[VerifyingKey]) -> Option<Checked> {
    let source = &probed.checked.first().filter(|_| !keys.is_empty())?.source;
    let finding = verify(&probed.card, keys).err().and_then(|error| {
        let rule = rule("card-signature-unverified")?;
        let unsigned = error.kind() == SignatureErrorKind::NoSignatures;
        let (pointer, severity) = if unsigned {
            ("", Severity::Warning)
        } else {
            ("/signatures", Severity::Error)
        };
        let finding: Finding = rule.found(pointer, with_causes(&error));
        Some(finding.with_severity(severity))
    });
    let checked = Checked::new(source, finding.into_iter().collect()).with_part("signatures");
    let checked = checked.with_subject("AgentCardSignature");
    Some(match std::str::from_utf8(&probed.card) {
        Ok(text) => checked.in_text(text),
        Err(_) => checked,
    })
}

fn failure(error: &ProbeError, args: &AgentChecks) -> Error {
    let message = with_causes(error);
    match error.kind() {
        ProbeErrorKind::Unreachable => Error::new(Code::Unreachable, message)
            .with_hint("check the address, and that the agent is running"),
        ProbeErrorKind::NoCard => Error::new(Code::CardNotFound, message)
            .with_hint("name the URL of the card if it is not at the well-known path"),
        ProbeErrorKind::Unauthorized if args.header.is_empty() && args.bearer.is_none() => {
            Error::new(Code::CredentialsMissing, message)
                .with_hint("credentials are given with --bearer or --header")
        }
        ProbeErrorKind::Unauthorized => Error::new(Code::AuthFailed, message),
        _ => Error::usage(message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_told_from_files() {
        for (source, expected) in [
            ("https://agent.example.com", true),
            ("HTTP://localhost:8080/card.json", true),
            ("localhost:8080", false),
            ("task.json", false),
            ("-", false),
            ("http:/x", false),
            ("ftp://agent.example.com", false),
            ("./http://x", false),
        ] {
            assert_eq!(is_url(source), expected, "{source}");
        }
    }
}
