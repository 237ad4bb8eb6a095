//! What spans the shards: the lists of tasks, and the order in which tasks make room.
//!
//! Whoever creates a task, changes its status or its webhooks, or lists tasks, holds the lock of the directory, and
//! takes those of shards after it. So a list sees every task at the same moment. All others, of which there are more,
//! take the lock of one shard.

use super::contexts::{Contexts, Entered};
use super::place::{self, Group, Key, Place};
use super::record::{Phase, Record};
use super::settings::Settings;
use super::shard::{SHARDS, Shard, shard_of_hash, shard_of_slot};
use super::sorted::{Sortable, Sorted};
use crate::lock::lock;
use crate::store::{StoreError, StoreErrorKind};
use std::array;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard};

/// How many tasks may have moved without being moved in the lists. Most tasks move again before their turn comes.
const MAX_CHANGES: usize = 256;
/// How many finished tasks keep their log for those that still read it, even if no webhook needs it.
const MAX_UNPACKED: usize = 256;
/// How many tasks make room at a time because of their age: more than come, so that it catches up.
const EXPIRED_AT_A_TIME: usize = 4;

/// All tasks.
pub(super) struct Shards(Box<[Mutex<Shard>; SHARDS]>);

impl Default for Shards {
    fn default() -> Self {
        Self(Box::new(array::from_fn(|_| Mutex::default())))
    }
}

impl Shards {
    pub(super) fn of_hash(&self, hash: u64) -> MutexGuard<'_, Shard> {
        self.at(shard_of_hash(hash))
    }

    pub(super) fn of_slot(&self, slot: u32) -> MutexGuard<'_, Shard> {
        self.at(shard_of_slot(slot))
    }

    /// One after the other.
    pub(super) fn all(&self) -> impl Iterator<Item = MutexGuard<'_, Shard>> {
        self.0.iter().map(lock)
    }

    #[allow(clippy::indexing_slicing, reason = "the remainder is within the array")]
    fn at(&self, shard: usize) -> MutexGuard<'_, Shard> {
        lock(&self.0[shard % SHARDS])
    }
}

/// The lists and the queues.
#[derive(Default)]
pub(super) struct Directory {
    /// How many tasks there are.
    pub(super) count: usize,
    /// How many times a status was set.
    sequence: u64,
    /// Of all scopes, and of the contexts that have lists.
    pub(super) lists: Sorted<Key>,
    contexts: Contexts,
    /// The tasks that are not where the lists have them, each once, with the place that the lists have.
    changes: VecDeque<(u32, Option<Place>)>,
    /// Tasks that are over and owe nothing to a webhook, in the order in which they ended; they make room first.
    over: Sorted<Turn>,
    /// Tasks that are over and owe something.
    owing: Sorted<Turn>,
    /// Tasks that are interrupted, in the order in which they were.
    interrupted: Sorted<Turn>,
    /// Tasks that are over and owe nothing, and were not packed when they came here; some may be gone.
    unpacked: VecDeque<u32>,
}

/// The turn of a task in the queue that it is in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    sequence: u64,
    slot: u32,
}

