//! The delivery to one webhook: what comes after its place in the log, in order, one at a time.

use super::pusher::{Shared, report};
use super::race::race;
use super::sender;
use crate::store::{PushFailure, PushRegistration, StoreError, TaskKey};
use a2a_bindings::v1_0::{StreamResponse, TaskPushNotificationConfig};
use a2a_bindings::{Event, Push, PushError, PushErrorKind, Timestamp};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, OwnedSemaphorePermit};
use tokio::time::Instant;
use tracing::Instrument as _;

/// How many entries are read from a log at a time.
const PAGE: usize = 64;

/// The longest reason that is kept, in characters.
const REASON: usize = 1_000;

/// Tells a delivery that waits for its next attempt that the webhook is another now.
pub(super) type Nudge = Arc<Notify>;

/// See the module.
pub(super) struct Delivery {
    shared: Arc<Shared>,
    key: Arc<TaskKey>,
    id: String,
    nudge: Nudge,
    /// The registration, if it was read just now.
    fresh: Option<PushRegistration>,
    /// The registration that the failures are of.
    config: Option<TaskPushNotificationConfig>,
    /// How often the next notification was tried.
    failures: u32,
    /// When the last attempt failed, and how long to wait from then.
    pause: Option<(Instant, Duration)>,
    /// What comes next. Empty while the delivery waits, so what waits takes no memory.
    next: VecDeque<Notification>,
    /// What the store does not know yet.
    outcome: Option<Outcome>,
    permit: Option<OwnedSemaphorePermit>,
}

struct Notification {
    /// Of the last entry that the webhook knows with it.
    number: u64,
    event: Event<StreamResponse>,
}

enum Outcome {
    Delivered(u64),
    GivenUp(PushFailure),
}

enum Step {
    Again,
    Wait(Duration),
    Done,
}

impl Delivery {
    pub(super) fn new(
        shared: Arc<Shared>,
        key: Arc<TaskKey>,
        id: String,
        nudge: Nudge,
        fresh: Option<PushRegistration>,
    ) -> Self {
        Self {
            shared,
            key,
            id,
            nudge,
            fresh,
            config: None,
            failures: 0,
            pause: None,
            next: VecDeque::new(),
            outcome: None,
            permit: None,
        }
    }

    /// Delivers until nothing is to come.
    pub(super) async fn run(mut self) {
        let mut store_failures = 0;
        loop {
            let step = self.step().await;
            store_failures = if step.is_ok() { 0 } else { store_failures + 1 };
            let wait = match step {
                Ok(Step::Done) => return,
                Ok(Step::Again) => {
                    // A store and a sender that are always ready leave the thread to others now and then.
                    tokio::task::consume_budget().await;
                    continue;
                }
                Ok(Step::Wait(time)) => time,
                Err(error) => {
                    report(&error, store_failures);
                    if self.shared.closing.is_cancelled() {
                        return;
                    }
                    self.shared.store_delay(store_failures)
                }
            };
            self.rest();
            let woken = race(self.nudge.notified(), self.shared.closing.cancelled());
            // Whoever wakes it and whether anybody does: everything is looked at again.
            let _ = tokio::time::timeout(wait, woken).await;
        }
    }

    /// Lets go of what is of no use to one that waits.
    fn rest(&mut self) {
        self.permit = None;
        self.next = VecDeque::new();
    }

    /// Does the next thing. The registration is read before every attempt: what has been deleted is not called any
    /// more (§3.1.10), and what has been replaced is called as it is now.
    async fn step(&mut self) -> Result<Step, StoreError> {
        let Some(registration) = self.registration().await? else {
            return Ok(Step::Done);
        };
        if registration.failure.is_some() {
            return Ok(Step::Done);
        }
        if self.config.as_ref() != Some(&registration.config) {
            self.begin_anew(registration.config);
        }
        let Some(delivered) = self.record(registration.delivered).await? else {
            return Ok(Step::Done);
        };
        if self.shared.closing.is_cancelled() {
            return Ok(Step::Done);
        }
        if let Some((since, time)) = self.pause {
            let rest = time.saturating_sub(since.elapsed());
            if !rest.is_zero() {
                return Ok(Step::Wait(rest));
            }
        }
        let Some(notification) = self.notification(delivered).await? else {
            return Ok(Step::Done);
        };
        if self.permit.is_none() {
            let permits = Arc::clone(&self.shared.permits);
            let Ok(permit) = Arc::clone(&permits).try_acquire_owned() else {
                // By the time of its turn everything may be different, so it is looked at again.
                self.rest();
                self.permit = permits.acquire_owned().await.ok();
                return Ok(Step::Again);
            };
            self.permit = Some(permit);
        }
        self.attempt(notification).await;
        Ok(Step::Again)
    }

