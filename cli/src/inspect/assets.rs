//! The page itself, which is in the program.

use axum::body::Body;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Response};

/// The page does nothing but what its own script does with its own server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// A file of the page.
pub(super) fn asset(path: &str) -> Option<Response<Body>> {
    let (media_type, content) = match path {
        "" => ("text/html; charset=utf-8", include_str!("page/index.html")),
        "inspect.js" => (SCRIPT, include_str!("page/inspect.js")),
        "traffic.js" => (SCRIPT, include_str!("page/traffic.js")),
        "dom.js" => (SCRIPT, include_str!("page/dom.js")),
        "inspect.css" => ("text/css; charset=utf-8", include_str!("page/inspect.css")),
        _ => return None,
    };
    let mut response = Response::new(Body::from(content));
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_TYPE, media_type),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // The address of the page is the key to it.
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Some(response)
}
