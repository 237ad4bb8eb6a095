//! Running suites against an agent.

pub(crate) mod agent;
pub(crate) mod answer;
mod client;
mod expect;
pub(crate) mod findings;
pub(crate) mod http;
mod ordering;
mod preconditions;
pub(crate) mod request;
mod special;
mod step;
mod stream;
mod test;
mod webhook;

use super::error::{RunError, RunErrorKind};
use super::result::{Exchange, Report, SuiteResult, TestResult, Verdict};
use super::suite::{Level, Suite, Suites, Transport};
use crate::validator::Validator;
use a2a_bindings::Timestamp;
use agent::{Interface, card_url, interfaces, public};
use findings::Inspection;
use http::{Http, Lost, Received};
use request::Request;
use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Client, Url};
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::time::Instant;
use webhook::Webhook;

/// How suites are run.
///
/// ```
/// use a2a_validator::acts::{Options, Transport};
///
/// let options = Options::new("http://localhost:8080").with_transports([Transport::JsonRpc]);
/// ```
#[derive(Debug, Clone)]
pub struct Options {
    agent: String,
    transports: Vec<Transport>,
    interfaces: Vec<(Transport, String)>,
    headers: Vec<(HeaderName, HeaderValue)>,
    variables: BTreeMap<String, String>,
    request_timeout: Duration,
    stream_timeout: Duration,
    test_timeout: Duration,
    webhook_listen: SocketAddr,
    webhook_url: Option<String>,
    behaviors: bool,
}

impl Options {
    /// For the agent at a host, an origin, or the URL of its card.
    pub fn new(agent: impl Into<String>) -> Self {
        Self {
            agent: agent.into(),
            transports: Vec::new(),
            interfaces: Vec::new(),
            headers: Vec::new(),
            variables: BTreeMap::new(),
            request_timeout: Duration::from_secs(30),
            stream_timeout: Duration::from_secs(30),
            test_timeout: Duration::from_secs(180),
            webhook_listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            webhook_url: None,
            behaviors: true,
        }
    }

    /// Sets the bindings, one run for each; by default those of the card that can be spoken here.
    #[must_use]
    pub fn with_transports(mut self, transports: impl IntoIterator<Item = Transport>) -> Self {
        self.transports = transports.into_iter().collect();
        self
    }

    /// Calls the operations of a binding at this URL, whatever the card says.
    #[must_use]
    pub fn with_interface(mut self, transport: Transport, url: impl Into<String>) -> Self {
        self.interfaces.push((transport, url.into()));
        self
    }

    /// Sends a header with every request, as a credential. Its value is in no report.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, mut value: HeaderValue) -> Self {
        value.set_sensitive(true);
        self.headers.push((name, value));
        self
    }

    /// Gives a variable a value, before what the suite says. The value of one whose name speaks of a token, key,
    /// secret, password or credential is in no report.
    #[must_use]
    pub fn with_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.insert(name.into(), value.into());
        self
    }

    /// Sets how long an answer may take; 30 seconds by default.
    #[must_use]
    pub fn with_request_timeout(mut self, timeout: Duration) -> Self {
        self.request_timeout = timeout;
        self
    }

    /// Sets how long a stream may take for which the suite says nothing; 30 seconds by default.
    #[must_use]
    pub fn with_stream_timeout(mut self, timeout: Duration) -> Self {
        self.stream_timeout = timeout;
        self
    }

    /// Sets how long a test may take; three minutes by default.
    #[must_use]
    pub fn with_test_timeout(mut self, timeout: Duration) -> Self {
        self.test_timeout = timeout;
        self
    }

    /// Sets where the webhook listens, on a free port of loopback by default, and the URL by which the agent reaches
    /// it, if that is another. An agent elsewhere cannot reach loopback: tests with a webhook are skipped then.
    #[must_use]
    pub fn with_webhook(mut self, listen: SocketAddr, public_url: Option<String>) -> Self {
        self.webhook_listen = listen;
        self.webhook_url = public_url;
        self
    }

    /// Sets whether the agent plays the scripted behaviours of the format (§11 of the format), as it does by default;
    /// tests that need one are skipped otherwise.
    #[must_use]
    pub fn with_behaviors(mut self, behaviors: bool) -> Self {
        self.behaviors = behaviors;
        self
    }

    /// What must be in no report.
    fn secrets(&self) -> Vec<String> {
        let mut secrets = Vec::new();
        for (_, value) in &self.headers {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            // `Bearer x`: an agent may repeat either.
            secrets.extend(value.split_once(' ').map(|(_, token)| token.to_owned()));
            secrets.push(value);
        }
        let names = ["token", "key", "secret", "password", "credential"];
        for (name, value) in &self.variables {
            let name = name.to_ascii_lowercase();
            if names.iter().any(|part| name.contains(part)) {
                secrets.push(value.clone());
            }
        }
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets
    }
}

