//! Why a check fails.

use a2a_runtime::client::ClientError;
use std::error::Error;
use std::fmt;

/// Why a check fails, in one line.
#[derive(Debug, Clone)]
pub(crate) struct Failure(String);

impl Failure {
    /// How many characters of what a peer says are worth reading.
    const MAX: usize = 400;

    pub(crate) fn new(why: impl AsRef<str>) -> Self {
        let words: Vec<_> = why.as_ref().split_whitespace().collect();
        Self(words.join(" ").chars().take(Self::MAX).collect())
    }
}

/// Fails unless both are the same.
pub(crate) fn same<T: PartialEq + fmt::Debug>(what: &str, actual: T, expected: T) -> Result<(), Failure> {
    require(actual == expected, || {
        format!("{what}: {actual:?}, not {expected:?}")
    })
}

/// Fails unless something holds.
pub(crate) fn require<S: AsRef<str>>(holds: bool, why: impl FnOnce() -> S) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(Failure::new(why())) }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        let kind = match error.agent_error() {
            Some(agent) => agent.info().name.to_string(),
            None => format!("{:?}", error.kind()),
        };
        let mut why = format!("{kind}: {error}");
        let mut source = error.source();
        while let Some(cause) = source {
            why = format!("{why}: {cause}");
            source = cause.source();
        }
        Self::new(why)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
