//! The HTTP client below the transport, and reading from it within bounds.

use super::address::Place;
use super::error::{ClientError, ClientErrorKind};
use http::header::{CONTENT_TYPE, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Response, Url};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;
use std::sync::Arc;
use std::time::Duration;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// An HTTP client for agents: HTTPS by rustls with the certificates that the platform trusts, ten seconds to
/// connect, no redirects, proxies as the environment names them.
///
/// Keep one and clone it: it holds the pool of connections.
///
/// # Errors
/// TLS could not be set up.
pub fn http_client() -> Result<Client, ClientError> {
    http_client_builder()?.build().map_err(|error| {
        ClientError::new(ClientErrorKind::Setup, "the HTTP client cannot be set up").with_source(error)
    })
}

/// The settings of [`http_client`], for whoever needs a proxy, a resolver or other timeouts.
///
/// TLS is set up already, with its own cryptography: no provider need be installed in the process, and one that is
/// installed is left alone. The builder's own TLS settings change nothing. On a system without any
/// trusted certificate every HTTPS request fails, and HTTP still works.
///
/// # Errors
/// TLS could not be set up.
pub fn http_client_builder() -> Result<ClientBuilder, ClientError> {
    Ok(Client::builder()
        .tls_backend_preconfigured(tls_config()?)
        .connect_timeout(CONNECT_TIMEOUT)
        // A redirected POST arrives as a GET, or takes credentials to another host.
        .redirect(Policy::none())
        .user_agent(USER_AGENT))
}

/// The TLS of [`http_client`], for an HTTP client that is not reqwest's: the certificates that the platform trusts, with
/// cryptography of its own, and HTTP/1.1 by ALPN.
///
/// # Errors
/// TLS could not be set up.
pub fn tls_config() -> Result<ClientConfig, ClientError> {
    let builder = || {
        ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| {
                ClientError::new(ClientErrorKind::Setup, "TLS cannot be set up").with_source(error)
            })
    };
    let mut config = match builder()?.with_platform_verifier() {
        Ok(verified) => verified.with_no_client_auth(),
        // The platform trusts nobody, as a container of nothing but a program does.
        Err(_) => builder()?
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Reads a body of at most `maximum` bytes.
pub(super) async fn read(mut response: Response, maximum: usize, url: &Url) -> Result<Vec<u8>, ClientError> {
    let too_large = || {
        let message = format!("the answer of {} is larger than {maximum} bytes", Place(url));
        ClientError::new(ClientErrorKind::TooLarge, message)
    };
    // A server that says how much it will send need not send it.
    if response
        .content_length()
        .is_some_and(|length| length > maximum as u64)
    {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| ClientError::lost(error, url))?
    {
        if chunk.len() > maximum - body.len() {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The error that a redirect is; `None` for a response that is no redirect.
pub(super) fn redirect(response: &Response, url: &Url) -> Option<ClientError> {
    let location = response
        .headers()
        .get(LOCATION)
        .filter(|_| response.status().is_redirection())?;
    let target = location
        .to_str()
        .ok()
        .and_then(|location| url.join(location).ok());
    let target = target.map_or_else(
        || "an address that is no URL".to_owned(),
        |url| Place(&url).to_string(),
    );
    let message = format!("{} redirects to {target}, which is not followed", Place(url));
    Some(ClientError::new(ClientErrorKind::Redirect, message))
}

/// The media type of a response, in lower case and without parameters.
pub(super) fn media_type(response: &Response) -> String {
    let value = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    value
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// Whether a media type is one of JSON.
pub(super) fn is_json(media_type: &str) -> bool {
    media_type == "application/json"
        || media_type.starts_with("application/") && media_type.ends_with("+json")
}
