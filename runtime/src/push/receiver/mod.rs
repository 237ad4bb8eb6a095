//! The receiver: a route for notifications, and who waits for them.

mod expectation;
mod notification;
mod receipts;
mod registry;

pub use expectation::Expectation;
pub use notification::{Notification, PushHandler, PushRefusal};
pub use receipts::Receipts;

use super::headers::{A2A_JSON, EVENT_ID};
use a2a_bindings::v1_0::StreamResponse;
use a2a_bindings::{Bytes, from_slice};
use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderName, StatusCode};
use http_body_util::{BodyExt, Collected, LengthLimitError, Limited};
use registry::{Entry, Registry, Taker};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::channel;
use tokio::time::timeout;

/// Receives push notifications: a route for the webhook, and those who wait for what comes there.
///
/// | the request | the answer |
/// | --- | --- |
/// | was taken: the handler returned `Ok`, or the receipts have it | 200 |
/// | presents no secret that is expected | 401, before anything else is looked at |
/// | is not `application/a2a+json` or `application/json` | 415 |
/// | is too large, too slow | 413, 408 |
/// | is no `StreamResponse` of 1.0 | 400 |
/// | is of a task that is not expected (§4.3.3) | 404 |
/// | cannot be taken now | 503 with `Retry-After` |
///
/// Notifications arrive at least once. One that names its event ([`EVENT_ID`](super::EVENT_ID), as senders of this
/// library do if they know it) is handed over once: when it comes again it is confirmed and dropped, provided that it is
/// among the last 1024 of its expectation and the first one has been taken by then. Of any other nobody can
/// tell whether it is a second one, so what is done with it should be idempotent.
///
/// Secrets are kept as digests and compared as such. How many notifications may come in a time is for a layer around
/// the route (§13.2). Clones are the same receiver.
#[derive(Clone)]
pub struct PushReceiver {
    registry: Arc<Registry>,
    max_body: usize,
    body_timeout: Duration,
}

/// How many notifications wait for whoever has the receipts; further ones wait to be taken.
const RECEIPTS: usize = 64;
/// What the sender is asked to wait, in seconds, when a notification cannot be taken now.
const PAUSE: &str = "5";

