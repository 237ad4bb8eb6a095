//! A timer for what is to happen after silence.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep};

/// Fires when nothing has been going on for a time, and again after as much time.
///
/// It is restarted with every event but fires seldom, so a restart only notes the time: the runtime's timer runs on
/// and is set anew when it finds that there was something.
pub(super) struct IdleTimer {
    limit: Duration,
    since: Instant,
    sleep: Pin<Box<Sleep>>,
}

impl IdleTimer {
    pub(super) fn new(limit: Duration) -> Self {
        Self {
            limit,
            since: Instant::now(),
            sleep: Box::pin(sleep(limit)),
        }
    }

    /// Notes that something is going on.
    pub(super) fn restart(&mut self) {
        self.since = Instant::now();
    }

    /// Is ready when the time is up, and starts again then.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        loop {
            ready!(self.sleep.as_mut().poll(context));
            let now = Instant::now();
            let left = self.limit.saturating_sub(now.duration_since(self.since));
            if left.is_zero() {
                self.since = now;
                return Poll::Ready(());
            }
            self.sleep.set(sleep(left));
        }
    }
}
