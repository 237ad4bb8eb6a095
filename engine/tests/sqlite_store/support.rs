//! What the tests have in common.

use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{
    Artifact, Message, Role, Task, TaskArtifactUpdateEvent, TaskPushNotificationConfig, TaskState,
    TaskStatus, TaskStatusUpdateEvent,
};
use a2a_engine::store::{
    Durability, Entry, Scope, SqliteOptions, SqliteStore, StoreError, StoreErrorKind, TaskStore,
};
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

/// A file in a folder of its own.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("tasks.db")
    }

    pub(crate) fn open(&self) -> SqliteStore {
        self.open_with(|options| options)
    }

    /// Opens it without waiting for the disk, unless the setting says otherwise.
    pub(crate) fn open_with(&self, set: impl FnOnce(SqliteOptions) -> SqliteOptions) -> SqliteStore {
        let options = SqliteOptions::new().with_durability(Durability::Normal);
        set(options).open(self.path()).unwrap()
    }
}

pub(crate) fn scope() -> Scope {
    Scope::new("tenant", "principal")
}

/// A status at a time in milliseconds.
pub(crate) fn status(state: TaskState, time: i64) -> TaskStatus {
    let nanoseconds = u32::try_from(time.rem_euclid(1_000)).unwrap() * 1_000_000;
    let time = Timestamp::new(time.div_euclid(1_000), nanoseconds).unwrap();
    TaskStatus::new(state).with_timestamp(time)
}

/// The first entry of the log of a working task.
pub(crate) fn first(id: &str) -> Entry {
    let task = Task::new(id, status(TaskState::Working, 1)).with_context_id("context");
    Entry::new(1, task.into())
}

pub(crate) fn update(number: u64, state: TaskState) -> Entry {
    let time = i64::try_from(number).unwrap();
    let update = TaskStatusUpdateEvent::new("t", "context", status(state, time));
    Entry::new(number, update.into())
}

/// A piece of an artifact.
pub(crate) fn chunk(number: u64, text: &str) -> Entry {
    let artifact = Artifact::new("artifact", [text]);
    let update = TaskArtifactUpdateEvent::new("t", "context", artifact).with_append(true);
    Entry::new(number, update.into())
}

pub(crate) fn said(text: &str) -> Option<Message> {
    Some(Message::new(format!("m-{text}"), Role::User, [text]))
}

pub(crate) fn webhook(task_id: &str, id: &str) -> TaskPushNotificationConfig {
    TaskPushNotificationConfig::new("https://example.org/hook")
        .with_token("secret")
        .with_task_id(task_id)
        .with_id(id)
}

/// The task that entries make.
pub(crate) fn fold(entries: &[Entry]) -> Task {
    let mut task = Task::new("", TaskStatus::new(TaskState::Unspecified));
    for entry in entries {
        entry.apply(&mut task);
    }
    task
}

pub(crate) fn kind<T: std::fmt::Debug>(outcome: Result<T, StoreError>) -> StoreErrorKind {
    outcome.unwrap_err().kind()
}

/// The numbers of the entries that are there after one.
pub(crate) async fn numbers(store: &SqliteStore, id: &str, after: u64) -> Option<Vec<u64>> {
    let entries = store.entries(&scope(), id, after, usize::MAX).await.unwrap();
    Some(entries?.iter().map(|entry| entry.number).collect())
}

/// Waits for what the store does by itself.
pub(crate) async fn until<F: Future<Output = bool>>(holds: impl Fn() -> F) {
    let waiting = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting)
        .await
        .unwrap();
}
