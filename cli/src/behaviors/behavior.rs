//! Behaviours, and which of them a message means.

use super::interrupt::Interruption;
use super::script::Script;
use super::wire::Wire;
use a2a_bindings::v1_0::{Message, PartContent, Role};
use a2a_engine::TaskContext;
use std::sync::Arc;

/// What a message brings about.
#[derive(Debug)]
pub(super) struct Behavior {
    pub(super) prefix: String,
    pub(super) description: String,
    pub(super) plot: Plot,
    /// Where a stream of the script ends on the way.
    pub(super) interruption: Option<Interruption>,
    /// What the client's next messages on the same task bring about, the longest prefix first.
    pub(super) follow_ups: Vec<Behavior>,
}

#[derive(Debug)]
pub(super) enum Plot {
    /// What the agent does in the engine.
    Script(Arc<Script>),
    /// What the client gets instead of the engine's answer.
    Wire(Arc<Wire>),
}

impl Behavior {
    /// The behaviour whose prefix fits, the longest one of them; by the text before by the id.
    pub(super) fn find<'a>(behaviors: &'a [Self], text: &str, id: &str) -> Option<&'a Self> {
        let fits = |behavior: &&Self, said: &str| said.starts_with(&behavior.prefix);
        let by_text = behaviors.iter().find(|behavior| fits(behavior, text));
        let by_id = behaviors.iter().find(|behavior| fits(behavior, id));
        match (by_text, by_id) {
            (Some(by_text), Some(by_id)) if by_id.prefix.len() > by_text.prefix.len() => Some(by_id),
            (by_text, by_id) => by_text.or(by_id),
        }
    }

    fn of_message<'a>(behaviors: &'a [Self], message: &Message) -> Option<&'a Self> {
        Self::find(behaviors, first_text(message), &message.message_id)
    }
}

/// The script that a run of the agent is to play; `None` where nothing fits, or where the run is about a conversation
/// that has no script for its latest message.
pub(super) fn script_of(behaviors: &[Behavior], task: &TaskContext) -> Option<Arc<Script>> {
    let mut said = task.history().iter().filter(|message| message.role == Role::User);
    let mut behaviors = match said.next() {
        Some(first) => &*Behavior::of_message(behaviors, first)?.follow_ups,
        None => behaviors,
    };
    for message in said {
        let behavior = Behavior::of_message(behaviors, message)?;
        // A follow-up that has none of its own leaves those that there are.
        if !behavior.follow_ups.is_empty() {
            behaviors = &behavior.follow_ups;
        }
    }
    match &Behavior::of_message(behaviors, task.message())?.plot {
        Plot::Script(script) => Some(Arc::clone(script)),
        Plot::Wire(_) => None,
    }
}

fn first_text(message: &Message) -> &str {
    let texts = message.parts.iter().filter_map(|part| match &part.content {
        PartContent::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.into_iter().next().unwrap_or_default()
}
