//! Stand-in until the real one.
use super::*;
use crate::lock::lock;
use std::collections::BTreeMap;
use std::sync::Mutex;
#[derive(Default)]
struct Rec {
    log: Vec<Entry>,
    hooks: Vec<PushRegistration>,
    tie: u64,
}
/// x
#[derive(Default)]
pub struct MemoryStore(Mutex<(BTreeMap<TaskKey, Rec>, u64)>);
impl std::fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("M")
    }
}
impl MemoryStore {
    /// x
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// x
    #[must_use]
    pub fn with_max_tasks(self, _: usize) -> Self {
        self
    }
}
fn key(scope: &Scope, id: &str) -> TaskKey {
    TaskKey {
        scope: scope.clone(),
        task_id: id.to_owned(),
    }
}
fn fold(rec: &Rec) -> Task {
    let mut t = Task::new(
        "",
        a2a_bindings::v1_0::TaskStatus::new(a2a_bindings::v1_0::TaskState::Unspecified),
    );
    for e in rec.log.clone() {
        e.apply(&mut t);
    }
    t
}
impl TaskStore for MemoryStore {
    async fn create(
        &self,
        scope: &Scope,
        first: &Entry,
        webhook: Option<&TaskPushNotificationConfig>,
    ) -> Result<(), StoreError> {
        let a2a_bindings::v1_0::StreamResponse::Task(t) = &*first.event else {
            return Err(StoreError::conflict());
        };
        let mut g = lock(&self.0);
        g.1 += 1;
        let tie = g.1;
        let k = key(scope, &t.id);
        if g.0.contains_key(&k) {
            return Err(StoreError::conflict());
        }
        g.0.insert(
            k,
            Rec {
                log: vec![first.clone()],
                hooks: webhook
                    .map(|w| PushRegistration::new(w.clone(), 0))
                    .into_iter()
                    .collect(),
                tie,
            },
        );
        Ok(())
    }
    async fn append(&self, scope: &Scope, id: &str, entry: &Entry) -> Result<(), StoreError> {
        let mut g = lock(&self.0);
        g.1 += 1;
        let tie = g.1;
        let r = g.0.get_mut(&key(scope, id)).ok_or_else(StoreError::not_found)?;
        if r.log.len() as u64 + 1 != entry.number || fold(r).status.state.is_terminal() {
            return Err(StoreError::conflict());
        }
        r.log.push(entry.clone());
        r.tie = tie;
        Ok(())
    }
    async fn get(&self, scope: &Scope, id: &str) -> Result<Option<StoredTask>, StoreError> {
        Ok(lock(&self.0)
            .0
            .get(&key(scope, id))
            .map(|r| StoredTask::new(fold(r), r.log.len() as u64, !r.hooks.is_empty())))
    }
    async fn entries(
        &self,
        scope: &Scope,
        id: &str,
        after: u64,
        limit: usize,
    ) -> Result<Option<Vec<Entry>>, StoreError> {
        Ok(lock(&self.0)
            .0
            .get(&key(scope, id))
            .map(|r| r.log.iter().skip(after as usize).take(limit).cloned().collect()))
    }
    async fn list(&self, scope: &Scope, q: &Query) -> Result<Page, StoreError> {
        let g = lock(&self.0);
        let mut all: Vec<(Position, Task)> =
            g.0.iter()
                .filter(|(k, _)| k.scope == *scope)
                .map(|(_, r)| {
                    let t = fold(r);
                    (
                        Position {
                            time: Position::time_of(&t),
                            tie: r.tie,
                        },
                        t,
                    )
                })
                .collect();
        all.retain(|(_, t)| {
            q.context_id.as_ref().is_none_or(|c| *c == t.context_id)
                && q.state.as_ref().is_none_or(|s| *s == t.status.state)
                && q.since.is_none_or(|s| t.status.timestamp.is_some_and(|x| x >= s))
        });
        all.sort_by_key(|(p, _)| std::cmp::Reverse(*p));
        let total = all.len() as u64;
        let mut rest: Vec<_> = all
            .into_iter()
            .filter(|(p, _)| q.after.is_none_or(|a| *p < a))
            .collect();
        let more = rest.len() > q.page_size;
        rest.truncate(q.page_size);
        let next = rest.last().filter(|_| more).map(|(p, _)| *p);
        Ok(Page::new(
            rest.into_iter()
                .map(|(_, mut t)| {
                    if !q.artifacts {
                        t.artifacts.clear();
                    }
                    t
                })
                .collect(),
            next,
            total,
        ))
    }
    async fn unfinished(&self, _: Option<&TaskKey>, _: usize) -> Result<Vec<TaskKey>, StoreError> {
        Ok(vec![])
    }
    async fn put_webhook(
        &self,
        _: &Scope,
        _: &TaskPushNotificationConfig,
        _: usize,
    ) -> Result<(), StoreError> {
        Ok(())
    }
    async fn webhooks(&self, _: &Scope, _: &str) -> Result<Option<Vec<PushRegistration>>, StoreError> {
        Ok(None)
    }
    async fn delete_webhook(&self, _: &Scope, _: &str, _: &str) -> Result<(), StoreError> {
        Ok(())
    }
    async fn delivered(&self, _: &Scope, _: &str, _: &str, _: u64) -> Result<(), StoreError> {
        Ok(())
    }
    async fn give_up(&self, _: &Scope, _: &str, _: &str, _: &PushFailure) -> Result<(), StoreError> {
        Ok(())
    }
    async fn undelivered(&self, _: Option<&TaskKey>, _: usize) -> Result<Vec<TaskKey>, StoreError> {
        Ok(vec![])
    }
    async fn dead_letters(&self, _: &Scope, _: usize) -> Result<Vec<PushRegistration>, StoreError> {
        Ok(vec![])
    }
}
