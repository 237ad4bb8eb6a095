//! What a request asks for, as far as behaviours go by it.

use super::behavior::Behavior;
use super::template::Places;
use super::wire::Wanted;
use a2a_bindings::Matched;
use a2a_bindings::v1_0::PROTOCOL;
use http::Method;
use http::request::Parts;
use serde_json::Value;
use uuid::Uuid;

/// A request, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Call {
    /// The id of the JSON-RPC request as JSON; `None` over HTTP+JSON.
    pub(super) id: Option<String>,
    /// What it wants to be answered with; operations on tasks are answered with a task by itself.
    pub(super) wanted: Wanted,
    /// The first text of the message.
    pub(super) text: String,
    pub(super) message_id: String,
    /// The task that the request is about, if it names one.
    pub(super) task_id: String,
    pub(super) context_id: String,
}

impl Call {
    /// The request with this head and body; `None` for one that is no operation on a message or a task.
    ///
    /// `rpc_paths` are where JSON-RPC is served, without a slash at the end.
    pub(super) fn of(parts: &Parts, body: &[u8], rpc_paths: &[&str]) -> Option<Self> {
        let path = parts.uri.path();
        let path = path.strip_suffix('/').unwrap_or(path);
        if rpc_paths.contains(&path) {
            if parts.method != Method::POST {
                return None;
            }
            let envelope: Value = serde_json::from_slice(body).ok()?;
            let method = PROTOCOL.method(envelope.get("method")?.as_str()?)?;
            let id = envelope.get("id").unwrap_or(&Value::Null).to_string();
            let params = envelope.get("params").unwrap_or(&Value::Null);
            return Self::new(Some(id), method.streaming, params, "");
        }
        let Matched::Operation(operation) = PROTOCOL.route(parts.method.as_str(), path) else {
            return None;
        };
        let params = if operation.route.has_body {
            serde_json::from_slice(body).unwrap_or_default()
        } else {
            Value::Null
        };
        let in_path = operation.fields.iter();
        let in_path = in_path
            .filter(|(name, _)| matches!(*name, "taskId" | "id"))
            .max_by_key(|(name, _)| *name);
        let task_id = in_path.map(|(_, value)| value.as_str()).unwrap_or_default();
        Self::new(None, operation.method.streaming, &params, task_id)
    }

    fn new(id: Option<String>, streaming: bool, params: &Value, task_id: &str) -> Option<Self> {
        // Either name that ProtoJSON has for a field.
        let text = |object: &Value, names: [&str; 2]| {
            let value = names.iter().find_map(|name| object.get(*name)?.as_str());
            value.unwrap_or_default().to_owned()
        };
        let call = match params.get("message") {
            Some(message) => Self {
                id,
                wanted: if streaming {
                    Wanted::Events
                } else {
                    Wanted::Document
                },
                text: first_text(message).unwrap_or_default().to_owned(),
                message_id: text(message, ["messageId", "message_id"]),
                task_id: text(message, ["taskId", "task_id"]),
                context_id: text(message, ["contextId", "context_id"]),
            },
            None => Self {
                id,
                wanted: if streaming { Wanted::Events } else { Wanted::Task },
                text: String::new(),
                message_id: String::new(),
                task_id: [
                    task_id.to_owned(),
                    text(params, ["taskId", "task_id"]),
                    text(params, ["id", "id"]),
                ]
                .into_iter()
                .find(|id| !id.is_empty())?,
                context_id: String::new(),
            },
        };
        Some(call)
    }

    /// The behaviour that it means. A request without a message goes by the id of its task.
    pub(super) fn behavior<'a>(&self, behaviors: &'a [Behavior]) -> Option<&'a Behavior> {
        if self.text.is_empty() && self.message_id.is_empty() {
            // An empty prefix is about messages.
            Behavior::find(behaviors, "", &self.task_id).filter(|behavior| !behavior.prefix.is_empty())
        } else {
            Behavior::find(behaviors, &self.text, &self.message_id)
        }
    }

    /// What placeholders stand for in the answer. The ids that the request does not name are new ones.
    pub(super) fn places(&self) -> Places {
        let or_new = |id: &String| {
            if id.is_empty() {
                Uuid::new_v4().to_string()
            } else {
                id.clone()
            }
        };
        Places {
            id: self.id.clone(),
            message_id: self.message_id.clone(),
            task_id: or_new(&self.task_id),
            context_id: or_new(&self.context_id),
            text: self.text.clone(),
            number: 0,
        }
    }
}

fn first_text(message: &Value) -> Option<&str> {
    let parts = message.get("parts")?.as_array()?;
    parts.iter().find_map(|part| part.get("text")?.as_str())
}
