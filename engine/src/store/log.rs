//! The events of one task.

use super::Scope;
use super::fold::Change;
use super::reader::Reader;
use crate::cancellation::Cancellation;
use crate::lock::lock;
use crate::refusal;
use crate::settings::Settings;
use crate::work_error::WorkError;
use a2a_bindings::v1_0::{Message, StreamResponse, Task, TaskState};
use a2a_bindings::{A2aError, Event, Timestamp};
use std::collections::VecDeque;
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

#[derive(Debug)]
struct State {
    /// The fold of the events 1 to `last`.
    snapshot: Arc<Task>,
    last: u64,
    /// The latest events, the last one of which has the number `last`; as many as the limit says, and none of a task
    /// that is over and has no reader.
    kept: VecDeque<Event<StreamResponse>>,
    /// The snapshot as an event, made when the first reader needs it and shared by those that follow.
    snapshot_event: Option<Event<StreamResponse>>,
    /// The number of the last event that made the task terminal or interrupted, with the task as it was then.
    settled: Option<(u64, Arc<Task>)>,
    readers: usize,
    run: Work,
}

/// The run that may work on the task.
#[derive(Debug)]
struct Work {
    id: u64,
    /// Whether it may still work; never on a terminal task.
    open: bool,
    cancellation: Cancellation,
}

/// What a reader finds at its position.
pub(super) enum Found {
    /// An event, and the position behind it.
    Event(Event<StreamResponse>, u64),
    /// Nothing yet.
    Nothing,
    /// Nothing, now and ever.
    End,
}

impl TaskLog {
    /// A log whose first event is the task as it is.
    pub(super) fn new(
        scope: Scope,
        task: Task,
        run: u64,
        cancellation: Cancellation,
        limits: Limits,
    ) -> Self {
        let first = Event::with_id("1", StreamResponse::Task(task.clone()));
        Self {
            scope,
            id: task.id.clone(),
            context_id: task.context_id.clone(),
            limits,
            state: Mutex::new(State {
                snapshot: Arc::new(task),
                last: 1,
                kept: VecDeque::from([first.clone()]),
                snapshot_event: Some(first),
                settled: None,
                readers: 0,
                run: Work {
                    id: run,
                    open: true,
                    cancellation,
                },
            }),
            published: watch::Sender::new(1),
        }
    }

    /// The task as it is.
    pub(crate) fn snapshot(&self) -> Arc<Task> {
        Arc::clone(&lock(&self.state).snapshot)
    }

    /// Records what a run does; `true` if the task is over with it.
    pub(super) fn append(&self, run: u64, change: Change) -> Result<bool, WorkError> {
        let mut state = lock(&self.state);
        if state.is_over() {
            return Err(WorkError::task_over(&state.snapshot.status.state));
        }
        if state.run.id != run || !state.run.open {
            return Err(WorkError::run_over());
        }
        let last = state.record(change, self.limits);
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
        if state.is_over() || state.run.id != run {
            return false;
        }
        state.run.open = false;
        let (end, message) = match end {
            Some(end) => end,
            None if state.snapshot.status.state.is_interrupted() => return false,
            None => (TaskState::Completed, None),
        };
        let last = state.record(Change::Status(end, message), self.limits);
        drop(state);
        self.publish(last);
        true
    }

    /// Cancels the task, unless it is over.
    pub(super) fn cancel(&self) -> Result<Arc<Task>, Arc<Task>> {
        let mut state = lock(&self.state);
        if state.is_over() {
            return Err(Arc::clone(&state.snapshot));
        }
        let last = state.record(Change::Status(TaskState::Canceled, None), self.limits);
        let task = Arc::clone(&state.snapshot);
        let cancellation = state.run.cancellation.clone();
        drop(state);
        self.publish(last);
        cancellation.cancel();
        Ok(task)
    }

    /// Continues the task with a message of the client, for the given run to handle; the task is the one that the
    /// message is a part of, and the reader reads what comes after it.
    pub(crate) fn resume(
        self: &Arc<Self>,
        message: Message,
        run: u64,
        cancellation: Cancellation,
    ) -> Result<(Reader, Arc<Task>), A2aError> {
        let mut state = lock(&self.state);
        let before = &state.snapshot.status.state;
        if before.is_terminal() {
            return Err(refusal::task_over(&self.id, before));
        }
        if !before.is_interrupted() {
            return Err(refusal::task_busy(&self.id, before));
        }
        if state.snapshot.history.len() >= self.limits.history {
            return Err(refusal::history_full(&self.id, self.limits.history));
        }
        let superseded = std::mem::replace(
            &mut state.run,
            Work {
                id: run,
                open: true,
                cancellation,
            },
        );
        let last = state.record(Change::Resumed(message), self.limits);
        let task = Arc::clone(&state.snapshot);
        state.readers += 1;
        let reader = Reader::new(Arc::clone(self), last + 1, Some(state.snapshot_event()));
        drop(state);
        self.publish(last);
        if superseded.open {
            superseded.cancellation.cancel();
        }
        Ok((reader, task))
    }

