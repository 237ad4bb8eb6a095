//! Versions and extensions (§3.2.6, §3.6, §4.6), which travel in headers.

use super::declaration::Declaration;
use super::errors::Refusal;
use super::exchange::{Exchange, extensions};
use crate::digest::Digest;
use crate::findings::Findings;
use crate::names::{excerpt, list};
use crate::rules;
use crate::traffic::Record;

/// What a request without a version is taken for (§3.6.2).
const UNNAMED: &str = "0.3";

/// Checks the headers of a request; what is wrong with its version by itself, the layer says.
pub(super) fn check_request(
    record: &Record,
    exchange: &mut Exchange,
    card: Option<&Declaration>,
    findings: &mut Findings,
) {
    let required = card
        .map(|card| card.required_extensions.as_slice())
        .unwrap_or_default();
    let sent = |uri: &str| extensions(&record.headers).any(|other| other == uri);
    let missing: Vec<_> = required
        .iter()
        .map(String::as_str)
        .filter(|uri| !sent(uri))
        .collect();
    if !missing.is_empty() {
        exchange.lacks_extension = true;
        let message = format!("does not name {}, which the card requires", list(missing, "and"));
        findings.push(rules::EXTENSION_REQUIRED.found("", message));
    }
}

/// Checks that a request was right to succeed, and the headers of the answer.
pub(super) fn check_response(
    record: &Record,
    exchange: &Exchange,
    card: Option<&Declaration>,
    findings: &mut Findings,
) {
    let has = |version| card.and_then(|card| card.has_version(exchange.binding, version));
    match &exchange.version {
        Some(version) if has(version) == Some(false) => {
            let message = format!("succeeds, though no interface has version `{}`", excerpt(version));
            findings.push(rules::VERSION_IGNORED.found("", message));
        }
        None if exchange.is_unnamed && has(UNNAMED) == Some(false) => {
            let message = "succeeds, though the request names no version and no interface has 0.3";
            findings.push(rules::VERSION_ASSUMED.found("", message));
        }
        _ => {}
    }
    if exchange.lacks_extension {
        let message = "succeeds, though the request lacks an extension that the card requires";
        findings.push(rules::EXTENSION_NOT_ENFORCED.found("", message));
    }
    let unasked = |uri: &&str| !exchange.extensions.contains(&Digest::of(*uri));
    let mut unasked = extensions(&record.headers).filter(unasked).peekable();
    if unasked.peek().is_some() {
        let message = format!(
            "activates {}, which the client did not name",
            list(unasked.take(5), "and")
        );
        findings.push(rules::EXTENSION_UNASKED.found("", message));
    }
}

/// Checks that a request was refused for its version rightly.
pub(super) fn check_refusal(
    error: &Refusal<'_>,
    exchange: &Exchange,
    card: Option<&Declaration>,
    findings: &mut Findings,
) {
    let (Some(card), Some(version)) = (card, &exchange.version) else {
        return;
    };
    if error.is("VersionNotSupportedError") && card.has_version(exchange.binding, version) == Some(true) {
        let message = format!("refuses version `{}`, which the card declares", excerpt(version));
        findings.push(rules::VERSION_REFUSED.at(&error.place, message));
    }
}
