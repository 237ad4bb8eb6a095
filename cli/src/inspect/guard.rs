//! Who may use the page: the person who started it, and no other page that their browser has open.

use http::header::{COOKIE, HOST, HeaderName, ORIGIN, REFERER, SET_COOKIE};
use http::{HeaderMap, HeaderValue, Uri};
use std::net::SocketAddr;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Why a request is refused; `None` if it is not.
///
/// The name of the host tells a page that has had its own name resolved to this machine, the origin a page of another
/// site. Both can be told only of browsers; whatever else runs on this machine needs to know the token.
pub(super) fn refusal(address: SocketAddr, uri: &Uri, headers: &HeaderMap) -> Option<&'static str> {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = uri
        .authority()
        .map(http::uri::Authority::as_str)
        .or(host)
        .unwrap_or_default();
    let port = address.port();
    let names = [
        address.to_string(),
        format!("localhost:{port}"),
        format!("127.0.0.1:{port}"),
        format!("[::1]:{port}"),
    ];
    if !names.iter().any(|name| name.eq_ignore_ascii_case(host)) {
        return Some("the page is for the address that was printed");
    }
    let is_own = |origin: &HeaderValue| {
        origin
            .to_str()
            .is_ok_and(|origin| origin == format!("http://{host}"))
    };
    if !headers.get_all(ORIGIN).iter().all(is_own) {
        return Some("other origins have no access");
    }
    let is_foreign = |site: &HeaderValue| !matches!(site.as_bytes(), b"same-origin" | b"none");
    if headers.get_all(SEC_FETCH_SITE).iter().any(is_foreign) {
        return Some("other sites have no access");
    }
    None
}

/// What a browser adds that is no business of the agent's: where the page is, and the cookies of whatever else this
/// machine serves. Other clients send what they want.
pub(super) fn without_browser(headers: &mut HeaderMap) {
    if !headers.contains_key(SEC_FETCH_SITE) {
        return;
    }
    let mut kept = HeaderMap::with_capacity(headers.keys_len());
    for (name, value) in &*headers {
        if ![COOKIE, ORIGIN, REFERER].contains(name) && !name.as_str().starts_with("sec-") {
            kept.append(name, value.clone());
        }
    }
    *headers = kept;
}

/// What an agent could do to the browser: whatever it answers is neither a page nor a script of this origin, and sets
/// no cookies, which are for all ports of the host.
pub(super) fn disarm(headers: &mut HeaderMap) {
    for name in [SET_COOKIE, HeaderName::from_static("clear-site-data")] {
        headers.remove(name);
    }
    headers.insert(
        "content-security-policy",
        HeaderValue::from_static("sandbox; default-src 'none'"),
    );
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(headers: &[(&'static str, &'static str)]) -> HeaderMap {
        headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn only_the_page_itself_and_clients_that_are_no_browsers_get_in() {
        for (headers, allowed) in [
            (&[("host", "127.0.0.1:9001")][..], true),
            (&[("host", "LOCALHOST:9001")], true),
            (&[("host", "[::1]:9001")], true),
            (&[], false),
            (&[("host", "127.0.0.1")], false),
            (&[("host", "127.0.0.1:9002")], false),
            (&[("host", "rebound.example:9001")], false),
            (
                &[("host", "localhost:9001"), ("origin", "http://localhost:9001")],
                true,
            ),
            (
                &[("host", "localhost:9001"), ("origin", "http://127.0.0.1:9001")],
                false,
            ),
            (
                &[("host", "localhost:9001"), ("origin", "http://localhost:5173")],
                false,
            ),
            (
                &[("host", "localhost:9001"), ("origin", "https://localhost:9001")],
                false,
            ),
            (&[("host", "localhost:9001"), ("origin", "null")], false),
            (
                &[("host", "localhost:9001"), ("sec-fetch-site", "same-origin")],
                true,
            ),
            (&[("host", "localhost:9001"), ("sec-fetch-site", "none")], true),
            (
                &[("host", "localhost:9001"), ("sec-fetch-site", "same-site")],
                false,
            ),
            (
                &[("host", "localhost:9001"), ("sec-fetch-site", "cross-site")],
                false,
            ),
        ] {
            let address = "127.0.0.1:9001".parse().unwrap();
            let refused = refusal(address, &Uri::from_static("/"), &map(headers));
            assert_eq!(refused.is_none(), allowed, "{headers:?}: {refused:?}");
        }
        let forged = Uri::from_static("http://rebound.example:9001/");
        assert!(
            refusal(
                "127.0.0.1:9001".parse().unwrap(),
                &forged,
                &map(&[("host", "127.0.0.1:9001")])
            )
            .is_some()
        );
    }

    #[test]
    fn the_agent_sees_a_client_and_not_a_browser() {
        let mut headers = map(&[
            ("sec-fetch-site", "same-origin"),
            ("sec-ch-ua", "x"),
            ("cookie", "session=of-another-program"),
            ("origin", "http://localhost:9001"),
            ("referer", "http://localhost:9001/token/"),
            ("authorization", "Bearer t"),
            ("a2a-version", "1.0"),
        ]);
        without_browser(&mut headers);
        assert_eq!(
            headers,
            map(&[("authorization", "Bearer t"), ("a2a-version", "1.0")])
        );
        let mut headers = map(&[("cookie", "a=b"), ("origin", "http://elsewhere")]);
        without_browser(&mut headers);
        assert_eq!(headers.len(), 2);
    }
}
