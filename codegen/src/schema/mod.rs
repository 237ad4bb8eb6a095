//! Our JSON Schema documents: 2020-12, with what JSON Schema cannot say in `x-a2a-…` annotations.
//!
//! [`write()`] and [`read()`] are inverse to each other. The document is the canonical form of the protocol, what a
//! correct peer emits; what a receiver accepts is wider and follows from the annotations.

mod check;
mod read;
mod write;

use crate::error::Error;
use crate::model::Schema;
use std::path::Path;

pub use read::read;
pub(crate) use read::{error_code, group};
pub use write::{to_text, write};

/// Where the definitions are.
const DEFS: &str = "#/$defs/";

/// Marks the definitions that are made from the operations rather than from messages.
const ENVELOPE: &str = "x-a2a-envelope";

const INT64_PATTERN: &str = "^-?[0-9]+$";
const UINT64_PATTERN: &str = "^[0-9]+$";

/// Base64 with padding in the standard alphabet.
const BASE64_PATTERN: &str = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";

/// RFC 3339 in UTC, with up to nanoseconds (§5.6.1).
const TIMESTAMP_PATTERN: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?Z$";

/// Writes a schema to a file.
///
/// # Errors
/// The schema is one that [`read`] would refuse, or the file cannot be written.
pub fn save(schema: &Schema, path: &Path) -> Result<(), Error> {
    write::check_envelopes(schema)?;
    read(&write(schema))?;
    crate::output::write(path, &to_text(schema))
}
