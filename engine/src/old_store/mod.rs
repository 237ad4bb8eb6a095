//! Where tasks are: in memory, until the process ends.
//!
//! This module is the seam for stores that last. Whatever changes or shows a task goes through it, with the caller's
//! scope, and every change is one step that either happens with all of its conditions met or not at all.

mod fold;
mod list;
mod log;
mod reader;
mod state;

pub(crate) use fold::Change;
pub(crate) use list::{Page, Position, Query};
pub(crate) use log::TaskLog;
pub(crate) use reader::{Reader, TaskStream, Until};

use crate::cancellation::Cancellation;
use crate::lock::lock;
use crate::refusal;
use crate::settings::Settings;
use crate::work_error::WorkError;
use a2a_bindings::A2aError;
use a2a_bindings::v1_0::{Message, Task, TaskState, TaskStatus};
use log::Limits;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

/// On whose behalf a task is made or asked for. What is in another scope does not exist (§13.1).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Scope {
    pub(crate) tenant: String,
}

/// The tasks of all scopes.
#[derive(Debug)]
pub(crate) struct MemoryStore {
    max_tasks: usize,
    limits: Limits,
    tasks: Mutex<Tasks>,
}

#[derive(Debug, Default)]
struct Tasks {
    /// No scope is without a task.
    scopes: HashMap<Scope, HashMap<String, Arc<TaskLog>>>,
    /// Tasks and reservations; never more than `max_tasks`.
    count: usize,
    /// The tasks that are over, in the order in which they ended.
    over: VecDeque<Arc<TaskLog>>,
}

impl MemoryStore {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            max_tasks: settings.max_tasks,
            limits: settings.into(),
            tasks: Mutex::default(),
        }
    }

    /// Makes sure that a task can be created, as long as the reservation is held.
    pub(crate) fn reserve(self: &Arc<Self>) -> Result<Reservation, A2aError> {
        let mut tasks = lock(&self.tasks);
        if tasks.count >= self.max_tasks && !tasks.evict() {
            return Err(refusal::too_many_tasks(self.max_tasks));
        }
        tasks.count += 1;
        Ok(Reservation {
            store: Arc::clone(self),
            used: false,
        })
    }

    /// The task, if it exists in the scope.
    pub(crate) fn get(&self, scope: &Scope, id: &str) -> Option<Arc<TaskLog>> {
        lock(&self.tasks).scopes.get(scope)?.get(id).cloned()
    }

    /// A page of the scope's tasks.
    pub(crate) fn list(&self, scope: &Scope, query: &Query) -> Page {
        let logs: Vec<_> = lock(&self.tasks)
            .scopes
            .get(scope)
            .map(|logs| logs.values().cloned().collect())
            .unwrap_or_default();
        query.run(&logs)
    }

    /// Records what a run does to a task.
    pub(crate) fn append(&self, log: &Arc<TaskLog>, run: u64, change: Change) -> Result<(), WorkError> {
        if log.append(run, change)? {
            self.ended(log);
        }
        Ok(())
    }

    /// Records the end of a run; see [`TaskLog::finish`].
    pub(crate) fn finish(
        &self,
        log: &Arc<TaskLog>,
        run: u64,
        end: Option<(TaskState, Option<Message>)>,
    ) -> bool {
        let over = log.finish(run, end);
        if over {
            self.ended(log);
        }
        over
    }

    /// Cancels a task; fails with the task as it is if that is over.
    pub(crate) fn cancel(&self, log: &Arc<TaskLog>) -> Result<Arc<Task>, Arc<Task>> {
        let task = log.cancel()?;
        self.ended(log);
        Ok(task)
    }

    /// Each task ends once, so it is in the queue once.
    fn ended(&self, log: &Arc<TaskLog>) {
        lock(&self.tasks).over.push_back(Arc::clone(log));
    }
}

impl Tasks {
    /// Makes room; `false` if every task is unfinished.
    fn evict(&mut self) -> bool {
        let Some(log) = self.over.pop_front() else {
            return false;
        };
        if let Some(logs) = self.scopes.get_mut(&log.scope) {
            logs.remove(&log.id);
            if logs.is_empty() {
                self.scopes.remove(&log.scope);
            }
        }
        self.count -= 1;
        true
    }
}

/// Room for a task.
#[derive(Debug)]
pub(crate) struct Reservation {
    store: Arc<MemoryStore>,
    used: bool,
}

impl Reservation {
    /// Creates the task, with the message that it begins with, for the given run to handle; the reader reads it from
    /// the start.
    pub(crate) fn create(
        mut self,
        scope: Scope,
        message: Message,
        run: u64,
        cancellation: Cancellation,
    ) -> (Arc<TaskLog>, Reader) {
        let status = TaskStatus::new(TaskState::Submitted).with_timestamp(state::now());
        let task = Task::new(&message.task_id, status)
            .with_context_id(&message.context_id)
            .with_history([message]);
        let log = Arc::new(TaskLog::new(
            scope.clone(),
            task,
            run,
            cancellation,
            self.store.limits,
        ));
        let reader = log.read_from_start();
        let mut tasks = lock(&self.store.tasks);
        tasks
            .scopes
            .entry(scope)
            .or_default()
            .insert(log.id.clone(), Arc::clone(&log));
        self.used = true;
        drop(tasks);
        (log, reader)
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        if !self.used {
            lock(&self.store.tasks).count -= 1;
        }
    }
}
