//! Logs to store, and how to look at what is there.

use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{
    Artifact, Message, Role, StreamResponse, Task, TaskArtifactUpdateEvent, TaskPushNotificationConfig,
    TaskState, TaskStatus, TaskStatusUpdateEvent,
};
use a2a_engine::store::{Entry, MemoryStore, Page, Query, Scope, StoreError, StoreErrorKind, TaskStore};
use std::future::Future;
use std::task::{Context, Poll, Waker};

/// The result of a call; a store in memory has it at once.
pub(crate) fn now<T>(call: impl Future<Output = T>) -> T {
    match std::pin::pin!(call).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("a call waits"),
    }
}

pub(crate) fn alice() -> Scope {
    Scope::new("acme", "alice")
}

/// A point in time, in nanoseconds after some other one.
pub(crate) fn at(nanoseconds: u64) -> Timestamp {
    let seconds = 1_790_000_000 + (nanoseconds / 1_000_000_000) as i64;
    Timestamp::new(seconds, (nanoseconds % 1_000_000_000) as u32).unwrap()
}

pub(crate) fn submitted(id: &str) -> Task {
    Task::new(id, TaskStatus::new(TaskState::Submitted).with_timestamp(at(0)))
        .with_context_id("c-1")
        .with_history([Message::new("m-1", Role::User, ["hello"])])
}

pub(crate) fn first(task: Task) -> Entry {
    Entry::new(1, StreamResponse::Task(task))
}

pub(crate) fn status(number: u64, status: TaskStatus) -> Entry {
    Entry::new(
        number,
        StreamResponse::StatusUpdate(TaskStatusUpdateEvent::new("t", "c", status)),
    )
}

pub(crate) fn state(number: u64, state: TaskState) -> Entry {
    status(number, TaskStatus::new(state).with_timestamp(at(number)))
}

/// A chunk of an artifact.
pub(crate) fn chunk(number: u64, text: &str) -> Entry {
    let update = TaskArtifactUpdateEvent::new("t", "c", Artifact::new("a", [text])).with_append(true);
    Entry::new(number, StreamResponse::ArtifactUpdate(update))
}

/// A task with one entry.
pub(crate) fn create(store: &MemoryStore, id: &str) {
    now(store.create(&alice(), &first(submitted(id)), None)).unwrap();
}

pub(crate) fn append(store: &MemoryStore, id: &str, entry: &Entry) {
    now(store.append(&alice(), id, entry)).unwrap();
}

/// A task of two entries that is over.
pub(crate) fn create_over(store: &MemoryStore, id: &str) {
    create(store, id);
    append(store, id, &state(2, TaskState::Completed));
}

pub(crate) fn get(store: &MemoryStore, id: &str) -> Option<Task> {
    now(store.get(&alice(), id)).unwrap().map(|stored| stored.task)
}

pub(crate) fn list(store: &MemoryStore, query: &Query) -> Page {
    now(store.list(&alice(), query)).unwrap()
}

/// The ids of the tasks that are there, by `get` and by `list`, which have to agree.
pub(crate) fn there(store: &MemoryStore, ids: &[&str]) -> Vec<String> {
    let mut there: Vec<_> = ids
        .iter()
        .filter_map(|id| get(store, id))
        .map(|task| task.id)
        .collect();
    there.sort();
    let page = list(store, &Query::new(1_000));
    assert_eq!(page.total, there.len() as u64, "the total of {page:?}");
    let mut listed: Vec<_> = page.tasks.into_iter().map(|task| task.id).collect();
    listed.sort();
    assert_eq!(listed, there, "get and list");
    there
}

/// The numbers of the entries after a number.
pub(crate) fn numbers(store: &MemoryStore, id: &str, after: u64, limit: usize) -> Option<Vec<u64>> {
    let entries = now(store.entries(&alice(), id, after, limit)).unwrap()?;
    for entry in &entries {
        assert_eq!(entry.event.id(), Some(&*entry.number.to_string()));
    }
    Some(entries.into_iter().map(|entry| entry.number).collect())
}

pub(crate) fn webhook(task_id: &str, id: &str) -> TaskPushNotificationConfig {
    let mut config = TaskPushNotificationConfig::new("https://client.example/hook");
    config.id = id.to_owned();
    config.task_id = task_id.to_owned();
    config
}

pub(crate) fn kind<T: std::fmt::Debug>(result: Result<T, StoreError>) -> StoreErrorKind {
    result.unwrap_err().kind()
}

/// Ends so many other tasks that none of those before has a log that nobody needs.
pub(crate) fn end_others(store: &MemoryStore) {
    let scope = Scope::new("others", "");
    for number in 0..400 {
        let id = format!("other-{number}");
        now(store.create(&scope, &first(submitted(&id)), None)).unwrap();
        now(store.append(&scope, &id, &state(2, TaskState::Failed))).unwrap();
    }
}

/// Numbers that look random, the same for the same seed (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}
