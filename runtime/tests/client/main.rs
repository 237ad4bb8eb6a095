//! The client, byte by byte on the wire.
#![cfg(feature = "client")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml allows them in tests, but to clippy the functions that tests call are none"
)]

mod answers;
mod call_options;
mod card;
mod connect;
mod layers;
mod requests;
mod server;
mod sse;
mod streams;

use a2a_bindings::protocol::MethodInfo;
use a2a_bindings::v1_0::PROTOCOL;
use a2a_bindings::{CallOptions, Event, EventStream, Transport};
use a2a_runtime::client::{ClientError, HttpTransport};
use serde_json::Value;
use std::future::poll_fn;

fn method(name: &str) -> &'static MethodInfo {
    PROTOCOL.method(name).unwrap()
}

/// Calls a unary operation.
async fn call(transport: &HttpTransport, name: &str, request: &Value) -> Result<Value, ClientError> {
    transport.unary(method(name), request, &CallOptions::new()).await
}

/// Calls a streaming operation.
async fn open(
    transport: &HttpTransport,
    name: &str,
    request: &Value,
) -> Result<EventStream<Value, ClientError>, ClientError> {
    transport.stream(method(name), request, &CallOptions::new()).await
}

/// The next item of a stream.
async fn next<T, E>(stream: &mut EventStream<T, E>) -> Option<Result<Event<T>, E>> {
    poll_fn(|context| stream.as_mut().poll_next(context)).await
}
