//! Bodies of what may pass.

use super::body::Checked;
use super::refusal;
use crate::report::Profile;
use crate::traffic::{Absence, Block, Blocks, BodyTap, Judge};
use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http_body::{Body, Frame, SizeHint};
use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A body that an [`EnforceLayer`](super::EnforceLayer) lets pass: kept whole before, or event by event.
pub struct Gated<B: Body>(State<B>);

enum State<B: Body> {
    Whole(Whole<B::Error>),
    Events(Box<Events<B>>),
    /// Nobody decides.
    Through(Checked<B>),
}

/// A body that was read before.
pub(super) struct Whole<E> {
    /// In one piece, since a peer may send it byte by byte, or nothing without end.
    data: Bytes,
    trailers: Option<HeaderMap>,
    error: Option<E>,
    /// There is more than the limit; the rest was not read.
    pub(super) is_too_large: bool,
}

impl<E> Whole<E> {
    fn new() -> Self {
        Self {
            data: Bytes::new(),
            trailers: None,
            error: None,
            is_too_large: false,
        }
    }

    /// Reads a body up to a limit, and shows it to a tap.
    pub(super) async fn read<B>(body: B, mut tap: BodyTap, limit: usize) -> Self
    where
        B: Body<Data = Bytes, Error = E>,
    {
        let mut body = Box::pin(body);
        let (mut whole, mut pieces) = (Self::new(), BytesMut::new());
        while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
            match frame.map(Frame::into_data) {
                Ok(Ok(data)) => {
                    tap.data(&data);
                    if whole
                        .data
                        .len()
                        .saturating_add(pieces.len())
                        .saturating_add(data.len())
                        > limit
                    {
                        whole.is_too_large = true;
                        break;
                    }
                    if whole.data.is_empty() && pieces.is_empty() {
                        whole.data = data;
                    } else {
                        pieces.extend_from_slice(&std::mem::take(&mut whole.data));
                        pieces.extend_from_slice(&data);
                    }
                }
                Ok(Err(other)) => whole.trailers = other.into_trailers().ok(),
                Err(error) => {
                    whole.error = Some(error);
                    break;
                }
            }
        }
        if !pieces.is_empty() {
            whole.data = pieces.freeze();
        }
        // What is too large ends here as far as the check goes.
        tap.end(whole.error.is_none());
        whole
    }

    /// Whether it was cut off, so that nothing can be said about it.
    pub(super) fn is_cut_off(&self) -> bool {
        self.error.is_some()
    }

    fn next(&mut self) -> Option<Result<Frame<Bytes>, E>> {
        if !self.data.is_empty() {
            return Some(Ok(Frame::data(std::mem::take(&mut self.data))));
        }
        let end = self.error.take().map(Err);
        end.or_else(|| self.trailers.take().map(|trailers| Ok(Frame::trailers(trailers))))
    }
}

/// A stream of which each event is held until it was checked.
struct Events<B> {
    /// `None` once it ended or was ended.
    body: Option<Pin<Box<B>>>,
    tap: Option<BodyTap>,
    judge: Judge,
    profile: Profile,
    blocks: Blocks,
    /// What may pass.
    passed: VecDeque<Bytes>,
}

impl<B: Body> Gated<B> {
    pub(super) fn whole(body: Whole<B::Error>) -> Self {
        Self(State::Whole(body))
    }

    /// A body of our own.
    pub(super) fn text(text: String) -> Self {
        let mut whole = Whole::new();
        whole.data = Bytes::from(text);
        Self(State::Whole(whole))
    }

    pub(super) fn through(body: B, tap: BodyTap) -> Self {
        Self(State::Through(Checked::new(body, tap)))
    }

    pub(super) fn events(body: B, tap: BodyTap, judge: Judge, profile: Profile) -> Self {
        let blocks = Blocks::new(judge.max_body_bytes());
        Self(State::Events(Box::new(Events {
            body: Some(Box::pin(body)),
            tap: Some(tap),
            judge,
            profile,
            blocks,
            passed: VecDeque::new(),
        })))
    }
}

impl<B: Body<Data = Bytes>> Events<B> {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        loop {
            if let Some(passed) = self.passed.pop_front() {
                return Poll::Ready(Some(Ok(Frame::data(passed))));
            }
            let Some(body) = &mut self.body else {
                return Poll::Ready(None);
            };
            match ready!(body.as_mut().poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => self.take(&data),
                    Err(other) => return Poll::Ready(Some(Ok(other))),
                },
                Some(Err(error)) => {
                    self.end(false);
                    return Poll::Ready(Some(Err(error)));
                }
                // What is left is no event, and clients would drop it.
                None => self.end(true),
            }
        }
    }

    /// Takes the next bytes, and lets the events pass that they complete, up to the first that may not.
    fn take(&mut self, data: &[u8]) {
        let mut complete = Vec::new();
        self.blocks.push(data, |block| complete.push(block));
        for block in complete {
            let passes = match &block {
                Block::Here(bytes) => {
                    if let Some(tap) = &mut self.tap {
                        tap.data(bytes);
                    }
                    let judged = self.judge.response();
                    judged.is_none_or(|judged| refusal::faults(&self.judge, judged, self.profile).is_empty())
                }
                Block::TooLarge(length) => {
                    if let Some(tap) = &mut self.tap {
                        tap.miss(*length, Absence::TooLarge);
                    }
                    false
                }
            };
            match block {
                Block::Here(bytes) if passes => self.passed.push_back(Bytes::from(bytes)),
                _ => {
                    let error = refusal::of_response(&self.judge);
                    let event = refusal::event(&self.judge, &error);
                    self.passed.push_back(Bytes::from(event));
                    self.end(false);
                    return;
                }
            }
        }
    }

    fn end(&mut self, complete: bool) {
        self.body = None;
        if let Some(mut tap) = self.tap.take() {
            let blocks = std::mem::replace(&mut self.blocks, Blocks::new(0));
            if let Some(rest) = blocks.rest().filter(|_| complete) {
                tap.data(&rest);
            }
            tap.end(complete);
        }
    }
}

impl<B: Body<Data = Bytes>> Body for Gated<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        match &mut self.0 {
            State::Whole(whole) => Poll::Ready(whole.next()),
            State::Events(events) => events.poll(context),
            State::Through(body) => Pin::new(body).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            State::Whole(whole) => whole.data.is_empty() && whole.trailers.is_none() && whole.error.is_none(),
            State::Events(events) => events.body.is_none() && events.passed.is_empty(),
            State::Through(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            State::Whole(whole) if whole.error.is_none() => {
                SizeHint::with_exact(u64::try_from(whole.data.len()).unwrap_or(u64::MAX))
            }
            State::Whole(_) | State::Events(_) => SizeHint::default(),
            State::Through(body) => body.size_hint(),
        }
    }
}

// Nothing in it is pinned but in a box.
impl<B: Body> Unpin for Gated<B> {}

impl<B: Body> fmt::Debug for Gated<B> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match &self.0 {
            State::Whole(_) => "whole",
            State::Events(_) => "events",
            State::Through(_) => "through",
        };
        formatter.debug_tuple("Gated").field(&state).finish()
    }
}
