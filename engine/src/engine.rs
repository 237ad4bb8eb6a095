//! The engine: everything between the protocol and the agent.

use crate::agent::Agent;
use crate::core::Core;
use crate::detached::detached;
use crate::id;
use crate::live::{Change, Tail, Unchanged, Work};
use crate::opening::Opening;
use crate::page_token::PageTokens;
use crate::recovery;
use crate::refusal;
use crate::run::{Errand, Run};
use crate::runs::Place;
use crate::settings::Settings;
use crate::store::{PushRegistration, Scope, StoreError};
use a2a_bindings::v1_0::{SendMessageRequest, TaskPushNotificationConfig};
use a2a_bindings::{A2aError, RequestContext};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::Instant;

/// Makes an [`A2aHandler`](a2a_bindings::v1_0::A2aHandler) of an [`Agent`].
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
///   the task in front: the client has it (§3.1.6 knows no such header).
/// - Tasks are visible to requests with the same `tenant` and the same principal. Who may name which tenant is up to the
///   server in front of the engine.
/// - What the process was working on when it ended is taken care of as [`Settings::with_on_restart`] says, by
///   [`recover`](Self::recover) or before the first request is answered.
pub struct TaskEngine<A> {
    agent: Arc<A>,
    pub(crate) core: Arc<Core>,
    pub(crate) page_tokens: Arc<PageTokens>,
}

impl<A: Agent> TaskEngine<A> {
    /// An engine with the default [`Settings`]: tasks are kept in memory.
    #[must_use]
    pub fn new(agent: A) -> Self {
        Self::with_settings(agent, Settings::new())
    }

    /// An engine.
    #[must_use]
    pub fn with_settings(agent: A, settings: Settings) -> Self {
        Self {
            agent: Arc::new(agent),
            core: Arc::new(Core::new(settings)),
            page_tokens: Arc::default(),
        }
    }

    /// Takes care of what an earlier life of the process left in the store: tasks that it was working on, and webhooks
    /// that have something to come. Happens once; requests wait for it, so call it before there are any if that is to
    /// happen when the process starts.
    ///
    /// # Errors
    /// The store failed. The next call, or the next request, tries again.
    pub async fn recover(&self) -> Result<(), A2aError> {
        if self.core.recovered.initialized() {
            return Ok(());
        }
        let (core, agent) = (Arc::clone(&self.core), Arc::clone(&self.agent));
        // On the heap, so that the futures of all requests are not the larger for what the first one does.
        let recovery = Box::pin(detached(async move {
            let recovery = || recovery::recover(&core, &agent);
            core.recovered.get_or_try_init(recovery).await?;
            Ok(())
        }));
        recovery.await.ok_or_else(refusal::no_answer)?
    }

    /// Accepts a message and sets the agent to work.
    pub(crate) async fn open(
        &self,
        context: RequestContext,
        mut request: SendMessageRequest,
    ) -> Result<Opening, A2aError> {
        self.recover().await?;
        self.core.settings.check_media_types(&request.message)?;
        let webhook = request
            .configuration
            .as_mut()
            .and_then(|configuration| configuration.task_push_notification_config.take());
        if let Some(webhook) = &webhook {
            let path = "configuration.taskPushNotificationConfig.";
            self.core.check_webhook(webhook, path).await?;
        }
        let place = self.core.runs.enter()?;
        let scope = self.core.scope(&context, &request.tenant);
        let errand = Errand {
            scope,
            context,
            request,
        };
        if errand.request.message.task_id.is_empty() {
            let (mut run, opening) = self.begin(place, errand, webhook);
            // Many runs are done before they have to wait for anything, and a task costs more than what they do.
            let is_done = poll_fn(|context| Poll::Ready(run.as_mut().poll(context).is_ready())).await;
            if !is_done {
                tokio::spawn(run);
            }
            Ok(opening)
        } else {
            Box::pin(self.resume(place, errand, webhook)).await
        }
    }

    /// Prepares a run on a message that begins something.
    fn begin(
        &self,
        place: Place,
        mut errand: Errand,
        webhook: Option<TaskPushNotificationConfig>,
    ) -> (Pin<Box<dyn Future<Output = ()> + Send>>, Opening) {
        let message = &mut errand.request.message;
        message.task_id = id::new();
        if message.context_id.is_empty() {
            message.context_id = id::new();
        }
        let webhook = webhook.map(|webhook| for_task(webhook, &message.task_id));
        let (run, answer) = Run::begin(Arc::clone(&self.core), &place, errand, webhook);
        let run = Arc::new(run);
        let opening = Opening::Undecided(Arc::downgrade(&run), answer);
        (Box::pin(run.drive(Arc::clone(&self.agent), place)), opening)
    }

