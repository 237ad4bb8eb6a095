//! The way to the agent.

use crate::error::{Code, Error, with_causes};
use a2a_runtime::client::tls_config;
use axum::body::Body;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use std::time::Duration;

/// A client of HTTP/1.1, which adds nothing to a request but `Host`.
pub(crate) type Upstream = Client<HttpsConnector<HttpConnector>, Body>;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection is kept that nobody uses. Common servers end theirs after five seconds, and a request that
/// goes out at that moment is lost.
const IDLE: Duration = Duration::from_secs(3);
/// How much of a body is read before it is passed on, in bytes; the head of a response may be as large.
const BUFFER: usize = 64 * 1024;

/// Makes the client. It asks nobody but the agent: proxies of the environment are not used, redirects not followed.
/// Nothing but connecting has a time limit.
pub(crate) fn upstream() -> Result<Upstream, Error> {
    let mut tls = tls_config().map_err(|error| Error::new(Code::Internal, with_causes(&error)))?;
    // The connector sets the same.
    tls.alpn_protocols.clear();
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    http.set_nodelay(true);
    http.set_connect_timeout(Some(CONNECT_TIMEOUT));
    let connector = HttpsConnectorBuilder::new()
        .with_tls_config(tls)
        .https_or_http()
        .enable_http1()
        .wrap_connector(http);
    Ok(Client::builder(TokioExecutor::new())
        .pool_idle_timeout(IDLE)
        .pool_timer(TokioTimer::new())
        .http1_max_buf_size(BUFFER)
        .build(connector))
}
