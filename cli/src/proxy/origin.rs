//! Where HTTP goes: scheme, host and port.

use http::uri::{Authority, Scheme};
use std::fmt;

/// An origin of HTTP (RFC 6454), in lower case and without the port that its scheme has anyway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) scheme: Scheme,
    pub(crate) authority: Authority,
}

impl Origin {
    /// Splits a URL after its authority, so that the rest stays what it was to the byte. `None` for what is no URL of
    /// HTTP, and for one with a user in it, who would be lost.
    pub(crate) fn split(url: &str) -> Option<(Self, &str)> {
        let (scheme, rest) = url.split_once("://")?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::HTTP,
            "https" => Scheme::HTTPS,
            _ => return None,
        };
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at_checked(end)?;
        if authority.contains('@') {
            return None;
        }
        Some((Self::new(scheme, authority)?, rest))
    }

    /// An origin of its parts, which may be in any case.
    pub(crate) fn new(scheme: Scheme, authority: &str) -> Option<Self> {
        let authority = authority.to_ascii_lowercase();
        let default = if scheme == Scheme::HTTPS { ":443" } else { ":80" };
        let authority = authority.strip_suffix(default).unwrap_or(&authority);
        let authority: Authority = authority.parse().ok()?;
        (!authority.host().is_empty()).then_some(Self { scheme, authority })
    }

    /// Its host, as a name or an address.
    pub(crate) fn host(&self) -> &str {
        self.authority.host()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://{}", self.scheme, self.authority)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_split_behind_their_origin() {
        for (url, expected) in [
            ("http://localhost:8080", Some(("http://localhost:8080", ""))),
            (
                "HTTPS://Agent.Example.com:443/A%2fb?c#d",
                Some(("https://agent.example.com", "/A%2fb?c#d")),
            ),
            ("http://[::1]:80/rpc", Some(("http://[::1]", "/rpc"))),
            ("http://agent?x=1", Some(("http://agent", "?x=1"))),
            ("http://user:password@agent/", None),
            ("grpc://agent", None),
            ("agent.example.com:443", None),
            ("/rpc", None),
            ("http://", None),
            ("http:///rpc", None),
            ("http://a b/", None),
        ] {
            let split = Origin::split(url).map(|(origin, rest)| (origin.to_string(), rest));
            let split = split.as_ref().map(|(origin, rest)| (origin.as_str(), *rest));
            assert_eq!(split, expected, "{url}");
        }
    }
}
