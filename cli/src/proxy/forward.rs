//! Passing on an exchange.

use super::card;
use super::headers::{accepts_identity, end_to_end};
use super::queue::{Head, Queue, Side};
use super::routes::Routes;
use super::tapped::{Search, Tap, Tapped};
use super::upstream::{Upstream, upstream};
use crate::error::{Error, with_causes};
use crate::output::note;
use axum::Router;
use axum::body::Body;
use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt, stream};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri, Version, response};
use http_body_util::BodyExt;
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Where an agent card stands below the address of its agent (§8.2).
pub(super) const WELL_KNOWN: &str = "/.well-known/agent-card.json";
/// A larger card passes as it is, in bytes.
pub(super) const MAX_CARD: usize = 1 << 20;
/// What a request says that asks for a card of JSON-RPC.
const EXTENDED_CARD: &str = "GetExtendedAgentCard";
/// So many different things are said once each.
const MAX_NOTES: usize = 100;

/// Passes on what comes to it, and has it observed.
#[derive(Clone)]
pub(crate) struct Proxy(Arc<Inner>);

struct Inner {
    upstream: Upstream,
    routes: Arc<Routes>,
    queue: Queue,
    /// Whether the agent is asked for bodies that are not compressed.
    plain: bool,
    said: Mutex<HashSet<String>>,
}

impl Proxy {
    /// A proxy that knows the way.
    pub(crate) fn new(routes: Arc<Routes>, queue: Queue, plain: bool) -> Result<Self, Error> {
        Ok(Self(Arc::new(Inner {
            upstream: upstream()?,
            routes,
            queue,
            plain,
            said: Mutex::default(),
        })))
    }

    /// The proxy as an application.
    pub(crate) fn router(self) -> Router {
        Router::new().fallback(move |request| {
            let proxy = self.clone();
            async move { proxy.forward(request).await }
        })
    }

    /// Which address stands for which.
    pub(super) fn routes(&self) -> &Routes {
        &self.0.routes
    }

    /// Asks the agent something of our own, which is nothing to be observed.
    pub(super) async fn ask(&self, uri: Uri, headers: HeaderMap) -> Result<Response<Body>, String> {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        let response = self.0.upstream.request(request).await;
        response
            .map(|response| response.map(Body::new))
            .map_err(|error| with_causes(&error))
    }

    /// Passes on a request, and gives the answer to it.
    pub(crate) async fn forward(&self, request: Request<Body>) -> Response<Body> {
        let Inner {
            upstream,
            routes,
            queue,
            ..
        } = &*self.0;
        let (parts, body) = request.into_parts();
        let uri = match routes.resolve(&parts.uri) {
            Some(uri) if parts.method != Method::CONNECT => uri,
            _ => {
                return refuse(
                    StatusCode::NOT_FOUND,
                    "no agent card that passed here has named this address",
                );
            }
        };
        let asked = uri.authority().cloned();
        let asked = asked.as_ref().map_or("", http::uri::Authority::as_str);
        let asks_for_card = is_card(&parts.method, parts.uri.path());
        let mut headers = end_to_end(&parts.headers);
        self.encodings(&mut headers, asks_for_card);
        let is_card = Arc::new(AtomicBool::new(asks_for_card));
        let exchange = queue.exchange();
        let head = Head::Request {
            method: parts.method.clone(),
            uri: parts.uri,
            headers: parts.headers,
        };
        // Nothing is observed of a client that leaves while there is no room.
        queue.head(exchange, Side::Client, head).await;
        let search = Search::new(EXTENDED_CARD, &is_card);
        let tap = Tap::new(queue, exchange, Side::Client).with_search(search);
        let mut request = Request::new(Body::new(Tapped::new(body, tap)));
        *request.method_mut() = parts.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        // Whatever happens from here on, the observation of the agent's side has an end.
        let tap = Tap::new(queue, exchange, Side::Agent);
        match upstream.request(request).await {
            // To a client that has not asked for it, all that follows would be a riddle.
            Ok(response) if response.status() == StatusCode::SWITCHING_PROTOCOLS => {
                let reason = "it switched to another protocol, which nobody has asked it to";
                self.note_once(format!("warning: the agent at {asked} did not answer: {reason}"));
                refuse(
                    StatusCode::BAD_GATEWAY,
                    &format!("the agent did not answer: {reason}"),
                )
            }
            Ok(response) => {
                let (mut parts, body) = response.into_parts();
                // The agent's may be older, and then a client could not tell a cut from an end.
                parts.version = Version::HTTP_11;
                let headers = parts.headers.clone();
                let head = Head::Response {
                    status: parts.status,
                    headers,
                };
                queue.head(exchange, Side::Agent, head).await;
                self.answer(
                    parts,
                    Body::new(Tapped::new(body, tap)),
                    is_card.load(Ordering::Relaxed),
                )
                .await
            }
            Err(error) if is_of_client(&error) => refuse(
                StatusCode::BAD_REQUEST,
                &format!("the request has no proper end: {}", with_causes(&error)),
            ),
            Err(error) => {
                let reason = with_causes(&error);
                self.note_once(format!("warning: the agent at {asked} did not answer: {reason}"));
                refuse(
                    StatusCode::BAD_GATEWAY,
                    &format!("the agent did not answer: {reason}"),
                )
            }
        }
    }

