//! What is known of tasks.

use super::exchange::Exchange;
use super::push_configs::Configs;
use crate::bounded::Bounded;
use crate::digest::Digest;
use crate::findings::Findings;
use crate::place::Place;
use crate::rules;
use crate::stream::artifacts;
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::TaskState;
use std::time::Instant;

/// As many tasks are known at most.
const TASKS: usize = 10_000;

/// The tasks that an agent told of.
#[derive(Debug)]
pub(super) struct Tasks(Bounded<Digest, Task>);

/// What is known of a task.
#[derive(Debug)]
pub(super) struct Task {
    /// When it was first told of.
    pub(super) first: Instant,
    /// Who was told of it last.
    pub(super) caller: Digest,
    context: Option<Digest>,
    status: Option<Status>,
    terminal: Option<Terminal>,
    /// What it had when it had ended, if that is known.
    artifacts: Option<Digest>,
    pub(super) configs: Configs,
}

#[derive(Debug)]
struct Status {
    timestamp: Timestamp,
    seen: Instant,
}

#[derive(Debug)]
struct Terminal {
    state: TaskState,
    seen: Instant,
}

impl Tasks {
    pub(super) fn new() -> Self {
        Self(Bounded::new(TASKS))
    }

    /// A task that was known before an exchange began.
    pub(super) fn before(&self, task: Option<Digest>, exchange: &Exchange) -> Option<&Task> {
        self.0.get(task?).filter(|task| task.first < exchange.at)
    }

    pub(super) fn get_mut(&mut self, task: Option<Digest>) -> Option<&mut Task> {
        self.0.get_mut(task?)
    }

    /// Whether a task is known, or could be one that was forgotten.
    pub(super) fn may_know(&self, task: Option<Digest>) -> bool {
        self.0.has_forgotten() || task.is_some_and(|task| self.0.get(task).is_some())
    }

    /// Takes a task or an update of it, `id` being the name of the member with the task's id.
    pub(super) fn told<'a>(
        &mut self,
        holder: &Place<'a>,
        id: &str,
        exchange: &Exchange,
        now: Instant,
        findings: &mut Findings,
    ) -> Option<Told<'_, 'a>> {
        let key = Digest::of(holder.text(id)?);
        let task = self.0.entry(key, || Task::new(exchange.caller, now))?;
        task.caller = exchange.caller;
        if let Some(place) = holder.get("contextId")
            && let Some(found) = holder.text("contextId").map(Digest::of)
        {
            if task.context.is_some_and(|context| context != found) {
                findings.push(rules::TASK_CONTEXT_CHANGES.at(&place, "is not the context that the task had"));
            }
            task.context.get_or_insert(found);
        }
        Some(Told {
            task,
            holder: *holder,
            asked_at: exchange.at,
            now,
        })
    }
}

impl Task {
    fn new(caller: Digest, now: Instant) -> Self {
        Self {
            first: now,
            caller,
            context: None,
            status: None,
            terminal: None,
            artifacts: None,
            configs: Configs::new(),
        }
    }

    pub(super) fn context(&self) -> Option<Digest> {
        self.context
    }

    /// The terminal state that it had before a point in time.
    pub(super) fn ended_before(&self, at: Instant) -> Option<&TaskState> {
        let terminal = self.terminal.as_ref().filter(|terminal| terminal.seen < at)?;
        Some(&terminal.state)
    }

    pub(super) fn has_ended(&self) -> bool {
        self.terminal.is_some()
    }
}

/// What an agent tells of a task.
pub(super) struct Told<'t, 'a> {
    task: &'t mut Task,
    holder: Place<'a>,
    asked_at: Instant,
    now: Instant,
}

impl Told<'_, '_> {
    /// It is the task as it is, so that it agrees with what was known before anybody asked for it.
    pub(super) fn is_current(&self, findings: &mut Findings) {
        let Some(status) = self.holder.get("status") else {
            return;
        };
        let Some(state) = status.get("state") else { return };
        let found = status.state("state");
        if let Some(before) = self.task.ended_before(self.asked_at)
            && found.as_ref().is_some_and(|found| !found.is_terminal())
        {
            findings.push(rules::TERMINAL_CHANGES.at(&state, format!("the task was `{before}` before")));
        } else if let (Some(before), Some(timestamp)) = (&self.task.status, status.time("timestamp"))
            && before.seen < self.asked_at
            && timestamp < before.timestamp
        {
            let place = status.get("timestamp").unwrap_or(status);
            findings.push(rules::STATUS_GOES_BACK.at(&place, "is earlier than one that was told before"));
        }
    }

    /// Remembers its status, whether it is current or not, and checks that it has ended once only.
    pub(super) fn remember(&mut self, findings: &mut Findings) {
        let Some(status) = self.holder.get("status") else {
            return;
        };
        if let Some(timestamp) = status.time("timestamp")
            && self
                .task
                .status
                .as_ref()
                .is_none_or(|before| before.timestamp < timestamp)
        {
            let seen = self.now;
            self.task.status = Some(Status { timestamp, seen });
        }
        let Some(state) = status.state("state").filter(TaskState::is_terminal) else {
            return;
        };
        match (&self.task.terminal, status.get("state")) {
            (Some(before), Some(place)) if before.state != state => {
                let message = format!("the task was `{}` before", before.state);
                findings.push(rules::TERMINAL_CHANGES.at(&place, message));
            }
            (Some(_), _) => {}
            (None, _) => {
                let seen = self.now;
                self.task.terminal = Some(Terminal { state, seen });
            }
        }
    }

    /// It has all the artifacts of the task, which stay if the task has ended.
    pub(super) fn has_artifacts(&mut self, findings: &mut Findings) {
        let state = self.holder.get("status").and_then(|status| status.state("state"));
        if !state.is_some_and(|state| state.is_terminal()) {
            return;
        }
        let found = artifacts::of_task(&self.holder);
        match self.task.artifacts {
            Some(before) if before != found => {
                let place = self.holder.get("artifacts").unwrap_or(self.holder);
                let message = "are not those that the task had when it ended";
                findings.push(rules::TERMINAL_ARTIFACTS_CHANGE.at(&place, message));
            }
            _ => self.task.artifacts = Some(found),
        }
    }

    /// A stream has told of these artifacts until the task ended.
    pub(super) fn streamed(&mut self, artifacts: Option<Digest>) {
        self.task.artifacts = self.task.artifacts.or(artifacts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_takes_as_little_as_the_documentation_says() {
        let size = size_of::<Task>() + size_of::<Digest>() * 2;
        assert!(size <= 300, "{size}");
    }
}
