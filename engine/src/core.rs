//! What all parts of an engine share.

use crate::live::{Live, LiveRef, Registry};
use crate::push::Pusher;
use crate::refusal;
use crate::runs::Runs;
use crate::settings::Settings;
use crate::store::{AnyStore, PushRegistration, Scope, StoreError, StoreErrorKind};
use a2a_bindings::v1_0::TaskPushNotificationConfig;
use a2a_bindings::{A2aError, PushErrorKind, RequestContext};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// What all parts of an engine share.
pub(crate) struct Core {
    pub(crate) store: Arc<dyn AnyStore>,
    pub(crate) lives: Arc<Registry>,
    pub(crate) runs: Arc<Runs>,
    /// `None` if there are no push notifications.
    pub(crate) pusher: Option<Pusher>,
    pub(crate) settings: Settings,
    /// Set when what an earlier life of the process left behind has been taken care of.
    pub(crate) recovered: OnceCell<()>,
}

impl Core {
    pub(crate) fn new(settings: Settings) -> Self {
        let store = Arc::clone(&settings.store);
        let sender = settings.push_sender.clone();
        let policy = settings.push_policy.clone();
        Self {
            pusher: sender.map(|sender| Pusher::new(Arc::clone(&store), sender, policy)),
            store,
            lives: Arc::default(),
            runs: Arc::new(Runs::new(settings.max_running)),
            recovered: OnceCell::new(),
            settings,
        }
    }

    /// On whose behalf a request is made.
    pub(crate) fn scope(&self, context: &RequestContext, tenant: &str) -> Scope {
        let principal = context.principal.as_ref();
        Scope::new(tenant, principal.map_or("", |principal| &principal.id))
    }

    /// The task, live.
    ///
    /// # Errors
    /// There is no such task in the scope, or the store failed.
    pub(crate) async fn live(&self, scope: &Scope, id: &str) -> Result<LiveRef, A2aError> {
        let there = |live: LiveRef| {
            if live.scope == *scope && live.tail().exists() {
                Ok(live)
            } else {
                Err(refusal::task_not_found(id))
            }
        };
        if let Some(live) = self.lives.find(id) {
            return there(live);
        }
        let stored = self.store.get(scope, id).await;
        let stored = stored.map_err(|error| self.failed(error, id))?;
        let stored = stored.ok_or_else(|| refusal::task_not_found(id))?;
        let live = Live::of_stored(scope.clone(), stored, self.settings.kept_events);
        // Somebody may have been faster.
        there(self.lives.enter(live))
    }

    /// What a request is told of a failure of the store that concerns a task.
    pub(crate) fn failed(&self, error: StoreError, id: &str) -> A2aError {
        match error.kind() {
            StoreErrorKind::NotFound => refusal::task_not_found(id),
            StoreErrorKind::Full => refusal::store_full().with_source(error),
            StoreErrorKind::Corrupt => refusal::store_corrupt().with_source(error),
            StoreErrorKind::Conflict | StoreErrorKind::Unavailable => {
                refusal::store_unavailable().with_source(error)
            }
        }
    }

    /// What delivers push notifications.
    ///
    /// # Errors
    /// There are none, or the card does not declare them (§3.3.4).
    pub(crate) fn pusher(&self) -> Result<&Pusher, A2aError> {
        let card = self.settings.card.as_ref();
        let pusher = self.pusher.as_ref();
        pusher
            .filter(|_| card.is_none_or(|card| card.declared.has_capability("pushNotifications")))
            .ok_or_else(refusal::push_not_supported)
    }

    /// Checks a webhook that is to be registered; `path` is where the request has it, with a dot behind.
    pub(crate) async fn check_webhook(
        &self,
        webhook: &TaskPushNotificationConfig,
        path: &str,
    ) -> Result<(), A2aError> {
        let pusher = self.pusher()?;
        if self.settings.max_webhooks == 0 {
            return Err(refusal::too_many_webhooks(&webhook.task_id, 0));
        }
        let check = pusher.check(webhook).await;
        check.map_err(|error| match error.kind() {
            PushErrorKind::Refused | PushErrorKind::Rejected => {
                refusal::webhook_refused(&format!("{path}{}", error.field()), &error)
            }
            _ => refusal::webhook_not_checked(&error).with_source(error),
        })
    }

    /// The task, live, if there are push notifications.
    pub(crate) async fn live_if_push(&self, scope: &Scope, id: &str) -> Result<LiveRef, A2aError> {
        self.pusher()?;
        self.live(scope, id).await
    }

    /// Registers a webhook of a task.
    pub(crate) async fn put_webhook(
        &self,
        scope: &Scope,
        webhook: &TaskPushNotificationConfig,
    ) -> Result<(), A2aError> {
        let limit = self.settings.max_webhooks;
        let put = self.store.put_webhook(scope, webhook, limit).await;
        put.map_err(|error| match error.kind() {
            StoreErrorKind::Full => refusal::too_many_webhooks(&webhook.task_id, limit),
            _ => self.failed(error, &webhook.task_id),
        })
    }

    /// The webhooks of a task.
    pub(crate) async fn webhooks(
        &self,
        scope: &Scope,
        task_id: &str,
    ) -> Result<Vec<PushRegistration>, A2aError> {
        self.pusher()?;
        let webhooks = self.store.webhooks(scope, task_id).await;
        let webhooks = webhooks.map_err(|error| self.failed(error, task_id))?;
        webhooks.ok_or_else(|| refusal::task_not_found(task_id))
    }

    /// Has the webhooks of a task told what is new.
    pub(crate) fn wake_pusher(&self, scope: &Scope, id: &str) {
        if let Some(pusher) = &self.pusher {
            pusher.wake(scope, id);
        }
    }

    /// Goes on with the webhooks of an earlier life of the process.
    pub(crate) fn recover_pusher(&self) {
        if let Some(pusher) = &self.pusher {
            pusher.recover();
        }
    }
}
