//! A body that is looked at while it passes.

use crate::traffic::BodyTap;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A body that passes on what another one has, frame by frame, while it is looked at.
pub struct Checked<B> {
    body: Pin<Box<B>>,
    /// `None` if nobody looks any more.
    tap: Option<BodyTap>,
}

impl<B: Body> Checked<B> {
    /// Shows a body to a tap while it is read; dropped before its end, it was cut off.
    pub fn new(body: B, tap: BodyTap) -> Self {
        let mut checked = Self {
            body: Box::pin(body),
            tap: Some(tap),
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

impl<B: fmt::Debug> fmt::Debug for Checked<B> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Checked")
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
