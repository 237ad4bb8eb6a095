//! Server-sent events: an incremental decoder that does no input of its own (WHATWG HTML, §9.2.6).

use std::error::Error;
use std::fmt;
use std::time::Duration;

/// An event as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SseEvent {
    /// The last event id: what the event itself or, if it has none, the latest one before it said.
    pub id: Option<Box<str>>,
    /// The type; `None` for the default one.
    pub event: Option<Box<str>>,
    /// The data, several lines of it joined by line feeds.
    pub data: String,
}

/// Why no more events can be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SseError {
    /// A line or an event is larger than this many bytes.
    TooLarge(usize),
    /// Bytes that matter are not UTF-8.
    NotUtf8,
    /// The input ended within an event, which is lost.
    Unterminated,
}

impl fmt::Display for SseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(limit) => write!(formatter, "an event is larger than {limit} bytes"),
            Self::NotUtf8 => formatter.write_str("an event is not UTF-8"),
            Self::Unterminated => formatter.write_str("the stream ended within an event"),
        }
    }
}

impl Error for SseError {}

/// Decodes a stream of events from chunks of bytes that are cut anywhere.
///
/// ```
/// use a2a_runtime::client::SseDecoder;
///
/// let mut decoder = SseDecoder::new();
/// decoder.push(b"id: 7\ndata: {\"a\":");
/// assert!(decoder.next_event().is_none());
/// decoder.push(b"1}\n\n");
/// assert_eq!(decoder.next_event().unwrap()?.data, r#"{"a":1}"#);
/// assert_eq!(decoder.last_event_id(), Some("7"));
/// decoder.finish()?;
/// # Ok::<(), a2a_runtime::client::SseError>(())
/// ```
#[derive(Debug)]
pub struct SseDecoder {
    /// The bytes before `start` are done with; those before `scanned` hold no end of a line.
    buffer: Vec<u8>,
    start: usize,
    scanned: usize,
    /// A carriage return ended the last line, so that a line feed right behind it belongs to it.
    after_carriage_return: bool,
    at_first_line: bool,
    failed: bool,
    pending: Pending,
}

