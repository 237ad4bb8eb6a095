// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The messages and enums.

mod a;
mod r#box;
mod crate_;
mod debug;
mod r#enum;
mod http_auth;
mod http_auth_2;
mod m;
mod mod_;
mod none;
mod option;
mod result;
mod self_;
mod size;
mod some;
mod string;
mod super_;
mod t;
mod r#type;
mod vec;

pub use a::*;
pub use r#box::*;
pub use crate_::*;
pub use debug::*;
pub use r#enum::*;
pub use http_auth::*;
pub use http_auth_2::*;
pub use m::*;
pub use mod_::*;
pub use none::*;
pub use option::*;
pub use result::*;
pub use self_::*;
pub use size::*;
pub use some::*;
pub use string::*;
pub use super_::*;
pub use t::*;
pub use r#type::*;
pub use vec::*;
