//! The body of a hostile answer, made while it is read.

use super::call::Call;
use super::format::End;
use super::template::Places;
use super::wire::{Chunk, Wanted, Wire};
use a2a_bindings::Bytes;
use futures_util::Stream;
use futures_util::stream::unfold;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::sleep;

/// What is repeated without a pause goes out in pieces of about this size.
const PIECE: usize = 16 * 1024;

/// Where the answer is.
struct Progress {
    wire: Arc<Wire>,
    places: Places,
    wanted: Wanted,
    /// The chunk that is next or under way.
    chunk: usize,
    /// What is left of what is being sent at a time.
    rest: Bytes,
    /// Whether the chunk has begun.
    begun: bool,
    /// Whether something of the chunk was sent just now.
    sent: bool,
}

/// What is sent next.
enum Next {
    Wait(Duration),
    Send(Bytes),
    Over,
}

/// The bytes of the body, and how they end.
pub(super) fn body(wire: Arc<Wire>, call: &Call) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    let progress = Progress {
        wire,
        places: call.places(),
        wanted: call.wanted,
        chunk: 0,
        rest: Bytes::new(),
        begun: false,
        sent: false,
    };
    unfold(Some(progress), async |progress| {
        let mut progress = progress?;
        loop {
            match progress.next() {
                Next::Wait(Duration::ZERO) => yield_now().await,
                Next::Wait(wait) => sleep(wait).await,
                Next::Send(bytes) => return Some((Ok(bytes), Some(progress))),
                Next::Over => return progress.end().await.map(|error| (Err(error), None)),
            }
        }
    })
}

impl Progress {
    fn next(&mut self) -> Next {
        let wire = Arc::clone(&self.wire);
        let Some(chunk) = wire.chunks.get(self.chunk) else {
            return Next::Over;
        };
        if !self.begun {
            self.begun = true;
            self.places.number = 0;
            return Next::Wait(chunk.delay);
        }
        let is_over = chunk.times.is_some_and(|times| self.places.number >= times);
        if self.rest.is_empty() && is_over {
            self.chunk += 1;
            self.begun = false;
            self.sent = false;
            return self.next();
        }
        if std::mem::take(&mut self.sent) {
            return Next::Wait(chunk.pause);
        }
        if self.rest.is_empty() {
            self.rest = self.fill(chunk);
        }
        let length = chunk.split.unwrap_or(usize::MAX).min(self.rest.len());
        self.sent = true;
        Next::Send(self.rest.split_to(length))
    }

    /// The next repetition; if nothing stands between them, as many as make a piece.
    fn fill(&mut self, chunk: &Chunk) -> Bytes {
        let mut piece = Vec::new();
        loop {
            self.places.number += 1;
            let bytes = chunk.render(&self.places, self.wanted);
            let is_over = chunk.times.is_some_and(|times| self.places.number >= times);
            let is_alone = chunk.split.is_some() || !chunk.pause.is_zero();
            // Nothing, again and again, would never make a piece.
            if piece.is_empty() && (is_over || is_alone || bytes.is_empty()) {
                return bytes;
            }
            piece.extend_from_slice(&bytes);
            if is_over || piece.len() >= PIECE {
                return piece.into();
            }
        }
    }

    /// How the body ends: an error cuts the connection.
    async fn end(&self) -> Option<io::Error> {
        match self.wire.end {
            End::Clean => None,
            End::Stall => std::future::pending().await,
            End::NoAnswer => Some(io::Error::other("no answer")),
            End::Cut => {
                // What was sent before has to be on its way: it is written when there is nothing more to take.
                yield_now().await;
                Some(io::Error::other("cut"))
            }
        }
    }
}
