//! The seam between the generated client and a client binding.

use crate::protocol::MethodInfo;
use crate::stream::EventStream;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;

/// Carries requests to an agent.
pub trait Transport: Send + Sync {
    /// What can go wrong: the error that the agent reports, and whatever happens on the way.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Carries a request and brings the response.
    ///
    /// # Errors
    /// The agent reported an error, or did not answer as the protocol demands.
    fn unary<Q, R>(
        &self,
        method: &'static MethodInfo,
        request: &Q,
    ) -> impl Future<Output = Result<R, Self::Error>> + Send
    where
        Q: Serialize + Sync,
        R: DeserializeOwned + Send;

    /// Carries a request and brings the stream of responses.
    ///
    /// # Errors
    /// The agent reported an error, or did not answer as the protocol demands.
    fn stream<Q, R>(
        &self,
        method: &'static MethodInfo,
        request: &Q,
    ) -> impl Future<Output = Result<EventStream<R, Self::Error>, Self::Error>> + Send
    where
        Q: Serialize + Sync,
        R: DeserializeOwned + Send + Sync + 'static;
}

/// The response of an operation that has none: any JSON.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Empty;

impl<'de> serde::Deserialize<'de> for Empty {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_ignored_any(serde::de::IgnoredAny)
            .map(|_| Self)
    }
}
