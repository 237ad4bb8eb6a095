//! Checking recorded traffic.

use super::entry::{Bytes, Content, Entry, Header, Side};
use super::error::{TranscriptError, TranscriptErrorKind};
use super::reader::TranscriptReader;
use crate::traffic::{Absence, BodyTap, Exchange, Inspector, Record};
use crate::validator::Validator;
use a2a_bindings::Timestamp;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, request, response};
use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// As many exchanges may be open at once.
const MAX_OPEN: usize = 10_000;

/// Checks recorded traffic, and hands a record of each thing to the sink, as it was done when it was recorded.
///
/// # Errors
/// The transcript cannot be read, or is of another protocol version than the validator. What came before has been
/// checked.
pub fn check<R: BufRead>(
    transcript: TranscriptReader<R>,
    validator: &Validator,
    sink: impl Fn(Record) + Send + Sync + 'static,
) -> Result<(), TranscriptError> {
    let sink = Arc::new(sink);
    check_with(transcript, |header| {
        let sink = Arc::clone(&sink);
        let validator = validator.clone();
        Inspector::new(validator, header.mounts.clone(), move |record| sink(record))
    })
}

/// Shows recorded traffic to an inspector, which is made for each recording that the transcript has: there may be rules
/// that the recording knew nothing of.
///
/// As large bodies are checked as when they were recorded.
///
/// # Errors
/// The transcript cannot be read, or is of another protocol version than the inspector's validator. What came before
/// has been checked.
pub fn check_with<R: BufRead>(
    mut transcript: TranscriptReader<R>,
    mut inspector: impl FnMut(&Header) -> Inspector,
) -> Result<(), TranscriptError> {
    let mut recording = None;
    while let Some(entry) = transcript.next() {
        let line = transcript.line();
        match entry? {
            Entry::Header(header) => {
                // What is still open in the one before ends first.
                drop(recording.take());
                recording = Some(Recording::begin(&header, inspector(&header), line)?);
            }
            entry => {
                if let Some(recording) = &mut recording {
                    recording.show(entry, line)?;
                }
            }
        }
    }
    Ok(())
}

/// A recording that is shown to an inspector.
struct Recording {
    inspector: Inspector,
    clock: Arc<Mutex<Instant>>,
    /// The time of the first line, and when it was shown.
    begin: Option<(Timestamp, Instant)>,
    open: BTreeMap<u64, Open>,
}

/// An exchange that is not over.
#[derive(Default)]
struct Open {
    exchange: Option<Exchange>,
    request: Option<BodyTap>,
    response: Option<BodyTap>,
}

impl Recording {
    fn begin(header: &Header, inspector: Inspector, line: u64) -> Result<Self, TranscriptError> {
        let checked = inspector.validator().protocol().version;
        if header.protocol_version != checked {
            let message = format!(
                "the traffic is of protocol version {}, and {checked} is what is checked",
                header.protocol_version.escape_debug(),
            );
            return Err(TranscriptError::new(TranscriptErrorKind::Version, line, message));
        }
        let clock = Arc::new(Mutex::new(Instant::now()));
        let mut inspector = inspector.with_clock(Arc::clone(&clock));
        if let Some(limit) = header.max_body_bytes {
            inspector = inspector.with_max_body_bytes(limit);
        }
        Ok(Self {
            inspector,
            clock,
            begin: None,
            open: BTreeMap::new(),
        })
    }

    fn show(&mut self, entry: Entry, line: u64) -> Result<(), TranscriptError> {
        match entry {
            Entry::Request {
                exchange,
                at,
                method,
                target,
                headers,
                body,
            } => {
                self.now(at);
                let request = Request::builder().method(method.as_str()).uri(target.as_str());
                let (mut parts, ()) = of_http(request.body(()), line)?.into_parts();
                parts.headers = header_map(headers, line)?;
                self.request(exchange, &parts, body, line)
            }
            Entry::Response {
                exchange,
                at,
                status,
                headers,
                body,
            } => {
                self.now(at);
                let response = Response::builder().status(status);
                let (mut parts, ()) = of_http(response.body(()), line)?.into_parts();
                parts.headers = header_map(headers, line)?;
                self.response(exchange, &parts, body, line)
            }
            Entry::Body {
                exchange,
                at,
                of,
                body,
            } => {
                self.now(at);
                self.body(exchange, of, body, line)
            }
            Entry::Chunk {
                exchange,
                at,
                content,
            } => {
                self.now(at);
                let tap = self.of(exchange, line)?.response.as_mut();
                let tap = tap.ok_or_else(|| TranscriptError::syntax(line, "no stream is open"))?;
                data(tap, &content.bytes);
                Ok(())
            }
            Entry::End {
                exchange,
                at,
                complete,
            } => {
                self.now(at);
                let open = self.of(exchange, line)?;
                open.exchange = None;
                if let Some(tap) = open.response.take() {
                    tap.end(complete);
                }
                self.close(exchange);
                Ok(())
            }
            Entry::Header(_) | Entry::Finding { .. } => Ok(()),
        }
    }