/// What the lines since the last event said.
#[derive(Debug)]
struct Pending {
    maximum: usize,
    data: Option<Vec<u8>>,
    event: Option<Box<str>>,
    id: Option<Box<str>>,
    /// Becomes `id` at the end of a frame only: one that is cut off has not been received.
    last_event_id: Option<Box<str>>,
    retry: Option<Duration>,
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl SseDecoder {
    /// The default of [`with_max_event`](Self::with_max_event): 8 MiB.
    pub const MAX_EVENT: usize = 8 << 20;

    /// A decoder at the start of a stream.
    #[must_use]
    pub fn new() -> Self {
        Self {
            buffer: Vec::new(),
            start: 0,
            scanned: 0,
            after_carriage_return: false,
            at_first_line: true,
            failed: false,
            pending: Pending {
                maximum: Self::MAX_EVENT,
                data: None,
                event: None,
                id: None,
                last_event_id: None,
                retry: None,
            },
        }
    }

    /// Sets how many bytes an event, and every line, can have at most.
    #[must_use]
    pub fn with_max_event(mut self, bytes: usize) -> Self {
        self.pending.maximum = bytes;
        self
    }

    /// Takes the next bytes of the stream; take all events out before the next bytes are pushed, since all that
    /// was pushed is kept until then.
    pub fn push(&mut self, bytes: &[u8]) {
        if !self.failed {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// The next event; `None` if more bytes are needed for it.
    ///
    /// # Errors
    /// The event cannot be decoded; nothing more comes after that.
    pub fn next_event(&mut self) -> Option<Result<SseEvent, SseError>> {
        while !self.failed {
            self.skip_line_feed();
            let unscanned = self.buffer.get(self.scanned..).unwrap_or_default();
            let Some(length) = unscanned.iter().position(|byte| matches!(byte, b'\r' | b'\n')) else {
                return self.await_more().map(Err);
            };
            let end = self.scanned + length;
            let line = self.buffer.get(self.start..end).unwrap_or_default();
            let mark = if self.at_first_line { BYTE_ORDER_MARK } else { b"" };
            let event = self
                .pending
                .check_size(line.len())
                .and_then(|()| self.pending.take_line(line.strip_prefix(mark).unwrap_or(line)));
            self.at_first_line = false;
            self.after_carriage_return = self.buffer.get(end) == Some(&b'\r');
            self.start = end + 1;
            self.scanned = self.start;
            match event {
                Ok(None) => {}
                Ok(Some(event)) => return Some(Ok(event)),
                Err(error) => return Some(Err(self.fail(error))),
            }
        }
        None
    }

    /// Ends the stream, after [`next_event`](Self::next_event) has given all it can.
    ///
    /// # Errors
    /// The stream ended within an event or a line. Such an event is not dispatched; a comment that is cut off
    /// is no loss.
    pub fn finish(&self) -> Result<(), SseError> {
        let rest = self.buffer.get(self.start..).unwrap_or_default();
        let mark = if self.at_first_line { BYTE_ORDER_MARK } else { b"" };
        let rest = rest.strip_prefix(mark).unwrap_or(rest);
        let is_comment = rest.first() == Some(&b':') && self.scanned == self.buffer.len();
        if self.failed || (self.pending.data.is_none() && (rest.is_empty() || is_comment)) {
            return Ok(());
        }
        Err(SseError::Unterminated)
    }

    /// The id of the last event or frame that was received whole: what a client sends as `Last-Event-ID`.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.pending.last_event_id.as_deref()
    }

    /// How long the sender wants a client to wait before it connects again, if the sender said so.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.pending.retry
    }

    fn skip_line_feed(&mut self) {
        if let Some(next) = self.buffer.get(self.start).filter(|_| self.after_carriage_return) {
            if *next == b'\n' {
                self.start += 1;
                self.scanned = self.start;
            }
            self.after_carriage_return = false;
        }
    }

    /// Gives up the memory of what is done with; an error if the line that is under way is too large already.
    fn await_more(&mut self) -> Option<SseError> {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.scanned = self.buffer.len();
        self.pending
            .check_size(self.buffer.len())
            .err()
            .map(|error| self.fail(error))
    }

    fn fail(&mut self, error: SseError) -> SseError {
        self.failed = true;
        self.buffer = Vec::new();
        self.start = 0;
        self.scanned = 0;
        self.pending.data = None;
        error
    }
}

impl Default for SseDecoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Pending {
    fn take_line(&mut self, line: &[u8]) -> Result<Option<SseEvent>, SseError> {
        if line.is_empty() {
            return self.dispatch();
        }
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
        let (name, value) = line.split_at(colon);
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"data" => match &mut self.data {
                Some(data) => {
                    data.push(b'\n');
                    data.extend_from_slice(value);
                }
                None => self.data = Some(value.to_vec()),
            },
            // An id with NUL is ignored, an empty one means that there is none.
            b"id" if !value.contains(&0) => self.id = text(value)?,
            b"event" => self.event = text(value)?,
            b"retry" => self.retry = milliseconds(value).or(self.retry),
            // Comments have no name.
            _ => {}
        }
        Ok(None)
    }

    fn dispatch(&mut self) -> Result<Option<SseEvent>, SseError> {
        if self.last_event_id != self.id {
            self.last_event_id.clone_from(&self.id);
        }
        let event = self.event.take();
        let Some(data) = self.data.take() else {
            return Ok(None);
        };
        let data = String::from_utf8(data).map_err(|_| SseError::NotUtf8)?;
        Ok(Some(SseEvent {
            id: self.last_event_id.clone(),
            event,
            data,
        }))
    }

    fn check_size(&self, line: usize) -> Result<(), SseError> {
        let data = self.data.as_ref().map_or(0, Vec::len);
        if data.saturating_add(line) > self.maximum {
            Err(SseError::TooLarge(self.maximum))
        } else {
            Ok(())
        }
    }
}

fn text(value: &[u8]) -> Result<Option<Box<str>>, SseError> {
    let value = str::from_utf8(value).map_err(|_| SseError::NotUtf8)?;
    Ok(Some(value).filter(|value| !value.is_empty()).map(Into::into))
}

fn milliseconds(value: &[u8]) -> Option<Duration> {
    let digits = str::from_utf8(value)
        .ok()
        .filter(|value| value.bytes().all(|byte| byte.is_ascii_digit()))?;
    digits.parse().ok().map(Duration::from_millis)
}
