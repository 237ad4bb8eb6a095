//! The handle that the rest of the engine has of the push notifications.

use super::backoff::{self, Backoff};
use super::policy::PushPolicy;
use super::search::search;
use super::sender::{self, AnySender};
use super::worker::work;
use super::workers::Workers;
use crate::cancellation::Cancellation;
use crate::store::{AnyStore, Scope, StoreError, TaskKey};
use a2a_bindings::PushError;
use a2a_bindings::v1_0::TaskPushNotificationConfig;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// How many tasks are asked for at a time when those that remain are counted.
const COUNTED: usize = 1_000;

/// How long that may take, at least.
const COUNTING: Duration = Duration::from_secs(1);

/// Delivers what happens to tasks to their webhooks.
///
/// Deliveries go on when the last handle is dropped; [`shutdown`](Self::shutdown) ends them.
#[derive(Clone)]
pub(crate) struct Pusher(Arc<Shared>);

/// What every worker has to do with.
pub(super) struct Shared {
    pub(super) store: Arc<dyn AnyStore>,
    pub(super) sender: Arc<dyn AnySender>,
    pub(super) policy: PushPolicy,
    /// One for each notification under way.
    pub(super) permits: Arc<Semaphore>,
    pub(super) workers: Arc<Workers>,
    /// No delivery begins any more.
    pub(super) closing: Cancellation,
    /// Nobody waits for the deliveries that are under way any more.
    pub(super) abandoned: Cancellation,
    pub(super) jitter: fn() -> u32,
}

impl Pusher {
    /// Delivers what is in a store through a sender.
    pub(crate) fn new(store: Arc<dyn AnyStore>, sender: Arc<dyn AnySender>, policy: PushPolicy) -> Self {
        Self::with_jitter(store, sender, policy, backoff::jitter)
    }

    /// The same with numbers that are less random.
    pub(super) fn with_jitter(
        store: Arc<dyn AnyStore>,
        sender: Arc<dyn AnySender>,
        policy: PushPolicy,
        jitter: fn() -> u32,
    ) -> Self {
        let permits = policy.max_concurrent.min(Semaphore::MAX_PERMITS);
        Self(Arc::new(Shared {
            store,
            sender,
            permits: Arc::new(Semaphore::new(permits)),
            workers: Arc::new(Workers::new(policy.max_tasks)),
            closing: Cancellation::new(),
            abandoned: Cancellation::new(),
            policy,
            jitter,
        }))
    }

    /// Checks a webhook that a client wants to register (§3.1.7, §13.2).
    ///
    /// # Errors
    /// It is never called, or that could not be found out; the message is for the client.
    pub(crate) async fn check(&self, config: &TaskPushNotificationConfig) -> Result<(), PushError> {
        let target = sender::target(config);
        sender::bounded(self.0.sender.check(&target), self.0.policy.timeout).await
    }

    /// Has the webhooks of a task told what they have to come. Costs no more than a look into a map.
    ///
    /// To be called after something was appended to a task that has webhooks, and after one was registered. Outside of
    /// a runtime of tokio nothing can begin; the next call inside of one makes up for it.
    pub(crate) fn wake(&self, scope: &Scope, task_id: &str) {
        let key = TaskKey {
            scope: scope.clone(),
            task_id: task_id.to_owned(),
        };
        let workers = &self.0.workers;
        if workers.ring(&key) {
            return;
        }
        let Ok(runtime) = Handle::try_current() else {
            workers.miss();
            return;
        };
        match workers.free_seat() {
            Some(room) => self.0.begin(&runtime, key, room),
            None => workers.miss(),
        }
        self.0.find_missed(&runtime);
    }

    /// Has every webhook told what it has to come from before the engine began. Returns at once; where the store does
    /// not answer, it is asked again later. To be called inside of a runtime, as [`wake`](Self::wake).
    pub(crate) fn recover(&self) {
        self.0.workers.miss();
        if let Ok(runtime) = Handle::try_current() {
            self.0.find_missed(&runtime);
        }
    }

    /// Begins no more deliveries and waits for those under way; what is still under way after `patience` is broken off.
    ///
    /// Returns how many tasks of the store have something to come, which the next start delivers; if the store does
    /// not say, how many of them had a worker.
    pub(crate) async fn shutdown(&self, patience: Duration) -> usize {
        let began = Instant::now();
        let shared = &self.0;
        let working = shared.workers.close();
        // In this order: whoever waits for a permit in vain finds out why.
        shared.closing.cancel();
        shared.permits.close();
        if tokio::time::timeout(patience, shared.workers.none())
            .await
            .is_err()
        {
            tracing::event!(target: "a2a", tracing::Level::WARN,
                tasks = shared.workers.count(),
                "push notifications were broken off"
            );
            shared.abandoned.cancel();
            // A sender that does not even let go of its thread is not waited for.
            let _ = tokio::time::timeout(COUNTING, shared.workers.none()).await;
        }
        let time = patience.saturating_sub(began.elapsed()).max(COUNTING);
        match tokio::time::timeout(time, self.remaining()).await {
            Ok(Ok(count)) => count,
            Ok(Err(error)) => {
                tracing::event!(target: "a2a", tracing::Level::WARN, %error, "the store does not say which push notifications remain");
                working
            }
            Err(_) => {
                tracing::event!(target: "a2a", tracing::Level::WARN, "the store does not say in time which push notifications remain");
                working
            }
        }
    }

    /// Waits until no task has a worker.
    #[cfg(test)]
    pub(super) async fn idle(&self) {
        self.0.workers.none().await;
    }

    /// How many tasks have a worker.
    #[cfg(test)]
    pub(super) fn working(&self) -> usize {
        self.0.workers.count()
    }

    async fn remaining(&self) -> Result<usize, StoreError> {
        let mut after = None;
        let mut count = 0;
        loop {
            let mut page = self.0.store.undelivered(after.as_ref(), COUNTED).await?;
            count += page.len();
            after = page.pop();
            if after.is_none() {
                return Ok(count);
            }
        }
    }
}

impl Shared {
    /// Starts the worker of a task that has none.
    pub(super) fn begin(self: &Arc<Self>, runtime: &Handle, key: TaskKey, room: OwnedSemaphorePermit) {
        if let Some(seat) = self.workers.sit(key, room) {
            runtime.spawn(work(Arc::clone(self), seat));
        }
    }

    fn find_missed(self: &Arc<Self>, runtime: &Handle) {
        if let Some(searching) = self.workers.search() {
            runtime.spawn(search(Arc::clone(self), searching));
        }
    }

    /// How long to wait for the next attempt at a webhook.
    pub(super) fn delay(&self, failures: u32, retry_after: Option<Duration>) -> Duration {
        let backoff = Backoff {
            first: self.policy.first_delay,
            max: self.policy.max_delay,
        };
        let wanted = retry_after.unwrap_or_default().min(self.policy.max_delay);
        backoff.delay(failures, (self.jitter)()).max(wanted)
    }

    /// How long to wait before the store is asked again.
    pub(super) fn store_delay(&self, failures: u32) -> Duration {
        backoff::OF_STORE.delay(failures, (self.jitter)())
    }
}

/// Reports a failure of the store: the first of a row loudly.
pub(super) fn report(error: &StoreError, failures: u32) {
    if failures == 1 {
        tracing::event!(target: "a2a", tracing::Level::WARN, %error, "push notifications wait for the store");
    } else {
        tracing::event!(target: "a2a", tracing::Level::DEBUG, %error, failures, "push notifications wait for the store");
    }
}
