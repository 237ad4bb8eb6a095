//! Pages of tasks (§3.1.4).

use super::MemoryStore;
use super::place::{self, Group, Key};
use super::record::Record;
use crate::lock::lock;
use crate::store::{Page, Position, Query, Scope, StoreError};

/// Before all positions.
const START: Position = Position {
    time: i64::MIN,
    tie: 0,
};

impl MemoryStore {
    pub(super) fn list_now(&self, scope: &Scope, query: &Query) -> Result<Page, StoreError> {
        let group = self.group_of(scope, query);
        let start = Key::from(group, query.since.map_or(START, place::since));
        let end = Key::end(group);
        let before = query.after.map_or(end, |after| Key::from(group, after));

        let mut directory = lock(&self.directory);
        directory.list_changes(&self.shards);
        let lists = &directory.lists;
        let total = lists.rank(&end).saturating_sub(lists.rank(&start));
        let mut keys = lists.below(&before).take_while(|key| **key >= start);
        let mut snapshots = Vec::new();
        let mut last = None;
        for key in keys.by_ref().take(query.page_size.max(1)) {
            last = Some(key.position());
            let shard = self.shards.of_slot(key.slot());
            let record = shard.get(key.slot()).filter(|record| record.name.is_in(scope));
            snapshots.extend(record.map(Record::snapshot));
        }
        let next = last.filter(|_| keys.next().is_some());
        drop(keys);
        drop(directory);

        let tasks = snapshots
            .into_iter()
            .map(|snapshot| snapshot.into_task(query.artifacts));
        let total = u64::try_from(total).unwrap_or(u64::MAX);
        Ok(Page::new(tasks.collect::<Result<_, _>>()?, next, total))
    }

    /// The list that has the tasks of every time that a query is about.
    fn group_of(&self, scope: &Scope, query: &Query) -> Group {
        let scope = self.grouping.scope(scope);
        let context = query.context_id.as_deref();
        let group = context.map_or(scope, |id| self.grouping.context(scope, id));
        let state = query.state.as_ref();
        state.map_or(group, |state| self.grouping.state(group, state))
    }
}
