//! A store that fails, hesitates and loses answers when a test wants it to.

use a2a_bindings::v1_0::{StreamResponse, TaskPushNotificationConfig, TaskState};
use a2a_engine::store::{
    Entry, MemoryStore, Page, PushFailure, PushRegistration, Query, Scope, StoreError, StoreErrorKind,
    StoredTask, TaskKey, TaskStore,
};
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;

/// A memory store whose changes go wrong.
#[derive(Clone)]
pub(crate) struct Faulty {
    pub(crate) inner: Arc<MemoryStore>,
    state: Arc<Mutex<State>>,
    gate: Arc<Semaphore>,
}

#[derive(Default)]
struct State {
    fails: usize,
    loses_answers: usize,
    held: Option<Held>,
}

/// Which changes wait at the gate.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Held {
    All,
    Terminal,
}

impl Faulty {
    pub(crate) fn new() -> Self {
        Self {
            inner: Arc::new(MemoryStore::new()),
            state: Arc::default(),
            gate: Arc::new(Semaphore::new(0)),
        }
    }

    /// The next changes fail, and nothing happens.
    pub(crate) fn fail(&self, times: usize) {
        self.state.lock().unwrap().fails = times;
    }

    /// The next changes happen, and fail all the same.
    pub(crate) fn lose_answers(&self, times: usize) {
        self.state.lock().unwrap().loses_answers = times;
    }

    /// Changes wait until they are let through.
    pub(crate) fn hold(&self, held: Held) {
        self.state.lock().unwrap().held = Some(held);
    }

    /// Lets everything through that waits and that comes.
    pub(crate) fn release(&self) {
        self.state.lock().unwrap().held = None;
        self.gate.add_permits(1_000);
    }

    async fn before(&self, entry: &Entry) -> Result<(), StoreError> {
        let is_terminal = match &*entry.event {
            StreamResponse::StatusUpdate(update) => update.status.state.is_terminal(),
            StreamResponse::Task(task) => task.status.state == TaskState::Unspecified,
            _ => false,
        };
        self.wait(is_terminal).await;
        let mut state = self.state.lock().unwrap();
        if state.fails > 0 {
            state.fails -= 1;
            return Err(StoreError::new(
                StoreErrorKind::Unavailable,
                "the disk is on fire",
            ));
        }
        Ok(())
    }

    async fn wait(&self, is_terminal: bool) {
        let held = self.state.lock().unwrap().held;
        if held == Some(Held::All) || (held == Some(Held::Terminal) && is_terminal) {
            self.gate.acquire().await.unwrap().forget();
        }
    }

    fn after(&self, result: Result<(), StoreError>) -> Result<(), StoreError> {
        let mut state = self.state.lock().unwrap();
        if state.loses_answers > 0 {
            state.loses_answers -= 1;
            return Err(StoreError::new(StoreErrorKind::Unavailable, "the answer is lost"));
        }
        result
    }
}

impl TaskStore for Faulty {
    async fn create(
        &self,
        scope: &Scope,
        first: &Entry,
        webhook: Option<&TaskPushNotificationConfig>,
    ) -> Result<(), StoreError> {
        self.before(first).await?;
        let result = self.inner.create(scope, first, webhook).await;
        // A store that takes its time, so that whoever wants to leave can.
        tokio::task::yield_now().await;
        self.after(result)
    }

    async fn append(&self, scope: &Scope, task_id: &str, entry: &Entry) -> Result<(), StoreError> {
        self.before(entry).await?;
        let result = self.inner.append(scope, task_id, entry).await;
        // A store that takes its time, so that whoever wants to leave can.
        tokio::task::yield_now().await;
        self.after(result)
    }

    async fn get(&self, scope: &Scope, task_id: &str) -> Result<Option<StoredTask>, StoreError> {
        tokio::task::yield_now().await;
        self.inner.get(scope, task_id).await
    }

    async fn entries(
        &self,
        scope: &Scope,
        task_id: &str,
        after: u64,
        limit: usize,
    ) -> Result<Option<Vec<Entry>>, StoreError> {
        self.inner.entries(scope, task_id, after, limit).await
    }

    async fn list(&self, scope: &Scope, query: &Query) -> Result<Page, StoreError> {
        self.inner.list(scope, query).await
    }

    async fn unfinished(&self, after: Option<&TaskKey>, limit: usize) -> Result<Vec<TaskKey>, StoreError> {
        self.inner.unfinished(after, limit).await
    }

    async fn put_webhook(
        &self,
        scope: &Scope,
        config: &TaskPushNotificationConfig,
        limit: usize,
    ) -> Result<(), StoreError> {
        self.wait(false).await;
        self.inner.put_webhook(scope, config, limit).await
    }

    async fn webhooks(
        &self,
        scope: &Scope,
        task_id: &str,
    ) -> Result<Option<Vec<PushRegistration>>, StoreError> {
        self.inner.webhooks(scope, task_id).await
    }

    async fn delete_webhook(&self, scope: &Scope, task_id: &str, id: &str) -> Result<(), StoreError> {
        self.inner.delete_webhook(scope, task_id, id).await
    }

    async fn delivered(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        delivered: u64,
    ) -> Result<(), StoreError> {
        self.inner.delivered(scope, task_id, id, delivered).await
    }

    async fn give_up(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        failure: &PushFailure,
    ) -> Result<(), StoreError> {
        self.inner.give_up(scope, task_id, id, failure).await
    }

    async fn undelivered(&self, after: Option<&TaskKey>, limit: usize) -> Result<Vec<TaskKey>, StoreError> {
        self.inner.undelivered(after, limit).await
    }

    async fn dead_letters(&self, scope: &Scope, limit: usize) -> Result<Vec<PushRegistration>, StoreError> {
        self.inner.dead_letters(scope, limit).await
    }
}
