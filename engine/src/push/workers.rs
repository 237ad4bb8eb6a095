//! Which tasks have a worker.

use crate::lock::lock;
use crate::store::TaskKey;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::mem;
use std::sync::{Arc, Mutex};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};

/// At most one worker a task, and not more than there are seats.
pub(super) struct Workers {
    seats: Arc<Semaphore>,
    state: Mutex<State>,
    /// How many there are, for those who wait for the end.
    count: watch::Sender<usize>,
}

#[derive(Default)]
struct State {
    closed: bool,
    /// Never more than there are seats.
    working: HashMap<Arc<TaskKey>, Bell>,
    /// Whether a task was woken that could have no seat. The store has it among the undelivered ones.
    missed: bool,
    /// Whether somebody looks for such tasks.
    searching: bool,
}

/// How a worker hears of what has happened to its task.
#[derive(Default)]
struct Bell {
    /// Whether it rang since the worker last looked.
    rang: bool,
    notify: Arc<Notify>,
}

impl Bell {
    fn ring(&mut self) {
        self.rang = true;
        self.notify.notify_one();
    }
}

impl Workers {
    pub(super) fn new(seats: usize) -> Self {
        Self {
            seats: Arc::new(Semaphore::new(seats.min(Semaphore::MAX_PERMITS))),
            state: Mutex::default(),
            count: watch::Sender::new(0),
        }
    }

    /// Tells the worker of a task that something has happened; whether the task has one.
    pub(super) fn ring(&self, key: &TaskKey) -> bool {
        let mut state = lock(&self.state);
        let bell = state.working.get_mut(key);
        let has_one = bell.is_some();
        bell.into_iter().for_each(Bell::ring);
        has_one
    }

    /// Room for one more worker, if there is any now.
    pub(super) fn free_seat(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.seats).try_acquire_owned().ok()
    }

    /// Room for one more worker, as soon as there is any; `None` if no more are to begin.
    pub(super) async fn next_seat(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.seats).acquire_owned().await.ok()
    }

    /// A seat for the worker of a task; `None` if the task has one, which hears of it, or if no more are to begin.
    pub(super) fn sit(self: &Arc<Self>, key: TaskKey, room: OwnedSemaphorePermit) -> Option<Seat> {
        let key = Arc::new(key);
        let mut state = lock(&self.state);
        if state.closed {
            return None;
        }
        let notify = match state.working.entry(Arc::clone(&key)) {
            Entry::Occupied(mut taken) => {
                taken.get_mut().ring();
                return None;
            }
            Entry::Vacant(free) => Arc::clone(&free.insert(Bell::default()).notify),
        };
        self.count.send_replace(state.working.len());
        Some(Seat {
            workers: Arc::clone(self),
            key,
            notify,
            left: false,
            _room: room,
        })
    }

    /// Records that a task is waiting in the store.
    pub(super) fn miss(&self) {
        lock(&self.state).missed = true;
    }

    /// The duty to look for the tasks that wait in the store, if there are any and nobody has it.
    pub(super) fn search(self: &Arc<Self>) -> Option<Searching> {
        let mut state = lock(&self.state);
        if state.closed || !state.missed || state.searching {
            return None;
        }
        state.searching = true;
        Some(Searching(Some(Arc::clone(self))))
    }

    /// Lets no more workers begin; returns how many there are.
    pub(super) fn close(&self) -> usize {
        let mut state = lock(&self.state);
        state.closed = true;
        self.seats.close();
        state.working.len()
    }

    /// Waits until there are no workers.
    pub(super) async fn none(&self) {
        // The sender cannot be gone: `self` holds it.
        let _ = self.count.subscribe().wait_for(|count| *count == 0).await;
    }

    pub(super) fn count(&self) -> usize {
        *self.count.borrow()
    }

    fn leave(&self, state: &mut State, key: &TaskKey) {
        state.working.remove(key);
        self.count.send_replace(state.working.len());
    }
}

/// The right to be the worker of a task.
pub(super) struct Seat {
    workers: Arc<Workers>,
    pub(super) key: Arc<TaskKey>,
    notify: Arc<Notify>,
    left: bool,
    _room: OwnedSemaphorePermit,
}

impl Seat {
    /// Waits for the bell.
    pub(super) async fn rings(&self) {
        self.notify.notified().await;
    }

    /// Whether the bell rang since this was asked the last time.
    pub(super) fn rang(&self) -> bool {
        let mut state = lock(&self.workers.state);
        let bell = state.working.get_mut(&*self.key);
        bell.is_some_and(|bell| mem::take(&mut bell.rang))
    }

    /// Leaves, unless the bell has rung: whoever rings after this finds that the task has no worker.
    pub(super) fn leave(&mut self) -> bool {
        let mut state = lock(&self.workers.state);
        if state.working.get(&*self.key).is_some_and(|bell| bell.rang) {
            return false;
        }
        self.workers.leave(&mut state, &self.key);
        self.left = true;
        true
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if !self.left {
            self.workers.leave(&mut lock(&self.workers.state), &self.key);
        }
    }
}

/// The duty to look for tasks that wait in the store.
pub(super) struct Searching(Option<Arc<Workers>>);

impl Searching {
    /// Whether a task was missed since this was asked the last time; if none was, the duty is over.
    pub(super) fn again(&mut self) -> bool {
        let Some(workers) = &self.0 else { return false };
        let mut state = lock(&workers.state);
        let again = mem::take(&mut state.missed) && !state.closed;
        if !again {
            state.searching = false;
            drop(state);
            self.0 = None;
        }
        again
    }
}

impl Drop for Searching {
    /// A search that broke off has not found everything.
    fn drop(&mut self) {
        if let Some(workers) = &self.0 {
            let mut state = lock(&workers.state);
            state.searching = false;
            state.missed = true;
        }
    }
}
