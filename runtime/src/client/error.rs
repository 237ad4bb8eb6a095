//! What can go wrong between a client and an agent.

use super::address::Place;
use a2a_bindings::{A2aError, DecodeError};
use reqwest::Url;
use std::error::Error;
use std::fmt;

/// An error of the client: what the agent reported, or why there is no answer of it.
///
/// The message says what failed and names no credentials; [`source`](Error::source) says why.
#[derive(Debug)]
pub struct ClientError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ClientErrorKind,
    message: String,
    agent: Option<A2aError>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientErrorKind {
    /// The agent reported an error of the protocol: [`ClientError::agent_error`].
    Agent,
    /// There was no connection (DNS, TCP, TLS), so nothing was processed and the request can be repeated.
    Unreachable,
    /// The answer, or the next event of a stream, did not come in time; the agent may have processed the request.
    Timeout,
    /// The connection ended before the answer did; the agent may have processed the request.
    Interrupted,
    /// The answer is not one that the protocol allows.
    Protocol,
    /// The server answered with this HTTP status and without an error of the protocol.
    Http(u16),
    /// The server answered with a redirect, which is not followed.
    Redirect,
    /// The answer, an event or the agent card is larger than the client accepts.
    TooLarge,
    /// The agent card cannot be read or used.
    Card,
    /// The agent card has no interface with a binding that the client speaks.
    NoInterface,
    /// The agent card has no interface with the protocol version that the client speaks.
    Version,
    /// The request, or a setting of the client, cannot be put into a request of HTTP.
    Request,
    /// The HTTP client could not be set up.
    Setup,
}

impl ClientError {
    pub(crate) fn new(kind: ClientErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            agent: None,
            source: None,
        }))
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// A request, or its answer, that got lost.
    pub(super) fn lost(error: reqwest::Error, url: &Url) -> Self {
        let place = Place(url);
        // A connection that took too long is one that was not there, so that comes first.
        let (kind, message) = if error.is_connect() {
            (ClientErrorKind::Unreachable, format!("cannot reach {place}"))
        } else if error.is_timeout() {
            (
                ClientErrorKind::Timeout,
                format!("{place} did not answer in time"),
            )
        } else if error.is_builder() {
            (ClientErrorKind::Request, "the request cannot be sent".to_owned())
        } else {
            (
                ClientErrorKind::Interrupted,
                format!("the connection to {place} ended before the answer did"),
            )
        };
        // The URL may hold credentials.
        Self::new(kind, message).with_source(error.without_url())
    }

    /// What kind of thing went wrong.
    #[must_use]
    pub fn kind(&self) -> ClientErrorKind {
        self.0.kind
    }

    /// The error that the agent reported, if it reported one.
    #[must_use]
    pub fn agent_error(&self) -> Option<&A2aError> {
        self.0.agent.as_ref()
    }

    /// The error that the agent reported.
    ///
    /// # Errors
    /// The agent reported none; the error is the one that this was called on.
    pub fn into_agent_error(mut self) -> Result<A2aError, Self> {
        self.0.agent.take().ok_or(self)
    }

    /// Where in the JSON document that the agent sent something is wrong, as `result.status.state`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.source()?
            .downcast_ref()
            .map(DecodeError::path)
            .filter(|path| !path.is_empty())
    }
}

impl From<A2aError> for ClientError {
    /// An error that the agent reported.
    fn from(error: A2aError) -> Self {
        let mut this = Self::new(ClientErrorKind::Agent, String::new());
        this.0.agent = Some(error);
        this
    }
}

impl fmt::Display for ClientError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.agent {
            Some(error) => error.fmt(formatter),
            None => formatter.write_str(&self.0.message),
        }
    }
}

impl Error for ClientError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.agent {
            Some(error) => error.source(),
            None => self.0.source.as_deref().map(|source| source as _),
        }
    }
}

/// The start of a body, on one line.
pub(super) fn excerpt(body: &[u8]) -> String {
    const LENGTH: usize = 200;
    let start = String::from_utf8_lossy(body.get(..LENGTH).unwrap_or(body));
    let line: String = start
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect();
    let ellipsis = if body.len() > LENGTH { "…" } else { "" };
    // The cut may go through a character.
    format!(
        "{}{ellipsis}",
        line.trim().trim_end_matches(char::REPLACEMENT_CHARACTER)
    )
}
