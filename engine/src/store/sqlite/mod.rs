//! Tasks in a file, with SQLite.
//!
//! ```text
//! callers ── encode ── bounded channel ── writer thread ── one transaction for all that waits ── file
//!         └─ a few connections that read, each call at one moment ─────────────────────────────┘
//! ```
//!
//! The log of a task is a row for each entry, and the columns that tasks are found by change with it. The task itself
//! is not written with every entry: a checkpoint of it is, whenever the entries behind the last one have become as
//! large as that. Reading folds the checkpoint with what came after it.

mod change;
mod failure;
mod file;
mod fold;
mod json;
mod list;
mod log;
mod migrations;
mod open_error;
mod options;
mod read;
mod readers;
mod statement;
mod sweep;
#[cfg(test)]
mod tests;
mod webhooks;
mod writer;

pub use open_error::{SqliteOpenError, SqliteOpenErrorKind};
pub use options::{Durability, SqliteOptions};

use super::{
    Entry, Page, PushFailure, PushRegistration, Query, Scope, StoreError, StoredTask, TaskKey, TaskStore,
};
use a2a_bindings::v1_0::{StreamResponse, TaskPushNotificationConfig};
use change::{Change, Kind, Record, Webhook};
use file::Database;
use migrations::MIGRATIONS;
use readers::Readers;
use std::path::Path;
use std::sync::Arc;
use writer::Writer;

/// Keeps tasks in a file, so that they are there after a restart.
///
/// Needs the feature `sqlite`, and the tokio runtime to be used in. Clones use the same connections. Several stores,
/// in one process or more, can have the same file open; it must be on a local disk. Beside it are two more files
/// (`-wal` and `-shm`) while it is open, and after a crash they belong to it. What webhooks are told as their secrets
/// is in there: on Unix, a new file is only for the user who runs the program.
///
/// When the last clone is dropped, what is being written is finished first: a matter of milliseconds, for which the
/// thread that drops it is blocked.
///
/// - A change is acknowledged when it is committed, and what it then survives is a choice: [`Durability`].
/// - Appending costs the same at any length of the log, but for the moments in which the task is folded: those become
///   rarer as it grows.
/// - Of a task that is over, the entries are dropped that no webhook has to come. Of others all are kept, up to a
///   [limit](SqliteOptions::with_kept_entries).
/// - A page of a list costs as much as the tasks on it. Its total is known, except with a context or a time as the
///   filter: then those that pass are counted.
/// - Times of statuses are kept in milliseconds, as they are sent (§5.6.1).
/// - JSON of an entry that is nested more than 120 levels deep could not be read again, and is refused as
///   [`StoreErrorKind::Full`](super::StoreErrorKind::Full).
#[derive(Debug, Clone)]
pub struct SqliteStore(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    // Dropped first, so that the writer has the last connection and clears the write-ahead log away.
    readers: Arc<Readers>,
    writer: Writer,
}

impl SqliteStore {
    /// Opens a database with the usual [options](SqliteOptions), or creates it. Its folder must exist. This reads and
    /// writes the file, and blocks until that is done.
    ///
    /// # Errors
    /// The file is not a database of tasks, or has been written by a newer version of this library: then nothing in it
    /// has changed. Or it could not be read or written.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, SqliteOpenError> {
        SqliteOptions::new().open(path)
    }

    fn open_with(path: &Path, options: &SqliteOptions) -> Result<Self, SqliteOpenError> {
        let (database, connection) = Database::open(path, options, MIGRATIONS)?;
        let writer =
            Writer::start(connection, options).map_err(|error| SqliteOpenError::unavailable(path, error))?;
        Ok(Self(Arc::new(Inner {
            readers: Arc::new(Readers::new(database)),
            writer,
        })))
    }

    async fn change(&self, scope: &Scope, task_id: &str, kind: Kind) -> Result<(), StoreError> {
        let change = Change {
            scope: scope.clone(),
            task_id: task_id.to_owned(),
            kind,
        };
        self.0.writer.write(change).await
    }
}

