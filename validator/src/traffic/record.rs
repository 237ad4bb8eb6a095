//! What was checked, and with what result.

use crate::finding::Finding;
use crate::subject::Subject;
use http::HeaderMap;
use serde_json::Value;
use std::fmt;
use std::sync::Arc;
use std::time::Instant;

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

/// What a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A request.
    Request,
    /// A response that is one document, or has none.
    Response,
    /// An event of a stream.
    Event,
    /// The end of a stream, complete or cut off.
    StreamEnd,
}

impl Kind {
    /// Its name: `request`, `response`, `event` or `streamEnd`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Event => "event",
            Self::StreamEnd => "streamEnd",
        }
    }
}

/// How A2A is bound to HTTP at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Binding {
    /// JSON-RPC (§9).
    JsonRpc,
    /// HTTP+JSON (§11).
    HttpJson,
    /// An agent card at its well-known address (§8.2), which belongs to no binding.
    AgentCard,
}

/// One thing that was checked: a request, a response, or an event of a stream.
///
/// `Display` gives a line about it and one for each finding.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Record {
    /// The number of the exchange, from 1: a request and everything that answers it have the same one.
    pub exchange: u64,
    /// Which way it went.
    pub direction: Direction,
    /// What it is.
    pub kind: Kind,
    /// The binding at the place where it passed.
    pub binding: Binding,
    /// The operation by the specification's name; `None` if it is unknown.
    pub operation: Option<&'static str>,
    /// What it was checked as; `None` if that could not be known.
    pub subject: Option<Subject<'static>>,
    /// The document, if it was JSON that could be checked: of JSON-RPC with its envelope, of an HTTP+JSON request
    /// with the parameters of its path and query. A [`Recorder`](super::Recorder) does not keep it.
    pub content: Option<Arc<Value>>,
    /// The SSE id of an event, if it has one of its own and it is no longer than a kilobyte.
    pub event_id: Option<String>,
    /// The headers of the request or response, to which event it belongs too.
    pub headers: Arc<HeaderMap>,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// The size of the body, or of the event's data, as far as it was seen.
    pub bytes: usize,
    /// Whether all of it was seen. What was cut off is not checked: its reader went away or did not want it.
    pub complete: bool,
    /// The HTTP status; `None` for a request.
    pub status: Option<u16>,
    /// Of a response or event, whether it is an error; of a request, whether it was answered with one. A request
    /// that a server is right to refuse is recorded as the invalid request that it is.
    pub refused: bool,
    /// When it was seen to its end.
    pub at: Instant,
}

impl fmt::Display for Record {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = match self.direction {
            Direction::Request => "request",
            Direction::Response => "response",
        };
        write!(formatter, "#{} {direction}", self.exchange)?;
        if let Some(status) = self.status {
            write!(formatter, " {status}")?;
        }
        match self.subject {
            Some(subject) => write!(formatter, ", {subject}, {} bytes", self.bytes)?,
            None => write!(formatter, ", {} bytes", self.bytes)?,
        }
        for finding in &self.findings {
            write!(formatter, "\n  [{}] {finding}", finding.rule)?;
        }
        Ok(())
    }
}
