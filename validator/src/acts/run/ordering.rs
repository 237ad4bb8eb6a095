//! The order of states in a stream (§7.1 of the format, §4.1.3 of the specification).

use crate::acts::result::Failure;
use serde_json::Value;

const SUBMITTED: &str = "TASK_STATE_SUBMITTED";
const WORKING: &str = "TASK_STATE_WORKING";
const INTERRUPTED: [&str; 2] = ["TASK_STATE_INPUT_REQUIRED", "TASK_STATE_AUTH_REQUIRED"];
pub(crate) const TERMINAL: [&str; 4] = [
    "TASK_STATE_COMPLETED",
    "TASK_STATE_FAILED",
    "TASK_STATE_CANCELED",
    "TASK_STATE_REJECTED",
];

/// The state that an event says the task is in.
pub(crate) fn state(event: &Value) -> Option<&str> {
    let status = ["task", "statusUpdate"]
        .iter()
        .find_map(|name| event.get(name)?.get("status"))?;
    status.get("state")?.as_str()
}

/// Whether the state is one that a task never leaves.
pub(crate) fn is_terminal(state: &str) -> bool {
    TERMINAL.contains(&state)
}

/// The first transition that no task makes.
///
/// Illegal is what both texts forbid: back to the beginning, and out of a terminal state. A task may pass through a
/// state that nobody was told of, as when it is canceled before it works, so nothing else is.
pub(crate) fn regression<'a>(events: impl IntoIterator<Item = &'a Value>) -> Option<Failure> {
    let mut previous: Option<&str> = None;
    for (index, event) in events.into_iter().enumerate() {
        let Some(state) = state(event) else {
            // Artifacts belong to the time before the end as well.
            if let Some(ended) = previous.filter(|state| is_terminal(state)) {
                return Some(after_end(index, ended, "another event"));
            }
            continue;
        };
        if let Some(before) = previous {
            if is_terminal(before) {
                return Some(after_end(index, before, state));
            }
            if state == SUBMITTED && before != SUBMITTED {
                return Some(Failure {
                    path: format!("events[{index}]"),
                    expected: [&[WORKING][..], &INTERRUPTED, &TERMINAL].concat().join(" or "),
                    actual: state.to_owned(),
                    ..Failure::new(format!("the state goes back from {before} to {state}"))
                });
            }
        }
        previous = Some(state);
    }
    None
}

fn after_end(index: usize, ended: &str, actual: &str) -> Failure {
    Failure {
        path: format!("events[{index}]"),
        expected: format!("nothing after {ended}"),
        actual: actual.to_owned(),
        ..Failure::new(format!("the stream goes on after {ended}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn regressions() {
        let event = |state: &str| match state {
            "artifact" => json!({"artifactUpdate": {"artifact": {}}}),
            state => json!({"statusUpdate": {"status": {"state": format!("TASK_STATE_{state}")}}}),
        };
        for (states, expected) in [
            ("SUBMITTED WORKING artifact COMPLETED", None),
            ("WORKING WORKING INPUT_REQUIRED WORKING FAILED", None),
            ("SUBMITTED SUBMITTED CANCELED", None),
            ("COMPLETED", None),
            ("WORKING SUBMITTED", Some("events[1]")),
            ("COMPLETED WORKING", Some("events[1]")),
            ("WORKING COMPLETED COMPLETED", Some("events[2]")),
            ("COMPLETED artifact", Some("events[1]")),
            ("CANCELED COMPLETED", Some("events[1]")),
        ] {
            let events: Vec<_> = states.split(' ').map(event).collect();
            let found = regression(&events).map(|failure| failure.path);
            assert_eq!(found.as_deref(), expected, "{states}");
        }
    }
}
