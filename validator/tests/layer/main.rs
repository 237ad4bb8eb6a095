//! The layer, before small services that answer what they are told to.
#![cfg(feature = "layer")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml allows them in tests, but to clippy the functions that tests call are none"
)]

mod enforcing;
mod exchange;
mod http_json;
mod json_rpc;
mod passing;
mod streams;
