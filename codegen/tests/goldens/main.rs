//! Generated code that is compiled and run: what comes of the cases below `fixtures/`.
//!
//! The test `generator` holds it to what the generator makes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

#[rustfmt::skip]
#[path = "../golden/cycles/mod.rs"]
pub mod cycles;
#[rustfmt::skip]
#[path = "../golden/every_type/mod.rs"]
pub mod every_type;
#[rustfmt::skip]
#[path = "../golden/odd_names/mod.rs"]
pub mod odd_names;
#[rustfmt::skip]
#[path = "../golden/operations/mod.rs"]
pub mod operations;

/// The other layout, as a `build.rs` has it.
pub mod one_file {
    include!("../golden/one_file/cycles.rs");
}

mod agent;
mod wire;

mod calls;
mod containment;
mod deprecation;
mod names;
mod oneofs;
mod presence;
mod validation;
