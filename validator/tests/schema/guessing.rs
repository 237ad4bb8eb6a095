//! What a document is taken for.

use crate::{samples, validator};
use a2a_validator::Subject;
use serde_json::{Value, json};

#[test]
fn documents_are_known_by_their_members() {
    use Subject::{HttpError, JsonRpcError, JsonRpcRequest, JsonRpcResponse, Type};
    let result = |result: Value| json!({ "jsonrpc": "2.0", "id": 1, "result": result });
    for (json, expected) in [
        (samples::agent_card(), Some(Type("AgentCard"))),
        // A card of 0.3.
        (
            json!({
                "protocolVersion": "0.3.0", "name": "n", "description": "d", "url": "u", "version": "1",
                "capabilities": {}, "defaultInputModes": [], "defaultOutputModes": [], "skills": [],
                "preferredTransport": "JSONRPC",
            }),
            Some(Type("AgentCard")),
        ),
        (samples::task(), Some(Type("Task"))),
        (
            json!({ "id": "t", "context_id": "c", "status": {} }),
            Some(Type("Task")),
        ),
        (samples::message(), Some(Type("Message"))),
        (
            json!({ "role": "user", "parts": [], "kind": "message" }),
            Some(Type("Message")),
        ),
        (samples::part("x"), Some(Type("Part"))),
        (samples::artifact(), Some(Type("Artifact"))),
        (samples::status_update(), Some(Type("TaskStatusUpdateEvent"))),
        (samples::artifact_update(), Some(Type("TaskArtifactUpdateEvent"))),
        (samples::push_config(), Some(Type("TaskPushNotificationConfig"))),
        (samples::send_message_request(), Some(Type("SendMessageRequest"))),
        (
            json!({ "task": samples::task() }),
            Some(Type("SendMessageResponse")),
        ),
        (
            json!({ "message": samples::message() }),
            Some(Type("SendMessageResponse")),
        ),
        (
            json!({ "message": { "role": "ROLE_USER" } }),
            Some(Type("SendMessageRequest")),
        ),
        (json!({ "statusUpdate": {} }), Some(Type("StreamResponse"))),
        (json!({ "artifactUpdate": {} }), Some(Type("StreamResponse"))),
        (
            json!({ "tasks": [], "nextPageToken": "" }),
            Some(Type("ListTasksResponse")),
        ),
        (json!({ "id": "1" }), Some(Type("GetTaskRequest"))),
        (
            json!({ "jsonrpc": "2.0", "method": "GetTask" }),
            Some(JsonRpcRequest(None)),
        ),
        (
            json!({ "method": "tasks/get", "params": {} }),
            Some(JsonRpcRequest(None)),
        ),
        (result(samples::task()), Some(JsonRpcResponse("GetTask"))),
        (
            result(json!({ "task": samples::task() })),
            Some(JsonRpcResponse("SendMessage")),
        ),
        (
            result(json!({ "statusUpdate": {} })),
            Some(JsonRpcResponse("SendStreamingMessage")),
        ),
        (
            result(samples::agent_card()),
            Some(JsonRpcResponse("GetExtendedAgentCard")),
        ),
        (
            result(json!(null)),
            Some(JsonRpcResponse("DeleteTaskPushNotificationConfig")),
        ),
        (result(json!(7)), None),
        (json!({ "jsonrpc": "2.0", "error": {} }), Some(JsonRpcError)),
        (samples::http_error(), Some(HttpError)),
        (json!({}), None),
        (json!({ "hello": "world" }), None),
        (json!([samples::task()]), None),
        (json!("task"), None),
    ] {
        assert_eq!(validator().guess(&json), expected, "{json}");
    }
}
