//! The published end of a log: what everybody may see.

use crate::cancellation::Cancellation;
use crate::store::{Entry, StoredTask};
use a2a_bindings::Event;
use a2a_bindings::v1_0::{StreamResponse, Task, TaskState};
use slab::Slab;
use std::collections::VecDeque;
use std::sync::Arc;
use std::task::{Context, Waker};

/// The latest events of a task, and what the whole log folds to. There is nothing in here that is not in the store.
pub(crate) struct Tail {
    task: Arc<Task>,
    /// The number of the last entry; 0 as long as the store does not have the task.
    last: u64,
    /// The latest events, the last one of which has the number `last`; never more than `kept_limit`.
    kept: VecDeque<Event<StreamResponse>>,
    kept_limit: usize,
    /// The task as an event, shared by those who need it, unless there was but one reader so far: most tasks have no
    /// other, and this is twice as large as the task.
    snapshot_event: Option<Event<StreamResponse>>,
    /// The number of the last event that made the task terminal or interrupted, with the task as it was then.
    settled: Option<(u64, Arc<Task>)>,
    /// Those who read, each with the waker of one that waits.
    readers: Slab<Option<Waker>>,
    /// The latest run of the task, unless that was in an earlier life of the process.
    work: Option<Work>,
    pub(super) has_webhooks: bool,
    /// Whether the outcome of the work could not be recorded, so nothing more is to come.
    is_lost: bool,
}

/// The run that a task is in the hands of.
#[derive(Debug, Clone)]
pub(crate) struct Work {
    run: u64,
    /// Whether it may still work; never on a terminal task.
    is_open: bool,
    cancellation: Cancellation,
}

impl Work {
    /// The right of a run to work on a task.
    pub(crate) fn of_run(run: u64, cancellation: Cancellation) -> Self {
        Self {
            run,
            is_open: true,
            cancellation,
        }
    }
}

/// What a reader finds at its position.
pub(super) enum Found {
    /// An event, and the position behind it.
    Event(Event<StreamResponse>, u64),
    /// Nothing yet.
    Nothing,
    /// Nothing, now and ever.
    End,
    /// Nothing any more, though the task is not over.
    Lost,
}

impl Tail {
    /// Of a task that the store does not have yet.
    pub(super) fn of_new(task: Task, work: Work, kept_limit: usize) -> Self {
        Self {
            task: Arc::new(task),
            last: 0,
            kept: VecDeque::new(),
            kept_limit,
            snapshot_event: None,
            settled: None,
            readers: Slab::new(),
            work: Some(work),
            has_webhooks: false,
            is_lost: false,
        }
    }

    /// Of a task as the store has it, which nobody works on.
    pub(super) fn of_stored(stored: StoredTask, kept_limit: usize) -> Self {
        Self {
            task: Arc::new(stored.task),
            last: stored.last,
            kept: VecDeque::new(),
            kept_limit,
            snapshot_event: None,
            settled: None,
            readers: Slab::new(),
            work: None,
            has_webhooks: stored.has_webhooks,
            is_lost: false,
        }
    }

    pub(crate) fn task(&self) -> &Arc<Task> {
        &self.task
    }

    pub(crate) fn state(&self) -> &TaskState {
        &self.task.status.state
    }

    pub(crate) fn is_over(&self) -> bool {
        self.state().is_terminal()
    }

    /// Whether a run may work on the task.
    pub(crate) fn is_open_to(&self, run: u64) -> bool {
        self.work
            .as_ref()
            .is_some_and(|work| work.run == run && work.is_open)
    }

    /// Whether some run may work on the task.
    pub(crate) fn is_worked_on(&self) -> bool {
        self.work.as_ref().is_some_and(|work| work.is_open)
    }

    /// Whether a run is the latest of the task, so that its end is the task's.
    pub(crate) fn is_latest(&self, run: u64) -> bool {
        self.work.as_ref().is_some_and(|work| work.run == run)
    }

    pub(crate) fn exists(&self) -> bool {
        self.last > 0
    }

    pub(super) fn last(&self) -> u64 {
        self.last
    }

    pub(super) fn reader_count(&self) -> usize {
        self.readers.len()
    }

