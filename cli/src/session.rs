//! An agent that a command talks to: its card, a client of it, and the time that is left.

use crate::args::{AgentArgs, CardArgs, Transport};
use crate::credentials::{self, Authorized};
use crate::error::{Code, Error};
use crate::failure::{self, Credentials};
use crate::output::note;
use crate::shell::quote;
use a2a_bindings::v1_0::{AgentCard, Client};
use a2a_runtime::client::{
    ClientError, ConnectOptions, FetchedCard, HttpTransport, TransportOptions, connect, fetch_card,
    http_client,
};
use std::path::Path;
use std::time::Duration;
use tokio::time::Instant;

/// A conversation with one agent.
#[derive(Debug)]
pub(crate) struct Session {
    agent: Agent,
    pub(crate) card: AgentCard,
    pub(crate) client: Client<HttpTransport>,
    credentials: Credentials,
}

/// The agent as the command line names it, before anything is known of it.
#[derive(Debug)]
pub(crate) struct Agent {
    reference: String,
    timeout: Option<Duration>,
    deadline: Option<Instant>,
    debug: bool,
}

impl Agent {
    /// The time that the command has starts now.
    pub(crate) fn new(args: &CardArgs, debug: bool) -> Self {
        Self {
            reference: args.agent_card.clone(),
            timeout: args.timeout,
            // Time beyond all time is as good as no limit.
            deadline: args
                .timeout
                .and_then(|timeout| Instant::now().checked_add(timeout)),
            debug,
        }
    }

    /// The file that has the card, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        Some(Path::new(&self.reference)).filter(|path| path.is_file())
    }

    /// Fetches the card.
    pub(crate) async fn fetch_card(&self) -> Result<FetchedCard, Error> {
        if is_missing_file(&self.reference) {
            let message = format!("there is no file `{}`", self.reference);
            return Err(Error::new(Code::CardNotFound, message));
        }
        let http = http_client().map_err(|error| failure::of_card(&error, &self.reference))?;
        let fetched = self
            .timed("the fetch of the agent card", fetch_card(&http, &self.reference))
            .await?;
        let fetched = fetched.map_err(|error| failure::of_card(&error, &self.reference))?;
        self.debug(|| format!("agent card: {} bytes from {}", fetched.json.len(), fetched.source));
        Ok(fetched)
    }

    /// Waits for something, as long as there is time.
    async fn in_time<T>(&self, what: &str, future: impl Future<Output = T>) -> Result<T, Error> {
        let Some(deadline) = self.deadline else {
            return Ok(future.await);
        };
        tokio::time::timeout_at(deadline, future).await.map_err(|_| {
            let timeout = self.timeout.unwrap_or_default();
            Error::new(
                Code::Timeout,
                format!("time is up after {timeout:?}, during {what}"),
            )
        })
    }

    /// The same, and says how long it took.
    async fn timed<T>(&self, what: &str, future: impl Future<Output = T>) -> Result<T, Error> {
        let begun = Instant::now();
        let result = self.in_time(what, future).await;
        self.debug(|| format!("{what}: {} ms", begun.elapsed().as_millis()));
        result
    }

    fn debug(&self, message: impl FnOnce() -> String) {
        if self.debug {
            note(&format!("debug: {}", message()));
        }
    }
}

impl Session {
    /// Fetches the agent's card and makes a client of the interface that the card and the user like best.
    pub(crate) async fn open(args: &AgentArgs, debug: bool) -> Result<Self, Error> {
        let agent = Agent::new(&args.card, debug);
        let card = agent.fetch_card().await?.card;
        let preference = args.transport.iter().filter_map(|transport| match transport {
            Transport::Spoken(binding) => Some(*binding),
            Transport::Skipped => None,
        });
        let mut options = TransportOptions::new();
        for parameter in &args.svc_param {
            options = options.with_header(parameter.name.clone(), parameter.value.clone());
        }
        // The card that is kept holds no credentials.
        let Authorized {
            card: authorized,
            options,
            supplied,
        } = credentials::apply(args, card.clone(), options)?;
        let credentials = Credentials {
            supplied,
            secrets: credentials::secrets(args),
            reference: agent.reference.clone(),
            schemes: card.security_schemes.values().cloned().collect(),
        };
        let options = ConnectOptions::new().prefer(preference).with_transport(options);
        let client = connect(&authorized, options).map_err(|error| failure::of_interface(&error))?;
        let transport = client.transport();
        // Without the query, which may hold a key.
        let place = transport
            .endpoint()
            .split('?')
            .next()
            .unwrap_or_default()
            .to_owned();
        agent.debug(|| format!("interface: {} at {place}", transport.binding()));
        if supplied && place.starts_with("http://") && !is_loopback(&place) {
            note(&format!("warning: the credentials travel to {place} unencrypted"));
        }
        Ok(Self {
            agent,
            card,
            client,
            credentials,
        })
    }

    /// Carries out an operation, as long as there is time.
    pub(crate) async fn call<T>(
        &self,
        operation: &str,
        call: impl Future<Output = Result<T, ClientError>>,
    ) -> Result<T, Error> {
        let result = self.agent.timed(operation, call).await?;
        result.map_err(|error| self.failure(&error))
    }

    /// What a failed operation comes to.
    pub(crate) fn failure(&self, error: &ClientError) -> Error {
        self.agent.debug(|| failure::details(error, &self.credentials));
        failure::of_operation(error, &self.credentials)
    }

    /// Waits for something, as long as there is time.
    pub(crate) async fn in_time<T>(&self, what: &str, future: impl Future<Output = T>) -> Result<T, Error> {
        self.agent.in_time(what, future).await
    }

    /// A command that goes on with this agent, to be copied.
    pub(crate) fn command(&self, name: &str, arguments: &str) -> String {
        format!("a2a {name} -a {} {arguments}", quote(&self.agent.reference))
    }
}

/// Whether a reference is a path by its looks, and there is nothing there. Otherwise it would be taken for a host.
fn is_missing_file(reference: &str) -> bool {
    let is_path = ["/", "./", "../", "~"]
        .iter()
        .any(|start| reference.starts_with(start))
        || (reference.ends_with(".json") && !reference.contains(['/', ':']));
    is_path && !Path::new(reference).exists()
}

/// Whether a URL leads to this machine.
pub(crate) fn is_loopback(url: &str) -> bool {
    let host = url
        .parse::<http::Uri>()
        .ok()
        .and_then(|uri| uri.host().map(str::to_owned));
    let host = host.unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_hosts() {
        for (reference, expected) in [
            ("./none.json", true),
            ("/no/such/card", true),
            ("none.json", true),
            ("agent.example.com", false),
            ("localhost:8080/card.json", false),
            ("https://agent.example.com/card.json", false),
            ("Cargo.toml", false),
        ] {
            assert_eq!(is_missing_file(reference), expected, "{reference}");
        }
    }

    #[test]
    fn loopback() {
        for (url, expected) in [
            ("http://127.0.0.1:1/rpc", true),
            ("http://[::1]:1", true),
            ("http://localhost", true),
            ("http://localhost.example.com", false),
            ("http://10.0.0.1", false),
        ] {
            assert_eq!(is_loopback(url), expected, "{url}");
        }
    }
}
