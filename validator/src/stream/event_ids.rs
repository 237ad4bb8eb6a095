//! The SSE ids of a stream's events.

use crate::bounded::Bounded;
use crate::digest::Digest;
use crate::finding::Finding;
use crate::rules;

/// As many ids that are no numbers are known at most.
const KNOWN: usize = 100;

/// The ids that a stream had.
#[derive(Debug)]
pub(super) struct EventIds {
    /// Those that are no numbers.
    known: Bounded<Digest, ()>,
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
        let message = match id.parse::<u64>() {
            Ok(number) => {
                let message = match self.highest {
                    Some(highest) if number == highest => Some("the event has the SSE id of the one before"),
                    Some(highest) if number < highest => {
                        Some("the event has a lower SSE id than an earlier one")
                    }
                    _ => None,
                };
                self.highest = self.highest.max(Some(number));
                message
            }
            Err(_) => {
                let id = Digest::of(id);
                let is_known = self.known.get(id).is_some();
                self.known.insert(id, ());
                is_known.then_some("the event has the SSE id of an earlier one")
            }
        };
        message.map(|message| rules::EVENT_ID_REPEATS.found("", message))
    }
}