impl TaskStore for SqliteStore {
    async fn create(
        &self,
        scope: &Scope,
        first: &Entry,
        webhook: Option<&TaskPushNotificationConfig>,
    ) -> Result<(), StoreError> {
        let task_id = match &*first.event {
            StreamResponse::Task(task) => task.id.as_str(),
            // Refused when the record turns out to have no status.
            _ => "",
        };
        let webhook = webhook.map(Webhook::new).transpose()?;
        let kind = Kind::Create(Record::new(first)?, webhook);
        self.change(scope, task_id, kind).await
    }

    async fn append(&self, scope: &Scope, task_id: &str, entry: &Entry) -> Result<(), StoreError> {
        let kind = Kind::Append(Record::new(entry)?);
        self.change(scope, task_id, kind).await
    }

    async fn get(&self, scope: &Scope, task_id: &str) -> Result<Option<StoredTask>, StoreError> {
        let (scope, task_id) = (scope.clone(), task_id.to_owned());
        let read = move |connection: &_| read::get(connection, &scope, &task_id);
        self.0.readers.read(read).await
    }

    async fn entries(
        &self,
        scope: &Scope,
        task_id: &str,
        after: u64,
        limit: usize,
    ) -> Result<Option<Vec<Entry>>, StoreError> {
        let (scope, task_id) = (scope.clone(), task_id.to_owned());
        let read = move |connection: &_| read::entries(connection, &scope, &task_id, after, limit);
        self.0.readers.read(read).await
    }

    async fn list(&self, scope: &Scope, query: &Query) -> Result<Page, StoreError> {
        let (scope, query) = (scope.clone(), query.clone());
        let read = move |connection: &_| list::list(connection, &scope, &query);
        self.0.readers.read(read).await
    }

    async fn unfinished(&self, after: Option<&TaskKey>, limit: usize) -> Result<Vec<TaskKey>, StoreError> {
        let after = after.cloned();
        let read = move |connection: &_| read::unfinished(connection, after.as_ref(), limit);
        self.0.readers.read(read).await
    }

    async fn put_webhook(
        &self,
        scope: &Scope,
        config: &TaskPushNotificationConfig,
        limit: usize,
    ) -> Result<(), StoreError> {
        let kind = Kind::PutWebhook(Webhook::new(config)?, limit);
        self.change(scope, &config.task_id, kind).await
    }

    async fn webhooks(
        &self,
        scope: &Scope,
        task_id: &str,
    ) -> Result<Option<Vec<PushRegistration>>, StoreError> {
        let (scope, task_id) = (scope.clone(), task_id.to_owned());
        let read = move |connection: &_| {
            let row = change::find(connection, &scope, &task_id)?;
            row.map(|row| webhooks::of_task(connection, row.task)).transpose()
        };
        self.0.readers.read(read).await
    }

    async fn delete_webhook(&self, scope: &Scope, task_id: &str, id: &str) -> Result<(), StoreError> {
        let kind = Kind::DeleteWebhook(id.to_owned());
        self.change(scope, task_id, kind).await
    }

    async fn delivered(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        delivered: u64,
    ) -> Result<(), StoreError> {
        let kind = Kind::Delivered(id.to_owned(), delivered);
        self.change(scope, task_id, kind).await
    }

    async fn give_up(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        failure: &PushFailure,
    ) -> Result<(), StoreError> {
        let kind = Kind::GiveUp(id.to_owned(), failure.clone());
        self.change(scope, task_id, kind).await
    }

    async fn undelivered(&self, after: Option<&TaskKey>, limit: usize) -> Result<Vec<TaskKey>, StoreError> {
        let after = after.cloned();
        let read = move |connection: &_| read::undelivered(connection, after.as_ref(), limit);
        self.0.readers.read(read).await
    }

    async fn dead_letters(&self, scope: &Scope, limit: usize) -> Result<Vec<PushRegistration>, StoreError> {
        let scope = scope.clone();
        let read = move |connection: &_| webhooks::dead(connection, &scope, limit);
        self.0.readers.read(read).await
    }
}
