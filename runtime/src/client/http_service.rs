//! What carries HTTP requests: a client, and the layers before it.

use super::address::Place;
use super::error::{ClientError, ClientErrorKind};
use bytes::Bytes;
use http_body::Body as HttpBody;
use reqwest::{Body, Client, Method, Response, Url};
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower_layer::Layer;
use tower_service::Service;

/// Any error.
type BoxError = Box<dyn Error + Send + Sync>;
/// A response that is on its way.
type Responding = Pin<Box<dyn Future<Output = Result<http::Response<Body>, BoxError>> + Send>>;

/// What carries the HTTP requests of a transport: the HTTP client, with the layers that were added before it.
///
/// It is a tower service, and what a tower layer that is added to a transport is given
/// ([`HttpTransport::with_layer`](super::HttpTransport::with_layer)). It is always ready.
#[derive(Clone)]
pub struct HttpService(Carrier);

#[derive(Clone)]
enum Carrier {
    Client(Client),
    Layered(Arc<dyn Carry>),
}

/// A service whose type nobody needs to know.
trait Carry: Send + Sync {
    fn carry(&self, request: http::Request<Body>) -> Responding;
}

struct Layered<S>(S);

impl<S, R> Carry for Layered<S>
where
    S: Service<http::Request<Body>, Response = http::Response<R>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    R: HttpBody<Data = Bytes> + Send + Sync + 'static,
    R::Error: Into<BoxError>,
{
    fn carry(&self, request: http::Request<Body>) -> Responding {
        let mut service = self.0.clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(Into::into)?;
            let response = service.call(request).await.map_err(Into::into)?;
            Ok(response.map(Body::wrap))
        })
    }
}

impl HttpService {
    pub(super) fn new(client: Client) -> Self {
        Self(Carrier::Client(client))
    }

    pub(super) fn layered<L, R>(self, layer: &L) -> Self
    where
        L: Layer<Self>,
        L::Service:
            Service<http::Request<Body>, Response = http::Response<R>> + Clone + Send + Sync + 'static,
        <L::Service as Service<http::Request<Body>>>::Error: Into<BoxError>,
        <L::Service as Service<http::Request<Body>>>::Future: Send,
        R: HttpBody<Data = Bytes> + Send + Sync + 'static,
        R::Error: Into<BoxError>,
    {
        Self(Carrier::Layered(Arc::new(Layered(layer.layer(self)))))
    }

    /// Sends a request.
    pub(super) async fn send(
        &self,
        verb: Method,
        url: &Url,
        headers: http::HeaderMap,
        body: Option<Vec<u8>>,
    ) -> Result<Response, ClientError> {
        match &self.0 {
            Carrier::Client(client) => {
                let mut request = client.request(verb, url.clone()).headers(headers);
                if let Some(body) = body {
                    request = request.body(body);
                }
                request
                    .send()
                    .await
                    .map_err(|error| ClientError::lost(error, url))
            }
            Carrier::Layered(service) => {
                let body = body.map_or_else(Body::default, Body::from);
                let request = http::Request::builder().method(verb).uri(url.as_str());
                let mut request = request.body(body).map_err(|error| {
                    ClientError::new(ClientErrorKind::Request, "the request cannot be sent")
                        .with_source(error)
                })?;
                *request.headers_mut() = headers;
                let response = service.carry(request).await.map_err(|error| failed(error, url))?;
                Ok(Response::from(response))
            }
        }
    }
}

/// What went wrong, in the HTTP client or in a layer before it.
fn failed(error: BoxError, url: &Url) -> ClientError {
    match error.downcast::<reqwest::Error>() {
        Ok(error) => ClientError::lost(*error, url),
        Err(error) => {
            let message = format!("a layer before {} failed", Place(url));
            ClientError::new(ClientErrorKind::Interrupted, message).with_source(error)
        }
    }
}

impl<B> Service<http::Request<B>> for HttpService
where
    B: HttpBody<Data = Bytes> + Send + Sync + 'static,
    B::Error: Into<BoxError>,
{
    type Response = http::Response<Body>;
    type Error = BoxError;
    type Future = Responding;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Responding {
        let request = request.map(Body::wrap);
        match &self.0 {
            Carrier::Layered(service) => service.carry(request),
            Carrier::Client(client) => {
                let client = client.clone();
                Box::pin(async move {
                    let response = client.execute(reqwest::Request::try_from(request)?).await?;
                    Ok(http::Response::from(response))
                })
            }
        }
    }
}

impl fmt::Debug for HttpService {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_layered = matches!(self.0, Carrier::Layered(_));
        formatter
            .debug_struct("HttpService")
            .field("is_layered", &is_layered)
            .finish_non_exhaustive()
    }
}
