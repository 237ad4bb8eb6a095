//! Where tasks are kept: the contract, and the stores that come with the engine.
//!
//! A store keeps the log of each task. The task is the fold of its log ([`Entry::apply`]); a store may keep folded
//! tasks beside the log, and drop entries that it has folded, as long as nobody can tell the difference but by
//! [`TaskStore::entries`].

#[cfg(feature = "conformance")]
pub mod conformance;
mod entry;
mod erased;
mod error;
mod memory;
mod push_registration;
mod query;
mod scope;
mod shared;
#[cfg(feature = "sqlite")]
mod sqlite;

pub use entry::Entry;
pub use error::{StoreError, StoreErrorKind};
pub use memory::MemoryStore;
pub use push_registration::{PushFailure, PushRegistration, TaskKey};
pub use query::{Page, Position, Query};
pub use scope::Scope;
#[cfg(feature = "sqlite")]
pub use sqlite::{Durability, SqliteOpenError, SqliteOpenErrorKind, SqliteOptions, SqliteStore};

pub(crate) use erased::AnyStore;

use a2a_bindings::v1_0::{Task, TaskPushNotificationConfig};
use std::future::Future;

/// How many of the latest entries of a log a store keeps at least; see [`TaskStore::entries`].
pub const MIN_KEPT_ENTRIES: usize = 16;

/// Keeps tasks.
///
/// # Contract
///
/// - **Scope.** Whatever is not in the given scope is answered for as if it did not exist, errors and their texts
///   included, and several scopes may have a task of the same id. Only
///   [`unfinished`](Self::unfinished) and [`undelivered`](Self::undelivered) look at all scopes, for the engine's own
///   use.
/// - **Fidelity.** What comes back is equal to what went in, for all that JSON can say. Times are of milliseconds, as on
///   the wire; a store may cut off what is finer. Any string is a tenant, a principal, a context or an id, and none is
///   taken for another that looks alike.
/// - **Atomicity.** Each method happens as a whole or not at all. An error other than
///   [`StoreErrorKind::Unavailable`] means not at all.
/// - **Durability.** What a method has returned `Ok` for is there afterwards, in a store that lasts after a restart too.
/// - **Order.** The entries of a log have the numbers 1, 2, 3 and so on. A create or an append with any other number
///   than the next one is a [`StoreErrorKind::Conflict`], so of two that append at the same time one wins.
/// - **Finality.** Nothing is appended to a task in a terminal state: that is a conflict too.
/// - **Visibility.** What was appended is seen by every call that begins after the append has returned, and by
///   [`get`](Self::get) and [`list`](Self::list) alike: no task is newer in one than in the other.
/// - **Cancellation.** A call whose future is dropped has happened or has not; the store is in order either way.
///
/// `a2a_engine::store::conformance` (feature `conformance`) is a test suite of all of this for any store.
pub trait TaskStore: Send + Sync + 'static {
    /// Creates a task with the first entry of its log, whose event is the task, and with a webhook that has all of the
    /// log to come.
    ///
    /// # Errors
    /// [`StoreErrorKind::Conflict`] if the scope has a task with this id or the entry is not number 1,
    /// [`StoreErrorKind::Full`] if there is no room.
    fn create(
        &self,
        scope: &Scope,
        first: &Entry,
        webhook: Option<&TaskPushNotificationConfig>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Appends an entry to the log of a task.
    ///
    /// # Errors
    /// [`StoreErrorKind::NotFound`] if there is no such task, [`StoreErrorKind::Conflict`] if the entry does not follow
    /// the last one or the task is over.
    fn append(
        &self,
        scope: &Scope,
        task_id: &str,
        entry: &Entry,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The task as it is.
    ///
    /// # Errors
    /// The store failed; that there is no such task is no error.
    fn get(
        &self,
        scope: &Scope,
        task_id: &str,
    ) -> impl Future<Output = Result<Option<StoredTask>, StoreError>> + Send;

    /// The entries of a log that come after the one with the number `after`, the first `limit` of them; empty if there
    /// are none yet. `None` if the log does not go back that far any more, or there is no such task.
    ///
    /// A store keeps the entries of a task that goes on, and those that some webhook that is not given up has to come,
    /// or at least the latest [`MIN_KEPT_ENTRIES`] of them. The others it may drop.
    ///
    /// # Errors
    /// The store failed.
    fn entries(
        &self,
        scope: &Scope,
        task_id: &str,
        after: u64,
        limit: usize,
    ) -> impl Future<Output = Result<Option<Vec<Entry>>, StoreError>> + Send;

    /// A page of the scope's tasks.
    ///
    /// # Errors
    /// The store failed.
    fn list(&self, scope: &Scope, query: &Query) -> impl Future<Output = Result<Page, StoreError>> + Send;

    /// Tasks that are neither terminal nor interrupted, of all scopes, in the order of their keys and after the given
    /// one: what somebody was working on when the process ended.
    ///
    /// # Errors
    /// The store failed.
    fn unfinished(
        &self,
        after: Option<&TaskKey>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<TaskKey>, StoreError>> + Send;

    /// Registers a webhook, whose `task_id` and `id` are set and whose `tenant` is not. It has what comes from now on to
    /// come; the task may be over.
    ///
    /// One with the same id is replaced in its place: the new one goes on where the old one stands, its failure is
    /// forgotten.
    ///
    /// # Errors
    /// [`StoreErrorKind::NotFound`] if there is no such task, [`StoreErrorKind::Full`] if the task has `limit` webhooks
    /// with other ids.
    fn put_webhook(
        &self,
        scope: &Scope,
        config: &TaskPushNotificationConfig,
        limit: usize,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The webhooks of a task in the order in which they were registered; `None` if there is no such task.
    ///
    /// # Errors
    /// The store failed.
    fn webhooks(
        &self,
        scope: &Scope,
        task_id: &str,
    ) -> impl Future<Output = Result<Option<Vec<PushRegistration>>, StoreError>> + Send;

    /// Removes a webhook; nothing happens if the task has none with this id.
    ///
    /// # Errors
    /// [`StoreErrorKind::NotFound`] if there is no such task.
    fn delete_webhook(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Records how far a webhook has been told; nothing happens if it is gone, with its task or without it, or has been
    /// told more already.
    ///
    /// # Errors
    /// The store failed.
    fn delivered(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        delivered: u64,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Records that the delivery to a webhook is given up; nothing happens if the webhook is gone.
    ///
    /// # Errors
    /// The store failed.
    fn give_up(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        failure: &PushFailure,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Tasks with a webhook that has something to come and is not given up, of all scopes, in the order of their keys
    /// and after the given one.
    ///
    /// # Errors
    /// The store failed.
    fn undelivered(
        &self,
        after: Option<&TaskKey>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<TaskKey>, StoreError>> + Send;

    /// The webhooks of a scope that were given up, oldest failure first, at most `limit` of them.
    ///
    /// # Errors
    /// The store failed.
    fn dead_letters(
        &self,
        scope: &Scope,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<PushRegistration>, StoreError>> + Send;
}

/// A task as a store has it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct StoredTask {
    /// The fold of the log.
    pub task: Task,
    /// The number of the last entry.
    pub last: u64,
    /// Whether it has webhooks.
    pub has_webhooks: bool,
}

impl StoredTask {
    /// A task at an entry of its log.
    #[must_use]
    pub fn new(task: Task, last: u64, has_webhooks: bool) -> Self {
        Self {
            task,
            last,
            has_webhooks,
        }
    }
}
