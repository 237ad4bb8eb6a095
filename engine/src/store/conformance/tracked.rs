//! A task that a case keeps beside the one in the store.

use super::sample::{first, state_update};
use super::subject::Tested;
use super::violation::{Verdict, Violation, ensure, same};
use crate::store::{Entry, Query, Scope};
use a2a_bindings::v1_0::{StreamResponse, Task, TaskPushNotificationConfig, TaskState};

/// A log as it must be in the store.
#[derive(Clone)]
pub(super) struct Tracked {
    pub(super) scope: Scope,
    /// All entries, whatever the store keeps of them.
    pub(super) entries: Vec<Entry>,
    /// The fold of the entries.
    pub(super) task: Task,
    pub(super) has_webhooks: bool,
}

impl Tracked {
    /// Creates a task.
    pub(super) async fn create(store: &Tested, scope: &Scope, task: &Task) -> Verdict<Self> {
        Self::create_with(store, scope, first(task), None).await
    }

    /// Creates a task with a webhook that has all of the log to come.
    pub(super) async fn create_with(
        store: &Tested,
        scope: &Scope,
        first: Entry,
        webhook: Option<&TaskPushNotificationConfig>,
    ) -> Verdict<Self> {
        let StreamResponse::Task(task) = &*first.event else {
            return Err(Violation::new("the suite itself is broken: no task"));
        };
        let mut tracked = Self {
            scope: scope.clone(),
            task: task.clone(),
            entries: Vec::new(),
            has_webhooks: webhook.is_some(),
        };
        store.create(scope, &first, webhook).await?;
        tracked.record(first);
        Ok(tracked)
    }

    /// Takes an entry to be in the store.
    pub(super) fn record(&mut self, entry: Entry) {
        self.entries.push(entry.clone());
        entry.apply(&mut self.task);
    }

    pub(super) fn last(&self) -> u64 {
        self.entries.last().map_or(0, |entry| entry.number)
    }

    /// The entry that follows.
    pub(super) fn next(&self, response: StreamResponse) -> Entry {
        Entry::new(self.last() + 1, response)
    }

    pub(super) async fn append(&mut self, store: &Tested, response: StreamResponse) -> Verdict {
        self.append_entry(store, self.next(response)).await
    }

    pub(super) async fn append_entry(&mut self, store: &Tested, entry: Entry) -> Verdict {
        store.append(&self.scope, &self.task.id, &entry).await?;
        self.record(entry);
        Ok(())
    }

    /// Appends a change of the state, at a time in milliseconds after noon.
    pub(super) async fn change(&mut self, store: &Tested, state: TaskState, after_noon: i64) -> Verdict {
        self.append(store, state_update(&self.task, state, after_noon))
            .await
    }

    /// The task must be in the store as it is here, in [`get`] and in [`list`] alike.
    ///
    /// [`get`]: crate::store::TaskStore::get
    /// [`list`]: crate::store::TaskStore::list
    pub(super) async fn check(&self, store: &Tested) -> Verdict {
        let id = &self.task.id;
        let stored = store.get(&self.scope, id).await?;
        same(
            format_args!("the number of the last entry of {id:?}, from get"),
            &stored.last,
            &self.last(),
        )?;
        same(
            format_args!("the task {id:?} from get must be the fold of its log"),
            &stored.task,
            &self.task,
        )?;
        same(
            format_args!("has_webhooks of {id:?}"),
            &stored.has_webhooks,
            &self.has_webhooks,
        )?;
        let mut query = Query::new(1_000);
        query.artifacts = true;
        let page = store.list(&self.scope, &query).await?;
        let listed = page.tasks.iter().find(|task| task.id == *id);
        let listed = listed.ok_or_else(|| Violation::new(format!("list must have the task {id:?}")))?;
        same(
            format_args!("the task {id:?} from list must be that of get"),
            listed,
            &self.task,
        )
    }

    /// The task must be as it is here, and all of its log must be in the store.
    pub(super) async fn check_complete(&self, store: &Tested) -> Verdict {
        self.check(store).await?;
        self.check_entries(store, 0, usize::MAX, true).await?;
        Ok(())
    }

    /// Compares what the store has after an entry with what it must have; says whether it goes back that far.
    pub(super) async fn check_entries(
        &self,
        store: &Tested,
        after: u64,
        limit: usize,
        must_go_back: bool,
    ) -> Verdict<bool> {
        let what = format!(
            "entries after {after}, at most {limit}, of a log of {}",
            self.entries.len()
        );
        let Some(found) = store.entries(&self.scope, &self.task.id, after, limit).await? else {
            ensure(!must_go_back, || {
                format!("{what}: the store must go back that far, but said None")
            })?;
            return Ok(false);
        };
        let expected = self
            .entries
            .iter()
            .filter(|entry| entry.number > after)
            .take(limit);
        let expected: Vec<&Entry> = expected.collect();
        let numbers = |entries: &mut dyn Iterator<Item = &Entry>| -> Vec<u64> {
            entries.map(|entry| entry.number).collect()
        };
        same(
            format_args!("numbers of the {what}"),
            &numbers(&mut found.iter()),
            &numbers(&mut expected.iter().copied()),
        )?;
        for (found, expected) in found.iter().zip(expected) {
            let what = format!("entry {} of {what}", expected.number);
            same(
                format_args!("the event of {what}"),
                &*found.event,
                &*expected.event,
            )?;
            same(
                format_args!("the event id of {what}"),
                &found.event.id(),
                &expected.event.id(),
            )?;
            same(
                format_args!("what was said with {what}"),
                &found.said,
                &expected.said,
            )?;
        }
        Ok(true)
    }
}
