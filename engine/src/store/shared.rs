//! A store that several share.

use super::{
    Entry, Page, PushFailure, PushRegistration, Query, Scope, StoreError, StoredTask, TaskKey, TaskStore,
};
use a2a_bindings::v1_0::TaskPushNotificationConfig;
use std::sync::Arc;

impl<S: TaskStore> TaskStore for Arc<S> {
    async fn create(
        &self,
        scope: &Scope,
        first: &Entry,
        webhook: Option<&TaskPushNotificationConfig>,
    ) -> Result<(), StoreError> {
        S::create(self, scope, first, webhook).await
    }

    async fn append(&self, scope: &Scope, task_id: &str, entry: &Entry) -> Result<(), StoreError> {
        S::append(self, scope, task_id, entry).await
    }

    async fn get(&self, scope: &Scope, task_id: &str) -> Result<Option<StoredTask>, StoreError> {
        S::get(self, scope, task_id).await
    }

    async fn entries(
        &self,
        scope: &Scope,
        task_id: &str,
        after: u64,
        limit: usize,
    ) -> Result<Option<Vec<Entry>>, StoreError> {
        S::entries(self, scope, task_id, after, limit).await
    }

    async fn list(&self, scope: &Scope, query: &Query) -> Result<Page, StoreError> {
        S::list(self, scope, query).await
    }

    async fn unfinished(&self, after: Option<&TaskKey>, limit: usize) -> Result<Vec<TaskKey>, StoreError> {
        S::unfinished(self, after, limit).await
    }

    async fn put_webhook(
        &self,
        scope: &Scope,
        config: &TaskPushNotificationConfig,
        limit: usize,
    ) -> Result<(), StoreError> {
        S::put_webhook(self, scope, config, limit).await
    }

    async fn webhooks(
        &self,
        scope: &Scope,
        task_id: &str,
    ) -> Result<Option<Vec<PushRegistration>>, StoreError> {
        S::webhooks(self, scope, task_id).await
    }

    async fn delete_webhook(&self, scope: &Scope, task_id: &str, id: &str) -> Result<(), StoreError> {
        S::delete_webhook(self, scope, task_id, id).await
    }

    async fn delivered(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        delivered: u64,
    ) -> Result<(), StoreError> {
        S::delivered(self, scope, task_id, id, delivered).await
    }

    async fn give_up(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        failure: &PushFailure,
    ) -> Result<(), StoreError> {
        S::give_up(self, scope, task_id, id, failure).await
    }

    async fn undelivered(&self, after: Option<&TaskKey>, limit: usize) -> Result<Vec<TaskKey>, StoreError> {
        S::undelivered(self, after, limit).await
    }

    async fn dead_letters(&self, scope: &Scope, limit: usize) -> Result<Vec<PushRegistration>, StoreError> {
        S::dead_letters(self, scope, limit).await
    }
}
