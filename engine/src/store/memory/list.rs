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
        let (context, group) = self.groups_of(scope, query);
        let start = Key::from(group, query.since.map_or(START, place::since));
        let end = Key::end(group);
        let before = query.after.map_or(end, |after| Key::from(group, after));

        let mut directory = lock(&self.directory);
        directory.list_changes(&self.shards);
        let of_one = context.and_then(|context| directory.list_of_one(&self.shards, context));
        let lists = of_one.as_ref().unwrap_or(&directory.lists);
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

    /// The context that a query is about, if it is about one, and the list that has the tasks of every time.
    fn groups_of(&self, scope: &Scope, query: &Query) -> (Option<Group>, Group) {
        let scope = self.grouping.scope(scope);
        let context = query.context_id.as_deref();
        let context = context.map(|id| self.grouping.context(scope, id));
        let group = context.unwrap_or(scope);
        let state = query.state.as_ref();
        (
            context,
            state.map_or(group, |state| self.grouping.state(group, state)),
        )
    }
}
