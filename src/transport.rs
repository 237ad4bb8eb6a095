//! The seam between the generated client and a client binding.

use crate::protocol::MethodInfo;
use crate::stream::EventStream;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::time::Duration;

/// Carries requests to an agent.
pub trait Transport: Send + Sync {
    /// What can go wrong: the error that the agent reports, and whatever happens on the way.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Carries a request and brings the response.
    ///
    /// # Errors
    /// The agent reported an error, or did not answer as the protocol demands, or the options cannot be honoured.
    fn unary<Q, R>(
        &self,
        method: &'static MethodInfo,
        request: &Q,
        call: &CallOptions,
    ) -> impl Future<Output = Result<R, Self::Error>> + Send
    where
        Q: Serialize + Sync,
        R: DeserializeOwned + Send;

    /// Carries a request and brings the stream of responses.
    ///
    /// # Errors
    /// The agent reported an error, or did not answer as the protocol demands, or the options cannot be honoured.
    fn stream<Q, R>(
        &self,
        method: &'static MethodInfo,
        request: &Q,
        call: &CallOptions,
    ) -> impl Future<Output = Result<EventStream<R, Self::Error>, Self::Error>> + Send
    where
        Q: Serialize + Sync,
        R: DeserializeOwned + Send + Sync + 'static;
}

/// What one call says beside its request; the generated `Client::with_call_options` takes it.
///
/// ```
/// use a2a_bindings::CallOptions;
/// use std::time::Duration;
///
/// let call = CallOptions::new()
///     .with_header("Authorization", "Bearer secret")
///     .with_timeout(Duration::from_secs(30));
/// assert!(!format!("{call:?}").contains("secret"));
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallOptions {
    /// Headers by lower-case name, in place of those with the same name that the transport sends anyway. `authorization`
    /// may be among them. Those that the transport itself is responsible for may not: what frames a message, its media
    /// types, and what the other options say.
    pub headers: BTreeMap<String, String>,
    /// The URIs of the extensions to use (§3.2.6), beside those that the transport names anyway.
    pub extensions: Vec<String>,
    /// How long the answer may take, in place of the transport's own limit: all of it, or of a stream what comes before
    /// its first byte.
    pub timeout: Option<Duration>,
    /// The id of the last event that was received, to go on behind it (`Last-Event-ID`); streaming operations send it,
    /// others do not.
    pub last_event_id: Option<String>,
}

impl CallOptions {
    /// Options that say nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a header, its name in any case of letters.
    #[must_use]
    pub fn with_header(mut self, name: impl AsRef<str>, value: impl Into<String>) -> Self {
        self.headers
            .insert(name.as_ref().to_ascii_lowercase(), value.into());
        self
    }

    /// Adds headers, such as the trace context of the request that this call is made for
    /// ([`RequestContext::trace_context`](crate::RequestContext::trace_context)).
    #[must_use]
    pub fn with_headers<N, V>(self, headers: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: AsRef<str>,
        V: Into<String>,
    {
        headers
            .into_iter()
            .fold(self, |call, (name, value)| call.with_header(name, value))
    }

    /// Sets the extensions to use, by their URIs.
    #[must_use]
    pub fn with_extensions<U: Into<String>>(mut self, uris: impl IntoIterator<Item = U>) -> Self {
        self.extensions = uris.into_iter().map(Into::into).collect();
        self
    }

    /// Sets how long the answer may take.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Goes on behind the event with this id ([`Event::id`](crate::Event::id)).
    #[must_use]
    pub fn with_last_event_id(mut self, id: impl Into<String>) -> Self {
        self.last_event_id = Some(id.into());
        self
    }
}

/// Headers by name only: the values may be credentials.
impl fmt::Debug for CallOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            headers,
            extensions,
            timeout,
            last_event_id,
        } = self;
        formatter
            .debug_struct("CallOptions")
            .field("headers", &headers.keys())
            .field("extensions", extensions)
            .field("timeout", timeout)
            .field("last_event_id", last_event_id)
            .finish()
    }
}

/// The response of an operation that has none: any JSON.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Empty;

impl<'de> serde::Deserialize<'de> for Empty {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_ignored_any(serde::de::IgnoredAny)
            .map(|_| Self)
    }
}
