//! Looking at what has passed.

use super::queue::{Head, Observation, Observations, Side};
use super::routes::{Routes, Table};
use crate::error::{Code, Error, with_causes};
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::traffic::{BodyTap, Exchange, Inspector, Record};
use a2a_validator::transcript::TranscriptWriter;
use a2a_validator::{Conversation, Validator};
use http::{Request, Response};
use std::collections::HashMap;
use std::sync::Arc;

/// Checks what has passed, one thing after the other, on a thread of its own.
pub(crate) struct Checker {
    routes: Arc<Routes>,
    inspector: Inspector,
    /// What the inspector knows of the agent.
    table: Arc<Table>,
    open: HashMap<u64, Open>,
}

/// An exchange that is not over.
#[derive(Default)]
struct Open {
    exchange: Option<Exchange>,
    request: Option<BodyTap>,
    response: Option<BodyTap>,
    /// The agent's side has ended.
    answered: bool,
}

impl Checker {
    /// A checker that hands its records to the sink.
    pub(crate) fn new(
        routes: Arc<Routes>,
        transcript: Option<TranscriptWriter>,
        sink: impl Fn(Record) + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        let validator =
            Validator::new(&PROTOCOL).map_err(|error| Error::new(Code::Internal, with_causes(&error)))?;
        let table = routes.table();
        let mut conversation = Conversation::new(&PROTOCOL);
        let mut inspector = Inspector::new(validator, table.mounts(), sink)
            .with_rules(move |record| conversation.observe(record));
        if let Some(transcript) = transcript {
            inspector = inspector.with_transcript(transcript);
        }
        Ok(Self {
            routes,
            inspector,
            table,
            open: HashMap::new(),
        })
    }

    /// Looks at everything, until there will be no more.
    pub(crate) fn run(mut self, mut observations: Observations) {
        while let Some(observation) = observations.next() {
            self.observe(observation);
        }
    }

    fn observe(&mut self, observation: Observation) {
        let Observation {
            exchange: number,
            side,
            head,
            data,
            end,
            ..
        } = observation;
        if let Some(Head::Request { .. }) = &head {
            self.look_at_cards();
        }
        let Self { inspector, open, .. } = self;
        let exchange = open.entry(number).or_default();
        match head {
            Some(Head::Request { method, uri, headers }) => {
                let (mut parts, ()) = Request::new(()).into_parts();
                (parts.method, parts.uri, parts.headers) = (method, uri, headers);
                let (waiting, tap) = inspector.request(&parts);
                (exchange.exchange, exchange.request) = (Some(waiting), Some(tap));
            }
            Some(Head::Response { status, headers }) => {
                let (mut parts, ()) = Response::new(()).into_parts();
                (parts.status, parts.headers) = (status, headers);
                exchange.response = exchange.exchange.take().map(|waiting| waiting.response(&parts));
            }
            None => {}
        }
        let tap = match side {
            Side::Client => &mut exchange.request,
            Side::Agent => &mut exchange.response,
        };
        if let Some(tap) = tap {
            tap.data(&data);
        }
        let Some(complete) = end else { return };
        if let Some(tap) = tap.take() {
            tap.end(complete);
        }
        if side == Side::Agent {
            // Without a response there is none to come.
            exchange.exchange = None;
            exchange.answered = true;
        }
        if exchange.answered && exchange.request.is_none() {
            open.remove(&number);
        }
    }

    /// Takes in what cards have said since the last look. It waits for the end of what is open, so that in a transcript
    /// every exchange is in one recording. Nearly always the card comes first.
    fn look_at_cards(&mut self) {
        let table = self.routes.table();
        if self.open.is_empty() && !Arc::ptr_eq(&table, &self.table) {
            self.inspector = self.inspector.clone().with_mounts(table.mounts());
            self.table = table;
        }
    }
}
