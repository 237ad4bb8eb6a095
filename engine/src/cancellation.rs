//! The signal that a run is no longer wanted.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

/// Set once, seen by everybody who holds it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cancellation(Arc<Signal>);

#[derive(Debug, Default)]
struct Signal {
    is_set: AtomicBool,
    waiting: Notify,
}

impl Cancellation {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn cancel(&self) {
        self.0.is_set.store(true, Ordering::Release);
        self.0.waiting.notify_waiters();
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.is_set.load(Ordering::Acquire)
    }

    pub(crate) async fn cancelled(&self) {
        // Before the check: who has begun to wait is told of what comes after that.
        let told = self.0.waiting.notified();
        if !self.is_cancelled() {
            told.await;
        }
    }
}
