//! The events of one task.

use super::Scope;
use super::fold::Change;
use super::reader::Reader;
use super::state::{Found, State, Work};
use crate::cancellation::Cancellation;
use crate::lock::lock;
use crate::refusal;
use crate::settings::Settings;
use crate::work_error::WorkError;
use a2a_bindings::A2aError;
use a2a_bindings::v1_0::{Message, Task, TaskState};
use std::mem;
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

/// The log of a task, with the task that it folds to.
#[derive(Debug)]
pub(crate) struct TaskLog {
    pub(crate) scope: Scope,
    pub(crate) id: String,
    pub(crate) context_id: String,
    limits: Limits,
    state: Mutex<State>,
    /// The number of the last event, for those who wait. It is raised after the event is in the state, so whoever
    /// sees the number finds the event, and `GetTask` knows the state that the event tells of.
    published: watch::Sender<u64>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    kept_events: usize,
    history: usize,
    subscribers: usize,
}

impl From<&Settings> for Limits {
    fn from(settings: &Settings) -> Self {
        Self {
            kept_events: settings.kept_events,
            history: settings.max_history,
            subscribers: settings.max_subscribers,
        }
    }
}

/// What happens to a task. Each step checks and changes under one lock, and publishes when it has let go of it.
impl TaskLog {
    /// A log whose first event is the task as it is, for the given run to work on.
    pub(super) fn new(
        scope: Scope,
        task: Task,
        run: u64,
        cancellation: Cancellation,
        limits: Limits,
    ) -> Self {
        let work = Work {
            run,
            open: true,
            cancellation,
        };
        Self {
            scope,
            id: task.id.clone(),
            context_id: task.context_id.clone(),
            limits,
            state: Mutex::new(State::new(task, work, limits.kept_events)),
            published: watch::Sender::new(1),
        }
    }

    /// Records what a run does; `true` if the task is over with it.
    pub(super) fn append(&self, run: u64, change: Change) -> Result<bool, WorkError> {
        let mut state = lock(&self.state);
        if state.is_over() {
            return Err(WorkError::task_over(state.task_state()));
        }
        if state.work.run != run || !state.work.open {
            return Err(WorkError::run_over());
        }
        let last = state.record(change);
        let over = state.is_over();
        drop(state);
        self.publish(last);
        Ok(over)
    }

    /// Records the end of a run: the state that it leaves the task in, or none to complete it unless it waits for the
    /// client; `true` if the task is over with it.
    ///
    /// Nothing changes if the task is over already, or the next run has begun.
    pub(super) fn finish(&self, run: u64, end: Option<(TaskState, Option<Message>)>) -> bool {
        let mut state = lock(&self.state);
        if state.is_over() || state.work.run != run {
            return false;
        }
        state.work.open = false;
        let (end, message) = match end {
            Some(end) => end,
            None if state.task_state().is_interrupted() => return false,
            None => (TaskState::Completed, None),
        };
        let last = state.record(Change::Status(end, message));
        drop(state);
        self.publish(last);
        true
    }

    /// Cancels the task; fails with the task as it is if that is over.
    pub(super) fn cancel(&self) -> Result<Arc<Task>, Arc<Task>> {
        let mut state = lock(&self.state);
        if state.is_over() {
            return Err(Arc::clone(state.task()));
        }
        let last = state.record(Change::Status(TaskState::Canceled, None));
        let task = Arc::clone(state.task());
        let cancellation = state.work.cancellation.clone();
        drop(state);
        self.publish(last);
        cancellation.cancel();
        Ok(task)
    }

    /// Continues the task with a message of the client, for the given run to handle. The task is the one that has the
    /// message in it; the reader reads that, and what comes after it.
    pub(crate) fn resume(
        self: &Arc<Self>,
        message: Message,
        run: u64,
        cancellation: Cancellation,
    ) -> Result<(Reader, Arc<Task>), A2aError> {
        let mut state = lock(&self.state);
        if state.is_over() {
            return Err(refusal::task_over(&self.id, state.task_state()));
        }
        if !state.task_state().is_interrupted() {
            return Err(refusal::task_busy(&self.id, state.task_state()));
        }
        if state.task().history.len() >= self.limits.history {
            return Err(refusal::history_full(&self.id, self.limits.history));
        }
        let superseded = mem::replace(
            &mut state.work,
            Work {
                run,
                open: true,
                cancellation,
            },
        );
        let last = state.record(Change::Resumed(message));
        let task = Arc::clone(state.task());
        state.reader_arrived();
        let reader = Reader::new(Arc::clone(self), last + 1, Some(state.snapshot_event()));
        drop(state);
        self.publish(last);
        if superseded.open {
            superseded.cancellation.cancel();
        }
        Ok((reader, task))
    }

    fn publish(&self, last: u64) {
        self.published.send_if_modified(|published| {
            // Somebody else may have published a later event in the meantime.
            let newer = last > *published;
            if newer {
                *published = last;
            }
            newer
        });
    }
}

/// Who looks at it.
impl TaskLog {
    /// The task as it is.
    pub(crate) fn snapshot(&self) -> Arc<Task> {
        Arc::clone(lock(&self.state).task())
    }

    /// A reader of the whole log; for the request that makes the task.
    pub(super) fn read_from_start(self: &Arc<Self>) -> Reader {
        lock(&self.state).reader_arrived();
        Reader::new(Arc::clone(self), 1, None)
    }

    /// A reader of what comes after the event `after`, if that is known, or else of the task as it is and what comes
    /// after that (§3.1.6).
    pub(crate) fn subscribe(self: &Arc<Self>, after: Option<u64>) -> Result<Reader, A2aError> {
        let mut state = lock(&self.state);
        if state.is_over() {
            return Err(refusal::task_over(&self.id, state.task_state()));
        }
        if state.readers() >= self.limits.subscribers {
            return Err(refusal::too_many_subscribers(self.limits.subscribers));
        }
        state.reader_arrived();
        let position = after.and_then(|after| after.checked_add(1));
        Ok(
            match position.filter(|position| state.reaches_back_to(*position)) {
                Some(position) => Reader::new(Arc::clone(self), position, None),
                None => Reader::new(Arc::clone(self), state.last() + 1, Some(state.snapshot_event())),
            },
        )
    }

    /// What there is to read at a position.
    pub(super) fn read(&self, position: u64) -> Found {
        lock(&self.state).read(position)
    }

    /// Waits until there is something to read at a position.
    pub(super) async fn wait(self: Arc<Self>, position: u64) {
        // The sender cannot be gone: `self` holds it.
        let _ = self
            .published
            .subscribe()
            .wait_for(|last| *last >= position)
            .await;
    }

    /// Waits until an event at or after a position has made the task terminal or interrupted.
    pub(super) async fn settled(&self, position: u64) -> Arc<Task> {
        let mut published = self.published.subscribe();
        loop {
            // Before the check, so that what happens after the check wakes.
            published.mark_unchanged();
            if let Some(task) = lock(&self.state).settled(position) {
                return task;
            }
            // The sender cannot be gone: `self` holds it.
            let _ = published.changed().await;
        }
    }

    pub(super) fn reader_left(&self) {
        lock(&self.state).reader_left();
    }
}
