//! The seam between a server binding and an agent: bytes in, bytes out, whatever the version of the protocol.

use crate::error::A2aError;
use crate::frame::{Encoded, Frames};
use crate::parameters::Parameters;
use crate::protocol::{MethodInfo, Protocol};
use crate::stream::{EventStream, to_json};
use crate::validate::Validate;
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

/// An agent that serves a version of the protocol; the generated `Server` makes one of any `A2aHandler`.
pub trait Service: Send + Sync + 'static {
    /// The version that is served.
    fn protocol(&self) -> &'static Protocol;

    /// Holds a request to what the agent's card declares (§3.3.4, §4.6), before its parameters are decoded, and
    /// notes in the context which extensions are active. The default lets every request pass and activates nothing.
    ///
    /// Whoever calls a service calls this first, with the method and the context that [`call`](Self::call) gets.
    ///
    /// # Errors
    /// The card lacks the capability that the operation needs, or requires an extension that the client did not name.
    fn negotiate(&self, method: &'static MethodInfo, context: &mut RequestContext) -> Result<(), A2aError> {
        let _ = (method, context);
        Ok(())
    }

    /// Serves one request.
    ///
    /// # Errors
    /// The parameters are wrong, or the agent refuses the request.
    fn call(
        &self,
        context: RequestContext,
        method: &'static MethodInfo,
        parameters: Parameters<'_>,
    ) -> impl Future<Output = Result<Reply, A2aError>> + Send;
}

impl<S: Service> Service for Arc<S> {
    fn protocol(&self) -> &'static Protocol {
        S::protocol(self)
    }

    fn negotiate(&self, method: &'static MethodInfo, context: &mut RequestContext) -> Result<(), A2aError> {
        S::negotiate(self, method, context)
    }

    async fn call(
        &self,
        context: RequestContext,
        method: &'static MethodInfo,
        parameters: Parameters<'_>,
    ) -> Result<Reply, A2aError> {
        S::call(self, context, method, parameters).await
    }
}

/// What a request says beside its parameters.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct RequestContext {
    /// The service parameters, by lower-case name (§3.2.6).
    pub service_parameters: BTreeMap<String, String>,
    /// The URIs of the extensions that the client wants to use (`A2A-Extensions`).
    pub extensions: Vec<String>,
    /// The URIs of the extensions that are active: those that the client wants to use and the agent's card declares
    /// ([`Service::negotiate`]).
    pub activated_extensions: Vec<String>,
    /// Who makes the request, as the layer in front of the binding found out; `None` where nobody asked.
    pub principal: Option<Principal>,
    /// The W3C trace context as it was received: `traceparent`, `tracestate` and `baggage`, those that are there. Nothing
    /// has been checked but that none of them is longer than 8 KiB; hand them on to whoever is called on the way.
    pub trace_context: BTreeMap<String, String>,
    /// The id of the last event that the client received, when it comes back to a stream (`Last-Event-ID`).
    pub last_event_id: Option<String>,
}

impl RequestContext {
    /// A context that says nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// Who makes a request: a user, a service, another agent.
///
/// Whoever authenticates requests puts one where the binding finds it; the routers of `a2a-runtime` look into the
/// extensions of the HTTP request.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Principal {
    /// Tells principals apart, and the same one again. It is shown in logs and kept with tasks, so it is never a secret,
    /// such as a token.
    pub id: String,
}

impl Principal {
    /// A principal by its id.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

/// What a request is answered with.
pub enum Reply {
    /// One JSON document.
    Unary(Bytes),
    /// A stream of JSON documents.
    Stream(Frames),
}

impl Reply {
    /// A response.
    ///
    /// # Errors
    /// It cannot be written as JSON, which no generated type does.
    pub fn unary<T: Serialize>(response: &T) -> Result<Self, A2aError> {
        to_json(response).map(Self::Unary)
    }

    /// An empty response.
    #[must_use]
    pub fn empty() -> Self {
        Self::Unary(Bytes::from_static(b"{}"))
    }

    /// A stream of responses.
    #[must_use]
    pub fn stream<T: Serialize + Send + Sync + 'static>(events: EventStream<T>) -> Self {
        Self::Stream(Box::pin(Encoded(events)))
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unary(json) => formatter.debug_tuple("Unary").field(json).finish(),
            Self::Stream(_) => formatter.write_str("Stream(..)"),
        }
    }
}

impl Parameters<'_> {
    /// Decodes a request and checks it (§3.3.2, §5.7).
    ///
    /// # Errors
    /// The parameters are not those of the request; every violated field is in the details.
    pub fn request<T: DeserializeOwned + Validate>(&self) -> Result<T, A2aError> {
        let request: T = self.decode()?;
        crate::validate::validate(&request)?;
        Ok(request)
    }
}