impl PushReceiver {
    /// A receiver that expects nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            registry: Arc::default(),
            max_body: 1 << 20,
            body_timeout: Duration::from_secs(30),
        }
    }

    /// Sets how many bytes a notification may have, for the routes made from here on; 1 MiB unless set.
    #[must_use]
    pub fn with_max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Sets how long the body of a notification may take, for the routes made from here on; 30 seconds unless set.
    #[must_use]
    pub fn with_body_timeout(mut self, timeout: Duration) -> Self {
        self.body_timeout = timeout;
        self
    }

    /// Gives notifications to a handler for as long as the receiver lives: of the expectation's task, or of every
    /// task if it names none. In that case the handler itself must refuse tasks that are not expected (§4.3.3).
    ///
    /// Of several expectations that a notification meets, one that names the task comes first, and then the older.
    pub fn handle(&self, expectation: Expectation, handler: impl PushHandler) {
        let secret = expectation.secret();
        let taker = Taker::Handler(notification::erase(handler));
        self.registry.add(secret, Entry::new(taker, expectation.task_id));
    }

    /// Waits for the notifications of one task: the expectation's, or the first that arrives with its secret.
    ///
    /// They are confirmed to the sender when they are with the [`Receipts`]; what a crash must not lose belongs in
    /// a [handler](Self::handle). The receipts hold 64; while nobody takes them out, the sender is asked to come again.
    #[must_use = "dropped, the receipts end the expectation"]
    pub fn expect(&self, expectation: Expectation) -> Receipts {
        let secret = expectation.secret();
        let (sender, notifications) = channel(RECEIPTS);
        let entry = Entry::new(Taker::Receipts(sender), expectation.task_id);
        let receipts = Receipts {
            notifications,
            entry: Arc::downgrade(&entry),
            secret,
            registry: Arc::downgrade(&self.registry),
        };
        self.registry.add(secret, entry);
        receipts
    }

    /// The route: POST at the root of a router. Mount it with [`Router::nest_service`].
    pub fn router(&self) -> Router {
        let receiver = self.clone();
        let handler = move |request: Request| {
            let receiver = receiver.clone();
            async move {
                match receiver.receive(request).await {
                    Ok(()) => StatusCode::OK.into_response(),
                    Err(refusal) => refusal.into_response(),
                }
            }
        };
        Router::new().route("/", post(handler))
    }

    async fn receive(&self, request: Request) -> Result<(), Refusal> {
        let (parts, body) = request.into_parts();
        let entries = self.registry.find(&parts.headers);
        if entries.is_empty() {
            return Err(Refusal::unknown_sender());
        }
        if !is_json(&parts.headers) {
            return Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                format!("send the notification as `{A2A_JSON}`"),
            ));
        }
        let body = self.read(body).await?;
        let event: StreamResponse = from_slice(&body).map_err(|error| {
            let message = match error.path() {
                "" => "the body is no StreamResponse".to_owned(),
                path => format!("the body is no StreamResponse: it is wrong at `{path}`"),
            };
            Refusal::new(StatusCode::BAD_REQUEST, message)
        })?;
        let event_id = parts.headers.get(EVENT_ID);
        let event_id = event_id.and_then(|id| id.to_str().ok()).map(str::to_owned);
        let Some(notification) = Notification::new(event, event_id) else {
            let message = "the event is of no kind that this version has";
            return Err(Refusal::new(StatusCode::BAD_REQUEST, message));
        };
        let task_id = &notification.task_id;
        let of_this = entries.iter().find(|entry| entry.is_of(task_id, false));
        let taker = of_this.or_else(|| entries.iter().find(|entry| entry.is_of(task_id, true)));
        let taker = taker.ok_or(PushRefusal::UnexpectedTask)?;
        Ok(taker.take(notification).await?)
    }

    /// Reads the body; one that announces too large a size is not read at all.
    async fn read(&self, body: Body) -> Result<Bytes, Refusal> {
        let limit = self.max_body;
        let too_large = || {
            let message = format!("the notification is larger than {limit} bytes");
            Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message)
        };
        if usize::try_from(body.size_hint().lower()).map_or(true, |size| size > limit) {
            return Err(too_large());
        }
        let Ok(read) = timeout(self.body_timeout, Limited::new(body, limit).collect()).await else {
            return Err(Refusal::new(
                StatusCode::REQUEST_TIMEOUT,
                "the notification took too long",
            ));
        };
        read.map(Collected::to_bytes).map_err(|error| {
            if error.is::<LengthLimitError>() {
                too_large()
            } else {
                Refusal::new(StatusCode::BAD_REQUEST, "the notification could not be read")
            }
        })
    }
}

impl Default for PushReceiver {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for PushReceiver {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PushReceiver")
            .field("max_body", &self.max_body)
            .field("body_timeout", &self.body_timeout)
            .finish_non_exhaustive()
    }
}

/// The specification demands the one (§4.3.3), the official Python server sends the other.
fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = value
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    [A2A_JSON, "application/json"]
        .iter()
        .any(|known| essence.trim().eq_ignore_ascii_case(known))
}

/// An answer that is no confirmation, with one line for whoever reads the sender's logs.
struct Refusal {
    status: StatusCode,
    header: Option<(HeaderName, &'static str)>,
    message: String,
}

impl Refusal {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            header: None,
            message: message.into(),
        }
    }

    fn unknown_sender() -> Self {
        let message = "no notification with this token or authorization is expected";
        Self {
            // A 401 names a scheme (RFC 9110 §15.5.2); which one is expected of whom is for nobody to know.
            header: Some((WWW_AUTHENTICATE, "Bearer")),
            ..Self::new(StatusCode::UNAUTHORIZED, message)
        }
    }
}

impl From<PushRefusal> for Refusal {
    fn from(refusal: PushRefusal) -> Self {
        let message = refusal.to_string();
        match refusal {
            PushRefusal::UnexpectedTask => Self::new(StatusCode::NOT_FOUND, message),
            PushRefusal::NotNow => Self {
                header: Some((RETRY_AFTER, PAUSE)),
                ..Self::new(StatusCode::SERVICE_UNAVAILABLE, message)
            },
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, self.header.map(|header| [header]), self.message).into_response()
    }
}