impl Sortable for Turn {
    fn same_run(&self, _other: &Self) -> bool {
        true
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Queue {
    Over,
    Owing,
    Interrupted,
}

impl Directory {
    pub(super) fn next_sequence(&mut self) -> u64 {
        self.sequence += 1;
        self.sequence
    }

    /// Takes note of a task that has come into its slot.
    pub(super) fn enter(&mut self, shard: &mut Shard, slot: u32) {
        let Some(record) = shard.get_mut(slot) else { return };
        self.count += 1;
        self.changes.push_back((slot, None));
        self.queue_up(None, turn(record, slot), slot, record);
    }

    /// Changes a task, and what follows from it for the queues.
    pub(super) fn update<T>(
        &mut self,
        record: &mut Record,
        slot: u32,
        change: impl FnOnce(&mut Record) -> T,
    ) -> T {
        let before = turn(record, slot);
        let place = record.place;
        let result = change(record);
        if record.place.position() != place.position() && !record.moved {
            record.moved = true;
            self.changes.push_back((slot, Some(place)));
        }
        self.queue_up(before, turn(record, slot), slot, record);
        result
    }

    fn queue_up(
        &mut self,
        before: Option<(Queue, Turn)>,
        after: Option<(Queue, Turn)>,
        slot: u32,
        record: &Record,
    ) {
        if before == after {
            return;
        }
        if let Some((queue, turn)) = before {
            self.queue(queue).remove(&turn);
        }
        if let Some((queue, turn)) = after {
            self.queue(queue).insert(turn);
            if queue == Queue::Over && record.is_packable() {
                self.unpacked.push_back(slot);
            }
        }
    }

    fn queue(&mut self, queue: Queue) -> &mut Sorted<Turn> {
        match queue {
            Queue::Over => &mut self.over,
            Queue::Owing => &mut self.owing,
            Queue::Interrupted => &mut self.interrupted,
        }
    }

    /// Does a share of the work that was put off: no call does much of it, and all together do enough. Returns a task
    /// to pack when the lock is released.
    pub(super) fn tidy(&mut self, shards: &Shards) -> Option<u32> {
        // A call adds one change at most.
        for _ in 0..2 {
            if self.changes.len() > MAX_CHANGES {
                self.list_change(shards);
            }
        }
        if self.unpacked.len() > MAX_UNPACKED {
            self.unpacked.pop_front()
        } else {
            None
        }
    }

    /// Brings the lists up to date.
    pub(super) fn list_changes(&mut self, shards: &Shards) {
        while self.list_change(shards) {}
    }

    fn list_change(&mut self, shards: &Shards) -> bool {
        let Some((slot, before)) = self.changes.pop_front() else {
            return false;
        };
        let mut shard = shards.of_slot(slot);
        if let Some(record) = shard.get_mut(slot) {
            record.moved = false;
            let place = record.place;
            drop(shard);
            if let Some(before) = before {
                self.unlist(slot, &before);
            }
            self.list(shards, slot, &place);
        }
        true
    }

    fn list(&mut self, shards: &Shards, slot: u32, place: &Place) {
        self.insert(place.scope_keys(slot));
        match self.contexts.enter(place.context(), slot) {
            Entered::Alone => return,
            Entered::With(other) => {
                let place = self.listed(shards, other);
                self.insert(place.iter().flat_map(|place| place.context_keys(other)));
            }
            Entered::Others => {}
        }
        self.insert(place.context_keys(slot));
    }

    fn unlist(&mut self, slot: u32, place: &Place) {
        for key in place.scope_keys(slot) {
            self.lists.remove(&key);
        }
        if self.contexts.leave(place.context()) {
            for key in place.context_keys(slot) {
                self.lists.remove(&key);
            }
        }
    }

    fn insert(&mut self, keys: impl IntoIterator<Item = Key>) {
        for key in keys {
            self.lists.insert(key);
        }
    }

    /// Where the lists have a task.
    fn listed(&self, shards: &Shards, slot: u32) -> Option<Place> {
        let (moved, place) = shards
            .of_slot(slot)
            .get(slot)
            .map(|record| (record.moved, record.place))?;
        if !moved {
            return Some(place);
        }
        let mut changes = self.changes.iter();
        changes.find(|(moved, _)| *moved == slot)?.1
    }

    /// The list of a context that has one task, with the lists up to date; `None` if the context has others or none.
    pub(super) fn list_of_one(&mut self, shards: &Shards, context: Group) -> Option<Sorted<Key>> {
        let slot = self.contexts.alone(context)?;
        let place = self.listed(shards, slot)?;
        let mut list = Sorted::default();
        for key in place.context_keys(slot) {
            list.insert(key);
        }
        Some(list)
    }

    /// Makes room for a task, and returns the tasks that are gone, to be dropped when the lock is released.
    pub(super) fn make_room(
        &mut self,
        shards: &Shards,
        settings: &Settings,
        now: u64,
    ) -> Result<Vec<Record>, StoreError> {
        let mut gone = Vec::new();
        if let Some(max_age) = settings.max_age {
            while gone.len() < EXPIRED_AT_A_TIME
                && let Some(expired) = self.over_for(shards, max_age, now)
            {
                gone.extend(self.remove(shards, expired));
            }
        }
        if self.count >= settings.max_tasks {
            let idle = || self.waiting_for(shards, Queue::Interrupted, settings.max_idle, now);
            let next = self.over_for(shards, 0, now).or_else(idle).ok_or_else(full)?;
            gone.extend(self.remove(shards, next));
        }
        Ok(gone)
    }

    /// The first task that has been over for so many milliseconds; those that owe something come last.
    fn over_for(&self, shards: &Shards, least: u64, now: u64) -> Option<(Queue, Turn)> {
        self.waiting_for(shards, Queue::Over, least, now)
            .or_else(|| self.waiting_for(shards, Queue::Owing, least, now))
    }

    /// The first task of a queue, if it has been there for so many milliseconds.
    fn waiting_for(&self, shards: &Shards, queue: Queue, least: u64, now: u64) -> Option<(Queue, Turn)> {
        let first = match queue {
            Queue::Over => self.over.first(),
            Queue::Owing => self.owing.first(),
            Queue::Interrupted => self.interrupted.first(),
        }?;
        let since = shards.of_slot(first.slot).get(first.slot)?.since;
        (now.saturating_sub(since) >= least).then_some((queue, first))
    }

    fn remove(&mut self, shards: &Shards, (queue, turn): (Queue, Turn)) -> Option<Record> {
        self.queue(queue).remove(&turn);
        let slot = turn.slot;
        // The lists have to have the task where it is, or it would stay in them.
        if shards.of_slot(slot).get(slot)?.moved {
            self.list_changes(shards);
        }
        let record = shards.of_slot(slot).remove(slot)?;
        self.count -= 1;
        self.unlist(slot, &record.place);
        Some(record)
    }
}

/// Which queue a task belongs in, and where in it.
fn turn(record: &Record, slot: u32) -> Option<(Queue, Turn)> {
    let queue = match record.phase {
        Phase::Running => return None,
        Phase::Interrupted => Queue::Interrupted,
        Phase::Over if record.owes() => Queue::Owing,
        Phase::Over => Queue::Over,
    };
    let sequence = place::sequence(record.place.position());
    Some((queue, Turn { sequence, slot }))
}

pub(super) fn full() -> StoreError {
    StoreError::new(
        StoreErrorKind::Full,
        "the store is full of tasks that are not over; raise its max_tasks",
    )
}
