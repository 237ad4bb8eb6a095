//! Reading a stream of server-sent events, each of which must be a result with the next number.

use crate::Outcome;
use crate::load::{Connection, RESULT};
use memchr::{memchr, memmem};
use std::ops::Range;

/// What a task that is over says.
const COMPLETED: &[u8] = b"TASK_STATE_COMPLETED";

/// The events of one answer.
pub(crate) struct Events<'a> {
    connection: &'a mut Connection,
    /// The body without its chunking, and where in it the next event begins.
    body: Vec<u8>,
    read: usize,
    chunking: Chunking,
}

/// What comes next in a chunked body (RFC 9112 §7.1).
enum Chunking {
    Size,
    Data(usize),
    /// The line break behind a chunk's data.
    Break,
    End,
}

/// What became of a stream.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Read {
    /// How many events.
    pub(crate) events: usize,
    /// How many bytes, with comments, without chunking.
    pub(crate) bytes: usize,
    /// How many events were left out for a task that stands for them.
    pub(crate) skipped: usize,
    /// The number of the last event.
    last: usize,
    completed: bool,
}

impl<'a> Events<'a> {
    /// The events of an answer whose head was read.
    pub(crate) fn new(connection: &'a mut Connection) -> Self {
        Self {
            connection,
            body: Vec::new(),
            read: 0,
            chunking: Chunking::Size,
        }
    }

    /// Reads the first event, which must be the task.
    pub(crate) async fn first(&mut self) -> Outcome<Read> {
        let mut read = Read::default();
        let Some(event) = self.next(&mut read.bytes).await? else {
            return Err("the stream has no event".into());
        };
        read.take(self.body.get(event).unwrap_or_default())?;
        Ok(read)
    }

    /// Reads to the end, which must be that of a completed task.
    pub(crate) async fn rest(&mut self, mut read: Read) -> Outcome<Read> {
        while let Some(event) = self.next(&mut read.bytes).await? {
            read.take(self.body.get(event).unwrap_or_default())?;
        }
        if read.completed {
            Ok(read)
        } else {
            Err(format!("the stream ended before the task did: {read:?}").into())
        }
    }

    /// Where the next event is in the body; comments are passed over.
    async fn next(&mut self, bytes: &mut usize) -> Outcome<Option<Range<usize>>> {
        loop {
            let rest = self.body.get(self.read..).unwrap_or_default();
            if let Some(length) = memmem::find(rest, b"\n\n") {
                let is_comment = rest.first() == Some(&b':');
                let event = self.read..self.read + length;
                self.read += length + 2;
                *bytes += length + 2;
                if is_comment {
                    continue;
                }
                return Ok(Some(event));
            }
            if matches!(self.chunking, Chunking::End) {
                return if rest.is_empty() {
                    Ok(None)
                } else {
                    Err("the stream ended within an event".into())
                };
            }
            self.body.drain(..self.read);
            self.read = 0;
            self.receive().await?;
        }
    }

    /// Adds what has arrived to the body, or waits for something.
    async fn receive(&mut self) -> Outcome<()> {
        let before = self.body.len();
        while self.take_chunk()? {}
        if self.body.len() == before && !matches!(self.chunking, Chunking::End) {
            self.connection.receive().await?;
        }
        Ok(())
    }

    /// Takes the next piece of the chunking; `false` if it has not arrived, or there is none.
    fn take_chunk(&mut self) -> Outcome<bool> {
        let received = self.connection.received();
        let length = match self.chunking {
            Chunking::End => return Ok(false),
            Chunking::Size => {
                let Some(end) = memchr(b'\n', received) else {
                    return Ok(false);
                };
                let line = std::str::from_utf8(received.get(..end).unwrap_or_default())?;
                match usize::from_str_radix(line.trim_end(), 16)? {
                    // An empty line follows: there are no trailers.
                    0 if received.len() < end + 3 => return Ok(false),
                    0 => {
                        self.chunking = Chunking::End;
                        end + 3
                    }
                    size => {
                        self.chunking = Chunking::Data(size);
                        end + 1
                    }
                }
            }
            Chunking::Data(left) => {
                let data = received.get(..left.min(received.len())).unwrap_or_default();
                if data.is_empty() {
                    return Ok(false);
                }
                self.body.extend_from_slice(data);
                let left = left - data.len();
                self.chunking = if left == 0 {
                    Chunking::Break
                } else {
                    Chunking::Data(left)
                };
                data.len()
            }
            Chunking::Break => {
                if received.len() < 2 {
                    return Ok(false);
                }
                self.chunking = Chunking::Size;
                2
            }
        };
        self.connection.consume(length);
        Ok(true)
    }
}

impl Read {
    /// Takes an event in: its number follows the one before, unless it is a task that stands for what is left out.
    fn take(&mut self, event: &[u8]) -> Outcome<()> {
        let fail = || -> Outcome<()> {
            Err(format!("not the next event: {}", String::from_utf8_lossy(event)).into())
        };
        let Some((id, data)) = split(event) else {
            return fail();
        };
        let Some(result) = data.strip_prefix(RESULT.as_bytes()) else {
            return fail();
        };
        let is_task = result.starts_with(br#"{"task":"#);
        let follows = self.events == 0 || id == self.last + 1;
        if self.completed || !(is_task || (follows && self.events > 0)) || id <= self.last {
            return fail();
        }
        if !follows {
            self.skipped += id - self.last - 1;
        }
        (self.events, self.last) = (self.events + 1, id);
        // Chunks, which are nearly all, are not searched.
        let tells_state = is_task || result.starts_with(br#"{"statusUpdate":"#);
        self.completed = tells_state && memmem::find(result, COMPLETED).is_some();
        Ok(())
    }
}

/// The number and the data of an event in the form that the servers write.
fn split(event: &[u8]) -> Option<(usize, &[u8])> {
    let event = event.strip_prefix(b"id: ")?;
    let (id, data) = event.split_at_checked(memchr(b'\n', event)?)?;
    let id = std::str::from_utf8(id).ok()?.parse().ok()?;
    Some((id, data.strip_prefix(b"\ndata: ")?))
}
