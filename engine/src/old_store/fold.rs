//! How an event changes a task.

use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{
    Artifact, Message, StreamResponse, Task, TaskArtifactUpdateEvent, TaskState, TaskStatus,
    TaskStatusUpdateEvent,
};
use std::mem;

/// What happens to a task after its creation.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// A message of the client continues the task.
    Resumed(Message),
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
    /// Changes the task and says what streams are told.
    pub(crate) fn apply(self, task: &mut Task, now: Timestamp) -> StreamResponse {
        match self {
            Self::Resumed(message) => {
                let event = set_status(task, TaskState::Submitted, None, now);
                task.history.push(message);
                event
            }
            Self::Status(state, message) => set_status(task, state, message, now),
            Self::Artifact {
                artifact,
                append,
                last_chunk,
            } => {
                let append = set_artifact(task, artifact.clone(), append);
                TaskArtifactUpdateEvent::new(&task.id, &task.context_id, artifact)
                    .with_append(append)
                    .with_last_chunk(last_chunk)
                    .into()
            }
        }
    }
}

/// Replaces the status. What the agent asked is a part of the conversation and goes to the history; notes on progress
/// do not (§3.7).
fn set_status(task: &mut Task, state: TaskState, message: Option<Message>, now: Timestamp) -> StreamResponse {
    // A clock that was set back must not make the latest status look older than the one before.
    let now = task.status.timestamp.map_or(now, |before| before.max(now));
    let mut status = TaskStatus::new(state).with_timestamp(now);
    status.message = message;
    let before = mem::replace(&mut task.status, status.clone());
    if before.state.is_interrupted() {
        task.history.extend(before.message);
    }
    TaskStatusUpdateEvent::new(&task.id, &task.context_id, status).into()
}

/// Puts an artifact in its place and returns whether it was appended.
///
/// A chunk of an unknown artifact is its first. It is announced as such: to a client, an append to something unknown
/// means that events are missing (§4.2.2).
fn set_artifact(task: &mut Task, artifact: Artifact, append: bool) -> bool {
    let known = task
        .artifacts
        .iter_mut()
        .find(|known| known.artifact_id == artifact.artifact_id);
    match known {
        None => {
            task.artifacts.push(artifact);
            false
        }
        Some(known) if append => {
            extend(known, artifact);
            true
        }
        Some(known) => {
            *known = artifact;
            false
        }
    }
}

fn extend(artifact: &mut Artifact, chunk: Artifact) {
    artifact.parts.extend(chunk.parts);
    if !chunk.name.is_empty() {
        artifact.name = chunk.name;
    }
    if !chunk.description.is_empty() {
        artifact.description = chunk.description;
    }
    if let Some(metadata) = chunk.metadata {
        artifact.metadata.get_or_insert_default().extend(metadata);
    }
    for extension in chunk.extensions {
        if !artifact.extensions.contains(&extension) {
            artifact.extensions.push(extension);
        }
    }
}