    /// The task that an event at or after a position made terminal or interrupted.
    ///
    /// A task that is over is settled for whoever asks: nothing comes after that.
    pub(super) fn settled(&self, position: u64) -> Option<&Arc<Task>> {
        if self.is_over() {
            return Some(&self.task);
        }
        let settled = self.settled.as_ref();
        settled
            .filter(|(number, _)| *number >= position)
            .map(|(_, task)| task)
    }

    pub(super) fn is_lost(&self) -> bool {
        self.is_lost
    }

    /// Takes in an entry that the store has. Those returned are to be woken.
    pub(super) fn record(&mut self, entry: Entry) -> Vec<Waker> {
        self.last = entry.number;
        self.is_lost = false;
        self.snapshot_event = None;
        if entry.number > 1 {
            // Copies the task only if somebody is looking at it.
            entry.apply(Arc::make_mut(&mut self.task));
        }
        self.kept.push_back(entry.event);
        if self.kept.len() > self.kept_limit {
            self.kept.pop_front();
        }
        let state = &self.task.status.state;
        if state.is_terminal() || state.is_interrupted() {
            self.settled = Some((self.last, Arc::clone(&self.task)));
        }
        self.wake()
    }

    /// Takes in the task as the store has it, for want of the entries that led to it.
    pub(super) fn replace(&mut self, stored: StoredTask) -> Vec<Waker> {
        self.last = stored.last;
        self.task = Arc::new(stored.task);
        self.has_webhooks = stored.has_webhooks;
        self.snapshot_event = None;
        self.kept.clear();
        let state = &self.task.status.state;
        if state.is_terminal() || state.is_interrupted() {
            self.settled = Some((self.last, Arc::clone(&self.task)));
        }
        self.wake()
    }

    /// Gives up on what would have come.
    pub(super) fn lose(&mut self) -> Vec<Waker> {
        self.is_lost = true;
        self.wake()
    }

    fn wake(&mut self) -> Vec<Waker> {
        self.readers
            .iter_mut()
            .filter_map(|(_, waker)| waker.take())
            .collect()
    }

    /// What there is to read at a position.
    pub(super) fn read(&mut self, position: u64) -> Found {
        if position > self.last {
            return if self.is_over() {
                Found::End
            } else if self.is_lost {
                Found::Lost
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
        let (last, task) = (self.last, &self.task);
        let make = || Event::numbered(last, StreamResponse::Task(Task::clone(task)));
        if self.readers.is_empty() {
            return make();
        }
        self.snapshot_event.get_or_insert_with(make).clone()
    }

    pub(super) fn reader_arrived(&mut self) -> usize {
        self.readers.insert(None)
    }

    pub(super) fn reader_left(&mut self, key: usize) {
        self.readers.try_remove(key);
    }

    /// Has a reader woken by what comes next.
    pub(super) fn reader_waits(&mut self, key: usize, context: &Context<'_>) {
        if let Some(waker) = self.readers.get_mut(key) {
            match waker {
                Some(waker) => waker.clone_from(context.waker()),
                None => *waker = Some(context.waker().clone()),
            }
        }
    }

    /// Ends the right of a run to work, if it is the latest.
    pub(crate) fn close(&mut self, run: u64) {
        if let Some(work) = self.work.as_mut().filter(|work| work.run == run) {
            work.is_open = false;
        }
    }

    /// Gives the right to work to a run; the one before is to be told, if it had the right still.
    pub(super) fn hand_over(&mut self, work: Work) -> Option<Cancellation> {
        let before = self.work.replace(work)?;
        before.is_open.then_some(before.cancellation)
    }

    /// Ends the right to work; unless the run itself, `by`, brought that about, it is to be told.
    pub(super) fn end_work(&mut self, by: Option<u64>) -> Option<Cancellation> {
        let work = self.work.as_mut()?;
        work.is_open = false;
        (Some(work.run) != by).then(|| work.cancellation.clone())
    }

    fn first_kept(&self) -> u64 {
        let kept = u64::try_from(self.kept.len()).unwrap_or(u64::MAX);
        (self.last + 1).saturating_sub(kept)
    }
}
