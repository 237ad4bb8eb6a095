//! The layer and the service that it makes.

use super::body::Checked;
use super::enforce::EnforceLayer;
use crate::traffic::{Exchange, Inspector, Mounts, Record};
use crate::validator::Validator;
use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tower_layer::Layer;
use tower_service::Service;

/// Checks everything that passes a service.
#[derive(Debug, Clone)]
pub struct CheckLayer(Inspector);

impl CheckLayer {
    /// A layer that checks what is at these places, and hands a record of each thing to the sink.
    ///
    /// The sink is called where the body is read, so it must not block; [`Recorder::sink`](super::Recorder::sink)
    /// gives one.
    pub fn new(validator: Validator, mounts: Mounts, sink: impl Fn(Record) + Send + Sync + 'static) -> Self {
        Self(Inspector::new(validator, mounts, sink))
    }

    /// Sets how large a body or event may be, in bytes, to be checked; 16 MiB by default. A larger one passes like
    /// any other and is recorded with the rule `limit`.
    #[must_use]
    pub fn with_max_body_bytes(self, max_body_bytes: usize) -> Self {
        Self(self.0.with_max_body_bytes(max_body_bytes))
    }

    /// A layer that lets only pass what is valid, instead of only reporting what is not.
    #[must_use]
    pub fn enforcing(self) -> EnforceLayer {
        EnforceLayer::new(self.0)
    }
}

/// A layer that shows everything to this inspector.
impl From<Inspector> for CheckLayer {
    fn from(inspector: Inspector) -> Self {
        Self(inspector)
    }
}

impl<S> Layer<S> for CheckLayer {
    type Service = Check<S>;

    fn layer(&self, inner: S) -> Check<S> {
        Check {
            inner,
            layer: self.clone(),
        }
    }
}

/// A service with a [`CheckLayer`] before it.
#[derive(Debug, Clone)]
pub struct Check<S> {
    inner: S,
    layer: CheckLayer,
}

impl<S, B, R> Service<Request<B>> for Check<S>
where
    S: Service<Request<Checked<B>>, Response = Response<R>>,
    B: Body<Data = Bytes>,
    R: Body<Data = Bytes>,
{
    type Response = Response<Checked<R>>;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let (parts, body) = request.into_parts();
        let (exchange, tap) = self.layer.0.request(&parts);
        let body = Checked::new(body, tap);
        let response = Box::pin(self.inner.call(Request::from_parts(parts, body)));
        ResponseFuture {
            response,
            exchange: Some(exchange),
        }
    }
}

/// What [`Check`] answers.
pub struct ResponseFuture<F> {
    response: Pin<Box<F>>,
    /// `None` once it is answered.
    exchange: Option<Exchange>,
}

impl<F, R, E> Future for ResponseFuture<F>
where
    F: Future<Output = Result<Response<R>, E>>,
    R: Body<Data = Bytes>,
{
    type Output = Result<Response<Checked<R>>, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let (parts, body) = match ready!(self.response.as_mut().poll(context)) {
            Ok(response) => response.into_parts(),
            Err(error) => return Poll::Ready(Err(error)),
        };
        let tap = self.exchange.take().map(|exchange| exchange.response(&parts));
        let body = Checked::new(body, tap.unwrap_or_default());
        Poll::Ready(Ok(Response::from_parts(parts, body)))
    }
}

impl<F> fmt::Debug for ResponseFuture<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}
