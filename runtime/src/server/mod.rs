//! Server bindings: axum routers over any [`Service`](a2a_bindings::Service), to mount anywhere.
//!
//! ```
//! use a2a_bindings::{Bytes, Service};
//! use a2a_runtime::server::{Options, agent_card, http_json, json_rpc};
//! use std::sync::Arc;
//!
//! fn app<S: Service>(service: Arc<S>, card_json: Bytes) -> axum::Router {
//!     let options = Options::new();
//!     axum::Router::new()
//!         .merge(agent_card(card_json, options.clone()))
//!         .nest_service("/rpc", json_rpc(Arc::clone(&service), options.clone()))
//!         .nest_service("/v1", http_json(service, options))
//! }
//! ```
//!
//! The routers read what operations, routes and errors there are from
//! [`Service::protocol`](a2a_bindings::Service::protocol), so they serve any version of the protocol. What they
//! receive is bounded by [`Options`]. From which origins a browser may call is for a layer that the embedder puts around
//! them: from none but the server's own, unless `cors` (feature `cors`) is one of the layers. A client that goes away
//! drops the call, not the work that a service has handed to a task of its own.
//!
//! A stream is taken from the service as fast as its client reads: what is ready goes out together, what the client
//! has no room for stays in the service, and [`serve`] ends a connection whose client reads nothing for
//! [`Serve::write_timeout`]. For each stream about 12 KiB are held, and at most 32 KiB and an event more when its
//! client is slow. [`health`] says whether the process runs and may get traffic.
//!
//! # Who the caller is
//!
//! A layer in front of the routers finds that out and puts a [`Principal`](a2a_bindings::Principal) into the extensions of
//! the HTTP request; the service gets it in
//! [`RequestContext::principal`](a2a_bindings::RequestContext::principal). No header is taken for one.
//!
//! ```
//! use a2a_bindings::Principal;
//! use axum::extract::Request;
//! use axum::middleware::{Next, from_fn};
//! use axum::response::Response;
//! use http::StatusCode;
//!
//! # fn check(headers: &http::HeaderMap) -> Option<String> { None }
//! async fn authenticate(mut request: Request, next: Next) -> Result<Response, StatusCode> {
//!     // `check` is yours: from the credentials in the headers to the name of whoever has them.
//!     let user = check(request.headers()).ok_or(StatusCode::UNAUTHORIZED)?;
//!     request.extensions_mut().insert(Principal::new(user));
//!     Ok(next.run(request).await)
//! }
//!
//! # fn app(a2a: axum::Router) -> axum::Router {
//! a2a.layer(from_fn(authenticate))
//! # }
//! ```
//!
//! # What the card declares
//!
//! Before the parameters of a request are decoded, the routers ask [`Service::negotiate`](a2a_bindings::Service::negotiate)
//! whether the agent's card has what the request needs (§3.3.4). The extensions that are active are named in the response,
//! in `A2A-Extensions` and, for older clients, `X-A2A-Extensions`. An error with a
//! [`retry_after`](a2a_bindings::A2aError::retry_after) brings the header `Retry-After`.
//!
//! # What is traced
//!
//! Each request is served within a span of [`tracing`](https://docs.rs/tracing), with the target `a2a`:
//!
//! | span `a2a.request` (info) | |
//! | --- | --- |
//! | `otel.kind` | `server` |
//! | `a2a.binding` | `JSONRPC` or `HTTP+JSON` |
//! | `a2a.version` | the version of the protocol that is served |
//! | `a2a.method` | the operation, as `SendMessage`; absent where the request was refused before it was known |
//! | `enduser.id` | [`Principal::id`](a2a_bindings::Principal::id), if there is a principal |
//!
//! Of a stream the span covers what comes before its response. The events have the same target:
//!
//! | event | level | |
//! | --- | --- | --- |
//! | `answered` | debug | the response is there, or the stream is open |
//! | `refused` | debug, warn, error | the response is an error |
//! | `stream failed` | debug, warn, error | an error ended a stream that was open; the span is over, so the event has `a2a.method`, `a2a.binding` and `a2a.version` itself |
//!
//! An error whose HTTP status is not 4xx is at error level, one with a source at warn, every other one at debug. Its fields are
//! `a2a.error.code` (that of JSON-RPC), `a2a.error.reason` (as `TASK_NOT_FOUND`, if it has one), `a2a.error.source` (its
//! causes, joined by `: `), and at error level `a2a.error.message`. Payloads, headers and the messages of refusals are in none of
//! it; a cause is what whoever made the error gave it.

mod agent_card;
mod answer;
mod body;
mod context;
#[cfg(feature = "cors")]
mod cors;
mod envelope;
mod error;
mod exchange;
mod health;
mod http_json;
mod idle_timer;
mod json_rpc;
mod media_type;
mod options;
mod query;
mod serve;
mod sse;
mod trace;

pub use agent_card::{AGENT_CARD_PATH, agent_card};
#[cfg(feature = "cors")]
pub use cors::{InvalidOrigin, Origins, cors};
pub use health::health;
pub use http_json::http_json;
pub use json_rpc::json_rpc;
pub use options::Options;
pub use serve::{Drained, Serve, serve};
