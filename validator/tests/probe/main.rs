//! Agents that do one thing wrong, and what is found at them.
#![cfg(feature = "conformance")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml allows them in tests, but to clippy the functions that tests call are none"
)]

mod agent;
mod answers;
mod cards;
mod credentials;
mod rules;
