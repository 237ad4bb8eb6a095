//! What a line of a transcript says.

use crate::finding::Severity;
use crate::traffic::Mounts;
use a2a_bindings::Timestamp;

/// A line of a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Entry {
    /// A recording begins; numbers of exchanges may be used again.
    Header(Header),
    /// A request.
    Request {
        /// The number of the exchange, which everything that belongs to it has.
        exchange: u64,
        /// When it began.
        at: Timestamp,
        /// The verb.
        method: String,
        /// Path and query, as they were sent.
        target: String,
        /// The headers in their order.
        headers: Vec<(String, Vec<u8>)>,
        /// The body; `None` if a [`Body`](Entry::Body) follows.
        body: Option<Content>,
    },
    /// A response.
    Response {
        /// The number of the exchange.
        exchange: u64,
        /// When it began.
        at: Timestamp,
        /// The status.
        status: u16,
        /// The headers in their order.
        headers: Vec<(String, Vec<u8>)>,
        /// The body; `None` if it follows: a [`Body`](Entry::Body), or [`Chunk`](Entry::Chunk)s and an
        /// [`End`](Entry::End).
        body: Option<Content>,
    },
    /// The body of a request or response that was written before.
    Body {
        /// The number of the exchange.
        exchange: u64,
        /// When it ended.
        at: Timestamp,
        /// Whose it is; never that of the exchange.
        of: Side,
        /// What it is.
        body: Content,
    },
    /// As much of a stream as ends with an event or, at the end of the stream, what is left.
    Chunk {
        /// The number of the exchange.
        exchange: u64,
        /// When it had passed.
        at: Timestamp,
        /// What it is.
        content: Content,
    },
    /// A stream ended, or an exchange without a response.
    End {
        /// The number of the exchange.
        exchange: u64,
        /// When.
        at: Timestamp,
        /// Whether it was the end; otherwise it was cut off.
        complete: bool,
    },
    /// What was found when the traffic was recorded.
    Finding {
        /// The number of the exchange.
        exchange: u64,
        /// Where it was found, as people read it.
        what: String,
        /// How bad it is; `None` if it is unknown here.
        severity: Option<Severity>,
        /// The rule.
        rule: String,
        /// Where in the document.
        pointer: String,
        /// What is wrong.
        message: String,
    },
}

/// How a recording begins.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Header {
    /// The version of the protocol against which it was checked.
    pub protocol_version: String,
    /// Where which binding was served.
    pub mounts: Mounts,
    /// As large a body or event was checked, in bytes; `None` if it is not known.
    pub max_body_bytes: Option<usize>,
}

/// Whose body it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The request's.
    Request,
    /// The response's.
    Response,
}

impl Side {
    /// Its name: `request` or `response`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// A body or a piece of it, as far as a transcript has it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Content {
    /// The bytes, or why they are not there.
    pub bytes: Bytes,
    /// Whether it had its end; otherwise it was cut off.
    pub complete: bool,
}

/// The bytes of a body, or how many there were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bytes {
    /// These.
    Here(Vec<u8>),
    /// So many, which was more than the limit. Of a chunk it is the data of an event.
    TooLarge(usize),
    /// So many, which are left out since they may hold a secret.
    Withheld(usize),
}
