//! A task as a client puts it together from a stream (§3.5.2), which shares no code with the engine.

use a2a_bindings::Event;
use a2a_bindings::v1_0::{StreamResponse, Task, TaskState};

/// What has been read of a task, stream after stream.
#[derive(Debug, Default)]
pub struct Fold {
    task: Option<Task>,
    /// The number of the last event; 0 before the first.
    pub last: u64,
    /// How many events were read.
    pub events: usize,
    /// How many of them were the task itself.
    pub snapshots: usize,
    /// How many of them were terminal.
    pub terminals: usize,
}

impl Fold {
    /// Takes an event in.
    ///
    /// # Panics
    /// It cannot come here: its number is not the next one, unless it is the task itself, or there is no task yet.
    pub fn add(&mut self, event: &Event<StreamResponse>) {
        let number = number(event);
        let is_snapshot = matches!(**event, StreamResponse::Task(_));
        if is_snapshot {
            assert!(number > self.last, "event {number} comes after {}", self.last);
            self.snapshots += 1;
        } else {
            assert_eq!(number, self.last + 1, "there is a gap, or an event comes twice");
        }
        self.last = number;
        self.events += 1;
        assert_eq!(
            self.terminals, 0,
            "event {number} comes after the end of the task"
        );
        self.terminals += usize::from(is_terminal(event));
        match (&**event, &mut self.task) {
            (StreamResponse::Task(snapshot), task) => *task = Some(snapshot.clone()),
            (StreamResponse::StatusUpdate(update), Some(task)) => task.status = update.status.clone(),
            (StreamResponse::ArtifactUpdate(update), Some(task)) => {
                let artifact = update.artifact.clone();
                let mut known = task.artifacts.iter_mut();
                match known.find(|known| known.artifact_id == artifact.artifact_id) {
                    Some(known) if update.append => known.parts.extend(artifact.parts),
                    Some(known) => *known = artifact,
                    None => task.artifacts.push(artifact),
                }
            }
            (other, _) => panic!("no task comes before {other:?}"),
        }
    }

    /// The task as it is known by now, without its history, of which a stream says nothing.
    ///
    /// # Panics
    /// Nothing has been read.
    #[must_use]
    pub fn task(&self) -> Task {
        without_history(self.task.clone().expect("nothing was read of the task"))
    }
}

/// The fold of a whole stream.
#[must_use]
pub fn fold(events: &[Event<StreamResponse>]) -> Fold {
    let mut fold = Fold::default();
    events.iter().for_each(|event| fold.add(event));
    fold
}

/// A task without its history.
#[must_use]
pub fn without_history(mut task: Task) -> Task {
    task.history.clear();
    task
}

/// The number of an event, which is its id.
///
/// # Panics
/// It has none.
#[must_use]
pub fn number(event: &Event<StreamResponse>) -> u64 {
    event
        .id()
        .and_then(|id| id.parse().ok())
        .expect("an event without a number")
}

/// The state that an event says.
#[must_use]
pub fn state_of(event: &StreamResponse) -> Option<&TaskState> {
    match event {
        StreamResponse::Task(task) => Some(&task.status.state),
        StreamResponse::StatusUpdate(update) => Some(&update.status.state),
        _ => None,
    }
}

/// Whether a task is over with an event.
#[must_use]
pub fn is_terminal(event: &StreamResponse) -> bool {
    state_of(event).is_some_and(TaskState::is_terminal)
}
