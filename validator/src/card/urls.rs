//! URLs in a card, as far as rules ask for them.

use url::{Host, Url};

/// Where a URL leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    /// It is no absolute URL with a host.
    None,
    /// To another machine, in clear text.
    Insecure,
    /// To another machine by TLS, or to this one.
    Secure,
}

impl Address {
    pub(super) fn of(text: &str) -> Self {
        let Ok(url) = Url::parse(text) else {
            return Self::None;
        };
        match (url.scheme(), url.host()) {
            (_, None) => Self::None,
            ("https" | "wss" | "grpcs", _) => Self::Secure,
            (_, Some(host)) if is_this_machine(&host) => Self::Secure,
            _ => Self::Insecure,
        }
    }
}

/// Whether it is an absolute URI (RFC 3986 §4.3).
pub(super) fn is_uri(text: &str) -> bool {
    Url::parse(text).is_ok()
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback() || address.is_unspecified(),
        Host::Ipv6(address) => address.is_loopback() || address.is_unspecified(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_absolute_and_safe_or_not() {
        for (text, expected) in [
            ("https://agent.example/a2a", Address::Secure),
            ("http://agent.example/a2a", Address::Insecure),
            ("http://127.0.0.1:8080/", Address::Secure),
            ("http://[::1]:8080/", Address::Secure),
            ("http://localhost:1", Address::Secure),
            ("grpc://agent.example:50051", Address::Insecure),
            ("localhost:50051", Address::None),
            ("agent.example:443", Address::None),
            ("/a2a", Address::None),
            ("https://", Address::None),
            ("", Address::None),
        ] {
            assert_eq!(Address::of(text), expected, "{text}");
        }
        assert!(is_uri("urn:example:extension:v1") && !is_uri("extension"));
    }
}
