//! The seam between an agent's push notifications and whatever carries them to webhooks (§4.3).

use bytes::Bytes;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::time::Duration;

/// Where push notifications go, and what identifies their sender: the parts of a push notification configuration
/// that concern the way (§4.3.1).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PushTarget {
    /// The address of the webhook.
    pub url: String,
    /// A secret of the receiver's, sent along as `X-A2A-Notification-Token`; empty for none.
    pub token: String,
    /// What `Authorization` says; `None` to send no such header.
    pub authentication: Option<PushAuthentication>,
}

/// How the webhook wants its caller to authenticate (§4.3.2): `Authorization: <scheme> <credentials>`.
#[derive(Clone, PartialEq, Eq)]
pub struct PushAuthentication {
    /// A scheme of HTTP authentication, as `Bearer`.
    pub scheme: String,
    /// What the scheme demands; empty for a scheme alone.
    pub credentials: String,
}

impl PushTarget {
    /// A webhook without token and authentication.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            token: String::new(),
            authentication: None,
        }
    }

    /// Sends a token along.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// Authenticates the sender.
    #[must_use]
    pub fn with_authentication(mut self, scheme: impl Into<String>, credentials: impl Into<String>) -> Self {
        self.authentication = Some(PushAuthentication {
            scheme: scheme.into(),
            credentials: credentials.into(),
        });
        self
    }
}

// Tokens, credentials and what a URL may hide in its query are secrets.
impl fmt::Debug for PushTarget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PushTarget").finish_non_exhaustive()
    }
}

impl fmt::Debug for PushAuthentication {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PushAuthentication")
            .field("scheme", &self.scheme)
            .finish_non_exhaustive()
    }
}

/// One notification on its way to one webhook.
#[derive(Clone)]
#[non_exhaustive]
pub struct Push<'a> {
    /// Where it goes.
    pub target: &'a PushTarget,
    /// A `StreamResponse` as JSON (§4.3.3).
    pub body: Bytes,
    /// The id of the event, the same that a stream gives it. The specification has none for notifications, but with
    /// it a receiver can tell the second delivery of an event from the next event that looks the same.
    pub event_id: Option<&'a str>,
}

impl<'a> Push<'a> {
    /// A notification without an id.
    #[must_use]
    pub fn new(target: &'a PushTarget, body: impl Into<Bytes>) -> Self {
        Self {
            target,
            body: body.into(),
            event_id: None,
        }
    }

    /// Says which event of its task it is.
    #[must_use]
    pub fn with_event_id(mut self, id: &'a str) -> Self {
        self.event_id = Some(id);
        self
    }
}

// What a task says is between its agent and its client.
impl fmt::Debug for Push<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Push")
            .field("event_id", &self.event_id)
            .finish_non_exhaustive()
    }
}

/// Carries push notifications to webhooks.
///
/// The runtime has one over HTTP. When, in what order and how often something is sent is for the caller.
pub trait PushSender: Send + Sync + 'static {
    /// Checks a webhook when it is registered, so that the client learns at once what would never be called.
    ///
    /// # Errors
    /// The webhook is not one that is ever called: [`PushErrorKind::Refused`], with a message for the client.
    fn check(&self, target: &PushTarget) -> impl Future<Output = Result<(), PushError>> + Send;

    /// Sends one notification and waits until the webhook has taken it (§4.3.3).
    ///
    /// # Errors
    /// The webhook did not confirm that it has the notification; [`PushError::kind`] says whether to try again.
    fn send(&self, push: Push<'_>) -> impl Future<Output = Result<(), PushError>> + Send;
}

/// Why a notification did not arrive.
#[derive(Debug)]
pub struct PushError {
    kind: PushErrorKind,
    message: String,
    field: Option<&'static str>,
    retry_after: Option<Duration>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What kind of [`PushError`] it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PushErrorKind {
    /// The sender does not call this webhook: not a URL, not an allowed address, not a header.
    Refused,
    /// The webhook answered that it does not want the notification, now or later.
    Rejected,
    /// Something went wrong that may have passed the next time.
    Failed,
}

impl PushError {
    /// An error; the message names no secret, since clients and operators read it.
    #[must_use]
    pub fn new(kind: PushErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            field: None,
            retry_after: None,
            source: None,
        }
    }

    /// Says which field of the push notification configuration is to blame, as `token`; the address unless one is said.
    #[must_use]
    pub fn with_field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Says how long the webhook wants to be left alone (`Retry-After`).
    #[must_use]
    pub fn with_retry_after(mut self, pause: Duration) -> Self {
        self.retry_after = Some(pause);
        self
    }

    /// Adds the cause, for logs.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> PushErrorKind {
        self.kind
    }

    /// What went wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The field of the push notification configuration that is to blame.
    #[must_use]
    pub fn field(&self) -> &'static str {
        self.field.unwrap_or("url")
    }

    /// How long the webhook wants to be left alone, if it said so.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

impl fmt::Display for PushError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl Error for PushError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
