//! How persistent push notifications are.

use std::time::Duration;

/// No delay is longer: a clock's end is not reached by adding it.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How often, how fast and for how many tasks at a time push notifications are delivered.
///
/// A webhook gets its notifications in order, one at a time. One that fails is sent again after a delay that doubles
/// from [`first_delay`](Self::with_first_delay) up to [`max_delay`](Self::with_max_delay), half of it at random, so that
/// webhooks which failed together do not all come back together. After the last attempt, or when the webhook answers
/// that it never wants the notification, it is given up: nothing more is sent to it until it is registered again.
///
/// Every attempt is a `tracing` span `a2a.push` with the fields `a2a.task.id`, `a2a.push.config.id` and
/// `a2a.push.attempt`; a webhook that is given up is a warning. Neither says an address or a secret.
///
/// ```
/// use a2a_engine::PushPolicy;
/// use std::time::Duration;
///
/// let policy = PushPolicy::new().with_attempts(3).with_timeout(Duration::from_secs(10));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushPolicy {
    pub(crate) attempts: u32,
    pub(crate) first_delay: Duration,
    pub(crate) max_delay: Duration,
    pub(crate) timeout: Duration,
    pub(crate) max_concurrent: usize,
    pub(crate) max_tasks: usize,
}

impl PushPolicy {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self {
            attempts: 8,
            first_delay: Duration::from_secs(1),
            max_delay: Duration::from_secs(5 * 60),
            timeout: Duration::from_secs(30),
            max_concurrent: 64,
            max_tasks: 10_000,
        }
    }

    /// How often a notification is sent before its webhook is given up (§4.3.3); 8 by default, at least 1.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// How long to wait after the first attempt, at most; 1 second by default. The wait is at least half of it.
    #[must_use]
    pub fn with_first_delay(mut self, first_delay: Duration) -> Self {
        self.first_delay = first_delay.min(LONGEST);
        self
    }

    /// How long to wait between two attempts, at most, even if the webhook asks for more (`Retry-After`); 5 minutes by
    /// default, at most a day.
    #[must_use]
    pub fn with_max_delay(mut self, max_delay: Duration) -> Self {
        self.max_delay = max_delay.min(LONGEST);
        self
    }

    /// How long a webhook has to confirm a notification, and its check when it is registered may take; 30 seconds by
    /// default (§4.3.3, §13.2).
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout.min(LONGEST);
        self
    }

    /// How many notifications are under way at the same time, of all tasks together; 64 by default, at least 1.
    ///
    /// One that waits for its next attempt is not under way. One whose webhook does not answer is, until the
    /// [timeout](Self::with_timeout): where strangers register webhooks, many of those can delay the others.
    #[must_use]
    pub fn with_max_concurrent(mut self, max_concurrent: usize) -> Self {
        self.max_concurrent = max_concurrent.max(1);
        self
    }

    /// For how many tasks notifications are under way, or wait for their next attempt, at the same time; 10,000 by
    /// default, at least 1.
    ///
    /// Further tasks wait in the store, where they take no memory.
    #[must_use]
    pub fn with_max_tasks(mut self, max_tasks: usize) -> Self {
        self.max_tasks = max_tasks.max(1);
        self
    }
}

impl Default for PushPolicy {
    fn default() -> Self {
        Self::new()
    }
}
