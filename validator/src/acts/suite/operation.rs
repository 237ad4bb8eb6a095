//! Operations by the format's names (§4.1 of the format), and what their parameters are on the wire.

use super::reader::Node;
use crate::acts::error::SuiteError;
use serde_json::{Map, Value};

/// An operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// The agent card at its well-known place, which is no operation of the protocol.
    AgentCard,
    /// An operation of the protocol, by its name there.
    Method(&'static str),
}

/// The names of the format's text, and those that its official files use for the same.
const OPERATIONS: &[(&str, Operation)] = &[
    ("send_message", Operation::Method("SendMessage")),
    (
        "send_streaming_message",
        Operation::Method("SendStreamingMessage"),
    ),
    ("get_task", Operation::Method("GetTask")),
    ("list_tasks", Operation::Method("ListTasks")),
    ("cancel_task", Operation::Method("CancelTask")),
    ("subscribe_to_task", Operation::Method("SubscribeToTask")),
    ("get_agent_card", Operation::AgentCard),
    (
        "get_extended_agent_card",
        Operation::Method("GetExtendedAgentCard"),
    ),
    (
        "create_push_config",
        Operation::Method("CreateTaskPushNotificationConfig"),
    ),
    (
        "get_push_config",
        Operation::Method("GetTaskPushNotificationConfig"),
    ),
    (
        "list_push_configs",
        Operation::Method("ListTaskPushNotificationConfigs"),
    ),
    (
        "delete_push_config",
        Operation::Method("DeleteTaskPushNotificationConfig"),
    ),
    (
        "set_push_notification_config",
        Operation::Method("CreateTaskPushNotificationConfig"),
    ),
    (
        "create_push_notification_config",
        Operation::Method("CreateTaskPushNotificationConfig"),
    ),
    (
        "get_push_notification_config",
        Operation::Method("GetTaskPushNotificationConfig"),
    ),
    (
        "list_push_notification_configs",
        Operation::Method("ListTaskPushNotificationConfigs"),
    ),
    (
        "delete_push_notification_config",
        Operation::Method("DeleteTaskPushNotificationConfig"),
    ),
];

impl Operation {
    /// Reads the name; `params` says which of the two cards is meant.
    pub(crate) fn parse(node: &Node<'_>, params: &Node<'_>) -> Result<Self, SuiteError> {
        let operation = node.word(OPERATIONS)?;
        if operation != Self::AgentCard {
            return Ok(operation);
        }
        let members = params.object("the parameters of get_agent_card", &["extended"])?;
        match members.get("extended").map(|node| (node.value, node)) {
            None | Some((Value::Bool(false), _)) => Ok(operation),
            Some((Value::Bool(true), _)) => Ok(Self::Method("GetExtendedAgentCard")),
            Some((_, node)) => Err(node.error("`extended` is true or false")),
        }
    }

    pub(crate) fn is_stream(self) -> bool {
        matches!(self, Self::Method("SendStreamingMessage" | "SubscribeToTask"))
    }

    /// The request of the protocol that parameters of the format mean (§4.3 of the format):
    ///
    /// - a message without an id gets one, and a task or context beside it moves into it,
    /// - `file` in a part is the part itself, with `name` as `filename`,
    /// - `cursor` is `pageToken`, and a push configuration is not wrapped.
    pub(crate) fn request(self, parameters: Value) -> Map<String, Value> {
        let Value::Object(mut request) = parameters else {
            return Map::new();
        };
        match self {
            Self::Method("SendMessage" | "SendStreamingMessage") => complete_message(&mut request),
            Self::Method("ListTasks") => rename(&mut request, "cursor", "pageToken"),
            Self::Method("CreateTaskPushNotificationConfig") => {
                if let Some(Value::Object(config)) = request.remove("pushNotificationConfig") {
                    for (name, value) in config {
                        request.entry(name).or_insert(value);
                    }
                }
            }
            Self::Method("GetExtendedAgentCard") => {
                request.remove("extended");
            }
            _ => {}
        }
        request
    }
}

fn complete_message(request: &mut Map<String, Value>) {
    let beside = ["taskId", "contextId"].map(|name| (name, request.get(name).cloned()));
    let Some(Value::Object(message)) = request.get_mut("message") else {
        return;
    };
    let mut moved = Vec::new();
    for (name, value) in beside {
        if let Some(value) = value {
            message.entry(name).or_insert(value);
            moved.push(name);
        }
    }
    message
        .entry("messageId")
        .or_insert_with(|| uuid::Uuid::new_v4().to_string().into());
    if let Some(Value::Array(parts)) = message.get_mut("parts") {
        parts
            .iter_mut()
            .filter_map(Value::as_object_mut)
            .for_each(flatten_file);
    }
    for name in moved {
        request.remove(name);
    }
}

fn flatten_file(part: &mut Map<String, Value>) {
    if !part.get("file").is_some_and(Value::is_object) {
        return;
    }
    if let Some(Value::Object(mut file)) = part.remove("file") {
        rename(&mut file, "name", "filename");
        for (name, value) in file {
            part.entry(name).or_insert(value);
        }
    }
}

fn rename(object: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = object.remove(from) {
        object.entry(to).or_insert(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn parameters_become_requests() {
        let check = |operation: &'static str, parameters: Value, expected: Value| {
            assert_eq!(
                Value::Object(Operation::Method(operation).request(parameters)),
                expected
            );
        };
        check(
            "SendMessage",
            json!({"taskId": "t", "contextId": "c", "message": {"messageId": "m", "contextId": "own", "parts": [
                {"text": "a"},
                {"file": {"raw": "aGk=", "name": "a.txt", "mediaType": "text/plain"}, "metadata": {"k": 1}},
            ]}, "configuration": {"historyLength": 0}, "metadata": {"x": 1}}),
            json!({"message": {"messageId": "m", "taskId": "t", "contextId": "own", "parts": [
                {"text": "a"},
                {"raw": "aGk=", "filename": "a.txt", "mediaType": "text/plain", "metadata": {"k": 1}},
            ]}, "configuration": {"historyLength": 0}, "metadata": {"x": 1}}),
        );
        check(
            "ListTasks",
            json!({"cursor": "c", "pageSize": 2}),
            json!({"pageToken": "c", "pageSize": 2}),
        );
        check(
            "CreateTaskPushNotificationConfig",
            json!({"taskId": "t", "pushNotificationConfig": {"url": "u", "id": "p"}}),
            json!({"taskId": "t", "url": "u", "id": "p"}),
        );
        let first = Operation::Method("SendMessage").request(json!({"message": {}}));
        let second = Operation::Method("SendMessage").request(json!({"message": {}}));
        assert!(first["message"]["messageId"].is_string() && first != second);
    }
}
