//! The settings of a sender.

use super::egress::EgressPolicy;
use std::time::Duration;

/// The settings of an [`HttpPushSender`](super::HttpPushSender).
///
/// ```
/// use a2a_runtime::push::{EgressPolicy, PushOptions};
/// use std::time::Duration;
///
/// let options = PushOptions::new()
///     .with_timeout(Duration::from_secs(15))
///     .with_egress(EgressPolicy::new().allow_private(true));
/// ```
#[derive(Debug, Clone)]
pub struct PushOptions {
    pub(super) egress: EgressPolicy,
    pub(super) timeout: Duration,
    pub(super) connect_timeout: Duration,
    pub(super) max_idle_per_host: usize,
}

impl PushOptions {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self {
            egress: EgressPolicy::new(),
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            max_idle_per_host: 2,
        }
    }

    /// Sets which webhooks are called; those of the public internet unless set.
    #[must_use]
    pub fn with_egress(mut self, policy: EgressPolicy) -> Self {
        self.egress = policy;
        self
    }

    /// Sets how long a notification may take in all; 30 seconds unless set (10 to 30 are recommended, §4.3.3).
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how long a connection may take, with DNS and TLS; 10 seconds unless set.
    ///
    /// A webhook's name must be resolved in the same time when it is registered.
    #[must_use]
    pub fn with_connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how many idle connections are kept for each host; 2 unless set, none with 0.
    ///
    /// A connection is idle for 15 seconds at most, so their number in all is bounded by the hosts of that time.
    #[must_use]
    pub fn with_max_idle_per_host(mut self, connections: usize) -> Self {
        self.max_idle_per_host = connections;
        self
    }
}

impl Default for PushOptions {
    fn default() -> Self {
        Self::new()
    }
}
