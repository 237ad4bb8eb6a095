// @generated from fixtures/operations/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
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

#[expect(deprecated, reason = "what is deprecated is still read and written")]
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
            "DeleteThing" => {
                let request = parameters.request()?;
                self.handler.delete_thing(context, request).await?;
                Ok(Reply::empty())
            }
            "WatchThing" => {
                let request = parameters.request()?;
                Ok(Reply::stream(self.handler.watch_thing(context, request).await?))
            }
            "CreateThing" => {
                let request = parameters.request()?;
                Reply::unary(&self.handler.create_thing(context, request).await?)
            }
            "CountThings" => {
                let request = parameters.request()?;
                Reply::unary(&self.handler.count_things(context, request).await?)
            }
            "FindThings" => {
                let request = parameters.request()?;
                Reply::unary(&self.handler.find_things(context, request).await?)
            }
            "PutThing" => {
                let request = parameters.request()?;
                Reply::unary(&self.handler.put_thing(context, request).await?)
            }
            "OldThing" => {
                let request = parameters.request()?;
                Reply::unary(&self.handler.old_thing(context, request).await?)
            }
            other => {
                Err(A2aError::method_not_found(format!("there is no method `{other}`")))
            }
        }
    }
}
