//! Writing down one exchange.

use super::entry::{Bytes, Side};
use super::line::Line;
use super::redaction::Redaction;
use super::writer::{TranscriptWriter, now};
use crate::traffic::{Block, Blocks, Kept, is_encoded};
use http::HeaderMap;
use http::{request, response};
use std::cmp::Reverse;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Writes down one exchange.
pub(crate) struct ExchangeLog {
    book: Arc<Book>,
}

/// What all that writes down an exchange shares.
struct Book {
    writer: TranscriptWriter,
    exchange: u64,
    limit: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The line of the request, which waits for its body unless the response is faster.
    request: Option<Line>,
    /// Secrets that passed, which may be said again.
    secrets: Vec<String>,
}

/// As many secrets of an exchange are looked for elsewhere in it.
const MAX_SECRETS: usize = 32;

impl ExchangeLog {
    pub(super) fn begin(
        writer: TranscriptWriter,
        exchange: u64,
        parts: &request::Parts,
        limit: usize,
    ) -> (Self, BodyLog) {
        let book = Arc::new(Book {
            writer,
            exchange,
            limit,
            state: Mutex::default(),
        });
        let headers = book.headers(&parts.headers);
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        let mut secrets = Vec::new();
        let target = book
            .writer
            .with(|redaction| redaction.target(target, &mut secrets));
        book.learn(secrets);
        let line = book
            .line("request")
            .text("method", parts.method.as_str())
            .text("target", &book.mask(target))
            .headers(headers.iter().map(|(name, value)| (name.as_str(), value.clone())));
        book.state().request = Some(line);
        let log = BodyLog {
            book: Arc::clone(&book),
            side: Side::Request,
            head: None,
            opaque: is_encoded(&parts.headers),
            content: Recorded::Document(Kept::new(limit)),
        };
        (Self { book }, log)
    }

    /// The response begins. Its line waits for the body if only the body is looked at and it is no stream: whatever is
    /// checked must have been written before.
    pub(crate) fn response(self, parts: &response::Parts, watched: bool, streams: bool) -> BodyLog {
        let book = self.book;
        book.write_request(true);
        let headers = book.headers(&parts.headers);
        let line = book
            .line("response")
            .number("status", parts.status.as_u16().into())
            .headers(headers.iter().map(|(name, value)| (name.as_str(), value.clone())));
        let streams = watched && streams;
        let head = if streams {
            book.writer.write(line.flag("stream", true));
            None
        } else if watched {
            Some(line)
        } else {
            book.writer.write(line.flag("open", true));
            None
        };
        let content = if streams {
            Recorded::Stream(Blocks::new(book.limit))
        } else {
            Recorded::Document(Kept::new(book.limit))
        };
        BodyLog {
            book,
            side: Side::Response,
            head,
            opaque: is_encoded(&parts.headers),
            content,
        }
    }

    /// There is no response.
    pub(crate) fn unanswered(self) {
        self.book.write_request(true);
        let line = self.book.line("end").flag("complete", false);
        self.book.writer.write(line);
    }
}

impl Book {
    fn line(&self, of: &str) -> Line {
        Line::new(of).number("exchange", self.exchange).text("at", &now())
    }

    /// Writes the line of the request if it is still waiting, `open` if its body is to follow. Says whether it was.
    fn write_request(&self, open: bool) -> bool {
        let line = self.state().request.take();
        let waited = line.is_some();
        if let Some(line) = line {
            self.writer
                .write(if open { line.flag("open", true) } else { line });
        }
        waited
    }

    /// Headers without secrets.
    fn headers(&self, headers: &HeaderMap) -> Vec<(String, Vec<u8>)> {
        let mut secrets = Vec::new();
        let clean = self.writer.with(|redaction| {
            let headers = headers.iter();
            headers
                .map(|(name, value)| {
                    let value = redaction.header(name.as_str(), value.as_bytes(), &mut secrets);
                    (name.as_str().to_owned(), value)
                })
                .collect::<Vec<_>>()
        });
        self.learn(secrets);
        clean
            .into_iter()
            .map(|(name, value)| (name, self.mask_bytes(value)))
            .collect()
    }

