//! The simplest store that keeps the contract: a map under a mutex, and copies of everything.

use a2a_bindings::v1_0::{Task, TaskPushNotificationConfig, TaskState, TaskStatus};
use a2a_engine::store::{
    Entry, Page, Position, PushFailure, PushRegistration, Query, Scope, StoreError, StoreErrorKind,
    StoredTask, TaskKey, TaskStore,
};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Keeps every entry for ever.
#[derive(Default)]
pub(crate) struct Reference(pub(crate) Mutex<State>);

#[derive(Default, Clone)]
pub(crate) struct State {
    pub(crate) tasks: BTreeMap<TaskKey, Kept>,
    pub(crate) created: u64,
}

#[derive(Clone)]
pub(crate) struct Kept {
    /// Tells tasks of the same time apart: the number of the task.
    pub(crate) tie: u64,
    pub(crate) task: Task,
    pub(crate) log: Vec<Entry>,
    pub(crate) webhooks: Vec<PushRegistration>,
}

impl Kept {
    pub(crate) fn last(&self) -> u64 {
        self.log.last().unwrap().number
    }

    pub(crate) fn record(&mut self, entry: &Entry) {
        self.log.push(entry.clone());
        entry.apply(&mut self.task);
    }

    pub(crate) fn position(&self) -> Position {
        Position {
            time: Position::time_of(&self.task),
            tie: self.tie,
        }
    }

    fn is_undelivered(&self) -> bool {
        let last = self.last();
        let mut webhooks = self.webhooks.iter();
        webhooks.any(|webhook| webhook.failure.is_none() && webhook.delivered < last)
    }

    fn webhook(&mut self, id: &str) -> Option<&mut PushRegistration> {
        self.webhooks.iter_mut().find(|webhook| webhook.config.id == id)
    }
}

pub(crate) fn key(scope: &Scope, task_id: &str) -> TaskKey {
    TaskKey {
        scope: scope.clone(),
        task_id: task_id.to_owned(),
    }
}

pub(crate) fn wants(query: &Query, task: &Task) -> bool {
    let since = query.since;
    query.context_id.as_ref().is_none_or(|id| *id == task.context_id)
        && query
            .state
            .as_ref()
            .is_none_or(|state| *state == task.status.state)
        && since.is_none_or(|since| task.status.timestamp.is_some_and(|time| time >= since))
}

impl State {
    pub(crate) fn task(&mut self, scope: &Scope, task_id: &str) -> Result<&mut Kept, StoreError> {
        self.tasks
            .get_mut(&key(scope, task_id))
            .ok_or_else(StoreError::not_found)
    }

    fn keys(&self, after: Option<&TaskKey>, limit: usize, wanted: impl Fn(&Kept) -> bool) -> Vec<TaskKey> {
        let kept = self.tasks.iter();
        let kept = kept.filter(|(key, kept)| after.is_none_or(|after| *key > after) && wanted(kept));
        kept.map(|(key, _)| key.clone()).take(limit).collect()
    }
}

impl TaskStore for Reference {
    async fn create(
        &self,
        scope: &Scope,
        first: &Entry,
        webhook: Option<&TaskPushNotificationConfig>,
    ) -> Result<(), StoreError> {
        let mut state = self.0.lock().unwrap();
        let mut task = Task::new("", TaskStatus::new(TaskState::Unspecified));
        first.apply(&mut task);
        let key = key(scope, &task.id);
        if first.number != 1 || state.tasks.contains_key(&key) {
            return Err(StoreError::conflict());
        }
        state.created += 1;
        let kept = Kept {
            tie: state.created,
            task,
            log: vec![first.clone()],
            webhooks: Vec::from_iter(webhook.map(|config| PushRegistration::new(config.clone(), 0))),
        };
        state.tasks.insert(key, kept);
        Ok(())
    }

    async fn append(&self, scope: &Scope, task_id: &str, entry: &Entry) -> Result<(), StoreError> {
        let mut state = self.0.lock().unwrap();
        let kept = state.task(scope, task_id)?;
        if entry.number != kept.last() + 1 || kept.task.status.state.is_terminal() {
            return Err(StoreError::conflict());
        }
        kept.record(entry);
        Ok(())
    }

    async fn get(&self, scope: &Scope, task_id: &str) -> Result<Option<StoredTask>, StoreError> {
        let mut state = self.0.lock().unwrap();
        let kept = state.task(scope, task_id).ok();
        Ok(kept.map(|kept| StoredTask::new(kept.task.clone(), kept.last(), !kept.webhooks.is_empty())))
    }

