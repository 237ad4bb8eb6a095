//! The worker of a task: sees to it that every webhook that has something to come is delivered to, each for itself.

use super::delivery::{Delivery, Nudge};
use super::pusher::{Shared, report};
use super::race::{Winner, race};
use super::workers::Seat;
use crate::store::{PushRegistration, StoreError};
use a2a_bindings::v1_0::TaskPushNotificationConfig;
use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use tokio::task::{Id, JoinSet};
use tokio::time::Instant;

/// Works until the task has nothing to come, or nobody waits for it any more.
pub(super) async fn work(shared: Arc<Shared>, mut seat: Seat) {
    let mut worker = Worker {
        shared: Arc::clone(&shared),
        running: JoinSet::new(),
        webhooks: HashMap::new(),
        ids: HashMap::new(),
    };
    race(worker.run(&mut seat), shared.abandoned.cancelled()).await;
    worker.running.shutdown().await;
}

struct Worker {
    shared: Arc<Shared>,
    /// One delivery for each webhook that may have something to come.
    running: JoinSet<()>,
    webhooks: HashMap<String, Webhook>,
    ids: HashMap<Id, String>,
}

/// A webhook that is being delivered to.
struct Webhook {
    /// As the delivery knows it.
    config: TaskPushNotificationConfig,
    nudge: Nudge,
    /// Whether something has happened to the task since the delivery began: it may have looked before that.
    again: bool,
}

enum Happening {
    Rang,
    Ended(Id),
    Time,
}

impl Worker {
    async fn run(&mut self, seat: &mut Seat) {
        let mut failures = 0;
        let mut look_at = Some(Instant::now());
        loop {
            if seat.rang() {
                self.webhooks
                    .values_mut()
                    .for_each(|webhook| webhook.again = true);
                look_at.get_or_insert_with(Instant::now);
            }
            if self.shared.closing.is_cancelled() {
                while self.running.join_next().await.is_some() {}
                return;
            }
            if look_at.is_some_and(|time| time <= Instant::now()) {
                look_at = None;
                match self.look(seat).await {
                    Ok(()) => failures = 0,
                    Err(error) => {
                        failures += 1;
                        report(&error, failures);
                        look_at = Instant::now().checked_add(self.shared.store_delay(failures));
                    }
                }
            }
            if self.running.is_empty() && look_at.is_none() && seat.leave() {
                return;
            }
            if let Happening::Ended(id) = self.next(seat, look_at).await {
                self.ended(seat, id);
            }
        }
    }

    /// Starts a delivery for every webhook without one; those that are going on learn whether theirs is another now.
    async fn look(&mut self, seat: &Seat) -> Result<(), StoreError> {
        let key = &seat.key;
        let registrations = self.shared.store.webhooks(&key.scope, &key.task_id).await?;
        let mut registrations = registrations.unwrap_or_default();
        for (id, webhook) in &mut self.webhooks {
            let now = registrations.iter().find(|now| now.config.id == *id);
            if now.is_none_or(|now| now.config != webhook.config) {
                webhook.nudge.notify_one();
            }
            if let Some(now) = now {
                webhook.config = now.config.clone();
            }
        }
        registrations.retain(|registration| {
            registration.failure.is_none() && !self.webhooks.contains_key(&registration.config.id)
        });
        for registration in registrations {
            self.start(seat, registration.config.clone(), Some(registration));
        }
        Ok(())
    }

    fn start(&mut self, seat: &Seat, config: TaskPushNotificationConfig, fresh: Option<PushRegistration>) {
        let nudge = Nudge::default();
        let id = config.id.clone();
        let delivery = Delivery::new(
            Arc::clone(&self.shared),
            Arc::clone(&seat.key),
            id.clone(),
            Arc::clone(&nudge),
            fresh,
        );
        let handle = self.running.spawn(delivery.run());
        self.ids.insert(handle.id(), id.clone());
        let webhook = Webhook {
            config,
            nudge,
            again: false,
        };
        self.webhooks.insert(id, webhook);
    }

    /// A delivery has nothing to come any more, as far as it has seen.
    fn ended(&mut self, seat: &Seat, id: Id) {
        let webhook = self.ids.remove(&id).and_then(|id| self.webhooks.remove(&id));
        if let Some(webhook) = webhook.filter(|webhook| webhook.again) {
            self.start(seat, webhook.config, None);
        }
    }

    /// Waits until there is something to do.
    async fn next(&mut self, seat: &Seat, look_at: Option<Instant>) -> Happening {
        let running = &mut self.running;
        let mut rings = pin!(seat.rings());
        let happening = poll_fn(|context| {
            if let Poll::Ready(Some(ended)) = running.poll_join_next_with_id(context) {
                // A delivery that panicked, in the store, is not begun again unless something happens.
                let id = ended.map_or_else(|error| error.id(), |(id, ())| id);
                return Poll::Ready(Happening::Ended(id));
            }
            rings.as_mut().poll(context).map(|()| Happening::Rang)
        });
        let happening = race(happening, self.shared.closing.cancelled());
        let happening = async {
            match happening.await {
                Winner::First(happening) => happening,
                Winner::Second(()) => Happening::Rang,
            }
        };
        match look_at {
            None => happening.await,
            Some(time) => tokio::time::timeout_at(time, happening)
                .await
                .unwrap_or(Happening::Time),
        }
    }
}
