//! A request and what answers it, as far as one must know of the other.

use super::headers;
use super::inspector::Shared;
#[cfg(feature = "layer")]
use super::judge::Judged;
use super::kept::Absence;
use super::record::{Binding, Direction, Kind, Record};
use crate::document;
use crate::finding::{Finding, Severity};
use crate::findings::Findings;
use crate::subject::Subject;
use a2a_bindings::protocol::MethodInfo;
use http::HeaderMap;
use http::request::Parts;
use serde_json::Value;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A request and what answers it.
pub(super) struct Ongoing {
    pub(super) shared: Arc<Shared>,
    pub(super) binding: Binding,
    pub(super) number: u64,
    headers: Arc<HeaderMap>,
    query: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// `None` while it is unknown, which it stays if the request was not read or cannot be.
    call: Option<Call>,
    /// Waits for `refused` to be known, so that a record never changes after it was handed over.
    request: Option<Record>,
    #[cfg(feature = "layer")]
    judged: Kept,
    refused: Option<bool>,
}

/// What is kept for a judge.
#[cfg(feature = "layer")]
#[derive(Default)]
enum Kept {
    /// There is none.
    #[default]
    No,
    /// Nothing has come since it looked.
    Nothing,
    This(Judged),
}

/// What the request turned out to be; on JSON-RPC only its body tells.
#[derive(Debug, Clone, Default)]
pub(super) struct Call {
    /// `None` if there is no such operation.
    pub(super) method: Option<&'static MethodInfo>,
    /// The id that a JSON-RPC response has to repeat; `null` if the request has none that is valid.
    pub(super) id: Value,
    /// Whether nothing is wrong with the request.
    pub(super) valid: bool,
}

/// What was seen of a document.
pub(super) struct Seen {
    pub(super) subject: Option<Subject<'static>>,
    /// `None` if it is not JSON, or was not read.
    pub(super) content: Option<Arc<Value>>,
    pub(super) event_id: Option<String>,
    pub(super) findings: Vec<Finding>,
    pub(super) bytes: usize,
    pub(super) complete: bool,
}

/// The beginning of a response, as far as records have it.
pub(super) struct Heading {
    pub(super) status: u16,
    pub(super) headers: Arc<HeaderMap>,
}

impl Ongoing {
    pub(super) fn new(shared: &Arc<Shared>, number: u64, binding: Binding, parts: &Parts) -> Self {
        Self {
            shared: Arc::clone(shared),
            binding,
            number,
            headers: Arc::new(parts.headers.clone()),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            state: Mutex::default(),
        }
    }

    /// It is known what the request is, though it may still be on its way.
    pub(super) fn called(&self, call: Call) {
        self.state().call = Some(call);
    }

    /// The request has been seen.
    pub(super) fn requested(&self, mut seen: Seen) {
        let known = self.call().is_some_and(|call| call.method.is_some());
        // What is no operation may be of any version.
        if seen.complete && known && self.binding != Binding::AgentCard {
            let checked = self.shared.validator.protocol().version;
            seen.findings
                .extend(headers::of_version(&self.headers, &self.query, checked));
        }
        let record = self.record(Kind::Request, &self.headers, seen);
        self.state().request = Some(record);
        self.settle();
    }

    /// What the request is; `None` if that is unknown.
    pub(super) fn call(&self) -> Option<Call> {
        self.state().call.clone()
    }

    /// It is known whether the answer is an error. The first answer counts: an error in the midst of a stream does
    /// not refuse the request.
    pub(super) fn answered(&self, refused: bool) {
        self.state().refused.get_or_insert(refused);
        self.settle();
    }

    /// A response, or an event or the end of it, has been seen.
    pub(super) fn responded(&self, kind: Kind, heading: &Heading, refused: bool, seen: Seen) {
        self.answered(refused);
        let mut record = self.record(kind, &heading.headers, seen);
        record.status = Some(heading.status);
        record.refused = refused;
        #[cfg(feature = "layer")]
        self.keep(&record);
        self.shared.hand_over(record);
    }

    /// Adds what is wrong with a document.
    pub(super) fn validate(&self, subject: Subject<'_>, json: &Value, findings: &mut Findings) {
        if let Err(error) = self.shared.validator.check(subject, json, findings) {
            findings.push(Finding::new("", "schema", error.to_string()));
        }
    }

