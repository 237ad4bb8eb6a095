//! Streams as server-sent events (§3.5.2, §9.4.2, §11.7).
//!
//! The bytes are written here because axum's builder panics on line breaks in what it is given. There is no task
//! and no queue: events are taken from the service when the connection asks for more, so a client that reads slowly
//! is behind and costs no memory. Events that are there already go out together, and one that comes alone goes out
//! at once.

use super::idle_timer::IdleTimer;
use a2a_bindings::{A2aError, Bytes, Frame, Frames};
use axum::body::Body;
use axum::response::Response;
use futures_core::Stream;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName};
use memchr::memchr2;
use std::convert::Infallible;
use std::future::poll_fn;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::timeout;

/// How many bytes of events go out together at most, unless one alone has more. More would not be faster, and a
/// client that does not read has two or three times as much waiting for it.
const MAX_CHUNK_BYTES: usize = 8 * 1024;
/// How many events go out together at most: other streams of the same thread get their turn.
const MAX_CHUNK_EVENTS: usize = 64;

const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// What a binding puts around the documents of a stream.
pub(super) trait Payload: Send + Unpin + 'static {
    /// The type of the event that carries an error; `None` for the default, `message`.
    const ERROR_TYPE: Option<&'static str>;
    /// Whether the events are the same for all clients, so that they are written once.
    const IS_SHARED: bool;
    /// The data of an event, in pieces.
    fn event<'a>(&'a self, json: &'a [u8]) -> [&'a [u8]; 5];
    /// The data of the last event of a stream that failed.
    fn error(&self, error: &A2aError) -> String;
}

/// A stream that did not fail before its first event.
pub(super) struct Opened {
    next: Next,
    frames: Frames,
    keep_alive: Option<Duration>,
}

/// What is to be sent before anything else is taken from the stream.
enum Next {
    Frame(Frame),
    /// A comment, because nothing came for as long as a stream may be silent.
    Comment,
    /// Nothing: what comes next is for the stream to say.
    Unknown,
    /// Nothing ever.
    End,
}

impl Opened {
    /// Waits for the first event.
    ///
    /// A response has to begin before proxies give up on it, so the wait is no longer than `keep_alive`; whatever
    /// comes later, an error too, is part of the stream.
    ///
    /// # Errors
    /// The stream failed before its first event.
    pub(super) async fn new(mut frames: Frames, keep_alive: Option<Duration>) -> Result<Self, A2aError> {
        let next = poll_fn(|context| frames.as_mut().poll_next(context));
        let first = match keep_alive {
            Some(interval) => timeout(interval, next).await.ok(),
            None => Some(next.await),
        };
        let next = match first {
            Some(Some(frame)) => Next::Frame(frame?),
            Some(None) => Next::End,
            None => Next::Comment,
        };
        Ok(Self {
            next,
            frames,
            keep_alive,
        })
    }
}

