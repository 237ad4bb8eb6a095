//! Tasks that somebody works on or watches: the part of a task that is in memory whatever the store.
//!
//! A change is decided on what is published, recorded in the store, and published when the store has it. So whoever
//! reads is never ahead of `GetTask`, which asks the store. One change at a time: whoever makes it holds the turn.

mod change;
mod reader;
mod registry;
mod tail;

pub(crate) use change::{Change, now};
pub(crate) use reader::{Reader, TaskStream, Until};
pub(crate) use registry::{LiveRef, Registry};
pub(crate) use tail::{Tail, Work};

use crate::cancellation::Cancellation;
use crate::core::Core;
use crate::lock::lock;
use crate::refusal;
use crate::store::{Entry, Scope, StoreError, StoreErrorKind, StoredTask};
use a2a_bindings::v1_0::{StreamResponse, Task, TaskPushNotificationConfig, TaskState};
use a2a_bindings::{A2aError, Event};
use std::collections::VecDeque;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::Waker;

/// How often a change is decided anew because somebody else has appended to the log.
const MAX_CONFLICTS: usize = 16;
/// How many entries are fetched at a time.
const FETCH: usize = 256;

/// A task that somebody works on or watches.
pub(crate) struct Live {
    pub(crate) scope: Scope,
    pub(crate) id: Arc<str>,
    pub(crate) context_id: String,
    /// How many references there are.
    holders: AtomicUsize,
    turn: tokio::sync::Mutex<Turn>,
    tail: Mutex<Tail>,
}

/// The right to change the task.
struct Turn {
    /// Whether the store may know more than what is published: a change was begun, and its outcome not seen.
    is_behind: bool,
}

/// Why a change was not made.
pub(crate) enum Unchanged<E> {
    /// It is not allowed.
    Refused(E),
    /// The store failed.
    Store(StoreError),
}

impl<E> From<StoreError> for Unchanged<E> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Live {
    /// A task that is about to be created, for a run to work on.
    pub(crate) fn of_new(scope: Scope, task: Task, work: Work, kept_limit: usize) -> Self {
        Self {
            scope,
            id: task.id.as_str().into(),
            context_id: task.context_id.clone(),
            holders: AtomicUsize::new(0),
            turn: tokio::sync::Mutex::new(Turn { is_behind: false }),
            tail: Mutex::new(Tail::of_new(task, work, kept_limit)),
        }
    }

    /// A task as the store has it.
    pub(crate) fn of_stored(scope: Scope, stored: StoredTask, kept_limit: usize) -> Self {
        Self {
            scope,
            id: stored.task.id.as_str().into(),
            context_id: stored.task.context_id.clone(),
            holders: AtomicUsize::new(0),
            // What was appended between the look into the store and now is still to be found out.
            turn: tokio::sync::Mutex::new(Turn { is_behind: true }),
            tail: Mutex::new(Tail::of_stored(stored, kept_limit)),
        }
    }

