//! Sending requests and reading answers, within bounds, and what of them is shown in reports.

use super::agent::public;
use super::findings::{Inspection, Watch};
use super::request::Request;
use crate::acts::result::Exchange;
use crate::finding::Finding;
use crate::traffic::{Event, Splitter};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, Response};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};

/// As large a body or stream is read, in bytes.
const MAX_BODY: usize = 16 << 20;
/// As many events of a stream are read.
const MAX_EVENTS: usize = 10_000;
/// As much of a body or event is shown, in bytes.
const EXCERPT: usize = 4 << 10;
/// As many events are shown.
const SHOWN_EVENTS: usize = 50;
/// As many headers are shown.
const SHOWN_HEADERS: usize = 40;
/// A secret of fewer letters is none, and would make holes into every text.
const SHORTEST_SECRET: usize = 6;
const REDACTED: &str = "[redacted]";

/// Sends requests.
#[derive(Debug)]
pub(crate) struct Http {
    pub(crate) client: Client,
    /// What looks on, once it is known what is tested.
    pub(crate) inspection: Option<Inspection>,
    /// How long an answer may take to begin, and a body to come.
    pub(crate) timeout: Duration,
    /// What must not be shown.
    pub(crate) secrets: Vec<String>,
}

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// What comes back.
#[derive(Debug)]
pub(crate) enum Received {
    Document(Answer),
    Stream(Box<EventStream>),
}

/// Why nothing came back, or not all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Lost {
    /// The request could not be sent: nothing is said about the agent.
    Unsent(String),
    /// The agent did not answer, or not to the end.
    Broken(String),
}

impl Http {
    /// Sends a request, and reads the answer unless it is a stream.
    pub(crate) async fn send(&self, request: &Request, exchange: &mut Exchange) -> Result<Received, Lost> {
        let begun = Instant::now();
        let received = timeout(self.timeout, self.exchange(request, exchange)).await;
        exchange.duration = begun.elapsed();
        received.unwrap_or_else(|_| {
            Err(Lost::Broken(format!(
                "there was no answer within {:?}",
                self.timeout
            )))
        })
    }

    async fn exchange(&self, request: &Request, exchange: &mut Exchange) -> Result<Received, Lost> {
        self.show_request(request, exchange);
        let unsent =
            |error: &dyn std::fmt::Display| Lost::Unsent(format!("the request cannot be sent: {error}"));
        let method = Method::from_bytes(request.verb.as_bytes()).map_err(|error| unsent(&error))?;
        let mut headers = HeaderMap::new();
        for (name, value) in &request.headers {
            let name = HeaderName::try_from(name.as_str()).map_err(|error| unsent(&error))?;
            headers.append(
                name,
                HeaderValue::try_from(value.as_str()).map_err(|error| unsent(&error))?,
            );
        }
        let mut watch = self
            .inspection
            .as_ref()
            .map(|inspection| inspection.begin(request, &headers))
            .unwrap_or_default();
        let mut builder = self.client.request(method, request.url.clone()).headers(headers);
        if let Some(body) = &request.body {
            builder = builder.body(body.clone());
        }
        let response = builder.send().await.map_err(|error| lost(&error))?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        exchange.status = Some(status);
        exchange.response_headers = self.show_headers(headers.iter().map(|(name, value)| {
            (
                name.as_str().to_owned(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        }));
        watch.answered(status, &headers);
        if media_type(&headers) == "text/event-stream" {
            let stream = EventStream::new(response, status, headers, watch);
            return Ok(Received::Stream(Box::new(stream)));
        }
        let body = read(response).await?;
        watch.data(&body);
        watch.end(true);
        exchange.findings = watch.take();
        exchange.response_body = self.show(&body);
        Ok(Received::Document(Answer {
            status,
            headers,
            body,
        }))
    }

    fn show_request(&self, request: &Request, exchange: &mut Exchange) {
        exchange.method = request.verb.to_owned();
        exchange.url = self.redact(&public(&request.url));
        exchange.request_headers = self.show_headers(request.headers.iter().cloned());
        exchange.request_body = request
            .body
            .as_deref()
            .map(|body| self.show(body))
            .unwrap_or_default();
    }

    fn show_headers(&self, headers: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
        let shown = headers.take(SHOWN_HEADERS).map(|(name, value)| {
            let value = if is_sensitive(&name) {
                REDACTED.to_owned()
            } else {
                self.show(value.as_bytes())
            };
            (self.redact_name(name), value)
        });
        shown.collect()
    }

    /// The name of a header, unless there is a secret in it; the names that are received are in lower case.
    fn redact_name(&self, name: String) -> String {
        let lower = name.to_ascii_lowercase();
        let mut secrets = self
            .secrets
            .iter()
            .filter(|secret| secret.len() >= SHORTEST_SECRET);
        if secrets.any(|secret| lower.contains(&secret.to_ascii_lowercase())) {
            REDACTED.to_owned()
        } else {
            name
        }
    }

    /// An event as it is shown; only the first ones are.
    pub(crate) fn show_event(&self, data: &[u8], exchange: &mut Exchange) {
        exchange.event_count += 1;
        if exchange.events.len() < SHOWN_EVENTS {
            exchange.events.push(self.show(data));
        }
    }

    /// The beginning of a text, without secrets.
    pub(crate) fn show(&self, bytes: &[u8]) -> String {
        // Redacted first, so that no secret is cut in two.
        let window = bytes.get(..EXCERPT * 4).unwrap_or(bytes);
        let text = self.redact(&String::from_utf8_lossy(window));
        match text.char_indices().find(|(index, _)| *index >= EXCERPT) {
            Some((end, _)) => format!("{}… ({} bytes)", text.get(..end).unwrap_or_default(), bytes.len()),
            None => text,
        }
    }

    /// A text without the secrets of this run.
    pub(crate) fn redact(&self, text: &str) -> String {
        let secrets = self
            .secrets
            .iter()
            .filter(|secret| secret.len() >= SHORTEST_SECRET);
        secrets.fold(text.to_owned(), |text, secret| {
            text.replace(secret.as_str(), REDACTED)
        })
    }
}

impl Http {
    /// A text that may have been cut, without the secrets of this run and without the beginning of one at the cut.
    pub(crate) fn redact_cut(&self, text: &str) -> String {
        let mut text = self.redact(text);
        let secrets = self
            .secrets
            .iter()
            .filter(|secret| secret.len() >= SHORTEST_SECRET);
        for secret in secrets.filter(|_| text.contains(CUT)).collect::<Vec<_>>() {
            for (end, _) in secret.char_indices().skip(SHORTEST_SECRET / 2) {
                let beginning = format!("{}{CUT}", secret.get(..end).unwrap_or_default());
                text = text.replace(&beginning, &format!("{REDACTED}{CUT}"));
            }
        }
        text
    }
}

/// What stands where a text was cut.
const CUT: char = '…';

/// Whether a header holds a credential, or may.
fn is_sensitive(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [
        "auth",
        "cookie",
        "token",
        "api-key",
        "apikey",
        "secret",
        "password",
        "credential",
    ]
    .iter()
    .any(|part| name.contains(part))
        && name != "www-authenticate"
}

fn lost(error: &reqwest::Error) -> Lost {
    let mut message = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        message = format!("{message}: {cause}");
        source = cause.source();
    }
    // The URL may hold a credential.
    if let Some(url) = error.url() {
        message = message.replace(url.as_str(), &public(url));
    }
    if error.is_connect() || error.is_builder() {
        Lost::Unsent(message)
    } else {
        Lost::Broken(message)
    }
}

async fn read(mut response: Response) -> Result<Vec<u8>, Lost> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| lost(&error))? {
        if chunk.len() > MAX_BODY - body.len() {
            return Err(Lost::Broken(format!("the answer has more than {MAX_BODY} bytes")));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The media type, in lower case and without parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get("content-type").and_then(|value| value.to_str().ok());
    let value = value.unwrap_or_default().split(';').next().unwrap_or_default();
    value.trim().to_ascii_lowercase()
}

/// A stream of events that is being read.
#[derive(Debug)]
pub(crate) struct EventStream {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    response: Response,
    splitter: Splitter,
    queue: VecDeque<Event>,
    bytes: usize,
    events: usize,
    watch: Watch,
}

/// Why a stream has no next event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StreamEnd {
    /// It is over.
    Complete,
    /// It is over in the middle of an event.
    WithinEvent,
    /// It took too long.
    Timeout,
    /// The connection was lost, or there is too much of it.
    Broken(String),
}

