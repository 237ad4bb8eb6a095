//! The exchanges of a transcript.

use crate::error::{Error, with_causes};
use a2a_bindings::Timestamp;
use a2a_validator::traffic::Mounts;
use a2a_validator::transcript::{Bytes, Content, Entry, Side, TranscriptReader};
use serde_json::Value;
use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// What a replay holds of a transcript at most, in bytes of bodies, and in exchanges.
const MAX_BYTES: usize = 256 << 20;
const MAX_EXCHANGES: usize = 100_000;

/// A transcript, as far as it can be sent again.
#[derive(Debug, Default)]
pub(crate) struct Recorded {
    pub(super) exchanges: Vec<Exchange>,
}

/// A request and what answered it.
#[derive(Debug)]
pub(super) struct Exchange {
    /// Its number in the transcript.
    pub(super) number: u64,
    /// Where which binding was served when it was recorded.
    pub(super) mounts: Mounts,
    /// When it began, in milliseconds.
    pub(super) at: i64,
    /// The line that it began in, by which it is before or after others.
    pub(super) line: u64,
    pub(super) method: String,
    pub(super) target: String,
    pub(super) headers: Vec<(String, Vec<u8>)>,
    /// `None` if the transcript does not have all of it.
    pub(super) body: Option<Vec<u8>>,
    /// `None` if there was none.
    pub(super) answer: Option<Answer>,
}

impl Exchange {
    /// Whether a message was sent whose answer does not wait for the task (§3.2.2).
    pub(super) fn returns_immediately(&self) -> bool {
        let body: Option<Value> = self
            .body
            .as_deref()
            .and_then(|body| serde_json::from_slice(body).ok());
        let said = |at: &str| body.as_ref()?.pointer(at)?.as_bool();
        let configuration = ["/configuration", "/params/configuration"];
        configuration
            .iter()
            .any(|at| said(&format!("{at}/returnImmediately")) == Some(true))
    }
}

/// What answered a request.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, Vec<u8>)>,
    /// The body, or the pieces of a stream, each with the line that it stands in. `None` for what was left out.
    pub(super) pieces: Vec<(u64, Option<Vec<u8>>)>,
    pub(super) streams: bool,
    /// The line that ends it.
    pub(super) end: Option<u64>,
    pub(super) complete: bool,
}

impl Recorded {
    /// Reads a transcript.
    pub(crate) fn read(path: &Path) -> Result<Self, Error> {
        let unreadable =
            |reason: String| Error::usage(format!("{} cannot be read: {reason}", path.display()));
        let file = File::open(path).map_err(|error| unreadable(error.to_string()))?;
        let mut reading = Reading::default();
        let mut transcript = TranscriptReader::new(BufReader::new(file));
        while let Some(entry) = transcript.next() {
            let entry = entry.map_err(|error| unreadable(with_causes(&error)))?;
            reading.take(entry, transcript.line());
            if reading.bytes > MAX_BYTES || reading.recorded.exchanges.len() > MAX_EXCHANGES {
                return Err(Error::usage(format!(
                    "{} has more than {MAX_BYTES} bytes of bodies or {MAX_EXCHANGES} exchanges: cut it into parts",
                    path.display()
                )));
            }
        }
        Ok(reading.recorded)
    }
}

#[derive(Default)]
struct Reading {
    recorded: Recorded,
    mounts: Mounts,
    /// Where the exchanges of this recording are in the list.
    places: HashMap<u64, usize>,
    bytes: usize,
}

impl Reading {
    fn take(&mut self, entry: Entry, line: u64) {
        match entry {
            Entry::Header(header) => {
                self.mounts = header.mounts;
                self.places.clear();
            }
            Entry::Request {
                exchange,
                at,
                method,
                target,
                headers,
                body,
            } => {
                self.places.insert(exchange, self.recorded.exchanges.len());
                let body = body.and_then(|body| self.keep(body));
                self.recorded.exchanges.push(Exchange {
                    number: exchange,
                    mounts: self.mounts.clone(),
                    at: milliseconds(at),
                    line,
                    method,
                    target,
                    headers,
                    body,
                    answer: None,
                });
            }
            Entry::Response {
                exchange,
                status,
                headers,
                body,
                ..
            } => {
                let mut answer = Answer {
                    status,
                    headers,
                    ..Answer::default()
                };
                if let Some(body) = body {
                    answer.complete = body.complete;
                    answer.end = Some(line);
                    answer.pieces.push((line, self.keep(body)));
                }
                if let Some(exchange) = self.of(exchange) {
                    exchange.answer = Some(answer);
                }
            }
            Entry::Body {
                exchange,
                of: Side::Request,
                body,
                ..
            } => {
                let body = self.keep(body);
                if let Some(exchange) = self.of(exchange) {
                    exchange.body = body;
                }
            }
            Entry::Body {
                exchange,
                of: Side::Response,
                body,
                ..
            } => {
                let complete = body.complete;
                let body = self.keep(body);
                if let Some(answer) = self.answer(exchange) {
                    answer.pieces.push((line, body));
                    (answer.complete, answer.end) = (complete, Some(line));
                }
            }
            Entry::Chunk {
                exchange, content, ..
            } => {
                let piece = self.keep(content);
                if let Some(answer) = self.answer(exchange) {
                    answer.streams = true;
                    answer.pieces.push((line, piece));
                }
            }
            Entry::End {
                exchange, complete, ..
            } => {
                if let Some(answer) = self.answer(exchange) {
                    answer.streams = true;
                    (answer.complete, answer.end) = (complete, Some(line));
                }
            }
            _ => {}
        }
    }

    /// The bytes, if the transcript has all of them.
    fn keep(&mut self, content: Content) -> Option<Vec<u8>> {
        match content.bytes {
            Bytes::Here(bytes) => {
                self.bytes = self.bytes.saturating_add(bytes.len());
                Some(bytes)
            }
            _ => None,
        }
    }

    fn of(&mut self, exchange: u64) -> Option<&mut Exchange> {
        self.recorded.exchanges.get_mut(*self.places.get(&exchange)?)
    }

    fn answer(&mut self, exchange: u64) -> Option<&mut Answer> {
        self.of(exchange)?.answer.as_mut()
    }
}

impl Exchange {
    /// How much of the answer had come before a line of the transcript: pieces, or everything.
    pub(super) fn progress(&self, line: u64) -> Progress {
        match &self.answer {
            Some(answer) if answer.end.is_some_and(|end| end < line) => Progress::Over,
            Some(answer) => Progress::Pieces(answer.pieces.iter().filter(|(at, _)| *at < line).count()),
            None => Progress::Pieces(0),
        }
    }
}

/// How far an answer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Progress {
    /// So many pieces are there.
    Pieces(usize),
    Over,
}

fn milliseconds(at: Timestamp) -> i64 {
    at.seconds()
        .saturating_mul(1000)
        .saturating_add(i64::from(at.nanoseconds() / 1_000_000))
}
