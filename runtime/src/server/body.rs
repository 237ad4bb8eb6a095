//! Reading a request's body, within the limit.

use super::error::{body_too_large, body_too_slow};
use super::options::Options;
use a2a_bindings::{A2aError, Bytes};
use axum::body::{Body, HttpBody};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use tokio::time::timeout;

/// Reads the whole body; one that announces too large a size is not read at all.
///
/// # Errors
/// It has more bytes than the limit or takes longer than it may, or the connection failed.
pub(super) async fn read(body: Body, options: &Options) -> Result<Bytes, A2aError> {
    let limit = options.max_body_bytes;
    if usize::try_from(body.size_hint().lower()).map_or(true, |size| size > limit) {
        return Err(body_too_large(limit));
    }
    let mut collect = pin!(Limited::new(body, limit).collect());
    // Most bodies are there with the head of the request, and need no timer.
    let read = match poll_fn(|context| Poll::Ready(collect.as_mut().poll(context))).await {
        Poll::Ready(read) => read,
        Poll::Pending => match timeout(options.body_timeout, collect).await {
            Ok(read) => read,
            Err(_) => return Err(body_too_slow(options.body_timeout)),
        },
    };
    match read {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(body_too_large(limit)),
        Err(error) => Err(A2aError::invalid_request("the request body could not be read").with_source(error)),
    }
}
