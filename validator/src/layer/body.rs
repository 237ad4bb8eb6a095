//! A body that is looked at while it passes.

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// What looks on.
pub(super) trait Tap: Send + Sync {
    /// Sees the next bytes.
    fn data(&mut self, bytes: &[u8]);

    /// Sees the end, or that there will be none: the body failed or its reader went away.
    fn end(self: Box<Self>, complete: bool);
}

/// A body that passes on what another one has, frame by frame, while it is looked at.
pub struct Checked<B> {
    body: Pin<Box<B>>,
    /// `None` if nobody looks, or no longer.
    tap: Option<Box<dyn Tap>>,
}

impl<B: Body> Checked<B> {
    pub(super) fn new(body: B, tap: Option<Box<dyn Tap>>) -> Self {
        let mut checked = Self {
            body: Box::pin(body),
            tap,
        };
        checked.end_if_at_end();
        checked
    }

    /// Readers that ask for the end never poll for it.
    fn end_if_at_end(&mut self) {
        if self.body.is_end_stream() {
            self.end(true);
        }
    }
}

impl<B> Checked<B> {
    fn end(&mut self, complete: bool) {
        if let Some(tap) = self.tap.take() {
            tap.end(complete);
        }
    }
}

impl<B: Body<Data = Bytes>> Body for Checked<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let frame = ready!(self.body.as_mut().poll_frame(context));
        match &frame {
            Some(Ok(frame)) => {
                if let (Some(data), Some(tap)) = (frame.data_ref(), &mut self.tap) {
                    tap.data(data);
                }
                self.end_if_at_end();
            }
            Some(Err(_)) => self.end(false),
            None => self.end(true),
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl<B> Drop for Checked<B> {
    fn drop(&mut self) {
        self.end(false);
    }
}

impl<B: fmt::Debug> fmt::Debug for Checked<B> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Checked")
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// What is kept of a body, up to a limit.
#[derive(Debug)]
pub(super) struct Kept {
    bytes: Vec<u8>,
    length: usize,
    limit: usize,
}

impl Kept {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            bytes: Vec::new(),
            length: 0,
            limit,
        }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.length = self.length.saturating_add(bytes.len());
        if self.length <= self.limit {
            self.bytes.extend_from_slice(bytes);
        } else {
            self.bytes = Vec::new();
        }
    }

    /// How much there was, kept or not.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// All of it; `None` if it was more than the limit.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        (self.length <= self.limit).then_some(self.bytes.as_slice())
    }
}
