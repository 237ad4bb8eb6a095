// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! Dispatch of requests to a handler.

use super::{A2aHandler, PROTOCOL};
use ::a2a_bindings::protocol::{MethodInfo, Protocol};
use ::a2a_bindings::{A2aError, Parameters, Reply, RequestContext, Service};

/// Makes a [`Service`] of an [`A2aHandler`]: decodes and checks each request, calls the method,
/// encodes what it returns.
#[derive(Debug, Clone, Copy, Default)]
pub struct Server<H> {
    handler: H,
}

impl<H: A2aHandler> Server<H> {
    /// Serves a handler.
    #[must_use]
    pub fn new(handler: H) -> Self {
        Self { handler }
    }
    /// The handler that is served.
    #[must_use]
    pub fn handler(&self) -> &H {
        &self.handler
    }
}

impl<H: A2aHandler> Service for Server<H> {
    fn protocol(&self) -> &'static Protocol {
        &PROTOCOL
    }
    fn negotiate(
        &self,
        method: &'static MethodInfo,
        context: &mut RequestContext,
    ) -> Result<(), A2aError> {
        match self.handler.declared() {
            Some(declared) => declared.negotiate(&PROTOCOL, method, context),
            None => Ok(()),
        }
    }
    async fn call(
        &self,
        context: RequestContext,
        method: &'static MethodInfo,
        parameters: Parameters<'_>,
    ) -> Result<Reply, A2aError> {
        match method.name {
            "Send" => {
                let request = parameters.request()?;
                Reply::unary(&self.handler.send(context, request).await?)
            }
            other => {
                Err(A2aError::method_not_found(format!("there is no method `{other}`")))
            }
        }
    }
}
