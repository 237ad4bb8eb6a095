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
//! receive is bounded by [`Options`]. Who the caller is is for layers that the embedder puts around them, and so is
//! from which origins a browser may call: from none but the server's own, unless `cors` (feature `cors`) is one of
//! the layers. A client that goes away drops the call, not the work that a service has handed to a task of its own.
//!
//! A stream is taken from the service as fast as its client reads: what is ready goes out together, what the client
//! has no room for stays in the service, and [`serve`] ends a connection whose client reads nothing for
//! [`Serve::write_timeout`]. For each stream about 12 KiB are held, and at most 32 KiB and an event more when its
//! client is slow. [`health`] says whether the process runs and may get traffic.

mod agent_card;
mod answer;
mod body;
mod context;
#[cfg(feature = "cors")]
mod cors;
mod envelope;
mod error;
mod health;
mod http_json;
mod idle_timer;
mod json_rpc;
mod media_type;
mod options;
mod query;
mod serve;
mod sse;

pub use agent_card::{AGENT_CARD_PATH, agent_card};
#[cfg(feature = "cors")]
pub use cors::{InvalidOrigin, Origins, cors};
pub use health::health;
pub use http_json::http_json;
pub use json_rpc::json_rpc;
pub use options::Options;
pub use serve::{Drained, Serve, serve};
