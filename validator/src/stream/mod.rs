//! The order and the life of one stream (§3.1.2, §3.1.6, §11.7), whatever carries it.

pub(crate) mod artifacts;
mod event_ids;
pub(crate) mod snapshot;

use crate::digest::Digest;
use crate::finding::Finding;
use crate::findings::Findings;
use crate::place::Place;
use crate::rules;
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::TaskState;
use artifacts::Artifacts;
use event_ids::EventIds;
use serde_json::Value;
pub(crate) use snapshot::Asked;

/// Checks the events of one stream as they come.
///
/// What it takes are `StreamResponse`s, alone or in the envelope of JSON-RPC, from wherever they are: a connection, a
/// file with one on each line, webhooks. It looks at their order and at what they say of each other; whether each is
/// valid by itself is [`Validator::validate`](crate::Validator::validate)'s to say.
///
/// ```
/// use a2a_validator::StreamRules;
/// use serde_json::json;
///
/// let mut rules = StreamRules::new();
/// let status = |state| json!({ "taskId": "t", "contextId": "c", "status": { "state": state } });
/// assert!(rules.event(&json!({ "task": { "id": "t", "status": { "state": "TASK_STATE_WORKING" } } })).is_empty());
/// assert!(rules.event(&json!({ "statusUpdate": status("TASK_STATE_COMPLETED") })).is_empty());
///
/// let findings = rules.event(&json!({ "statusUpdate": status("TASK_STATE_WORKING") }));
/// assert_eq!(findings[0].rule, "stream-after-terminal");
/// assert!(rules.end(true).is_empty());
/// ```
///
/// # Limits
/// It knows the 256 latest artifacts of a stream and its 100 latest SSE ids, and keeps about a hundred bytes of each.
#[derive(Debug)]
pub struct StreamRules {
    opened: Opened,
    asked: Asked,
    phase: Phase,
    task: Option<Digest>,
    context: Option<Digest>,
    state: Option<TaskState>,
    timestamp: Option<Timestamp>,
    artifacts: Artifacts,
    ids: EventIds,
    /// The task came again, after which nothing should come.
    again: bool,
    /// It was said already that something came after the end.
    said_interrupted: bool,
}

/// What opened a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    Message,
    Subscription,
    /// A subscription that goes on behind an event, by `Last-Event-ID`.
    Resumption,
    Unknown,
}

/// How far a stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Empty,
    /// It was a message, and is over.
    Message,
    Task,
    /// It ended with an error.
    Failed,
}