    fn request(
        &mut self,
        exchange: u64,
        parts: &request::Parts,
        body: Option<Content>,
        line: u64,
    ) -> Result<(), TranscriptError> {
        if self.open.len() >= MAX_OPEN {
            let message = format!("more than {MAX_OPEN} exchanges are not over");
            return Err(TranscriptError::new(TranscriptErrorKind::TooMany, line, message));
        }
        let (waiting, tap) = self.inspector.numbered_request(parts, exchange);
        let open = self.open.entry(exchange).or_default();
        // One with the same number that is not over ends here.
        *open = Open::default();
        match body {
            Some(body) => end(tap, body),
            None => open.request = Some(tap),
        }
        open.exchange = Some(waiting);
        Ok(())
    }

    fn response(
        &mut self,
        exchange: u64,
        parts: &response::Parts,
        body: Option<Content>,
        line: u64,
    ) -> Result<(), TranscriptError> {
        let open = self.of(exchange, line)?;
        let waiting = open.exchange.take();
        let waiting =
            waiting.ok_or_else(|| TranscriptError::syntax(line, "the exchange has a response already"))?;
        let tap = waiting.response(parts);
        match body {
            Some(body) => end(tap, body),
            None => open.response = Some(tap),
        }
        self.close(exchange);
        Ok(())
    }

    fn body(&mut self, exchange: u64, of: Side, body: Content, line: u64) -> Result<(), TranscriptError> {
        let open = self.of(exchange, line)?;
        let tap = match of {
            Side::Request => open.request.take(),
            Side::Response => open.response.take(),
        };
        end(
            tap.ok_or_else(|| TranscriptError::syntax(line, "no body was to follow"))?,
            body,
        );
        self.close(exchange);
        Ok(())
    }

    fn of(&mut self, exchange: u64, line: u64) -> Result<&mut Open, TranscriptError> {
        let open = self.open.get_mut(&exchange);
        open.ok_or_else(|| {
            TranscriptError::syntax(line, format!("exchange {exchange} has no request, or is over"))
        })
    }

    /// Forgets an exchange that is over.
    fn close(&mut self, exchange: u64) {
        let over = self
            .open
            .get(&exchange)
            .is_some_and(|open| open.exchange.is_none() && open.request.is_none() && open.response.is_none());
        if over {
            self.open.remove(&exchange);
        }
    }

    /// Sets the time of what comes next, as far after the first line as it was.
    fn now(&mut self, at: Timestamp) {
        let (first, start) = *self.begin.get_or_insert_with(|| (at, Instant::now()));
        let milliseconds = |at: Timestamp| at.seconds() * 1000 + i64::from(at.nanoseconds() / 1_000_000);
        let passed = u64::try_from(milliseconds(at) - milliseconds(first)).unwrap_or(0);
        let now = start.checked_add(Duration::from_millis(passed)).unwrap_or(start);
        *self.clock.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}

fn end(mut tap: BodyTap, body: Content) {
    data(&mut tap, &body.bytes);
    tap.end(body.complete);
}

fn data(tap: &mut BodyTap, bytes: &Bytes) {
    match bytes {
        Bytes::Here(bytes) => tap.data(bytes),
        Bytes::TooLarge(length) => tap.miss(*length, Absence::TooLarge),
        Bytes::Withheld(length) => tap.miss(*length, Absence::Withheld),
    }
}

fn header_map(headers: Vec<(String, Vec<u8>)>, line: u64) -> Result<HeaderMap, TranscriptError> {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let name = of_http(HeaderName::try_from(name), line)?;
        let value = of_http(HeaderValue::from_bytes(&value), line)?;
        of_http(map.try_append(name, value), line)?;
    }
    Ok(map)
}

fn of_http<T, E>(result: Result<T, E>, line: u64) -> Result<T, TranscriptError>
where
    E: Into<http::Error>,
{
    result.map_err(|error| TranscriptError::syntax(line, "is no HTTP").with_source(error.into()))
}
