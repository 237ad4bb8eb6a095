//! Identifiers that the engine makes: random, unguessable, safe in a URL.

use uuid::Uuid;

/// A new identifier of a task, a context or a message.
pub(crate) fn new() -> String {
    Uuid::new_v4().to_string()
}
