//! Push notifications on a paused clock: a store in memory, and a sender that does what the test says.

mod delivery;
mod fake_sender;
mod fake_store;
mod load;
mod observed;
mod restart;

use super::policy::PushPolicy;
use super::pusher::Pusher;
use crate::store::{Entry, Scope};
use a2a_bindings::v1_0::{
    Message, Role, StreamResponse, Task, TaskPushNotificationConfig, TaskState, TaskStatus,
    TaskStatusUpdateEvent,
};
use fake_sender::FakeSender;
use fake_store::FakeStore;
use std::sync::Arc;
use std::time::Duration;

/// Long enough for anything that does not hang.
const LONG: Duration = Duration::from_secs(1_000_000);

/// A pusher whose delays are as long as they can be, so that times are exact.
fn pusher(store: &Arc<FakeStore>, sender: &FakeSender, policy: PushPolicy) -> Pusher {
    Pusher::with_jitter(Arc::clone(store) as _, Arc::new(sender.clone()), policy, || {
        u32::MAX
    })
}

fn scope() -> Scope {
    Scope::new("acme", "alice")
}

/// The webhook `id` of a task, at `https://<id>.test/`.
fn webhook(task_id: &str, id: &str) -> TaskPushNotificationConfig {
    TaskPushNotificationConfig::new(format!("https://{id}.test/"))
        .with_task_id(task_id)
        .with_id(id)
}

/// The first entry of a task.
fn first(task_id: &str) -> Entry {
    let mut task = Task::new(task_id, TaskStatus::new(TaskState::Submitted));
    task.context_id = "c".to_owned();
    Entry::new(1, StreamResponse::Task(task))
}

/// A further entry, which says its number.
fn update(task_id: &str, number: u64, state: TaskState) -> Entry {
    let status = TaskStatus::new(state).with_message(Message::new(
        number.to_string(),
        Role::Agent,
        [number.to_string()],
    ));
    let event = TaskStatusUpdateEvent::new(task_id, "c", status);
    Entry::new(number, StreamResponse::StatusUpdate(event))
}

/// A task with webhooks, and entries up to the given number, all of them to come.
fn add_task(store: &FakeStore, task_id: &str, webhooks: &[&str], last: u64) {
    store.create_now(&scope(), &first(task_id));
    for id in webhooks {
        store.put_webhook_now(&scope(), &webhook(task_id, id), 0);
    }
    for number in 2..=last {
        store.append_now(&scope(), &update(task_id, number, TaskState::Working), task_id);
    }
}

/// Waits until no task has a worker.
async fn settled(pusher: &Pusher) {
    tokio::time::sleep(Duration::from_millis(1)).await;
    tokio::time::timeout(LONG, pusher.idle())
        .await
        .expect("no worker hangs");
}
