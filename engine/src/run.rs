//! One message in the hands of the agent.

use crate::agent::Agent;
use crate::agent_error::{AgentError, Failure};
use crate::cancellation::Cancellation;
use crate::catch_unwind::CatchUnwind;
use crate::lock::lock;
use crate::note::Note;
use crate::old_store::{Change, MemoryStore, Reader, Reservation, Scope, TaskLog};
use crate::runs::Place;
use crate::settings::Settings;
use crate::task_context::TaskContext;
use crate::work_error::WorkError;
use a2a_bindings::v1_0::{Message, SendMessageRequest, Task, TaskState};
use a2a_bindings::{A2aError, RequestContext};
use std::mem;
use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;

/// What the client is told of an error or a panic.
const FAILED: &str = "the agent failed to process the message";

/// A run of the agent: what it is given, and what has become of it.
pub(crate) struct Run {
    pub(crate) id: u64,
    pub(crate) scope: Scope,
    pub(crate) context: RequestContext,
    /// With the ids of the context and of the task, or of the one that there will be.
    pub(crate) request: SendMessageRequest,
    /// The task with the message in it; none if the message does not continue one.
    pub(crate) task: Option<Arc<Task>>,
    pub(crate) cancellation: Cancellation,
    store: Arc<MemoryStore>,
    phase: Mutex<Phase>,
}

/// What the run has decided on.
enum Phase {
    /// Nothing: the request waits for the answer.
    Undecided(Reservation, oneshot::Sender<Answer>),
    /// There is a task.
    Task {
        log: Arc<TaskLog>,
        /// Whether the agent did something to the task. Not if it is there because the client continues it, or did
        /// not want to wait.
        worked: bool,
    },
    /// The client was answered, and there is no task.
    Answered,
}

/// What a request is answered with.
pub(crate) enum Answer {
    Task(Reader),
    Message(Message),
    Refusal(A2aError),
}

impl Run {
    /// A run on a message that begins something, and where its answer comes out.
    pub(crate) fn begin(
        place: &Place,
        scope: Scope,
        context: RequestContext,
        request: SendMessageRequest,
        store: Arc<MemoryStore>,
        reservation: Reservation,
    ) -> (Self, oneshot::Receiver<Answer>) {
        let (sender, receiver) = oneshot::channel();
        let phase = Mutex::new(Phase::Undecided(reservation, sender));
        let (id, cancellation) = (place.id, place.cancellation.clone());
        (
            Self {
                id,
                scope,
                context,
                request,
                task: None,
                cancellation,
                store,
                phase,
            },
            receiver,
        )
    }

    /// A run on a message that continues a task.
    pub(crate) fn resume(
        place: &Place,
        scope: Scope,
        context: RequestContext,
        request: SendMessageRequest,
        store: Arc<MemoryStore>,
        (log, task): (Arc<TaskLog>, Arc<Task>),
    ) -> Self {
        let phase = Mutex::new(Phase::Task { log, worked: false });
        let (id, cancellation) = (place.id, place.cancellation.clone());
        Self {
            id,
            scope,
            context,
            request,
            task: Some(task),
            cancellation,
            store,
            phase,
        }
    }

    /// Lets the agent work, whoever waits for it or does not.
    pub(crate) fn spawn<A: Agent>(self: Arc<Self>, agent: Arc<A>, place: Place, settings: Arc<Settings>) {
        let run = self;
        tokio::spawn(async move {
            let context = TaskContext::new(Arc::clone(&run));
            let end = CatchUnwind::new(async move { agent.run(context).await }).await;
            let failure = run.finish(end);
            if let Some(failure) = failure {
                (settings.on_failure)(&failure);
            }
            // Last, so that a shutdown waits for all of the above.
            drop(place);
        });
    }

