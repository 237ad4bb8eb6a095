//! What both bindings do alike: call the service, and answer.

use super::sse::Opened;
use a2a_bindings::protocol::MethodInfo;
use a2a_bindings::{A2aError, Bytes, Parameters, Reply, RequestContext, Service};
use axum::body::Body;
use axum::response::Response;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use std::time::Duration;

/// What a call came to.
pub(super) enum Answer {
    /// One JSON document.
    Document(Bytes),
    /// A stream whose first event did not fail.
    Events(Opened),
}

/// Calls the service.
///
/// # Errors
/// The service refused, or its stream failed before the first event: the client gets an error response and no
/// stream.
pub(super) async fn call<S: Service>(
    service: &S,
    context: RequestContext,
    method: &'static MethodInfo,
    parameters: Parameters<'_>,
    keep_alive: Option<Duration>,
) -> Result<Answer, A2aError> {
    match service.call(context, method, parameters).await? {
        Reply::Unary(json) => Ok(Answer::Document(json)),
        Reply::Stream(frames) => Opened::new(frames, keep_alive).await.map(Answer::Events),
    }
}

/// A response with a document.
pub(super) fn document(status: StatusCode, content_type: HeaderValue, json: impl Into<Body>) -> Response {
    let mut response = Response::new(json.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}