/// The response that carries a stream.
pub(super) fn response(opened: Opened, payload: impl Payload) -> Response {
    let mut response = Response::new(Body::from_stream(Events::new(opened, payload)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // nginx and its kin collect a response before they pass it on, unless told not to.
    headers.insert(X_ACCEL_BUFFERING, HeaderValue::from_static("no"));
    response
}

/// The bytes of a stream.
struct Events<P> {
    next: Next,
    /// `None` once the stream has ended: what it holds is freed then, not when the client has read all of it.
    frames: Option<Frames>,
    payload: P,
    keep_alive: Option<IdleTimer>,
}

impl<P: Payload> Events<P> {
    fn new(opened: Opened, payload: P) -> Self {
        Self {
            frames: (!matches!(opened.next, Next::End)).then_some(opened.frames),
            next: opened.next,
            payload,
            keep_alive: opened.keep_alive.map(IdleTimer::new),
        }
    }

    /// What can be sent now: as many events as are there, within the limits.
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        let mut chunk = Chunk::default();
        for _ in 0..MAX_CHUNK_EVENTS {
            let frame = match mem::replace(&mut self.next, Next::Unknown) {
                Next::Frame(frame) => frame,
                Next::Comment => {
                    chunk.push(Bytes::from_static(KEEP_ALIVE));
                    continue;
                }
                Next::Unknown | Next::End => match self.poll_frame(context) {
                    Poll::Ready(Some(Ok(frame))) => frame,
                    Poll::Ready(Some(Err(error))) => {
                        let data = self.payload.error(&error);
                        write_event(chunk.buffer(0), P::ERROR_TYPE, None, &[data.as_bytes()]);
                        break;
                    }
                    Poll::Ready(None) => break,
                    Poll::Pending if chunk.is_empty() => return Poll::Pending,
                    Poll::Pending => break,
                },
            };
            let id = frame.id();
            let data = self.payload.event(frame.json());
            let size = size(id, &data);
            if !chunk.is_empty() && chunk.len() + size > MAX_CHUNK_BYTES {
                self.next = Next::Frame(frame);
                break;
            }
            if P::IS_SHARED {
                chunk.push(frame.form::<P>(|_| {
                    let mut event = Vec::with_capacity(size);
                    write_event(&mut event, None, id, &data);
                    event.into()
                }));
            } else {
                write_event(chunk.buffer(size), None, id, &data);
            }
        }
        Poll::Ready(chunk.into_bytes())
    }

    /// The next event of the stream, which is dropped with its end.
    fn poll_frame(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Frame, A2aError>>> {
        let Some(frames) = &mut self.frames else {
            return Poll::Ready(None);
        };
        let frame = frames.as_mut().poll_next(context);
        if matches!(frame, Poll::Ready(None | Some(Err(_)))) {
            self.frames = None;
        }
        frame
    }
}

impl<P: Payload> Stream for Events<P> {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = self.poll_chunk(context);
        let Some(keep_alive) = &mut self.keep_alive else {
            return chunk.map(|chunk| chunk.map(Ok));
        };
        if chunk.is_ready() {
            keep_alive.restart();
            return chunk.map(|chunk| chunk.map(Ok));
        }
        keep_alive
            .poll(context)
            .map(|()| Some(Ok(Bytes::from_static(KEEP_ALIVE))))
    }
}

/// Events that go out together.
#[derive(Default)]
struct Chunk {
    /// One that is not copied while it is alone, because others send the same bytes; empty once it is.
    shared: Bytes,
    copied: Vec<u8>,
}

impl Chunk {
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn len(&self) -> usize {
        self.shared.len() + self.copied.len()
    }

    fn push(&mut self, bytes: Bytes) {
        if self.is_empty() {
            self.shared = bytes;
        } else {
            self.buffer(bytes.len()).extend_from_slice(&bytes);
        }
    }

    /// All of it, with room for so many bytes more.
    fn buffer(&mut self, more: usize) -> &mut Vec<u8> {
        let length = self.len();
        // The second event is seldom the last: to make room for each that follows would copy all of them several times.
        let room = if length == 0 {
            more
        } else {
            more.max(MAX_CHUNK_BYTES.saturating_sub(length))
        };
        let shared = mem::take(&mut self.shared);
        self.copied.reserve(shared.len() + room);
        self.copied.extend_from_slice(&shared);
        &mut self.copied
    }

    fn into_bytes(self) -> Option<Bytes> {
        if self.is_empty() {
            None
        } else if self.copied.is_empty() {
            Some(self.shared)
        } else {
            Some(self.copied.into())
        }
    }
}

/// A comment, which clients ignore.
const KEEP_ALIVE: &[u8] = b": keep-alive\n\n";
const DATA: &[u8] = b"data: ";

/// How many bytes an event has, if its document is one line.
fn size(id: Option<&str>, data: &[&[u8]]) -> usize {
    let id = id.map_or(0, |id| "id: \n".len() + id.len());
    id + "data: \n\n".len() + data.iter().map(|piece| piece.len()).sum::<usize>()
}

fn write_event(event: &mut Vec<u8>, event_type: Option<&'static str>, id: Option<&str>, data: &[&[u8]]) {
    if let Some(event_type) = event_type {
        event.extend_from_slice(b"event: ");
        event.extend_from_slice(event_type.as_bytes());
        event.push(b'\n');
    }
    // These would end the line, or make clients ignore the id.
    if let Some(id) = id.filter(|id| !id.contains(['\r', '\n', '\0'])) {
        event.extend_from_slice(b"id: ");
        event.extend_from_slice(id.as_bytes());
        event.push(b'\n');
    }
    event.extend_from_slice(DATA);
    let start = event.len();
    for piece in data {
        event.extend_from_slice(piece);
    }
    if event
        .get(start..)
        .is_some_and(|data| memchr2(b'\r', b'\n', data).is_some())
    {
        split_lines(event, start);
    } else {
        event.push(b'\n');
    }
    event.push(b'\n');
}

/// Makes several lines of data that has line breaks. In JSON, a line break is always between tokens, so empty lines
/// can go.
fn split_lines(event: &mut Vec<u8>, start: usize) {
    let data = event.split_off(start);
    event.truncate(start - DATA.len());
    for line in data
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .filter(|line| !line.is_empty())
    {
        event.extend_from_slice(DATA);
        event.extend_from_slice(line);
        event.push(b'\n');
    }
}
