//! What an answer of a webhook, or none, means for the notification.

use super::egress::EgressError;
use a2a_bindings::{PushError, PushErrorKind};
use http::StatusCode;
use http::header::{HeaderMap, RETRY_AFTER};
use reqwest::Url;
use std::error::Error;
use std::fmt;
use std::time::{Duration, SystemTime};

/// A webhook cannot ask for more than an hour of silence.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(3600);

/// Where a webhook is, as it can be shown: its path may be a secret as well as its query.
pub(super) struct Origin<'a>(pub(super) &'a Url);

impl fmt::Display for Origin<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.0.host_str().unwrap_or_default();
        write!(formatter, "{}://{host}", self.0.scheme())?;
        match self.0.port() {
            Some(port) => write!(formatter, ":{port}"),
            None => Ok(()),
        }
    }
}

/// What the status of an answer says: 2xx is the confirmation (§4.3.3).
pub(super) fn of_answer(status: StatusCode, headers: &HeaderMap, url: &Url) -> Result<(), PushError> {
    if status.is_success() {
        return Ok(());
    }
    let origin = Origin(url);
    if status.is_redirection() {
        let message = format!("{origin} answered {status}, a redirect, which is not followed");
        return Err(PushError::new(PushErrorKind::Failed, message));
    }
    let may_pass = matches!(
        status,
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS
    );
    let message = format!("{origin} answered {status}");
    if status.is_client_error() && !may_pass {
        return Err(PushError::new(PushErrorKind::Rejected, message));
    }
    let error = PushError::new(PushErrorKind::Failed, message);
    Err(match retry_after(headers, SystemTime::now()) {
        Some(pause) => error.with_retry_after(pause),
        None => error,
    })
}

/// How long to wait, in seconds or until a date (RFC 9110 §10.2.3).
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let pause = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than a number holds are more than the bound.
        value.parse().map_or(MAX_RETRY_AFTER, Duration::from_secs)
    } else {
        let date = httpdate::parse_http_date(value).ok()?;
        date.duration_since(now).unwrap_or_default()
    };
    Some(pause.min(MAX_RETRY_AFTER))
}

/// The request got no answer.
pub(super) fn of_failure(error: reqwest::Error, url: &Url) -> PushError {
    if let Some(forbidden) = egress(&error).filter(|error| error.is_forbidden()) {
        return of_egress(forbidden, PushErrorKind::Refused);
    }
    let origin = Origin(url);
    if error.is_builder() {
        let message = format!("no request can be made for {origin}");
        return PushError::new(PushErrorKind::Refused, message).with_source(error.without_url());
    }
    let message = if error.is_connect() {
        format!("{origin} cannot be reached")
    } else if error.is_timeout() {
        format!("{origin} did not answer in time")
    } else {
        format!("the connection to {origin} ended before there was an answer")
    };
    PushError::new(PushErrorKind::Failed, message).with_source(error.without_url())
}

/// The policy does not allow the webhook, or could not tell.
pub(super) fn of_egress(error: &EgressError, kind: PushErrorKind) -> PushError {
    PushError::new(kind, format!("the webhook is not called: {error}"))
}

/// What the policy said when the HTTP client asked for addresses.
fn egress(error: &reqwest::Error) -> Option<&EgressError> {
    let mut source = error.source();
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref() {
            return Some(error);
        }
        source = error.source();
    }
    None
}
