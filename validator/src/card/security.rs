//! Security schemes and what requires them (§4.5).

use super::urls::Address;
use crate::findings::Findings;
use crate::names::excerpt;
use crate::place::Place;
use crate::rules;
use std::collections::HashSet;

/// Members of schemes and flows that are URLs.
const URLS: [&str; 6] = [
    "openIdConnectUrl",
    "oauth2MetadataUrl",
    "authorizationUrl",
    "tokenUrl",
    "refreshUrl",
    "deviceAuthorizationUrl",
];

pub(super) fn check(card: &Place<'_>, findings: &mut Findings) {
    let schemes: HashSet<&str> = card
        .get("securitySchemes")
        .into_iter()
        .flat_map(Place::members)
        .map(|(name, _)| name)
        .collect();
    check_requirements(card, &schemes, findings);
    for skill in card.items_of("skills") {
        check_requirements(&skill, &schemes, findings);
    }
    for (_, scheme) in card.get("securitySchemes").into_iter().flat_map(Place::members) {
        for (_, kind) in scheme.members() {
            check_urls(&kind, findings);
            for (_, flow) in kind.get("flows").into_iter().flat_map(Place::members) {
                check_urls(&flow, findings);
            }
        }
    }
}

fn check_requirements(holder: &Place<'_>, schemes: &HashSet<&str>, findings: &mut Findings) {
    for requirement in holder.items_of("securityRequirements") {
        for (name, place) in requirement.get("schemes").into_iter().flat_map(Place::members) {
            if !schemes.contains(name) {
                let message = format!("the card has no security scheme `{}`", excerpt(name));
                findings.push(rules::CARD_SECURITY_SCHEME.at(&place, message));
            }
        }
    }
}

fn check_urls(holder: &Place<'_>, findings: &mut Findings) {
    for name in URLS {
        if let (Some(place), Some(url)) = (holder.get(name), holder.text(name))
            && Address::of(url) != Address::Secure
        {
            let message = format!("`{}` is no URL for HTTPS", excerpt(url));
            findings.push(rules::CARD_SECURITY_URL.at(&place, message));
        }
    }
}
