//! What is kept of one task.

use super::packed::Packed;
use super::place::Place;
use super::webhooks::Webhooks;
use crate::store::{Entry, Scope, StoreError, TaskKey};
use a2a_bindings::v1_0::{StreamResponse, Task, TaskState, TaskStatus};
use std::collections::VecDeque;
use std::sync::Arc;

/// How many entries are folded at most when the task is asked for.
const MAX_UNFOLDED: u64 = 64;

/// A task with all that belongs to it.
pub(super) struct Record {
    pub(super) name: Name,
    /// That of the name; the shard sets it.
    pub(super) hash: u64,
    /// The next one with the same hash.
    pub(super) next: Option<u32>,
    body: Body,
    /// The number of the last entry.
    pub(super) last: u64,
    pub(super) place: Place,
    pub(super) phase: Phase,
    /// Whether the lists have the task where it was; where that is stands in the list of changes.
    pub(super) moved: bool,
    /// When the phase began, in milliseconds since the store was made.
    pub(super) since: u64,
    pub(super) webhooks: Webhooks,
}

/// Who a task waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// The agent.
    Running,
    /// The client, or somebody else.
    Interrupted,
    /// Nobody: it is over.
    Over,
}

impl Phase {
    pub(super) fn of(state: &TaskState) -> Self {
        if state.is_terminal() {
            Self::Over
        } else if state.is_interrupted() {
            Self::Interrupted
        } else {
            Self::Running
        }
    }
}

/// The task and its log.
enum Body {
    Log(Box<Log>),
    /// The task is over, and its log is dropped.
    Packed(Packed),
}

/// The latest entries of a log, and what the others have made.
#[derive(Default)]
struct Log {
    /// What the first `folded` entries make; nothing until there are some.
    base: Option<Arc<Task>>,
    folded: u64,
    /// All entries after `folded` are there, and possibly some before.
    entries: VecDeque<Entry>,
}

impl Record {
    /// A task of one entry.
    pub(super) fn new(name: Name, place: Place, phase: Phase, first: Entry) -> Self {
        let mut log = Log {
            entries: VecDeque::with_capacity(4),
            ..Log::default()
        };
        log.entries.push_back(first);
        Self {
            name,
            hash: 0,
            next: None,
            body: Body::Log(Box::new(log)),
            last: 1,
            place,
            phase,
            moved: true,
            since: 0,
            webhooks: None,
        }
    }

    /// Whether an entry with this number can be appended.
    pub(super) fn takes(&self, number: u64) -> bool {
        self.phase != Phase::Over && self.last.checked_add(1) == Some(number)
    }

    /// Appends an entry that it takes, and keeps so many in all.
    pub(super) fn push(&mut self, entry: Entry, kept: usize) {
        // What is packed takes no entry.
        let Body::Log(log) = &mut self.body else { return };
        self.last = entry.number;
        log.entries.push_back(entry);
        while log.entries.len() > kept
            && let Some(oldest) = log.entries.front()
        {
            if oldest.number > log.folded {
                log.fold();
            }
            log.entries.pop_front();
        }
        if self.last - log.folded > MAX_UNFOLDED {
            log.fold();
        }
    }

    /// The entries after a number, as long as the log goes back that far.
    pub(super) fn entries(&self, after: u64, limit: usize) -> Option<Vec<Entry>> {
        if after >= self.last {
            return Some(Vec::new());
        }
        let Body::Log(log) = &self.body else { return None };
        let first = log.entries.front()?.number;
        let skipped = usize::try_from((after + 1).checked_sub(first)?).ok()?;
        Some(log.entries.range(skipped..).take(limit).cloned().collect())
    }

    /// What is needed to make the task, without making it.
    pub(super) fn snapshot(&self) -> Snapshot {
        let content = match &self.body {
            Body::Log(log) => Content::Log(log.base.clone(), log.unfolded().cloned().collect()),
            Body::Packed(packed) => {
                let (_, _, id) = self.name.parts();
                Content::Packed(packed.clone(), id.to_owned())
            }
        };
        Snapshot(content)
    }

    /// Whether the task is over and can do without its log.
    pub(super) fn is_packable(&self) -> bool {
        self.phase == Phase::Over && matches!(self.body, Body::Log(_)) && !self.owes()
    }

    /// Folds the log of a task that is over, which is dropped by that.
    pub(super) fn finish(&mut self) -> Option<Arc<Task>> {
        let Body::Log(log) = &mut self.body else {
            return None;
        };
        if log.base.is_none()
            && let Some(first) = log.entries.pop_front()
        {
            // Most tasks are short: the one that they began with is taken and not copied.
            log.folded = first.number;
            log.base = match first.event.into_inner() {
                StreamResponse::Task(task) => Some(Arc::new(task)),
                _ => None,
            };
        }
        log.fold();
        log.entries = VecDeque::new();
        log.base.clone()
    }

