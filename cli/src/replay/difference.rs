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

/// All differences.
pub(super) fn differences(recorded: &Shape, replayed: &Shape) -> Vec<Difference> {
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
    if recorded.complete {
        compare("events", recorded.events.join(", "), replayed.events.join(", "));
        compare("end", end(recorded.complete), end(replayed.complete));
    }
    // What an error and a result have in common says nothing.
    if recorded.errors.is_empty() == replayed.errors.is_empty() && recorded.complete {
        let only = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
            let only: Vec<_> = one.difference(other).take(MAX_NAMED).cloned().collect();
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

fn end(complete: bool) -> String {
    if complete { "complete" } else { "cut off" }.to_owned()
}