    /// The webhook as it is now, if it is there.
    async fn registration(&mut self) -> Result<Option<PushRegistration>, StoreError> {
        if let Some(fresh) = self.fresh.take() {
            return Ok(Some(fresh));
        }
        let (scope, task_id) = (&self.key.scope, &self.key.task_id);
        let registrations = self.shared.store.webhooks(scope, task_id).await?;
        let mut registrations = registrations.unwrap_or_default().into_iter();
        Ok(registrations.find(|registration| registration.config.id == self.id))
    }

    /// Another webhook under the same id: what failed before says nothing of it.
    fn begin_anew(&mut self, config: TaskPushNotificationConfig) {
        self.config = Some(config);
        self.failures = 0;
        self.pause = None;
        if let Some(Outcome::GivenUp(_)) = self.outcome {
            self.outcome = None;
        }
    }

    /// Tells the store what came of the last attempt; returns where the webhook is in the log, `None` if it was given
    /// up.
    async fn record(&mut self, known: u64) -> Result<Option<u64>, StoreError> {
        let (scope, task_id) = (&self.key.scope, &self.key.task_id);
        let place = match &self.outcome {
            None => Some(known),
            Some(Outcome::Delivered(number)) => {
                let store = &self.shared.store;
                store.delivered(scope, task_id, &self.id, *number).await?;
                Some(known.max(*number))
            }
            Some(Outcome::GivenUp(failure)) => {
                let store = &self.shared.store;
                store.give_up(scope, task_id, &self.id, failure).await?;
                tracing::event!(target: "a2a", tracing::Level::WARN,
                    a2a.task.id = task_id.as_str(),
                    a2a.push.config.id = self.id.as_str(),
                    a2a.push.attempt = failure.attempts,
                    reason = failure.reason.as_str(),
                    "a webhook was given up"
                );
                None
            }
        };
        self.outcome = None;
        Ok(place)
    }

    /// What comes after a place in the log.
    async fn notification(&mut self, delivered: u64) -> Result<Option<Notification>, StoreError> {
        self.next.retain(|notification| notification.number > delivered);
        if self.next.is_empty() {
            self.next = self.read(delivered).await?;
        }
        Ok(self.next.pop_front())
    }

    async fn read(&self, delivered: u64) -> Result<VecDeque<Notification>, StoreError> {
        let (scope, task_id) = (&self.key.scope, &self.key.task_id);
        // Of a webhook that fails not more is read than is tried.
        let limit = if self.failures == 0 { PAGE } else { 1 };
        let entries = self
            .shared
            .store
            .entries(scope, task_id, delivered, limit)
            .await?;
        if let Some(entries) = entries {
            let notifications = entries.into_iter().map(|entry| Notification {
                number: entry.number,
                event: entry.event,
            });
            return Ok(notifications.collect());
        }
        // The log does not go back that far any more. The task as it is stands for all that is missing.
        let stored = self.shared.store.get(scope, task_id).await?;
        let stored = stored.filter(|stored| stored.last > delivered);
        let snapshot = stored.map(|stored| Notification {
            number: stored.last,
            event: Event::new(StreamResponse::Task(stored.task)),
        });
        Ok(snapshot.into_iter().collect())
    }

    /// Sends a notification once.
    async fn attempt(&mut self, notification: Notification) {
        let Some(config) = &self.config else { return };
        let span = tracing::info_span!(
            target: "a2a",
            "a2a.push",
            a2a.task.id = self.key.task_id.as_str(),
            a2a.push.config.id = self.id.as_str(),
            a2a.push.attempt = self.failures + 1,
        );
        let sent = match notification.event.json() {
            Ok(body) => {
                let target = sender::target(config);
                let timeout = self.shared.policy.timeout;
                let number = notification.number.to_string();
                let push = Push::new(&target, body).with_event_id(&number);
                let sending = sender::bounded(self.shared.sender.send(push), timeout);
                sending.instrument(span.clone()).await
            }
            Err(error) => Err(
                PushError::new(PushErrorKind::Refused, "the notification cannot be encoded")
                    .with_source(error),
            ),
        };
        self.permit = None;
        self.pause = None;
        match sent {
            Ok(()) => {
                self.failures = 0;
                self.outcome = Some(Outcome::Delivered(notification.number));
            }
            Err(error) => span.in_scope(|| self.failed(notification.number, &error)),
        }
    }

    /// Decides whether there is another attempt.
    fn failed(&mut self, number: u64, error: &PushError) {
        self.failures += 1;
        self.next = VecDeque::new();
        let never = matches!(error.kind(), PushErrorKind::Refused | PushErrorKind::Rejected);
        if never || self.failures >= self.shared.policy.attempts {
            let reason: String = error.message().chars().take(REASON).collect();
            let failure = PushFailure::new(number, Timestamp::now(), self.failures, reason);
            self.outcome = Some(Outcome::GivenUp(failure));
            return;
        }
        let delay = self.shared.delay(self.failures, error.retry_after());
        tracing::event!(target: "a2a", tracing::Level::DEBUG, %error, ?delay, "a push notification failed");
        self.pause = Some((Instant::now(), delay));
    }
}
