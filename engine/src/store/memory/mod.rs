//! Tasks in memory.
//!
//! A task is a record in a slot of a shard; the directory has the lists and the queues that all tasks are in. The lock
//! of the directory is taken before that of a shard, never after, and of those of shards one at a time.

mod contexts;
mod directory;
mod list;
mod packed;
mod place;
mod record;
mod scan;
mod settings;
mod shard;
mod sorted;
mod tasks;
mod webhooks;

use super::{
    Entry, MIN_KEPT_ENTRIES, Page, PushFailure, PushRegistration, Query, Scope, StoreError, StoredTask,
    TaskKey, TaskStore,
};
use crate::lock::lock;
use a2a_bindings::v1_0::TaskPushNotificationConfig;
use directory::{Directory, Shards};
use place::Grouping;
use settings::Settings;
use std::fmt;
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::Instant;

/// Keeps tasks in memory, until the process ends: the store of an engine that is given no other.
///
/// ```
/// use a2a_engine::store::MemoryStore;
/// use std::time::Duration;
///
/// let store = MemoryStore::new()
///     .with_max_tasks(1_000_000)
///     .with_max_age(Duration::from_secs(7 * 24 * 60 * 60));
/// assert_eq!(format!("{store:?}"), "MemoryStore { tasks: 0, max_tasks: 1000000, .. }");
/// ```
///
/// # What is lost
///
/// All tasks, their logs and their webhooks are gone when the process ends, with what was still to be delivered. To
/// clients it is as if the tasks had never been: `TaskNotFoundError`.
///
/// # What is kept
///
/// - At most [`max_tasks`](Self::with_max_tasks) tasks, of all scopes together. A new one takes the place of the task
///   that ended first; tasks whose webhooks have something to come go after those whose have not. If no task is over,
///   the one that has been interrupted for the longest time goes, if that was for
///   [`max_idle`](Self::with_max_idle). Tasks that an agent works on never make room: if there are only such,
///   `create` fails with [`StoreErrorKind::Full`](super::StoreErrorKind::Full).
/// - Tasks that have been over for [`max_age`](Self::with_max_age) go when others come, whatever their webhooks. There
///   is no timer: without new tasks the old ones stay.
/// - The latest [`kept_entries`](Self::with_kept_entries) entries of the log of each task.
/// - The log of a task that is over, until about 256 others are over too; longer if one of its webhooks has something
///   to come. Then the task is packed: one of 500 bytes of JSON takes less than 700 with all lists that it is in.
///
/// A filter by time takes a task without a timestamp for one of 1970.
///
/// # What it costs
///
/// The tasks are spread over 256 locks, under which nobody does more than to take or to put something. Changes of a
/// status and lists have one lock more in common. Pages and totals are read from sorted lists, for every filter and
/// combination of filters, in logarithmic time; nothing is ever rebuilt, so no call has to wait for that.
/// [`unfinished`](TaskStore::unfinished) looks at every task; [`undelivered`](TaskStore::undelivered) and
/// [`dead_letters`](TaskStore::dead_letters) look at every task that has a webhook.
pub struct MemoryStore {
    settings: Settings,
    started: Instant,
    grouping: Grouping,
    directory: Mutex<Directory>,
    shards: Shards,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self {
            settings: Settings::default(),
            started: Instant::now(),
            grouping: Grouping::default(),
            directory: Mutex::default(),
            shards: Shards::default(),
        }
    }

    /// How many tasks are kept, of all scopes together; 100,000 by default, at least 1.
    #[must_use]
    pub fn with_max_tasks(mut self, max_tasks: usize) -> Self {
        self.settings.max_tasks = max_tasks.max(1);
        self
    }

    /// How many entries of the log of a task are kept; 1,000 by default. Fewer than [`MIN_KEPT_ENTRIES`], 16, are never
    /// kept: a smaller number is taken for that one, because the contract of stores demands it.
    ///
    /// Streams and webhooks that are farther behind get the task as it is instead of the entries that they missed.
    #[must_use]
    pub fn with_kept_entries(mut self, kept_entries: usize) -> Self {
        self.settings.kept_entries = kept_entries.max(MIN_KEPT_ENTRIES);
        self
    }

    /// How long a task is kept after its end; by default until its room is needed.
    #[must_use]
    pub fn with_max_age(mut self, max_age: Duration) -> Self {
        self.settings.max_age = Some(milliseconds(max_age));
        self
    }

    /// After which time a task in an interrupted state makes room for a new one, if no task is over; 1 hour by default.
    #[must_use]
    pub fn with_max_idle(mut self, max_idle: Duration) -> Self {
        self.settings.max_idle = milliseconds(max_idle);
        self
    }

    fn hash(&self, scope: &Scope, task_id: &str) -> u64 {
        self.grouping.name((&*scope.tenant, &*scope.principal), task_id)
    }

    /// In milliseconds since the store was made.
    fn now(&self) -> u64 {
        milliseconds(Instant::now().saturating_duration_since(self.started))
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("MemoryStore")
            .field("tasks", &lock(&self.directory).count)
            .field("max_tasks", &self.settings.max_tasks)
            .finish_non_exhaustive()
    }
}

