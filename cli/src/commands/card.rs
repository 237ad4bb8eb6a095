//! `card get`.

use super::Outcome;
use crate::args::CardGetArgs;
use crate::error::{Code, Error, with_causes};
use crate::files;
use crate::keys;
use crate::output::{self, Format, Signature};
use crate::session::Agent;
use a2a_bindings::v1_0::PROTOCOL;
use a2a_runtime::signatures::{SignatureErrorKind, VerifyingKey, verify};
use a2a_validator::{Severity, Subject, Validator};

pub(super) async fn get(args: &CardGetArgs, format: Format, debug: bool) -> Result<Outcome, Error> {
    let keys = keys::read(&args.jwk)?;
    let agent = Agent::new(&args.agent, debug);
    if let Some(path) = agent.file().filter(|_| args.validate) {
        // A document that is no card at all cannot be fetched, but there is much to say about it.
        check(&path.display().to_string(), &files::read(path)?, format)?;
    }
    let fetched = agent.fetch_card().await?;
    if args.validate {
        check(&fetched.source, &fetched.json, format)?;
    }
    let signature = signature(&fetched.json, &keys);
    if matches!(signature, Signature::Absent) && !keys.is_empty() {
        output::note("warning: the card is not signed, so the keys verify nothing");
    }
    // Whoever names a key wants to know, and may not read what is printed.
    let refused = match &signature {
        Signature::Unverifiable(error) => Some(Error::new(
            Code::CardInvalid,
            format!("the signature is not verified: {}", with_causes(error)),
        )),
        _ => None,
    };
    match format {
        Format::Json if refused.is_some() => {}
        // As it was received: signatures are over this document and no other.
        Format::Json => {
            let mut json = fetched.json.trim_ascii_end().to_vec();
            json.push(b'\n');
            output::print(&json)?;
        }
        Format::Text => output::print_text(|text| {
            output::card(text, &fetched.card, &signature);
            if args.validate {
                text.flag("Valid", true);
            }
        })?,
    }
    refused.map_or(Ok(Outcome::Done), Err)
}

fn signature(json: &[u8], keys: &[VerifyingKey]) -> Signature {
    match verify(json, keys) {
        Ok(verified) => Signature::Verified(verified),
        Err(error) if error.kind() == SignatureErrorKind::NoSignatures => Signature::Absent,
        Err(error) if keys.is_empty() && error.kind() == SignatureErrorKind::NotVerified => Signature::NoKey,
        Err(error) => Signature::Unverifiable(error),
    }
}

/// Checks a card against the schema.
///
/// Where there is room for a list, the findings are printed; in JSON there is room for the error alone.
fn check(source: &str, json: &[u8], format: Format) -> Result<(), Error> {
    let internal = |error: a2a_validator::Error| Error::new(Code::Internal, with_causes(&error));
    let validator = Validator::new(&PROTOCOL).map_err(internal)?;
    let mut findings = validator
        .validate_bytes(Subject::Type("AgentCard"), json)
        .map_err(internal)?;
    // A card may be right where the specification contradicts itself.
    findings.retain(|finding| finding.severity > Severity::Ambiguous);
    let plural = match findings.len() {
        0 => return Ok(()),
        1 => "",
        _ => "s",
    };
    let mut message = format!("{source} is not valid, with {} finding{plural}", findings.len());
    match format {
        Format::Text => output::print_text(|text| {
            text.flag("Valid", false);
            findings.iter().for_each(|finding| text.labelled(finding));
        })?,
        Format::Json => {
            let list: Vec<_> = findings.iter().map(ToString::to_string).collect();
            message = format!("{message}: {}", list.join("; "));
        }
    }
    Err(Error::new(Code::CardInvalid, message))
}
