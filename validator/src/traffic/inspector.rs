//! What all traffic is shown to.

#[cfg(feature = "layer")]
use super::judge::Judge;
use super::mounts::Mounts;
use super::ongoing::Ongoing;
use super::record::Record;
use super::tap::BodyTap;
use super::{request, response};
use crate::finding::Finding;
use crate::transcript::{ExchangeLog, TranscriptWriter};
use crate::validator::Validator;
use http::{request as http_request, response as http_response};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use std::time::Instant;

/// As much of a body or event is checked, if nothing else is said.
pub(crate) const DEFAULT_MAX_BODY_BYTES: usize = 16 << 20;

/// Checks HTTP traffic that is shown to it; it does no input or output of its own.
///
/// Its clones are the same one. What shows it traffic may be a server, a client, a proxy, or the reader of a
/// [transcript](mod@crate::transcript):
///
/// ```
/// use a2a_bindings::v1_0::PROTOCOL;
/// use a2a_validator::Validator;
/// use a2a_validator::traffic::{Mounts, Recorder, Inspector};
///
/// let recorder = Recorder::new();
/// let mounts = Mounts::new().json_rpc("/rpc").http_json("/v1");
/// let traffic = Inspector::new(Validator::new(&PROTOCOL)?, mounts, recorder.sink());
///
/// let (request, ()) = http::Request::get("/v1/tasks/t-1").header("a2a-version", "1.0").body(())?.into_parts();
/// let (response, ()) = http::Response::builder().header("content-type", "application/json").body(())?.into_parts();
/// let (exchange, body) = traffic.request(&request);
/// body.end(true);
/// let mut body = exchange.response(&response);
/// body.data(br#"{"id": "t-1", "#);
/// body.data(br#""status": {"state": "done"}}"#);
/// body.end(true);
///
/// assert_eq!(recorder.findings()[0].pointer, "/status/state");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Inspector(Arc<Shared>);

/// More that is checked: it sees every record in the order in which they are handed over, and says what else is wrong.
type Rule = Arc<Mutex<dyn FnMut(&Record) -> Vec<Finding> + Send>>;

/// What all exchanges share.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) validator: Validator,
    pub(super) mounts: Mounts,
    pub(super) max_body_bytes: usize,
    sink: Arc<dyn Fn(Record) + Send + Sync>,
    rules: Vec<Rule>,
    transcript: Option<TranscriptWriter>,
    /// The transcript has its first line.
    begun: Arc<Once>,
    /// Held while something is written down, checked and handed over, so that all of this has one order.
    order: Arc<Mutex<()>>,
    exchanges: Arc<AtomicU64>,
    /// The time, if it is not now.
    clock: Option<Arc<Mutex<Instant>>>,
}

impl Inspector {
    /// Looks at what is at these places, and hands a record of each thing to the sink.
    ///
    /// The sink is called where traffic passes, so it must not block, nor end an exchange or a body itself;
    /// [`Recorder::sink`](super::Recorder::sink) gives one.
    pub fn new(validator: Validator, mounts: Mounts, sink: impl Fn(Record) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Shared {
            validator,
            mounts,
            max_body_bytes: DEFAULT_MAX_BODY_BYTES,
            sink: Arc::new(sink),
            rules: Vec::new(),
            transcript: None,
            begun: Arc::new(Once::new()),
            order: Arc::default(),
            exchanges: Arc::default(),
            clock: None,
        }))
    }

    /// Replaces the places that are looked at, for exchanges that begin from now on: numbers go on, rules remember, and
    /// a transcript gets another recording. Exchanges of the one before have to be over then.
    #[must_use]
    pub fn with_mounts(mut self, mounts: Mounts) -> Self {
        let shared = Arc::make_mut(&mut self.0);
        shared.mounts = mounts;
        shared.begun = Arc::new(Once::new());
        self
    }

    /// Sets how large a body or event may be, in bytes, to be checked; 16 MiB by default. A larger one passes like
    /// any other and is recorded with the rule `limit`.
    #[must_use]
    pub fn with_max_body_bytes(mut self, max_body_bytes: usize) -> Self {
        Arc::make_mut(&mut self.0).max_body_bytes = max_body_bytes;
        self
    }

    /// Adds rules that a document cannot break alone, but a conversation can: they see each record before the sink, one
    /// at a time, and what they find is added to its findings. Several are asked in the order in which they were added.
    #[must_use]
    pub fn with_rules(mut self, rules: impl FnMut(&Record) -> Vec<Finding> + Send + 'static) -> Self {
        Arc::make_mut(&mut self.0).rules.push(Arc::new(Mutex::new(rules)));
        self
    }

    /// Writes everything that is looked at into a transcript. Then one thing is checked after the other, so that the
    /// transcript has the order in which it was done.
    #[must_use]
    pub fn with_transcript(mut self, transcript: TranscriptWriter) -> Self {
        let shared = Arc::make_mut(&mut self.0);
        shared.transcript = Some(transcript);
        shared.begun = Arc::new(Once::new());
        self
    }

    /// The places that are looked at.
    #[must_use]
    pub fn mounts(&self) -> &Mounts {
        &self.0.mounts
    }

    /// What documents are checked with.
    #[must_use]
    pub fn validator(&self) -> &Validator {
        &self.0.validator
    }

    /// As large a body or event is checked, in bytes.
    #[must_use]
    pub fn max_body_bytes(&self) -> usize {
        self.0.max_body_bytes
    }

    /// A request begins: gives what sees its response, and what sees its body. End the body of a request that has none
    /// too.
    ///
    /// Of what is not under a mount nothing is recorded, and the exchange is one like any other.
    pub fn request(&self, parts: &http_request::Parts) -> (Exchange, BodyTap) {
        self.begin(parts, None)
    }

    /// A request that has its number already.
    pub(crate) fn numbered_request(&self, parts: &http_request::Parts, number: u64) -> (Exchange, BodyTap) {
        self.begin(parts, Some(number))
    }

    fn begin(&self, parts: &http_request::Parts, number: Option<u64>) -> (Exchange, BodyTap) {
        let shared = &self.0;
        let _order = shared.order();
        match request::begin(shared, parts, number) {
            Some((ongoing, tap)) => {
                let log = shared.transcript.as_ref().map(|transcript| {
                    shared.begun.call_once(|| {
                        transcript.begin(shared.validator.protocol(), &shared.mounts, shared.max_body_bytes);
                    });
                    transcript.request(ongoing.number, parts, shared.max_body_bytes)
                });
                let (log, body_log) = log.unzip();
                let body = BodyTap::new(shared, tap, body_log);
                (Exchange(Some((ongoing, log))), body)
            }
            None => (Exchange(None), BodyTap::default()),
        }
    }

    /// Takes the time from here instead of from the system.
    pub(crate) fn with_clock(mut self, clock: Arc<Mutex<Instant>>) -> Self {
        Arc::make_mut(&mut self.0).clock = Some(clock);
        self
    }
}

