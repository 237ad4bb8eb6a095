//! Tasks and their logs.

use super::MemoryStore;
use super::directory::full;
use super::packed::Packed;
use super::place::{self, Place};
use super::record::{Name, Phase, Record};
use super::shard::Shard;
use super::webhooks::registration;
use crate::lock::lock;
use crate::store::{Entry, Scope, StoreError, StoreErrorKind, StoredTask};
use a2a_bindings::v1_0::{StreamResponse, TaskPushNotificationConfig, TaskStatus};

impl MemoryStore {
    pub(super) fn create_now(
        &self,
        scope: &Scope,
        first: &Entry,
        webhook: Option<&TaskPushNotificationConfig>,
    ) -> Result<(), StoreError> {
        let StreamResponse::Task(task) = &*first.event else {
            return Err(conflict("the first entry of a log has to be a task"));
        };
        if first.number != 1 {
            return Err(conflict("the first entry of a log has to have the number 1"));
        }
        let name = Name::new(scope, &task.id).ok_or_else(full)?;
        let place = Place::new(&self.grouping, scope, task);
        let mut record = Record::new(name, place, Phase::of(&task.status.state), first.clone());
        record.webhooks = webhook.map(|config| Box::new(vec![registration(config, 0)]));
        record.since = self.now();
        let hash = self.hash(scope, &task.id);

        let mut directory = lock(&self.directory);
        if self.shards.of_hash(hash).find(hash, scope, &task.id).is_some() {
            return Err(conflict("the scope has a task with this id already"));
        }
        let gone = directory.make_room(&self.shards, &self.settings, record.since)?;
        record.place = place.at(place::position(task.status.timestamp, directory.next_sequence()));
        let mut shard = self.shards.of_hash(hash);
        let slot = shard.insert(hash, record).ok_or_else(full)?;
        directory.enter(&mut shard, slot);
        drop(shard);
        let to_pack = directory.tidy(&self.shards);
        drop(directory);
        // What takes time is done without a lock.
        drop(gone);
        self.pack(to_pack);
        Ok(())
    }

    pub(super) fn append_now(&self, scope: &Scope, task_id: &str, entry: &Entry) -> Result<(), StoreError> {
        let hash = self.hash(scope, task_id);
        let copy = entry.clone();
        let Some((context_id, status)) = new_status(entry) else {
            let mut shard = self.shards.of_hash(hash);
            let (_, record) = next_of(&mut shard, hash, scope, task_id, entry)?;
            record.push(copy, self.settings.kept_entries);
            return Ok(());
        };
        let now = self.now();
        let mut directory = lock(&self.directory);
        let mut shard = self.shards.of_hash(hash);
        let (slot, record) = next_of(&mut shard, hash, scope, task_id, entry)?;
        let position = place::position(status.timestamp, directory.next_sequence());
        directory.update(record, slot, |record| {
            let place = record.place.moved(&self.grouping, context_id, &status.state);
            record.place = place.at(position);
            record.phase = Phase::of(&status.state);
            record.since = now;
            record.push(copy, self.settings.kept_entries);
        });
        drop(shard);
        let to_pack = directory.tidy(&self.shards);
        drop(directory);
        self.pack(to_pack);
        Ok(())
    }

    pub(super) fn get_now(&self, scope: &Scope, task_id: &str) -> Result<Option<StoredTask>, StoreError> {
        let found = self.read(scope, task_id, |record| {
            (record.snapshot(), record.last, record.webhooks.is_some())
        });
        let Some((snapshot, last, has_webhooks)) = found else {
            return Ok(None);
        };
        Ok(Some(StoredTask::new(
            snapshot.into_task(true)?,
            last,
            has_webhooks,
        )))
    }

    /// Looks at a task.
    pub(super) fn read<T>(&self, scope: &Scope, task_id: &str, look: impl FnOnce(&Record) -> T) -> Option<T> {
        let hash = self.hash(scope, task_id);
        let shard = self.shards.of_hash(hash);
        let slot = shard.find(hash, scope, task_id)?;
        shard.get(slot).map(look)
    }

    /// Packs a task that may be packed still. Encoding takes long, so no lock is held meanwhile.
    pub(super) fn pack(&self, slot: Option<u32>) {
        let Some(slot) = slot else { return };
        let mut shard = self.shards.of_slot(slot);
        let Some(record) = shard.get_mut(slot).filter(|record| record.is_packable()) else {
            return;
        };
        let position = record.place.position();
        let task = record.finish();
        drop(shard);
        let Some(packed) = task.as_deref().and_then(Packed::new) else {
            return;
        };
        let mut shard = self.shards.of_slot(slot);
        // The slot may have another task by now, but no other has the position.
        let same = |record: &&mut Record| record.place.position() == position && record.is_packable();
        let old = shard.get_mut(slot).filter(same).map(|record| record.pack(packed));
        drop(shard);
        drop(old);
    }
}

/// The task that an entry is for, if the entry is the next one of its log.
fn next_of<'a>(
    shard: &'a mut Shard,
    hash: u64,
    scope: &Scope,
    task_id: &str,
    entry: &Entry,
) -> Result<(u32, &'a mut Record), StoreError> {
    let slot = shard
        .find(hash, scope, task_id)
        .ok_or_else(StoreError::not_found)?;
    let record = shard.get_mut(slot).ok_or_else(StoreError::not_found)?;
    if record.takes(entry.number) {
        Ok((slot, record))
    } else {
        Err(StoreError::conflict())
    }
}

/// The status that an entry gives to its task, and the context if that may be another one.
fn new_status(entry: &Entry) -> Option<(Option<&str>, &TaskStatus)> {
    match &*entry.event {
        StreamResponse::Task(task) => Some((Some(&task.context_id), &task.status)),
        StreamResponse::StatusUpdate(update) => Some((None, &update.status)),
        _ => None,
    }
}

fn conflict(message: &str) -> StoreError {
    StoreError::new(StoreErrorKind::Conflict, message)
}
