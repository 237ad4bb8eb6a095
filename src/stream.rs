//! Streams of events (§3.1.2, §3.1.6).

use crate::error::A2aError;
use crate::event_id::EventId;
use crate::frame::{Document, Form, Frame};
use bytes::Bytes;
use futures_core::Stream;
use memchr::memchr2;
use serde::Serialize;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

/// The events of a streaming operation; an error ends it.
pub type EventStream<T, E = A2aError> = Pin<Box<dyn Stream<Item = Result<Event<T>, E>> + Send>>;

/// An event of a stream: shared, immutable, and encoded at most once however many subscribers receive it.
#[derive(Debug)]
pub struct Event<T>(Arc<Inner<T>>);

#[derive(Debug)]
struct Inner<T> {
    id: Option<EventId>,
    value: T,
    /// The encoded form, once somebody has asked for it.
    json: OnceLock<Bytes>,
    form: Form,
}

impl<T> Event<T> {
    /// An event without an id.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self::made(None, value)
    }

    /// An event with an id, which a client may send back as `Last-Event-ID` to go on after this event.
    #[must_use]
    pub fn with_id(id: impl Into<Box<str>>, value: T) -> Self {
        Self::made(Some(EventId::Text(id.into())), value)
    }

    /// An event whose id is a number.
    ///
    /// ```
    /// use a2a_bindings::Event;
    ///
    /// assert_eq!(Event::numbered(7, "seven").id(), Some("7"));
    /// ```
    #[must_use]
    pub fn numbered(number: u64, value: T) -> Self {
        Self::made(Some(number.into()), value)
    }

    fn made(id: Option<EventId>, value: T) -> Self {
        Self(Arc::new(Inner {
            id,
            value,
            json: OnceLock::new(),
            form: Form::new(),
        }))
    }

    /// The id, if there is one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.0.id.as_ref().map(EventId::as_str)
    }

    /// The value; copied if somebody else holds the event too.
    #[must_use]
    pub fn into_inner(self) -> T
    where
        T: Clone,
    {
        Arc::try_unwrap(self.0).map_or_else(|shared| shared.value.clone(), |inner| inner.value)
    }
}

impl<T: Serialize + Send + Sync + 'static> Event<T> {
    /// The event in its encoded form.
    ///
    /// # Errors
    /// The value cannot be written as JSON, which no generated type does.
    pub fn frame(&self) -> Result<Frame, A2aError> {
        self.encode()?;
        Ok(Frame::of(Arc::clone(&self.0) as Arc<dyn Document>))
    }
}

impl<T: Serialize> Event<T> {
    /// The JSON form.
    ///
    /// # Errors
    /// The value cannot be written as JSON, which no generated type does.
    pub fn json(&self) -> Result<Bytes, A2aError> {
        self.encode().cloned()
    }

    fn encode(&self) -> Result<&Bytes, A2aError> {
        if let Some(json) = self.0.json.get() {
            return Ok(json);
        }
        let json = escape_separators(to_vec(&self.0.value)?);
        // An event may be kept for long, so it is not kept with room to grow. A copy is cheaper than a buffer that is
        // cut to size: the allocator has a buffer of the usual size at hand, as long as it gets back whole ones.
        let json = Bytes::copy_from_slice(&json);
        Ok(self.0.json.get_or_init(|| json))
    }
}

impl<T: Send + Sync> Document for Inner<T> {
    fn id(&self) -> Option<&str> {
        self.id.as_ref().map(EventId::as_str)
    }

    fn json(&self) -> &Bytes {
        // Whoever makes a frame of an event has encoded it.
        static NOTHING: Bytes = Bytes::new();
        self.json.get().unwrap_or(&NOTHING)
    }

    fn form(&self) -> &Form {
        &self.form
    }
}

impl<T> Clone for Event<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for Event<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.value
    }
}

impl<T> From<T> for Event<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// Escapes the characters that some readers of SSE take for line ends though the standard does not (the official
/// Python SDK is one): U+0085, U+2028, U+2029. In JSON they stand in strings only.
fn escape_separators(json: Vec<u8>) -> Vec<u8> {
    let mut escaped = Vec::new();
    let mut rest = &*json;
    // These two bytes begin characters and are never inside of one, because the text is UTF-8.
    let mut from = 0;
    while let Some(at) = memchr2(0xc2, 0xe2, rest.get(from..).unwrap_or_default()) {
        let (before, separator) = rest.split_at(from + at);
        let (escape, after): (&[u8], _) = match separator {
            [0xc2, 0x85, after @ ..] => (b"\\u0085", after),
            [0xe2, 0x80, 0xa8, after @ ..] => (b"\\u2028", after),
            [0xe2, 0x80, 0xa9, after @ ..] => (b"\\u2029", after),
            _ => {
                from += at + 1;
                continue;
            }
        };
        escaped.extend_from_slice(before);
        escaped.extend_from_slice(escape);
        (rest, from) = (after, 0);
    }
    if escaped.is_empty() {
        return json;
    }
    escaped.extend_from_slice(rest);
    escaped
}

/// What a task with a message and an artifact of a few lines has room in.
const USUAL_BYTES: usize = 1024;

pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<Bytes, A2aError> {
    to_vec(value).map(Bytes::from)
}

fn to_vec<T: Serialize>(value: &T) -> Result<Vec<u8>, A2aError> {
    let mut json = Vec::with_capacity(USUAL_BYTES);
    serde_json::to_writer(&mut json, value)
        .map_err(|error| A2aError::internal("the response could not be encoded").with_source(error))?;
    Ok(json)
}