    fn record(&self, kind: Kind, headers: &Arc<HeaderMap>, seen: Seen) -> Record {
        let method = self.state().call.as_ref().and_then(|call| call.method);
        Record {
            exchange: self.number,
            direction: match kind {
                Kind::Request => Direction::Request,
                Kind::Response | Kind::Event | Kind::StreamEnd => Direction::Response,
            },
            kind,
            binding: self.binding,
            operation: method.map(|method| method.name),
            subject: seen.subject,
            content: seen.content,
            event_id: seen.event_id,
            headers: Arc::clone(headers),
            findings: seen.findings,
            bytes: seen.bytes,
            complete: seen.complete,
            status: None,
            refused: false,
            at: self.shared.now(),
        }
    }

    /// Hands over the request's record once everything about it is known.
    fn settle(&self) {
        let mut state = self.state();
        let Some(refused) = state.refused else { return };
        let Some(mut record) = state.request.take() else {
            return;
        };
        // The sink is others' code, so no lock is held.
        drop(state);
        record.refused = refused;
        self.shared.hand_over(record);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No state is ever half written.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// For who decides what may pass.
#[cfg(feature = "layer")]
impl Ongoing {
    pub(super) fn keep_findings(&self) {
        self.state().judged = Kept::Nothing;
    }

    fn keep(&self, record: &Record) {
        let mut state = self.state();
        if !matches!(state.judged, Kept::No) {
            state.judged = Kept::This(judged(record));
        }
    }

    pub(super) fn found_in_request(&self) -> Option<Judged> {
        self.state().request.as_ref().map(judged)
    }

    pub(super) fn take_found(&self) -> Option<Judged> {
        match std::mem::replace(&mut self.state().judged, Kept::Nothing) {
            Kept::This(judged) => Some(judged),
            Kept::No | Kept::Nothing => None,
        }
    }
}

#[cfg(feature = "layer")]
fn judged(record: &Record) -> Judged {
    Judged {
        subject: record.subject,
        content: record.content.clone(),
        findings: record.findings.clone(),
    }
}

impl Drop for Ongoing {
    fn drop(&mut self) {
        // A request that nothing answered is recorded all the same.
        self.answered(false);
    }
}

/// Parses a document and, if it is JSON, has it looked at.
pub(super) fn read(
    bytes: &[u8],
    look: impl FnOnce(&mut Value, &mut Findings),
) -> (Option<Arc<Value>>, Findings) {
    match document::parse(bytes) {
        Ok((mut json, mut findings)) => {
            look(&mut json, &mut findings);
            (Some(Arc::new(json)), findings)
        }
        Err(finding) => {
            let mut findings = Findings::default();
            findings.push(*finding);
            (None, findings)
        }
    }
}

impl Seen {
    /// A document that was seen to its end.
    pub(super) fn checked(subject: Option<Subject<'static>>, findings: Vec<Finding>, bytes: usize) -> Self {
        Self {
            subject,
            content: None,
            event_id: None,
            findings,
            bytes,
            complete: true,
        }
    }

    /// Adds what was read.
    pub(super) fn with_content(mut self, content: Option<Arc<Value>>) -> Self {
        self.content = content;
        self
    }

    /// Adds the SSE id of an event.
    pub(super) fn with_event_id(mut self, id: Option<String>) -> Self {
        self.event_id = id;
        self
    }

    /// A document that is not there to be checked.
    pub(super) fn absent(
        subject: Option<Subject<'static>>,
        bytes: usize,
        why: Absence,
        limit: usize,
    ) -> Self {
        let finding = match why {
            Absence::TooLarge => {
                let message = format!("{bytes} bytes are too much to check; the limit is {limit}");
                Finding::new("", "limit", message).with_severity(Severity::Ambiguous)
            }
            Absence::Withheld => {
                let message = format!(
                    "the transcript withholds these {bytes} bytes, which may hold a secret and are no JSON"
                );
                Finding::new("", "withheld", message).with_severity(Severity::Ambiguous)
            }
        };
        Self::checked(subject, vec![finding], bytes)
    }

    /// A document whose end was not seen, so that nothing can be said about it.
    pub(super) fn cut_off(subject: Option<Subject<'static>>, bytes: usize) -> Self {
        Self {
            subject,
            content: None,
            event_id: None,
            findings: Vec::new(),
            bytes,
            complete: false,
        }
    }

    /// A document that cannot be read here.
    pub(super) fn encoded(subject: Option<Subject<'static>>, bytes: usize) -> Self {
        let finding = Finding::new(
            "",
            "content-encoding",
            "the body is compressed and cannot be checked",
        )
        .with_severity(Severity::Ambiguous);
        Self::checked(subject, vec![finding], bytes)
    }
}
