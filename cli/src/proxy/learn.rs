//! Getting to know the agent before its clients do.

use super::forward::{Proxy, Read, WELL_KNOWN, read};
use crate::output::note;
use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue, StatusCode};
use std::time::Duration;

/// How long between two looks at an agent that is not there yet.
const PAUSE: Duration = Duration::from_secs(2);

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
    let response = loop {
        match proxy.ask(uri.clone(), headers.clone()).await {
            Ok(response) => break response,
            Err(reason) if !waits => {
                note(&format!("warning: the agent does not answer yet: {reason}"));
                waits = true;
            }
            Err(_) => {}
        }
        tokio::time::sleep(PAUSE).await;
    };
    let status = response.status();
    if status == StatusCode::OK
        && let Read::All(json) = read(response.into_body()).await
    {
        proxy.rewrite(json);
    }
    if proxy.routes().table().interfaces().is_empty() {
        let found = if status == StatusCode::OK {
            "no agent card with addresses that can be used".to_owned()
        } else {
            status.to_string()
        };
        note(&format!(
            "warning: at {uri} there is {found}; the agent is taken for one that serves both bindings at {}{path}",
            proxy.routes().upstream()
        ));
        proxy.routes().assume(&path);
    }
}