/// A test that has ended, while others are still to come.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// The binding.
    pub transport: Transport,
    /// The test.
    pub id: &'a str,
    /// What it is called.
    pub name: &'a str,
    /// How binding it is.
    pub level: Level,
    /// What became of it.
    pub verdict: Verdict,
    /// Why, if it did not pass.
    pub reason: &'a str,
    /// How long it took.
    pub duration: Duration,
    /// How many tests have ended over all bindings, this one included.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

/// What all tests of a run share.
struct Context<'a> {
    options: &'a Options,
    http: &'a Http,
    validator: &'a Validator,
    card: &'a Value,
    card_url: &'a Url,
    interface: &'a Interface,
    spec_version: &'a str,
    webhook: &'a Webhook,
    /// Whether the agent can reach the webhook.
    has_reachable_webhook: bool,
}

/// Runs suites over each binding, one test after the other, and tells of each.
///
/// The client must follow no redirects; it is what reaches the agent, with TLS as it is set up there.
///
/// # Errors
/// The agent has no card and no interface was given, or it has none of the bindings, or the webhook cannot listen.
pub async fn run(
    suites: &Suites,
    client: Client,
    validator: &Validator,
    options: &Options,
    mut on_test: impl FnMut(Progress<'_>),
) -> Result<Vec<Report>, RunError> {
    let mut http = Http {
        client,
        inspection: None,
        timeout: options.request_timeout,
        secrets: options.secrets(),
    };
    let card_url = card_url(&options.agent)?;
    let card = match card(&http, options, &card_url, &suites.spec_version).await {
        Ok(card) => card,
        Err(_) if !options.interfaces.is_empty() => Value::Null,
        Err(error) => return Err(error),
    };
    let interfaces = chosen(options, &card, &suites.spec_version)?;
    let webhook = Webhook::start(options.webhook_listen, options.webhook_url.as_deref()).await?;
    let total = suites.len() * interfaces.len();
    let mut done = 0;
    let mut reports = Vec::new();
    for interface in &interfaces {
        http.inspection = Some(Inspection::new(validator, interface, &card));
        let context = Context {
            options,
            http: &http,
            validator,
            card: &card,
            card_url: &card_url,
            interface,
            spec_version: &suites.spec_version,
            webhook: &webhook,
            has_reachable_webhook: options.webhook_url.is_some() || agent::is_loopback(&interface.url),
        };
        let begun = Instant::now();
        let mut results = Vec::new();
        for suite in &suites.suites {
            let mut tests = Vec::new();
            for test in &suite.tests {
                let result = test::run(&context, suite, test).await;
                done += 1;
                on_test(progress(interface.transport, &result, done, total));
                tests.push(result);
            }
            results.push(SuiteResult {
                id: suite.id.clone(),
                name: suite.name.clone(),
                tests,
            });
        }
        reports.push(Report {
            acts_version: suites.acts_version.clone(),
            spec_version: suites.spec_version.clone(),
            title: suites.title.clone(),
            generated_at: Timestamp::now(),
            agent_url: http.redact(&public(&card_url)),
            interface_url: http.redact(&public(&interface.url)),
            transport: interface.transport,
            agent_name: http.redact(&text(&card, "name")),
            agent_version: http.redact(&text(&card, "version")),
            suites: results,
            duration: begun.elapsed(),
        });
    }
    Ok(reports)
}

/// A text of the card; `unknown` if there is none.
fn text(card: &Value, name: &str) -> String {
    let text = card
        .get(name)
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty());
    text.unwrap_or("unknown").chars().take(MAX_NAME).collect()
}

