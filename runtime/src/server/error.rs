//! The errors that a binding itself has to report: the protocol's own by their names in the served version (§5.4),
//! and those of HTTP.

use a2a_bindings::protocol::Protocol;
use a2a_bindings::{A2aError, ErrorInfo};
use std::borrow::Cow;
use std::time::Duration;

/// The request's media type is none that the binding reads (§3.3.2).
pub(super) fn content_type_not_supported(protocol: &Protocol, content_type: &str) -> A2aError {
    let content_type = excerpt(content_type);
    let message = format!("the content type `{content_type}` is not supported: send `application/json`");
    named(protocol, "ContentTypeNotSupportedError", message)
}

/// The request is of a version that is not served (§3.6.2).
pub(super) fn version_not_supported(protocol: &Protocol, requested: Option<&str>) -> A2aError {
    let served = protocol.version;
    let what = match requested {
        Some(version) => format!("protocol version {} is not served", excerpt(version)),
        None => "the request names no protocol version, which means 0.3, and that is not served".to_owned(),
    };
    let message = format!("{what}: send the header `A2A-Version: {served}`");
    named(protocol, "VersionNotSupportedError", message).with_metadata("supportedVersions", served)
}

/// The body has more bytes than the limit. Repeating the request does not help, hence `INVALID_ARGUMENT`.
pub(super) fn body_too_large(limit: usize) -> A2aError {
    let info = of_http(413, "INVALID_ARGUMENT");
    A2aError::new(info, format!("the request body is larger than {limit} bytes"))
}

/// The body was not there in time.
pub(super) fn body_too_slow(limit: Duration) -> A2aError {
    let info = of_http(408, "DEADLINE_EXCEEDED");
    A2aError::new(
        info,
        format!("the request body took longer than {} seconds", limit.as_secs()),
    )
}

/// The path is served for other verbs only.
pub(super) fn method_not_allowed(verbs: &str) -> A2aError {
    let info = of_http(405, "UNIMPLEMENTED");
    A2aError::new(info, format!("this path is served for {verbs} only"))
}

/// The beginning of what a peer sent: a message repeats no more of it than a person reads.
pub(super) fn excerpt(text: &str) -> String {
    text.chars().take(64).collect()
}

fn named(protocol: &Protocol, name: &str, message: String) -> A2aError {
    match protocol.error(name) {
        Some(info) => A2aError::new(info.clone(), message),
        // Versions before 1.0 do not name all of them.
        None => A2aError::invalid_request(message),
    }
}

/// An invalid request for which HTTP has a status of its own.
fn of_http(http_status: u16, grpc_status: &'static str) -> ErrorInfo {
    ErrorInfo {
        name: Cow::Borrowed("InvalidRequestError"),
        json_rpc_code: -32600,
        http_status,
        grpc_status: Cow::Borrowed(grpc_status),
        reason: None,
    }
}
