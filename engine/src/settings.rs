//! The limits of an engine, where it keeps tasks, and what it does about failures.

use crate::agent_error::Failure;
use crate::card::Card;
use crate::push::{AnySender, PushPolicy};
use crate::refusal;
use crate::store::{AnyStore, MemoryStore, TaskStore};
use a2a_bindings::v1_0::{AgentCard, Message};
use a2a_bindings::{A2aError, PushSender, RequestContext};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// How much an engine takes on, and how it behaves where the specification leaves a choice.
///
/// ```
/// use a2a_engine::{Settings, TaskContext, TaskEngine, agent_fn};
///
/// let settings = Settings::new().with_max_running(100).on_failure(|failure| println!("{failure}"));
/// let engine = TaskEngine::with_settings(agent_fn(async |_task: TaskContext| Ok(())), settings);
/// ```
#[derive(Clone)]
pub struct Settings {
    pub(crate) store: Arc<dyn AnyStore>,
    pub(crate) store_patience: Duration,
    pub(crate) on_restart: OnRestart,
    pub(crate) max_running: usize,
    pub(crate) max_history: usize,
    pub(crate) max_subscribers: usize,
    pub(crate) max_webhooks: usize,
    pub(crate) kept_events: usize,
    pub(crate) decision_time: Duration,
    pub(crate) on_failure: Arc<dyn Fn(&Failure) + Send + Sync>,
    pub(crate) push_sender: Option<Arc<dyn AnySender>>,
    pub(crate) push_policy: PushPolicy,
    pub(crate) card: Option<Arc<Card>>,
    pub(crate) extended_card: Option<Arc<ExtendedCard>>,
}

/// Makes the extended card for a caller.
type ExtendedCard = dyn Fn(&RequestContext) -> Option<AgentCard> + Send + Sync;

/// What becomes of the tasks that the process was working on when it ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum OnRestart {
    /// They fail, with a message that says why and asks the client to send its message again.
    #[default]
    Fail,
    /// The agent gets the latest message of the client once more, in a run for which
    /// [`TaskContext::is_restart`](crate::TaskContext::is_restart) is `true`. What it has done before it may do again.
    Resume,
    /// They stay as they are, until they are cancelled: for a store that several processes share, none of which knows
    /// what the others work on.
    Leave,
}