    /// Bytes without secrets: a document, or an event with its framing.
    fn clean(&self, bytes: Vec<u8>, opaque: bool, event: bool) -> Bytes {
        let mut secrets = Vec::new();
        let clean = self.writer.with(|redaction| {
            if event {
                redaction.event(bytes, &mut secrets)
            } else {
                redaction.document(bytes, opaque, &mut secrets)
            }
        });
        self.learn(secrets);
        match clean {
            Bytes::Here(bytes) => Bytes::Here(self.mask_bytes(bytes)),
            other => other,
        }
    }

    fn mask_bytes(&self, bytes: Vec<u8>) -> Vec<u8> {
        match String::from_utf8(bytes) {
            Ok(text) => self.mask(text).into_bytes(),
            Err(error) => {
                let state = self.state();
                let mask = |redaction: &mut Redaction| redaction.mask_bytes(error.as_bytes(), &state.secrets);
                self.writer.with(mask)
            }
        }
    }

    fn learn(&self, secrets: Vec<String>) {
        if secrets.is_empty() {
            return;
        }
        self.writer.remember(&secrets);
        let mut state = self.state();
        for secret in secrets {
            if state.secrets.len() < MAX_SECRETS && !state.secrets.contains(&secret) {
                state.secrets.push(secret);
            }
        }
        // One may begin with another.
        state.secrets.sort_by_key(|secret| Reverse(secret.len()));
    }

    /// Replaces the secrets of this exchange wherever they stand.
    fn mask(&self, text: String) -> String {
        let state = self.state();
        self.writer.with(|redaction| redaction.mask(text, &state.secrets))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No state is ever half written.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes down a body.
pub(crate) struct BodyLog {
    book: Arc<Book>,
    side: Side,
    /// The line of the response, which waits for its body.
    head: Option<Line>,
    /// It is compressed.
    opaque: bool,
    content: Recorded,
}

enum Recorded {
    Document(Kept),
    Stream(Blocks),
}

impl BodyLog {
    pub(crate) fn data(&mut self, bytes: &[u8]) {
        match &mut self.content {
            Recorded::Document(kept) => kept.push(bytes),
            Recorded::Stream(blocks) => {
                let book = &self.book;
                blocks.push(bytes, |block| book.chunk(block));
            }
        }
    }

    pub(crate) fn end(self, complete: bool) {
        match self.content {
            Recorded::Document(kept) => {
                let body = match kept.bytes() {
                    Ok(bytes) => self.book.clean(bytes.to_vec(), self.opaque, false),
                    Err(_) => Bytes::TooLarge(kept.length()),
                };
                self.book.document(self.side, self.head, &body, complete);
            }
            Recorded::Stream(blocks) => {
                if let Some(rest) = blocks.rest() {
                    let rest = self.book.writer.with(|redaction| redaction.tail(rest));
                    self.book.chunk_line(&Bytes::Here(self.book.mask_bytes(rest)));
                }
                let line = self.book.line("end").flag("complete", complete);
                self.book.writer.write(line);
            }
        }
    }
}

impl Book {
    fn document(&self, side: Side, head: Option<Line>, body: &Bytes, complete: bool) {
        let waiting = match side {
            Side::Request => self.state().request.take(),
            Side::Response => head,
        };
        let line = match waiting {
            Some(line) => line,
            None => self.line("body").text("of", side.as_str()),
        };
        self.writer.write(line.body(body, complete));
    }

    /// A piece of a stream that ends with an event.
    fn chunk(&self, block: Block) {
        let block = match block {
            Block::Here(bytes) => self.clean(bytes, false, true),
            Block::TooLarge(length) => Bytes::TooLarge(length),
        };
        self.chunk_line(&block);
    }

    fn chunk_line(&self, bytes: &Bytes) {
        self.writer.write(self.line("chunk").chunk(bytes));
    }
}