    /// Sets the agent to work on a message that continues a task.
    async fn resume(
        &self,
        place: Place,
        mut errand: Errand,
        webhook: Option<TaskPushNotificationConfig>,
    ) -> Result<Opening, A2aError> {
        let core = Arc::clone(&self.core);
        let message = &mut errand.request.message;
        let live = core.live(&errand.scope, &message.task_id).await?;
        if message.context_id.is_empty() {
            message.context_id.clone_from(&live.context_id);
        } else if message.context_id != live.context_id {
            return Err(refusal::context_mismatch());
        }
        let agent = Arc::clone(&self.agent);
        let (sender, receiver) = oneshot::channel();
        // In a task of its own: a client that leaves now must not leave a message behind that nobody handles.
        tokio::spawn(async move {
            let max_history = core.settings.max_history;
            let permit = |tail: &Tail| may_continue(tail, max_history);
            if let Some(webhook) = webhook {
                if let Err(error) = permit(&live.tail()) {
                    let _ = sender.send(Err(error));
                    return;
                }
                let webhook = for_task(webhook, &live.id);
                if let Err(error) = core.put_webhook(&live.scope, &webhook).await {
                    let _ = sender.send(Err(error));
                    return;
                }
                live.has_webhooks(&core);
            }
            let work = Work::of_run(place.id, place.cancellation.clone());
            let change = Change::Said(errand.request.message.clone());
            let task = match live.change(&core, change, None, Some(work), permit).await {
                Ok(task) => task,
                Err(Unchanged::Refused(error)) => {
                    let _ = sender.send(Err(error));
                    return;
                }
                Err(Unchanged::Store(error)) => {
                    let _ = sender.send(Err(core.failed(error, &live.id)));
                    return;
                }
            };
            // Somebody may have cancelled the task by now; who waits is told of that as of any other end.
            let _ = sender.send(Ok(live.read_from_now()));
            let run = Run::resume(core, &place, errand, live, task);
            Arc::new(run).drive(agent, place).await;
        });
        let reader = receiver.await.map_err(|_| refusal::no_answer())??;
        Ok(Opening::Task(reader))
    }
}

/// Whether a task takes a message now (§3.1.1, §3.4.3).
fn may_continue(tail: &Tail, max_history: usize) -> Result<(), A2aError> {
    let task = tail.task();
    if tail.is_over() {
        Err(refusal::task_over(&task.id, tail.state()))
    } else if !tail.state().is_interrupted() {
        Err(refusal::task_busy(&task.id, tail.state()))
    } else if task.history.len() >= max_history {
        Err(refusal::history_full(&task.id, max_history))
    } else {
        Ok(())
    }
}

/// A webhook as it is kept: with the task, with an id (§3.1.7), and without the tenant, which the scope has.
pub(crate) fn for_task(mut webhook: TaskPushNotificationConfig, task_id: &str) -> TaskPushNotificationConfig {
    webhook.tenant = String::new();
    webhook.task_id = task_id.to_owned();
    if webhook.id.is_empty() {
        webhook.id = id::new();
    }
    webhook
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
        self.core.runs.count()
    }

    /// How many tasks are worked on or watched: what takes up memory whatever the store.
    #[must_use]
    pub fn live(&self) -> usize {
        self.core.lives.len()
    }

    /// The webhooks of a caller that are not told any more, because delivery failed for good; oldest failure first, at
    /// most `limit` of them. A client revives one by registering it again.
    ///
    /// # Errors
    /// The store failed.
    pub async fn dead_letters(
        &self,
        scope: &Scope,
        limit: usize,
    ) -> Result<Vec<PushRegistration>, StoreError> {
        self.core.store.dead_letters(scope, limit).await
    }

    /// Whether the engine takes messages: it is not being shut down, and what an earlier life of the process left
    /// behind has been taken care of.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.core.recovered.initialized() && !self.core.runs.is_closed()
    }

    /// Brings the work to an end: refuses messages from now on, waits for the agent's runs as long as `patience` says,
    /// and [cancels](crate::TaskContext::cancelled) those that are left. Push notifications have what remains of the
    /// patience, at least a second; what is not delivered by then stays in the store.
    ///
    /// The tasks of the runs that are left do not change by that, and the runs may still end them in the time that the
    /// process has. Everything but sending messages goes on as before.
    pub async fn shutdown(&self, patience: Duration) -> Remaining {
        let began = Instant::now();
        let runs = self.core.runs.close(patience).await;
        let undelivered = match &self.core.pusher {
            Some(pusher) => {
                let left = patience.saturating_sub(began.elapsed());
                pusher
                    .shutdown(left.max(Duration::from_secs(1).min(patience)))
                    .await
            }
            None => 0,
        };
        Remaining { runs, undelivered }
    }
}

/// What an engine that was shut down has not brought to an end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remaining {
    /// How many runs of the agent were cancelled.
    pub runs: usize,
    /// How many tasks have push notifications to come: lost with the memory store, there at the next start with one
    /// that lasts.
    pub undelivered: usize,
}

impl<A> Clone for TaskEngine<A> {
    fn clone(&self) -> Self {
        Self {
            agent: Arc::clone(&self.agent),
            core: Arc::clone(&self.core),
            page_tokens: Arc::clone(&self.page_tokens),
        }
    }
}

impl<A> fmt::Debug for TaskEngine<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TaskEngine")
            .field("settings", &self.core.settings)
            .field("running", &self.running())
            .field("live", &self.live())
            .finish_non_exhaustive()
    }
}
