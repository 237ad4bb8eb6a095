//! The arguments of `proxy`.

use super::values;
use crate::proxy::Origin;
use a2a_validator::Severity;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Stand between clients and an agent, and check what both of them say.
///
/// Everything passes unchanged and at once, streams too. Only in the agent card the addresses of the agent become those
/// of the proxy, so that clients stay on it; a signature of the card does not survive that. What is wrong with a
/// request or an answer is reported on standard error as it happens, and counted at the end. Credentials pass, and are
/// neither printed nor recorded.
///
/// The exit status is 1 if anything was found that --fail-on names.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  a2a proxy --upstream http://localhost:8080
  a2a proxy --upstream https://agent.example.com --record traffic.jsonl
  a2a send -a localhost:9000 \"hello\"                 in another terminal")]
pub(crate) struct ProxyArgs {
    /// The agent: the URL below which its card is, at /.well-known/agent-card.json.
    #[arg(long, value_name = "URL", value_parser = upstream)]
    pub(crate) upstream: Upstream,
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:9000")]
    pub(crate) listen: SocketAddr,
    /// URL under which clients reach the proxy, for the agent card. [default: the address]
    #[arg(long, value_name = "URL", value_parser = values::base_url)]
    pub(crate) base_url: Option<String>,
    /// Append what passes to and from the card and its interfaces to this file, one JSON object a line, without credentials.
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    /// Do not print what is found, only how much it was.
    #[arg(long)]
    pub(crate) quiet: bool,
    /// Which findings make the exit status 1.
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::Error)]
    pub(crate) fail_on: FailOn,
    /// Ask the agent for bodies that are not compressed, because others cannot be checked.
    #[arg(long)]
    pub(crate) no_compression: bool,
}

/// An agent, as the proxy reaches it.
#[derive(Debug, Clone)]
pub(crate) struct Upstream {
    pub(crate) origin: Origin,
    /// The path below which the agent is, without a slash at its end.
    pub(crate) path: String,
}

/// From which severity on a finding is a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Never,
}

impl FailOn {
    /// Whether a finding of this severity is a failure.
    pub(crate) fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Never => false,
        }
    }
}

/// The agent behind a proxy. A host alone gets a scheme as everywhere: `http` for this machine, else `https`.
pub(crate) fn upstream(text: &str) -> Result<Upstream, String> {
    let text = text.trim();
    let url = if text.contains("://") {
        text.to_owned()
    } else {
        let host = Origin::split(&format!("http://{text}")).map(|(origin, _)| origin);
        let is_local = host.is_some_and(|origin| crate::session::is_loopback(&origin.to_string()));
        format!("{}://{text}", if is_local { "http" } else { "https" })
    };
    let (origin, path) =
        Origin::split(&url).ok_or("expected a URL as https://agent.example.com, without a user in it")?;
    if path.contains(['?', '#', '\\']) || format!("{origin}{path}").parse::<http::Uri>().is_err() {
        return Err("expected a URL without a query, below which the agent is".to_owned());
    }
    let path = path.strip_suffix("/.well-known/agent-card.json").unwrap_or(path);
    Ok(Upstream {
        origin,
        path: path.trim_end_matches('/').to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_are_named_by_what_is_above_their_card() {
        for (text, expected) in [
            ("localhost:8080", Some("http://localhost:8080 ")),
            ("agent.example.com", Some("https://agent.example.com ")),
            ("http://127.0.0.1:80/", Some("http://127.0.0.1 ")),
            ("https://h/agents/7/", Some("https://h /agents/7")),
            ("https://h/a/.well-known/agent-card.json", Some("https://h /a")),
            ("https://h/a?b", None),
            ("https://user@h/", None),
            ("ftp://h", None),
            ("", None),
        ] {
            let read = upstream(text)
                .ok()
                .map(|upstream| format!("{} {}", upstream.origin, upstream.path));
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }
}
