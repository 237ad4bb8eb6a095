//! One message in the hands of the agent.

use crate::agent::Agent;
use crate::agent_error::{AgentError, Failure};
use crate::cancellation::Cancellation;
use crate::catch_unwind::CatchUnwind;
use crate::core::Core;
use crate::detached::detached;
use crate::live::{Change, Live, LiveRef, Reader, Tail, Unchanged, Work, now};
use crate::note::Note;
use crate::refusal;
use crate::runs::Place;
use crate::store::Scope;
use crate::task_context::TaskContext;
use crate::work_error::{WorkError, WorkErrorKind};
use a2a_bindings::v1_0::{
    Message, SendMessageRequest, Task, TaskPushNotificationConfig, TaskState, TaskStatus,
};
use a2a_bindings::{A2aError, RequestContext};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::{Mutex, oneshot};
use tokio::time::{Instant, sleep};
use tracing::Instrument;

/// What the client is told of an error or a panic.
const FAILED: &str = "the agent failed to process the message";
/// How long to wait before the store is asked again, the first time and at most.
const STORE_PAUSE: Duration = Duration::from_millis(50);
const MAX_STORE_PAUSE: Duration = Duration::from_secs(5);

/// A run of the agent: what it is given, and what has become of it.
pub(crate) struct Run {
    pub(crate) id: u64,
    pub(crate) scope: Scope,
    pub(crate) context: RequestContext,
    /// With the ids of the context and of the task, or of the one that there will be.
    pub(crate) request: SendMessageRequest,
    /// The task with the message in it; none if the message does not continue one.
    pub(crate) task: Option<Arc<Task>>,
    /// Whether an earlier run on the same message ended with the process.
    pub(crate) is_restart: bool,
    pub(crate) cancellation: Cancellation,
    core: Arc<Core>,
    /// The task, once there is one.
    live: OnceLock<LiveRef>,
    /// Whether the agent did something to the task. Not if it is there because the client continues it, or did not
    /// want to wait.
    worked: AtomicBool,
    decision: Mutex<Decision>,
}

/// Whether the run has decided what the client gets.
enum Decision {
    /// It has not: the request waits for the answer.
    Open(oneshot::Sender<Answer>, Option<TaskPushNotificationConfig>),
    /// It works on a task, or has answered.
    Made,
}

/// What a request is answered with.
pub(crate) enum Answer {
    Task(Reader),
    Message(Message),
    Refusal(A2aError),
}

/// What a run is about.
pub(crate) struct Errand {
    pub(crate) scope: Scope,
    pub(crate) context: RequestContext,
    pub(crate) request: SendMessageRequest,
}

impl Run {
    /// A run on a message that begins something, and where its answer comes out.
    pub(crate) fn begin(
        core: Arc<Core>,
        place: &Place,
        errand: Errand,
        webhook: Option<TaskPushNotificationConfig>,
    ) -> (Self, oneshot::Receiver<Answer>) {
        let (sender, receiver) = oneshot::channel();
        (
            Self::new(core, place, errand, Decision::Open(sender, webhook)),
            receiver,
        )
    }

    /// A run on a message that a task goes on with; the task has the message in it.
    pub(crate) fn resume(
        core: Arc<Core>,
        place: &Place,
        errand: Errand,
        live: LiveRef,
        task: Arc<Task>,
    ) -> Self {
        let mut run = Self::new(core, place, errand, Decision::Made);
        run.live = OnceLock::from(live);
        run.task = Some(task);
        run
    }

    /// Says that an earlier run on the same message ended with the process.
    pub(crate) fn restarted(mut self) -> Self {
        self.is_restart = true;
        self
    }

    fn new(core: Arc<Core>, place: &Place, errand: Errand, decision: Decision) -> Self {
        Self {
            id: place.id,
            scope: errand.scope,
            context: errand.context,
            request: errand.request,
            task: None,
            is_restart: false,
            cancellation: place.cancellation.clone(),
            core,
            live: OnceLock::new(),
            worked: AtomicBool::new(false),
            decision: Mutex::new(decision),
        }
    }

