//! The store that is tested: how to get one, and how the cases call it.

use super::violation::{Verdict, Violation, succeeded};
use crate::store::{
    AnyStore, Entry, Page, PushFailure, PushRegistration, Query, Scope, StoredTask, TaskKey, TaskStore,
};
use a2a_bindings::v1_0::TaskPushNotificationConfig;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

/// Why there is no store to test: any error, by `?`.
pub type SetupError = Box<dyn Error + Send + Sync>;

type Made<T> = Pin<Box<dyn Future<Output = Result<T, SetupError>>>>;
type Open = Box<dyn Fn() -> Made<Arc<dyn AnyStore>>>;

/// How to get the stores that are tested.
pub struct Subject {
    prepare: Box<dyn Fn() -> Made<Open>>,
    lasting: bool,
}

impl Subject {
    /// A store that ends with the process; the function makes an empty one.
    #[must_use]
    pub fn new<S: TaskStore>(make: impl AsyncFn() -> Result<S, SetupError> + 'static) -> Self {
        Self {
            lasting: false,
            ..Self::lasting(async || Ok(()), async move |(): &()| make().await)
        }
    }

    /// A store that lasts: the first function makes empty storage, say a folder, and the second one opens it, which
    /// happens again for each restart. A store is dropped before its storage is opened again.
    #[must_use]
    pub fn lasting<T: 'static, S: TaskStore>(
        storage: impl AsyncFn() -> Result<T, SetupError> + 'static,
        open: impl AsyncFn(&T) -> Result<S, SetupError> + 'static,
    ) -> Self {
        let (storage, open) = (Rc::new(storage), Rc::new(open));
        let prepare = move || -> Made<Open> {
            let (storage, open) = (Rc::clone(&storage), Rc::clone(&open));
            Box::pin(async move {
                let storage = Rc::new(storage().await?);
                let reopen: Open = Box::new(move || {
                    let (storage, open) = (Rc::clone(&storage), Rc::clone(&open));
                    Box::pin(async move { Ok(Arc::new(open(&storage).await?) as Arc<dyn AnyStore>) })
                });
                Ok(reopen)
            })
        };
        Self {
            prepare: Box::new(prepare),
            lasting: true,
        }
    }

    pub(super) fn lasts(&self) -> bool {
        self.lasting
    }

    pub(super) async fn lab(&self) -> Verdict<Lab> {
        let open = (self.prepare)().await.map_err(no_store)?;
        let store = open().await.map_err(no_store)?;
        Ok(Lab {
            store: Tested(store),
            open,
        })
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Subject")
            .field("lasting", &self.lasting)
            .finish_non_exhaustive()
    }
}

fn no_store(error: SetupError) -> Violation {
    Violation::new(format!("there is no store to test: {error}"))
}

/// A store under test, which can be restarted.
pub(super) struct Lab {
    store: Tested,
    open: Open,
}

impl Lab {
    /// Closes the store and opens it again.
    pub(super) async fn restart(self) -> Verdict<Self> {
        let Self { store, open } = self;
        // Nothing of the old one may be left when the new one opens the storage.
        drop(store);
        let store = Tested(open().await.map_err(no_store)?);
        Ok(Self { store, open })
    }
}

impl Deref for Lab {
    type Target = Tested;

    fn deref(&self) -> &Tested {
        &self.store
    }
}

/// A store under test. Its methods are those that must succeed.
#[derive(Clone)]
pub(super) struct Tested(Arc<dyn AnyStore>);

impl Tested {
    /// The store itself, for calls that need not succeed.
    pub(super) fn raw(&self) -> &dyn AnyStore {
        &*self.0
    }

    pub(super) async fn create(
        &self,
        scope: &Scope,
        first: &Entry,
        webhook: Option<&TaskPushNotificationConfig>,
    ) -> Verdict {
        succeeded("create", self.0.create(scope, first, webhook).await)
    }

    pub(super) async fn append(&self, scope: &Scope, task_id: &str, entry: &Entry) -> Verdict {
        let result = self.0.append(scope, task_id, entry).await;
        succeeded(format_args!("append of entry {}", entry.number), result)
    }

    /// A task that must be there.
    pub(super) async fn get(&self, scope: &Scope, task_id: &str) -> Verdict<StoredTask> {
        let task = self.find(scope, task_id).await?;
        task.ok_or_else(|| Violation::new(format!("get must find the task {task_id:?}, but did not")))
    }

    pub(super) async fn find(&self, scope: &Scope, task_id: &str) -> Verdict<Option<StoredTask>> {
        succeeded("get", self.0.get(scope, task_id).await)
    }

    pub(super) async fn entries(
        &self,
        scope: &Scope,
        task_id: &str,
        after: u64,
        limit: usize,
    ) -> Verdict<Option<Vec<Entry>>> {
        let result = self.0.entries(scope, task_id, after, limit).await;
        succeeded(format_args!("entries after {after}, at most {limit}"), result)
    }

    pub(super) async fn list(&self, scope: &Scope, query: &Query) -> Verdict<Page> {
        let result = self.0.list(scope, query).await;
        succeeded(format_args!("list of {query:?}"), result)
    }

    pub(super) async fn unfinished(&self, after: Option<&TaskKey>, limit: usize) -> Verdict<Vec<TaskKey>> {
        let result = self.0.unfinished(after, limit).await;
        succeeded(
            format_args!("unfinished after {after:?}, at most {limit}"),
            result,
        )
    }

    pub(super) async fn put_webhook(&self, scope: &Scope, config: &TaskPushNotificationConfig) -> Verdict {
        let result = self.0.put_webhook(scope, config, 50).await;
        succeeded(format_args!("put_webhook of {:?}", config.id), result)
    }

    /// The webhooks of a task that must be there.
    pub(super) async fn webhooks(&self, scope: &Scope, task_id: &str) -> Verdict<Vec<PushRegistration>> {
        let webhooks = succeeded("webhooks", self.0.webhooks(scope, task_id).await)?;
        webhooks
            .ok_or_else(|| Violation::new(format!("webhooks must find the task {task_id:?}, but did not")))
    }

    pub(super) async fn delete_webhook(&self, scope: &Scope, task_id: &str, id: &str) -> Verdict {
        let result = self.0.delete_webhook(scope, task_id, id).await;
        succeeded(format_args!("delete_webhook of {id:?}"), result)
    }

    pub(super) async fn delivered(&self, scope: &Scope, task_id: &str, id: &str, number: u64) -> Verdict {
        let result = self.0.delivered(scope, task_id, id, number).await;
        succeeded(format_args!("delivered to {id:?} up to {number}"), result)
    }

    pub(super) async fn give_up(
        &self,
        scope: &Scope,
        task_id: &str,
        id: &str,
        failure: &PushFailure,
    ) -> Verdict {
        let result = self.0.give_up(scope, task_id, id, failure).await;
        succeeded(format_args!("give_up of {id:?}"), result)
    }

    pub(super) async fn undelivered(&self, after: Option<&TaskKey>, limit: usize) -> Verdict<Vec<TaskKey>> {
        let result = self.0.undelivered(after, limit).await;
        succeeded(
            format_args!("undelivered after {after:?}, at most {limit}"),
            result,
        )
    }

    pub(super) async fn dead_letters(&self, scope: &Scope, limit: usize) -> Verdict<Vec<PushRegistration>> {
        let result = self.0.dead_letters(scope, limit).await;
        succeeded(format_args!("dead_letters, at most {limit}"), result)
    }
}
