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
mod inspect;
mod own_suite;
mod process;
mod proxied;
mod proxy;
mod proxy_findings;
mod proxy_memory;
mod replay;
mod send;
mod store;
mod stream;
mod task;
mod validate;
mod validate_agent;
mod wire;
