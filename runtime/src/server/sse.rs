//! Streams as server-sent events (§3.5.2, §9.4.2, §11.7).
//!
//! The bytes are written here because axum's builder panics on line breaks in what it is given. There is no task
//! and no queue: an event is taken from the service when the connection asks for more.

use a2a_bindings::{A2aError, Bytes, Frame, Frames};
use axum::body::Body;
use axum::response::Response;
use futures_core::Stream;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName};
use std::convert::Infallible;
use std::future::poll_fn;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep, timeout};

/// What a binding puts around the documents of a stream.
pub(super) trait Payload: Send + Unpin + 'static {
    /// The type of the event that carries an error; `None` for the default, `message`.
    const ERROR_TYPE: Option<&'static str>;
    /// The data of an event.
    fn event(&self, json: Bytes) -> Bytes;
    /// The data of the last event of a stream that failed.
    fn error(&self, error: &A2aError) -> Bytes;
}

/// A stream that did not fail before its first event.
pub(super) struct Opened {
    first: First,
    frames: Frames,
    keep_alive: Option<Duration>,
}

/// What a stream begins with.
enum First {
    Frame(Frame),
    /// Nothing came for as long as a stream may be silent.
    Late,
    /// Nothing comes.
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
        let first = match first {
            Some(Some(frame)) => First::Frame(frame?),
            Some(None) => First::End,
            None => First::Late,
        };
        Ok(Self {
            first,
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
    headers.insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    response
}

/// The bytes of a stream.
struct Events<P> {
    first: First,
    /// `None` once the stream has ended: what it holds is freed then, not when the client has read all of it.
    frames: Option<Frames>,
    payload: P,
    keep_alive: Option<KeepAlive>,
}

struct KeepAlive {
    interval: Duration,
    sleep: Pin<Box<Sleep>>,
}

impl<P: Payload> Events<P> {
    fn new(opened: Opened, payload: P) -> Self {
        let frames = match opened.first {
            First::End => None,
            First::Frame(_) | First::Late => Some(opened.frames),
        };
        let keep_alive = opened.keep_alive.map(|interval| KeepAlive {
            interval,
            sleep: Box::pin(sleep(interval)),
        });
        Self {
            first: opened.first,
            frames,
            payload,
            keep_alive,
        }
    }

    fn event(&self, frame: Frame) -> Bytes {
        write_event(None, frame.id.as_deref(), &self.payload.event(frame.json))
    }

    fn poll_frames(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        match mem::replace(&mut self.first, First::End) {
            First::Frame(frame) => return Poll::Ready(Some(self.event(frame))),
            First::Late => return Poll::Ready(Some(Bytes::from_static(KEEP_ALIVE))),
            First::End => {}
        }
        let Some(frames) = &mut self.frames else {
            return Poll::Ready(None);
        };
        match frames.as_mut().poll_next(context) {
            Poll::Ready(Some(Ok(frame))) => Poll::Ready(Some(self.event(frame))),
            Poll::Ready(Some(Err(error))) => {
                self.frames = None;
                Poll::Ready(Some(write_event(
                    P::ERROR_TYPE,
                    None,
                    &self.payload.error(&error),
                )))
            }
            Poll::Ready(None) => {
                self.frames = None;
                Poll::Ready(None)
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<P: Payload> Stream for Events<P> {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let events = &mut *self;
        let mut bytes = events.poll_frames(context);
        if let Some(keep_alive) = &mut events.keep_alive {
            if bytes.is_pending() && keep_alive.sleep.as_mut().poll(context).is_ready() {
                bytes = Poll::Ready(Some(Bytes::from_static(KEEP_ALIVE)));
            }
            if bytes.is_ready() {
                keep_alive.sleep.set(sleep(keep_alive.interval));
            }
        }
        bytes.map(|bytes| bytes.map(Ok))
    }
}

/// A comment, which clients ignore.
const KEEP_ALIVE: &[u8] = b": keep-alive\n\n";

fn write_event(event_type: Option<&'static str>, id: Option<&str>, data: &[u8]) -> Bytes {
    let mut event = Vec::with_capacity(data.len() + 64);
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
    // In JSON, a line break is always between tokens, so empty lines can go.
    for line in data
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .filter(|line| !line.is_empty())
    {
        event.extend_from_slice(b"data: ");
        event.extend_from_slice(line);
        event.push(b'\n');
    }
    event.push(b'\n');
    event.into()
}
