//! What the engine has to know of the agent's card.

use crate::refusal;
use a2a_bindings::v1_0::{AgentCard, Message};
use a2a_bindings::{A2aError, Declared};

/// What the engine has to know of the agent's card.
#[derive(Debug)]
pub(crate) struct Card {
    pub(crate) declared: Declared,
    /// The media types that some skill takes, or all of them do; empty if the card says nothing.
    input_modes: Vec<String>,
}

impl Card {
    pub(crate) fn of(card: &AgentCard) -> Self {
        let of_skills = card.skills.iter().flat_map(|skill| &skill.input_modes);
        let mut input_modes: Vec<_> = card
            .default_input_modes
            .iter()
            .chain(of_skills)
            .cloned()
            .collect();
        input_modes.sort();
        input_modes.dedup();
        Self {
            // A card that is a type of ours can always be written.
            declared: Declared::of(card).unwrap_or_default(),
            input_modes,
        }
    }

    /// Checks that the agent takes the media types of a message's parts. A part that names none is for the agent to
    /// look at.
    pub(crate) fn check_media_types(&self, message: &Message) -> Result<(), A2aError> {
        let named = message.parts.iter().map(|part| part.media_type.as_str());
        let mut unknown = named.filter(|media_type| !media_type.is_empty() && !self.takes(media_type));
        match unknown.next() {
            Some(media_type) if !self.input_modes.is_empty() => {
                Err(refusal::media_type_not_supported(media_type, &self.input_modes))
            }
            _ => Ok(()),
        }
    }

    fn takes(&self, media_type: &str) -> bool {
        let media_type = essence(media_type);
        self.input_modes.iter().any(|mode| {
            let mode = essence(mode);
            match mode.strip_suffix('*') {
                // `image/*`, `*/*`, and the `*` that some cards have.
                Some("*/" | "") => true,
                Some(kind) => media_type.len() >= kind.len() && starts_with(media_type, kind),
                None => media_type.eq_ignore_ascii_case(mode),
            }
        })
    }
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use a2a_bindings::v1_0::{AgentCapabilities, AgentInterface, AgentSkill, Part, Role};

    fn check(modes: &[&str], media_type: &str) -> bool {
        let card = AgentCard::new(
            "",
            "",
            [AgentInterface::new("", "JSONRPC", "1.0")],
            "",
            AgentCapabilities::new(),
            modes.iter().copied(),
            ["text/plain"],
            [AgentSkill::new("s", "", "", [""; 0]).with_input_modes(["audio/ogg"])],
        );
        let part = Part::text("x").with_media_type(media_type);
        Card::of(&card)
            .check_media_types(&Message::new("m", Role::User, [part]))
            .is_ok()
    }

    #[test]
    fn parts_are_of_a_media_type_that_the_card_names() {
        for (modes, media_type, taken) in [
            (&["text/plain"][..], "text/plain", true),
            (&["text/plain"], "TEXT/plain; charset=utf-8", true),
            (&["text/plain"], "", true),
            (&["text/plain"], "text/html", false),
            (&["text/plain"], "text/plainer", false),
            (&["text/plain"], "audio/ogg", true),
            (&["image/*"], "image/png", true),
            (&["image/*"], "imag", false),
            (&["image/*"], "é", false),
            (&["*/*"], "a/b", true),
            (&["*"], "a/b", true),
        ] {
            assert_eq!(check(modes, media_type), taken, "{media_type} of {modes:?}");
        }
    }
}
