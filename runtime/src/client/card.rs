//! Discovery of agents by their cards (§8.2).

use super::address::{Place, parse_url};
use super::error::{ClientError, ClientErrorKind, excerpt};
use super::http_client;
use a2a_bindings::v1_0::{AgentCard, PROTOCOL};
use a2a_bindings::{Bytes, from_slice};
use http::header::{ACCEPT, HeaderName};
use reqwest::{Client, Url};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An agent card as it was found.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FetchedCard {
    /// The card.
    pub card: AgentCard,
    /// The JSON document as it was received: signatures are verified over it, unknown members included (§8.4).
    pub json: Bytes,
    /// Where the card came from: a path, or a URL without credentials and query.
    pub source: String,
}

const WELL_KNOWN: &str = "/.well-known/agent-card.json";
const MAX_CARD: usize = 1 << 20;
const TIMEOUT: Duration = Duration::from_secs(30);
const A2A_VERSION: HeaderName = HeaderName::from_static("a2a-version");

/// Fetches an agent card of at most 1 MiB, within 30 seconds.
///
/// The reference is one that the user of a program gives:
///
/// | reference | what is read |
/// | --- | --- |
/// | `./card.json`, the path of a file that exists | the file |
/// | `file:///etc/agent/card.json` | the file |
/// | `https://agent.example.com`, an origin | its `/.well-known/agent-card.json` |
/// | `https://agent.example.com/agents/7/card.json` | that document |
/// | `agent.example.com`, `localhost:8080`, `[::1]:8080/card.json` | the same; `http` for loopback, else `https` |
///
/// A reference from anywhere else is for [`fetch_card_from_url`], which reads no files.
///
/// # Errors
/// The reference is neither, the document cannot be had, or it is no agent card: then
/// [`ClientError::path`] says where.
pub async fn fetch_card(http: &Client, reference: &str) -> Result<FetchedCard, ClientError> {
    if let Some(path) = file(reference)? {
        // Files block.
        let reading = tokio::task::spawn_blocking(move || read_file(&path));
        return reading.await.unwrap_or_else(|error| {
            Err(ClientError::new(ClientErrorKind::Card, "the agent card was not read").with_source(error))
        });
    }
    if reference.contains("://") {
        return fetch_card_from_url(http, reference).await;
    }
    let url = parse_url(&format!("https://{reference}"))?;
    let scheme = if is_loopback(&url) { "http" } else { "https" };
    fetch_card_from_url(http, &format!("{scheme}://{reference}")).await
}

/// Fetches an agent card of at most 1 MiB, within 30 seconds, from a URL of HTTP or HTTPS: that of the document,
/// or an origin.
///
/// Which hosts may be asked is up to the client that is handed in.
///
/// # Errors
/// The text is no such URL, the document cannot be had, or it is no agent card: then
/// [`ClientError::path`] says where.
pub async fn fetch_card_from_url(http: &Client, url: &str) -> Result<FetchedCard, ClientError> {
    let mut url = parse_url(url)?;
    if url.path() == "/" && url.query().is_none() {
        url.set_path(WELL_KNOWN);
    }
    url.set_fragment(None);
    let json = tokio::time::timeout(TIMEOUT, download(http, &url))
        .await
        .unwrap_or_else(|_| {
            let message = format!("{} did not answer within {TIMEOUT:?}", Place(&url));
            Err(ClientError::new(ClientErrorKind::Timeout, message))
        })?;
    decode(json, Place(&url).to_string())
}

async fn download(http: &Client, url: &Url) -> Result<Vec<u8>, ClientError> {
    let request = http
        .get(url.clone())
        .header(ACCEPT, "application/json, application/a2a+json")
        .header(A2A_VERSION, PROTOCOL.version);
    let response = request
        .send()
        .await
        .map_err(|error| ClientError::lost(error, url))?;
    if let Some(error) = http_client::redirect(&response, url) {
        return Err(error);
    }
    let status = response.status();
    if !status.is_success() {
        let message = format!("{} has no agent card: the server answered {status}", Place(url));
        return Err(ClientError::new(ClientErrorKind::Http(status.as_u16()), message));
    }
    http_client::read(response, MAX_CARD, url).await
}

fn decode(json: Vec<u8>, source: String) -> Result<FetchedCard, ClientError> {
    match from_slice(&json) {
        Ok(card) => Ok(FetchedCard {
            card,
            json: json.into(),
            source,
        }),
        Err(error) => {
            let what = match error.path() {
                _ if error.is_syntax() => format!("is not JSON: {}", excerpt(&json)),
                "" => "is no agent card".to_owned(),
                path => format!("is no agent card: `{path}` is wrong"),
            };
            Err(ClientError::new(ClientErrorKind::Card, format!("{source} {what}")).with_source(error))
        }
    }
}

/// The file that a reference means, if it means one.
fn file(reference: &str) -> Result<Option<PathBuf>, ClientError> {
    if reference
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"))
    {
        let path = Url::parse(reference).ok().and_then(|url| url.to_file_path().ok());
        return path.map(Some).ok_or_else(|| {
            ClientError::new(
                ClientErrorKind::Request,
                format!("`{reference}` is no URL of a local file"),
            )
        });
    }
    // A name without a slash may also be a host, one with a slash that is there is nothing else.
    let is_path = |path: &PathBuf| path.is_file() || (reference.contains('/') && path.exists());
    Ok(Some(PathBuf::from(reference)).filter(is_path))
}

fn read_file(path: &Path) -> Result<FetchedCard, ClientError> {
    let failed = |why: &str| ClientError::new(ClientErrorKind::Card, format!("{} {why}", path.display()));
    let unreadable = |error: std::io::Error| failed("cannot be read").with_source(error);
    // Whatever else has a path, as a device or a pipe, may never open or never end.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(failed("is no file"));
    }
    let file = File::open(path).map_err(unreadable)?;
    let mut json = Vec::new();
    file.take(MAX_CARD as u64 + 1)
        .read_to_end(&mut json)
        .map_err(unreadable)?;
    if json.len() > MAX_CARD {
        let message = format!("{} is larger than {MAX_CARD} bytes", path.display());
        return Err(ClientError::new(ClientErrorKind::TooLarge, message));
    }
    decode(json, path.display().to_string())
}

/// Whether a URL's host is this machine by its very name or address.
fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}
