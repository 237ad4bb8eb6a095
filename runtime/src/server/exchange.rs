//! One request and its response: what both bindings do around the call of a service. The card is asked, the span is
//! filled, and the response gets the headers that do not depend on the binding.

use super::sse::Payload;
use super::trace;
use a2a_bindings::protocol::{MethodInfo, Protocol};
use a2a_bindings::{A2aError, RequestContext, Service};
use axum::response::Response;
use http::header::RETRY_AFTER;
use http::{HeaderName, HeaderValue};
use std::time::Duration;
use tracing::Span;

/// The names under which clients look for the active extensions; the second one is that of older clients.
const EXTENSIONS: [HeaderName; 2] = [
    HeaderName::from_static("a2a-extensions"),
    HeaderName::from_static("x-a2a-extensions"),
];

/// A request that is being served.
pub(super) struct Exchange {
    place: Place,
    span: Span,
    /// The extensions that are active, as the response names them.
    activated: Option<HeaderValue>,
}

/// Where something happened, in the words of the log.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The name of the binding in an agent card (§4.4.6).
    pub(super) binding: &'static str,
    pub(super) version: &'static str,
    /// The operation; empty while it is not known.
    pub(super) method: &'static str,
}

impl Exchange {
    pub(super) fn new(binding: &'static str, protocol: &Protocol) -> Self {
        let place = Place {
            binding,
            version: protocol.version,
            method: "",
        };
        Self {
            place,
            span: trace::span(place),
            activated: None,
        }
    }

    /// The span of the request, for the future that serves it.
    pub(super) fn span(&self) -> Span {
        self.span.clone()
    }

    /// The operation and the caller are known, and the parameters are not read yet: the request is held to the card.
    ///
    /// # Errors
    /// The card refuses the request (§3.3.4).
    pub(super) fn begin<S: Service>(
        &mut self,
        service: &S,
        method: &'static MethodInfo,
        context: &mut RequestContext,
    ) -> Result<(), A2aError> {
        self.place.method = method.name;
        self.span.record("a2a.method", method.name);
        if let Some(principal) = &context.principal {
            self.span.record("enduser.id", principal.id.as_str());
        }
        service.negotiate(method, context)?;
        if !context.activated_extensions.is_empty() {
            self.activated = HeaderValue::try_from(context.activated_extensions.join(",")).ok();
        }
        Ok(())
    }

    /// Completes the response to a request that was served.
    pub(super) fn accept(self, response: Response) -> Response {
        trace::answered();
        self.with_extensions(response)
    }

    /// Completes the response to a request that was refused: whatever headers an error brings are set here.
    pub(super) fn refuse(self, mut response: Response, error: &A2aError) -> Response {
        trace::refused(error);
        if let Some(delay) = error.retry_after() {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds(delay)));
        }
        self.with_extensions(response)
    }

    /// The payload of the stream that answers the request.
    pub(super) fn payload<P>(&self, payload: P) -> Logged<P> {
        Logged {
            payload,
            place: self.place,
        }
    }

    fn with_extensions(self, mut response: Response) -> Response {
        if let Some(activated) = self.activated {
            for name in EXTENSIONS {
                response.headers_mut().insert(name, activated.clone());
            }
        }
        response
    }
}

/// Whole seconds (RFC 9110 §10.2.3); rounded up, since whoever comes back too early is refused again.
fn seconds(delay: Duration) -> u64 {
    delay
        .as_secs()
        .saturating_add(u64::from(delay.subsec_nanos() > 0))
}

/// A payload whose error is logged. The span of the request is over by then, so the event says itself where it belongs.
pub(super) struct Logged<P> {
    payload: P,
    place: Place,
}

impl<P: Payload> Payload for Logged<P> {
    const ERROR_TYPE: Option<&'static str> = P::ERROR_TYPE;
    const IS_SHARED: bool = P::IS_SHARED;

    fn event<'a>(&'a self, json: &'a [u8]) -> [&'a [u8]; 5] {
        self.payload.event(json)
    }

    fn error(&self, error: &A2aError) -> String {
        trace::stream_failed(self.place, error);
        self.payload.error(error)
    }
}
