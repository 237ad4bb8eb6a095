//! A store that breaks the contract in one way, or in none.

mod bug;
mod list;

pub(crate) use bug::Bug;

use crate::reference::{Kept, Reference, State, key};
use a2a_bindings::v1_0::{StreamResponse, Task, TaskPushNotificationConfig};
use a2a_engine::store::{
    Entry, Page, PushFailure, PushRegistration, Query, Scope, StoreError, StoreErrorKind, StoredTask,
    TaskKey, TaskStore,
};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tokio::task::yield_now;

pub(crate) struct Mutant {
    inner: Reference,
    bug: Option<Bug>,
    /// As the store was before the latest append.
    before: Mutex<State>,
    locked: AtomicBool,
    restarted: bool,
    disk: Arc<Mutex<State>>,
}

impl Mutant {
    /// A store that is what was left on the disk when the last one was dropped.
    pub(crate) fn open(disk: &Arc<Mutex<State>>, bug: Option<Bug>) -> Self {
        let mut state = disk.lock().unwrap().clone();
        let restarted = state.created > 0;
        if let (true, Some(bug)) = (restarted, bug) {
            forget(&mut state, bug);
        }
        Self {
            inner: Reference(Mutex::new(state)),
            bug,
            before: Mutex::default(),
            locked: AtomicBool::new(false),
            restarted,
            disk: Arc::clone(disk),
        }
    }

    fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// The scope that the method looks at.
    fn scope(&self, scope: &Scope, task_id: &str, forgetful: Bug) -> Scope {
        if self.has(Bug::TenantsIgnoreCase) {
            return Scope::new(scope.tenant.to_lowercase(), &*scope.principal);
        }
        if self.has(Bug::ScopesAreJoined) {
            return Scope::new(format!("{}{}", scope.tenant, scope.principal), "");
        }
        let state = self.inner.0.lock().unwrap();
        let mut keys = state.tasks.keys();
        match keys.find(|key| self.has(forgetful) && key.task_id == task_id) {
            Some(key) => key.scope.clone(),
            None => scope.clone(),
        }
    }

    /// Changes what is kept of a task, whatever the rules.
    fn force<T>(&self, scope: &Scope, task_id: &str, change: impl FnOnce(&mut Kept) -> T) -> Option<T> {
        let mut state = self.inner.0.lock().unwrap();
        state.tasks.get_mut(&key(scope, task_id)).map(change)
    }

    fn locked(&self) -> Result<(), StoreError> {
        let unavailable = || StoreError::new(StoreErrorKind::Unavailable, "locked");
        if self.locked.load(Ordering::SeqCst) {
            Err(unavailable())
        } else {
            Ok(())
        }
    }

    /// Keeps everybody out for a while.
    async fn lock(&self) {
        self.locked.store(true, Ordering::SeqCst);
        yield_now().await;
        self.locked.store(false, Ordering::SeqCst);
    }

    fn keys(&self, mut keys: Vec<TaskKey>, after: Option<&TaskKey>, limit: usize) -> Vec<TaskKey> {
        let state = self.inner.0.lock().unwrap();
        if self.has(Bug::KeysAreInOrderOfCreation) {
            keys.sort_by_key(|key| state.tasks[key].tie);
        }
        if self.has(Bug::KeysAreInclusive) {
            keys.splice(0..0, after.filter(|key| state.tasks.contains_key(key)).cloned());
        }
        if !self.has(Bug::KeysIgnoreLimit) {
            keys.truncate(limit);
        }
        keys
    }
}

impl Drop for Mutant {
    fn drop(&mut self) {
        *self.disk.lock().unwrap() = self.inner.0.lock().unwrap().clone();
    }
}

