//! A store in memory that fails when it is told to, and counts what it is asked.

use crate::store::{
    Entry, Page, PushFailure, PushRegistration, Query, Scope, StoreError, StoreErrorKind, StoredTask,
    TaskKey, TaskStore,
};
use a2a_bindings::v1_0::{Task, TaskPushNotificationConfig, TaskState, TaskStatus};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::Instant;

#[derive(Default)]
pub(super) struct FakeStore(Mutex<State>);

#[derive(Default)]
struct State {
    tasks: BTreeMap<TaskKey, Kept>,
    fails_until: Option<Instant>,
    /// Which method fails then; all of them if none is named.
    failing: &'static str,
    /// How long every call takes.
    slowness: Duration,
    calls: BTreeMap<&'static str, u64>,
}

#[derive(Default)]
struct Kept {
    entries: Vec<Entry>,
    /// The number of the last entry that was dropped.
    cut: u64,
    webhooks: Vec<PushRegistration>,
}

impl Kept {
    fn last(&self) -> u64 {
        self.entries.last().map_or(self.cut, |entry| entry.number)
    }

    fn fold(&self) -> Task {
        let mut task = Task::new("", TaskStatus::new(TaskState::Submitted));
        self.entries.iter().for_each(|entry| entry.apply(&mut task));
        task
    }

    fn has_something_to_come(&self) -> bool {
        let last = self.last();
        self.webhooks
            .iter()
            .any(|webhook| webhook.failure.is_none() && webhook.delivered < last)
    }
}

fn key(scope: &Scope, task_id: &str) -> TaskKey {
    TaskKey {
        scope: scope.clone(),
        task_id: task_id.to_owned(),
    }
}

impl FakeStore {
    /// Counts a call, and fails if it is to. What it answers is of its beginning, however slow it is.
    async fn called<T>(
        &self,
        method: &'static str,
        answer: impl FnOnce(&mut BTreeMap<TaskKey, Kept>) -> T,
    ) -> Result<T, StoreError> {
        let (answer, slowness) = {
            let mut state = self.0.lock().unwrap();
            *state.calls.entry(method).or_default() += 1;
            let fails = state.fails_until.is_some_and(|until| Instant::now() < until);
            let answer = if fails && ["", method].contains(&state.failing) {
                Err(StoreError::new(StoreErrorKind::Unavailable, "out of order"))
            } else {
                Ok(answer(&mut state.tasks))
            };
            (answer, state.slowness)
        };
        if !slowness.is_zero() {
            tokio::time::sleep(slowness).await;
        }
        answer
    }

    pub(super) fn with_slowness(self, slowness: Duration) -> Self {
        self.0.lock().unwrap().slowness = slowness;
        self
    }

    pub(super) fn fail_for(&self, time: Duration, method: &'static str) {
        let mut state = self.0.lock().unwrap();
        state.fails_until = Some(Instant::now() + time);
        state.failing = method;
    }

    pub(super) fn calls(&self, method: &str) -> u64 {
        self.0
            .lock()
            .unwrap()
            .calls
            .get(method)
            .copied()
            .unwrap_or_default()
    }

    /// Drops the entries up to a number.
    pub(super) fn cut(&self, scope: &Scope, task_id: &str, number: u64) {
        let mut state = self.0.lock().unwrap();
        state.tasks.get_mut(&key(scope, task_id)).unwrap().cut = number;
    }

    pub(super) fn create_now(&self, scope: &Scope, first: &Entry) {
        let kept = Kept {
            entries: vec![first.clone()],
            ..Kept::default()
        };
        let a2a_bindings::v1_0::StreamResponse::Task(task) = &*first.event else {
            panic!("the first entry is the task")
        };
        self.0.lock().unwrap().tasks.insert(key(scope, &task.id), kept);
    }

    pub(super) fn append_now(&self, scope: &Scope, entry: &Entry, task_id: &str) {
        let mut state = self.0.lock().unwrap();
        let kept = state.tasks.get_mut(&key(scope, task_id)).unwrap();
        assert_eq!(entry.number, kept.last() + 1);
        kept.entries.push(entry.clone());
    }

    pub(super) fn put_webhook_now(&self, scope: &Scope, config: &TaskPushNotificationConfig, delivered: u64) {
        let mut state = self.0.lock().unwrap();
        let kept = state.tasks.get_mut(&key(scope, &config.task_id)).unwrap();
        let known = kept
            .webhooks
            .iter_mut()
            .find(|known| known.config.id == config.id);
        match known {
            Some(known) => *known = PushRegistration::new(config.clone(), known.delivered),
            None => kept
                .webhooks
                .push(PushRegistration::new(config.clone(), delivered)),
        }
    }

