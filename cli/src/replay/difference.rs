//! How two answers differ in kind.

use super::answer::Shape;
use serde::Serialize;
use std::collections::BTreeSet;

/// So many members are named, of those that are there on one side only.
const MAX_NAMED: usize = 10;

/// Something in which the answer is of another kind than the recorded one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Difference {
    /// What differs: `status`, `media-type`, `error`, `events`, `members` or `end`.
    pub(crate) what: &'static str,
    pub(crate) recorded: String,
    pub(crate) replayed: String,
}

/// All differences; of an answer that was not to wait for the task, only those that are no matter of time.
pub(super) fn differences(recorded: &Shape, replayed: &Shape, returns_immediately: bool) -> Vec<Difference> {
    let timeless = is_one_task_in_time(&recorded.events, &replayed.events, returns_immediately);
    let mut differences = Vec::new();
    let mut compare = |what, recorded: String, replayed: String| {
        if recorded != replayed {
            differences.push(Difference {
                what,
                recorded,
                replayed,
            });
        }
    };
    compare("status", recorded.status.to_string(), replayed.status.to_string());
    compare(
        "media-type",
        recorded.media_type.clone(),
        replayed.media_type.clone(),
    );
    compare("error", recorded.errors.join(", "), replayed.errors.join(", "));
    // Where the client left, the rest was for nobody.
    if recorded.complete && !timeless {
        compare("events", recorded.events.join(", "), replayed.events.join(", "));
    }
    if recorded.complete {
        compare("end", end(recorded.complete), end(replayed.complete));
    }
    // What an error and a result have in common says nothing.
    if recorded.errors.is_empty() == replayed.errors.is_empty() && recorded.complete && !timeless {
        let only = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
            let only = one
                .difference(other)
                .filter(|member| !is_in_empty_list(member, other));
            let only: Vec<_> = only.take(MAX_NAMED).cloned().collect();
            only.join(", ")
        };
        compare(
            "members",
            only(&recorded.members, &replayed.members),
            only(&replayed.members, &recorded.members),
        );
    }
    differences
}

/// Whether both are one task each, and how far it has come is a matter of time: nobody waited for it, or it was on its
/// way and may be further now.
fn is_one_task_in_time(recorded: &[String], replayed: &[String], returns_immediately: bool) -> bool {
    let ([recorded], [replayed]) = (recorded, replayed) else {
        return false;
    };
    let (Some((one, state)), Some((other, _))) = (recorded.split_once(' '), replayed.split_once(' ')) else {
        return false;
    };
    let is_on_its_way = matches!(state, "TASK_STATE_SUBMITTED" | "TASK_STATE_WORKING");
    one == other && (returns_immediately || is_on_its_way)
}

/// Whether a member is that of an item, and on the other side the list is there and has none: what was in it was a
/// matter of the moment.
fn is_in_empty_list(member: &str, other: &BTreeSet<String>) -> bool {
    member.match_indices("/*").any(|(end, _)| {
        let list = member.get(..end).unwrap_or_default();
        let items = format!("{list}/*");
        let has_items = other
            .range(items.clone()..)
            .next()
            .is_some_and(|next| next.starts_with(&items));
        other.contains(&format!("{list}: array")) && !has_items
    })
}

fn end(complete: bool) -> String {
    if complete { "complete" } else { "cut off" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_a_task_has_come_may_be_a_matter_of_time() {
        let in_time = |recorded: &[&str], replayed: &[&str], returns_immediately| {
            let owned = |events: &[&str]| events.iter().map(|event| (*event).to_owned()).collect::<Vec<_>>();
            is_one_task_in_time(&owned(recorded), &owned(replayed), returns_immediately)
        };
        let (new, done) = ("task TASK_STATE_SUBMITTED", "task TASK_STATE_COMPLETED");
        assert!(in_time(&[new], &[done], false) && in_time(&[done], &[new], true));
        assert!(!in_time(&[done], &[new], false));
        assert!(!in_time(&[new], &["message"], true));
        assert!(!in_time(&[new], &["document TASK_STATE_COMPLETED"], true));
        assert!(!in_time(&[new, done], &[new], true));
    }

    #[test]
    fn what_an_empty_list_would_hold_is_no_difference() {
        let set = |members: &[&str]| {
            members
                .iter()
                .map(|member| (*member).to_owned())
                .collect::<BTreeSet<_>>()
        };
        let empty = set(&["/tasks: array", "/total: number"]);
        let full = set(&[
            "/tasks: array",
            "/tasks/*/id: string",
            "/tasks/*/history: array",
            "/tasks/*/history/*/id: string",
        ]);
        assert!(is_in_empty_list("/tasks/*/id: string", &empty));
        assert!(is_in_empty_list("/tasks/*/history/*/id: string", &empty));
        assert!(!is_in_empty_list("/total: number", &full));
        assert!(!is_in_empty_list("/tasks/*/metadata: anything", &full));
        assert!(!is_in_empty_list(
            "/tasks/*/id: string",
            &set(&["/total: number"])
        ));
    }
}