impl Shared {
    /// Waits until nobody else is at it, if the order matters.
    pub(super) fn order(&self) -> Option<MutexGuard<'_, ()>> {
        let matters = self.transcript.is_some() || !self.rules.is_empty();
        let order = matters.then_some(&self.order);
        order.map(|order| order.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The number of the next exchange.
    pub(super) fn next(&self) -> u64 {
        self.exchanges.fetch_add(1, Ordering::Relaxed) + 1
    }

    pub(super) fn now(&self) -> Instant {
        match &self.clock {
            Some(clock) => *clock.lock().unwrap_or_else(PoisonError::into_inner),
            None => Instant::now(),
        }
    }

    /// Hands a record over.
    pub(super) fn hand_over(&self, mut record: Record) {
        for rule in &self.rules {
            let mut rule = rule.lock().unwrap_or_else(PoisonError::into_inner);
            let found = (*rule)(&record);
            record.findings.extend(found);
        }
        if let Some(transcript) = &self.transcript {
            transcript.findings(&record);
        }
        (self.sink)(record);
    }
}

impl fmt::Debug for Inspector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Inspector")
            .field("mounts", &self.0.mounts)
            .field("max_body_bytes", &self.0.max_body_bytes)
            .finish_non_exhaustive()
    }
}

/// A request that waits for its response. Dropped, it was not answered.
#[must_use = "the request counts as unanswered when this is dropped"]
pub struct Exchange(Option<(Arc<Ongoing>, Option<ExchangeLog>)>);

impl Exchange {
    /// Its number, from 1, which its records have; `None` if it is not looked at.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        self.0.as_ref().map(|(ongoing, _)| ongoing.number)
    }

    /// What knows what is found in this exchange; `None` if it is not looked at. Drop it before this.
    #[cfg(feature = "layer")]
    pub(crate) fn judge(&self) -> Option<Judge> {
        self.0.as_ref().map(|(ongoing, _)| Judge::new(ongoing))
    }

    /// The response begins: gives what sees its body.
    ///
    /// Hand over the final response only: 1xx are none.
    pub fn response(mut self, parts: &http_response::Parts) -> BodyTap {
        let Some((ongoing, log)) = self.0.take() else {
            return BodyTap::default();
        };
        let shared = Arc::clone(&ongoing.shared);
        let _order = shared.order();
        let log = log.map(|log| {
            let (watched, streams) = response::is_watched(&ongoing, parts);
            log.response(parts, watched, streams)
        });
        let tap = response::begin(&ongoing, parts);
        drop(ongoing);
        BodyTap::new(&shared, tap, log)
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let Some((ongoing, log)) = self.0.take() else {
            return;
        };
        let shared = Arc::clone(&ongoing.shared);
        let _order = shared.order();
        if let Some(log) = log {
            log.unanswered();
        }
        drop(ongoing);
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Exchange")
            .field("number", &self.number())
            .finish()
    }
}
