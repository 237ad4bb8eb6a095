//! Writing a transcript.

use super::line::{Line, string};
use super::log::{BodyLog, ExchangeLog};
use super::redaction::{MARKER, Redaction};
use crate::finding::Finding;
use crate::traffic::{Mounts, Record};
use a2a_bindings::Timestamp;
use a2a_bindings::protocol::Protocol;
use http::request::Parts;
use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Rules whose messages name members and quote no values.
const NAMES_ONLY: [&str; 4] = ["additionalProperties", "duplicate-member", "oneOf", "required"];

/// As many secrets are remembered for what findings quote.
const MAX_RECENT: usize = 256;

/// The version of the format that is written.
pub(super) const VERSION: u64 = 1;

/// Writes a transcript, line by line: each is flushed at once. Its clones write the same one.
///
/// Give it to one [`Inspector`](crate::traffic::Inspector) with
/// [`with_transcript`](crate::traffic::Inspector::with_transcript). What goes wrong with writing stops nothing but the
/// transcript; [`check`](Self::check) tells. It is written to where traffic passes, which waits meanwhile: a file is fast
/// enough; what is slower needs a thread of its own behind it.
///
/// # Memory
/// A document is kept until its end, and of a stream the event that is passing, each up to the size that the inspector
/// checks; of exchanges that are over nothing is kept.
#[derive(Clone)]
pub struct TranscriptWriter(Arc<Mutex<Inner>>);

struct Inner {
    out: Box<dyn Write + Send>,
    error: Option<io::Error>,
    redaction: Redaction,
    /// Secrets that passed lately, for what findings quote.
    recent: VecDeque<String>,
}

impl TranscriptWriter {
    /// Writes to a file that was opened for appending, or whatever else takes bytes, without credentials
    /// ([`Redaction::new`]).
    pub fn new(out: impl Write + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Inner {
            out: Box::new(out),
            error: None,
            redaction: Redaction::new(),
            recent: VecDeque::new(),
        })))
    }

    /// Replaces what says which things are secret.
    #[must_use]
    pub fn with_redaction(self, redaction: Redaction) -> Self {
        self.inner().redaction = redaction;
        self
    }

    /// Whether everything was written so far.
    ///
    /// # Errors
    /// It could not be; nothing more is written since then. The error is given once.
    pub fn check(&self) -> io::Result<()> {
        let inner = &mut *self.inner();
        match inner.error.take() {
            None => Ok(()),
            Some(error) => {
                // What comes later would have a gap before it.
                inner.out = Box::new(io::sink());
                Err(error)
            }
        }
    }

    /// A recording begins.
    pub(crate) fn begin(&self, protocol: &Protocol, mounts: &Mounts, max_body_bytes: usize) {
        self.inner().redaction.learn_schema(protocol.schema);
        let line = Line::new("transcript")
            .number("version", VERSION)
            .text("protocolVersion", protocol.version)
            .text("at", &now())
            .json("mounts", &mounts_json(mounts))
            .number("maxBodyBytes", u64::try_from(max_body_bytes).unwrap_or(u64::MAX));
        self.write(line);
    }

    /// A request begins.
    pub(crate) fn request(&self, exchange: u64, parts: &Parts, limit: usize) -> (ExchangeLog, BodyLog) {
        ExchangeLog::begin(self.clone(), exchange, parts, limit)
    }

    /// What is wrong with something that was written.
    pub(crate) fn findings(&self, record: &Record) {
        for finding in &record.findings {
            let (pointer, message) = self.clean(finding);
            let line = Line::new("finding")
                .number("exchange", record.exchange)
                .text("what", record.kind.as_str())
                .text("severity", finding.severity.as_str())
                .text("rule", &finding.rule)
                .text("pointer", &pointer)
                .text("message", &message);
            self.write(line);
        }
    }

    /// Where a finding is and what it says, without secrets: messages quote documents.
    fn clean(&self, finding: &Finding) -> (String, String) {
        let inner = &mut *self.inner();
        let recent = inner.recent.make_contiguous();
        let mask = |text: &str| inner.redaction.message(text, recent);
        let quotes = !NAMES_ONLY.contains(&finding.rule.as_str());
        let message = if quotes && inner.redaction.is_secret(&finding.pointer) {
            MARKER.to_owned()
        } else {
            mask(&finding.message)
        };
        (mask(&finding.pointer), message)
    }

    /// Remembers secrets that passed.
    pub(super) fn remember(&self, secrets: &[String]) {
        let recent = &mut self.inner().recent;
        for secret in secrets {
            if !recent.contains(secret) {
                recent.push_back(secret.clone());
            }
            // At once, since there may be very many.
            if recent.len() > MAX_RECENT {
                recent.pop_front();
            }
        }
    }

    pub(super) fn write(&self, line: Line) {
        let mut inner = self.inner();
        if inner.error.is_some() {
            return;
        }
        let written = inner.out.write_all(line.end().as_bytes());
        if let Err(error) = written.and_then(|()| inner.out.flush()) {
            inner.error = Some(error);
        }
    }

    /// Does something with what says which things are secret.
    pub(super) fn with<T>(&self, act: impl FnOnce(&mut Redaction) -> T) -> T {
        act(&mut self.inner().redaction)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // A panic in somebody's writer leaves a line half written at worst, which readers notice.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for TranscriptWriter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TranscriptWriter").finish_non_exhaustive()
    }
}

/// The time, as lines have it.
pub(super) fn now() -> String {
    Timestamp::now().to_string()
}

fn mounts_json(mounts: &Mounts) -> String {
    fn list<'a>(paths: impl Iterator<Item = &'a str>) -> String {
        let paths: Vec<_> = paths.map(string).collect();
        format!("[{}]", paths.join(","))
    }
    format!(
        "{{\"jsonRpc\":{},\"httpJson\":{},\"ignored\":{}}}",
        list(mounts.json_rpc_paths()),
        list(mounts.http_json_paths()),
        list(mounts.ignored_paths()),
    )
}
