//! Reading a transcript.

use super::entry::Entry;
use super::error::{TranscriptError, TranscriptErrorKind};
use super::parse::{Refusal, entry};
use std::fmt;
use std::io::{BufRead, Read};

/// As long may a line be, if nothing else is said: a body of the default size, if each byte of it needs six.
const DEFAULT_MAX_LINE: usize = 128 << 20;

/// Reads a transcript, line by line; lines of a type that is unknown, and empty ones, are passed over.
///
/// After an error it ends.
pub struct TranscriptReader<R> {
    lines: R,
    line: u64,
    max_line: usize,
    begun: bool,
    failed: bool,
}

impl<R: BufRead> TranscriptReader<R> {
    /// Reads from here.
    pub fn new(lines: R) -> Self {
        Self {
            lines,
            line: 0,
            max_line: DEFAULT_MAX_LINE,
            begun: false,
            failed: false,
        }
    }

    /// Sets how many bytes a line can have at most; 128 MiB by default.
    #[must_use]
    pub fn with_max_line(mut self, bytes: usize) -> Self {
        self.max_line = bytes;
        self
    }

    /// The number of the line that was read last, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    fn read(&mut self) -> Result<Option<Entry>, TranscriptError> {
        loop {
            let mut line = Vec::new();
            let limit = u64::try_from(self.max_line).unwrap_or(u64::MAX).saturating_add(1);
            let length = self.lines.by_ref().take(limit).read_until(b'\n', &mut line);
            self.line += 1;
            if length.map_err(|error| TranscriptError::io(self.line, error))? == 0 {
                return Ok(None);
            }
            if line.len() > self.max_line {
                let message = format!("the line has more than {} bytes", self.max_line);
                return Err(TranscriptError::new(
                    TranscriptErrorKind::TooLong,
                    self.line,
                    message,
                ));
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            match entry(&line).map_err(|refusal| self.refused(refusal))? {
                Some(entry) => return self.first(entry).map(Some),
                None if self.begun => {}
                None => return Err(self.no_transcript()),
            }
        }
    }

    /// The first line has to say that it is a transcript.
    fn first(&mut self, entry: Entry) -> Result<Entry, TranscriptError> {
        self.begun |= matches!(entry, Entry::Header(_));
        if self.begun {
            Ok(entry)
        } else {
            Err(self.no_transcript())
        }
    }

    fn refused(&self, refusal: Refusal) -> TranscriptError {
        match refusal {
            Refusal::Version(message) => {
                TranscriptError::new(TranscriptErrorKind::Version, self.line, message)
            }
            Refusal::Syntax(_) if !self.begun => self.no_transcript(),
            Refusal::Syntax(message) => TranscriptError::syntax(self.line, message),
        }
    }

    fn no_transcript(&self) -> TranscriptError {
        let message = "a transcript begins with a line of the type `transcript`, and this is none";
        TranscriptError::new(TranscriptErrorKind::NoTranscript, self.line, message)
    }
}

impl<R: BufRead> Iterator for TranscriptReader<R> {
    type Item = Result<Entry, TranscriptError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let entry = self.read().transpose();
        self.failed = !matches!(entry, Some(Ok(_)));
        entry
    }
}

impl<R> fmt::Debug for TranscriptReader<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TranscriptReader")
            .field("line", &self.line)
            .field("max_line", &self.max_line)
            .finish_non_exhaustive()
    }
}
