//! The interfaces that a card declares (§4.4.6, §8.3.1).

use super::urls::{Address, is_uri};
use crate::findings::Findings;
use crate::names::excerpt;
use crate::place::Place;
use crate::rules;
use std::collections::HashSet;

/// The bindings of the specification (§4.4.6).
const BINDINGS: [&str; 3] = ["JSONRPC", "GRPC", "HTTP+JSON"];

pub(super) fn check(card: &Place<'_>, findings: &mut Findings) {
    let mut seen = HashSet::new();
    let mut has_any = false;
    for interface in card.items_of("supportedInterfaces") {
        has_any = true;
        check_url(&interface, findings);
        check_binding(&interface, findings);
        check_version(&interface, findings);
        let text = |name| interface.text(name).unwrap_or_default();
        let names = ["url", "protocolBinding", "protocolVersion", "tenant"];
        if !seen.insert(names.map(text)) {
            findings.push(rules::CARD_INTERFACE_TWICE.at(&interface, "is declared before"));
        }
    }
    if !has_any {
        let place = card.get("supportedInterfaces").unwrap_or(*card);
        findings.push(rules::CARD_INTERFACES.at(&place, "has no interface"));
    }
}

fn check_url(interface: &Place<'_>, findings: &mut Findings) {
    let (Some(place), Some(url)) = (interface.get("url"), interface.text("url")) else {
        return;
    };
    // Addresses of gRPC are often written without a scheme; they say nothing of TLS.
    let is_name =
        interface.text("protocolBinding") == Some("GRPC") && !url.contains('/') && url.contains(':');
    match Address::of(url) {
        _ if is_name => {}
        Address::None => {
            let message = format!("`{}` is no absolute URL", excerpt(url));
            findings.push(rules::CARD_URL.at(&place, message));
        }
        Address::Insecure => {
            let message = format!("`{}` is not encrypted on its way", excerpt(url));
            findings.push(rules::CARD_URL_INSECURE.at(&place, message));
        }
        Address::Secure => {}
    }
}

fn check_binding(interface: &Place<'_>, findings: &mut Findings) {
    let (Some(place), Some(binding)) = (
        interface.get("protocolBinding"),
        interface.text("protocolBinding"),
    ) else {
        return;
    };
    if !BINDINGS.contains(&binding) && !is_uri(binding) {
        let message = format!("`{}` is no binding that clients know", excerpt(binding));
        findings.push(rules::CARD_BINDING.at(&place, message));
    }
}

fn check_version(interface: &Place<'_>, findings: &mut Findings) {
    let (Some(place), Some(version)) = (
        interface.get("protocolVersion"),
        interface.text("protocolVersion"),
    ) else {
        return;
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<_> = version.split('.').collect();
    if parts.len() != 2 || !parts.into_iter().all(is_number) {
        let message = format!("`{}` is not of the form `Major.Minor`", excerpt(version));
        findings.push(rules::CARD_VERSION.at(&place, message));
    }
}
