//! What happens to a task, and the entry of its log that says so.

use crate::store::Entry;
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{
    Artifact, Message, StreamResponse, Task, TaskArtifactUpdateEvent, TaskState, TaskStatus,
    TaskStatusUpdateEvent,
};

/// What happens to a task after its creation.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// A message of the client continues the task.
    Said(Message),
    /// The task reaches a state, or stays in it with something new to say.
    Status(TaskState, Option<Message>),
    /// An artifact, or a chunk of one.
    Artifact {
        /// The artifact or the chunk.
        artifact: Artifact,
        /// Whether it goes behind the parts that are there.
        append: bool,
        /// Whether the artifact is complete with it.
        last_chunk: bool,
    },
}

impl Change {
    /// The entry that makes the change, for a task as it is before.
    pub(super) fn into_entry(self, task: &Task, number: u64) -> Entry {
        match self {
            Self::Said(message) => {
                Entry::new(number, status(task, TaskState::Submitted, None)).with_said(Some(message))
            }
            Self::Status(state, message) => Entry::new(number, status(task, state, message)),
            Self::Artifact {
                artifact,
                append,
                last_chunk,
            } => {
                // A chunk of an unknown artifact is its first. It is announced as such: to a client, an append to
                // something unknown means that events are missing (§4.2.2).
                let is_known = || {
                    task.artifacts
                        .iter()
                        .any(|known| known.artifact_id == artifact.artifact_id)
                };
                let append = append && is_known();
                let mut update = TaskArtifactUpdateEvent::new(&task.id, &task.context_id, artifact);
                update.append = append;
                update.last_chunk = last_chunk;
                Entry::new(number, update.into())
            }
        }
    }

    /// Whether it wants to go behind what is there.
    pub(super) fn appends(&self) -> bool {
        matches!(self, Self::Artifact { append: true, .. })
    }

    /// The change that an entry was made of, to make another one of it; `append` is what the change wanted, which the
    /// entry may not say.
    pub(super) fn of_entry(entry: Entry, append: bool) -> Option<Self> {
        if let Some(message) = entry.said {
            return Some(Self::Said(*message));
        }
        match entry.event.into_inner() {
            StreamResponse::StatusUpdate(update) => {
                Some(Self::Status(update.status.state, update.status.message))
            }
            StreamResponse::ArtifactUpdate(update) => Some(Self::Artifact {
                append,
                last_chunk: update.last_chunk,
                artifact: update.artifact,
            }),
            _ => None,
        }
    }
}

fn status(task: &Task, state: TaskState, message: Option<Message>) -> StreamResponse {
    // A clock that was set back must not make the latest status look older than the one before.
    let now = task.status.timestamp.map_or_else(now, |before| before.max(now()));
    let mut status = TaskStatus::new(state).with_timestamp(now);
    status.message = message;
    TaskStatusUpdateEvent::new(&task.id, &task.context_id, status).into()
}

/// The time, as precise as it is on the wire, so that what is compared here is what clients compare.
pub(crate) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::new(now.seconds(), now.nanoseconds() / 1_000_000 * 1_000_000).unwrap_or(now)
}
