//! The engine under test; the only file that knows how one is made.

use crate::Outcome;
use a2a_engine::store::{MemoryStore, SqliteStore};
use a2a_engine::{Agent, Settings, TaskEngine};
use tempfile::TempDir;

/// The stores that tasks are looked up in.
pub(crate) const STORES: &[&str] = &["memory", "sqlite"];
/// As many tasks as the engine keeps unless it is told otherwise.
pub(crate) const DEFAULT_MAX_TASKS: usize = 100_000;

/// An engine on one of the [`STORES`], and the folder that its file is in, if it has one.
pub(crate) fn engine<A: Agent>(
    agent: A,
    store: &str,
    max_tasks: usize,
) -> Outcome<(TaskEngine<A>, Option<TempDir>)> {
    let (settings, folder) = match store {
        "memory" => {
            let store = MemoryStore::new().with_max_tasks(max_tasks);
            (Settings::new().with_store(store), None)
        }
        "sqlite" => {
            let folder = tempfile::tempdir()?;
            let store = SqliteStore::open(folder.path().join("tasks"))?;
            (Settings::new().with_store(store), Some(folder))
        }
        _ => return Err(format!("there is no store `{store}`: {STORES:?}").into()),
    };
    Ok((TaskEngine::with_settings(agent, settings), folder))
}
