//! The layer that lets only pass what is valid.

use super::gated::{Gated, Whole};
use super::refusal;
use crate::report::Profile;
use crate::traffic::{BodyTap, Exchange, Inspector, Judge, MediaType, is_encoded};
use a2a_bindings::A2aError;
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{Request, Response};
use http_body::Body;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use tower_layer::Layer;
use tower_service::Service;

/// Lets only pass what is valid, and hands a record of everything to the sink as
/// [`CheckLayer`](super::CheckLayer) does, whose [`enforcing`](super::CheckLayer::enforcing) gives one.
///
/// An invalid request never reaches the service: it is answered with the error of its binding, which names the fields
/// (`InvalidParamsError` and the like, §9.5, §11.6). An invalid response is replaced by `InvalidAgentResponseError`,
/// and an invalid event by that error as the last event of its stream. Records and transcripts have what the service
/// really said.
///
/// What counts is errors: of the lenient profile for requests, which receivers have to accept, and of the canonical
/// one for responses. Not counted are an unknown route, in the lenient profile an unknown method, and a version that is
/// missing or another: about those the service decides. What cannot be checked, since it is too large or compressed, does
/// not pass; a body that breaks off breaks off on the other side too.
///
/// # Costs
/// A document is in memory before its first byte passes, up to
/// [`with_max_body_bytes`](super::CheckLayer::with_max_body_bytes), so that each costs a copy and waits for its own
/// end; of a stream it is one event. The service is cloned and the call boxed.
#[derive(Debug, Clone)]
pub struct EnforceLayer {
    inspector: Inspector,
    requests: Profile,
    responses: Profile,
}

impl EnforceLayer {
    pub(super) fn new(inspector: Inspector) -> Self {
        Self {
            inspector,
            requests: Profile::Lenient,
            responses: Profile::Canonical,
        }
    }

    /// Sets by what profile requests are refused; the lenient one by default.
    #[must_use]
    pub fn with_request_profile(mut self, profile: Profile) -> Self {
        self.requests = profile;
        self
    }

    /// Sets by what profile responses and events are replaced; the canonical one by default.
    #[must_use]
    pub fn with_response_profile(mut self, profile: Profile) -> Self {
        self.responses = profile;
        self
    }
}

impl<S> Layer<S> for EnforceLayer {
    type Service = Enforce<S>;

    fn layer(&self, inner: S) -> Enforce<S> {
        Enforce {
            inner,
            layer: self.clone(),
        }
    }
}

/// A service with an [`EnforceLayer`] before it.
#[derive(Debug, Clone)]
pub struct Enforce<S> {
    inner: S,
    layer: EnforceLayer,
}

impl<S, B, R> Service<Request<B>> for Enforce<S>
where
    S: Service<Request<Gated<B>>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Send,
    R: Body<Data = Bytes> + Send + 'static,
    R::Error: Send,
{
    type Response = Response<Gated<R>>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // The one that is ready is the one to call.
        let spare = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, spare);
        let layer = self.layer.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let (exchange, tap) = layer.inspector.request(&parts);
            let Some(judge) = exchange.judge() else {
                let request = Request::from_parts(parts, Gated::through(body, tap));
                return pass(&mut inner, request).await;
            };
            let whole = Whole::read(body, tap, judge.max_body_bytes()).await;
            if let Some(refusal) = layer.refusal(&judge, whole.is_cut_off()) {
                return Ok(refuse(exchange, &judge, refusal));
            }
            let request = Request::from_parts(parts, Gated::whole(whole));
            let response = match inner.call(request).await {
                Ok(response) => response,
                Err(error) => {
                    // The exchange has to be the last that knows of the request.
                    drop(judge);
                    drop(exchange);
                    return Err(error);
                }
            };
            Ok(layer.answer(exchange, judge, response).await)
        })
    }
}

/// Passes what nobody looks at.
async fn pass<S, B, R>(inner: &mut S, request: Request<Gated<B>>) -> Result<Response<Gated<R>>, S::Error>
where
    S: Service<Request<Gated<B>>, Response = Response<R>>,
    B: Body,
    R: Body<Data = Bytes>,
{
    let response = inner.call(request).await?;
    Ok(response.map(|body| Gated::through(body, BodyTap::default())))
}

/// Answers in place of the service.
fn refuse<R: Body>(exchange: Exchange, judge: &Judge, error: A2aError) -> Response<Gated<R>> {
    let (response, text) = refusal::response(judge, &error);
    let (parts, ()) = response.into_parts();
    let mut tap = exchange.response(&parts);
    tap.data(text.as_bytes());
    tap.end(true);
    Response::from_parts(parts, Gated::text(text))
}

impl EnforceLayer {
    /// Why a request does not pass.
    fn refusal(&self, judge: &Judge, is_cut_off: bool) -> Option<A2aError> {
        let judged = judge.request().filter(|_| !is_cut_off)?;
        let faults = refusal::faults(judge, judged, self.requests);
        (!faults.is_empty()).then(|| refusal::of_request(judge, &faults))
    }

    /// Lets a response pass, or what stands for it.
    async fn answer<R>(&self, exchange: Exchange, judge: Judge, response: Response<R>) -> Response<Gated<R>>
    where
        R: Body<Data = Bytes>,
    {
        let (mut parts, body) = response.into_parts();
        let tap = exchange.response(&parts);
        if !tap.is_watching() {
            return Response::from_parts(parts, Gated::through(body, tap));
        }
        if MediaType::of(&parts.headers) == MediaType::EventStream && !is_encoded(&parts.headers) {
            // An invalid event changes the length.
            parts.headers.remove(CONTENT_LENGTH);
            let body = Gated::events(body, tap, judge, self.responses);
            return Response::from_parts(parts, body);
        }
        let whole = Whole::read(body, tap, judge.max_body_bytes()).await;
        let judged = judge.response().filter(|_| !whole.is_cut_off());
        let faults = judged.map(|judged| refusal::faults(&judge, judged, self.responses));
        if whole.is_too_large || faults.is_some_and(|faults| !faults.is_empty()) {
            let (response, text) = refusal::response(&judge, &refusal::of_response(&judge));
            return response.map(|()| Gated::text(text));
        }
        Response::from_parts(parts, Gated::whole(whole))
    }
}