/// As many characters of the agent's name are shown.
const MAX_NAME: usize = 200;

fn progress(transport: Transport, result: &TestResult, done: usize, total: usize) -> Progress<'_> {
    Progress {
        transport,
        id: &result.id,
        name: &result.name,
        level: result.level,
        verdict: result.verdict,
        reason: result.said(),
        duration: result.duration,
        done,
        total,
    }
}

async fn card(http: &Http, options: &Options, url: &Url, version: &str) -> Result<Value, RunError> {
    let place = public(url);
    let mut request = Request::card(url);
    request.headers.push(request::header("a2a-version", version));
    add_credentials(&mut request, options);
    let mut exchange = Exchange::default();
    let answer = match http.send(&request, &mut exchange).await {
        Ok(Received::Document(answer)) => answer,
        Ok(Received::Stream(_)) => {
            return Err(RunError::new(
                RunErrorKind::Card,
                format!("{place} is a stream of events and no agent card"),
            ));
        }
        Err(Lost::Unsent(message) | Lost::Broken(message)) => {
            return Err(RunError::new(
                RunErrorKind::Unreachable,
                format!("{place}: {message}"),
            ));
        }
    };
    if answer.status != 200 {
        let message = format!("{place} has no agent card: the server answered {}", answer.status);
        return Err(RunError::new(RunErrorKind::Card, message));
    }
    match serde_json::from_slice(&answer.body) {
        Ok(card @ Value::Object(_)) => Ok(card),
        Ok(_) => Err(RunError::new(
            RunErrorKind::Card,
            format!("{place} is no agent card, but other JSON"),
        )),
        Err(error) => Err(RunError::new(
            RunErrorKind::Card,
            format!("{place} is not JSON: {error}"),
        )),
    }
}

/// The interfaces that are tested: those that were asked for, in that order, or else all that can be.
fn chosen(options: &Options, card: &Value, version: &str) -> Result<Vec<Interface>, RunError> {
    let mut found = interfaces(card, version);
    for (transport, url) in &options.interfaces {
        let url = Url::parse(url).map_err(|error| {
            let message = format!("`{}` is no URL: {error}", crate::names::excerpt(url));
            RunError::new(RunErrorKind::Setup, message)
        })?;
        match found
            .iter_mut()
            .find(|interface| interface.transport == *transport)
        {
            Some(interface) => interface.url = url,
            None => found.push(Interface {
                transport: *transport,
                url,
                tenant: None,
            }),
        }
    }
    let names: Vec<_> = found
        .iter()
        .map(|interface| interface.transport.as_str())
        .collect();
    let offers = if names.is_empty() {
        format!("the card offers neither JSONRPC nor HTTP+JSON in version {version}")
    } else {
        format!("the card offers {}", names.join(" and "))
    };
    if options.transports.is_empty() {
        return if found.is_empty() {
            Err(RunError::new(RunErrorKind::Binding, offers))
        } else {
            Ok(found)
        };
    }
    let wanted = options.transports.iter().map(|wanted| {
        let interface = found
            .iter()
            .find(|interface| interface.transport == *wanted)
            .cloned();
        interface.ok_or_else(|| {
            RunError::new(
                RunErrorKind::Binding,
                format!("there is no {wanted} to be tested: {offers}"),
            )
        })
    });
    wanted.collect()
}

fn add_credentials(request: &mut Request, options: &Options) {
    for (name, value) in &options.headers {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        if !request
            .headers
            .iter()
            .any(|(other, _)| other.eq_ignore_ascii_case(name.as_str()))
        {
            request.headers.push((name.as_str().to_owned(), value));
        }
    }
}
