// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The client over any transport.

use super::methods;
use super::Everything;
use ::a2a_bindings::Transport;

/// Calls an agent over a [`Transport`]: one method per operation.
#[derive(Debug, Clone)]
pub struct Client<T> {
    transport: T,
}

impl<T: Transport> Client<T> {
    /// A client that sends its requests this way.
    #[must_use]
    pub fn new(transport: T) -> Self {
        Self { transport }
    }
    /// The transport that carries the requests.
    #[must_use]
    pub fn transport(&self) -> &T {
        &self.transport
    }
    /// `Send`.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn send(&self, request: Everything) -> Result<Everything, T::Error> {
        self.transport.unary(&methods::SEND, &request).await
    }
}
