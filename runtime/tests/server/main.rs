//! The server bindings, by the bytes on the wire.
#![cfg(feature = "server")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml allows them in tests, but to clippy the functions that tests call are none"
)]

mod agent;
mod agent_card;
mod context;
#[cfg(feature = "cors")]
mod cors;
mod health;
mod http_json;
mod json_rpc;
mod json_rpc_stream;
mod mounting;
mod seams;
mod serve;
mod sse;
mod trace;
mod wire;
