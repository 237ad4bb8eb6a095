//! What an embedder can change about the bindings.

use std::time::{Duration, SystemTime};

/// Settings of the routers; [`Options::new`] gives the defaults.
///
/// ```
/// use a2a_runtime::server::Options;
/// use std::time::Duration;
///
/// let options = Options::new().max_body_bytes(1 << 20).keep_alive(Duration::from_secs(5));
/// ```
#[derive(Debug, Clone)]
pub struct Options {
    pub(super) max_body_bytes: usize,
    pub(super) body_timeout: Duration,
    pub(super) keep_alive: Option<Duration>,
    pub(super) assume_version: bool,
    pub(super) card_max_age: Duration,
    pub(super) card_last_modified: Option<SystemTime>,
}

impl Options {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self {
            max_body_bytes: 10 * 1024 * 1024,
            body_timeout: Duration::from_secs(60),
            keep_alive: Some(Duration::from_secs(4)),
            assume_version: false,
            card_max_age: Duration::from_secs(300),
            card_last_modified: None,
        }
    }

    /// How many bytes the body of a request may have; 10 MiB unless set.
    ///
    /// A larger one is refused: at once if it announces its size, and otherwise where reading it reaches the limit.
    #[must_use]
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.max_body_bytes = bytes;
        self
    }

    /// How long the body of a request may take to arrive; 60 seconds unless set.
    ///
    /// A client that takes longer gets an error, so that connections cannot be held by sending next to nothing.
    #[must_use]
    pub fn body_timeout(mut self, limit: Duration) -> Self {
        self.body_timeout = limit;
        self
    }

    /// How long a stream may be silent before it sends a comment, so that proxies and clients keep the connection;
    /// 4 seconds unless set, and zero for never. The official Python SDK's client gives up after 5.
    ///
    /// It is also how long the answer to a streaming call waits for the first event, which decides between an
    /// error response and a stream: a stream that has nothing by then begins with the comment.
    #[must_use]
    pub fn keep_alive(mut self, interval: Duration) -> Self {
        self.keep_alive = Some(interval).filter(|interval| !interval.is_zero());
        self
    }

    /// Whether a request that names no protocol version (§3.6) is taken for one of the version that is served;
    /// `false` unless set, and then such a request means version 0.3, as the specification has it.
    #[must_use]
    pub fn assume_version(mut self, assume: bool) -> Self {
        self.assume_version = assume;
        self
    }

    /// How long a client may use the agent card without asking again (§8.6.1), in whole seconds; 300 unless set.
    #[must_use]
    pub fn card_max_age(mut self, max_age: Duration) -> Self {
        self.card_max_age = max_age;
        self
    }

    /// When the agent card changed last (§8.6.1), in whole seconds; unless set, when the router was made, and a time
    /// in the future is taken for that too.
    #[must_use]
    pub fn card_last_modified(mut self, time: SystemTime) -> Self {
        self.card_last_modified = Some(time);
        self
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}