impl EventStream {
    fn new(response: Response, status: u16, headers: HeaderMap, watch: Watch) -> Self {
        Self {
            status,
            headers,
            response,
            splitter: Splitter::new(MAX_BODY),
            queue: VecDeque::new(),
            bytes: 0,
            events: 0,
            watch,
        }
    }

    /// The data of the next event.
    pub(crate) async fn next(&mut self, deadline: Instant) -> Result<Vec<u8>, StreamEnd> {
        loop {
            match self.queue.pop_front() {
                Some(Event::Data(..)) if self.events >= MAX_EVENTS => {
                    return Err(StreamEnd::Broken(format!(
                        "the stream has more than {MAX_EVENTS} events"
                    )));
                }
                Some(Event::Data(data, _)) => {
                    self.events += 1;
                    return Ok(data);
                }
                Some(Event::TooLarge(size)) => {
                    return Err(StreamEnd::Broken(format!("an event has {size} bytes")));
                }
                None => self.fill(deadline).await?,
            }
        }
    }

    /// What was found since the last time.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        self.watch.take()
    }

    async fn fill(&mut self, deadline: Instant) -> Result<(), StreamEnd> {
        let chunk = timeout_at(deadline, self.response.chunk())
            .await
            .map_err(|_| StreamEnd::Timeout)?;
        match chunk {
            Ok(Some(chunk)) => {
                self.bytes = self.bytes.saturating_add(chunk.len());
                if self.bytes > MAX_BODY {
                    return Err(StreamEnd::Broken(format!(
                        "the stream has more than {MAX_BODY} bytes"
                    )));
                }
                self.watch.data(&chunk);
                let queue = &mut self.queue;
                self.splitter.push(&chunk, |event| queue.push_back(event));
                Ok(())
            }
            Ok(None) => {
                self.watch.end(true);
                let cut = self.splitter.is_within_event();
                Err(if cut {
                    StreamEnd::WithinEvent
                } else {
                    StreamEnd::Complete
                })
            }
            Err(error) => match lost(&error) {
                Lost::Unsent(message) | Lost::Broken(message) => Err(StreamEnd::Broken(message)),
            },
        }
    }
}