/// What a restart does to what was stored.
fn forget(state: &mut State, bug: Bug) {
    let created = state.created;
    match bug {
        Bug::RestartLosesTheLatestTask => state.tasks.retain(|_, kept| kept.tie < created),
        Bug::RestartMovesTasks => {
            let ties = state.tasks.values_mut().map(|kept| &mut kept.tie);
            ties.for_each(|tie| *tie = created + 1 - *tie);
        }
        _ => {}
    }
    for kept in state.tasks.values_mut() {
        if bug == Bug::RestartLosesTheLatestEntry && kept.log.len() > 1 {
            kept.log.pop();
        }
        for webhook in &mut kept.webhooks {
            match bug {
                Bug::RestartForgetsDelivered => webhook.delivered = 0,
                Bug::RestartForgetsFailures => webhook.failure = None,
                _ => {}
            }
        }
    }
}

fn rounded(task: Task) -> Task {
    let json = a2a_bindings::Event::new(StreamResponse::Task(task))
        .json()
        .unwrap();
    let json = String::from_utf8(json.to_vec()).unwrap();
    let json = json.replace("9007199254740993", "9007199254740992");
    match a2a_bindings::from_slice(json.as_bytes()).unwrap() {
        StreamResponse::Task(task) => task,
        _ => unreachable!(),
    }
}

/// The entry, as it is folded by mistake.
fn misunderstood(entry: &Entry, bug: Option<Bug>) -> Option<Entry> {
    match (&*entry.event, bug?) {
        (StreamResponse::ArtifactUpdate(update), Bug::ChunksReplace) => {
            let update = update.clone().with_append(false);
            let said = entry.said.as_deref().cloned();
            Some(Entry::new(entry.number, update.into()).with_said(said))
        }
        (response, Bug::SaidIsNotFolded) => Some(Entry::new(entry.number, response.clone())),
        _ => None,
    }
}

impl TaskStore for Mutant {
    async fn create(
        &self,
        scope: &Scope,
        first: &Entry,
        webhook: Option<&TaskPushNotificationConfig>,
    ) -> Result<(), StoreError> {
        let StreamResponse::Task(task) = &*first.event else {
            unreachable!()
        };
        let mut scope = self.scope(scope, &task.id, Bug::CreateForgetsScope);
        let mut entry = first.clone();
        match self.bug {
            Some(Bug::CreateReplaces) => {
                self.inner.0.lock().unwrap().tasks.remove(&key(&scope, &task.id));
            }
            Some(Bug::CreateTakesAnyNumber) => entry.number = 1,
            Some(Bug::CreateIsTwoSteps) => {
                self.inner.create(&scope, first, webhook).await?;
                self.inner.0.lock().unwrap().tasks.remove(&key(&scope, &task.id));
                yield_now().await;
                self.inner.0.lock().unwrap().tasks.remove(&key(&scope, &task.id));
            }
            Some(Bug::CreateRegistersLater) => {
                self.inner.create(&scope, first, None).await?;
                yield_now().await;
                self.force(&scope, &task.id, |kept| {
                    let webhook = webhook.map(|config| PushRegistration::new(config.clone(), 0));
                    kept.webhooks.extend(webhook);
                });
                return Ok(());
            }
            _ => {}
        }
        if self.has(Bug::TenantsIgnoreCase) {
            scope.tenant = scope.tenant.to_lowercase();
        }
        self.inner.create(&scope, &entry, webhook).await?;
        if self.has(Bug::InlineMissesTheFirst) {
            self.force(&scope, &task.id, |kept| {
                kept.webhooks.iter_mut().for_each(|webhook| webhook.delivered = 1)
            });
        }
        Ok(())
    }

