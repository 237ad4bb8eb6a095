// @generated from fixtures/operations/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The handler trait.

use super::{
    ErrorKind, CountThingsRequest, CountThingsResponse, FindThingsRequest, Thing,
    ThingId, Things,
};
use ::a2a_bindings::{A2aError, Declared, EventStream, RequestContext};
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
    /// Answers with nothing.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn delete_thing(
        &self,
        context: RequestContext,
        request: ThingId,
    ) -> impl Future<Output = Result<(), A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `DeleteThing`",
                ),
            ),
        )
    }
    /// Streams.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::NoStreams`].
    fn watch_thing(
        &self,
        context: RequestContext,
        request: ThingId,
    ) -> impl Future<Output = Result<EventStream<Thing>, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::NoStreams,
                    "this agent does not support `WatchThing`",
                ),
            ),
        )
    }
    /// Has no tenant.
    ///
    /// # Errors
    ///
    /// The agent refuses the request.
    fn create_thing(
        &self,
        context: RequestContext,
        request: Thing,
    ) -> impl Future<Output = Result<Thing, A2aError>> + Send;
    /// Has no route.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn count_things(
        &self,
        context: RequestContext,
        request: CountThingsRequest,
    ) -> impl Future<Output = Result<CountThingsResponse, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `CountThings`",
                ),
            ),
        )
    }
    /// Has many fields in the query.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn find_things(
        &self,
        context: RequestContext,
        request: FindThingsRequest,
    ) -> impl Future<Output = Result<Things, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `FindThings`",
                ),
            ),
        )
    }
    /// Every verb.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn put_thing(
        &self,
        context: RequestContext,
        request: Thing,
    ) -> impl Future<Output = Result<Thing, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `PutThing`",
                ),
            ),
        )
    }
    /// Is deprecated.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    #[deprecated]
    fn old_thing(
        &self,
        context: RequestContext,
        request: ThingId,
    ) -> impl Future<Output = Result<Thing, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `OldThing`",
                ),
            ),
        )
    }
}
