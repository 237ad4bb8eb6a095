//! Which headers end at a proxy (RFC 9110 §7.6.1).

use http::header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderName, TE, TRANSFER_ENCODING, UPGRADE};
use http::{HeaderMap, HeaderValue};

const KEEP_ALIVE: HeaderName = HeaderName::from_static("keep-alive");
const PROXY_CONNECTION: HeaderName = HeaderName::from_static("proxy-connection");

/// The headers that are for more than one hop, in their order. One that `Connection` names is for one hop, and so is
/// `Host`, which names who is asked. A length beside chunks is wrong, or says nothing (RFC 9112 §6.3).
pub(super) fn end_to_end(headers: &HeaderMap) -> HeaderMap {
    let named: Vec<&str> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let is_chunked = headers.contains_key(TRANSFER_ENCODING);
    let is_for_one_hop = |name: &HeaderName| {
        [
            CONNECTION,
            HOST,
            KEEP_ALIVE,
            PROXY_CONNECTION,
            TE,
            TRANSFER_ENCODING,
            UPGRADE,
        ]
        .contains(name)
            || is_chunked && *name == CONTENT_LENGTH
            || named
                .iter()
                .any(|named| named.eq_ignore_ascii_case(name.as_str()))
    };
    let mut kept = HeaderMap::with_capacity(headers.keys_len());
    // Taking some out of a map would change the order of the others.
    for (name, value) in headers {
        if !is_for_one_hop(name) {
            kept.append(name, value.clone());
        }
    }
    kept
}

/// Whether a client takes a body as it is; every client does that does not say otherwise (RFC 9110 §12.5.3).
pub(super) fn accepts_identity(headers: &HeaderMap) -> bool {
    let refuses = |value: &HeaderValue| {
        let value = value.to_str().unwrap_or_default().to_ascii_lowercase();
        value.split(',').any(|coding| {
            let (coding, weight) = coding.split_once(';').unwrap_or((coding, ""));
            let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
            coding.trim() == "identity" && weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0)
        })
    };
    !headers.get_all(http::header::ACCEPT_ENCODING).iter().any(refuses)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(headers: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_static(value));
        }
        map
    }

    #[test]
    fn what_is_for_one_hop_ends_there_and_the_rest_keeps_its_order() {
        let headers = map(&[
            ("a2a-version", "1.0"),
            ("host", "proxy"),
            ("connection", "Keep-Alive, X-Secret"),
            ("keep-alive", "timeout=5"),
            ("x-secret", "1"),
            ("accept", "a"),
            ("te", "trailers"),
            ("connection", "x-other"),
            ("x-other", "2"),
            ("upgrade", "h2c"),
            ("proxy-connection", "close"),
            ("transfer-encoding", "chunked"),
            ("content-length", "7"),
            ("trailer", "x-sum"),
            ("accept", "b"),
            ("authorization", "Bearer t"),
        ]);
        let kept = end_to_end(&headers);
        let kept: Vec<_> = kept
            .iter()
            .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
            .collect();
        let expected = [
            ("a2a-version", "1.0"),
            ("accept", "a"),
            ("accept", "b"),
            ("trailer", "x-sum"),
            ("authorization", "Bearer t"),
        ];
        assert_eq!(kept, expected);
    }

    #[test]
    fn identity_is_accepted_unless_it_is_refused() {
        for (value, expected) in [
            ("gzip, deflate", true),
            ("identity", true),
            ("gzip, identity;q=0", false),
            ("gzip, identity; q=0.0", false),
            ("identity;q=0.5", true),
        ] {
            assert_eq!(
                accepts_identity(&map(&[("accept-encoding", value)])),
                expected,
                "{value}"
            );
        }
        assert!(accepts_identity(&HeaderMap::new()));
    }
}
