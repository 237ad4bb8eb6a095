//! The artifacts of a task, put together from their chunks (§4.2.2).

use super::snapshot::digest;
use crate::bounded::Bounded;
use crate::digest::Digest;
use crate::findings::Findings;
use crate::place::Place;
use crate::rules;
use std::hash::{DefaultHasher, Hash, Hasher};

/// As many artifacts are known at most.
const KNOWN: usize = 256;

/// The artifacts of a task as a stream tells of them.
#[derive(Debug)]
pub(super) struct Artifacts {
    known: Bounded<Digest, Artifact>,
    /// There may be others: the task that says so did not come.
    partial: bool,
}

#[derive(Debug)]
struct Artifact {
    /// Digests the parts as they come. Text that is cut in pieces and text in one piece are the same to it, because
    /// agents may join what they have streamed.
    content: DefaultHasher,
    complete: bool,
}

impl Artifacts {
    pub(super) fn new() -> Self {
        Self {
            known: Bounded::new(KNOWN),
            partial: false,
        }
    }

    /// There may be artifacts that the stream has not told of.
    pub(super) fn is_partial(&mut self) {
        self.partial = true;
    }

    /// What all artifacts together are; `None` if they are not all known.
    pub(super) fn digest(&self) -> Option<Digest> {
        let one = |(id, artifact): (&Digest, &Artifact)| Digest::of((*id, artifact.content.finish()));
        (!self.partial && !self.known.has_forgotten()).then(|| Digest::of_set(self.known.iter().map(one)))
    }

    /// Takes the artifacts of a task, which are all that it has. A task without any leaves the known ones: it may be
    /// a short form.
    pub(super) fn replace(&mut self, task: &Place<'_>) {
        for artifact in task.items_of("artifacts") {
            let Some(key) = artifact.get("artifactId").and_then(|id| digest(&id)) else {
                continue;
            };
            let complete = self.known.get(key).is_some_and(|known| known.complete);
            let mut content = Digest::hasher();
            add_parts(&artifact, &mut content);
            self.known.insert(key, Artifact { content, complete });
        }
    }

    /// Takes an update.
    pub(super) fn update(&mut self, update: &Place<'_>, findings: &mut Findings) {
        let Some(artifact) = update.get("artifact") else {
            return;
        };
        let Some(key) = artifact.get("artifactId").and_then(|id| digest(&id)) else {
            return;
        };
        let last = update.flag("lastChunk") == Some(true);
        if update.flag("append") != Some(true) {
            // It is the first chunk, or all of it anew.
            let mut content = Digest::hasher();
            add_parts(&artifact, &mut content);
            let complete = last;
            self.known.insert(key, Artifact { content, complete });
            return;
        }
        let could_be_known = self.partial || self.known.has_forgotten();
        match self.known.get_mut(key) {
            Some(known) => {
                if known.complete {
                    let message = "is appended to an artifact that was complete";
                    findings.push(rules::ARTIFACT_AFTER_LAST_CHUNK.at(update, message));
                }
                add_parts(&artifact, &mut known.content);
                known.complete |= last;
            }
            None => {
                if !could_be_known {
                    let message = "is appended to an artifact that was not there before";
                    findings.push(rules::ARTIFACT_APPEND_UNKNOWN.at(update, message));
                }
                let mut content = Digest::hasher();
                add_parts(&artifact, &mut content);
                self.known.insert(
                    key,
                    Artifact {
                        content,
                        complete: last,
                    },
                );
            }
        }
    }
}

/// What the artifacts of a task are together, in the same measure as a stream's.
pub(crate) fn of_task(task: &Place<'_>) -> Digest {
    let one = |artifact: Place<'_>| {
        let id = digest(&artifact.get("artifactId")?)?;
        let mut content = Digest::hasher();
        add_parts(&artifact, &mut content);
        Some(Digest::of((id, content.finish())))
    };
    Digest::of_set(task.items_of("artifacts").filter_map(one))
}

fn add_parts(artifact: &Place<'_>, content: &mut DefaultHasher) {
    for part in artifact.items_of("parts") {
        match part.get("text").and_then(|text| text.value().as_str()) {
            Some(text) => content.write(text.as_bytes()),
            None => {
                for name in ["raw", "url", "data"] {
                    if let Some(other) = part.get(name) {
                        (name, other.value()).hash(content);
                    }
                }
            }
        }
    }
}
