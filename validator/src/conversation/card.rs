//! Cards that pass, and what they declare for the conversation.

use super::Conversation;
use super::declaration::Declaration;
use crate::card;
use crate::findings::Findings;
use crate::place::Place;
use crate::traffic::Record;

impl Conversation {
    /// Takes the card that an agent serves to everybody.
    pub(super) fn card(&mut self, record: &Record, findings: &mut Findings) {
        if record.status != Some(200) {
            return;
        }
        if let Some(content) = record.content.as_deref() {
            card::check(&Place::root(content), findings);
            self.declaration = Some(Declaration::of(content));
        }
    }

    /// Takes the card that an agent serves to who is allowed to see it (§3.1.11).
    pub(super) fn extended_card(&mut self, answer: &Place<'_>, findings: &mut Findings) {
        card::check(answer, findings);
        if let Some(declaration) = &mut self.declaration {
            declaration.extend(answer);
        }
    }
}
