//! Answers the requests whose behaviour is a hostile answer, and lets the others through, some not to the end.

use super::Behaviors;
use super::behavior::Plot;
use super::body::body;
use super::call::Call;
use super::wire::{Wanted, Wire};
use axum::body::{Body, BodyDataStream};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{StreamExt, stream};
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// How much of a request's body is read in search of a message; of what has more, no behaviour is sought.
const MAX_BODY: usize = 1024 * 1024;
/// How long the body may take.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// The middleware.
pub(super) async fn intercept(
    behaviors: Arc<Behaviors>,
    rpc_paths: &'static [&'static str],
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let mut body = body.into_data_stream();
    let mut read = Vec::new();
    // What does not come in time, or fails, is for the server behind to judge.
    let complete = timeout(BODY_TIMEOUT, read_all(&mut body, &mut read)).await == Ok(true);
    let call = complete.then(|| Call::of(&parts, &read, rpc_paths)).flatten();
    let behavior = call.as_ref().and_then(|call| call.behavior(&behaviors.list));
    if let (Some(call), Some(behavior)) = (&call, behavior)
        && let Plot::Wire(wire) = &behavior.plot
    {
        return answer(Arc::clone(wire), call).await;
    }
    let interruption = behavior.and_then(|behavior| behavior.interruption);
    let body = if complete {
        Body::from(read)
    } else {
        let read = stream::iter([Ok(read.into())]);
        Body::from_stream(read.chain(body))
    };
    let response = next.run(Request::from_parts(parts, body)).await;
    match interruption {
        Some(interruption) => interruption.apply(response),
        None => response,
    }
}

/// Reads a body to its end; `false` if that is not how it ends, or if it has too much.
async fn read_all(body: &mut BodyDataStream, read: &mut Vec<u8>) -> bool {
    while let Some(data) = body.next().await {
        let Ok(data) = data else { return false };
        read.extend_from_slice(&data);
        if read.len() > MAX_BODY {
            return false;
        }
    }
    true
}

async fn answer(wire: Arc<Wire>, call: &Call) -> Response {
    sleep(wire.delay).await;
    let body = Body::from_stream(body(Arc::clone(&wire), call));
    let mut response = Response::new(body);
    *response.status_mut() = wire.status;
    let headers = response.headers_mut();
    if !wire.has_content_type {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(call)));
    }
    for (name, value) in &wire.headers {
        headers.append(name, value.clone());
    }
    response
}

/// What a well-behaved agent would answer with.
fn media_type(call: &Call) -> &'static str {
    match (call.wanted, &call.id) {
        (Wanted::Events, _) => "text/event-stream",
        (_, Some(_)) => "application/json",
        (_, None) => "application/a2a+json",
    }
}
