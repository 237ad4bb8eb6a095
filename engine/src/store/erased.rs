//! A store of a kind that is chosen when the program runs.

use super::{
    Entry, Page, PushFailure, PushRegistration, Query, Scope, StoreError, StoredTask, TaskKey, TaskStore,
};
use a2a_bindings::v1_0::TaskPushNotificationConfig;
use std::future::Future;
use std::pin::Pin;

type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// [`TaskStore`] as a trait object; every store is one.
pub(crate) trait AnyStore: Send + Sync {
    fn create<'a>(
        &'a self,
        scope: &'a Scope,
        first: &'a Entry,
        webhook: Option<&'a TaskPushNotificationConfig>,
    ) -> Answer<'a, ()>;
    fn append<'a>(&'a self, scope: &'a Scope, task_id: &'a str, entry: &'a Entry) -> Answer<'a, ()>;
    fn get<'a>(&'a self, scope: &'a Scope, task_id: &'a str) -> Answer<'a, Option<StoredTask>>;
    fn entries<'a>(
        &'a self,
        scope: &'a Scope,
        task_id: &'a str,
        after: u64,
        limit: usize,
    ) -> Answer<'a, Option<Vec<Entry>>>;
    fn list<'a>(&'a self, scope: &'a Scope, query: &'a Query) -> Answer<'a, Page>;
    fn unfinished<'a>(&'a self, after: Option<&'a TaskKey>, limit: usize) -> Answer<'a, Vec<TaskKey>>;
    fn put_webhook<'a>(
        &'a self,
        scope: &'a Scope,
        config: &'a TaskPushNotificationConfig,
        limit: usize,
    ) -> Answer<'a, ()>;
    fn webhooks<'a>(
        &'a self,
        scope: &'a Scope,
        task_id: &'a str,
    ) -> Answer<'a, Option<Vec<PushRegistration>>>;
    fn delete_webhook<'a>(&'a self, scope: &'a Scope, task_id: &'a str, id: &'a str) -> Answer<'a, ()>;
    fn delivered<'a>(
        &'a self,
        scope: &'a Scope,
        task_id: &'a str,
        id: &'a str,
        delivered: u64,
    ) -> Answer<'a, ()>;
    fn give_up<'a>(
        &'a self,
        scope: &'a Scope,
        task_id: &'a str,
        id: &'a str,
        failure: &'a PushFailure,
    ) -> Answer<'a, ()>;
    fn undelivered<'a>(&'a self, after: Option<&'a TaskKey>, limit: usize) -> Answer<'a, Vec<TaskKey>>;
    fn dead_letters<'a>(&'a self, scope: &'a Scope, limit: usize) -> Answer<'a, Vec<PushRegistration>>;
}

impl<S: TaskStore> AnyStore for S {
    fn create<'a>(
        &'a self,
        scope: &'a Scope,
        first: &'a Entry,
        webhook: Option<&'a TaskPushNotificationConfig>,
    ) -> Answer<'a, ()> {
        Box::pin(TaskStore::create(self, scope, first, webhook))
    }

    fn append<'a>(&'a self, scope: &'a Scope, task_id: &'a str, entry: &'a Entry) -> Answer<'a, ()> {
        Box::pin(TaskStore::append(self, scope, task_id, entry))
    }

    fn get<'a>(&'a self, scope: &'a Scope, task_id: &'a str) -> Answer<'a, Option<StoredTask>> {
        Box::pin(TaskStore::get(self, scope, task_id))
    }

    fn entries<'a>(
        &'a self,
        scope: &'a Scope,
        task_id: &'a str,
        after: u64,
        limit: usize,
    ) -> Answer<'a, Option<Vec<Entry>>> {
        Box::pin(TaskStore::entries(self, scope, task_id, after, limit))
    }

    fn list<'a>(&'a self, scope: &'a Scope, query: &'a Query) -> Answer<'a, Page> {
        Box::pin(TaskStore::list(self, scope, query))
    }

    fn unfinished<'a>(&'a self, after: Option<&'a TaskKey>, limit: usize) -> Answer<'a, Vec<TaskKey>> {
        Box::pin(TaskStore::unfinished(self, after, limit))
    }

    fn put_webhook<'a>(
        &'a self,
        scope: &'a Scope,
        config: &'a TaskPushNotificationConfig,
        limit: usize,
    ) -> Answer<'a, ()> {
        Box::pin(TaskStore::put_webhook(self, scope, config, limit))
    }

    fn webhooks<'a>(
        &'a self,
        scope: &'a Scope,
        task_id: &'a str,
    ) -> Answer<'a, Option<Vec<PushRegistration>>> {
        Box::pin(TaskStore::webhooks(self, scope, task_id))
    }

    fn delete_webhook<'a>(&'a self, scope: &'a Scope, task_id: &'a str, id: &'a str) -> Answer<'a, ()> {
        Box::pin(TaskStore::delete_webhook(self, scope, task_id, id))
    }

    fn delivered<'a>(
        &'a self,
        scope: &'a Scope,
        task_id: &'a str,
        id: &'a str,
        delivered: u64,
    ) -> Answer<'a, ()> {
        Box::pin(TaskStore::delivered(self, scope, task_id, id, delivered))
    }

    fn give_up<'a>(
        &'a self,
        scope: &'a Scope,
        task_id: &'a str,
        id: &'a str,
        failure: &'a PushFailure,
    ) -> Answer<'a, ()> {
        Box::pin(TaskStore::give_up(self, scope, task_id, id, failure))
    }

    fn undelivered<'a>(&'a self, after: Option<&'a TaskKey>, limit: usize) -> Answer<'a, Vec<TaskKey>> {
        Box::pin(TaskStore::undelivered(self, after, limit))
    }

    fn dead_letters<'a>(&'a self, scope: &'a Scope, limit: usize) -> Answer<'a, Vec<PushRegistration>> {
        Box::pin(TaskStore::dead_letters(self, scope, limit))
    }
}
