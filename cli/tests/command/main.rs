//! The built command against its own demo agent, and against agents that misbehave.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml allows them in tests, but to clippy the functions that tests call are none"
)]

mod behaviors;
mod card;
mod conformance;
mod credentials;
mod demo;
mod demo_agent;
mod demo_server;
mod errors;
mod fake_agent;
mod help;
mod process;
mod send;
mod store;
mod stream;
mod task;
mod validate;
