//! The transport of both bindings over HTTP.

use super::address::{Place, parse_url};
use super::answer::Question;
use super::binding::Binding;
use super::call::{self, A2A_VERSION};
use super::error::{ClientError, ClientErrorKind};
use super::events::{Events, Once};
use super::http_service::HttpService;
use super::options::TransportOptions;
use super::{http_client, http_json, json_rpc};
use a2a_bindings::protocol::{MethodInfo, Protocol};
use a2a_bindings::{CallOptions, Event, EventStream, Transport};
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use http_body::Body as HttpBody;
use reqwest::{Body, Client, Method, Response, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tower_layer::Layer;
use tower_service::Service;

/// Carries the requests of a generated client to one interface of an agent.
///
/// Clones share the connections and the numbering of requests. What a call says for itself (`Client::with_call_options`)
/// comes before the settings here. It works within a tokio runtime that has time and
/// input enabled. Nothing is repeated by itself, but for SubscribeToTask as
/// [`with_get_fallback`](TransportOptions::with_get_fallback) says.
#[derive(Clone)]
pub struct HttpTransport {
    binding: Binding,
    endpoint: Url,
    http: HttpService,
    protocol: &'static Protocol,
    version: HeaderValue,
    options: TransportOptions,
    /// The id of the next JSON-RPC request.
    next_id: Arc<AtomicU64>,
}

const JSON: &str = "application/json";
const A2A_JSON: &str = "application/a2a+json";
const EVENT_STREAM: &str = "text/event-stream";

impl HttpTransport {
    /// A transport to the URL of an interface (§4.4.6), with a client as
    /// [`http_client`](super::http_client) makes it.
    ///
    /// The client must not follow redirects, which would turn a POST into a GET or carry credentials elsewhere.
    ///
    /// # Errors
    /// The endpoint is no URL of HTTP or HTTPS.
    pub fn new(
        binding: Binding,
        endpoint: &str,
        http: Client,
        protocol: &'static Protocol,
    ) -> Result<Self, ClientError> {
        let endpoint = parse_url(endpoint)?;
        let version = HeaderValue::try_from(protocol.version).map_err(|error| {
            ClientError::new(
                ClientErrorKind::Request,
                "the protocol version fits into no header",
            )
            .with_source(error)
        })?;
        let options = TransportOptions::new();
        let next_id = Arc::new(AtomicU64::new(1));
        Ok(Self {
            binding,
            endpoint,
            http: HttpService::new(http),
            protocol,
            version,
            options,
            next_id,
        })
    }

    /// Replaces the settings.
    #[must_use]
    pub fn with_options(mut self, options: TransportOptions) -> Self {
        self.options = options;
        self
    }

    /// Puts a tower layer before the HTTP client: it sees, and may change, requests and responses as they are on the
    /// wire. The one that is added last is the first to see a request.
    ///
    /// The layer of the crate `a2a-validator` checks what an agent answers in this way, and what is sent to it.
    #[must_use]
    pub fn with_layer<L, R>(mut self, layer: L) -> Self
    where
        L: Layer<HttpService>,
        L::Service:
            Service<http::Request<Body>, Response = http::Response<R>> + Clone + Send + Sync + 'static,
        <L::Service as Service<http::Request<Body>>>::Error: Into<Box<dyn Error + Send + Sync>>,
        <L::Service as Service<http::Request<Body>>>::Future: Send,
        R: HttpBody<Data = Bytes> + Send + Sync + 'static,
        R::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        self.http = self.http.layered(&layer);
        self
    }

    /// The settings.
    #[must_use]
    pub fn options(&self) -> &TransportOptions {
        &self.options
    }

    /// The binding that is spoken.
    #[must_use]
    pub fn binding(&self) -> Binding {
        self.binding
    }

    /// The URL of the interface.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.endpoint.as_str()
    }

    /// Sends a request and brings the response, if its status is one of success.
    async fn open<Q: Serialize>(
        &self,
        question: &Question,
        method: &'static MethodInfo,
        request: &Q,
        call: &CallOptions,
    ) -> Result<(Response, Url), ClientError> {
        let headers = self.headers(method, call)?;
        match self.binding {
            Binding::JsonRpc => {
                let request = json_rpc::Request {
                    id: question.id,
                    method: method.name,
                    params: request,
                };
                let body = serde_json::to_vec(&request).map_err(|error| {
                    ClientError::new(ClientErrorKind::Request, "the request cannot be written as JSON")
                        .with_source(error)
                })?;
                self.send(question, headers, Method::POST, self.endpoint.clone(), Some(body))
                    .await
            }
            Binding::HttpJson => {
                let request = http_json::Request::new(method, request, &self.endpoint)?;
                let answer = self.send_route(question, headers, &request).await;
                match answer {
                    Err(error) if self.options.falls_back && is_unknown_route(&error) => {
                        match request.into_get(method) {
                            Some(request) => {
                                let headers = self.headers(method, call)?;
                                self.send_route(question, headers, &request).await
                            }
                            None => Err(error),
                        }
                    }
                    answer => answer,
                }
            }
        }
    }

    async fn send_route(
        &self,
        question: &Question,
        headers: HeaderMap,
        request: &http_json::Request,
    ) -> Result<(Response, Url), ClientError> {
        let verb = Method::from_bytes(request.route.verb.as_bytes()).map_err(|error| {
            ClientError::new(ClientErrorKind::Request, "the route has no verb of HTTP").with_source(error)
        })?;
        let (url, body) = request.encode()?;
        self.send(question, headers, verb, url, body).await
    }

    async fn send(
        &self,
        question: &Question,
        mut headers: HeaderMap,
        verb: Method,
        url: Url,
        body: Option<Vec<u8>>,
    ) -> Result<(Response, Url), ClientError> {
        if body.is_some() {
            let content_type = match self.binding {
                Binding::JsonRpc => JSON,
                Binding::HttpJson => A2A_JSON,
            };
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        let response = self.http.send(verb, &url, headers, body).await?;
        let status = response.status();
        if status.is_success() {
            return Ok((response, url));
        }
        if let Some(error) = http_client::redirect(&response, &url) {
            return Err(error);
        }
        // The status is what matters: a body that cannot be read does not hide it.
        let body = http_client::read(response, self.options.max_response, &url)
            .await
            .unwrap_or_default();
        Err(question.failure(status, &body))
    }

    /// The headers of a request, but for those of its body.
    fn headers(&self, method: &'static MethodInfo, call: &CallOptions) -> Result<HeaderMap, ClientError> {
        let accept = match (self.binding, method.streaming) {
            (Binding::JsonRpc, false) => "application/json",
            (Binding::JsonRpc, true) => "text/event-stream, application/json",
            (Binding::HttpJson, false) => "application/a2a+json, application/json",
            (Binding::HttpJson, true) => "text/event-stream, application/a2a+json, application/json",
        };
        let mut headers = call::headers(&self.options.headers, call, method.streaming)?;
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        headers.insert(A2A_VERSION, self.version.clone());
        Ok(headers)
    }

    fn question(&self, method: &'static MethodInfo) -> Question {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        Question {
            protocol: self.protocol,
            binding: self.binding,
            method: method.name,
            id,
        }
    }

    /// Bounds the time for an answer.
    async fn in_time<T>(
        &self,
        method: &'static MethodInfo,
        timeout: Option<Duration>,
        answer: impl Future<Output = Result<T, ClientError>>,
    ) -> Result<T, ClientError> {
        let timeout = timeout.unwrap_or(self.options.timeout);
        tokio::time::timeout(timeout, answer).await.unwrap_or_else(|_| {
            let message = format!(
                "{} did not answer {} within {timeout:?}",
                Place(&self.endpoint),
                method.name,
            );
            Err(ClientError::new(ClientErrorKind::Timeout, message))
        })
    }
}

