//! Streams of the engine that end on the way, as those behind a proxy that loses a connection do.

use super::format::{self, End};
use super::problem::Problem;
use a2a_bindings::Bytes;
use axum::body::{Body, BodyDataStream};
use axum::response::Response;
use futures_util::StreamExt;
use futures_util::stream::unfold;
use http::header::CONTENT_TYPE;
use std::io;
use tokio::task::yield_now;

/// After how many events a stream ends, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Interruption {
    after_events: u32,
    end: End,
}

impl Interruption {
    pub(super) fn lower(written: &format::Interruption, at: &str) -> Result<Self, Problem> {
        if written.end == End::NoAnswer {
            let message =
                "an answer that has begun cannot end with `no_answer`; there are cut, stall and clean";
            return Err(Problem::new(format!("{at}/end"), message));
        }
        Ok(Self {
            after_events: written.after_events,
            end: written.end,
        })
    }

    /// The response, if it is a stream as far as that goes.
    pub(super) fn apply(self, response: Response) -> Response {
        let is_stream = response.headers().get(CONTENT_TYPE);
        if is_stream.is_none_or(|value| !value.as_bytes().starts_with(b"text/event-stream")) {
            return response;
        }
        response.map(|body| {
            let rest = Rest {
                body: body.into_data_stream(),
                count: Count::new(self.after_events),
            };
            Body::from_stream(unfold(Some(rest), move |rest| async move {
                let mut rest = rest?;
                if rest.count.left > 0
                    && let Some(Ok(bytes)) = rest.body.next().await
                {
                    let taken = rest.count.take(bytes);
                    return Some((Ok(taken), Some(rest)));
                }
                // The engine's stream is closed with this: as far as it can see, its client has left.
                drop(rest);
                self.end().await.map(|error| (Err(error), None))
            }))
        })
    }

    async fn end(self) -> Option<io::Error> {
        match self.end {
            End::Stall => std::future::pending().await,
            End::Cut => {
                // What was sent before has to be on its way.
                yield_now().await;
                Some(io::Error::other("cut"))
            }
            End::Clean | End::NoAnswer => None,
        }
    }
}

struct Rest {
    body: BodyDataStream,
    count: Count,
}

/// Counts events as they go by.
#[derive(Debug)]
struct Count {
    left: u32,
    is_line_empty: bool,
    has_data: bool,
}

impl Count {
    fn new(left: u32) -> Self {
        Self {
            left,
            is_line_empty: true,
            has_data: false,
        }
    }

    /// The bytes, up to the end of the last event that is let through. Comments are none.
    fn take(&mut self, mut bytes: Bytes) -> Bytes {
        let ends_here = bytes.iter().position(|byte| self.is_last(*byte));
        match ends_here {
            Some(end) => bytes.split_to(end + 1),
            None => bytes,
        }
    }

    /// Whether this is the last byte of the last event.
    fn is_last(&mut self, byte: u8) -> bool {
        let was_empty = self.is_line_empty;
        self.is_line_empty = byte == b'\n';
        if byte != b'\n' {
            // Of the fields of an event only `data` begins like this.
            self.has_data |= was_empty && byte == b'd';
            return false;
        }
        if was_empty && self.has_data {
            self.has_data = false;
            self.left = self.left.saturating_sub(1);
            return self.left == 0;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_counted_however_they_are_cut() {
        let text = ": hello\n\nid: 1\ndata: a\n\nid: 2\n\n:\n\ndata: b\n\ndata: c\n\n";
        for (events, expected) in [
            (1, ": hello\n\nid: 1\ndata: a\n\n"),
            (2, &text[..text.len() - 9]),
            (4, text),
        ] {
            for size in 1..text.len() {
                let mut count = Count::new(events);
                let mut taken = Vec::new();
                for piece in text.as_bytes().chunks(size) {
                    if count.left > 0 {
                        taken.extend(count.take(Bytes::copy_from_slice(piece)));
                    }
                }
                assert_eq!(
                    String::from_utf8(taken).unwrap(),
                    expected,
                    "{events} in pieces of {size}"
                );
            }
        }
    }
}
