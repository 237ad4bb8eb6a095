//! Identifiers that the engine makes: random, unguessable, safe in a URL.

use std::cell::RefCell;
use uuid::{Builder, Uuid};

/// How many identifiers the system is asked for at a time.
const BATCH: usize = 64;

thread_local! {
    /// Random identifiers that have not been used.
    static UNUSED: RefCell<Vec<Uuid>> = const { RefCell::new(Vec::new()) };
}

/// A new identifier of a task, a context or a message: a random UUID.
pub(crate) fn new() -> String {
    let unused = UNUSED.with_borrow_mut(|unused| {
        if unused.is_empty() {
            unused.extend(batch());
        }
        unused.pop()
    });
    unused.unwrap_or_else(Uuid::new_v4).to_string()
}

/// The system's randomness costs a call however much of it is wanted.
fn batch() -> Vec<Uuid> {
    let mut random = [0; BATCH * 16];
    if getrandom::fill(&mut random).is_err() {
        return Vec::new();
    }
    let (chunks, _) = random.as_chunks::<16>();
    chunks
        .iter()
        .map(|bytes| Builder::from_random_bytes(*bytes).into_uuid())
        .collect()
}
