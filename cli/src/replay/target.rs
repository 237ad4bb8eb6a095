//! The agent that gets the requests again.

use super::recorded::Exchange;
use crate::args::Upstream;
use crate::output::note;
use a2a_runtime::client::{Binding, fetch_card_from_url, http_client};
use http::Uri;

const CARD: &str = "/.well-known/agent-card.json";

/// Where an agent serves what.
#[derive(Debug)]
pub(crate) struct Target {
    /// The URL of the agent, without a slash at its end.
    agent: String,
    /// Without a slash at the end, each.
    json_rpc: Option<String>,
    http_json: Option<String>,
    origin: String,
}

impl Target {
    /// Asks the agent's card. Without one, everything is where it was recorded.
    pub(crate) async fn find(upstream: &Upstream) -> Self {
        let origin = upstream.origin.to_string();
        let agent = format!("{origin}{}", upstream.path);
        let fetched = match http_client() {
            Ok(http) => fetch_card_from_url(&http, &format!("{agent}{CARD}")).await,
            Err(error) => Err(error),
        };
        let interfaces = match fetched {
            Ok(fetched) => fetched.card.supported_interfaces,
            Err(error) => {
                note(&format!("warning: {error}; the paths are those of the record"));
                Vec::new()
            }
        };
        let of = |binding: Binding| {
            let found = interfaces
                .iter()
                .find(|interface| interface.protocol_binding == binding.name());
            found.map(|interface| interface.url.trim_end_matches('/').to_owned())
        };
        Self {
            json_rpc: of(Binding::JsonRpc),
            http_json: of(Binding::HttpJson),
            agent,
            origin,
        }
    }

    /// Where a request goes, with the path and query that it has in the record.
    pub(super) fn resolve(&self, exchange: &Exchange, target: &str) -> Option<Uri> {
        // Behind an origin, anything else would make it another one, which would get what is for the agent.
        if !target.starts_with('/') {
            return None;
        }
        let end = target.find('?').unwrap_or(target.len());
        let (path, query) = target.split_at_checked(end)?;
        let bare = path.trim_end_matches('/');
        let mounts = &exchange.mounts;
        let url = match &self.json_rpc {
            _ if path.ends_with(CARD) => format!("{}{CARD}{query}", self.agent),
            Some(url)
                if exchange.method == "POST"
                    && mounts
                        .json_rpc_paths()
                        .any(|mount| mount.trim_end_matches('/') == bare) =>
            {
                format!(
                    "{url}{}",
                    query.replacen('?', if url.contains('?') { "&" } else { "?" }, 1)
                )
            }
            _ => {
                let below = mounts.http_json_paths().filter_map(|mount| {
                    let mount = mount.trim_end_matches('/');
                    let rest = path
                        .strip_prefix(mount)
                        .filter(|rest| rest.is_empty() || rest.starts_with('/'));
                    Some((mount.len(), rest?))
                });
                let rest = below.max_by_key(|(length, _)| *length).map(|(_, rest)| rest);
                match (&self.http_json, rest) {
                    (Some(url), Some(rest)) => format!("{url}{rest}{query}"),
                    _ => format!("{}{target}", self.origin),
                }
            }
        };
        url.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::recorded::Recorded;
    use super::*;
    use std::io::Write;

    /// The one exchange of a transcript, whose request has this target.
    fn exchange(target: &str) -> Exchange {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let mounts = serde_json::json!({ "jsonRpc": ["/rpc"], "httpJson": ["/v1"], "ignored": [] });
        let at = "2026-01-01T00:00:00Z";
        for line in [
            serde_json::json!({ "type": "transcript", "version": 1, "protocolVersion": "1.0", "at": at, "mounts": mounts, "maxBodyBytes": 1 }),
            serde_json::json!({ "type": "request", "exchange": 1, "at": at, "method": "POST", "target": target, "headers": [] }),
        ] {
            writeln!(file, "{line}").unwrap();
        }
        Recorded::read(file.path()).unwrap().exchanges.remove(0)
    }

    #[test]
    fn no_record_leads_away_from_the_agent() {
        let target = |json_rpc: Option<&str>, http_json: Option<&str>| Target {
            agent: "https://agent/a".to_owned(),
            json_rpc: json_rpc.map(str::to_owned),
            http_json: http_json.map(str::to_owned),
            origin: "https://agent".to_owned(),
        };
        let with_card = target(Some("https://agent/a/rpc"), Some("https://agent/a/rest"));
        for (recorded, expected) in [
            ("/rpc?k=v", Some("https://agent/a/rpc?k=v")),
            ("/v1/tasks?k=v", Some("https://agent/a/rest/tasks?k=v")),
            ("/v10", Some("https://agent/v10")),
            ("//elsewhere/x", Some("https://agent//elsewhere/x")),
            ("@elsewhere/.well-known/agent-card.json", None),
            ("@elsewhere/x", None),
            ("@elsewhere", None),
            (".elsewhere", None),
            (".elsewhere/x", None),
            (":1/x", None),
            ("https://elsewhere/x", None),
            ("*", None),
            ("", None),
        ] {
            let exchange = exchange(recorded);
            let resolved = with_card.resolve(&exchange, recorded).map(|uri| uri.to_string());
            assert_eq!(resolved.as_deref(), expected, "{recorded}");
            let without = target(None, None).resolve(&exchange, recorded);
            assert_eq!(without.is_some(), expected.is_some(), "{recorded}");
        }
    }
}
