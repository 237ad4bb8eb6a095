//! Signatures of a card, by their form (§8.4.2). Whether they are right, only who has the keys can say.

use super::urls::Address;
use crate::findings::Findings;
use crate::names::excerpt;
use crate::place::Place;
use crate::rules;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

pub(super) fn check(card: &Place<'_>, findings: &mut Findings) {
    for signature in card.items_of("signatures") {
        if let (Some(place), Some(text)) = (signature.get("signature"), signature.text("signature"))
            && URL_SAFE_NO_PAD.decode(text).is_err()
        {
            findings.push(rules::CARD_SIGNATURE.at(&place, "is not base64url without padding"));
        }
        let (Some(place), Some(protected)) = (signature.get("protected"), signature.text("protected")) else {
            continue;
        };
        match header(protected) {
            Ok(header) => check_header(&Place::root(&header), &place, findings),
            Err(message) => findings.push(rules::CARD_SIGNATURE.at(&place, message)),
        }
    }
}

/// The protected header.
fn header(protected: &str) -> Result<Value, &'static str> {
    let json = URL_SAFE_NO_PAD
        .decode(protected)
        .map_err(|_| "is not base64url without padding")?;
    match serde_json::from_slice::<Value>(&json) {
        Ok(header) if header.is_object() => Ok(header),
        _ => Err("is not a JSON object in base64url"),
    }
}

fn check_header(header: &Place<'_>, place: &Place<'_>, findings: &mut Findings) {
    for name in ["alg", "kid"] {
        if header.text(name).is_none() {
            findings.push(rules::CARD_SIGNATURE.at(place, format!("has no `{name}`")));
        }
    }
    let algorithm = header.text("alg").unwrap_or_default();
    if algorithm.eq_ignore_ascii_case("none") || algorithm.starts_with("HS") {
        let message = format!("the algorithm is `{}`", excerpt(algorithm));
        findings.push(rules::CARD_SIGNATURE_ALGORITHM.at(place, message));
    }
    match header.text("typ") {
        Some("JOSE") => {}
        Some(other) => {
            let message = format!("`typ` is `{}`", excerpt(other));
            findings.push(rules::CARD_SIGNATURE_TYPE.at(place, message));
        }
        None => findings.push(rules::CARD_SIGNATURE_TYPE.at(place, "has no `typ`")),
    }
    if let Some(keys) = header
        .text("jku")
        .filter(|keys| Address::of(keys) != Address::Secure)
    {
        let message = format!("`jku` is `{}`", excerpt(keys));
        findings.push(rules::CARD_SIGNATURE_KEYS.at(place, message));
    }
}
