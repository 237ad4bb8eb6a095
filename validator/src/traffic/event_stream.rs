//! The events in a stream of bytes (WHATWG HTML §9.2), however it is cut into pieces.

/// An event that has data.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The data, its lines joined, and the id, if the event has one of its own.
    Data(Vec<u8>, Option<String>),
    /// This much data, which is more than the limit.
    TooLarge(usize),
}

/// As much of a line is no data: a byte order mark, `data`, the colon and a space.
const FIELD: usize = 9;

/// An id that is longer is not kept.
const MAX_ID: usize = 1024;

/// Fields without data, and the name of a comment, which is empty.
const OTHER_FIELDS: [&[u8]; 4] = [b"", b"event", b"id", b"retry"];

/// Splits a stream into events. Comments, and events without data, are passed over.
#[derive(Debug)]
pub(crate) struct Splitter {
    limit: usize,
    /// The line that is being read, up to the limit.
    line: Vec<u8>,
    line_length: usize,
    /// The data of the event that is being read, up to the limit, each line with a line feed behind it.
    data: Vec<u8>,
    data_length: usize,
    has_data: bool,
    /// The id of the event that is being read.
    id: Option<String>,
    /// The last byte was a carriage return, so that a line feed belongs to it.
    after_return: bool,
    first_line: bool,
    /// There was a line that clients pass over.
    strange: bool,
}

impl Splitter {
    /// A splitter that keeps lines and events up to this size.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            limit,
            line: Vec::new(),
            line_length: 0,
            data: Vec::new(),
            data_length: 0,
            has_data: false,
            id: None,
            after_return: false,
            first_line: true,
            strange: false,
        }
    }

    /// Takes the next bytes, and hands over the events that they complete.
    pub(crate) fn push(&mut self, mut bytes: &[u8], mut on_event: impl FnMut(Event)) {
        if !bytes.is_empty() && std::mem::take(&mut self.after_return) {
            bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
        }
        while let Some(end) = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
            let (line, rest) = bytes.split_at(end);
            self.extend_line(line);
            if let Some(event) = self.end_line() {
                on_event(event);
            }
            bytes = match rest {
                [b'\r', b'\n', rest @ ..] | [b'\n', rest @ ..] => rest,
                [b'\r'] => {
                    self.after_return = true;
                    &[]
                }
                [_, rest @ ..] => rest,
                [] => &[],
            };
        }
        self.extend_line(bytes);
    }

    /// Whether an event was begun that never ended.
    pub(crate) fn is_within_event(&self) -> bool {
        self.has_data || self.line.starts_with(b"data")
    }

    /// Whether there was a line that is neither a field nor a comment.
    pub(crate) fn has_strange_lines(&self) -> bool {
        self.strange
    }

    fn extend_line(&mut self, bytes: &[u8]) {
        self.line_length = self.line_length.saturating_add(bytes.len());
        let room = self.limit.saturating_add(FIELD).saturating_sub(self.line.len());
        self.line.extend(bytes.iter().take(room));
    }

    fn end_line(&mut self) -> Option<Event> {
        let line = std::mem::take(&mut self.line);
        let length = std::mem::take(&mut self.line_length);
        let mark: &[u8] = if std::mem::take(&mut self.first_line) {
            b"\xef\xbb\xbf"
        } else {
            b""
        };
        let cut = length - line.len();
        let line = line.strip_prefix(mark).unwrap_or(&line);
        if line.is_empty() {
            return self.end_event();
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        if name != b"data" {
            self.strange |= !OTHER_FIELDS.contains(&name);
            if name == b"id" && value.len() <= MAX_ID {
                self.id = Some(String::from_utf8_lossy(value).into_owned());
            }
            return None;
        }
        self.has_data = true;
        self.data_length = self.data_length.saturating_add(value.len() + cut + 1);
        if self.data_length <= self.limit.saturating_add(1) {
            self.data.extend_from_slice(value);
            self.data.push(b'\n');
        } else {
            self.data = Vec::new();
        }
        None
    }

    fn end_event(&mut self) -> Option<Event> {
        let mut data = std::mem::take(&mut self.data);
        let id = self.id.take();
        let length = std::mem::take(&mut self.data_length).saturating_sub(1);
        if !std::mem::take(&mut self.has_data) {
            return None;
        }
        if length > self.limit {
            return Some(Event::TooLarge(length));
        }
        data.pop();
        Some(Event::Data(data, id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(stream: &[u8], chunk: usize) -> (Vec<Event>, bool) {
        let mut splitter = Splitter::new(20);
        let mut events = Vec::new();
        for bytes in stream.chunks(chunk) {
            splitter.push(bytes, |event| events.push(event));
            splitter.push(b"", |event| events.push(event));
        }
        (events, splitter.is_within_event())
    }

    #[test]
    fn events_are_the_same_however_the_stream_is_cut() {
        let data = |text: &str| Event::Data(text.as_bytes().to_vec(), None);
        let with_id = |text: &str, id: &str| Event::Data(text.as_bytes().to_vec(), Some(id.to_owned()));
        for (stream, expected, within) in [
            ("", vec![], false),
            ("data: a\n\n", vec![data("a")], false),
            ("data:a\r\ndata:  b\r\n\r\n", vec![data("a\n b")], false),
            ("data: a\r\rdata: b\r\r", vec![data("a"), data("b")], false),
            ("\u{feff}data: a\n\n\u{feff}data: b\n\n", vec![data("a")], false),
            (
                ": hello\n\nid: 7\n\nevent: x\nretry: 1\ndata: é\nid: 8\n\n",
                vec![with_id("é", "8")],
                false,
            ),
            ("data\n\ndata:\n\n", vec![data(""), data("")], false),
            ("database: x\n\n", vec![], false),
            ("data: a\n\ndata: b\n", vec![data("a")], true),
            ("data: a\n\ndata", vec![data("a")], true),
            ("data: a\n\n: bye", vec![data("a")], false),
            (
                "data: 12345678901234567890\n\n",
                vec![data("12345678901234567890")],
                false,
            ),
            (
                "data: 123456789012345678901\n\ndata: b\n\n",
                vec![Event::TooLarge(21), data("b")],
                false,
            ),
            (
                "data: 1234567890\ndata: 1234567890\n\ndata:c\n\n",
                vec![Event::TooLarge(21), data("c")],
                false,
            ),
        ] {
            for chunk in 1..=stream.len().max(1) {
                let (events, unfinished) = split(stream.as_bytes(), chunk);
                assert_eq!(
                    (&events, unfinished),
                    (&expected, within),
                    "{stream:?} by {chunk}"
                );
            }
        }
    }

    #[test]
    fn an_endless_line_fills_no_memory() {
        let mut splitter = Splitter::new(1000);
        splitter.push(b"data: ", |_| {});
        for _ in 0..10_000 {
            splitter.push(&[b'x'; 1000], |_| {});
        }
        assert!(splitter.line.capacity() < 10_000);
        let mut events = Vec::new();
        splitter.push(b"\n\n", |event| events.push(event));
        assert_eq!(events, [Event::TooLarge(10_000_000)]);
    }
}
