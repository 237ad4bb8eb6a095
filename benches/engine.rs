//! The engine under test; the only file that knows how one is made.

use crate::Outcome;
use a2a_engine::{Agent, Settings, TaskEngine};

/// The stores that tasks are looked up in.
pub(crate) const STORES: &[&str] = &["memory"];
/// As many tasks as the engine keeps unless it is told otherwise.
pub(crate) const DEFAULT_MAX_TASKS: usize = 100_000;
/// More streams of one task than any group opens.
const MAX_SUBSCRIBERS: usize = 2_000;

/// An engine on one of the [`STORES`].
pub(crate) fn engine<A: Agent>(agent: A, store: &str, max_tasks: usize) -> Outcome<TaskEngine<A>> {
    let settings = Settings::new()
        .with_max_tasks(max_tasks)
        .with_max_subscribers(MAX_SUBSCRIBERS);
    match store {
        "memory" => Ok(TaskEngine::with_settings(agent, settings)),
        _ => Err(format!("there is no store `{store}`: {STORES:?}").into()),
    }
}
