//! Tasks and messages as text.

use super::text::Text;
use a2a_bindings::v1_0::{Artifact, ListTasksResponse, Message, Part, PartContent, Task, TaskStatus};
use serde_json::Value;

/// A task: what identifies it, what it says, its artifacts.
pub(crate) fn task(text: &mut Text, task: &Task) {
    identity(text, &task.id, &task.context_id);
    status(text, &task.status);
    for one in &task.artifacts {
        artifact(text, one);
    }
}

/// The messages of a task before its status.
pub(crate) fn history(text: &mut Text, task: &Task) {
    for one in &task.history {
        labelled_message(text, "History", one);
    }
}

/// A page of tasks.
pub(crate) fn task_list(text: &mut Text, list: &ListTasksResponse, with_history: bool) {
    text.field("Total", list.total_size);
    text.field("Page Size", list.page_size);
    text.field_if_any("Next Page Token", &list.next_page_token);
    for one in &list.tasks {
        task(text, one);
        if with_history {
            history(text, one);
        }
    }
}

/// A message that is an answer of its own.
pub(crate) fn message(text: &mut Text, message: &Message) {
    text.field("Message", &message.message_id);
    text.field_if_any("Task", &message.task_id);
    text.field_if_any("Context", &message.context_id);
    text.field("Role", &message.role);
    parts(text, &message.parts, |_, _| false);
}

/// The fields that every answer about a task has, whether or not they are empty.
pub(super) fn identity(text: &mut Text, task_id: &str, context_id: &str) {
    text.field("Task", task_id);
    text.field("Context", context_id);
}

pub(super) fn status(text: &mut Text, status: &TaskStatus) {
    text.field("State", &status.state);
    if let Some(timestamp) = status.timestamp {
        text.field("Updated", timestamp);
    }
    if let Some(message) = &status.message {
        labelled_message(text, "Status Message", message);
    }
}

pub(super) fn artifact(text: &mut Text, artifact: &Artifact) {
    text.field("Artifact", &artifact.artifact_id);
    text.field_if_any("Name", &artifact.name);
    text.field_if_any("Description", &artifact.description);
    // To the reader, the chunks of an artifact are one text.
    parts(text, &artifact.parts, continues);
}

fn labelled_message(text: &mut Text, label: &str, message: &Message) {
    text.field(label, &message.message_id);
    text.field("Role", &message.role);
    parts(text, &message.parts, |_, _| false);
}

/// The parts of a message or an artifact, none left out; texts that continue each other share a block.
fn parts(text: &mut Text, parts: &[Part], continues: impl Fn(&Part, &Part) -> bool) {
    let mut joined = String::new();
    for (index, part) in parts.iter().enumerate() {
        let next_continues = parts.get(index + 1).is_some_and(|next| continues(part, next));
        match &part.content {
            PartContent::Text(content) => {
                joined.push_str(content);
                if next_continues {
                    continue;
                }
                describe(text, part);
                text.block("Text", &joined);
                joined.clear();
            }
            PartContent::Data(value) => {
                describe(text, part);
                text.json("Data", value);
            }
            PartContent::Raw(bytes) => {
                describe(text, part);
                text.field("File Size", format_args!("{} bytes", bytes.len()));
            }
            PartContent::Url(url) => {
                describe(text, part);
                text.field("File URL", url);
            }
            _ => {
                describe(text, part);
                text.json("Unknown Part", &serde_json::to_value(part).unwrap_or(Value::Null));
            }
        }
    }
}

/// Whether a text goes on in the next part: both are plain chunks with nothing said about them.
fn continues(part: &Part, next: &Part) -> bool {
    let is_chunk = |part: &Part| {
        matches!(part.content, PartContent::Text(_))
            && part.filename.is_empty()
            && part.media_type.is_empty()
            && part.metadata.is_none()
    };
    is_chunk(part) && is_chunk(next)
}

fn describe(text: &mut Text, part: &Part) {
    let label = match part.content {
        PartContent::Text(_) | PartContent::Data(_) => "Filename",
        _ => "File",
    };
    text.field_if_any(label, &part.filename);
    text.field_if_any("Media Type", &part.media_type);
}
