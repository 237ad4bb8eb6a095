//! The headers of a notification.

use a2a_bindings::{Push, PushAuthentication, PushError, PushErrorKind, PushTarget};
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

/// Carries the token of a push notification configuration (§4.3.1). The specification names no header; this is the
/// one that the SDKs agree on.
pub const NOTIFICATION_TOKEN: HeaderName = HeaderName::from_static("x-a2a-notification-token");

/// Carries the id of the event, the same as in a stream.
///
/// It is an addition of this library and not of the specification, where a notification has no id: senders may leave
/// it out, receivers may ignore it. With it a receiver tells a second delivery from a second event.
pub const EVENT_ID: HeaderName = HeaderName::from_static("x-a2a-event-id");

/// The media type of a notification (§4.3.3).
pub(super) const A2A_JSON: &str = "application/a2a+json";

/// How many bytes a value may have that a client chose; servers refuse headers that are much longer.
const MAX_VALUE: usize = 8 << 10;

/// The headers by which a webhook knows the sender.
///
/// # Errors
/// What the client registered is not what a header can carry.
pub(super) fn of_target(target: &PushTarget) -> Result<HeaderMap, PushError> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(A2A_JSON));
    if let Some(authentication) = &target.authentication {
        let authorization =
            authorization(authentication).map_err(|error| error.with_field("authentication"))?;
        headers.insert(AUTHORIZATION, authorization);
    }
    if !target.token.is_empty() {
        let token = secret(&target.token, "token").map_err(|error| error.with_field("token"))?;
        headers.insert(NOTIFICATION_TOKEN, token);
    }
    Ok(headers)
}

/// All headers of a notification. An id that no header can carry is left out: the notification counts without it.
pub(super) fn of_push(push: &Push<'_>) -> Result<HeaderMap, PushError> {
    let mut headers = of_target(push.target)?;
    let id = push.event_id.filter(|id| id.len() <= MAX_VALUE);
    if let Some(id) = id.and_then(ascii) {
        headers.insert(EVENT_ID, id);
    }
    Ok(headers)
}

fn authorization(authentication: &PushAuthentication) -> Result<HeaderValue, PushError> {
    let PushAuthentication { scheme, credentials } = authentication;
    // A token of RFC 9110 §5.6.2: whatever else a header can carry would be the start of the credentials.
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if scheme.is_empty() || !scheme.bytes().all(is_token) {
        return Err(refused("the scheme of the authentication is not one of HTTP"));
    }
    if credentials.is_empty() {
        return secret(scheme, "scheme of the authentication");
    }
    // Apart, so that blanks around the credentials are seen.
    secret(credentials, "authentication")?;
    secret(&format!("{scheme} {credentials}"), "authentication")
}

/// A header value that is not shown; the error does not repeat it either.
fn secret(text: &str, what: &str) -> Result<HeaderValue, PushError> {
    if text.len() > MAX_VALUE {
        return Err(refused(format!("the {what} is longer than {MAX_VALUE} bytes")));
    }
    if text.trim_ascii() != text {
        // HTTP takes them off, and the webhook would compare something else.
        return Err(refused(format!("the {what} begins or ends with a blank")));
    }
    let mut value =
        ascii(text).ok_or_else(|| refused(format!("the {what} has characters that no header can carry")))?;
    value.set_sensitive(true);
    Ok(value)
}

/// A header value without what servers read as Latin-1, UTF-8 or not at all.
fn ascii(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok().filter(|_| text.is_ascii())
}

fn refused(message: impl Into<String>) -> PushError {
    PushError::new(PushErrorKind::Refused, message)
}