    /// Lets the agent work, whoever waits for it or does not.
    pub(crate) async fn drive<A: Agent>(self: Arc<Self>, agent: Arc<A>, place: Place) {
        let message = &self.request.message;
        let span = tracing::info_span!(
            target: "a2a",
            "a2a.task",
            a2a.task.id = message.task_id,
            a2a.context.id = message.context_id,
            a2a.tenant = self.scope.tenant,
        );
        let context = TaskContext::new(Arc::clone(&self));
        let work = CatchUnwind::new(async move { agent.run(context).await });
        let end = work.instrument(span.clone()).await;
        if let Some(failure) = self.finish(end).instrument(span).await {
            let report = || (self.core.settings.on_failure)(&failure);
            // What a report does is nothing that the run, or the request that it began in, should suffer from.
            if catch_unwind(AssertUnwindSafe(report)).is_err() {
                tracing::error!("the report of a failure panicked");
            }
        }
        // Last, so that a shutdown waits for all of the above.
        drop(place);
    }

    /// The task. Creates it if nothing was decided, in which case the client is answered with it.
    ///
    /// # Errors
    /// The client was answered without a task, or the store failed.
    pub(crate) async fn live(self: &Arc<Self>) -> Result<&LiveRef, WorkError> {
        if let Some(live) = self.live.get() {
            return Ok(live);
        }
        // Whoever wants the task may be gone before the store has it: the task must not be without its run then.
        match detached(Arc::clone(self).create()).await {
            Some(created) => created?,
            None => return Err(WorkError::broken_off()),
        }
        self.live.get().ok_or_else(WorkError::replied)
    }

    async fn create(self: Arc<Self>) -> Result<(), WorkError> {
        let mut decision = self.decision.lock().await;
        if self.live.get().is_some() {
            return Ok(());
        }
        let Decision::Open(_, webhook) = &*decision else {
            return Err(WorkError::replied());
        };
        let message = self.request.message.clone();
        let status = TaskStatus::new(TaskState::Submitted).with_timestamp(now());
        let task = Task::new(&message.task_id, status)
            .with_context_id(&message.context_id)
            .with_history([message]);
        let work = Work::of_run(self.id, self.cancellation.clone());
        let live = Live::of_new(self.scope.clone(), task, work, self.core.settings.kept_events);
        let live = self.core.lives.enter(live);
        live.create(&self.core, webhook.as_ref())
            .await
            .map_err(|error| WorkError::unrecorded(&error))?;
        let reader = live.read_from_start();
        self.live.get_or_init(|| live);
        if let Decision::Open(answer, _) = mem::replace(&mut *decision, Decision::Made) {
            // A client that left does not want to know.
            let _ = answer.send(Answer::Task(reader));
        }
        Ok(())
    }

    /// Does something to the task.
    pub(crate) async fn work(self: &Arc<Self>, change: Change) -> Result<(), WorkError> {
        self.worked.store(true, Ordering::Relaxed);
        self.change(change).await
    }

    async fn change(self: &Arc<Self>, change: Change) -> Result<(), WorkError> {
        let permit = |tail: &Tail| {
            if tail.is_over() {
                Err(WorkError::task_over(tail.state()))
            } else if tail.is_open_to(self.id) {
                Ok(())
            } else {
                Err(WorkError::run_over())
            }
        };
        let live = self.live().await?;
        match live.change(&self.core, change, Some(self.id), None, permit).await {
            Ok(_) => Ok(()),
            Err(Unchanged::Refused(error)) => Err(error),
            Err(Unchanged::Store(error)) => Err(WorkError::unrecorded(&error)),
        }
    }

    /// Answers with a message instead of a task, or completes the task with it if there had to be one.
    pub(crate) async fn reply(self: &Arc<Self>, note: Note) -> Result<(), WorkError> {
        let message = note.into_message(&self.request.message.context_id, "")?;
        let mut message = message.ok_or_else(|| WorkError::invalid("reply", &"it must say something"))?;
        let mut decision = self.decision.lock().await;
        if let Some(live) = self.live.get() {
            drop(decision);
            if self.worked.load(Ordering::Relaxed) {
                return Err(WorkError::worked_already());
            }
            message.task_id = live.id.to_string();
            self.change(Change::Status(TaskState::Completed, Some(message)))
                .await?;
            self.worked.store(true, Ordering::Relaxed);
            return Ok(());
        }
        if answer(&mut decision, Answer::Message(message)) {
            Ok(())
        } else {
            Err(WorkError::replied())
        }
    }

