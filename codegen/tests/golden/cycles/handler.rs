// @generated from fixtures/cycles/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The handler trait.

use super::{Node, Tree};
use ::a2a_bindings::{A2aError, Declared, RequestContext};
use std::future::Future;

/// An agent, as the protocol sees it: one method per operation.
///
/// Implement the methods as plain `async fn`. Those with a default are optional: the default
/// answers with the error that the specification has for an agent without the operation. Requests
/// have been checked when they arrive here. A streaming method returns once the agent has accepted
/// the request; from then on it reports errors in the stream.
pub trait A2aHandler: Send + Sync + 'static {
    /// What the agent's card declares; requests are held to it before they arrive here (§3.3.4, §4.6).
    ///
    /// The default, `None`, is for an agent that serves every operation it implements, whatever its
    /// card says, and uses no extension.
    fn declared(&self) -> Option<&Declared> {
        None
    }
    /// `Walk`.
    ///
    /// # Errors
    ///
    /// The agent refuses the request.
    fn walk(
        &self,
        context: RequestContext,
        request: Node,
    ) -> impl Future<Output = Result<Tree, A2aError>> + Send;
}
