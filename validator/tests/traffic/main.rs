//! Traffic that is shown to an inspector, and transcripts of it.
#![cfg(feature = "traffic")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml allows them in tests, but to clippy the functions that tests call are none"
)]

mod inspector;
mod reading;
mod redaction;
mod replaying;
mod world;
