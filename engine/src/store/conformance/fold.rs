//! The task is the fold of its log.

use super::sample::{Random, artifact_update, first, scope, status, status_update, working};
use super::subject::{Lab, Tested};
use super::tracked::Tracked;
use super::violation::Verdict;
use crate::store::Entry;
use a2a_bindings::Struct;
use a2a_bindings::v1_0::{Artifact, Message, Part, Role, StreamResponse, Task, TaskState, TaskStatus};

/// States of a task that goes on.
const STATES: [TaskState; 4] = [
    TaskState::Submitted,
    TaskState::Working,
    TaskState::InputRequired,
    TaskState::AuthRequired,
];

pub(super) async fn the_task_is_the_fold_of_its_log(lab: Lab) -> Verdict {
    let (mut random, again) = Random::new();
    for number in 0..6 {
        follow(&lab, &mut random, &format!("task {number}"))
            .await
            .map_err(|violation| violation.with_circumstances(&again))?;
    }
    Ok(())
}

/// Compares after each of a few dozen random entries.
async fn follow(store: &Tested, random: &mut Random, id: &str) -> Verdict {
    let begin = first(&working(id)).with_said(said(random));
    let mut tracked = Tracked::create_with(store, &scope(), begin, None).await?;
    tracked.check(store).await?;
    for _ in 0..40 {
        let entry = some_entry(random, &tracked);
        tracked.append_entry(store, entry).await?;
        tracked.check(store).await?;
    }
    tracked.change(store, TaskState::Completed, 0).await?;
    tracked.check(store).await
}

fn some_entry(random: &mut Random, tracked: &Tracked) -> Entry {
    let task = &tracked.task;
    let response = match random.below(10) {
        0..4 => status_update(task, some_status(random)),
        4..9 => {
            let append = random.below(3) > 0;
            artifact_update(task, some_artifact(random), append)
        }
        _ => StreamResponse::Task(Task {
            status: some_status(random),
            ..task.clone()
        }),
    };
    let response = match response {
        StreamResponse::ArtifactUpdate(update) => {
            let last_chunk = random.below(4) == 0;
            update.with_last_chunk(last_chunk).into()
        }
        other => other,
    };
    tracked.next(response).with_said(said(random))
}

fn some_status(random: &mut Random) -> TaskStatus {
    let after_noon = i64::try_from(random.below(5_000)).unwrap_or_default();
    let mut status = status(random.pick(&STATES).unwrap_or_default(), after_noon);
    if random.below(8) == 0 {
        status.timestamp = None;
    }
    if random.below(2) == 0 {
        status.message = Some(Message::new(text(random), Role::Agent, [text(random)]));
    }
    status
}

/// Of few ids and few values, so that they meet again.
fn some_artifact(random: &mut Random) -> Artifact {
    let parts: Vec<Part> = (0..random.below(3)).map(|_| Part::text(text(random))).collect();
    let mut artifact = Artifact::new(text(random), parts);
    if random.below(3) == 0 {
        artifact.name = text(random);
    }
    if random.below(3) == 0 {
        artifact.description = text(random);
    }
    if random.below(3) == 0 {
        let mut metadata = Struct::new();
        metadata.insert(text(random), random.below(3).into());
        artifact.metadata = Some(metadata);
    }
    artifact.extensions = (0..random.below(3)).map(|_| text(random)).collect();
    artifact
}

fn said(random: &mut Random) -> Option<Message> {
    (random.below(4) == 0).then(|| Message::new(text(random), Role::User, [text(random)]))
}

fn text(random: &mut Random) -> String {
    random.pick(&["a", "b", "c"]).unwrap_or_default().to_owned()
}