impl Transport for HttpTransport {
    type Error = ClientError;

    async fn unary<Q, R>(
        &self,
        method: &'static MethodInfo,
        request: &Q,
        call: &CallOptions,
    ) -> Result<R, ClientError>
    where
        Q: Serialize + Sync,
        R: DeserializeOwned + Send,
    {
        let question = self.question(method);
        let body = self.in_time(method, call.timeout, async {
            let (response, url) = self.open(&question, method, request, call).await?;
            if http_client::media_type(&response) == EVENT_STREAM {
                return Err(question.protocol_error("is a stream"));
            }
            http_client::read(response, self.options.max_response, &url).await
        });
        question.answer(&body.await?)
    }

    async fn stream<Q, R>(
        &self,
        method: &'static MethodInfo,
        request: &Q,
        call: &CallOptions,
    ) -> Result<EventStream<R, ClientError>, ClientError>
    where
        Q: Serialize + Sync,
        R: DeserializeOwned + Send + Sync + 'static,
    {
        let question = self.question(method);
        let answer = self.in_time(method, call.timeout, async {
            let (response, url) = self.open(&question, method, request, call).await?;
            match http_client::media_type(&response).as_str() {
                EVENT_STREAM => Ok(Answer::Stream(response, url)),
                media_type if http_client::is_json(media_type) => {
                    let body = http_client::read(response, self.options.max_response, &url).await?;
                    Ok(Answer::Document(body))
                }
                media_type => {
                    let what = format!("is neither a stream nor JSON, but of type `{media_type}`");
                    Err(question.protocol_error(&what))
                }
            }
        });
        Ok(match answer.await? {
            Answer::Stream(response, url) => {
                let TransportOptions {
                    max_event,
                    idle_timeout,
                    ..
                } = self.options;
                Box::pin(Events::new(response, question, url, max_event, idle_timeout))
            }
            // An agent that cannot stream may answer with the one event there is; an error has no events.
            Answer::Document(body) => Box::pin(Once(Some(Event::new(question.answer(&body)?)))),
        })
    }
}

enum Answer {
    Stream(Response, Url),
    Document(Vec<u8>),
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("HttpTransport")
            .field("binding", &self.binding)
            .field("endpoint", &format_args!("{}", Place(&self.endpoint)))
            .field("version", &self.protocol.version)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// Whether a server says that there is no such route, rather than an agent that there is no such task.
fn is_unknown_route(error: &ClientError) -> bool {
    let status = match (error.kind(), error.agent_error()) {
        (ClientErrorKind::Http(status), _) => status,
        // An agent gives its errors a reason (§11.6); frameworks do not.
        (_, Some(error)) if error.info().name.is_empty() => error.info().http_status,
        _ => return false,
    };
    matches!(status, 404 | 405 | 501)
}
