//! Exchanges that are shown to an inspector, and what becomes of them.

use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::Validator;
use a2a_validator::traffic::{BodyTap, Exchange, Inspector, Mounts, Record};
use a2a_validator::transcript::{TranscriptReader, TranscriptWriter, check};
use http::{Request, Response};
use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

pub(crate) const JSON: &str = "content-type: application/json";
pub(crate) const A2A_JSON: &str = "content-type: application/a2a+json";
pub(crate) const EVENTS: &str = "content-type: text/event-stream";
pub(crate) const VERSION: &str = "a2a-version: 1.0";

/// One exchange; headers are lines, as of HTTP.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act<'a> {
    /// Verb and target.
    pub(crate) asked: &'a str,
    pub(crate) headers: &'a [&'a str],
    pub(crate) body: &'a [u8],
    /// 0 if nothing answers.
    pub(crate) status: u16,
    pub(crate) answer_headers: &'a [&'a str],
    pub(crate) answer: &'a [u8],
    /// Whether the answer has its end.
    pub(crate) complete: bool,
    /// Whether it is answered before the request has its end.
    pub(crate) early: bool,
}

pub(crate) const fn act<'a>(asked: &'a str, headers: &'a [&'a str], body: &'a [u8]) -> Act<'a> {
    Act {
        asked,
        headers,
        body,
        status: 0,
        answer_headers: &[],
        answer: b"",
        complete: true,
        early: false,
    }
}

impl<'a> Act<'a> {
    pub(crate) const fn answered(mut self, status: u16, headers: &'a [&'a str], body: &'a [u8]) -> Self {
        self.status = status;
        self.answer_headers = headers;
        self.answer = body;
        self
    }

    pub(crate) const fn cut(mut self) -> Self {
        self.complete = false;
        self
    }

    pub(crate) const fn early(mut self) -> Self {
        self.early = true;
        self
    }
}

pub(crate) fn validator() -> &'static Validator {
    static VALIDATOR: OnceLock<Validator> = OnceLock::new();
    VALIDATOR.get_or_init(|| Validator::new(&PROTOCOL).unwrap())
}

pub(crate) fn mounts() -> Mounts {
    Mounts::new()
        .json_rpc("/rpc")
        .http_json("/v1")
        .ignore("/v1/health")
}

/// Records, as they are handed over.
#[derive(Debug, Clone, Default)]
pub(crate) struct Records(Arc<Mutex<Vec<Record>>>);

impl Records {
    pub(crate) fn sink(&self) -> impl Fn(Record) + Send + Sync + 'static + use<> {
        let records = Arc::clone(&self.0);
        move |record| records.lock().unwrap().push(record)
    }

    /// What is the same whenever it is checked.
    pub(crate) fn lines(&self) -> Vec<String> {
        let records = self.0.lock().unwrap();
        records.iter().map(line).collect()
    }
}

/// All of a record but its size, which redaction changes, and its time.
pub(crate) fn line(record: &Record) -> String {
    format!(
        "#{} {:?} {:?} {:?} {:?} status {:?} complete {} refused {} {:#?}",
        record.exchange,
        record.kind,
        record.binding,
        record.operation,
        record.subject,
        record.status,
        record.complete,
        record.refused,
        record.findings
    )
}

/// A file in memory.
#[derive(Debug, Clone, Default)]
pub(crate) struct File(Arc<Mutex<Vec<u8>>>);

impl File {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// An act that is going on.
pub(crate) struct Going<'a> {
    act: Act<'a>,
    chunk: usize,
    exchange: Option<Exchange>,
    request: Option<BodyTap>,
    response: Option<BodyTap>,
    sent: usize,
    received: usize,
}

impl<'a> Going<'a> {
    pub(crate) fn begin(inspector: &Inspector, act: Act<'a>, chunk: usize) -> Self {
        let (verb, target) = act.asked.split_once(' ').unwrap();
        let mut request = Request::builder().method(verb).uri(target);
        for header in act.headers {
            let (name, value) = header.split_once(": ").unwrap();
            request = request.header(name, value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let (exchange, body) = inspector.request(&parts);
        Self {
            act,
            chunk,
            exchange: Some(exchange),
            request: Some(body),
            response: None,
            sent: 0,
            received: 0,
        }
    }

    /// Goes on by one piece; `false` when it is over.
    pub(crate) fn step(&mut self) -> bool {
        let answer_is_due = self.request.is_none() || self.act.early && self.sent > 0;
        if let Some(exchange) = self.exchange.take_if(|_| answer_is_due) {
            if self.act.status == 0 {
                return self.request.is_some();
            }
            let mut response = Response::builder().status(self.act.status);
            for header in self.act.answer_headers {
                let (name, value) = header.split_once(": ").unwrap();
                response = response.header(name, value);
            }
            let (parts, ()) = response.body(()).unwrap().into_parts();
            self.response = Some(exchange.response(&parts));
            return true;
        }
        if self.response.is_none() || self.received > 0 && self.request.is_some() {
            let request = self.request.as_mut();
            let piece = self.act.body.chunks(self.chunk).nth(self.sent);
            match (request, piece) {
                (Some(request), Some(piece)) => {
                    request.data(piece);
                    self.sent += 1;
                }
                (Some(_), None) => self.request.take().unwrap().end(true),
                (None, _) => return false,
            }
            return true;
        }
        match self.act.answer.chunks(self.chunk).nth(self.received) {
            Some(piece) => {
                self.response.as_mut().unwrap().data(piece);
                self.received += 1;
            }
            None => {
                if let Some(request) = self.request.take() {
                    request.end(true);
                }
                self.response.take().unwrap().end(self.act.complete);
                return false;
            }
        }
        true
    }
}

/// Shows the acts one after the other, all in pieces of this size, and gives the records and the transcript.
pub(crate) fn perform(acts: &[Act<'_>], chunk: usize) -> (Records, String) {
    perform_with(acts, chunk, |inspector| inspector, |transcript| transcript)
}

pub(crate) fn perform_with(
    acts: &[Act<'_>],
    chunk: usize,
    inspector: impl FnOnce(Inspector) -> Inspector,
    transcript: impl FnOnce(TranscriptWriter) -> TranscriptWriter,
) -> (Records, String) {
    let (records, file) = (Records::default(), File::default());
    let writer = transcript(TranscriptWriter::new(file.clone()));
    let shown = Inspector::new(validator().clone(), mounts(), records.sink()).with_transcript(writer.clone());
    let shown = inspector(shown);
    for act in acts {
        let mut going = Going::begin(&shown, *act, chunk);
        while going.step() {}
    }
    writer.check().unwrap();
    (records, file.text())
}

/// Checks a transcript.
pub(crate) fn check_again(transcript: &str) -> Vec<String> {
    let records = Records::default();
    check(
        TranscriptReader::new(transcript.as_bytes()),
        validator(),
        records.sink(),
    )
    .unwrap();
    records.lines()
}
