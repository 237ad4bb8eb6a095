// @generated from schema/ by `cargo run -p a2a-codegen -- generate`; do not edit.
//! One module a version of the protocol.

pub mod v1_0;
