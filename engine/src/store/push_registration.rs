//! Webhooks, and how far each has been told.

use super::scope::Scope;
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::TaskPushNotificationConfig;

/// A webhook of a task, with its place in the task's log: the outbox is the log itself, and what comes after that
/// place is still to be delivered.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PushRegistration {
    /// As the client gave it, with the ids of the task and of the registration, and without the tenant.
    pub config: TaskPushNotificationConfig,
    /// The number of the last entry that was delivered, or need not be.
    pub delivered: u64,
    /// Why no more is delivered, if that was given up.
    pub failure: Option<PushFailure>,
}

impl PushRegistration {
    /// A registration that has everything after an entry to come.
    #[must_use]
    pub fn new(config: TaskPushNotificationConfig, delivered: u64) -> Self {
        Self {
            config,
            delivered,
            failure: None,
        }
    }
}

/// How the delivery to a webhook ended before its time: a dead letter.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PushFailure {
    /// The number of the entry that could not be delivered; those after it were not tried.
    pub number: u64,
    /// When it was given up.
    pub time: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it failed the last time, without secrets.
    pub reason: String,
}

impl PushFailure {
    /// A failure.
    #[must_use]
    pub fn new(number: u64, time: Timestamp, attempts: u32, reason: impl Into<String>) -> Self {
        Self {
            number,
            time,
            attempts,
            reason: reason.into(),
        }
    }
}

/// Which task it is, among those of all scopes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(clippy::exhaustive_structs, reason = "a key of two parts")]
pub struct TaskKey {
    /// Whose task it is.
    pub scope: Scope,
    /// The id of the task.
    pub task_id: String,
}
