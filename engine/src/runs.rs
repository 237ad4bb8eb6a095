//! Which runs there are, and how they come to an end when the process does.

use crate::cancellation::Cancellation;
use crate::lock::lock;
use crate::refusal;
use a2a_bindings::A2aError;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;

/// The runs that have not returned.
#[derive(Debug)]
pub(crate) struct Runs {
    limit: usize,
    state: Mutex<State>,
    /// How many there are, for those who wait for the end.
    count: watch::Sender<usize>,
}

#[derive(Debug, Default)]
struct State {
    closed: bool,
    last_id: u64,
    /// Never more than the limit.
    running: HashMap<u64, Cancellation>,
}

impl Runs {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            limit,
            state: Mutex::default(),
            count: watch::Sender::new(0),
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
        let place = Place {
            runs: Arc::clone(self),
            id: state.last_id,
            cancellation: Cancellation::new(),
        };
        state.running.insert(place.id, place.cancellation.clone());
        self.count.send_replace(state.running.len());
        Ok(place)
    }

    pub(crate) fn is_closed(&self) -> bool {
        lock(&self.state).closed
    }

    pub(crate) fn count(&self) -> usize {
        *self.count.borrow()
    }

    /// Lets nobody in any more, waits, and calls off those that remain; returns how many.
    pub(crate) async fn close(&self, patience: Duration) -> usize {
        lock(&self.state).closed = true;
        let mut count = self.count.subscribe();
        // Whether they all ended or time is up, the count below says what is left.
        let _ = tokio::time::timeout(patience, count.wait_for(|count| *count == 0)).await;
        let remaining: Vec<_> = lock(&self.state).running.values().cloned().collect();
        remaining.iter().for_each(Cancellation::cancel);
        remaining.len()
    }
}

/// The right to run.
#[derive(Debug)]
pub(crate) struct Place {
    runs: Arc<Runs>,
    /// Different for every run of the engine.
    pub(crate) id: u64,
    pub(crate) cancellation: Cancellation,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = lock(&self.runs.state);
        state.running.remove(&self.id);
        self.runs.count.send_replace(state.running.len());
    }
}
