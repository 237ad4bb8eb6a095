//! Cards that pass: how they are served, and what they declare for the conversation.

use super::Conversation;
use super::declaration::Declaration;
use crate::card;
use crate::findings::Findings;
use crate::place::Place;
use crate::rules;
use crate::traffic::Record;
use http::HeaderMap;

impl Conversation {
    /// Takes the card that an agent serves to everybody.
    pub(super) fn card(&mut self, record: &Record, findings: &mut Findings) {
        if record.status != Some(200) {
            return;
        }
        check_caching(&record.headers, findings);
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

/// §8.6.1.
fn check_caching(headers: &HeaderMap, findings: &mut Findings) {
    let directives = headers.get_all("cache-control").iter();
    let mut directives = directives
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    if !directives.any(|directive| directive.trim().to_ascii_lowercase().starts_with("max-age=")) {
        let message = "has no `Cache-Control` with a `max-age`";
        findings.push(rules::CARD_CACHE_CONTROL.found("", message));
    }
    if !headers.contains_key("etag") {
        findings.push(rules::CARD_ETAG.found("", "has no `ETag`"));
    }
}
