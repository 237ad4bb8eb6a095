//! A body that is observed while it passes.

use super::queue::{Observation, Queue, Side};
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

/// Observes the body of one side of an exchange, whose head is in the queue already. Dropped before the end, it says that there will be none.
pub(super) struct Tap {
    queue: Queue,
    exchange: u64,
    side: Side,
    ended: bool,
    search: Option<Search>,
}

impl Tap {
    pub(super) fn new(queue: &Queue, exchange: u64, side: Side) -> Self {
        Self {
            queue: queue.clone(),
            exchange,
            side,
            ended: false,
            search: None,
        }
    }

    /// Has the body searched for what it may ask for.
    #[must_use]
    pub(super) fn with_search(mut self, search: Search) -> Self {
        self.search = Some(search);
        self
    }

    fn observation(&mut self, data: Bytes, end: Option<bool>) -> Observation {
        self.ended |= end.is_some();
        Observation {
            exchange: self.exchange,
            side: self.side,
            head: None,
            data,
            end,
        }
    }

    /// Observes data, and whether that was all. What does not fit into the queue comes back.
    #[allow(clippy::result_large_err, reason = "it is made here, and goes into the queue")]
    fn data(&mut self, data: Bytes, is_end: bool) -> Result<(), Observation> {
        if let Some(search) = &mut self.search {
            search.data(&data);
        }
        let observation = self.observation(data, is_end.then_some(true));
        self.queue.offer(observation)
    }

    fn end(&mut self, complete: bool) {
        if !self.ended {
            let observation = self.observation(Bytes::new(), Some(complete));
            self.queue.push_last(observation);
        }
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.end(false);
    }
}

/// Looks for a word in bytes that come in pieces.
pub(super) struct Search {
    word: &'static [u8],
    /// The end of what came before, if the word may have begun in it.
    tail: Vec<u8>,
    found: Arc<AtomicBool>,
}

impl Search {
    pub(super) fn new(word: &'static str, found: &Arc<AtomicBool>) -> Self {
        Self {
            word: word.as_bytes(),
            tail: Vec::new(),
            found: Arc::clone(found),
        }
    }

    fn data(&mut self, bytes: &[u8]) {
        let overlap = self.word.len() - 1;
        let (start, _) = bytes.split_at(bytes.len().min(overlap));
        self.tail.extend_from_slice(start);
        let is_in = |bytes| memchr::memmem::find(bytes, self.word).is_some();
        if is_in(&self.tail) || is_in(bytes) {
            self.found.store(true, Ordering::Relaxed);
        }
        if bytes.len() >= overlap {
            self.tail.clear();
            self.tail.extend(bytes.iter().skip(bytes.len() - overlap));
        } else {
            let excess = self.tail.len().saturating_sub(overlap);
            self.tail.drain(..excess);
        }
    }
}

type Room = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A body that passes on what another one has, frame by frame, and has it observed when it is on its way.
///
/// Trailers end here: nobody was asked for them, since `TE` is for one hop.
pub(super) struct Tapped<B> {
    body: Pin<Box<B>>,
    tap: Tap,
    /// Until then nothing more is read.
    room: Option<Room>,
}

impl<B: Body<Data = Bytes>> Tapped<B> {
    pub(super) fn new(body: B, mut tap: Tap) -> Self {
        // Of a body without anything in it, nobody need read the end.
        if body.is_end_stream() {
            tap.end(true);
        }
        Self {
            body: Box::pin(body),
            tap,
            room: None,
        }
    }
}

impl<B: Body<Data = Bytes>> Body for Tapped<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let this = &mut *self;
        loop {
            if let Some(room) = &mut this.room {
                ready!(room.as_mut().poll(context));
                this.room = None;
            }
            let frame = match ready!(this.body.as_mut().poll_frame(context)) {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => {
                    this.tap.end(false);
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    this.tap.end(true);
                    return Poll::Ready(None);
                }
            };
            let Ok(data) = frame.into_data() else { continue };
            if let Err(observation) = this.tap.data(data.clone(), this.body.is_end_stream()) {
                this.room = Some(Box::pin(this.tap.queue.clone().send(observation)));
            }
            return Poll::Ready(Some(Ok(Frame::data(data))));
        }
    }

    fn is_end_stream(&self) -> bool {
        // What waits for room would be lost if nobody polled again.
        self.room.is_none() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_however_they_are_cut() {
        for (text, expected) in [
            ("", false),
            ("GetCard", true),
            ("..GetCard..", true),
            ("GetCar", false),
            ("GetGetCard", true),
            ("GetCGetCarGetTask", false),
        ] {
            for chunk in 1..=text.len().max(1) {
                let found = Arc::default();
                let mut search = Search::new("GetCard", &found);
                text.as_bytes().chunks(chunk).for_each(|bytes| search.data(bytes));
                assert_eq!(found.load(Ordering::Relaxed), expected, "{text} by {chunk}");
            }
        }
    }
}
