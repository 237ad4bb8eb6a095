//! Tests (§3.2 of the format).

use super::known::{Contradiction, Known};
use super::reader::{Members, Node};
use super::step::{NamedAssertion, Names, Step};
use crate::acts::error::{SuiteError, quoted};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;

/// How binding a test is, by the words of RFC 2119.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// An absolute requirement.
    Must,
    /// A recommendation.
    Should,
    /// An option.
    May,
}

impl Level {
    /// All of them, the strictest first.
    pub const ALL: [Self; 3] = [Self::Must, Self::Should, Self::May];

    /// Its name in the format: `must`, `should` or `may`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::May => "may",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// A binding, by its name in the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Transport {
    /// JSON-RPC (§9 of the specification).
    JsonRpc,
    /// gRPC (§10), over which nothing can be run here.
    Grpc,
    /// HTTP+JSON (§11), which the format calls REST.
    Rest,
}

impl Transport {
    /// Its name in the format: `jsonrpc`, `grpc` or `rest`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::JsonRpc => "jsonrpc",
            Self::Grpc => "grpc",
            Self::Rest => "rest",
        }
    }

    /// Its name in an agent card (§5.1 of the specification).
    #[must_use]
    pub fn protocol_binding(self) -> &'static str {
        match self {
            Self::JsonRpc => "JSONRPC",
            Self::Grpc => "GRPC",
            Self::Rest => "HTTP+JSON",
        }
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What a test needs of the runner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Requirement {
    WebhookEndpoint,
    ConcurrentStreams,
    StreamDisconnect,
    AuthCredentials,
    HeaderInspection,
}

/// What a test leaves to the runner in words. Suites of our own ask for it by name, in `x-checks`; for the official
/// one, `known.yaml` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Check {
    /// The last answer has `Cache-Control` or `ETag`.
    CacheHeaders,
    /// Everything that the agent sent is valid.
    Schema,
    /// The last answer is `application/json`.
    ContentTypeJson,
    /// The last answer is `application/a2a+json`.
    ContentTypeA2a,
    /// The webhook is called.
    WebhookDelivery,
    /// The webhook is called with the credentials that were registered.
    WebhookCredentials,
    /// The webhook is called with a valid payload about the task.
    WebhookPayload,
    /// Two streams of the task have the same events.
    SameEvents,
    /// A stream goes on after another one of the same task was closed.
    CloseOneStream,
    /// A client that was disconnected subscribes again, and has the task first.
    Resubscribe,
    /// Two refusals in a row do not differ.
    SameError,
    /// Raw steps are sent without the credentials of the run.
    WithoutCredentials,
    /// The steps do not show what the test is about.
    Unobservable,
}

const CHECKS: &[(&str, Check)] = &[
    ("cache-headers", Check::CacheHeaders),
    ("schema", Check::Schema),
    ("content-type-json", Check::ContentTypeJson),
    ("content-type-a2a", Check::ContentTypeA2a),
    ("webhook-delivery", Check::WebhookDelivery),
    ("webhook-credentials", Check::WebhookCredentials),
    ("webhook-payload", Check::WebhookPayload),
    ("same-events", Check::SameEvents),
    ("close-one-stream", Check::CloseOneStream),
    ("resubscribe", Check::Resubscribe),
    ("same-error", Check::SameError),
    ("without-credentials", Check::WithoutCredentials),
    ("unobservable", Check::Unobservable),
];

impl Check {
    pub(crate) fn parse_list(node: &Node<'_>) -> Result<Vec<Self>, SuiteError> {
        node.list()?.iter().map(|node| node.word(CHECKS)).collect()
    }

    pub(crate) fn needs_webhook(self) -> bool {
        matches!(
            self,
            Self::WebhookDelivery | Self::WebhookCredentials | Self::WebhookPayload
        )
    }
}

/// What the agent must advertise for a test to say something about it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Preconditions {
    pub(crate) capabilities: Vec<(String, Value)>,
    pub(crate) skills: Vec<String>,
    pub(crate) transport: Vec<Transport>,
    pub(crate) extensions: Vec<String>,
}

/// A test.
#[derive(Debug)]
pub(crate) struct Test {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) spec_ref: String,
    pub(crate) level: Level,
    pub(crate) tags: Vec<String>,
    /// Empty for all.
    pub(crate) transport: Vec<Transport>,
    pub(crate) preconditions: Preconditions,
    pub(crate) behaviors: Vec<String>,
    pub(crate) requirements: Vec<Requirement>,
    pub(crate) steps: Vec<Step>,
    pub(crate) assertions: Vec<NamedAssertion>,
    pub(crate) checks: Vec<Check>,
    pub(crate) contradiction: Option<Contradiction>,
    /// The test as it would agree with the specification.
    pub(crate) corrected: Option<Box<Test>>,
    /// Where it stands.
    pub(crate) place: String,
}

const MEMBERS: &[&str] = &[
    "id",
    "name",
    "description",
    "spec_ref",
    "level",
    "tags",
    "transport",
    "preconditions",
    "requires_behaviors",
    "origin",
    "runner_requirements",
    "steps",
    "assertions",
    "x-checks",
];

