//! What an agent says.

use crate::id;
use crate::work_error::WorkError;
use a2a_bindings::v1_0::{Message, Part, Role};

/// What an agent says to its client: a text, parts, or a whole [`Message`]; `()` says nothing.
///
/// The message's id, role, context and task are filled in by the engine; an id that is there already is kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Note(Option<Message>);

impl Note {
    /// The message as the client gets it.
    pub(crate) fn into_message(self, context_id: &str, task_id: &str) -> Result<Option<Message>, WorkError> {
        let Some(mut message) = self.0 else {
            return Ok(None);
        };
        if message.message_id.is_empty() {
            message.message_id = id::new();
        }
        message.role = Role::Agent;
        message.context_id = context_id.to_owned();
        message.task_id = task_id.to_owned();
        message
            .validate()
            .map_err(|violations| WorkError::invalid("message", &violations))?;
        Ok(Some(message))
    }
}

impl From<()> for Note {
    fn from((): ()) -> Self {
        Self(None)
    }
}

impl From<Message> for Note {
    fn from(message: Message) -> Self {
        Self(Some(message))
    }
}

impl From<Vec<Part>> for Note {
    fn from(parts: Vec<Part>) -> Self {
        Message::new("", Role::Agent, parts).into()
    }
}

impl From<Part> for Note {
    fn from(part: Part) -> Self {
        vec![part].into()
    }
}

impl From<String> for Note {
    fn from(text: String) -> Self {
        Part::text(text).into()
    }
}

impl From<&str> for Note {
    fn from(text: &str) -> Self {
        Part::text(text).into()
    }
}

impl<N: Into<Self>> From<Option<N>> for Note {
    fn from(note: Option<N>) -> Self {
        note.map_or_else(Self::default, Into::into)
    }
}
