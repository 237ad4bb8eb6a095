// @generated from fixtures/cycles/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The messages and enums.

mod branch;
mod expression;
mod expressions;
mod node;
mod ping;
mod pong;
mod tree;

pub use branch::*;
pub use expression::*;
pub use expressions::*;
pub use node::*;
pub use ping::*;
pub use pong::*;
pub use tree::*;
