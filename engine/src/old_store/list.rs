//! Paging through tasks, latest status first (§3.1.4).

use super::log::TaskLog;
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{Task, TaskState};
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::Arc;
use uuid::Uuid;

/// Which tasks are wanted.
#[derive(Debug)]
pub(crate) struct Query {
    /// Only those of this context; empty for all.
    pub(crate) context_id: String,
    /// Only those in this state.
    pub(crate) state: Option<TaskState>,
    /// Only those whose status is of this time or later.
    pub(crate) since: Option<Timestamp>,
    /// Only those that come after this position.
    pub(crate) after: Option<Position>,
    pub(crate) page_size: usize,
}

/// Some of the tasks that are wanted.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) tasks: Vec<Arc<Task>>,
    /// Where the next page begins, if there is one.
    pub(crate) next: Option<Position>,
    /// How many tasks pass the filters, on whatever page.
    pub(crate) total: usize,
}

/// Where a task stands in the list: a key and not an offset, so what is inserted before it moves nothing, and it is
/// good even when its own task has moved or is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Position {
    /// Of the status, in milliseconds since 1970.
    time: i64,
    id: Uuid,
}

impl Position {
    fn of(task: &Task) -> Self {
        let time = task.status.timestamp.map_or(0, |timestamp| {
            timestamp
                .seconds()
                .saturating_mul(1_000)
                .saturating_add(i64::from(timestamp.nanoseconds() / 1_000_000))
        });
        // Every id is one that the engine made.
        Self {
            time,
            id: Uuid::parse_str(&task.id).unwrap_or_default(),
        }
    }

    /// The page token.
    pub(crate) fn to_token(&self) -> String {
        format!("{}-{}", self.time, self.id.simple())
    }

    /// The position that a page token stands for.
    pub(crate) fn from_token(token: &str) -> Option<Self> {
        let (time, id) = token.rsplit_once('-')?;
        let position = Self {
            time: time.parse().ok()?,
            id: Uuid::try_parse(id).ok()?,
        };
        // Only what was handed out: the parsers accept more than one spelling.
        (position.to_token() == token).then_some(position)
    }
}

impl Ord for Position {
    fn cmp(&self, other: &Self) -> Ordering {
        other.time.cmp(&self.time).then_with(|| self.id.cmp(&other.id))
    }
}

impl PartialOrd for Position {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A task that may be on the page.
struct Candidate(Position, Arc<Task>);

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Query {
    fn wants(&self, task: &Task) -> bool {
        (self.context_id.is_empty() || self.context_id == task.context_id)
            && self
                .state
                .as_ref()
                .is_none_or(|state| *state == task.status.state)
            && self
                .since
                .is_none_or(|since| task.status.timestamp.is_some_and(|timestamp| timestamp >= since))
    }

    /// Picks a page.
    pub(super) fn run(&self, logs: &[Arc<TaskLog>]) -> Page {
        // The first tasks after the position, and one more to know whether there is a next page. The heap gives up
        // the last one of them first.
        let mut candidates = BinaryHeap::with_capacity(self.page_size + 2);
        let mut total = 0;
        for log in logs {
            let task = log.snapshot();
            if !self.wants(&task) {
                continue;
            }
            total += 1;
            let position = Position::of(&task);
            if self.after.as_ref().is_none_or(|after| position > *after) {
                candidates.push(Candidate(position, task));
                if candidates.len() > self.page_size + 1 {
                    candidates.pop();
                }
            }
        }
        let mut page = candidates.into_sorted_vec();
        let more = page.len() > self.page_size;
        page.truncate(self.page_size);
        let next = page.last().filter(|_| more).map(|last| last.0.clone());
        Page {
            tasks: page.into_iter().map(|Candidate(_, task)| task).collect(),
            next,
            total,
        }
    }
}
