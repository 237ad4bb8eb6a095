// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The messages and enums.

mod aging;
mod beside;
mod choice;
mod color;
mod everything;
mod implicit;
mod limited;
mod lists;
mod maps;
mod old;
mod optional;
mod point;
mod required;
mod several;
mod shade;

pub use aging::*;
pub use beside::*;
pub use choice::*;
pub use color::*;
pub use everything::*;
pub use implicit::*;
pub use limited::*;
pub use lists::*;
pub use maps::*;
pub use old::*;
pub use optional::*;
pub use point::*;
pub use required::*;
pub use several::*;
pub use shade::*;
