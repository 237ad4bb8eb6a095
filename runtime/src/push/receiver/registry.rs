//! Who waits for what.

use super::expectation::Secret;
use super::notification::{Handler, Notification, PushRefusal};
use http::HeaderMap;
use ring::digest::{SHA256, digest};
use std::collections::{HashMap, VecDeque};
use std::ptr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::mpsc::Sender;
use tokio::time::timeout;

/// How long a notification waits for room among those that nobody has looked at yet. It is less than senders wait.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many events an expectation remembers, to know them if they come again.
const REMEMBERED: usize = 1024;

/// All expectations, by what a sender must present.
#[derive(Default)]
pub(super) struct Registry(Mutex<HashMap<Secret, Vec<Arc<Entry>>>>);

/// An expectation, and who has it.
pub(super) struct Entry {
    pub(super) taker: Taker,
    state: Mutex<State>,
}

struct State {
    tasks: Tasks,
    /// Events that have been taken, the oldest first.
    taken: VecDeque<EventDigest>,
}

/// Which tasks an expectation is met by.
enum Tasks {
    /// Any, one after the other.
    Any,
    /// The first one that comes.
    First,
    This(String),
}

/// What becomes of a notification.
pub(super) enum Taker {
    /// It is handled.
    Handler(Handler),
    /// It is kept for whoever has the receipts.
    Receipts(Sender<Notification>),
}

/// A task and an event of it, whatever their length.
type EventDigest = [u8; 32];

impl Registry {
    pub(super) fn add(&self, secret: Option<Secret>, entry: Arc<Entry>) {
        // Without a secret there is nothing that could meet the expectation.
        if let Some(secret) = secret {
            locked(&self.0).entry(secret).or_default().push(entry);
        }
    }

    pub(super) fn remove(&self, secret: Secret, entry: &Weak<Entry>) {
        let mut all = locked(&self.0);
        if let Some(entries) = all.get_mut(&secret) {
            entries.retain(|one| !ptr::eq(Arc::as_ptr(one), entry.as_ptr()));
            if entries.is_empty() {
                all.remove(&secret);
            }
        }
    }

    /// The expectations that the sender of these headers may meet: none if nobody has told it what it presents.
    pub(super) fn find(&self, headers: &HeaderMap) -> Vec<Arc<Entry>> {
        let all = locked(&self.0);
        Secret::presented(headers)
            .filter_map(|secret| all.get(&secret))
            .flatten()
            .cloned()
            .collect()
    }
}

impl Entry {
    pub(super) fn new(taker: Taker, task_id: Option<String>) -> Arc<Self> {
        let tasks = match (task_id, &taker) {
            (Some(task_id), _) => Tasks::This(task_id),
            (None, Taker::Handler(_)) => Tasks::Any,
            (None, Taker::Receipts(_)) => Tasks::First,
        };
        let taken = VecDeque::new();
        let state = Mutex::new(State { tasks, taken });
        Arc::new(Self { taker, state })
    }

    /// Whether notifications of this task are expected; if `binds`, an entry without a task takes this one.
    pub(super) fn is_of(&self, task_id: &str, binds: bool) -> bool {
        let mut state = locked(&self.state);
        match &state.tasks {
            Tasks::This(expected) => expected == task_id,
            Tasks::Any | Tasks::First if !binds => false,
            Tasks::Any => true,
            Tasks::First if task_id.is_empty() => false,
            Tasks::First => {
                state.tasks = Tasks::This(task_id.to_owned());
                true
            }
        }
    }

    /// Hands a notification over, unless it has been before.
    pub(super) async fn take(&self, notification: Notification) -> Result<(), PushRefusal> {
        let event = event_digest(&notification);
        if event.is_some_and(|event| locked(&self.state).taken.contains(&event)) {
            return Ok(());
        }
        match &self.taker {
            Taker::Handler(handler) => handler(notification).await?,
            Taker::Receipts(sender) => match timeout(PATIENCE, sender.send(notification)).await {
                Ok(Ok(())) => {}
                // The receipts are gone, so nobody waits any more.
                Ok(Err(_)) => return Err(PushRefusal::UnexpectedTask),
                Err(_) => return Err(PushRefusal::NotNow),
            },
        }
        // Only what was taken is a duplicate when it comes again.
        if let Some(event) = event {
            let taken = &mut locked(&self.state).taken;
            if taken.len() >= REMEMBERED {
                taken.pop_front();
            }
            taken.push_back(event);
        }
        Ok(())
    }
}

fn event_digest(notification: &Notification) -> Option<EventDigest> {
    let id = notification.event_id.as_ref()?;
    // A header has no line break in it, so the id ends where the task's begins.
    let text = format!("{id}\n{}", notification.task_id);
    digest(&SHA256, text.as_bytes()).as_ref().try_into().ok()
}

/// What is behind a lock is whole between any two statements, whoever panicked.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
