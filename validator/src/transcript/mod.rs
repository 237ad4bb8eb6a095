//! Recorded traffic: a file of JSON Lines that can be read by people, and checked again with the same result.
//!
//! A [`TranscriptWriter`] records what an [`Inspector`](crate::traffic::Inspector) is shown; a [`TranscriptReader`]
//! reads it, and [`check`] shows it to an inspector again. `docs/transcript.md` of the repository describes the format.
//! Credentials are not written: a [`Redaction`] replaces them.
//!
//! ```
//! use a2a_bindings::v1_0::PROTOCOL;
//! use a2a_validator::Validator;
//! use a2a_validator::traffic::Recorder;
//! use a2a_validator::transcript::{TranscriptReader, check};
//!
//! let transcript = br#"{"type":"transcript","version":1,"protocolVersion":"1.0","mounts":{"httpJson":["/v1"]}}
//! {"type":"request","exchange":1,"at":"2026-01-01T00:00:00Z","method":"GET","target":"/v1/tasks/t","headers":[["a2a-version","1.0"]]}
//! {"type":"response","exchange":1,"at":"2026-01-01T00:00:01Z","status":200,"headers":[["content-type","application/json"]],"body":{"text":"{\"id\":\"t\"}"}}
//! "#;
//! let recorder = Recorder::new();
//! check(TranscriptReader::new(&transcript[..]), &Validator::new(&PROTOCOL)?, recorder.sink())?;
//! assert_eq!(recorder.invalid()[0].findings.last().unwrap().message, "`status` is missing");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod check;
mod entry;
mod error;
mod line;
mod log;
mod parse;
mod reader;
mod redaction;
mod writer;

pub use check::{check, check_with};
pub use entry::{Bytes, Content, Entry, Header, Side};
pub use error::{TranscriptError, TranscriptErrorKind};
pub use reader::TranscriptReader;
pub(crate) use redaction::MARKER;
pub use redaction::Redaction;
pub use writer::TranscriptWriter;

pub(crate) use log::{BodyLog, ExchangeLog};
