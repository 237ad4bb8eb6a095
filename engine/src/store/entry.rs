//! What the log of a task consists of, and how it makes the task.

use a2a_bindings::Event;
use a2a_bindings::v1_0::{Artifact, Message, StreamResponse, Task};
use std::mem;

/// One entry of the log of a task. The task is the fold of its log.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Entry {
    /// 1 for the first entry, and 1 more for each that follows.
    pub number: u64,
    /// What streams and webhooks are told; its id is the number. That of the first entry is the task as it begins.
    pub event: Event<StreamResponse>,
    /// What the client said to continue the task. It goes to the history, and no event of the protocol carries it.
    pub said: Option<Box<Message>>,
}

impl Entry {
    /// An entry; its number becomes the id of the event.
    #[must_use]
    pub fn new(number: u64, response: StreamResponse) -> Self {
        Self {
            number,
            event: Event::numbered(number, response),
            said: None,
        }
    }

    /// Adds what the client said.
    #[must_use]
    pub fn with_said(mut self, message: Option<Message>) -> Self {
        self.said = message.map(Box::new);
        self
    }

    /// Changes the task that the entries before make into the one that this entry makes.
    ///
    /// What an agent asked becomes a part of the history when the task leaves the interrupted state; notes on progress
    /// do not (§3.7).
    pub fn apply(&self, task: &mut Task) {
        match &*self.event {
            StreamResponse::Task(whole) => task.clone_from(whole),
            StreamResponse::StatusUpdate(update) => {
                let before = mem::replace(&mut task.status, update.status.clone());
                if before.state.is_interrupted() {
                    task.history.extend(before.message);
                }
            }
            StreamResponse::ArtifactUpdate(update) => put_artifact(task, &update.artifact, update.append),
            // No log has a message in it, nor a response of a kind that this version does not know.
            _ => {}
        }
        task.history.extend(self.said.as_deref().cloned());
    }
}

/// Puts an artifact in its place, or a chunk behind what is there.
fn put_artifact(task: &mut Task, artifact: &Artifact, append: bool) {
    let known = task
        .artifacts
        .iter_mut()
        .find(|known| known.artifact_id == artifact.artifact_id);
    match known {
        None => task.artifacts.push(artifact.clone()),
        Some(known) if append => extend(known, artifact),
        Some(known) => known.clone_from(artifact),
    }
}

fn extend(artifact: &mut Artifact, chunk: &Artifact) {
    artifact.parts.extend_from_slice(&chunk.parts);
    if !chunk.name.is_empty() {
        artifact.name.clone_from(&chunk.name);
    }
    if !chunk.description.is_empty() {
        artifact.description.clone_from(&chunk.description);
    }
    if let Some(metadata) = &chunk.metadata {
        let members = metadata.iter().map(|(name, value)| (name.clone(), value.clone()));
        artifact.metadata.get_or_insert_default().extend(members);
    }
    for extension in &chunk.extensions {
        if !artifact.extensions.contains(extension) {
            artifact.extensions.push(extension.clone());
        }
    }
}
