//! What is said in several exchanges with one peer.

mod card;
mod declaration;
mod errors;
mod exchange;
mod listing;
mod push_configs;
mod requests;
mod responses;
mod service_parameters;
mod tasks;

use crate::bounded::Bounded;
use crate::digest::Digest;
use crate::finding::Finding;
use crate::findings::Findings;
use crate::traffic::{Binding, Kind, Record};
use a2a_bindings::protocol::Protocol;
#[cfg(feature = "conformance")]
pub(crate) use declaration::major_minor;

use declaration::Declaration;
use exchange::Exchange;
use listing::Listings;
use serde_json::Value;
use std::sync::{Mutex, PoisonError};
use tasks::Tasks;

/// As many exchanges are open at most; of what answers an older one, nothing is checked here.
const EXCHANGES: usize = 4096;
/// As many messages of clients are known at most.
const MESSAGES: usize = 10_000;

/// Checks what is said in several exchanges with one peer: an agent, and whoever calls it.
///
/// It takes records in the order in which they come, and finds what no single message shows: a task that leaves its
/// context, a terminal state that changes, a page that repeats itself, a capability that the card denies. Each stream
/// among them goes through the rules of [`StreamRules`](crate::StreamRules), and each card through those of
/// [`check_card`](crate::check_card). The pointers of its findings start at the document of the record, with its envelope.
///
/// Exchanges that overlap are no trouble: what an answer has to agree with is what was known before its request came.
///
/// ```
/// use a2a_bindings::v1_0::PROTOCOL;
/// use a2a_validator::traffic::{Inspector, Mounts, Recorder};
/// use a2a_validator::{Conversation, Validator};
///
/// let recorder = Recorder::new();
/// let mounts = Mounts::new().json_rpc("/rpc").http_json("/v1");
/// let mut conversation = Conversation::new(&PROTOCOL);
/// let inspector = Inspector::new(Validator::new(&PROTOCOL)?, mounts, recorder.sink())
///     .with_rules(move |record| conversation.observe(record));
/// # drop(inspector);
/// # Ok::<(), a2a_validator::Error>(())
/// ```
///
/// # Limits
/// It knows the 10,000 latest tasks, with 50 push configurations each, the 10,000 latest messages of clients, 4,096 open
/// exchanges, and 100 listings of 2,000 tasks each. Beyond that the oldest are forgotten, and what cannot be known is not
/// found. It keeps digests of ids and contents and nothing else of what is said: about 300 bytes for a task, and for a
/// stream that is open what [`StreamRules`](crate::StreamRules) keeps.
#[derive(Debug)]
pub struct Conversation {
    protocol: &'static Protocol,
    declaration: Option<Declaration>,
    exchanges: Bounded<u64, Exchange>,
    tasks: Tasks,
    /// What had this `messageId`.
    messages: Bounded<Digest, Digest>,
    listings: Listings,
}

impl Conversation {
    /// A conversation of which nothing is known yet.
    #[must_use]
    pub fn new(protocol: &'static Protocol) -> Self {
        Self {
            protocol,
            declaration: None,
            exchanges: Bounded::new(EXCHANGES),
            tasks: Tasks::new(),
            messages: Bounded::new(MESSAGES),
            listings: Listings::new(),
        }
    }

    /// Sets the agent's card, which is otherwise taken from the first record that has it. Nothing is held to a card
    /// that is not known.
    #[must_use]
    pub fn with_card(mut self, card: &Value) -> Self {
        self.declaration = Some(Declaration::of(card));
        self
    }

    /// Takes the next record, and says what is wrong with it in the light of the earlier ones.
    pub fn observe(&mut self, record: &Record) -> Vec<Finding> {
        let mut findings = Findings::default();
        match (record.binding, record.kind) {
            (Binding::AgentCard, Kind::Response) => self.card(record, &mut findings),
            (Binding::AgentCard, _) => {}
            (_, Kind::Request) => self.request(record, &mut findings),
            (_, Kind::Response) => self.response(record, &mut findings),
            (_, Kind::Event) => self.event(record, &mut findings),
            (_, Kind::StreamEnd) => self.end(record, &mut findings),
        }
        findings.into_vec()
    }

    /// What takes records, adds what is wrong with them, and hands them on.
    pub fn sink(
        self,
        inner: impl Fn(Record) + Send + Sync + 'static,
    ) -> impl Fn(Record) + Send + Sync + 'static {
        let conversation = Mutex::new(self);
        move |mut record| {
            // The lock is not held while others' code runs.
            let findings = {
                let mut conversation = conversation.lock().unwrap_or_else(PoisonError::into_inner);
                conversation.observe(&record)
            };
            record.findings.extend(findings);
            inner(record);
        }
    }
}