    /// What the return or the panic of the agent means for the task; the failure is for the operator.
    async fn finish(self: &Arc<Self>, end: Result<Result<(), AgentError>, String>) -> Option<Failure> {
        let (error, panicked) = match end {
            Ok(Ok(())) => return self.end(None).await.err().map(|error| self.unrecorded(error)),
            Ok(Err(error)) => (error, false),
            Err(panic) => (AgentError::new(panic), true),
        };
        let error = match error.into_refusal() {
            Ok(refusal) => {
                return self
                    .refuse(refusal)
                    .await
                    .err()
                    .map(|error| self.unrecorded(error));
            }
            Err(error) => error,
        };
        let failed = self.end(Some((TaskState::Failed, FAILED))).await.unwrap_or(true);
        // An agent that was told to stop, and found its work refused, returns that as an error: nothing is wrong.
        let expected = !failed && !panicked && self.cancellation.is_cancelled();
        (!expected).then(|| self.failure(error, panicked))
    }

    fn failure(&self, error: AgentError, panicked: bool) -> Failure {
        Failure {
            tenant: self.scope.tenant.clone(),
            task_id: self.request.message.task_id.clone(),
            context_id: self.request.message.context_id.clone(),
            error,
            panicked,
        }
    }

    fn unrecorded(&self, error: WorkError) -> Failure {
        self.failure(error.into(), false)
    }

    async fn refuse(self: &Arc<Self>, refusal: A2aError) -> Result<bool, WorkError> {
        let text = refusal.message().to_owned();
        if answer(&mut *self.decision.lock().await, Answer::Refusal(refusal)) {
            return Ok(false);
        }
        self.end(Some((TaskState::Rejected, &text))).await
    }

    /// Ends the run and with it the task, as far as nobody did so before; `true` if the task is over with it.
    ///
    /// # Errors
    /// The store failed for as long as there was patience. Whoever waits has been told.
    async fn end(self: &Arc<Self>, end: Option<(TaskState, &str)>) -> Result<bool, WorkError> {
        let deadline = Instant::now() + self.core.settings.store_patience;
        let mut pause = STORE_PAUSE;
        loop {
            let error = match self.try_end(end.clone()).await {
                Ok(over) => return Ok(over),
                // Whoever answered with a message has no task to end.
                Err(error) if error.kind() == WorkErrorKind::Replied => return Ok(false),
                Err(error) => error,
            };
            // Where nothing is recorded yet, nothing is lost by giving up, and the client can try again.
            if self.live.get().is_none() || Instant::now() + pause > deadline {
                self.lose(error.kind()).await;
                return Err(error);
            }
            sleep(pause).await;
            pause = (pause * 2).min(MAX_STORE_PAUSE);
        }
    }

    async fn try_end(self: &Arc<Self>, end: Option<(TaskState, &str)>) -> Result<bool, WorkError> {
        let live = self.live().await?;
        let leaves_waiting = end.is_none();
        let permit = |tail: &Tail| {
            let nothing_to_do = tail.is_over()
                || !tail.is_latest(self.id)
                || (leaves_waiting && tail.state().is_interrupted());
            if nothing_to_do { Err(()) } else { Ok(()) }
        };
        let (state, text) = end.unzip();
        // A text is always a valid message.
        let message = text.and_then(|text| {
            Note::from(text)
                .into_message(&live.context_id, &live.id)
                .unwrap_or_default()
        });
        let change = Change::Status(state.unwrap_or(TaskState::Completed), message);
        match live.change(&self.core, change, Some(self.id), None, permit).await {
            Ok(_) => Ok(true),
            Err(Unchanged::Refused(())) => {
                live.tail().close(self.id);
                Ok(false)
            }
            Err(Unchanged::Store(error)) => Err(WorkError::unrecorded(&error)),
        }
    }

    /// Tells whoever waits that the outcome is not going to be known.
    pub(crate) async fn lose(&self, reason: WorkErrorKind) {
        if let Some(live) = self.live.get() {
            return live.lose();
        }
        let refusal = match reason {
            WorkErrorKind::StoreFull => refusal::store_full(),
            _ => refusal::store_unavailable(),
        };
        answer(&mut *self.decision.lock().await, Answer::Refusal(refusal));
    }
}

/// Answers the client without a task; `false` if something else was decided before.
fn answer(decision: &mut Decision, answer: Answer) -> bool {
    match mem::replace(decision, Decision::Made) {
        Decision::Open(sender, _) => {
            // A client that left does not want to know.
            let _ = sender.send(answer);
            true
        }
        Decision::Made => false,
    }
}
