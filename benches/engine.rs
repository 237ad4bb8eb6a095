//! The engine under test; the only file that knows how one is made.

use crate::Outcome;
use a2a_engine::store::{MemoryStore, SqliteStore};
use a2a_engine::{Agent, Settings, TaskEngine};

/// The stores that tasks are looked up in.
pub(crate) const STORES: &[&str] = &["memory", "sqlite"];
/// As many tasks as the engine keeps unless it is told otherwise.
pub(crate) const DEFAULT_MAX_TASKS: usize = 100_000;

/// An engine on one of the [`STORES`]. The file of one that has a file is removed with the folder.
pub(crate) fn engine<A: Agent>(agent: A, store: &str, max_tasks: usize) -> Outcome<TaskEngine<A>> {
    let settings = match store {
        "memory" => Settings::new().with_store(MemoryStore::new().with_max_tasks(max_tasks)),
        "sqlite" => Settings::new().with_store(SqliteStore::open(scratch_file()?)?),
        _ => return Err(format!("there is no store `{store}`: {STORES:?}").into()),
    };
    Ok(TaskEngine::with_settings(agent, settings))
}
