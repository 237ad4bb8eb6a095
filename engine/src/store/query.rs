//! Paging through tasks, latest status first (§3.1.4).

use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{Task, TaskState};

/// Which tasks are wanted. Filters narrow the set together.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Query {
    /// Only those of this context.
    pub context_id: Option<String>,
    /// Only those in this state.
    pub state: Option<TaskState>,
    /// Only those whose status is of this time or later, to the nanosecond. The engine makes no status
    /// without a time; whether one passes is up to the store.
    pub since: Option<Timestamp>,
    /// Only those that come after this position.
    pub after: Option<Position>,
    /// How many at most; at least 1.
    pub page_size: usize,
    /// Whether the tasks come with their artifacts.
    pub artifacts: bool,
}

impl Query {
    /// The first page of all tasks, without their artifacts.
    #[must_use]
    pub fn new(page_size: usize) -> Self {
        Self {
            context_id: None,
            state: None,
            since: None,
            after: None,
            page_size,
            artifacts: false,
        }
    }
}

/// Where a task stands in the list: a key and not an offset, so what comes in before it moves nothing, and it is good
/// even when its own task has moved or is gone.
///
/// Greater positions come first in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(
    clippy::exhaustive_structs,
    reason = "a key of two parts, which stores take apart and put together"
)]
pub struct Position {
    /// Of the status, in milliseconds since 1970; 0 if it has no time.
    pub time: i64,
    /// Tells tasks of the same time apart; the store chooses it.
    pub tie: u64,
}

impl Position {
    /// The time of a task's status, as positions have it.
    #[must_use]
    pub fn time_of(task: &Task) -> i64 {
        task.status.timestamp.map_or(0, Self::milliseconds)
    }

    /// A time, as positions have it.
    #[must_use]
    pub fn milliseconds(timestamp: Timestamp) -> i64 {
        timestamp
            .seconds()
            .saturating_mul(1_000)
            .saturating_add(i64::from(timestamp.nanoseconds() / 1_000_000))
    }
}

/// Some of the tasks that are wanted.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Page {
    /// The tasks, latest status first.
    pub tasks: Vec<Task>,
    /// The position of the last of them, exactly if others follow.
    pub next: Option<Position>,
    /// How many tasks pass the filters, on whatever page.
    pub total: u64,
}

impl Page {
    /// A page.
    #[must_use]
    pub fn new(tasks: Vec<Task>, next: Option<Position>, total: u64) -> Self {
        Self { tasks, next, total }
    }
}
