//! A part of the tasks, behind a lock of its own.

use super::record::Record;
use crate::store::Scope;
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// How many bits of a slot say which shard it is in.
const SHARD_BITS: u32 = 8;
/// How many shards there are. Each table is so small that nobody notices when it grows.
pub(super) const SHARDS: usize = 1 << SHARD_BITS;
/// How many slots are allocated at a time.
const PAGE: usize = 16;

/// Which shard has the tasks with this hash. The bits are others than those that a hash table goes by.
pub(super) fn shard_of_hash(hash: u64) -> usize {
    (hash >> 32) as usize % SHARDS
}

/// Which shard has this slot.
pub(super) fn shard_of_slot(slot: u32) -> usize {
    slot as usize % SHARDS
}

/// The tasks of a shard. A task has a slot as long as it is there: the number of the shard, and its place in it.
#[derive(Default)]
pub(super) struct Shard {
    /// The first task with a hash; it leads to the others.
    slots: HashMap<u64, u32, BuildHasherDefault<Hashed>>,
    pages: Vec<Vec<Option<Record>>>,
    free: Vec<u32>,
    /// Those that have webhooks.
    hooked: BTreeSet<u32>,
}

impl Shard {
    pub(super) fn find(&self, hash: u64, scope: &Scope, task_id: &str) -> Option<u32> {
        let mut slot = self.slots.get(&hash).copied();
        while let Some(at) = slot {
            let record = self.get(at)?;
            if record.name.is(scope, task_id) {
                return slot;
            }
            slot = record.next;
        }
        None
    }

    pub(super) fn get(&self, slot: u32) -> Option<&Record> {
        let at = slot as usize >> SHARD_BITS;
        self.pages.get(at / PAGE)?.get(at % PAGE)?.as_ref()
    }

    pub(super) fn get_mut(&mut self, slot: u32) -> Option<&mut Record> {
        self.place(slot)?.as_mut()
    }

    /// Adds a task that is not there and returns its slot; `None` if there is no slot left, after 16 million.
    pub(super) fn insert(&mut self, hash: u64, mut record: Record) -> Option<u32> {
        let slot = match self.free.pop() {
            Some(slot) => slot,
            None => self.add_slot(hash)?,
        };
        let is_hooked = record.webhooks.is_some();
        record.hash = hash;
        record.next = self.slots.get(&hash).copied();
        *self.place(slot)? = Some(record);
        self.slots.insert(hash, slot);
        self.set_hooked(slot, is_hooked);
        Some(slot)
    }

    fn add_slot(&mut self, hash: u64) -> Option<u32> {
        if self.pages.last().is_none_or(|page| page.len() == PAGE) {
            self.pages.push(Vec::with_capacity(PAGE));
        }
        let page_number = self.pages.len() - 1;
        let page = self.pages.last_mut()?;
        let at = u32::try_from(page_number * PAGE + page.len()).ok()?;
        if at >> (u32::BITS - SHARD_BITS) != 0 {
            return None;
        }
        page.push(None);
        u32::try_from(shard_of_hash(hash))
            .ok()
            .map(|shard| (at << SHARD_BITS) | shard)
    }

    pub(super) fn remove(&mut self, slot: u32) -> Option<Record> {
        let record = self.place(slot)?.take()?;
        let hash = record.hash;
        match self.before(hash, slot) {
            Some(before) => self.get_mut(before)?.next = record.next,
            None => match record.next {
                Some(next) => {
                    self.slots.insert(hash, next);
                }
                None => {
                    self.slots.remove(&hash);
                }
            },
        }
        self.hooked.remove(&slot);
        self.free.push(slot);
        Some(record)
    }

    /// The task that leads to this one, unless it is the first with its hash.
    fn before(&self, hash: u64, slot: u32) -> Option<u32> {
        let mut before = self.slots.get(&hash).copied().filter(|first| *first != slot)?;
        loop {
            let next = self.get(before)?.next?;
            if next == slot {
                return Some(before);
            }
            before = next;
        }
    }

    pub(super) fn set_hooked(&mut self, slot: u32, is_hooked: bool) {
        if is_hooked {
            self.hooked.insert(slot);
        } else {
            self.hooked.remove(&slot);
        }
    }

    /// All tasks.
    pub(super) fn records(&self) -> impl Iterator<Item = &Record> {
        self.pages.iter().flatten().flatten()
    }

    /// The tasks that have webhooks.
    pub(super) fn hooked(&self) -> impl Iterator<Item = &Record> {
        self.hooked.iter().filter_map(|slot| self.get(*slot))
    }

    fn place(&mut self, slot: u32) -> Option<&mut Option<Record>> {
        let at = slot as usize >> SHARD_BITS;
        self.pages.get_mut(at / PAGE)?.get_mut(at % PAGE)
    }
}

/// Takes a hash for what it is.
#[derive(Default)]
pub(super) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // Never called: the keys are numbers.
        for byte in bytes {
            self.0 = (self.0 << 8) | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::{Shard, shard_of_hash, shard_of_slot};
    use crate::store::memory::place::{Grouping, Place};
    use crate::store::memory::record::{Name, Phase, Record};
    use crate::store::{Entry, Scope};
    use a2a_bindings::v1_0::{StreamResponse, Task, TaskState, TaskStatus};

    fn record(scope: &Scope, id: &str) -> Record {
        let task = Task::new(id, TaskStatus::new(TaskState::Submitted));
        let place = Place::new(&Grouping::default(), scope, &task);
        let name = Name::new(scope, id).unwrap();
        Record::new(
            name,
            place,
            Phase::Running,
            Entry::new(1, StreamResponse::Task(task)),
        )
    }

    #[test]
    fn tasks_with_the_same_hash_are_told_apart() {
        let hash = 0x1234_5678_9abc_def0;
        let scope = Scope::new("a", "b");
        let ids: Vec<_> = (0..40).map(|id| id.to_string()).collect();
        // Removed in every order of neighbours: from the front, from the back, from the middle.
        for step in [1, 39, 7] {
            let mut shard = Shard::default();
            let slots: Vec<_> = ids
                .iter()
                .map(|id| shard.insert(hash, record(&scope, id)).unwrap())
                .collect();
            assert!(
                slots
                    .iter()
                    .all(|slot| shard_of_slot(*slot) == shard_of_hash(hash))
            );
            assert_eq!(shard.find(hash, &Scope::new("", "ab"), "7"), None);
            let mut there: Vec<_> = (0..40).collect();
            for at in (0..40).map(|at| at * step % 40) {
                there.retain(|other| *other != at);
                assert!(shard.remove(slots[at]).unwrap().name.is(&scope, &ids[at]));
                for other in 0..40 {
                    let expected = there.contains(&other).then_some(slots[other]);
                    assert_eq!(
                        shard.find(hash, &scope, &ids[other]),
                        expected,
                        "{other} without {at}"
                    );
                }
            }
            assert!(shard.slots.is_empty());
            assert!(slots.contains(&shard.insert(hash, record(&scope, "new")).unwrap()));
        }
    }
}