    async fn append(&self, scope: &Scope, task_id: &str, entry: &Entry) -> Result<(), StoreError> {
        self.locked()?;
        if self.has(Bug::ForeignErrorsDiffer) && self.inner.get(scope, task_id).await?.is_none() {
            let state = self.inner.0.lock().unwrap();
            if state.tasks.keys().any(|key| key.task_id == task_id) {
                return Err(StoreError::new(
                    StoreErrorKind::NotFound,
                    "this task is not yours",
                ));
            }
        }
        let scope = &self.scope(scope, task_id, Bug::AppendForgetsScope);
        let Some(stored) = self.inner.get(scope, task_id).await? else {
            return Err(StoreError::not_found());
        };
        let state = &stored.task.status.state;
        let follows = entry.number == stored.last + 1;
        let before = self.inner.0.lock().unwrap().clone();
        match self.bug {
            Some(Bug::AppendTakesGaps) if entry.number > stored.last && !state.is_terminal() => {
                self.force(scope, task_id, |kept| kept.record(entry));
                return Ok(());
            }
            Some(Bug::ConflictsChangeTasks) if !follows => {
                self.force(scope, task_id, |kept| entry.apply(&mut kept.task));
            }
            Some(Bug::TerminalIsNotFinal) if follows => {
                self.force(scope, task_id, |kept| kept.record(entry));
                return Ok(());
            }
            Some(Bug::RestartForgetsFinality) if follows && self.restarted => {
                self.force(scope, task_id, |kept| kept.record(entry));
                return Ok(());
            }
            Some(Bug::InterruptedIsFinal) if state.is_interrupted() => return Err(StoreError::conflict()),
            Some(Bug::AppendIsTwoSteps) if follows && !state.is_terminal() => {
                yield_now().await;
                self.force(scope, task_id, |kept| kept.record(entry));
                return Ok(());
            }
            Some(Bug::AppendCopiesTheStore) => {
                self.inner.append(scope, task_id, entry).await?;
                let copy = self.inner.0.lock().unwrap().clone();
                yield_now().await;
                *self.inner.0.lock().unwrap() = copy;
                return Ok(());
            }
            Some(Bug::AppendFoldsLater) if follows && !state.is_terminal() => {
                self.force(scope, task_id, |kept| kept.log.push(entry.clone()));
                yield_now().await;
                self.force(scope, task_id, |kept| entry.apply(&mut kept.task));
                return Ok(());
            }
            _ => {}
        }
        self.inner.append(scope, task_id, entry).await?;
        if let Some(misunderstood) = misunderstood(entry, self.bug) {
            self.force(scope, task_id, |kept| {
                kept.task = stored.task;
                misunderstood.apply(&mut kept.task);
            });
        }
        *self.before.lock().unwrap() = before;
        Ok(())
    }

    async fn get(&self, scope: &Scope, task_id: &str) -> Result<Option<StoredTask>, StoreError> {
        self.locked()?;
        let scope = &self.scope(scope, task_id, Bug::GetForgetsScope);
        let task_id = if self.has(Bug::GetTrimsIds) {
            task_id.trim()
        } else {
            task_id
        };
        let mut found = self.inner.get(scope, task_id).await?;
        match (self.bug, &mut found) {
            (Some(Bug::GetLocksUntilItReturns), _) => self.lock().await,
            (Some(Bug::BigNumbersAreRounded), Some(stored)) => stored.task = rounded(stored.task.clone()),
            (Some(Bug::LastIsOffByOne), Some(stored)) => stored.last -= 1,
            (Some(Bug::HasWebhooksIsNever), Some(stored)) => stored.has_webhooks = false,
            (Some(Bug::GetIsTorn), Some(stored)) => {
                yield_now().await;
                let now = self.inner.get(scope, task_id).await?;
                stored.task = now.unwrap().task;
            }
            _ => {}
        }
        Ok(found)
    }

    async fn entries(
        &self,
        scope: &Scope,
        task_id: &str,
        after: u64,
        limit: usize,
    ) -> Result<Option<Vec<Entry>>, StoreError> {
        let scope = &self.scope(scope, task_id, Bug::EntriesForgetScope);
        let Some(stored) = self.inner.get(scope, task_id).await? else {
            return Ok(None);
        };
        let (mut after, mut limit) = (after, limit);
        match self.bug {
            Some(Bug::EntriesAreInclusive) => after = after.saturating_sub(1),
            Some(Bug::EntriesIgnoreLimit) => limit = usize::MAX,
            Some(Bug::EntriesHaveGaps) => after = after.max(stored.last.saturating_sub(100)),
            Some(Bug::FewEntriesAreKept) if after + 12 < stored.last => return Ok(None),
            Some(Bug::EntriesOfTheFinishedAreDropped)
                if stored.task.status.state.is_terminal() && after < stored.last =>
            {
                return Ok(None);
            }
            _ => {}
        }
        let mut entries = self.inner.entries(scope, task_id, after, limit).await?;
        if self.has(Bug::SaidIsForgotten) {
            entries.iter_mut().flatten().for_each(|entry| entry.said = None);
        }
        Ok(entries)
    }

