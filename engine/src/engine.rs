//! The engine: everything between the protocol and the agent.

use crate::agent::Agent;
use crate::id;
use crate::old_store::{MemoryStore, Scope, TaskLog};
use crate::opening::Opening;
use crate::refusal;
use crate::run::Run;
use crate::runs::Runs;
use crate::settings::Settings;
use a2a_bindings::v1_0::SendMessageRequest;
use a2a_bindings::{A2aError, RequestContext};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Makes an [`A2aHandler`](a2a_bindings::v1_0::A2aHandler) of an [`Agent`]. Tasks are kept in memory.
///
/// Clones are handles of the same engine. It needs a tokio runtime with its timer. Where the specification leaves a
/// choice, or is stretched:
///
/// - A task takes messages while it is in `TASK_STATE_INPUT_REQUIRED` or `TASK_STATE_AUTH_REQUIRED`. While the agent is
///   at work they are refused with `UnsupportedOperationError`.
/// - A client's `contextId` is accepted and kept (§3.4.1). Contexts are names and nothing more, so they do not expire.
/// - The first status after a message that continues a task is `TASK_STATE_SUBMITTED`. The history holds the client's
///   messages and the agent's questions; notes on progress are not kept (§3.7).
/// - Cancelling takes effect at once, whether or not the agent is listening. Cancelling a cancelled task returns it.
/// - `SendStreamingMessage` ends with a terminal state or `TASK_STATE_INPUT_REQUIRED`, `SubscribeToTask` with a terminal
///   state.
/// - `SubscribeToTask` with the `Last-Event-ID` of an event that is still known goes on right after that event, without
///   the task in front.
/// - A message that registers a webhook is refused with `PushNotificationNotSupportedError`, as are the operations for
///   webhooks.
/// - Tasks are visible to requests with the same `tenant`. Who may name which tenant is up to the server in front of the
///   engine.
pub struct TaskEngine<A> {
    agent: Arc<A>,
    pub(crate) store: Arc<MemoryStore>,
    pub(crate) settings: Arc<Settings>,
    runs: Arc<Runs>,
}

impl<A: Agent> TaskEngine<A> {
    /// An engine with the default [`Settings`].
    #[must_use]
    pub fn new(agent: A) -> Self {
        Self::with_settings(agent, Settings::new())
    }

    /// An engine.
    #[must_use]
    pub fn with_settings(agent: A, settings: Settings) -> Self {
        Self {
            agent: Arc::new(agent),
            store: Arc::new(MemoryStore::new(&settings)),
            runs: Arc::new(Runs::new(settings.max_running)),
            settings: Arc::new(settings),
        }
    }

    /// Accepts a message and sets the agent to work.
    pub(crate) fn open(
        &self,
        context: RequestContext,
        mut request: SendMessageRequest,
    ) -> Result<Opening, A2aError> {
        let configuration = request.configuration.as_ref();
        if configuration.is_some_and(|configuration| configuration.task_push_notification_config.is_some()) {
            return Err(refusal::push_not_supported());
        }
        let place = self.runs.enter()?;
        let scope = Scope {
            tenant: request.tenant.clone(),
        };
        let store = Arc::clone(&self.store);
        let message = &mut request.message;
        let (run, opening) = if message.task_id.is_empty() {
            let reservation = store.reserve()?;
            message.task_id = id::new();
            if message.context_id.is_empty() {
                message.context_id = id::new();
            }
            let (run, answer) = Run::begin(&place, scope, context, request, store, reservation);
            let run = Arc::new(run);
            let opening = Opening::Undecided(Arc::downgrade(&run), answer);
            (run, opening)
        } else {
            let log = self.task(&scope, &message.task_id)?;
            if message.context_id.is_empty() {
                message.context_id.clone_from(&log.context_id);
            } else if message.context_id != log.context_id {
                return Err(refusal::context_mismatch());
            }
            let (reader, task) = log.resume(message.clone(), place.id, place.cancellation.clone())?;
            let run = Run::resume(&place, scope, context, request, store, (log, task));
            (Arc::new(run), Opening::Task(reader))
        };
        run.spawn(Arc::clone(&self.agent), place, Arc::clone(&self.settings));
        Ok(opening)
    }

    pub(crate) fn task(&self, scope: &Scope, id: &str) -> Result<Arc<TaskLog>, A2aError> {
        self.store
            .get(scope, id)
            .ok_or_else(|| refusal::task_not_found(id))
    }
}

impl<A> TaskEngine<A> {
    /// The agent.
    #[must_use]
    pub fn agent(&self) -> &A {
        &self.agent
    }

    /// How many runs of the agent have not returned.
    #[must_use]
    pub fn running(&self) -> usize {
        self.runs.count()
    }

    /// Brings the work to an end: refuses messages from now on, waits for the agent's runs as long as `patience` says,
    /// and [cancels](crate::TaskContext::cancelled) those that are left; returns how many.
    ///
    /// The tasks of the runs that are left do not change by that, and the runs may still end them in the time that the
    /// process has. Everything but sending messages goes on as before.
    pub async fn shutdown(&self, patience: Duration) -> usize {
        self.runs.close(patience).await
    }
}

impl<A> Clone for TaskEngine<A> {
    fn clone(&self) -> Self {
        Self {
            agent: Arc::clone(&self.agent),
            store: Arc::clone(&self.store),
            settings: Arc::clone(&self.settings),
            runs: Arc::clone(&self.runs),
        }
    }
}

impl<A> fmt::Debug for TaskEngine<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TaskEngine")
            .field("settings", &self.settings)
            .field("running", &self.running())
            .finish_non_exhaustive()
    }
}
