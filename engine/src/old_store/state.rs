//! What a log knows at one moment.

use super::fold::Change;
use crate::cancellation::Cancellation;
use a2a_bindings::v1_0::{StreamResponse, Task, TaskState};
use a2a_bindings::{Event, Timestamp};
use std::collections::VecDeque;
use std::sync::Arc;

/// The latest events of a task, and what they fold to.
#[derive(Debug)]
pub(super) struct State {
    /// The fold of the events 1 to `last`.
    snapshot: Arc<Task>,
    last: u64,
    /// The latest events, the last one of which has the number `last`; as many as the limit says, and none of a task
    /// that is over and has no reader.
    kept: VecDeque<Event<StreamResponse>>,
    kept_limit: usize,
    /// The snapshot as an event, made when the first reader needs it and shared by those that follow.
    snapshot_event: Option<Event<StreamResponse>>,
    /// The number of the last event that made the task terminal or interrupted, with the task as it was then.
    settled: Option<(u64, Arc<Task>)>,
    readers: usize,
    pub(super) work: Work,
}

/// The run that may work on the task.
#[derive(Debug)]
pub(super) struct Work {
    /// The run.
    pub(super) run: u64,
    /// Whether it may still work; never on a terminal task.
    pub(super) open: bool,
    pub(super) cancellation: Cancellation,
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

impl State {
    /// The first event is the task as it is.
    pub(super) fn new(task: Task, work: Work, kept_limit: usize) -> Self {
        let first = Event::with_id("1", StreamResponse::Task(task.clone()));
        Self {
            snapshot: Arc::new(task),
            last: 1,
            kept: VecDeque::from([first.clone()]),
            kept_limit,
            snapshot_event: Some(first),
            settled: None,
            readers: 0,
            work,
        }
    }

    pub(super) fn task(&self) -> &Arc<Task> {
        &self.snapshot
    }

    pub(super) fn task_state(&self) -> &TaskState {
        &self.snapshot.status.state
    }

    pub(super) fn is_over(&self) -> bool {
        self.task_state().is_terminal()
    }

    pub(super) fn last(&self) -> u64 {
        self.last
    }

    pub(super) fn readers(&self) -> usize {
        self.readers
    }

    /// The task that an event at or after a position made terminal or interrupted.
    pub(super) fn settled(&self, position: u64) -> Option<Arc<Task>> {
        let settled = self.settled.as_ref();
        settled
            .filter(|(number, _)| *number >= position)
            .map(|(_, task)| Arc::clone(task))
    }

    /// Appends an event and returns its number. The only place where a task changes.
    pub(super) fn record(&mut self, change: Change) -> u64 {
        // Copies the task only if somebody is looking at it.
        let response = change.apply(Arc::make_mut(&mut self.snapshot), now());
        self.last += 1;
        self.kept
            .push_back(Event::with_id(self.last.to_string(), response));
        if self.kept.len() > self.kept_limit {
            self.kept.pop_front();
        }
        self.snapshot_event = None;
        let state = &self.snapshot.status.state;
        if state.is_terminal() || state.is_interrupted() {
            self.settled = Some((self.last, Arc::clone(&self.snapshot)));
        }
        // To ask is the last thing that a run does; one that waits for an authorisation may go on (§7.6.1).
        if state.is_terminal() || *state == TaskState::InputRequired {
            self.work.open = false;
        }
        self.tidy();
        self.last
    }

    /// What there is to read at a position.
    pub(super) fn read(&mut self, position: u64) -> Found {
        if position > self.last {
            return if self.is_over() {
                Found::End
            } else {
                Found::Nothing
            };
        }
        let index = position.checked_sub(self.first_kept());
        let index = index.and_then(|index| usize::try_from(index).ok());
        match index.and_then(|index| self.kept.get(index)) {
            Some(event) => Found::Event(event.clone(), position + 1),
            // The reader is too far behind: the task as it is stands for everything up to here.
            None => Found::Event(self.snapshot_event(), self.last + 1),
        }
    }

    /// Whether a reader at a position misses nothing.
    pub(super) fn reaches_back_to(&self, position: u64) -> bool {
        (self.first_kept()..=self.last + 1).contains(&position)
    }

    /// The task as it is, as an event with the number of the last one.
    pub(super) fn snapshot_event(&mut self) -> Event<StreamResponse> {
        let (last, snapshot) = (self.last, &self.snapshot);
        let make = || Event::with_id(last.to_string(), StreamResponse::Task(Task::clone(snapshot)));
        self.snapshot_event.get_or_insert_with(make).clone()
    }

    pub(super) fn reader_arrived(&mut self) {
        self.readers += 1;
    }

    pub(super) fn reader_left(&mut self) {
        self.readers = self.readers.saturating_sub(1);
        self.tidy();
    }

    fn first_kept(&self) -> u64 {
        let kept = u64::try_from(self.kept.len()).unwrap_or(u64::MAX);
        (self.last + 1).saturating_sub(kept)
    }

    /// Nobody can become a reader of a task that is over.
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
