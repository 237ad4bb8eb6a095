//! The signal that a run is no longer wanted.

use std::sync::Arc;
use tokio::sync::watch;

/// Set once, seen by everybody who holds it.
#[derive(Debug, Clone)]
pub(crate) struct Cancellation(Arc<watch::Sender<bool>>);

impl Cancellation {
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    pub(crate) fn cancel(&self) {
        self.0.send_replace(true);
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        *self.0.borrow()
    }

    pub(crate) async fn cancelled(&self) {
        // The sender cannot be gone: `self` holds it.
        let _ = self.0.subscribe().wait_for(|cancelled| *cancelled).await;
    }
}
