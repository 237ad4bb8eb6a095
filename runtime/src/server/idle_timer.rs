//! A timer for what is to happen after silence.

use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};
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
    /// Who the runtime's timer wakes.
    waker: Option<Waker>,
}

impl IdleTimer {
    pub(super) fn new(limit: Duration) -> Self {
        Self {
            limit,
            since: Instant::now(),
            sleep: Box::pin(sleep(limit)),
            waker: None,
        }
    }

    /// Notes that something is going on.
    pub(super) fn restart(&mut self) {
        self.since = Instant::now();
    }

    /// Is ready when the time is up, and starts again then.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        // A stream is asked several times for each event, and to ask the runtime's timer costs more than to ask the
        // stream.
        let is_set = |waker: &Waker| waker.will_wake(context.waker()) && !self.sleep.is_elapsed();
        if self.waker.as_ref().is_some_and(is_set) {
            return Poll::Pending;
        }
        self.waker = Some(context.waker().clone());
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
