//! A notification that has arrived, and what takes it.

use a2a_bindings::v1_0::StreamResponse;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

/// A notification from a sender that knows the secret.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Notification {
    /// The task that it is of; empty only for a message that names none.
    pub task_id: String,
    /// What has happened.
    pub event: StreamResponse,
    /// The id of the event, if the sender says it: [`EVENT_ID`](crate::push::EVENT_ID).
    pub event_id: Option<String>,
}

impl Notification {
    /// The notification of an event; `None` for an event of a kind that this version of the protocol does not have.
    pub(super) fn new(event: StreamResponse, event_id: Option<String>) -> Option<Self> {
        let task_id = match &event {
            StreamResponse::Task(task) => &task.id,
            StreamResponse::Message(message) => &message.task_id,
            StreamResponse::StatusUpdate(update) => &update.task_id,
            StreamResponse::ArtifactUpdate(update) => &update.task_id,
            _ => return None,
        };
        Some(Self {
            task_id: task_id.clone(),
            event,
            event_id,
        })
    }
}

/// Takes notifications; any function does that is given a [`Notification`] and returns a future of a `Result`.
///
/// The sender waits for the answer, for 10 to 30 seconds as a rule (§4.3.3), and repeats what it has no answer to:
/// what takes longer belongs elsewhere. When the sender gives up, the future is dropped where it stands.
pub trait PushHandler: Send + Sync + 'static {
    /// Takes a notification. Once this has returned, the sender is told and will not send it again.
    ///
    /// # Errors
    /// It is not taken; the sender is told why.
    fn notified(&self, notification: Notification) -> impl Future<Output = Result<(), PushRefusal>> + Send;
}

impl<F, T> PushHandler for F
where
    F: Fn(Notification) -> T + Send + Sync + 'static,
    T: Future<Output = Result<(), PushRefusal>> + Send,
{
    async fn notified(&self, notification: Notification) -> Result<(), PushRefusal> {
        self(notification).await
    }
}

/// Why a notification is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PushRefusal {
    /// It is of a task that nobody waits for (§4.3.3): 404, and it should not come again.
    UnexpectedTask,
    /// It cannot be taken now: 503, and it should come again.
    NotNow,
}

impl fmt::Display for PushRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::UnexpectedTask => "no notification of this task is expected",
            Self::NotNow => "the notification cannot be taken now: send it again",
        })
    }
}

impl std::error::Error for PushRefusal {}

/// A [`PushHandler`] of any kind.
pub(super) type Handler = Arc<dyn Fn(Notification) -> Taking + Send + Sync>;
type Taking = Pin<Box<dyn Future<Output = Result<(), PushRefusal>> + Send>>;

pub(super) fn erase(handler: impl PushHandler) -> Handler {
    let handler = Arc::new(handler);
    Arc::new(move |notification| {
        let handler = Arc::clone(&handler);
        Box::pin(async move { handler.notified(notification).await })
    })
}
