//! Which runs there are, and how they come to an end when the process does.

use crate::cancellation::Cancellation;
use crate::lock::lock;
use crate::refusal;
use a2a_bindings::A2aError;
use slab::Slab;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;

/// The runs that have not returned.
#[derive(Debug)]
pub(crate) struct Runs {
    limit: usize,
    state: Mutex<State>,
    /// Told when a run ends and there is none left.
    none_left: Notify,
    /// Tells somebody who waits for room when a run ends, and all of them when nobody is let in any more.
    left: Notify,
}

#[derive(Debug, Default)]
struct State {
    closed: bool,
    last_id: u64,
    /// Never more than the limit.
    running: Slab<Cancellation>,
}

impl Runs {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            limit,
            state: Mutex::default(),
            none_left: Notify::new(),
            left: Notify::new(),
        }
    }

    /// Registers a run, until the place is dropped.
    pub(crate) fn enter(self: &Arc<Self>) -> Result<Place, A2aError> {
        let mut state = lock(&self.state);
        if state.closed {
            return Err(refusal::shutting_down());
        }
        if state.running.len() >= self.limit {
            return Err(refusal::too_many_runs(self.limit));
        }
        state.last_id += 1;
        let cancellation = Cancellation::new();
        Ok(Place {
            runs: Arc::clone(self),
            key: state.running.insert(cancellation.clone()),
            id: state.last_id,
            cancellation,
        })
    }

    /// Registers a run as soon as there is room; `None` if nobody is let in any more.
    pub(crate) async fn enter_when_possible(self: &Arc<Self>) -> Option<Place> {
        loop {
            // Before the try: who has begun to wait is told of what comes after that.
            let left = self.left.notified();
            match self.enter() {
                Ok(place) => return Some(place),
                Err(_) if self.is_closed() => return None,
                Err(_) => left.await,
            }
        }
    }

    pub(crate) fn is_closed(&self) -> bool {
        lock(&self.state).closed
    }

    pub(crate) fn count(&self) -> usize {
        lock(&self.state).running.len()
    }

    /// Lets nobody in any more, waits, and calls off those that remain; returns how many.
    pub(crate) async fn close(&self, patience: Duration) -> usize {
        // Before the check: who has begun to wait is told of what comes after that.
        let none_left = self.none_left.notified();
        let count = {
            let mut state = lock(&self.state);
            state.closed = true;
            state.running.len()
        };
        self.left.notify_waiters();
        if count > 0 {
            // Whether they all ended or time is up, what follows says what is left.
            let _ = tokio::time::timeout(patience, none_left).await;
        }
        let remaining: Vec<_> = lock(&self.state)
            .running
            .iter()
            .map(|(_, cancellation)| cancellation.clone())
            .collect();
        remaining.iter().for_each(Cancellation::cancel);
        remaining.len()
    }
}

/// The right to run.
#[derive(Debug)]
pub(crate) struct Place {
    runs: Arc<Runs>,
    /// Where it stands among those that run.
    key: usize,
    /// Different for every run of the engine.
    pub(crate) id: u64,
    pub(crate) cancellation: Cancellation,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = lock(&self.runs.state);
        state.running.try_remove(self.key);
        if state.running.is_empty() {
            self.runs.none_left.notify_waiters();
        }
        drop(state);
        self.runs.left.notify_one();
    }
}
