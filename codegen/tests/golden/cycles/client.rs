// @generated from fixtures/cycles/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The client over any transport.

use super::methods;
use super::{Node, Tree};
use ::a2a_bindings::{CallOptions, Transport};

/// Calls an agent over a [`Transport`]: one method per operation.
#[derive(Debug, Clone)]
pub struct Client<T> {
    transport: T,
    call: CallOptions,
}

impl<T: Transport> Client<T> {
    /// A client that sends its requests this way.
    #[must_use]
    pub fn new(transport: T) -> Self {
        Self {
            transport,
            call: CallOptions::new(),
        }
    }
    /// The same client for calls with these options, in place of those that this one has; this one
    /// stays as it is.
    #[must_use]
    pub fn with_call_options(&self, call: CallOptions) -> Self
    where
        T: Clone,
    {
        Self {
            transport: self.transport.clone(),
            call,
        }
    }
    /// The transport that carries the requests.
    #[must_use]
    pub fn transport(&self) -> &T {
        &self.transport
    }
    /// `Walk`.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn walk(&self, request: Node) -> Result<Tree, T::Error> {
        self.transport.unary(&methods::WALK, &request, &self.call).await
    }
}
