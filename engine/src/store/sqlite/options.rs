//! How a database of tasks is kept.

use super::SqliteStore;
use super::open_error::SqliteOpenError;
use crate::store::MIN_KEPT_ENTRIES;
use std::path::Path;
use std::time::Duration;

/// What a change survives once it is acknowledged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Durability {
    /// The loss of power too: each commit waits until the disk has it.
    ///
    /// This is the default, because it is what [`TaskStore`](crate::store::TaskStore) promises without reserve, and
    /// because changes that come together share the wait.
    #[default]
    Full,
    /// The end of the process, however it ends. When the machine stops too, the latest changes may be missing; what
    /// is there is in order.
    Normal,
}

/// The settings of a [`SqliteStore`].
///
/// ```
/// use a2a_engine::store::{Durability, SqliteOptions};
/// use std::time::Duration;
///
/// # fn main() -> Result<(), a2a_engine::store::SqliteOpenError> {
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("tasks.db");
/// let store = SqliteOptions::new()
///     .with_durability(Durability::Normal)
///     .with_max_age(Duration::from_secs(30 * 24 * 60 * 60))
///     .open(path)?;
/// # drop(store);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct SqliteOptions {
    pub(super) durability: Durability,
    pub(super) busy_timeout: Duration,
    pub(super) max_age: Option<Duration>,
    pub(super) kept_entries: u64,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self {
            durability: Durability::default(),
            busy_timeout: Duration::from_secs(5),
            max_age: None,
            kept_entries: 100_000,
        }
    }
}

impl SqliteOptions {
    /// What holds if nothing else is said.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What a change survives once it is acknowledged; [`Durability::Full`] by default.
    #[must_use]
    pub fn with_durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// How long a change waits for another process that is writing to the same file, before it fails as
    /// [unavailable](crate::store::StoreErrorKind::Unavailable); 5 seconds by default, at most 24 days.
    #[must_use]
    pub fn with_busy_timeout(mut self, timeout: Duration) -> Self {
        self.busy_timeout = timeout;
        self
    }

    /// How long a task is kept after its end, by the time of its last status and to about a second. Then it is
    /// deleted with its log and its webhooks, whether those have been told everything or not.
    ///
    /// By default tasks are kept for ever. The file does not become smaller: later tasks use the room.
    #[must_use]
    pub fn with_max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(age);
        self
    }

    /// How many of the latest entries of a task's log are kept while the task is not over, and afterwards for webhooks
    /// that have them to come; 100,000 by default. Older ones are in the task, but can no longer be read one by one.
    ///
    /// Fewer than [`MIN_KEPT_ENTRIES`], 16, are never kept: a smaller number is taken for that one, because the contract of
    /// stores demands it.
    ///
    /// The task is folded at least once in that many entries, so a small number makes appending to a large task slow.
    #[must_use]
    pub fn with_kept_entries(mut self, entries: u64) -> Self {
        self.kept_entries = entries.max(MIN_KEPT_ENTRIES as u64);
        self
    }

    /// Opens a database, or creates it; see [`SqliteStore::open`].
    ///
    /// # Errors
    /// The file cannot be used; the error says why, and what to do.
    pub fn open(self, path: impl AsRef<Path>) -> Result<SqliteStore, SqliteOpenError> {
        SqliteStore::open_with(path.as_ref(), &self)
    }
}
