//! The SSE ids of a stream's events.

use crate::bounded::Bounded;
use crate::digest::Digest;
use crate::finding::Finding;
use crate::rules;

/// As many ids are known at most.
const KNOWN: usize = 1000;

/// The ids that a stream had.
#[derive(Debug)]
pub(super) struct EventIds {
    known: Bounded<Digest, ()>,
    /// The highest so far, if all of them were numbers.
    highest: Option<u64>,
}

impl EventIds {
    pub(super) fn new() -> Self {
        Self {
            known: Bounded::new(KNOWN),
            highest: None,
        }
    }

    /// Takes the id of the next event.
    pub(super) fn observe(&mut self, id: &str) -> Option<Finding> {
        let number = id.parse::<u64>().ok();
        let digest = Digest::of(id);
        let finding = if self.known.get(digest).is_some() {
            Some("the event has the SSE id of an earlier one")
        } else if number.is_some() && number < self.highest {
            Some("the event has a lower SSE id than an earlier one")
        } else {
            None
        };
        self.highest = number.max(self.highest);
        self.known.insert(digest, ());
        finding.map(|message| rules::EVENT_ID_REPEATS.found("", message))
    }
}