    async fn entries(
        &self,
        scope: &Scope,
        task_id: &str,
        after: u64,
        limit: usize,
    ) -> Result<Option<Vec<Entry>>, StoreError> {
        let mut state = self.0.lock().unwrap();
        let kept = state.task(scope, task_id).ok();
        let log = kept.map(|kept| kept.log.iter().filter(|entry| entry.number > after));
        Ok(log.map(|log| log.take(limit).cloned().collect()))
    }

    async fn list(&self, scope: &Scope, query: &Query) -> Result<Page, StoreError> {
        let state = self.0.lock().unwrap();
        let mine = state.tasks.iter().filter(|(key, _)| key.scope == *scope);
        let mut wanted: Vec<&Kept> = mine
            .map(|(_, kept)| kept)
            .filter(|kept| wants(query, &kept.task))
            .collect();
        let total = wanted.len() as u64;
        wanted.retain(|kept| query.after.is_none_or(|after| kept.position() < after));
        wanted.sort_by_key(|kept| std::cmp::Reverse(kept.position()));
        let others_follow = wanted.len() > query.page_size;
        wanted.truncate(query.page_size);
        let next = wanted
            .last()
            .filter(|_| others_follow)
            .map(|kept| kept.position());
        let mut tasks: Vec<Task> = wanted.iter().map(|kept| kept.task.clone()).collect();
        if !query.artifacts {
            tasks.iter_mut().for_each(|task| task.artifacts.clear());
        }
        Ok(Page::new(tasks, next, total))
    }

    async fn unfinished(&self, after: Option<&TaskKey>, limit: usize) -> Result<Vec<TaskKey>, StoreError> {
        Ok(self.0.lock().unwrap().keys(after, limit, |kept| {
            let state = &kept.task.status.state;
            !state.is_terminal() && !state.is_interrupted()
        }))
    }

    async fn put_webhook(
        &self,
        scope: &Scope,
        config: &TaskPushNotificationConfig,
        limit: usize,
    ) -> Result<(), StoreError> {
        let mut state = self.0.lock().unwrap();
        let kept = state.task(scope, &config.task_id)?;
        let others = kept
            .webhooks
            .iter()
            .filter(|webhook| webhook.config.id != config.id);
        if others.count() >= limit {
            return Err(StoreError::new(
                StoreErrorKind::Full,
                "the task has too many webhooks",
            ));
        }
        let last = kept.last();
        match kept.webhook(&config.id) {
            Some(webhook) => *webhook = PushRegistration::new(config.clone(), webhook.delivered),
            None => kept.webhooks.push(PushRegistration::new(config.clone(), last)),
        }
        Ok(())
    }

    async fn webhooks(
        &self,
        scope: &Scope,
        task_id: &str,
    ) -> Result<Option<Vec<PushRegistration>>, StoreError> {
        let mut state = self.0.lock().unwrap();
        Ok(state.task(scope, task_id).ok().map(|kept| kept.webhooks.clone()))
    }

    async fn delete_webhook(&self, scope: &Scope, task_id: &str, id: &str) -> Result<(), StoreError> {
        let mut state = self.0.lock().unwrap();
        let kept = state.task(scope, task_id)?;
        kept.webhooks.retain(|webhook| webhook.config.id != id);
        Ok(())
    }

    async fn delivered(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        delivered: u64,
    ) -> Result<(), StoreError> {
        let mut state = self.0.lock().unwrap();
        let kept = state.task(scope, task_id).ok();
        if let Some(webhook) = kept.and_then(|kept| kept.webhook(id)) {
            webhook.delivered = webhook.delivered.max(delivered);
        }
        Ok(())
    }

    async fn give_up(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        failure: &PushFailure,
    ) -> Result<(), StoreError> {
        let mut state = self.0.lock().unwrap();
        let kept = state.task(scope, task_id).ok();
        if let Some(webhook) = kept.and_then(|kept| kept.webhook(id)) {
            webhook.failure = Some(failure.clone());
        }
        Ok(())
    }

    async fn undelivered(&self, after: Option<&TaskKey>, limit: usize) -> Result<Vec<TaskKey>, StoreError> {
        Ok(self.0.lock().unwrap().keys(after, limit, Kept::is_undelivered))
    }

    async fn dead_letters(&self, scope: &Scope, limit: usize) -> Result<Vec<PushRegistration>, StoreError> {
        let state = self.0.lock().unwrap();
        let mine = state.tasks.iter().filter(|(key, _)| key.scope == *scope);
        let webhooks = mine.flat_map(|(_, kept)| &kept.webhooks);
        let mut dead: Vec<_> = webhooks
            .filter(|webhook| webhook.failure.is_some())
            .cloned()
            .collect();
        dead.sort_by_key(|webhook| webhook.failure.as_ref().map(|failure| failure.time));
        dead.truncate(limit);
        Ok(dead)
    }
}
