//! Cutting a stream of events into pieces that end with an event.

use super::event_stream::{Event, Splitter};

/// As much of an event may be comments and names of fields, in bytes, beside the data.
const FRAMING: usize = 64 << 10;

/// A piece of a stream, which ends with a blank line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// The bytes as they came.
    Here(Vec<u8>),
    /// An event with this much data, which is more than the limit.
    TooLarge(usize),
}

/// Cuts a stream after every blank line, however it comes.
pub(crate) struct Blocks {
    /// What has come since the last blank line; nothing if it was too much.
    block: Vec<u8>,
    limit: usize,
    too_much: bool,
    /// Knows the data of the event even if the block is too much.
    splitter: Splitter,
    line_is_empty: bool,
    /// The last byte was a carriage return, so that a line feed belongs to it.
    after_return: bool,
}

impl Blocks {
    /// Cuts a stream of which events with data up to this size are kept.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            block: Vec::new(),
            limit: limit.saturating_mul(2).saturating_add(FRAMING),
            too_much: false,
            splitter: Splitter::new(limit),
            line_is_empty: true,
            after_return: false,
        }
    }

    /// Takes the next bytes, and hands over the pieces that they complete.
    pub(crate) fn push(&mut self, mut bytes: &[u8], mut on_block: impl FnMut(Block)) {
        while let Some(length) = self.end_of_block(bytes) {
            let (head, rest) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
            let event = self.keep(head);
            let block = std::mem::take(&mut self.block);
            let too_much = std::mem::take(&mut self.too_much);
            match event {
                Some(Event::TooLarge(length)) => on_block(Block::TooLarge(length)),
                // The data fits, so that what is too much is comments.
                Some(Event::Data(data, _)) if too_much => on_block(Block::Here(framed(&data))),
                None if too_much => {}
                _ => on_block(Block::Here(block)),
            }
            bytes = rest;
        }
        self.keep(bytes);
    }

    /// What is left at the end of the stream.
    pub(crate) fn rest(self) -> Option<Vec<u8>> {
        match (self.too_much, self.splitter.is_within_event()) {
            // That there was a part of an event is all that matters of it.
            (true, true) => Some(b"data: ".to_vec()),
            (true, false) => None,
            (false, _) => (!self.block.is_empty()).then_some(self.block),
        }
    }

    /// Keeps bytes of the block, and gives the event that they complete.
    fn keep(&mut self, bytes: &[u8]) -> Option<Event> {
        let mut event = None;
        self.splitter.push(bytes, |completed| event = Some(completed));
        if self.block.len().saturating_add(bytes.len()) > self.limit {
            self.too_much = true;
            self.block = Vec::new();
        }
        if !self.too_much {
            self.block.extend_from_slice(bytes);
        }
        event
    }

    /// How many of these bytes belong to the block, if it ends among them.
    fn end_of_block(&mut self, bytes: &[u8]) -> Option<usize> {
        for (index, byte) in bytes.iter().enumerate() {
            let after_return = std::mem::replace(&mut self.after_return, *byte == b'\r');
            match byte {
                b'\n' if after_return => {}
                b'\r' | b'\n' => {
                    if std::mem::replace(&mut self.line_is_empty, true) {
                        // A line feed that is there already belongs to the line.
                        let pair = *byte == b'\r' && bytes.get(index + 1) == Some(&b'\n');
                        self.after_return = *byte == b'\r' && !pair;
                        return Some(index + 1 + usize::from(pair));
                    }
                }
                _ => self.line_is_empty = false,
            }
        }
        None
    }
}

/// An event with this data.
fn framed(data: &[u8]) -> Vec<u8> {
    let mut event = Vec::new();
    for line in data.split(|byte| *byte == b'\n') {
        event.extend_from_slice(b"data: ");
        event.extend_from_slice(line);
        event.push(b'\n');
    }
    event.push(b'\n');
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(stream: &[u8], chunk: usize) -> (Vec<Block>, Option<Vec<u8>>) {
        let mut blocks = Blocks::new(10);
        blocks.limit = 40;
        let mut found = Vec::new();
        for bytes in stream.chunks(chunk) {
            blocks.push(bytes, |block| found.push(block));
        }
        (found, blocks.rest())
    }

    #[test]
    fn nothing_is_lost_and_every_piece_ends_with_a_blank_line() {
        let stream: &[u8] = b"\n: c\r\n\r\nid: 1\ndata: a\n\ndata: b\r\rdata: c\r\n\ndata: d";
        for chunk in 1..=stream.len() {
            let (blocks, rest) = cut(stream, chunk);
            let mut whole = Vec::new();
            for block in &blocks {
                let Block::Here(bytes) = block else {
                    unreachable!("nothing is too large")
                };
                whole.extend_from_slice(bytes);
            }
            assert_eq!(blocks.len(), 5, "by {chunk}");
            whole.extend(rest.unwrap());
            assert_eq!(whole, stream, "by {chunk}");
        }
    }

    #[test]
    fn what_is_too_large_is_known_by_its_length() {
        let comment = "c".repeat(100);
        for (stream, expected, left) in [
            (
                "data: 12345678901\n\n".to_owned(),
                vec![Block::TooLarge(11)],
                None,
            ),
            // Comments are no data.
            (
                format!(": {comment}\ndata: 1\ndata: 2\n\n"),
                vec![Block::Here(b"data: 1\ndata: 2\n\n".to_vec())],
                None,
            ),
            (format!(": {comment}\n\n"), vec![], None),
            (format!("data: {comment}"), vec![], Some(&b"data: "[..])),
            (format!(": {comment}"), vec![], None),
        ] {
            for chunk in [1, 3, 1000] {
                let (blocks, rest) = cut(stream.as_bytes(), chunk);
                assert_eq!(
                    (&blocks, rest.as_deref()),
                    (&expected, left),
                    "{stream} by {chunk}"
                );
            }
        }
    }

    #[test]
    fn an_endless_event_fills_no_memory() {
        let mut blocks = Blocks::new(1000);
        for _ in 0..10_000 {
            blocks.push(b"data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", |_| {});
        }
        assert!(blocks.block.capacity() < 200_000 && blocks.too_much);
    }
}
