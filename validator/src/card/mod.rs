//! What can be said of an agent card beyond its schema (§4.4, §8).

mod interfaces;
mod media_type;
mod security;
mod signatures;
mod urls;

use crate::finding::Finding;
use crate::findings::Findings;
use crate::names::excerpt;
use crate::place::Place;
use crate::rules;
use serde_json::Value;
use std::collections::HashSet;
use urls::Address;

/// Lists what is wrong with an agent card that its schema cannot say: interfaces, skills, media types, security
/// schemes, signatures by their form (not by their keys), extensions.
///
/// ```
/// use serde_json::json;
///
/// let findings = a2a_validator::check_card(&json!({
///     "supportedInterfaces": [{ "url": "/rpc", "protocolBinding": "JSONRPC", "protocolVersion": "1.0" }],
///     "defaultInputModes": ["text/plain"],
///     "defaultOutputModes": ["text/plain"],
///     "skills": [{ "id": "echo", "tags": ["test"] }],
/// }));
/// let found: Vec<_> = findings.iter().map(|finding| (finding.rule.as_str(), finding.pointer.as_str())).collect();
/// assert_eq!(found, [("card-url", "/supportedInterfaces/0/url")]);
/// ```
#[must_use]
pub fn check_card(card: &Value) -> Vec<Finding> {
    let mut findings = Findings::default();
    check(&Place::root(card), &mut findings);
    findings.into_vec()
}

/// Adds what is wrong with a card.
pub(crate) fn check(card: &Place<'_>, findings: &mut Findings) {
    interfaces::check(card, findings);
    check_skills(card, findings);
    for modes in ["defaultInputModes", "defaultOutputModes"] {
        check_modes(card, modes, findings);
        note_if_empty(card, modes, findings);
    }
    note_if_empty(card, "skills", findings);
    security::check(card, findings);
    signatures::check(card, findings);
    check_extensions(card, findings);
    check_links(card, findings);
}

fn check_skills(card: &Place<'_>, findings: &mut Findings) {
    let mut ids = HashSet::new();
    for skill in card.items_of("skills") {
        if let (Some(place), Some(id)) = (skill.get("id"), skill.text("id"))
            && !ids.insert(id)
        {
            let message = format!("`{}` is the id of another skill too", excerpt(id));
            findings.push(rules::CARD_SKILL_TWICE.at(&place, message));
        }
        check_modes(&skill, "inputModes", findings);
        check_modes(&skill, "outputModes", findings);
        note_if_empty(&skill, "tags", findings);
    }
}

/// A required list without an element; that of the interfaces has a rule of its own.
fn note_if_empty(holder: &Place<'_>, name: &str, findings: &mut Findings) {
    if let Some(list) = holder.get(name)
        && list.value().as_array().is_some_and(Vec::is_empty)
    {
        findings.push(rules::EMPTY_LIST.at(&list, format!("`{name}` is required, and empty")));
    }
}

fn check_modes(holder: &Place<'_>, name: &str, findings: &mut Findings) {
    for mode in holder.items_of(name) {
        if let Some(text) = mode.value().as_str()
            && !media_type::is_media_type(text)
        {
            let message = format!("`{}` is no media type", excerpt(text));
            findings.push(rules::CARD_MODE.at(&mode, message));
        }
    }
}

fn check_extensions(card: &Place<'_>, findings: &mut Findings) {
    let mut uris = HashSet::new();
    let capabilities = card.get("capabilities");
    for extension in capabilities
        .into_iter()
        .flat_map(|all| all.items_of("extensions"))
    {
        let Some(uri) = extension.text("uri") else {
            findings.push(rules::CARD_EXTENSION.at(&extension, "has no `uri`"));
            continue;
        };
        let place = extension.get("uri").unwrap_or(extension);
        if !urls::is_uri(uri) {
            let message = format!("`{}` is no URI", excerpt(uri));
            findings.push(rules::CARD_EXTENSION.at(&place, message));
        }
        if !uris.insert(uri) {
            findings.push(rules::CARD_EXTENSION_TWICE.at(&place, "is declared before"));
        }
    }
}

fn check_links(card: &Place<'_>, findings: &mut Findings) {
    let provider = card.get("provider");
    let links = [
        card.get("iconUrl"),
        card.get("documentationUrl"),
        provider.and_then(|provider| provider.get("url")),
    ];
    for link in links.into_iter().flatten() {
        // An icon may stand in the card itself.
        let is_link = |text: &str| text.starts_with("data:") || Address::of(text) != Address::None;
        if let Some(text) = link.value().as_str().filter(|text| !text.is_empty())
            && !is_link(text)
        {
            let message = format!("`{}` is no absolute URL", excerpt(text));
            findings.push(rules::CARD_LINK.at(&link, message));
        }
    }
}
