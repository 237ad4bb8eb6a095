//! The events of a stream as text, each complete in itself.

use super::task::{artifact, identity, message, status, task};
use super::text::Text;
use a2a_bindings::v1_0::StreamResponse;
use serde_json::Value;

/// An event. Those that end a stream name the task, the context and the state.
pub(crate) fn event(text: &mut Text, event: &StreamResponse) {
    match event {
        StreamResponse::Task(snapshot) => {
            text.field("Event", "task");
            task(text, snapshot);
        }
        StreamResponse::Message(answer) => {
            text.field("Event", "message");
            message(text, answer);
        }
        StreamResponse::StatusUpdate(update) => {
            text.field("Event", "statusUpdate");
            identity(text, &update.task_id, &update.context_id);
            status(text, &update.status);
        }
        StreamResponse::ArtifactUpdate(update) => {
            text.field("Event", "artifactUpdate");
            identity(text, &update.task_id, &update.context_id);
            text.flag("Append", update.append);
            text.flag("Last Chunk", update.last_chunk);
            artifact(text, &update.artifact);
        }
        other => {
            text.field("Event", "unknown");
            text.json("Data", &serde_json::to_value(other).unwrap_or(Value::Null));
        }
    }
}
