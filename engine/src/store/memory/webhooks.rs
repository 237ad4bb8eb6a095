//! The webhooks of a task, and how far each has been told.

use super::MemoryStore;
use super::record::Record;
use crate::lock::lock;
use crate::store::{PushFailure, PushRegistration, Scope, StoreError, StoreErrorKind};
use a2a_bindings::v1_0::TaskPushNotificationConfig;

/// The webhooks of a task; most tasks have none, which takes a pointer.
#[allow(clippy::box_collection, reason = "a pointer is a third of an empty vector")]
pub(super) type Webhooks = Option<Box<Vec<PushRegistration>>>;

impl MemoryStore {
    pub(super) fn put_webhook_now(
        &self,
        scope: &Scope,
        config: &TaskPushNotificationConfig,
        limit: usize,
    ) -> Result<(), StoreError> {
        self.change_webhooks(scope, &config.task_id, |record| {
            let webhooks = record.webhooks.get_or_insert_default();
            let known = webhooks.iter().position(|webhook| webhook.config.id == config.id);
            if webhooks.len() - usize::from(known.is_some()) >= limit {
                let message = format!("the task has {limit} webhooks; delete one of them first");
                return Err(StoreError::new(StoreErrorKind::Full, message));
            }
            match known.and_then(|known| webhooks.get_mut(known)) {
                Some(known) => *known = registration(config, known.delivered),
                None => webhooks.push(registration(config, record.last)),
            }
            Ok(())
        })
        .unwrap_or_else(|| Err(StoreError::not_found()))
    }

    pub(super) fn webhooks_now(&self, scope: &Scope, task_id: &str) -> Option<Vec<PushRegistration>> {
        self.read(scope, task_id, |record| {
            let webhooks = record.webhooks.as_deref();
            webhooks.cloned().unwrap_or_default()
        })
    }

    pub(super) fn delete_webhook_now(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
    ) -> Result<(), StoreError> {
        self.change_webhooks(scope, task_id, |record| {
            if let Some(webhooks) = &mut record.webhooks {
                webhooks.retain(|webhook| webhook.config.id != id);
            }
        })
        .ok_or_else(StoreError::not_found)
    }

    pub(super) fn delivered_now(&self, scope: &Scope, task_id: &str, id: &str, delivered: u64) {
        self.change_webhook(scope, task_id, id, |webhook| {
            webhook.delivered = webhook.delivered.max(delivered);
        });
    }

    pub(super) fn give_up_now(&self, scope: &Scope, task_id: &str, id: &str, failure: &PushFailure) {
        self.change_webhook(scope, task_id, id, |webhook| {
            webhook.failure = Some(failure.clone());
        });
    }

    fn change_webhook(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        change: impl FnOnce(&mut PushRegistration),
    ) {
        self.change_webhooks(scope, task_id, |record| {
            let mut webhooks = record
                .webhooks
                .iter_mut()
                .flat_map(|webhooks| webhooks.iter_mut());
            if let Some(webhook) = webhooks.find(|webhook| webhook.config.id == id) {
                change(webhook);
            }
        });
    }

    /// Changes the webhooks of a task, if there is such a task, with what follows for its log and its turn to make room.
    fn change_webhooks<T>(
        &self,
        scope: &Scope,
        task_id: &str,
        change: impl FnOnce(&mut Record) -> T,
    ) -> Option<T> {
        let hash = self.hash(scope, task_id);
        let mut directory = lock(&self.directory);
        let mut shard = self.shards.of_hash(hash);
        let slot = shard.find(hash, scope, task_id)?;
        let record = shard.get_mut(slot)?;
        let result = directory.update(record, slot, change);
        let is_hooked = record
            .webhooks
            .as_ref()
            .is_some_and(|webhooks| !webhooks.is_empty());
        if !is_hooked {
            record.webhooks = None;
        }
        shard.set_hooked(slot, is_hooked);
        drop(shard);
        let to_pack = directory.tidy(&self.shards);
        drop(directory);
        self.pack(to_pack);
        Some(result)
    }
}

/// A registration that has what comes after an entry to come.
pub(super) fn registration(config: &TaskPushNotificationConfig, delivered: u64) -> PushRegistration {
    let mut config = config.clone();
    // The scope has it.
    config.tenant = String::new();
    PushRegistration::new(config, delivered)
}
