// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! Version 1.0 of the protocol: types, [`A2aHandler`], [`Server`], [`Client`] and the tables
//! behind them.

mod client;
mod errors;
mod handler;
mod methods;
mod server;
mod types;

pub use client::*;
pub use errors::*;
pub use handler::*;
pub use methods::*;
pub use server::*;
pub use types::*;
