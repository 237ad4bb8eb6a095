//! What headers must say, whatever the conversation.

use super::media_type::MediaType;
use super::record::Binding;
use crate::finding::{Finding, Severity};
use crate::names::excerpt;
use http::HeaderMap;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use percent_encoding::percent_decode_str;

/// The header, and the query parameter, that names the version (§3.6.1).
const A2A_VERSION: &str = "a2a-version";
const X_ACCEL_BUFFERING: &str = "x-accel-buffering";

/// What a body has to be declared as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// A JSON-RPC message.
    JsonRpc,
    /// A document of HTTP+JSON, or an agent card.
    Json,
    /// A document of HTTP+JSON, where a stream came.
    JsonNotEvents,
    /// A stream of events.
    Events(Binding),
}

/// The finding that a body is declared as something else.
pub(super) fn wrong_media_type(expected: Expected, found: &MediaType) -> Finding {
    let (name, section, severity) = match expected {
        Expected::JsonRpc => ("application/json", "§9.1", Severity::Error),
        // A recommendation only.
        Expected::Json => (
            "application/a2a+json or application/json",
            "§11.1",
            Severity::Warning,
        ),
        Expected::JsonNotEvents => (
            "application/a2a+json or application/json",
            "§11.1",
            Severity::Error,
        ),
        Expected::Events(Binding::JsonRpc) => ("text/event-stream", "§9.4.2", Severity::Error),
        Expected::Events(_) => ("text/event-stream", "§11.7", Severity::Error),
    };
    let message = format!("expected {name} ({section}), found {}", found.name());
    Finding::new("", "content-type", message)
        .with_section(section)
        .with_severity(severity)
        .with_expected(name)
}

/// JSON and event streams are UTF-8 always (RFC 8259 §8.1), whatever a parameter says.
pub(super) fn of_charset(headers: &HeaderMap) -> Option<Finding> {
    let value = headers.get(CONTENT_TYPE)?;
    let value = String::from_utf8_lossy(value.as_bytes());
    let charset = value.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let of_charset = name.trim().eq_ignore_ascii_case("charset");
        of_charset.then(|| value.trim().trim_matches('"').to_owned())
    })?;
    if ["utf-8", "utf8"]
        .into_iter()
        .any(|utf_8| charset.eq_ignore_ascii_case(utf_8))
    {
        return None;
    }
    let message = format!(
        "declares the charset `{}`, and is UTF-8 all the same",
        excerpt(&charset)
    );
    let finding = Finding::new("", "content-type", message);
    Some(
        finding
            .with_severity(Severity::Warning)
            .with_expected("charset=utf-8, or none"),
    )
}

/// The version that a request names (§3.6), if it is not the one that is checked.
pub(super) fn of_version(headers: &HeaderMap, query: &str, checked: &str) -> Option<Finding> {
    let header = headers.get(A2A_VERSION).map(|value| {
        let value = String::from_utf8_lossy(value.as_bytes());
        value.trim().to_owned()
    });
    let named = header.or_else(|| parameter(query)).unwrap_or_default();
    let finding = |message: String| {
        Finding::new("", "version", message).with_expected(format!("A2A-Version: {checked}"))
    };
    if named.is_empty() {
        let message = "the request does not say in `A2A-Version` which version of the protocol it is of";
        let hint = "without it agents take the request for one of version 0.3 (§3.6.2)";
        return Some(finding(message.to_owned()).with_section("§3.6.1").with_hint(hint));
    }
    let numbers: Vec<_> = named.split('.').collect();
    let is_number = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let said = excerpt(&named);
    if !(2..=3).contains(&numbers.len()) || !numbers.iter().all(is_number) {
        let message = format!("`{said}` is not of the form `Major.Minor`");
        return Some(finding(message).with_section("§14.2.1"));
    }
    let same = named
        .strip_prefix(checked)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    if !same {
        let message = format!("the request is of version {said}, and was checked against {checked}");
        return Some(
            finding(message)
                .with_section("§3.6.2")
                .with_severity(Severity::Ambiguous),
        );
    }
    if numbers.len() == 3 {
        let message = format!("`{said}` has a patch number, which does not belong into requests");
        return Some(
            finding(message)
                .with_section("§3.6")
                .with_severity(Severity::Warning),
        );
    }
    None
}

fn parameter(query: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(name, _)| {
        let name = percent_decode_str(name).decode_utf8_lossy();
        name.eq_ignore_ascii_case(A2A_VERSION)
    });
    values
        .next()
        .map(|(_, value)| percent_decode_str(value).decode_utf8_lossy().into_owned())
}

/// What keeps caches and proxies from holding events back.
pub(super) fn of_stream(headers: &HeaderMap) -> Vec<Finding> {
    let warning =
        |rule: &str, message: &str| Finding::new("", rule, message).with_severity(Severity::Warning);
    let mut findings = Vec::new();
    if !has_directive(headers, &["no-cache", "no-store"]) {
        let finding = warning(
            "cache-control",
            "nothing keeps caches from answering with an old stream",
        );
        findings.push(finding.with_expected("Cache-Control: no-cache"));
    }
    let buffering = headers.get(X_ACCEL_BUFFERING);
    if buffering.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"yes")) {
        let finding = warning(
            "cache-control",
            "`X-Accel-Buffering: yes` has proxies hold events back",
        );
        findings.push(finding.with_expected("X-Accel-Buffering: no"));
    }
    findings
}

/// What lets clients cache an agent card (§8.6.1).
pub(super) fn of_card(headers: &HeaderMap) -> Vec<Finding> {
    let warning = |rule: &str, message: &str| {
        let finding = Finding::new("", rule, message).with_severity(Severity::Warning);
        finding.with_section("§8.6.1")
    };
    let mut findings = Vec::new();
    if !has_directive(headers, &["max-age"]) {
        let finding = warning("cache-control", "nothing says how long the card can be cached");
        findings.push(finding.with_expected("Cache-Control: max-age=…"));
    }
    if !headers.contains_key(ETAG) {
        let finding = warning(
            "etag",
            "without an `ETag` the card has to be fetched again to see whether it changed",
        );
        findings.push(finding.with_expected("an `ETag` made of the card"));
    }
    findings
}

fn has_directive(headers: &HeaderMap, names: &[&str]) -> bool {
    headers.get_all(CACHE_CONTROL).into_iter().any(|value| {
        let value = String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase();
        let mut directives = value.split(',').map(|directive| {
            let name = directive.split('=').next().unwrap_or_default();
            name.trim().to_owned()
        });
        directives.any(|directive| names.contains(&directive.as_str()))
    })
}
