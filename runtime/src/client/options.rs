//! The settings of a transport.

use super::error::{ClientError, ClientErrorKind};
use super::sse::SseDecoder;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use std::time::Duration;

/// The settings of a [`HttpTransport`](super::HttpTransport).
///
/// ```
/// use a2a_runtime::client::TransportOptions;
/// use std::time::Duration;
///
/// let options = TransportOptions::new()
///     .with_bearer_token("secret")?
///     .with_timeout(Duration::from_secs(30));
/// assert!(!format!("{options:?}").contains("secret"));
/// # Ok::<(), a2a_runtime::client::ClientError>(())
/// ```
#[derive(Debug, Clone)]
pub struct TransportOptions {
    pub(super) headers: HeaderMap,
    pub(super) timeout: Duration,
    pub(super) idle_timeout: Option<Duration>,
    pub(super) max_response: usize,
    pub(super) max_event: usize,
    pub(super) falls_back: bool,
}

/// Older SDKs read the extensions here.
pub(super) const X_A2A_EXTENSIONS: HeaderName = HeaderName::from_static("x-a2a-extensions");
pub(super) const A2A_EXTENSIONS: HeaderName = HeaderName::from_static("a2a-extensions");

impl TransportOptions {
    /// The default of [`with_timeout`](Self::with_timeout): ten minutes.
    pub const TIMEOUT: Duration = Duration::from_secs(600);
    /// The default of [`with_max_response`](Self::with_max_response): 32 MiB.
    pub const MAX_RESPONSE: usize = 32 << 20;

    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self {
            headers: HeaderMap::new(),
            timeout: Self::TIMEOUT,
            idle_timeout: None,
            max_response: Self::MAX_RESPONSE,
            max_event: SseDecoder::MAX_EVENT,
            falls_back: true,
        }
    }

    /// Adds a header to every request; its value counts as a secret and is not shown by `Debug`.
    ///
    /// The headers that the protocol itself sets cannot be replaced.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, mut value: HeaderValue) -> Self {
        value.set_sensitive(true);
        self.headers.insert(name, value);
        self
    }

    /// Sends `Authorization: Bearer` with a token on every request.
    ///
    /// # Errors
    /// The token has characters that a header cannot carry.
    pub fn with_bearer_token(self, token: &str) -> Result<Self, ClientError> {
        // The error of the conversion is left out on purpose: nothing may show the token.
        let value = HeaderValue::try_from(format!("Bearer {token}")).map_err(|_| {
            ClientError::new(
                ClientErrorKind::Request,
                "the bearer token has characters that no header can carry",
            )
        })?;
        Ok(self.with_header(AUTHORIZATION, value))
    }

    /// Names the URIs of the extensions that the client wants to use (§3.2.6, §4.6).
    ///
    /// # Errors
    /// A URI is empty, or has a comma or another character that the header cannot carry.
    pub fn with_extensions<U: AsRef<str>>(
        mut self,
        uris: impl IntoIterator<Item = U>,
    ) -> Result<Self, ClientError> {
        let list = extensions(uris)?;
        self.headers.remove(A2A_EXTENSIONS);
        self.headers.remove(X_A2A_EXTENSIONS);
        if !list.is_empty() {
            self.headers.insert(A2A_EXTENSIONS, list.clone());
            self.headers.insert(X_A2A_EXTENSIONS, list);
        }
        Ok(self)
    }

    /// Sets how long an answer may take: all of it, or of a stream what comes before the first byte of its body.
    ///
    /// The default is ten minutes, since SendMessage waits until the task ends or needs input (§3.2.2).
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how long a stream may be silent, keep-alive comments being no silence; by default for ever.
    ///
    /// TCP notices a dead host without this (by default of [`http_client`](super::http_client)), but not an
    /// agent that hangs.
    #[must_use]
    pub fn with_idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = Some(timeout);
        self
    }

    /// Sets how many bytes an answer can have at most; a stream can go on for ever.
    #[must_use]
    pub fn with_max_response(mut self, bytes: usize) -> Self {
        self.max_response = bytes;
        self
    }

    /// Sets how many bytes an event of a stream can have at most; 8 MiB by default.
    #[must_use]
    pub fn with_max_event(mut self, bytes: usize) -> Self {
        self.max_event = bytes;
        self
    }

    /// Sets whether HTTP+JSON tries SubscribeToTask as GET where POST is unknown; it does by default.
    ///
    /// The prose of the specification has it as POST (§11.3.2), the protocol buffer definition as GET.
    #[must_use]
    pub fn with_get_fallback(mut self, falls_back: bool) -> Self {
        self.falls_back = falls_back;
        self
    }
}

/// The value of the header that names extensions; empty for none.
pub(super) fn extensions<U: AsRef<str>>(
    uris: impl IntoIterator<Item = U>,
) -> Result<HeaderValue, ClientError> {
    let mut list = String::new();
    for uri in uris {
        let uri = uri.as_ref();
        if uri.is_empty() || uri.contains(|character: char| character == ',' || !character.is_ascii_graphic())
        {
            let message = format!("`{}` is no extension URI", uri.escape_debug());
            return Err(ClientError::new(ClientErrorKind::Request, message));
        }
        if !list.is_empty() {
            list.push(',');
        }
        list.push_str(uri);
    }
    HeaderValue::try_from(list).map_err(|error| {
        ClientError::new(ClientErrorKind::Request, "the extension URIs fit into no header").with_source(error)
    })
}

impl Default for TransportOptions {
    fn default() -> Self {
        Self::new()
    }
}
