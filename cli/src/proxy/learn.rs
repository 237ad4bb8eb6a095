//! Getting to know the agent before its clients do.

use super::forward::{Proxy, Read, WELL_KNOWN, read};
use crate::output::note;
use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue, StatusCode, Uri};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// How long between two looks at an agent that is not there yet.
const PAUSE: Duration = Duration::from_secs(2);
/// How long one look takes at most.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads the agent's card, so that it is known what is served where, whatever clients do; waits for an agent that is
/// not there yet. One that has no card is taken for one that serves both bindings at its address.
pub(crate) async fn learn(proxy: Proxy, path: String) {
    let card = format!("{path}{WELL_KNOWN}");
    let uri = card.parse().ok().and_then(|uri| proxy.routes().resolve(&uri));
    let Some(uri) = uri else { return };
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert("a2a-version", HeaderValue::from_static("1.0"));
    let mut waits = false;
    let found = loop {
        let looked = timeout(PATIENCE, look(&proxy, &uri, &headers)).await;
        match looked.unwrap_or_else(|_| Err(format!("nothing came for {PATIENCE:?}"))) {
            Ok(status) if status == StatusCode::OK => {
                break "no agent card with addresses that can be used".to_owned();
            }
            Ok(status) => break status.to_string(),
            Err(reason) if !waits => {
                note(&format!("warning: the agent does not answer yet: {reason}"));
                waits = true;
            }
            Err(_) => {}
        }
        sleep(PAUSE).await;
    };
    if proxy.routes().table().interfaces().is_empty() {
        note(&format!(
            "warning: at {uri} there is {found}; the agent is taken for one that serves both bindings at {}{path}",
            proxy.routes().upstream()
        ));
        proxy.routes().assume(&path);
    }
}

/// Asks for the card once, and takes it in if it is there.
async fn look(proxy: &Proxy, uri: &Uri, headers: &HeaderMap) -> Result<StatusCode, String> {
    let response = proxy.ask(uri.clone(), headers.clone()).await?;
    let status = response.status();
    if status == StatusCode::OK
        && let Read::All(json) = read(response.into_body()).await
    {
        proxy.rewrite(json);
    }
    Ok(status)
}