    /// The task's log. Creates the task if nothing was decided, in which case the client is answered with it.
    pub(crate) fn log(&self, works: bool) -> Result<Arc<TaskLog>, WorkError> {
        let mut phase = lock(&self.phase);
        let (log, worked) = match mem::replace(&mut *phase, Phase::Answered) {
            Phase::Undecided(reservation, answer) => {
                let (scope, message) = (self.scope.clone(), self.request.message.clone());
                let (log, reader) = reservation.create(scope, message, self.id, self.cancellation.clone());
                // A client that left does not want to know.
                let _ = answer.send(Answer::Task(reader));
                (log, works)
            }
            Phase::Task { log, worked } => (log, worked || works),
            Phase::Answered => return Err(WorkError::replied()),
        };
        *phase = Phase::Task {
            log: Arc::clone(&log),
            worked,
        };
        Ok(log)
    }

    /// Does something to the task.
    pub(crate) fn work(&self, change: Change) -> Result<(), WorkError> {
        self.store.append(&self.log(true)?, self.id, change)
    }

    /// Answers with a message instead of a task, or completes the task with it if there had to be one.
    pub(crate) fn reply(&self, note: Note) -> Result<(), WorkError> {
        let message = note.into_message(&self.request.message.context_id, "")?;
        let mut message = message.ok_or_else(|| WorkError::invalid("reply", &"it must say something"))?;
        let mut phase = lock(&self.phase);
        match &mut *phase {
            Phase::Answered => Err(WorkError::replied()),
            Phase::Task { worked: true, .. } => Err(WorkError::worked_already()),
            Phase::Task { log, worked } => {
                *worked = true;
                message.task_id.clone_from(&log.id);
                let log = Arc::clone(log);
                drop(phase);
                self.store
                    .append(&log, self.id, Change::Status(TaskState::Completed, Some(message)))
            }
            Phase::Undecided(..) => {
                self.answer(&mut phase, Answer::Message(message));
                Ok(())
            }
        }
    }

    /// Answers the client without a task, if nothing was decided.
    fn answer(&self, phase: &mut Phase, answer: Answer) {
        if let Phase::Undecided(_, sender) = mem::replace(phase, Phase::Answered) {
            // A client that left does not want to know.
            let _ = sender.send(answer);
        }
    }

    /// What the return or the panic of the agent means for the task; the failure is for the operator.
    fn finish(&self, end: Result<Result<(), AgentError>, String>) -> Option<Failure> {
        let (error, panicked) = match end {
            Ok(Ok(())) => {
                self.end(None);
                return None;
            }
            Ok(Err(error)) => (error, false),
            Err(panic) => (AgentError::new(panic), true),
        };
        let error = match error.into_refusal() {
            Ok(refusal) => {
                self.refuse(refusal);
                return None;
            }
            Err(error) => error,
        };
        let failed = self.end(Some((TaskState::Failed, FAILED)));
        // An agent that was told to stop, and found its work refused, returns that as an error: nothing is wrong.
        let expected = !failed && !panicked && self.cancellation.is_cancelled();
        (!expected).then(|| Failure {
            tenant: self.scope.tenant.clone(),
            task_id: self.request.message.task_id.clone(),
            context_id: self.request.message.context_id.clone(),
            error,
            panicked,
        })
    }

    fn refuse(&self, refusal: A2aError) {
        let mut phase = lock(&self.phase);
        if matches!(*phase, Phase::Undecided(..)) {
            return self.answer(&mut phase, Answer::Refusal(refusal));
        }
        drop(phase);
        self.end(Some((TaskState::Rejected, refusal.message())));
    }

    /// Ends the run and with it the task, as far as nobody did so before; `true` if the task is over with it.
    fn end(&self, end: Option<(TaskState, &str)>) -> bool {
        // Whoever answered with a message has no task to end.
        let Ok(log) = self.log(false) else { return false };
        let end = end.map(|(state, text)| {
            // A text is always a valid message.
            let message = Note::from(text)
                .into_message(&log.context_id, &log.id)
                .unwrap_or_default();
            (state, message)
        });
        self.store.finish(&log, self.id, end)
    }
}