    /// Replaces the task by its packed form; what is returned is to be dropped where nobody waits.
    pub(super) fn pack(&mut self, packed: Packed) -> impl Sized + use<> {
        std::mem::replace(&mut self.body, Body::Packed(packed))
    }

    /// Whether some webhook has something to come and is not given up.
    pub(super) fn owes(&self) -> bool {
        let mut webhooks = self.webhooks.iter().flat_map(|webhooks| webhooks.iter());
        webhooks.any(|webhook| webhook.failure.is_none() && webhook.delivered < self.last)
    }
}

impl Log {
    /// Applies the entries that are not applied yet.
    fn fold(&mut self) {
        let mut base = self.base.take().unwrap_or_else(|| Arc::new(blank()));
        let task = Arc::make_mut(&mut base);
        self.unfolded().for_each(|entry| entry.apply(task));
        self.folded = self.last();
        self.base = Some(base);
    }

    fn unfolded(&self) -> impl Iterator<Item = &Entry> {
        let unfolded = usize::try_from(self.last().saturating_sub(self.folded)).unwrap_or(usize::MAX);
        let folded = self.entries.len().saturating_sub(unfolded);
        self.entries.range(folded..)
    }

    /// The number of the last entry; the latest ones are always there.
    fn last(&self) -> u64 {
        self.entries.back().map_or(self.folded, |entry| entry.number)
    }
}

/// What the first entry, which is a task, is applied to.
fn blank() -> Task {
    Task::new(String::new(), TaskStatus::new(TaskState::Unspecified))
}

/// A task at one moment, taken under a lock to be made when the lock is released.
pub(super) struct Snapshot(Content);

enum Content {
    Log(Option<Arc<Task>>, Vec<Entry>),
    Packed(Packed, String),
}

impl Snapshot {
    /// Makes the task, without its artifacts if they are not wanted.
    pub(super) fn into_task(self, artifacts: bool) -> Result<Task, StoreError> {
        match self.0 {
            Content::Log(base, entries) => {
                let mut task = base.map_or_else(blank, |base| copy(&base, artifacts));
                for entry in entries {
                    let is_artifact = matches!(*entry.event, StreamResponse::ArtifactUpdate(_));
                    if artifacts || !is_artifact || entry.said.is_some() {
                        entry.apply(&mut task);
                    }
                }
                if !artifacts {
                    task.artifacts = Vec::new();
                }
                Ok(task)
            }
            Content::Packed(packed, id) => packed.unpack(id, artifacts),
        }
    }
}

fn copy(task: &Task, artifacts: bool) -> Task {
    if artifacts {
        return task.clone();
    }
    Task {
        id: task.id.clone(),
        context_id: task.context_id.clone(),
        status: task.status.clone(),
        artifacts: Vec::new(),
        history: task.history.clone(),
        metadata: task.metadata.clone(),
    }
}

/// Which task it is: the tenant, the principal and the id, one behind the other.
pub(super) struct Name {
    text: Box<str>,
    /// Where the principal begins.
    principal: u32,
    /// Where the id begins.
    id: u32,
}

impl Name {
    /// `None` if it is longer than 4 GiB.
    pub(super) fn new(scope: &Scope, id: &str) -> Option<Self> {
        let text = [&*scope.tenant, &*scope.principal, id].concat();
        u32::try_from(text.len()).ok()?;
        Some(Self {
            principal: u32::try_from(scope.tenant.len()).ok()?,
            id: u32::try_from(scope.tenant.len() + scope.principal.len()).ok()?,
            text: text.into_boxed_str(),
        })
    }

    /// The tenant, the principal and the id: in the order of [`TaskKey`].
    pub(super) fn parts(&self) -> (&str, &str, &str) {
        let part = |from: u32, to: usize| self.text.get(from as usize..to).unwrap_or_default();
        let tenant = part(0, self.principal as usize);
        let principal = part(self.principal, self.id as usize);
        (tenant, principal, part(self.id, self.text.len()))
    }

    /// Whether it is a name in this scope.
    pub(super) fn is_in(&self, scope: &Scope) -> bool {
        let (tenant, principal, _) = self.parts();
        tenant == scope.tenant && principal == scope.principal
    }

    pub(super) fn is(&self, scope: &Scope, id: &str) -> bool {
        self.parts() == (&*scope.tenant, &*scope.principal, id)
    }

    pub(super) fn key(&self) -> TaskKey {
        let (tenant, principal, id) = self.parts();
        TaskKey {
            scope: Scope::new(tenant, principal),
            task_id: id.to_owned(),
        }
    }
}