    async fn list(&self, scope: &Scope, query: &Query) -> Result<Page, StoreError> {
        self.mistaken_list(scope, query).await
    }

    async fn unfinished(&self, after: Option<&TaskKey>, limit: usize) -> Result<Vec<TaskKey>, StoreError> {
        if self.restarted && self.has(Bug::RestartForgetsUnfinished) {
            return Ok(Vec::new());
        }
        let mut keys = self.inner.unfinished(after, usize::MAX).await?;
        if self.has(Bug::InterruptedAreUnfinished) {
            let state = self.inner.0.lock().unwrap();
            let kept = state.tasks.iter();
            let kept = kept.filter(|(_, kept)| !kept.task.status.state.is_terminal());
            keys = kept.map(|(key, _)| key.clone()).collect();
        }
        Ok(self.keys(keys, after, limit))
    }

    async fn put_webhook(
        &self,
        scope: &Scope,
        config: &TaskPushNotificationConfig,
        limit: usize,
    ) -> Result<(), StoreError> {
        let scope = &self.scope(scope, &config.task_id, Bug::PutForgetsScope);
        let (task_id, id) = (&*config.task_id, &*config.id);
        let registered = self.inner.webhooks(scope, task_id).await?.unwrap_or_default();
        let old = registered.iter().find(|webhook| webhook.config.id == id);
        let change = |change: &dyn Fn(&mut PushRegistration)| {
            self.force(scope, task_id, |kept| {
                let mut webhooks = kept.webhooks.iter_mut();
                webhooks.find(|webhook| webhook.config.id == id).map(change)
            });
        };
        match self.bug {
            Some(Bug::ReplacedGoesLast) if old.is_some() => {
                self.inner.delete_webhook(scope, task_id, id).await?;
            }
            Some(Bug::LimitCountsAll) if registered.len() >= limit => {
                return Err(StoreError::new(
                    StoreErrorKind::Full,
                    "the task has too many webhooks",
                ));
            }
            Some(Bug::PutIsTwoSteps) if registered.len() < limit => {
                yield_now().await;
                return self.inner.put_webhook(scope, config, usize::MAX).await;
            }
            _ => {}
        }
        self.inner.put_webhook(scope, config, limit).await?;
        match (self.bug, old) {
            (Some(Bug::ReplacedKeepsFailure), Some(old)) => {
                change(&|webhook| webhook.failure.clone_from(&old.failure));
            }
            (Some(Bug::ReplacedGoesLast), Some(old)) => change(&|webhook| webhook.delivered = old.delivered),
            (Some(Bug::ReplacedStartsAnew), Some(_)) | (Some(Bug::LaterHasAllToCome), None) => {
                change(&|webhook| webhook.delivered = 0);
            }
            _ => {}
        }
        Ok(())
    }

    async fn webhooks(
        &self,
        scope: &Scope,
        task_id: &str,
    ) -> Result<Option<Vec<PushRegistration>>, StoreError> {
        let scope = &self.scope(scope, task_id, Bug::WebhooksForgetScope);
        let mut webhooks = self.inner.webhooks(scope, task_id).await?;
        if self.has(Bug::WebhooksAreSorted) {
            webhooks
                .iter_mut()
                .for_each(|webhooks| webhooks.sort_by(|a, b| a.config.id.cmp(&b.config.id)));
        }
        Ok(webhooks)
    }

