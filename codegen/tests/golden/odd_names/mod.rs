// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! Version 0.1 of the protocol: types, [`A2aHandler`], [`Server`], [`Client`] and the tables
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