const LEVELS: &[(&str, Level)] = &[
    ("must", Level::Must),
    ("should", Level::Should),
    ("may", Level::May),
];
const TRANSPORTS: &[(&str, Transport)] = &[
    ("jsonrpc", Transport::JsonRpc),
    ("grpc", Transport::Grpc),
    ("rest", Transport::Rest),
];
const REQUIREMENTS: &[(&str, Requirement)] = &[
    ("webhook_endpoint", Requirement::WebhookEndpoint),
    ("concurrent_streams", Requirement::ConcurrentStreams),
    ("stream_disconnect", Requirement::StreamDisconnect),
    ("auth_credentials", Requirement::AuthCredentials),
    ("header_inspection", Requirement::HeaderInspection),
];
/// The tag by which the official suite says that its steps are not the whole test.
const LEFT_TO_RUNNER: &str = "runner-special";

impl Test {
    pub(crate) fn parse(node: &Node<'_>, tags: &[String], known: &[Known]) -> Result<Self, SuiteError> {
        let mut test = Self::as_written(node, tags)?;
        let Some(known) = known.iter().find(|known| known.test == test.id) else {
            if test.is_left_to_runner() && test.checks.is_empty() {
                test.checks.push(Check::Unobservable);
            }
            return Ok(test);
        };
        test.checks.extend(&known.checks);
        // What cannot be corrected is another test under the same id.
        let corrected = known
            .corrected(node.value)
            .and_then(|value| Self::as_written(&node.with_value(&value), tags).ok());
        let is_this_test = known.set.is_empty() || corrected.is_some();
        test.contradiction = known.contradiction.clone().filter(|_| is_this_test);
        test.corrected = corrected.map(|corrected| {
            Box::new(Self {
                checks: test.checks.clone(),
                ..corrected
            })
        });
        Ok(test)
    }

    fn is_left_to_runner(&self) -> bool {
        self.tags.iter().any(|tag| tag == LEFT_TO_RUNNER)
    }

    fn as_written(node: &Node<'_>, tags: &[String]) -> Result<Self, SuiteError> {
        let members = node.object("a test", MEMBERS)?;
        let mut all_tags = tags.to_vec();
        all_tags.extend(members.texts("tags")?);
        let mut names = Names::default();
        let mut steps = Vec::new();
        let mut ids = BTreeSet::new();
        for node in members.required("steps")?.filled_list()? {
            let step = Step::parse(&node, &mut names)?;
            if !ids.insert(step.id.clone()) {
                return Err(node.error(format!("the test has two steps {}", quoted(&step.id))));
            }
            steps.push(step);
        }
        let transport = transports(members.get("transport"))?;
        members.text("origin")?;
        Ok(Self {
            id: members.required("id")?.text()?.to_owned(),
            name: members.required("name")?.text()?.to_owned(),
            description: members.text("description")?,
            spec_ref: members.text("spec_ref")?,
            level: members.required("level")?.word(LEVELS)?,
            tags: all_tags,
            preconditions: members
                .get("preconditions")
                .map_or(Ok(Preconditions::default()), |node| preconditions(&node))?,
            behaviors: members.texts("requires_behaviors")?,
            requirements: requirements(&members)?,
            assertions: NamedAssertion::parse_list(members.get("assertions"), &names)?,
            checks: members
                .get("x-checks")
                .map_or(Ok(Vec::new()), |node| Check::parse_list(&node))?,
            transport,
            steps,
            contradiction: None,
            corrected: None,
            place: format!("{}:{}", node.file(), node.error("").line()),
        })
    }

    /// Whether the runner has to be reachable for the agent.
    pub(crate) fn needs_webhook(&self) -> bool {
        self.requirements.contains(&Requirement::WebhookEndpoint)
            || self.checks.iter().any(|check| check.needs_webhook())
    }
}

fn transports(node: Option<Node<'_>>) -> Result<Vec<Transport>, SuiteError> {
    node.map_or(Ok(Vec::new()), |node| {
        node.filled_list()?
            .iter()
            .map(|node| node.word(TRANSPORTS))
            .collect()
    })
}

fn requirements(members: &Members<'_>) -> Result<Vec<Requirement>, SuiteError> {
    members.get("runner_requirements").map_or(Ok(Vec::new()), |node| {
        node.list()?.iter().map(|node| node.word(REQUIREMENTS)).collect()
    })
}

fn preconditions(node: &Node<'_>) -> Result<Preconditions, SuiteError> {
    let known = ["capabilities", "skills", "transport", "extensions", "description"];
    let members = node.object("preconditions", &known)?;
    members.text("description")?;
    let mut capabilities = Vec::new();
    if let Some(node) = members.get("capabilities") {
        for (name, node) in node.members("capabilities")?.iter() {
            capabilities.push((name.to_owned(), node.value.clone()));
        }
    }
    let mut skills = Vec::new();
    if let Some(node) = members.get("skills") {
        for node in node.list()? {
            skills.push(
                node.object("a skill", &["id"])?
                    .required("id")?
                    .text()?
                    .to_owned(),
            );
        }
    }
    Ok(Preconditions {
        capabilities,
        skills,
        transport: transports(members.get("transport"))?,
        extensions: members.texts("extensions")?,
    })
}
