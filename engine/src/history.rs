//! `historyLength` (§3.2.4).

use a2a_bindings::v1_0::Task;

/// The task as a response carries it: with all of its history if no length is given, else with at most that many of
/// the latest messages.
pub(crate) fn with_history(task: &Task, length: Option<i32>) -> Task {
    let skipped = skipped(task, length);
    Task {
        id: task.id.clone(),
        context_id: task.context_id.clone(),
        status: task.status.clone(),
        artifacts: task.artifacts.clone(),
        history: task.history.iter().skip(skipped).cloned().collect(),
        metadata: task.metadata.clone(),
    }
}

/// Takes away the history that a response is not to carry.
pub(crate) fn cut_history(task: &mut Task, length: Option<i32>) {
    let skipped = skipped(task, length);
    task.history.drain(..skipped);
}

/// How many of the oldest messages are left out; never more than there are.
fn skipped(task: &Task, length: Option<i32>) -> usize {
    length.map_or(0, |length| {
        // Bindings refuse a negative length; whoever calls the handler directly gets no history for it.
        let length = usize::try_from(length).unwrap_or(0);
        task.history.len().saturating_sub(length)
    })
}
