//! What looks at the tasks of all shards, one shard after the other.

use super::MemoryStore;
use super::record::{Phase, Record};
use super::shard::Shard;
use crate::store::{PushRegistration, Scope, TaskKey};
use a2a_bindings::Timestamp;
use std::collections::BTreeMap;

/// A dead letter's place among the others: that of its failure, and what tells those of the same time apart.
type Letter = (Timestamp, String, usize);

impl MemoryStore {
    pub(super) fn unfinished_now(&self, after: Option<&TaskKey>, limit: usize) -> Vec<TaskKey> {
        let mut found = Least::new(limit);
        for shard in self.shards.all() {
            for record in shard.records().filter(|record| record.phase == Phase::Running) {
                found.offer(after, record);
            }
        }
        found.keys()
    }

    pub(super) fn undelivered_now(&self, after: Option<&TaskKey>, limit: usize) -> Vec<TaskKey> {
        let mut found = Least::new(limit);
        for shard in self.shards.all() {
            for record in shard.hooked().filter(|record| record.owes()) {
                found.offer(after, record);
            }
        }
        found.keys()
    }

    pub(super) fn dead_letters_now(&self, scope: &Scope, limit: usize) -> Vec<PushRegistration> {
        let mut found: Least<Letter, PushRegistration> = Least::new(limit);
        for shard in self.shards.all() {
            find_letters(&shard, scope, &mut found);
        }
        found.items.into_values().collect()
    }
}

fn find_letters(shard: &Shard, scope: &Scope, found: &mut Least<Letter, PushRegistration>) {
    for record in shard.hooked().filter(|record| record.name.is_in(scope)) {
        let webhooks = record.webhooks.iter().flat_map(|webhooks| webhooks.iter());
        for (at, webhook) in webhooks.enumerate() {
            if let Some(failure) = &webhook.failure
                && found.takes(|last| failure.time <= last.0)
            {
                let (_, _, id) = record.name.parts();
                found.insert((failure.time, id.to_owned(), at), webhook.clone());
            }
        }
    }
}

/// The items with the least keys, so many at most.
struct Least<K, V> {
    limit: usize,
    items: BTreeMap<K, V>,
}

impl<K: Ord, V> Least<K, V> {
    fn new(limit: usize) -> Self {
        Self {
            limit,
            items: BTreeMap::new(),
        }
    }

    /// Whether an item can be among them that compares so with the last one.
    fn takes(&self, is_less: impl FnOnce(&K) -> bool) -> bool {
        self.items.len() < self.limit || self.items.last_key_value().is_some_and(|(last, _)| is_less(last))
    }

    fn insert(&mut self, key: K, item: V) {
        self.items.insert(key, item);
        if self.items.len() > self.limit {
            self.items.pop_last();
        }
    }
}

impl Least<TaskKey, ()> {
    fn offer(&mut self, after: Option<&TaskKey>, record: &Record) {
        let name = record.name.parts();
        if after.is_none_or(|after| name > parts(after)) && self.takes(|last| name < parts(last)) {
            self.insert(record.name.key(), ());
        }
    }

    fn keys(self) -> Vec<TaskKey> {
        self.items.into_keys().collect()
    }
}

fn parts(key: &TaskKey) -> (&str, &str, &str) {
    (&key.scope.tenant, &key.scope.principal, &key.task_id)
}
