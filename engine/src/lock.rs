//! Locks without poison.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks; no code of an agent runs under any of the locks, so a panic cannot have left a value half changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
