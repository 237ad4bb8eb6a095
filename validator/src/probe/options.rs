//! How an agent is checked.

use crate::acts::run::request::{Request, header};
use reqwest::header::{HeaderName, HeaderValue};
use std::time::Duration;

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// How an agent is checked.
#[derive(Debug, Clone)]
pub struct Options {
    agent: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    timeout: Duration,
    interfaces: bool,
}

impl Options {
    /// For the agent at a host or an origin, to which the well-known path of the card is added (§8.2), or at the URL of
    /// its card.
    pub fn new(agent: impl Into<String>) -> Self {
        Self {
            agent: agent.into(),
            headers: Vec::new(),
            timeout: DEFAULT_TIMEOUT,
            interfaces: true,
        }
    }

    /// Sends a header with every request, as a credential. Its value is in no finding.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, mut value: HeaderValue) -> Self {
        value.set_sensitive(true);
        self.headers.push((name, value));
        self
    }

    /// Sets how long an answer may take; 30 seconds by default.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets whether the interfaces are tried, as they are by default; otherwise the card is all that is fetched.
    #[must_use]
    pub fn with_interfaces(mut self, interfaces: bool) -> Self {
        self.interfaces = interfaces;
        self
    }

    pub(super) fn agent(&self) -> &str {
        &self.agent
    }

    pub(super) fn timeout(&self) -> Duration {
        self.timeout
    }

    pub(super) fn has_interfaces(&self) -> bool {
        self.interfaces
    }

    pub(super) fn has_credentials(&self) -> bool {
        !self.headers.is_empty()
    }

    pub(super) fn add_credentials(&self, request: &mut Request) {
        for (name, value) in &self.headers {
            let value = String::from_utf8_lossy(value.as_bytes());
            request.headers.push(header(name.as_str(), &value));
        }
    }

    /// What must be in no finding.
    pub(super) fn secrets(&self) -> Vec<String> {
        let mut secrets = Vec::new();
        for (_, value) in &self.headers {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            // `Bearer x`: an agent may repeat either.
            secrets.extend(value.split_once(' ').map(|(_, token)| token.to_owned()));
            secrets.push(value);
        }
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets
    }
}
