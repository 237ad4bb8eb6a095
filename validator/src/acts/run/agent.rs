//! The agent: its card, and where its operations are.

use crate::acts::error::{RunError, RunErrorKind};
use crate::acts::suite::Transport;
use reqwest::Url;
use serde_json::Value;
use std::net::IpAddr;

const WELL_KNOWN: &str = "/.well-known/agent-card.json";

/// A place where the operations of an agent are.
#[derive(Debug, Clone)]
pub(crate) struct Interface {
    pub(crate) transport: Transport,
    pub(crate) url: Url,
    /// Goes into every request, exactly (§8.3.2).
    pub(crate) tenant: Option<String>,
}

/// Where the card of an agent is, from what a person writes: a host or an origin, to which the well-known path is
/// added, or the URL of the card.
pub(crate) fn card_url(reference: &str) -> Result<Url, RunError> {
    let refused = || {
        let message = format!(
            "`{}` is no URL of HTTP or HTTPS",
            crate::names::excerpt(reference)
        );
        RunError::new(RunErrorKind::Setup, message)
    };
    let parse = |text: &str| Url::parse(text).map_err(|error| refused().with_source(error));
    let mut url = if reference.contains("://") {
        parse(reference)?
    } else {
        let url = parse(&format!("https://{reference}"))?;
        if is_loopback(&url) {
            parse(&format!("http://{reference}"))?
        } else {
            url
        }
    };
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(refused());
    }
    if url.path() == "/" {
        url.set_path(WELL_KNOWN);
    }
    url.set_fragment(None);
    Ok(url)
}

pub(super) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>();
    address.map_or(host == "localhost" || host.ends_with(".localhost"), |address| {
        address.is_loopback()
    })
}

/// The interfaces of a card that can be used here, one a binding, in the order of the card: the first of each whose
/// version is the one of the suite.
pub(crate) fn interfaces(card: &Value, version: &str) -> Vec<Interface> {
    let declared = card.get("supportedInterfaces").and_then(Value::as_array);
    let mut found: Vec<Interface> = Vec::new();
    for interface in declared.map(Vec::as_slice).unwrap_or_default() {
        let text = |name: &str| interface.get(name).and_then(Value::as_str);
        let transport = [Transport::JsonRpc, Transport::Rest]
            .into_iter()
            .find(|transport| text("protocolBinding") == Some(transport.protocol_binding()));
        let (Some(transport), Some(Ok(url))) = (transport, text("url").map(Url::parse)) else {
            continue;
        };
        let fits =
            text("protocolVersion").is_none_or(|declared| major_minor(declared) == major_minor(version));
        if fits && found.iter().all(|other| other.transport != transport) {
            let tenant = text("tenant")
                .filter(|tenant| !tenant.is_empty())
                .map(str::to_owned);
            found.push(Interface {
                transport,
                url,
                tenant,
            });
        }
    }
    found
}

/// Patch versions are not looked at (§3.6).
fn major_minor(version: &str) -> Vec<&str> {
    version.split('.').take(2).collect()
}

/// A URL without what may be a credential.
pub(crate) fn public(url: &Url) -> String {
    let mut url = url.clone();
    // Both fail for URLs that have no host, which are not used.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    if url.query().is_some() {
        url.set_query(Some("[redacted]"));
    }
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references() {
        for (reference, expected) in [
            (
                "localhost:8080",
                Some("http://localhost:8080/.well-known/agent-card.json"),
            ),
            (
                "[::1]:8080",
                Some("http://[::1]:8080/.well-known/agent-card.json"),
            ),
            (
                "agent.example.com",
                Some("https://agent.example.com/.well-known/agent-card.json"),
            ),
            (
                "http://agent.example.com/",
                Some("http://agent.example.com/.well-known/agent-card.json"),
            ),
            (
                "https://a.example/agents/7/card.json",
                Some("https://a.example/agents/7/card.json"),
            ),
            ("ftp://a.example", None),
            ("", None),
            ("http://", None),
        ] {
            assert_eq!(
                card_url(reference).ok().as_ref().map(Url::as_str),
                expected,
                "{reference}"
            );
        }
    }

    #[test]
    fn interfaces_are_the_first_of_their_binding_and_version() {
        let card = json!({"supportedInterfaces": [
            {"url": "http://a/03", "protocolBinding": "JSONRPC", "protocolVersion": "0.3"},
            {"url": "http://a/grpc", "protocolBinding": "GRPC", "protocolVersion": "1.0"},
            {"url": "http://a/rest", "protocolBinding": "HTTP+JSON", "protocolVersion": "1.0.1", "tenant": "t"},
            {"url": "http://a/rpc", "protocolBinding": "JSONRPC", "protocolVersion": "1.0", "tenant": ""},
            {"url": "http://a/other", "protocolBinding": "JSONRPC", "protocolVersion": "1.0"},
            {"url": "no url", "protocolBinding": "JSONRPC", "protocolVersion": "1.0"},
        ]});
        let found = interfaces(&card, "1.0");
        let found: Vec<_> = found
            .iter()
            .map(|one| (one.transport, one.url.as_str(), one.tenant.as_deref()))
            .collect();
        let expected = [
            (Transport::Rest, "http://a/rest", Some("t")),
            (Transport::JsonRpc, "http://a/rpc", None),
        ];
        assert_eq!(found, expected);
        assert!(interfaces(&Value::Null, "1.0").is_empty());
    }

    #[test]
    fn credentials_in_urls_are_not_shown() {
        let url = Url::parse("https://user:geheim@a.example/rpc?key=geheim").unwrap();
        assert_eq!(public(&url), "https://a.example/rpc?[redacted]");
    }
}