    /// What is published.
    pub(crate) fn tail(&self) -> MutexGuard<'_, Tail> {
        lock(&self.tail)
    }

    /// The right to change the task, as soon as nobody else has it.
    async fn turn(&self) -> tokio::sync::MutexGuard<'_, Turn> {
        // It is free nearly always, and to find that out costs less than to wait. Those who wait are not overtaken: a
        // turn that ends is theirs at once.
        match self.turn.try_lock() {
            Ok(turn) => turn,
            Err(_) => self.turn.lock().await,
        }
    }

    /// Records the task in the store; it exists from then on.
    pub(crate) async fn create(
        &self,
        core: &Core,
        webhook: Option<&TaskPushNotificationConfig>,
    ) -> Result<(), StoreError> {
        let _turn = self.turn().await;
        if self.tail().exists() {
            return Ok(());
        }
        let task = Task::clone(self.tail().task());
        let first = Entry::new(1, StreamResponse::Task(task));
        match core.store.create(&self.scope, &first, webhook).await {
            Ok(()) => {
                self.tail().has_webhooks = webhook.is_some();
                self.publish(core, first, None, None);
            }
            // Nobody else makes a task of this id: it is there because the store did not say so the last time.
            Err(error) if error.kind() == StoreErrorKind::Conflict => {
                let stored = core.store.get(&self.scope, &self.id).await?;
                let mut tail = self.tail();
                let wakers = tail.replace(stored.ok_or(error)?);
                self.published(core, tail, wakers, None);
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Makes a change, if it is permitted on what is published at that moment.
    ///
    /// With `by`, the change is that run's own, and the run is not told that it is no longer wanted. With `work`, the
    /// right to work goes over to another run.
    pub(crate) async fn change<E>(
        &self,
        core: &Core,
        mut change: Change,
        by: Option<u64>,
        work: Option<Work>,
        permit: impl Fn(&Tail) -> Result<(), E>,
    ) -> Result<Arc<Task>, Unchanged<E>> {
        let mut turn = self.turn().await;
        let append = change.appends();
        let mut conflicts = 0;
        loop {
            if turn.is_behind {
                self.catch_up(core).await?;
                turn.is_behind = false;
            }
            let entry = {
                let tail = self.tail();
                permit(&tail).map_err(Unchanged::Refused)?;
                change.into_entry(tail.task(), tail.last() + 1)
            };
            // If this future is dropped while the store is at work, the next one has to look.
            turn.is_behind = true;
            match core.store.append(&self.scope, &self.id, &entry).await {
                Ok(()) => {
                    turn.is_behind = false;
                    return Ok(self.publish(core, entry, by, work));
                }
                Err(error) if error.kind() == StoreErrorKind::Conflict && conflicts < MAX_CONFLICTS => {
                    conflicts += 1;
                    let Some(again) = Change::of_entry(entry, append) else {
                        return Err(error.into());
                    };
                    change = again;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Publishes what the store knows beyond what is published.
    async fn catch_up(&self, core: &Core) -> Result<(), StoreError> {
        loop {
            let last = self.tail().last();
            match core.store.entries(&self.scope, &self.id, last, FETCH).await? {
                Some(entries) if entries.is_empty() => return Ok(()),
                Some(entries) => {
                    for entry in entries {
                        self.publish(core, entry, None, None);
                    }
                }
                None => {
                    let stored = core.store.get(&self.scope, &self.id).await?;
                    let stored = stored.ok_or_else(StoreError::not_found)?;
                    let mut tail = self.tail();
                    let wakers = tail.replace(stored);
                    let stopped = if tail.is_over() { tail.end_work(None) } else { None };
                    self.published(core, tail, wakers, stopped);
                    return Ok(());
                }
            }
        }
    }

    /// Publishes what the store has; returns the task with it.
    fn publish(&self, core: &Core, entry: Entry, by: Option<u64>, work: Option<Work>) -> Arc<Task> {
        let mut tail = self.tail();
        let wakers = tail.record(entry);
        let task = Arc::clone(tail.task());
        tracing::event!(
            target: "a2a",
            tracing::Level::DEBUG,
            a2a.task.id = task.id,
            a2a.task.state = %task.status.state,
            a2a.event.id = tail.last(),
            "recorded"
        );
        // To ask is the last thing that a run does; one that waits for an authorisation may go on (§7.6.1).
        let ends_work = task.status.state.is_terminal() || task.status.state == TaskState::InputRequired;
        let stopped = match work {
            Some(work) => tail.hand_over(work),
            None if ends_work => tail.end_work(by),
            None => None,
        };
        self.published(core, tail, wakers, stopped);
        task
    }

    /// Tells those who are to know, without holding what is published.
    fn published(
        &self,
        core: &Core,
        tail: MutexGuard<'_, Tail>,
        wakers: Vec<Waker>,
        stopped: Option<Cancellation>,
    ) {
        let has_webhooks = tail.has_webhooks;
        drop(tail);
        wakers.into_iter().for_each(Waker::wake);
        if let Some(stopped) = stopped {
            stopped.cancel();
        }
        if has_webhooks {
            core.wake_pusher(&self.scope, &self.id);
        }
    }

    /// Gives the task to a run, unless it is over, waits for its client, or is in the hands of another one.
    pub(crate) fn take_up(&self, work: Work) -> Option<Arc<Task>> {
        let mut tail = self.tail();
        if tail.is_over() || tail.state().is_interrupted() || tail.is_worked_on() {
            return None;
        }
        tail.hand_over(work);
        Some(Arc::clone(tail.task()))
    }

    /// Gives up on what would have come: the outcome of the work cannot be recorded.
    pub(crate) fn lose(&self) {
        let wakers = self.tail().lose();
        wakers.into_iter().for_each(Waker::wake);
    }

    /// Notes that the task has webhooks from now on.
    pub(crate) fn has_webhooks(&self, core: &Core) {
        self.tail().has_webhooks = true;
        core.wake_pusher(&self.scope, &self.id);
    }
}

impl LiveRef {
    /// A reader of the whole log; for the request that makes the task.
    pub(crate) fn read_from_start(&self) -> Reader {
        let key = self.tail().reader_arrived();
        Reader::new(self.clone(), key, 1, VecDeque::new())
    }

    /// A reader of the task as it is and what comes after that.
    pub(crate) fn read_from_now(&self) -> Reader {
        let mut tail = self.tail();
        let key = tail.reader_arrived();
        let before = VecDeque::from([tail.snapshot_event()]);
        let position = tail.last() + 1;
        drop(tail);
        Reader::new(self.clone(), key, position, before)
    }

    /// A reader of what comes after the event `after`, if the log goes back that far, or else of the task as it is and
    /// what comes after that (§3.1.6).
    pub(crate) async fn subscribe(
        &self,
        core: &Core,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Reader, A2aError> {
        // Whoever has the turn catches up by himself.
        if let Ok(mut turn) = self.turn.try_lock()
            && turn.is_behind
        {
            self.catch_up(core)
                .await
                .map_err(|error| core.failed(error, &self.id))?;
            turn.is_behind = false;
        }
        let before = match after {
            Some(after) => self.missed(core, after).await?,
            None => None,
        };
        let mut tail = self.tail();
        if tail.is_over() {
            return Err(refusal::task_over(&self.id, tail.state()));
        }
        if tail.reader_count() >= limit {
            return Err(refusal::too_many_subscribers(limit));
        }
        let resumed = before.filter(|(position, _)| tail.reaches_back_to(*position));
        let (position, before) = match resumed {
            Some(resumed) => resumed,
            None => {
                let snapshot = tail.snapshot_event();
                (tail.last() + 1, VecDeque::from([snapshot]))
            }
        };
        let key = tail.reader_arrived();
        drop(tail);
        Ok(Reader::new(self.clone(), key, position, before))
    }

    /// What was missed since an event, and the position behind it.
    async fn missed(
        &self,
        core: &Core,
        after: u64,
    ) -> Result<Option<(u64, VecDeque<Event<StreamResponse>>)>, A2aError> {
        let Some(position) = after.checked_add(1) else {
            return Ok(None);
        };
        if self.tail().reaches_back_to(position) {
            return Ok(Some((position, VecDeque::new())));
        }
        let limit = core.settings.kept_events;
        let entries = core.store.entries(&self.scope, &self.id, after, limit).await;
        let entries = entries.map_err(|error| core.failed(error, &self.id))?;
        Ok(entries.map(|entries| {
            let position = entries.last().map_or(position, |entry| entry.number + 1);
            (position, entries.into_iter().map(|entry| entry.event).collect())
        }))
    }
}
