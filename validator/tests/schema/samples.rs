//! Valid documents that use every member there is.

use serde_json::{Value, json};

pub(crate) fn part(text: &str) -> Value {
    json!({ "text": text, "metadata": { "k": 1 }, "filename": "a.txt", "mediaType": "text/plain" })
}

pub(crate) fn message() -> Value {
    json!({
        "messageId": "m-1",
        "contextId": "c-1",
        "taskId": "t-1",
        "role": "ROLE_AGENT",
        "parts": [
            part("hello"),
            { "raw": "aGk=" },
            { "url": "https://a.example/f" },
            { "data": [null, { "x_y": 1 }] },
            { "data": null },
        ],
        "metadata": { "https://x.example/v1": { "deep": [1] } },
        "extensions": ["https://x.example/v1"],
        "referenceTaskIds": ["t-0"],
    })
}

pub(crate) fn artifact() -> Value {
    json!({
        "artifactId": "a-1",
        "name": "n",
        "description": "d",
        "parts": [part("x")],
        "metadata": {},
        "extensions": ["e"],
    })
}

pub(crate) fn status() -> Value {
    json!({ "state": "TASK_STATE_WORKING", "message": message(), "timestamp": "2025-10-28T10:30:00.000Z" })
}

pub(crate) fn task() -> Value {
    json!({
        "id": "t-1",
        "contextId": "c-1",
        "status": status(),
        "artifacts": [artifact()],
        "history": [message()],
        "metadata": { "a": "b" },
    })
}

pub(crate) fn status_update() -> Value {
    json!({ "taskId": "t-1", "contextId": "c-1", "status": status(), "metadata": {} })
}

pub(crate) fn artifact_update() -> Value {
    json!({
        "taskId": "t-1",
        "contextId": "c-1",
        "artifact": artifact(),
        "append": true,
        "lastChunk": false,
        "metadata": {},
    })
}

pub(crate) fn push_config() -> Value {
    json!({
        "tenant": "t",
        "id": "p-1",
        "taskId": "t-1",
        "url": "https://hook.example",
        "token": "x",
        "authentication": { "scheme": "Bearer", "credentials": "c" },
    })
}

pub(crate) fn send_message_request() -> Value {
    json!({
        "tenant": "t",
        "message": { "messageId": "m", "role": "ROLE_USER", "parts": [part("hi")] },
        "configuration": {
            "acceptedOutputModes": ["text/plain"],
            "taskPushNotificationConfig": push_config(),
            "historyLength": 0,
            "returnImmediately": true,
        },
        "metadata": {},
    })
}

pub(crate) fn list_tasks_request() -> Value {
    json!({
        "tenant": "t",
        "contextId": "c",
        "status": "TASK_STATE_WORKING",
        "pageSize": 1,
        "pageToken": "p",
        "historyLength": 2,
        "statusTimestampAfter": "2025-10-28T10:30:00Z",
        "includeArtifacts": false,
    })
}

pub(crate) fn agent_card() -> Value {
    json!({
        "name": "n",
        "description": "d",
        "supportedInterfaces": [
            { "url": "https://a.example", "protocolBinding": "JSONRPC", "tenant": "t", "protocolVersion": "1.0" },
        ],
        "provider": { "url": "https://o.example", "organization": "o" },
        "version": "1.2.3",
        "documentationUrl": "https://d.example",
        "capabilities": {
            "streaming": true,
            "pushNotifications": false,
            "extensions": [{ "uri": "u", "description": "d", "required": true, "params": { "p": 1 } }],
            "extendedAgentCard": true,
        },
        "securitySchemes": {
            "key": { "apiKeySecurityScheme": { "description": "d", "location": "header", "name": "X-Key" } },
            "http": { "httpAuthSecurityScheme": { "scheme": "Bearer", "bearerFormat": "JWT", "description": "d" } },
            "oauth": { "oauth2SecurityScheme": {
                "description": "d",
                "oauth2MetadataUrl": "https://as.example",
                "flows": { "authorizationCode": {
                    "authorizationUrl": "https://as.example/a",
                    "tokenUrl": "https://as.example/t",
                    "refreshUrl": "https://as.example/r",
                    "scopes": { "read": "reads" },
                    "pkceRequired": true,
                } },
            } },
            "code": { "oauth2SecurityScheme": { "flows": { "deviceCode": {
                "deviceAuthorizationUrl": "https://as.example/d",
                "tokenUrl": "https://as.example/t",
                "scopes": {},
            } } } },
            "oidc": { "openIdConnectSecurityScheme": { "openIdConnectUrl": "https://i.example" } },
            "mtls": { "mtlsSecurityScheme": { "description": "d" } },
        },
        "securityRequirements": [{ "schemes": { "oauth": { "list": ["read"] } } }],
        "defaultInputModes": ["text/plain"],
        "defaultOutputModes": ["text/plain"],
        "skills": [{
            "id": "s",
            "name": "n",
            "description": "d",
            "tags": ["t"],
            "examples": ["e"],
            "inputModes": ["text/plain"],
            "outputModes": ["text/plain"],
            "securityRequirements": [{ "schemes": {} }],
        }],
        "signatures": [{ "protected": "e30", "signature": "c2ln", "header": { "kid": "k" } }],
        "iconUrl": "https://i.example/i.png",
    })
}

pub(crate) fn json_rpc_error() -> Value {
    json!({
        "code": -32001,
        "message": "there is no such task",
        "data": [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "TASK_NOT_FOUND" }],
    })
}

pub(crate) fn http_error() -> Value {
    json!({ "error": {
        "code": 404,
        "status": "NOT_FOUND",
        "message": "there is no such task",
        "details": [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "TASK_NOT_FOUND" }],
    } })
}
