//! How long to wait before something is tried again.

use std::time::Duration;
use uuid::Uuid;

/// A delay that doubles with every failure, half of it at random.
#[derive(Debug, Clone, Copy)]
pub(super) struct Backoff {
    pub(super) first: Duration,
    pub(super) max: Duration,
}

/// For a store that fails. It is the engine's own, so it is asked sooner than a webhook of strangers.
pub(super) const OF_STORE: Backoff = Backoff {
    first: Duration::from_millis(200),
    max: Duration::from_secs(30),
};

impl Backoff {
    /// The delay after so many failures in a row; `jitter` says where between its half and its whole.
    pub(super) fn delay(self, failures: u32, jitter: u32) -> Duration {
        let factor = 1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX);
        let half = self.first.saturating_mul(factor).min(self.max) / 2;
        half + half.mul_f64(f64::from(jitter) / f64::from(u32::MAX))
    }
}

/// A random number. Nobody must be unable to guess it, so the bits of an identifier do, and no generator is needed.
pub(super) fn jitter() -> u32 {
    Uuid::new_v4().as_fields().0
}
