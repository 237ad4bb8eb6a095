//! Notifications of one task, one after the other.

use super::expectation::Secret;
use super::notification::Notification;
use super::registry::{Entry, Registry};
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Weak;
use std::task::{Context, Poll};
use tokio::sync::mpsc::Receiver;

/// The notifications of one task, from [`PushReceiver::expect`](super::PushReceiver::expect); a stream of them.
///
/// Dropped, it ends the expectation, and the sender is told that it is not known.
pub struct Receipts {
    pub(super) notifications: Receiver<Notification>,
    /// Only the registry holds the entry, so that the notifications end when there are no routes any more.
    pub(super) entry: Weak<Entry>,
    pub(super) secret: Option<Secret>,
    pub(super) registry: Weak<Registry>,
}

impl Receipts {
    /// Says which task it is, once that is known; `false` if the notifications are those of another
    /// one, or there will be none since the receiver and its routes are gone.
    ///
    /// Until then the first notification with the secret says it (§4.3.3): that may arrive before the answer to
    /// SendMessage does.
    #[must_use]
    pub fn bind(&self, task_id: &str) -> bool {
        self.entry
            .upgrade()
            .is_some_and(|entry| entry.is_of(task_id, true))
    }

    /// The next notification; `None` once the receiver and its routes are gone, and at once for an
    /// expectation without a secret, which nothing meets.
    pub async fn next(&mut self) -> Option<Notification> {
        poll_fn(|context| self.notifications.poll_recv(context)).await
    }
}

impl Stream for Receipts {
    type Item = Notification;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Notification>> {
        self.notifications.poll_recv(context)
    }
}

impl Drop for Receipts {
    fn drop(&mut self) {
        if let (Some(registry), Some(secret)) = (self.registry.upgrade(), self.secret) {
            registry.remove(secret, &self.entry);
        }
    }
}

impl fmt::Debug for Receipts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Receipts").finish_non_exhaustive()
    }
}
