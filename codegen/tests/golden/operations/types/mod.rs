// @generated from fixtures/operations/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The messages and enums.

mod count_things_request;
mod count_things_response;
mod find_things_request;
mod thing;
mod thing_id;
mod thing_kind;
mod things;

pub use count_things_request::*;
pub use count_things_response::*;
pub use find_things_request::*;
pub use thing::*;
pub use thing_id::*;
pub use thing_kind::*;
pub use things::*;
