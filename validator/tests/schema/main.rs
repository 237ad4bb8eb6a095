//! The schema and what is checked against it.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml allows them in tests, but to clippy the functions that tests call are none"
)]

mod corruption;
mod definitions;
mod documents;
mod findings;
mod guessing;
mod lenient;
mod limits;
mod reports;
mod samples;

use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::Validator;
use std::sync::OnceLock;

/// One validator for all tests, which run on several threads.
fn validator() -> &'static Validator {
    static VALIDATOR: OnceLock<Validator> = OnceLock::new();
    VALIDATOR.get_or_init(|| Validator::new(&PROTOCOL).unwrap())
}
