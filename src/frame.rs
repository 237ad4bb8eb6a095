//! Encoded events: what a server binding sends, made once for all who receive it.

use crate::error::A2aError;
use crate::stream::EventStream;
use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;
use std::any::TypeId;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

/// The encoded events of a stream; an error ends it.
pub type Frames = Pin<Box<dyn Stream<Item = Result<Frame, A2aError>> + Send>>;

/// An encoded event: immutable, and shared by all who receive it, so that a clone costs next to nothing.
#[derive(Clone)]
pub struct Frame(Arc<dyn Document>);

/// What a frame is a view of: an [`Event`](crate::Event), whatever is in it, or a document alone. So an event that is
/// encoded takes no second allocation to be shared as a frame.
pub(crate) trait Document: Send + Sync {
    fn id(&self) -> Option<&str>;
    fn json(&self) -> &Bytes;
    /// The form of one binding, and whose it is.
    fn form(&self) -> &Form;
}

pub(crate) type Form = OnceLock<(TypeId, Bytes)>;

/// A document that is no event's.
struct Plain {
    id: Option<Box<str>>,
    json: Bytes,
    form: Form,
}

impl Document for Plain {
    fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn json(&self) -> &Bytes {
        &self.json
    }

    fn form(&self) -> &Form {
        &self.form
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Frame")
            .field("id", &self.id())
            .field("json", self.json())
            .finish_non_exhaustive()
    }
}

impl Frame {
    /// An event without an id, from its JSON document.
    #[must_use]
    pub fn new(json: impl Into<Bytes>) -> Self {
        Self::plain(None, json.into())
    }

    /// An event with an id, from its JSON document.
    #[must_use]
    pub fn with_id(id: impl Into<Box<str>>, json: impl Into<Bytes>) -> Self {
        Self::plain(Some(id.into()), json.into())
    }

    fn plain(id: Option<Box<str>>, json: Bytes) -> Self {
        Self::of(Arc::new(Plain {
            id,
            json,
            form: OnceLock::new(),
        }))
    }

    pub(crate) fn of(document: Arc<dyn Document>) -> Self {
        Self(document)
    }

    /// What a client may send back as `Last-Event-ID`, if there is something.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.0.id()
    }

    /// The JSON document.
    #[must_use]
    pub fn json(&self) -> &Bytes {
        self.0.json()
    }

    /// The form that a binding gives to the event, if it gives the same to everybody: `write` makes it for the first
    /// receiver, and all others share it.
    ///
    /// `K` is any type of the binding's own; it stands for the form. The event keeps one form, that of the binding
    /// which came first, and for any other `write` is called every time.
    ///
    /// ```
    /// use a2a_bindings::{Bytes, Frame};
    ///
    /// enum Line {}
    /// enum Length {}
    ///
    /// let frame = Frame::new("{}");
    /// let line = frame.form::<Line>(|frame| [frame.json(), &b"\n"[..]].concat().into());
    /// assert_eq!(line, "{}\n");
    /// assert_eq!(frame.form::<Line>(|_| unreachable!("it is made once")), "{}\n");
    /// assert_eq!(frame.form::<Length>(|_| "2".into()), "2");
    /// ```
    #[must_use]
    pub fn form<K: 'static>(&self, write: impl FnOnce(&Self) -> Bytes) -> Bytes {
        match self.0.form().get() {
            Some((kind, form)) if *kind == TypeId::of::<K>() => form.clone(),
            Some(_) => write(self),
            None => {
                let form = write(self);
                // Somebody else may have been faster; then there are two for a moment, with the same bytes.
                let _ = self.0.form().set((TypeId::of::<K>(), form.clone()));
                form
            }
        }
    }
}

/// The events of a stream, encoded.
pub(crate) struct Encoded<T>(pub(crate) EventStream<T>);

impl<T: Serialize + Send + Sync + 'static> Stream for Encoded<T> {
    type Item = Result<Frame, A2aError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let event = self.0.as_mut().poll_next(context);
        event.map(|event| event.map(|event| event.and_then(|event| event.frame())))
    }
}
