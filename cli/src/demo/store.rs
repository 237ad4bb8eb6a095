//! Where the demo agent keeps its tasks.

use crate::args::StoreName;
use crate::error::{Code, Error, with_causes};
use a2a_engine::Settings;
use a2a_engine::store::{MemoryStore, SqliteStore, StoreError, TaskKey, TaskStore};
use std::num::NonZeroUsize;

/// A store that is open.
#[derive(Debug)]
pub(crate) struct Store {
    /// Of an engine that uses the store.
    pub(super) settings: Settings,
    /// `None` if nothing lasts.
    file: Option<SqliteStore>,
}

/// What an earlier run of the agent has left in a store.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Leftover {
    /// How many tasks it was working on.
    pub(crate) unfinished: usize,
    /// How many tasks have push notifications to come.
    pub(crate) undelivered: usize,
}

/// How many tasks are counted at a time.
const PAGE: usize = 256;

impl Store {
    /// Opens the store of this name.
    pub(crate) fn open(name: &StoreName, max_tasks: Option<NonZeroUsize>) -> Result<Self, Error> {
        let (settings, file) = match (name, max_tasks) {
            (StoreName::Memory, None) => (Settings::new(), None),
            (StoreName::Memory, Some(max_tasks)) => {
                let store = MemoryStore::new().with_max_tasks(max_tasks.get());
                (Settings::new().with_store(store), None)
            }
            (StoreName::Sqlite(path), None) => {
                let store = SqliteStore::open(path).map_err(|error| {
                    Error::usage(with_causes(&error))
                        .with_hint("--store memory keeps tasks without a file, until the agent stops")
                })?;
                (Settings::new().with_store(store.clone()), Some(store))
            }
            (StoreName::Sqlite(_), Some(_)) => {
                let message = "--max-tasks is for --store memory";
                let hint = "a file keeps as many tasks as the disk has room for: leave --max-tasks out";
                return Err(Error::usage(message).with_hint(hint));
            }
        };
        Ok(Self { settings, file })
    }

    /// Whether what is in it is there when the agent starts again.
    pub(crate) fn lasts(&self) -> bool {
        self.file.is_some()
    }

    /// What is left from an earlier run, before an engine takes care of it.
    pub(crate) async fn leftover(&self) -> Result<Leftover, Error> {
        let Some(store) = &self.file else {
            return Ok(Leftover::default());
        };
        let failed = |error: StoreError| Error::new(Code::Internal, with_causes(&error));
        Ok(Leftover {
            unfinished: count(async |after: Option<&TaskKey>| store.unfinished(after, PAGE).await)
                .await
                .map_err(failed)?,
            undelivered: count(async |after: Option<&TaskKey>| store.undelivered(after, PAGE).await)
                .await
                .map_err(failed)?,
        })
    }
}

/// How many tasks there are on all pages.
async fn count(
    page: impl AsyncFn(Option<&TaskKey>) -> Result<Vec<TaskKey>, StoreError>,
) -> Result<usize, StoreError> {
    let (mut count, mut after) = (0, None);
    loop {
        let tasks = page(after.as_ref()).await?;
        count += tasks.len();
        match tasks.into_iter().next_back() {
            Some(last) => after = Some(last),
            None => return Ok(count),
        }
    }
}
