//! The headers of one call: those of the transport, with what the call says itself.

use super::error::{ClientError, ClientErrorKind};
use super::options::{self, A2A_EXTENSIONS, X_A2A_EXTENSIONS};
use a2a_bindings::CallOptions;
use http::header::{
    ACCEPT, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, HeaderMap, HeaderName, HeaderValue, TE,
    TRAILER, TRANSFER_ENCODING, UPGRADE,
};

pub(super) const A2A_VERSION: HeaderName = HeaderName::from_static("a2a-version");
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Headers that a call cannot set. What frames a message, or says what the message is, must agree with what is sent;
/// the rest are options by another name.
const RESERVED: [HeaderName; 16] = [
    A2A_VERSION,
    A2A_EXTENSIONS,
    X_A2A_EXTENSIONS,
    LAST_EVENT_ID,
    ACCEPT,
    CONTENT_TYPE,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    HOST,
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    TE,
    TRAILER,
    UPGRADE,
    EXPECT,
];

/// The headers of the transport with those of a call.
///
/// # Errors
/// The call has a header that is reserved, or one that no request can carry.
pub(super) fn headers(
    own: &HeaderMap,
    call: &CallOptions,
    streaming: bool,
) -> Result<HeaderMap, ClientError> {
    let mut headers = own.clone();
    for (name, value) in &call.headers {
        let (name, value) = header(name, value)?;
        headers.insert(name, value);
    }
    if !call.extensions.is_empty() {
        let list = extensions(headers.get(A2A_EXTENSIONS), &call.extensions)?;
        headers.insert(A2A_EXTENSIONS, list.clone());
        headers.insert(X_A2A_EXTENSIONS, list);
    }
    if let Some(id) = call.last_event_id.as_ref().filter(|_| streaming) {
        let id = HeaderValue::from_bytes(id.as_bytes())
            .map_err(|error| refused("the event id fits into no header".to_owned()).with_source(error))?;
        headers.insert(LAST_EVENT_ID, id);
    }
    Ok(headers)
}

fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), ClientError> {
    let shown = name.escape_debug();
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|error| refused(format!("`{shown}` is no name of a header")).with_source(error))?;
    if RESERVED.contains(&name) {
        return Err(refused(format!(
            "the header `{name}` is the transport's own and cannot be set for a call"
        )));
    }
    // The error of the conversion is left out on purpose: nothing may show the value.
    let mut value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| refused(format!("the value of the header `{name}` fits into no header")))?;
    value.set_sensitive(true);
    Ok((name, value))
}

/// The extensions that the transport names, and after them those of the call that it does not.
fn extensions(own: Option<&HeaderValue>, uris: &[String]) -> Result<HeaderValue, ClientError> {
    let own = own.and_then(|list| list.to_str().ok()).unwrap_or_default();
    let own: Vec<_> = own
        .split(',')
        .map(str::trim)
        .filter(|uri| !uri.is_empty())
        .collect();
    let more = uris.iter().map(String::as_str).filter(|uri| !own.contains(uri));
    options::extensions(own.iter().copied().chain(more))
}

fn refused(message: String) -> ClientError {
    ClientError::new(ClientErrorKind::Request, message)
}
