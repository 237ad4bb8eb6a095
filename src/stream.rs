//! Streams of events (§3.1.2, §3.1.6).

use crate::error::A2aError;
use bytes::Bytes;
use futures_core::Stream;
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
    id: Option<Box<str>>,
    value: T,
    json: OnceLock<Bytes>,
}

impl<T> Event<T> {
    /// An event without an id.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(Arc::new(Inner {
            id: None,
            value,
            json: OnceLock::new(),
        }))
    }

    /// An event with an id, which a client may send back as `Last-Event-ID` to go on after this event.
    #[must_use]
    pub fn with_id(id: impl Into<Box<str>>, value: T) -> Self {
        Self(Arc::new(Inner {
            id: Some(id.into()),
            value,
            json: OnceLock::new(),
        }))
    }

    /// The id, if there is one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.0.id.as_deref()
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

impl<T: Serialize> Event<T> {
    /// The JSON form.
    ///
    /// # Errors
    /// The value cannot be written as JSON, which no generated type does.
    pub fn json(&self) -> Result<Bytes, A2aError> {
        if let Some(json) = self.0.json.get() {
            return Ok(json.clone());
        }
        let json = escape_separators(to_json(&self.0.value)?);
        Ok(self.0.json.get_or_init(|| json).clone())
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
fn escape_separators(json: Bytes) -> Bytes {
    let is_separator =
        |window: &[u8]| window.starts_with(&[0xc2, 0x85]) || matches!(window, [0xe2, 0x80, 0xa8 | 0xa9, ..]);
    if !(0..json.len()).any(|at| json.get(at..).is_some_and(is_separator)) {
        return json;
    }
    let text = String::from_utf8_lossy(&json);
    let escaped = text
        .replace('\u{85}', "\\u0085")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    Bytes::from(escaped)
}

pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<Bytes, A2aError> {
    serde_json::to_vec(value)
        .map(Bytes::from)
        .map_err(|error| A2aError::internal("the response could not be encoded").with_source(error))
}