/// What an event is.
enum Event<'a> {
    Task(Place<'a>),
    Message(Place<'a>),
    Status(Place<'a>),
    Artifact(Place<'a>),
    Error(Place<'a>),
    /// Nothing that the protocol has; the schema says so.
    Other,
}

impl Default for StreamRules {
    fn default() -> Self {
        Self::new()
    }
}

impl StreamRules {
    /// Rules for a stream of which one does not know what opened it.
    #[must_use]
    pub fn new() -> Self {
        Self::opened(Opened::Unknown, Asked::default())
    }

    /// Rules for the stream that a `SendMessageRequest` opened, given alone or in the envelope of JSON-RPC.
    #[must_use]
    pub fn of_message(request: &Value) -> Self {
        Self::opened(Opened::Message, Asked::by_message(&parameters(request)))
    }

    /// Rules for the stream that a `SubscribeToTaskRequest` opened, given alone or in the envelope of JSON-RPC.
    #[must_use]
    pub fn of_subscription(request: &Value) -> Self {
        Self::opened(Opened::Subscription, Asked::by_id(&parameters(request)))
    }

    /// Takes the next event, and says what is wrong about its coming now. Pointers start at what is given.
    pub fn event(&mut self, event: &Value) -> Vec<Finding> {
        let mut findings = Findings::default();
        self.observe(&Place::root(event), &mut findings);
        findings.into_vec()
    }

    /// Takes the SSE id of the next event, if it has one of its own.
    pub fn event_id(&mut self, id: &str) -> Vec<Finding> {
        self.ids.observe(id).into_iter().collect()
    }

    /// Adds what is wrong about an SSE id.
    pub(crate) fn observe_id(&mut self, id: &str, findings: &mut Findings) {
        if let Some(finding) = self.ids.observe(id) {
            findings.push(finding);
        }
    }

    /// The stream has ended: completely, or cut off by who knows whom. Of one that was cut off there is nothing to
    /// say.
    pub fn end(&mut self, complete: bool) -> Vec<Finding> {
        let finding = match (self.phase, &self.state) {
            _ if !complete => None,
            (Phase::Empty, _) => Some(rules::STREAM_EMPTY.found("", "the stream ends without an event")),
            (Phase::Task, Some(TaskState::AuthRequired)) => Some(
                rules::STREAM_END_AUTH.found("", "the stream ends while the task waits for authorization"),
            ),
            (Phase::Task, Some(TaskState::Submitted | TaskState::Working)) => {
                Some(rules::STREAM_END_EARLY.found("", "the stream ends while the task goes on"))
            }
            _ => None,
        };
        finding.into_iter().collect()
    }

    /// A stream opened by a message, of which this is known.
    pub(crate) fn by_message(asked: Asked) -> Self {
        Self::opened(Opened::Message, asked)
    }

    /// A stream opened by a subscription, of which this is known.
    pub(crate) fn by_subscription(asked: Asked) -> Self {
        Self::opened(Opened::Subscription, asked)
    }

    /// A stream that goes on behind an event (WHATWG HTML §9.2.4): what comes first was told of earlier.
    pub(crate) fn by_resumption(asked: Asked) -> Self {
        let mut rules = Self::opened(Opened::Resumption, asked);
        rules.artifacts.is_partial();
        rules
    }

    /// There was an event of which nothing is known.
    pub(crate) fn has_missed(&mut self) {
        self.artifacts.is_partial();
        if self.phase == Phase::Empty {
            self.phase = Phase::Task;
        }
    }

    /// The artifacts of the task, if it has ended and they are known to be all that it has.
    pub(crate) fn artifacts(&self) -> Option<Digest> {
        self.artifacts.digest().filter(|_| self.is_terminal())
    }

    fn opened(opened: Opened, asked: Asked) -> Self {
        Self {
            opened,
            asked,
            phase: Phase::Empty,
            task: None,
            context: None,
            state: None,
            timestamp: None,
            artifacts: Artifacts::new(),
            ids: EventIds::new(),
            again: false,
            said_interrupted: false,
        }
    }

    /// Adds what is wrong about an event, which may be in an envelope.
    pub(crate) fn observe(&mut self, event: &Place<'_>, findings: &mut Findings) {
        let event = read(event);
        match (self.phase, event.place()) {
            (Phase::Failed, Some(place)) => {
                findings.push(rules::STREAM_AFTER_ERROR.at(&place, "comes after an error"));
                return;
            }
            (Phase::Message, Some(place)) => {
                let message = "comes after the message that is the whole stream";
                findings.push(rules::STREAM_AFTER_MESSAGE.at(&place, message));
                return;
            }
            _ => {}
        }
        match event {
            Event::Error(_) => self.phase = Phase::Failed,
            Event::Message(message) => self.message(&message, findings),
            Event::Task(task) => self.snapshot(&task, findings),
            Event::Status(update) => self.update(&update, findings, Self::status),
            Event::Artifact(update) => self.update(&update, findings, Self::artifact),
            // It was there, so that the stream is not empty; nor can it be said what comes too late or too early.
            Event::Other => self.has_missed(),
        }
    }

    fn message(&mut self, message: &Place<'_>, findings: &mut Findings) {
        match (self.phase, self.opened) {
            (Phase::Empty, Opened::Subscription) => {
                findings.push(rules::STREAM_FIRST.at(message, "a subscription begins with a message"));
            }
            (Phase::Empty, _) => {
                self.phase = Phase::Message;
                snapshot::check_reply(message, &self.asked, findings);
            }
            _ => findings.push(rules::STREAM_MESSAGE_AMID.at(message, "comes in the stream of a task")),
        }
    }

    fn snapshot(&mut self, task: &Place<'_>, findings: &mut Findings) {
        let first = self.phase == Phase::Empty;
        self.phase = Phase::Task;
        self.check_ids(task, "id", findings);
        snapshot::check_task(task, self.asked.history_length, findings);
        if first {
            self.first_snapshot(task, findings);
        } else {
            self.later_snapshot(task, findings);
        }
        self.artifacts.replace(task);
    }

    fn first_snapshot(&mut self, task: &Place<'_>, findings: &mut Findings) {
        let Some(status) = task.get("status") else { return };
        self.state = status.state("state");
        self.timestamp = status.time("timestamp");
        if self.opened == Opened::Subscription && self.is_terminal() {
            let message = "the task is in a terminal state, and yet there is a stream";
            let place = status.get("state").unwrap_or(status);
            findings.push(rules::SUBSCRIBE_TO_TERMINAL.at(&place, message));
        }
    }

    /// §11.7: the task may be sent once more before the stream closes.
    fn later_snapshot(&mut self, task: &Place<'_>, findings: &mut Findings) {
        let state = task.get("status").and_then(|status| status.state("state"));
        if self.is_terminal() {
            if self.again || state != self.state {
                findings.push(rules::STREAM_AFTER_TERMINAL.at(task, self.after_terminal()));
            }
            self.again = true;
            return;
        }
        self.change_status(task, findings);
        self.again = true;
        if !self.is_terminal() && !self.state.as_ref().is_some_and(TaskState::is_interrupted) {
            findings.push(rules::STREAM_TASK_AGAIN.at(task, "the task comes again, and is not the end"));
        }
    }

    fn update(
        &mut self,
        update: &Place<'_>,
        findings: &mut Findings,
        check: impl Fn(&mut Self, &Place<'_>, &mut Findings),
    ) {
        if self.phase == Phase::Empty && self.opened != Opened::Resumption {
            findings.push(rules::STREAM_FIRST.at(update, "an update comes before the task"));
            // What is appended to may be in the task that did not come.
            self.artifacts.is_partial();
        }
        self.phase = Phase::Task;
        self.check_ids(update, "taskId", findings);
        if self.is_terminal() {
            findings.push(rules::STREAM_AFTER_TERMINAL.at(update, self.after_terminal()));
            return;
        }
        let interrupted = self.opened == Opened::Message && self.state == Some(TaskState::InputRequired);
        if interrupted && !self.said_interrupted {
            self.said_interrupted = true;
            let message = "comes while the task waits for input";
            findings.push(rules::STREAM_AFTER_INTERRUPTED.at(update, message));
        }
        check(self, update, findings);
    }

    fn status(&mut self, update: &Place<'_>, findings: &mut Findings) {
        snapshot::check_status(update, update.text("taskId"), update.text("contextId"), findings);
        self.change_status(update, findings);
    }

    fn artifact(&mut self, update: &Place<'_>, findings: &mut Findings) {
        self.artifacts.update(update, findings);
    }

    /// Takes the status of a task or of an update of it.
    fn change_status(&mut self, holder: &Place<'_>, findings: &mut Findings) {
        let Some(status) = holder.get("status") else {
            return;
        };
        let state = status.state("state");
        if let (Some(TaskState::Submitted), Some(before)) = (&state, &self.state)
            && *before != TaskState::Submitted
            && let Some(place) = status.get("state")
        {
            findings.push(rules::STATE_TRANSITION.at(&place, "the task was begun before"));
        }
        let timestamp = status.time("timestamp");
        if timestamp.is_some()
            && timestamp < self.timestamp
            && let Some(place) = status.get("timestamp")
        {
            findings.push(rules::STATUS_TIMESTAMP.at(&place, "is earlier than the one before"));
        }
        self.state = state.or(self.state.take());
        self.timestamp = timestamp.max(self.timestamp);
    }

    /// All events are about one task in one context.
    fn check_ids(&mut self, holder: &Place<'_>, id: &str, findings: &mut Findings) {
        if let Some(place) = holder.get(id)
            && let Some(found) = snapshot::digest(&place)
        {
            match self.task {
                Some(task) if task != found => {
                    findings.push(rules::TASK_ID_CHANGES.at(&place, "is another task than before"));
                }
                None if self.asked.task.is_some_and(|task| task != found) => {
                    findings.push(rules::TASK_ID_MISMATCH.at(&place, "is not the task of the request"));
                }
                _ => {}
            }
            self.task.get_or_insert(found);
        }
        if let Some(place) = holder.get("contextId")
            && let Some(found) = snapshot::digest(&place)
        {
            match self.context {
                Some(context) if context != found => {
                    findings.push(rules::CONTEXT_ID_CHANGES.at(&place, "is another context than before"));
                }
                None if self.asked.context.is_some_and(|context| context != found) => {
                    findings.push(rules::CONTEXT_ID_MISMATCH.at(&place, "is not the context of the message"));
                }
                _ => {}
            }
            self.context.get_or_insert(found);
        }
    }

    fn is_terminal(&self) -> bool {
        self.state.as_ref().is_some_and(TaskState::is_terminal)
    }

    fn after_terminal(&self) -> String {
        let state = self.state.as_ref().map(ToString::to_string);
        format!("comes after `{}`", state.unwrap_or_default())
    }
}

impl<'a> Event<'a> {
    fn place(&self) -> Option<Place<'a>> {
        match self {
            Self::Task(place)
            | Self::Message(place)
            | Self::Status(place)
            | Self::Artifact(place)
            | Self::Error(place) => Some(*place),
            Self::Other => None,
        }
    }
}

/// The parameters of a request, which may be in the envelope of JSON-RPC.
fn parameters(request: &Value) -> Place<'_> {
    let root = Place::root(request);
    match root.get("jsonrpc") {
        Some(_) => root.get("params").unwrap_or(root),
        None => root,
    }
}

/// What makes an event of the member that it has.
type Form<'a> = fn(Place<'a>) -> Event<'a>;

/// What an event is; it may be in the envelope of JSON-RPC.
fn read<'a>(event: &Place<'a>) -> Event<'a> {
    if let Some(error) = event.get("error") {
        return Event::Error(error);
    }
    let response = event.get("result").unwrap_or(*event);
    let forms: [(&str, Form<'a>); 4] = [
        ("task", Event::Task),
        ("message", Event::Message),
        ("statusUpdate", Event::Status),
        ("artifactUpdate", Event::Artifact),
    ];
    // Some senders leave empty objects beside the member that is meant.
    let is_filled = |place: &Place<'_>| {
        place
            .value()
            .as_object()
            .is_some_and(|members| !members.is_empty())
    };
    let filled = |(name, form): (&str, Form<'a>)| response.get(name).filter(is_filled).map(form);
    forms.into_iter().find_map(filled).unwrap_or(Event::Other)
}