/// Nothing waits in here: each call happens as a whole when it is first polled.
impl TaskStore for MemoryStore {
    async fn create(
        &self,
        scope: &Scope,
        first: &Entry,
        webhook: Option<&TaskPushNotificationConfig>,
    ) -> Result<(), StoreError> {
        self.create_now(scope, first, webhook)
    }

    async fn append(&self, scope: &Scope, task_id: &str, entry: &Entry) -> Result<(), StoreError> {
        self.append_now(scope, task_id, entry)
    }

    async fn get(&self, scope: &Scope, task_id: &str) -> Result<Option<StoredTask>, StoreError> {
        self.get_now(scope, task_id)
    }

    async fn entries(
        &self,
        scope: &Scope,
        task_id: &str,
        after: u64,
        limit: usize,
    ) -> Result<Option<Vec<Entry>>, StoreError> {
        Ok(self
            .read(scope, task_id, |record| record.entries(after, limit))
            .flatten())
    }

    async fn list(&self, scope: &Scope, query: &Query) -> Result<Page, StoreError> {
        self.list_now(scope, query)
    }

    async fn unfinished(&self, after: Option<&TaskKey>, limit: usize) -> Result<Vec<TaskKey>, StoreError> {
        Ok(self.unfinished_now(after, limit))
    }

    async fn put_webhook(
        &self,
        scope: &Scope,
        config: &TaskPushNotificationConfig,
        limit: usize,
    ) -> Result<(), StoreError> {
        self.put_webhook_now(scope, config, limit)
    }

    async fn webhooks(
        &self,
        scope: &Scope,
        task_id: &str,
    ) -> Result<Option<Vec<PushRegistration>>, StoreError> {
        Ok(self.webhooks_now(scope, task_id))
    }

    async fn delete_webhook(&self, scope: &Scope, task_id: &str, id: &str) -> Result<(), StoreError> {
        self.delete_webhook_now(scope, task_id, id)
    }

    async fn delivered(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        delivered: u64,
    ) -> Result<(), StoreError> {
        self.delivered_now(scope, task_id, id, delivered);
        Ok(())
    }

    async fn give_up(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        failure: &PushFailure,
    ) -> Result<(), StoreError> {
        self.give_up_now(scope, task_id, id, failure);
        Ok(())
    }

    async fn undelivered(&self, after: Option<&TaskKey>, limit: usize) -> Result<Vec<TaskKey>, StoreError> {
        Ok(self.undelivered_now(after, limit))
    }

    async fn dead_letters(&self, scope: &Scope, limit: usize) -> Result<Vec<PushRegistration>, StoreError> {
        Ok(self.dead_letters_now(scope, limit))
    }
}
