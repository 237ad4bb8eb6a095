//! Generates Rust bindings for A2A.
//!
//! ```text
//! a2a.proto --import--> schema/vX.Y/a2a.json --read--> model --lower--> IR --emit--> generated/vX_Y/*.rs
//! ```
//!
//! [`Config`] generates the code, for build scripts and for the `a2a-codegen` command alike. [`import`] makes the
//! schema from what the A2A project publishes, and [`diff`](diff()) compares two schemas. Every failure is an
//! [`Error`] with the place in the input.
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `import` | [`import::from_proto`]: reading the protocol buffer definition, without protoc |
//! | `cli` | the `a2a-codegen` command; its `import` needs the other feature too |

pub mod import;
pub mod model;
pub mod schema;
#[doc(hidden)]
pub mod workspace;

mod diff;
mod emit;
mod error;
mod generate;
mod json;
mod lower;
mod output;
mod route;

pub use diff::{Change, Effect, diff};
pub use error::{Error, ErrorKind};
pub use generate::{Config, Generated, Layout};
pub use output::Outcome;

use std::path::Path;

/// Reads a text file.
///
/// # Errors
/// It cannot be read.
pub fn read_text(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|error| Error::io(path, "read", error))
}

/// Reads a JSON file.
///
/// # Errors
/// It cannot be read, or is not JSON.
pub fn read_json(path: &Path) -> Result<serde_json::Value, Error> {
    parse_json(path, &read_text(path)?)
}

fn parse_json(path: &Path, text: &str) -> Result<serde_json::Value, Error> {
    serde_json::from_str(text).map_err(|error| {
        let message = format!("{} is not JSON: {error}", path.display());
        Error::new(ErrorKind::Syntax, "", message).with_source(error)
    })
}
