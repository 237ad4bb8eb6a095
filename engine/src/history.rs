//! `historyLength` (§3.2.4).

use a2a_bindings::v1_0::Task;

/// The task as a response carries it: with all of its history if no length is given, else with at most that many of
/// the latest messages.
pub(crate) fn with_history(task: &Task, length: Option<i32>) -> Task {
    present(task, length, true)
}

/// The task as a list carries it (§3.1.4).
pub(crate) fn present(task: &Task, length: Option<i32>, artifacts: bool) -> Task {
    let mut history = task.history.as_slice();
    if let Some(length) = length {
        // Bindings refuse a negative length; whoever calls the handler directly gets no history for it.
        let length = usize::try_from(length).unwrap_or(0);
        history = history
            .get(history.len().saturating_sub(length)..)
            .unwrap_or_default();
    }
    Task {
        id: task.id.clone(),
        context_id: task.context_id.clone(),
        status: task.status.clone(),
        artifacts: if artifacts {
            task.artifacts.clone()
        } else {
            Vec::new()
        },
        history: history.to_vec(),
        metadata: task.metadata.clone(),
    }
}
