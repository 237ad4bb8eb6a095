//! Finding the tasks that wait in the store because there was no room for them.

use super::pusher::{Shared, report};
use super::race::{Winner, race};
use super::workers::Searching;
use crate::store::TaskKey;
use std::sync::Arc;
use tokio::runtime::Handle;

/// How many tasks are in memory at a time.
const PAGE: usize = 64;

/// Starts a worker for every task that has something to come, each as soon as there is room.
pub(super) async fn search(shared: Arc<Shared>, mut searching: Searching) {
    while searching.again() {
        let mut after = None;
        while let Some(page) = next_page(&shared, after.as_ref()).await {
            for key in &page {
                if !start(&shared, key).await {
                    return;
                }
            }
            after = page.into_iter().next_back();
        }
    }
}

/// The tasks that come next, once there is room for one; `None` after the last, or if no more are to begin.
async fn next_page(shared: &Shared, after: Option<&TaskKey>) -> Option<Vec<TaskKey>> {
    let mut failures = 0;
    loop {
        drop(shared.workers.next_seat().await?);
        match shared.store.undelivered(after, PAGE).await {
            Ok(page) => return Some(page).filter(|page| !page.is_empty()),
            Err(error) => {
                failures += 1;
                report(&error, failures);
                let pause = tokio::time::sleep(shared.store_delay(failures));
                if let Winner::Second(()) = race(pause, shared.closing.cancelled()).await {
                    return None;
                }
            }
        }
    }
}

/// Starts the worker of a task if it has none, as soon as there is room; whether there may be more.
async fn start(shared: &Arc<Shared>, key: &TaskKey) -> bool {
    if shared.workers.ring(key) {
        return true;
    }
    let Some(room) = shared.workers.next_seat().await else {
        return false;
    };
    shared.begin(&Handle::current(), key.clone(), room);
    true
}
