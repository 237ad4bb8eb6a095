//! A corpus of conversations, each of which breaks one rule, and of the same ones repaired.
#![cfg(feature = "layer")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml allows them in tests, but to clippy the functions that tests call are none"
)]

mod bounds;
mod case;
mod corpus;
mod overlap;
mod page;
mod patch;
mod wire;