    /// A reader of the whole log; for the request that makes the task.
    pub(super) fn read_from_start(self: &Arc<Self>) -> Reader {
        lock(&self.state).readers += 1;
        Reader::new(Arc::clone(self), 1, None)
    }

    /// A reader of what comes after `after`, or else of the task as it is and what comes after it (§3.1.6).
    pub(crate) fn subscribe(self: &Arc<Self>, after: Option<u64>) -> Result<Reader, A2aError> {
        let mut state = lock(&self.state);
        if state.is_over() {
            return Err(refusal::task_over(&self.id, &state.snapshot.status.state));
        }
        if state.readers >= self.limits.subscribers {
            return Err(refusal::too_many_subscribers(self.limits.subscribers));
        }
        state.readers += 1;
        let resumed =
            after.filter(|after| (state.first_kept()..=state.last + 1).contains(&after.saturating_add(1)));
        Ok(match resumed {
            Some(after) => Reader::new(Arc::clone(self), after + 1, None),
            None => Reader::new(Arc::clone(self), state.last + 1, Some(state.snapshot_event())),
        })
    }

    /// What there is to read at a position.
    pub(super) fn read(&self, position: u64) -> Found {
        let mut state = lock(&self.state);
        if position > state.last {
            return if state.is_over() {
                Found::End
            } else {
                Found::Nothing
            };
        }
        let kept = position
            .checked_sub(state.first_kept())
            .and_then(|index| usize::try_from(index).ok());
        match kept.and_then(|index| state.kept.get(index)) {
            Some(event) => Found::Event(event.clone(), position + 1),
            // The reader is too far behind: the task as it is stands for everything up to here.
            None => Found::Event(state.snapshot_event(), state.last + 1),
        }
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
            if let Some((number, task)) = &lock(&self.state).settled
                && *number >= position
            {
                return Arc::clone(task);
            }
            // The sender cannot be gone: `self` holds it.
            let _ = published.changed().await;
        }
    }

    pub(super) fn reader_left(&self) {
        let mut state = lock(&self.state);
        state.readers = state.readers.saturating_sub(1);
        state.tidy();
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

impl State {
    fn is_over(&self) -> bool {
        self.snapshot.status.state.is_terminal()
    }

    fn first_kept(&self) -> u64 {
        let kept = u64::try_from(self.kept.len()).unwrap_or(u64::MAX);
        self.last.saturating_add(1).saturating_sub(kept)
    }

    /// Appends an event and returns its number. The only place where a task changes.
    fn record(&mut self, change: Change, limits: Limits) -> u64 {
        // Copies the task only if somebody is looking at it.
        let response = change.apply(Arc::make_mut(&mut self.snapshot), now());
        self.last += 1;
        self.kept
            .push_back(Event::with_id(self.last.to_string(), response));
        if self.kept.len() > limits.kept_events {
            self.kept.pop_front();
        }
        self.snapshot_event = None;
        let state = &self.snapshot.status.state;
        if state.is_terminal() || state.is_interrupted() {
            self.settled = Some((self.last, Arc::clone(&self.snapshot)));
        }
        // To ask is the last thing that a run does; one that waits for an authorisation may go on (§7.6.1).
        if state.is_terminal() || *state == TaskState::InputRequired {
            self.run.open = false;
        }
        self.tidy();
        self.last
    }

    fn snapshot_event(&mut self) -> Event<StreamResponse> {
        let (last, snapshot) = (self.last, &self.snapshot);
        let event = self.snapshot_event.get_or_insert_with(|| {
            Event::with_id(last.to_string(), StreamResponse::Task(Task::clone(snapshot)))
        });
        event.clone()
    }

    fn tidy(&mut self) {
        if self.readers == 0 && self.is_over() {
            self.kept = VecDeque::new();
            self.snapshot_event = None;
        }
    }
}

/// The time, as precise as it is on the wire, so that what is compared here is what clients compare.
pub(super) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::new(now.seconds(), now.nanoseconds() / 1_000_000 * 1_000_000).unwrap_or(now)
}
