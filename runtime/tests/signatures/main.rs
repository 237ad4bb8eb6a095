//! Signatures of agent cards: the vectors of the RFCs, the specification's example, another SDK's signatures, and
//! what must never verify.
#![cfg(feature = "signatures")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml allows them in tests, but to clippy the functions that tests call are none"
)]

mod canonical_form;
mod forgeries;
mod jose_vectors;
mod keys;
mod mutations;
mod python_sdk;
mod rfc8785;
mod round_trips;
mod support;