    /// What a compressed body says cannot be checked, and in a card no address be replaced.
    fn encodings(&self, headers: &mut HeaderMap, asks_for_card: bool) {
        if (asks_for_card || self.0.plain) && accepts_identity(headers) {
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        }
    }

    async fn answer(&self, mut parts: response::Parts, body: Body, may_be_card: bool) -> Response<Body> {
        parts.headers = end_to_end(&parts.headers);
        let is_stream = parts
            .headers
            .get(CONTENT_TYPE)
            .is_some_and(|value| value.as_bytes().starts_with(b"text/event-stream"));
        if !may_be_card || parts.status != StatusCode::OK || is_stream {
            return Response::from_parts(parts, body);
        }
        if parts.headers.contains_key(CONTENT_ENCODING) {
            self.note_once(
                "warning: the agent card is compressed, so its addresses stay the agent's own".to_owned(),
            );
            return Response::from_parts(parts, body);
        }
        match read(body).await {
            Read::All(json) => {
                let json = self.rewrite(json);
                parts.headers.insert(CONTENT_LENGTH, json.len().into());
                Response::from_parts(parts, json.into())
            }
            Read::Part(body) => Response::from_parts(parts, body),
        }
    }

    /// Puts the proxy's addresses into what may be a card.
    pub(super) fn rewrite(&self, json: Bytes) -> Bytes {
        let Some(rewritten) = card::rewrite(&json, &self.0.routes) else {
            return json;
        };
        if rewritten.is_signed {
            let said = "note: the agent card is signed, and with the proxy's addresses in it its signatures do not verify";
            self.note_once(said.to_owned());
        }
        for left in rewritten.left {
            self.note_once(format!("warning: {left}; what goes there is not seen here"));
        }
        rewritten.json.into()
    }

    fn note_once(&self, message: String) {
        let mut said = self.0.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.len() < MAX_NOTES && !said.contains(&message) {
            note(&message);
            said.insert(message);
        }
    }
}

/// Whether a request failed because its body, which comes from the client, could not be read.
fn is_of_client(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source()).any(<dyn std::error::Error>::is::<axum::Error>)
}

/// Whether a request is one for an agent card.
fn is_card(method: &Method, path: &str) -> bool {
    method == Method::GET && (path.ends_with(WELL_KNOWN) || path.ends_with("/extendedAgentCard"))
}

/// A document, as far as it is not too large.
pub(super) enum Read {
    All(Bytes),
    /// What was read and what is still to come: it was cut off or is too large.
    Part(Body),
}

/// Reads a document.
pub(super) async fn read(mut body: Body) -> Read {
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let data = match frame.map(http_body::Frame::into_data) {
            Ok(Ok(data)) => data,
            Ok(Err(_)) => continue,
            Err(error) => {
                let read = stream::iter([Ok(bytes.freeze()), Err(error)]);
                return Read::Part(Body::from_stream(read));
            }
        };
        bytes.extend_from_slice(&data);
        if bytes.len() > MAX_CARD {
            let read = stream::iter([Ok(bytes.freeze())]);
            return Read::Part(Body::from_stream(read.chain(body.into_data_stream())));
        }
    }
    Read::All(bytes.freeze())
}

/// An answer of the proxy itself.
fn refuse(status: StatusCode, reason: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(format!("a2a proxy: {reason}\n")));
    *response.status_mut() = status;
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    response
}