    async fn delete_webhook(&self, scope: &Scope, task_id: &str, id: &str) -> Result<(), StoreError> {
        let scope = &self.scope(scope, task_id, Bug::DeleteForgetsScope);
        let registered = self.inner.webhooks(scope, task_id).await?.unwrap_or_default();
        let known = registered.iter().any(|webhook| webhook.config.id == id);
        if self.has(Bug::DeletedTwiceIsAnError) && !known {
            return Err(StoreError::not_found());
        }
        if self.has(Bug::WebhookIdsIgnoreCase) {
            self.force(scope, task_id, |kept| {
                kept.webhooks
                    .retain(|webhook| !webhook.config.id.eq_ignore_ascii_case(id))
            });
        }
        self.inner.delete_webhook(scope, task_id, id).await
    }

    async fn delivered(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        delivered: u64,
    ) -> Result<(), StoreError> {
        self.locked()?;
        let scope = &self.scope(scope, task_id, Bug::DeliveredForgetsScope);
        let Some(registered) = self.inner.webhooks(scope, task_id).await? else {
            let missing = self.has(Bug::MissingIsAnError);
            return if missing {
                Err(StoreError::not_found())
            } else {
                Ok(())
            };
        };
        let known = registered.iter().find(|webhook| webhook.config.id == id);
        let told = known.map_or(0, |webhook| webhook.delivered);
        let number = match self.bug {
            Some(Bug::DeliveredGoesBack) => delivered,
            Some(Bug::DeliveredIsTwoSteps) => {
                yield_now().await;
                delivered.max(told)
            }
            Some(Bug::DeliveredLocksUntilItReturns) => {
                self.lock().await;
                delivered.max(told)
            }
            _ => return self.inner.delivered(scope, task_id, id, delivered).await,
        };
        self.force(scope, task_id, |kept| {
            let mut webhooks = kept.webhooks.iter_mut();
            webhooks
                .find(|webhook| webhook.config.id == id)
                .map(|webhook| webhook.delivered = number)
        });
        Ok(())
    }

    async fn give_up(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        failure: &PushFailure,
    ) -> Result<(), StoreError> {
        let scope = &self.scope(scope, task_id, Bug::GiveUpForgetsScope);
        self.inner.give_up(scope, task_id, id, failure).await
    }

    async fn undelivered(&self, after: Option<&TaskKey>, limit: usize) -> Result<Vec<TaskKey>, StoreError> {
        let mut keys = self.inner.undelivered(after, usize::MAX).await?;
        if self.has(Bug::FinishedAreDelivered) {
            let state = self.inner.0.lock().unwrap();
            keys.retain(|key| !state.tasks[key].task.status.state.is_terminal());
        }
        if self.has(Bug::GivenUpAreUndelivered) {
            let state = self.inner.0.lock().unwrap();
            let has_some = |kept: &Kept| {
                kept.webhooks
                    .iter()
                    .any(|webhook| webhook.delivered < kept.last())
            };
            let kept = state.tasks.iter().filter(|(_, kept)| has_some(kept));
            keys = kept.map(|(key, _)| key.clone()).collect();
        }
        Ok(self.keys(keys, after, limit))
    }

    async fn dead_letters(&self, scope: &Scope, limit: usize) -> Result<Vec<PushRegistration>, StoreError> {
        let scope = &self.scope(scope, "", Bug::DeadLettersForgetScope);
        if self.has(Bug::DeadLettersForgetScope) {
            let mut state = self.inner.0.lock().unwrap().clone();
            let tasks = std::mem::take(&mut state.tasks).into_iter().zip(0..);
            let tasks = tasks.map(|((_, kept), index)| (key(scope, &format!("{index}")), kept));
            state.tasks = tasks.collect();
            return Reference(Mutex::new(state)).dead_letters(scope, limit).await;
        }
        let mut dead = self.inner.dead_letters(scope, usize::MAX).await?;
        if self.has(Bug::DeadLettersAreNewestFirst) {
            dead.reverse();
        }
        dead.truncate(limit);
        Ok(dead)
    }
}