    pub(super) fn delete_webhook_now(&self, scope: &Scope, task_id: &str, id: &str) {
        let mut state = self.0.lock().unwrap();
        let kept = state.tasks.get_mut(&key(scope, task_id)).unwrap();
        kept.webhooks.retain(|webhook| webhook.config.id != id);
    }

    /// How far a webhook has been told, and why no further.
    pub(super) fn place(&self, task_id: &str, id: &str) -> (u64, Option<PushFailure>) {
        let state = self.0.lock().unwrap();
        let kept = &state.tasks[&key(&super::scope(), task_id)];
        let webhook = kept
            .webhooks
            .iter()
            .find(|webhook| webhook.config.id == id)
            .unwrap();
        (webhook.delivered, webhook.failure.clone())
    }

    async fn webhook<T>(
        &self,
        method: &'static str,
        (scope, task_id, id): (&Scope, &str, &str),
        change: impl FnOnce(&mut PushRegistration) -> T,
    ) -> Result<(), StoreError> {
        self.called(method, |tasks| {
            let kept = tasks.get_mut(&key(scope, task_id));
            let webhook = kept.and_then(|kept| kept.webhooks.iter_mut().find(|known| known.config.id == id));
            webhook.map(change);
        })
        .await
    }
}

impl TaskStore for FakeStore {
    async fn create(
        &self,
        scope: &Scope,
        first: &Entry,
        _: Option<&TaskPushNotificationConfig>,
    ) -> Result<(), StoreError> {
        self.called("create", |_| ()).await?;
        self.create_now(scope, first);
        Ok(())
    }

    async fn append(&self, scope: &Scope, task_id: &str, entry: &Entry) -> Result<(), StoreError> {
        self.called("append", |_| ()).await?;
        self.append_now(scope, entry, task_id);
        Ok(())
    }

    async fn get(&self, scope: &Scope, task_id: &str) -> Result<Option<StoredTask>, StoreError> {
        self.called("get", |tasks| {
            let kept = tasks.get(&key(scope, task_id))?;
            Some(StoredTask::new(kept.fold(), kept.last(), true))
        })
        .await
    }

    async fn entries(
        &self,
        scope: &Scope,
        task_id: &str,
        after: u64,
        limit: usize,
    ) -> Result<Option<Vec<Entry>>, StoreError> {
        self.called("entries", |tasks| {
            let kept = tasks.get(&key(scope, task_id)).filter(|kept| kept.cut <= after)?;
            let entries = kept.entries.iter().filter(|entry| entry.number > after);
            Some(entries.take(limit).cloned().collect())
        })
        .await
    }

    async fn list(&self, _: &Scope, _: &Query) -> Result<Page, StoreError> {
        self.called("list", |_| Page::default()).await
    }

    async fn unfinished(&self, _: Option<&TaskKey>, _: usize) -> Result<Vec<TaskKey>, StoreError> {
        self.called("unfinished", |_| Vec::new()).await
    }

    async fn put_webhook(
        &self,
        scope: &Scope,
        config: &TaskPushNotificationConfig,
        _: usize,
    ) -> Result<(), StoreError> {
        self.called("put_webhook", |_| ()).await?;
        self.put_webhook_now(scope, config, 0);
        Ok(())
    }

    async fn webhooks(
        &self,
        scope: &Scope,
        task_id: &str,
    ) -> Result<Option<Vec<PushRegistration>>, StoreError> {
        self.called("webhooks", |tasks| {
            let kept = tasks.get(&key(scope, task_id));
            kept.map(|kept| kept.webhooks.clone())
        })
        .await
    }

    async fn delete_webhook(&self, scope: &Scope, task_id: &str, id: &str) -> Result<(), StoreError> {
        self.called("delete_webhook", |_| ()).await?;
        self.delete_webhook_now(scope, task_id, id);
        Ok(())
    }

    async fn delivered(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        delivered: u64,
    ) -> Result<(), StoreError> {
        self.webhook("delivered", (scope, task_id, id), |webhook| {
            webhook.delivered = webhook.delivered.max(delivered);
        })
        .await
    }

    async fn give_up(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        failure: &PushFailure,
    ) -> Result<(), StoreError> {
        self.webhook("give_up", (scope, task_id, id), |webhook| {
            webhook.failure = Some(failure.clone());
        })
        .await
    }

    async fn undelivered(&self, after: Option<&TaskKey>, limit: usize) -> Result<Vec<TaskKey>, StoreError> {
        self.called("undelivered", |tasks| {
            let some = tasks
                .iter()
                .filter(|(key, kept)| after.is_none_or(|after| *key > after) && kept.has_something_to_come());
            some.map(|(key, _)| key.clone()).take(limit).collect()
        })
        .await
    }

    async fn dead_letters(&self, _: &Scope, _: usize) -> Result<Vec<PushRegistration>, StoreError> {
        self.called("dead_letters", |_| Vec::new()).await
    }
}
