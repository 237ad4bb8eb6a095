//! JSON as it is stored.

use crate::store::{StoreError, StoreErrorKind};
use std::error::Error;

/// How deep the JSON of an entry may be nested.
///
/// Readers stop at 128, and folding moves what an entry has at most two levels further inside. What a request brings
/// has fewer levels anyway, but not what an agent makes: without a limit, a task would be unreadable that was accepted.
const MAX_DEPTH: usize = 120;

/// Makes sure that JSON can be read again.
pub(super) fn check_depth(json: &[u8]) -> Result<(), StoreError> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            let message = format!("the entry has JSON of more than {MAX_DEPTH} levels: make it flatter");
            return Err(StoreError::new(StoreErrorKind::Full, message));
        }
    }
    Ok(())
}

/// What is stored cannot be read.
pub(super) fn unreadable(error: impl Error + Send + Sync + 'static) -> StoreError {
    let message = "the database has JSON that cannot be understood";
    StoreError::new(StoreErrorKind::Corrupt, message).with_source(error)
}

/// Something cannot be written as JSON, which no type of the protocol lets happen.
pub(super) fn unwritable(error: impl Error + Send + Sync + 'static) -> StoreError {
    StoreError::new(StoreErrorKind::Corrupt, "the value cannot be written as JSON").with_source(error)
}
