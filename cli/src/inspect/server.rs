//! The server of the page.

use super::assets::asset;
use super::feed::Feed;
use super::guard::{disarm, refusal, without_browser};
use super::session::Session;
use crate::args::{self, Upstream};
use crate::error::Error;
use axum::Router;
use axum::body::Body;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::uri::PathAndQuery;
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt, Limited};
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};

/// As long may the address of an agent be that the page sends, in bytes.
const MAX_ADDRESS: usize = 16 << 10;

/// The page's server.
pub(crate) struct Inspect {
    address: SocketAddr,
    /// The first segment of all paths.
    token: String,
    feed: Feed,
    session: RwLock<Option<Session>>,
}

impl Inspect {
    /// A server at this address, which is one of this machine, without an agent.
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self {
            address,
            token: uuid::Uuid::new_v4().simple().to_string(),
            feed: Feed::new(),
            session: RwLock::default(),
        }
    }

    /// The address of the page.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/{}/", self.address, self.token)
    }

    /// Where other clients reach the agent, to have their traffic shown.
    pub(crate) fn agent_url(&self) -> String {
        format!("http://{}/{}/agent", self.address, self.token)
    }

    /// Looks at an agent from now on.
    pub(crate) fn open(&self, upstream: &Upstream) -> Result<Value, Error> {
        let session = Session::begin(upstream, &self.agent_url(), &self.feed)?;
        let description = session.description().clone();
        *self.session.write().unwrap_or_else(PoisonError::into_inner) = Some(session);
        Ok(description)
    }

    async fn answer(&self, request: Request<Body>) -> Response<Body> {
        if let Some(reason) = refusal(self.address, request.uri(), request.headers()) {
            return plain(StatusCode::FORBIDDEN, reason);
        }
        // A path without the token is nobody's, and says nothing of what there is.
        let path = request.uri().path().to_owned();
        let path = path
            .strip_prefix('/')
            .and_then(|path| path.strip_prefix(self.token.as_str()));
        let Some(path) = path.and_then(|path| path.strip_prefix('/')) else {
            return plain(
                StatusCode::NOT_FOUND,
                "there is nothing here; the address that was printed is complete",
            );
        };
        match (request.method(), path) {
            (&Method::GET, "feed") => self.follow(&request),
            (&Method::POST, "connect") => self.connect(request).await,
            (&Method::GET, path) if asset(path).is_some() => asset(path).unwrap_or_default(),
            (_, path) if path == "agent" || path.starts_with("agent/") => self.forward(request).await,
            _ => plain(StatusCode::NOT_FOUND, "there is nothing here"),
        }
    }

    /// The feed, from the beginning or behind what a page that comes back has seen.
    fn follow(&self, request: &Request<Body>) -> Response<Body> {
        let last = request
            .headers()
            .get("last-event-id")
            .and_then(|id| id.to_str().ok()?.parse::<u64>().ok());
        let next = last.map_or(0, |last| last.saturating_add(1));
        let mut response = Response::new(self.feed.follow(next));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// Looks at the agent that the body names.
    async fn connect(&self, request: Request<Body>) -> Response<Body> {
        let body = Limited::new(request.into_body(), MAX_ADDRESS).collect().await;
        let address = body.map(http_body_util::Collected::to_bytes).unwrap_or_default();
        let upstream = std::str::from_utf8(&address).map_err(|error| error.to_string());
        let opened = upstream
            .and_then(args::upstream)
            .and_then(|upstream| self.open(&upstream).map_err(|error| error.to_string()));
        match opened {
            Ok(description) => {
                let mut response = plain(StatusCode::OK, &description.to_string());
                response
                    .headers_mut()
                    .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
                response
            }
            Err(reason) => plain(StatusCode::BAD_REQUEST, &reason),
        }
    }

    /// Passes a request on to the agent, and its answer back.
    async fn forward(&self, mut request: Request<Body>) -> Response<Body> {
        let proxy = {
            let session = self.session.read().unwrap_or_else(PoisonError::into_inner);
            session.as_ref().map(|session| session.proxy.clone())
        };
        let Some(proxy) = proxy else {
            return plain(StatusCode::BAD_GATEWAY, "no agent is looked at");
        };
        let target = request.uri().path_and_query().map_or("", PathAndQuery::as_str);
        let prefix = self.token.len() + "//agent".len();
        let target = target.get(prefix..).unwrap_or_default();
        let slash = if target.starts_with('/') { "" } else { "/" };
        let Ok(uri) = format!("{slash}{target}").parse::<Uri>() else {
            return plain(StatusCode::BAD_REQUEST, "the address is none");
        };
        *request.uri_mut() = uri;
        without_browser(request.headers_mut());
        let mut response = proxy.forward(request).await;
        disarm(response.headers_mut());
        response
    }
}

/// The server as an application.
pub(crate) fn app(inspect: Arc<Inspect>) -> Router {
    Router::new().fallback(move |request| {
        let inspect = Arc::clone(&inspect);
        async move { inspect.answer(request).await }
    })
}

fn plain(status: StatusCode, text: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(format!("{text}\n")));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    response
}