impl Settings {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self {
            store: Arc::new(MemoryStore::new()),
            store_patience: Duration::from_secs(60),
            on_restart: OnRestart::Fail,
            max_running: 10_000,
            max_history: 1_000,
            max_subscribers: 10_000,
            max_webhooks: 50,
            kept_events: 1_000,
            decision_time: Duration::from_secs(1),
            on_failure: Arc::new(report),
            push_sender: None,
            push_policy: PushPolicy::new(),
            card: None,
            extended_card: None,
        }
    }

    /// Where tasks are kept; by default a [`MemoryStore`] with its defaults, which forgets them when the process ends.
    #[must_use]
    pub fn with_store(mut self, store: impl TaskStore) -> Self {
        self.store = Arc::new(store);
        self
    }

    /// For how long the engine tries to record the outcome of a run while the store fails; 60 seconds by default.
    ///
    /// Nobody sees the outcome before it is recorded. After that time, whoever waits gets an internal error of HTTP
    /// status 503, and the task stays as it is until it is cancelled or the process starts anew.
    #[must_use]
    pub fn with_store_patience(mut self, patience: Duration) -> Self {
        self.store_patience = patience;
        self
    }

    /// What becomes of the tasks that the process was working on when it ended; they fail by default.
    #[must_use]
    pub fn with_on_restart(mut self, on_restart: OnRestart) -> Self {
        self.on_restart = on_restart;
        self
    }

    /// The public card of the agent. What it does not declare is refused (§3.3.4): streaming, push notifications, the
    /// extended card, parts of media types that are not among its input modes (§3.1.1).
    ///
    /// Without a card everything is served that the engine can do, and media types are the agent's affair.
    #[must_use]
    pub fn with_card(mut self, card: &AgentCard) -> Self {
        self.card = Some(Arc::new(Card::of(card)));
        self
    }

    /// Makes the card that `GetExtendedAgentCard` answers with, for a caller; `None` if there is none for this one
    /// (§3.1.11).
    ///
    /// It is up to the function to see who asks: the engine does not know who may.
    #[must_use]
    pub fn with_extended_card(
        mut self,
        card: impl Fn(&RequestContext) -> Option<AgentCard> + Send + Sync + 'static,
    ) -> Self {
        self.extended_card = Some(Arc::new(card));
        self
    }

    /// Who carries push notifications to webhooks; without one, they are refused with
    /// `PushNotificationNotSupportedError`. `a2a-runtime` has a sender over HTTP.
    #[must_use]
    pub fn with_push_sender(mut self, sender: impl PushSender) -> Self {
        self.push_sender = Some(Arc::new(sender));
        self
    }

    /// How persistent push notifications are.
    #[must_use]
    pub fn with_push_policy(mut self, policy: PushPolicy) -> Self {
        self.push_policy = policy;
        self
    }

    /// How many push notification configurations a task has; 50 by default.
    ///
    /// Further ones are refused with `UnsupportedOperationError`.
    #[must_use]
    pub fn with_max_webhooks(mut self, max_webhooks: usize) -> Self {
        self.max_webhooks = max_webhooks;
        self
    }

    /// How many runs of the agent there are at a time, of all tenants together; 10,000 by default.
    ///
    /// A run counts until the agent returns, even if its task has been cancelled. Messages beyond the limit are
    /// refused with an internal error of HTTP status 503.
    #[must_use]
    pub fn with_max_running(mut self, max_running: usize) -> Self {
        self.max_running = max_running;
        self
    }

    /// How many messages the history of a task holds before the task takes no more; 1,000 by default.
    ///
    /// Further messages are refused with `UnsupportedOperationError`.
    #[must_use]
    pub fn with_max_history(mut self, max_history: usize) -> Self {
        self.max_history = max_history;
        self
    }

    /// How many streams may follow a task at a time; 10,000 by default.
    ///
    /// Further `SubscribeToTask` requests are refused with an internal error of HTTP status 503.
    #[must_use]
    pub fn with_max_subscribers(mut self, max_subscribers: usize) -> Self {
        self.max_subscribers = max_subscribers;
        self
    }

    /// How many events of a task stay in memory for streams that have not read them; 1,000 by default, at least 1.
    ///
    /// A stream that is farther behind gets the task as it is instead of the events it missed, and goes on.
    #[must_use]
    pub fn with_kept_events(mut self, kept_events: usize) -> Self {
        self.kept_events = kept_events.max(1);
        self
    }

    /// How long a request that is to be answered immediately waits for the agent to either work on a task or reply;
    /// 1 second by default.
    ///
    /// After that time `SendMessage` with `returnImmediately` creates the task itself (§3.2.2): from then on
    /// [`TaskContext::reply`](crate::TaskContext::reply) completes the task, with the reply as the message of its
    /// status. `SendStreamingMessage` opens its stream after that time, so that what goes wrong afterwards is an
    /// error in the stream, and goes on waiting.
    #[must_use]
    pub fn with_decision_time(mut self, decision_time: Duration) -> Self {
        self.decision_time = decision_time;
        self
    }

    /// What to do with an agent's errors and panics, of which the client is told nothing; by default they are
    /// logged as errors by `tracing`, or printed to standard error if the program has no subscriber for that.
    ///
    /// Errors of a run that was cancelled are no failures.
    #[must_use]
    pub fn on_failure(mut self, report: impl Fn(&Failure) + Send + Sync + 'static) -> Self {
        self.on_failure = Arc::new(report);
        self
    }
}

/// What the engine asks its settings.
impl Settings {
    /// Checks that the agent takes the media types of a message's parts (§3.1.1).
    pub(crate) fn check_media_types(&self, message: &Message) -> Result<(), A2aError> {
        match &self.card {
            Some(card) => card.check_media_types(message),
            None => Ok(()),
        }
    }

    /// The extended card for a caller.
    pub(crate) fn extended_card(&self, context: &RequestContext) -> Result<AgentCard, A2aError> {
        let card = self.extended_card.as_ref().and_then(|make| make(context));
        card.ok_or_else(|| match (&self.card, &self.extended_card) {
            (None, None) => refusal::extended_card_not_supported(),
            // The card promises one, or else the request would not have come here (§3.3.4).
            _ => refusal::no_extended_card(),
        })
    }
}

fn report(failure: &Failure) {
    if tracing::dispatcher::has_been_set() {
        tracing::event!(
            target: "a2a",
            tracing::Level::ERROR,
            a2a.task.id = failure.task_id(),
            a2a.context.id = failure.context_id(),
            panicked = failure.panicked(),
            "the agent failed: {}",
            failure.error()
        );
    } else {
        eprintln!("a2a-engine: {failure}");
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("store_patience", &self.store_patience)
            .field("on_restart", &self.on_restart)
            .field("max_running", &self.max_running)
            .field("max_history", &self.max_history)
            .field("max_subscribers", &self.max_subscribers)
            .field("max_webhooks", &self.max_webhooks)
            .field("push_policy", &self.push_policy)
            .field("kept_events", &self.kept_events)
            .field("decision_time", &self.decision_time)
            .finish_non_exhaustive()
    }
}
