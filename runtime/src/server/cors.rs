//! Access from browsers on other origins: off, unless this layer is put around a router.

use http::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, RETRY_AFTER, WWW_AUTHENTICATE};
use http::uri::Authority;
use http::{HeaderName, HeaderValue, Method};
use std::error::Error;
use std::fmt;
use std::time::Duration;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// How long a browser may remember what it is allowed.
const MAX_AGE: Duration = Duration::from_secs(60 * 60);

/// Lets browsers on other origins call what it is put around, with what clients of A2A need and no more.
///
/// - Verbs: GET, POST, DELETE.
/// - Request headers: `Content-Type`, `Authorization`, `X-API-Key`, `A2A-Version`, `A2A-Extensions`,
///   `X-A2A-Extensions`, `Last-Event-ID`. An agent that takes a key from another header needs a layer of its own.
/// - Response headers that scripts may read: `A2A-Extensions`, `X-A2A-Extensions`, `Retry-After`,
///   `WWW-Authenticate`, `ETag`.
/// - Browsers may keep the permission for an hour.
/// - Never credentials in the sense of browsers, which are cookies and client certificates: clients of A2A say
///   who they are in headers.
///
/// What the layer does is what the browser is told; it refuses no request. It must be outside of a layer that
/// authenticates, because a preflight carries no credentials.
///
/// ```
/// use a2a_runtime::server::{Origins, cors};
///
/// # fn example(app: axum::Router) -> Result<axum::Router, Box<dyn std::error::Error>> {
/// let app = app.layer(cors(Origins::new(["https://chat.example.com", "http://localhost:5173"])?));
/// # Ok(app)
/// # }
/// ```
pub fn cors(origins: Origins) -> CorsLayer {
    let own = [
        "a2a-version",
        "a2a-extensions",
        "x-a2a-extensions",
        "last-event-id",
        "x-api-key",
    ];
    let exposed = ["a2a-extensions", "x-a2a-extensions"];
    let names = |names: &[&'static str], standard: &[HeaderName]| -> Vec<HeaderName> {
        let own = names.iter().copied().map(HeaderName::from_static);
        standard.iter().cloned().chain(own).collect()
    };
    CorsLayer::new()
        .allow_origin(origins.0)
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers(names(&own, &[CONTENT_TYPE, AUTHORIZATION]))
        .expose_headers(names(&exposed, &[RETRY_AFTER, WWW_AUTHENTICATE, ETAG]))
        .max_age(MAX_AGE)
}

/// The origins from which browsers may call.
#[derive(Debug, Clone)]
pub struct Origins(AllowOrigin);

impl Origins {
    /// These origins, as browsers write them: scheme, host and port, such as `https://example.com` or
    /// `http://localhost:5173`, in lower case and without the scheme's default port.
    ///
    /// # Errors
    /// One of them is no origin, or is written so that no browser's would ever be equal to it.
    pub fn new<T: AsRef<str>>(origins: impl IntoIterator<Item = T>) -> Result<Self, InvalidOrigin> {
        let origins: Result<Vec<_>, _> = origins.into_iter().map(|origin| parse(origin.as_ref())).collect();
        origins.map(|origins| Self(AllowOrigin::list(origins)))
    }

    /// Every origin: for agents that are open to everybody, or ask for a token that no browser adds by itself. An
    /// agent that trusts whoever reaches it, such as one on localhost, must not use it: every web page reaches it
    /// through its visitors.
    #[must_use]
    pub fn any() -> Self {
        Self(AllowOrigin::any())
    }
}

/// What was given as an origin and is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidOrigin {
    origin: String,
    advice: &'static str,
}

impl InvalidOrigin {
    /// What was given.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl fmt::Display for InvalidOrigin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not an origin: {}", self.origin, self.advice)
    }
}

impl Error for InvalidOrigin {}

fn parse(origin: &str) -> Result<HeaderValue, InvalidOrigin> {
    check(origin)
        .and_then(|()| HeaderValue::from_str(origin).map_err(|_| SHAPE))
        .map_err(|advice| InvalidOrigin {
            origin: origin.to_owned(),
            advice,
        })
}

const SHAPE: &str = "write scheme, host and port, such as `https://example.com`, and nothing else";

/// Whether a browser may send this as `Origin` (RFC 6454 §6.2).
fn check(origin: &str) -> Result<(), &'static str> {
    if origin == "*" {
        return Err("use `Origins::any()`");
    }
    let (scheme, rest) = origin.split_once("://").ok_or(SHAPE)?;
    let authority: Authority = rest.parse().map_err(|_| SHAPE)?;
    let (host, port) = (authority.host(), authority.port_u16());
    let written = port.map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    // An asterisk may stand in a host, but no browser would take it for any name.
    if !is_scheme(scheme) || host.is_empty() || host.contains('*') || written != rest {
        Err(SHAPE)
    } else if origin.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Err("write it in lower case, as browsers do")
    } else if port.is_some() && port == default_port(scheme) {
        Err("leave out the default port, as browsers do")
    } else {
        Ok(())
    }
}

fn is_scheme(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn default_port(scheme: &str) -> Option<u16> {
    match scheme {
        "http" => Some(80),
        "https" => Some(443),
        _ => None,
    }
}
