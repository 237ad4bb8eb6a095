// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! The tables of operations, routes and messages.

use super::{
    ErrorKind, APIKeySecurityScheme, AgentCapabilities, AgentCard, AgentCardSignature,
    AgentExtension, AgentInterface, AgentProvider, AgentSkill, Artifact,
    AuthenticationInfo, AuthorizationCodeOAuthFlow, CancelTaskRequest,
    ClientCredentialsOAuthFlow, DeleteTaskPushNotificationConfigRequest,
    DeviceCodeOAuthFlow, GetExtendedAgentCardRequest,
    GetTaskPushNotificationConfigRequest, GetTaskRequest, HTTPAuthSecurityScheme,
    ImplicitOAuthFlow, ListTaskPushNotificationConfigsRequest,
    ListTaskPushNotificationConfigsResponse, ListTasksRequest, ListTasksResponse,
    Message, MutualTlsSecurityScheme, OAuth2SecurityScheme, OAuthFlows,
    OpenIdConnectSecurityScheme, Part, PasswordOAuthFlow, SecurityRequirement,
    SecurityScheme, SendMessageConfiguration, SendMessageRequest, SendMessageResponse,
    StreamResponse, StringList, SubscribeToTaskRequest, Task, TaskArtifactUpdateEvent,
    TaskPushNotificationConfig, TaskStatus, TaskStatusUpdateEvent,
};
use crate::protocol::{MethodInfo, Protocol, Route, Segment};
use crate::protojson;

/// `SendMessage`.
pub const SEND_MESSAGE: MethodInfo = MethodInfo {
    name: "SendMessage",
    request: "SendMessageRequest",
    response: Some("SendMessageResponse"),
    streaming: false,
    routes: &[
        Route::with_body("POST", &[Segment::Literal("message:send")]),
        Route::with_body(
            "POST",
            &[Segment::field("tenant", ""), Segment::Literal("message:send")],
        ),
    ],
    capability: None,
    unsupported: None,
};

/// `SendStreamingMessage`.
pub const SEND_STREAMING_MESSAGE: MethodInfo = MethodInfo {
    name: "SendStreamingMessage",
    request: "SendMessageRequest",
    response: Some("StreamResponse"),
    streaming: true,
    routes: &[
        Route::with_body("POST", &[Segment::Literal("message:stream")]),
        Route::with_body(
            "POST",
            &[Segment::field("tenant", ""), Segment::Literal("message:stream")],
        ),
    ],
    capability: Some("streaming"),
    unsupported: Some("UnsupportedOperationError"),
};

/// `GetTask`.
pub const GET_TASK: MethodInfo = MethodInfo {
    name: "GetTask",
    request: "GetTaskRequest",
    response: Some("Task"),
    streaming: false,
    routes: &[
        Route::new("GET", &[Segment::Literal("tasks"), Segment::field("id", "")]),
        Route::new(
            "GET",
            &[
                Segment::field("tenant", ""),
                Segment::Literal("tasks"),
                Segment::field("id", ""),
            ],
        ),
    ],
    capability: None,
    unsupported: None,
};

/// `ListTasks`.
pub const LIST_TASKS: MethodInfo = MethodInfo {
    name: "ListTasks",
    request: "ListTasksRequest",
    response: Some("ListTasksResponse"),
    streaming: false,
    routes: &[
        Route::new("GET", &[Segment::Literal("tasks")]),
        Route::new("GET", &[Segment::field("tenant", ""), Segment::Literal("tasks")]),
    ],
    capability: None,
    unsupported: None,
};

/// `CancelTask`.
pub const CANCEL_TASK: MethodInfo = MethodInfo {
    name: "CancelTask",
    request: "CancelTaskRequest",
    response: Some("Task"),
    streaming: false,
    routes: &[
        Route::with_body(
            "POST",
            &[Segment::Literal("tasks"), Segment::field("id", ":cancel")],
        ),
        Route::with_body(
            "POST",
            &[
                Segment::field("tenant", ""),
                Segment::Literal("tasks"),
                Segment::field("id", ":cancel"),
            ],
        ),
    ],
    capability: None,
    unsupported: None,
};

/// `SubscribeToTask`.
pub const SUBSCRIBE_TO_TASK: MethodInfo = MethodInfo {
    name: "SubscribeToTask",
    request: "SubscribeToTaskRequest",
    response: Some("StreamResponse"),
    streaming: true,
    routes: &[
        Route::with_body(
            "POST",
            &[Segment::Literal("tasks"), Segment::field("id", ":subscribe")],
        ),
        Route::with_body(
            "POST",
            &[
                Segment::field("tenant", ""),
                Segment::Literal("tasks"),
                Segment::field("id", ":subscribe"),
            ],
        ),
        Route::new(
            "GET",
            &[Segment::Literal("tasks"), Segment::field("id", ":subscribe")],
        ),
        Route::new(
            "GET",
            &[
                Segment::field("tenant", ""),
                Segment::Literal("tasks"),
                Segment::field("id", ":subscribe"),
            ],
        ),
    ],
    capability: Some("streaming"),
    unsupported: Some("UnsupportedOperationError"),
};

/// `CreateTaskPushNotificationConfig`.
pub const CREATE_TASK_PUSH_NOTIFICATION_CONFIG: MethodInfo = MethodInfo {
    name: "CreateTaskPushNotificationConfig",
    request: "TaskPushNotificationConfig",
    response: Some("TaskPushNotificationConfig"),
    streaming: false,
    routes: &[
        Route::with_body(
            "POST",
            &[
                Segment::Literal("tasks"),
                Segment::field("taskId", ""),
                Segment::Literal("pushNotificationConfigs"),
            ],
        ),
        Route::with_body(
            "POST",
            &[
                Segment::field("tenant", ""),
                Segment::Literal("tasks"),
                Segment::field("taskId", ""),
                Segment::Literal("pushNotificationConfigs"),
            ],
        ),
    ],
    capability: Some("pushNotifications"),
    unsupported: Some("PushNotificationNotSupportedError"),
};

/// `GetTaskPushNotificationConfig`.
pub const GET_TASK_PUSH_NOTIFICATION_CONFIG: MethodInfo = MethodInfo {
    name: "GetTaskPushNotificationConfig",
    request: "GetTaskPushNotificationConfigRequest",
    response: Some("TaskPushNotificationConfig"),
    streaming: false,
    routes: &[
        Route::new(
            "GET",
            &[
                Segment::Literal("tasks"),
                Segment::field("taskId", ""),
                Segment::Literal("pushNotificationConfigs"),
                Segment::field("id", ""),
            ],
        ),
        Route::new(
            "GET",
            &[
                Segment::field("tenant", ""),
                Segment::Literal("tasks"),
                Segment::field("taskId", ""),
                Segment::Literal("pushNotificationConfigs"),
                Segment::field("id", ""),
            ],
        ),
    ],
    capability: Some("pushNotifications"),
    unsupported: Some("PushNotificationNotSupportedError"),
};

/// `ListTaskPushNotificationConfigs`.
pub const LIST_TASK_PUSH_NOTIFICATION_CONFIGS: MethodInfo = MethodInfo {
    name: "ListTaskPushNotificationConfigs",
    request: "ListTaskPushNotificationConfigsRequest",
    response: Some("ListTaskPushNotificationConfigsResponse"),
    streaming: false,
    routes: &[
        Route::new(
            "GET",
            &[
                Segment::Literal("tasks"),
                Segment::field("taskId", ""),
                Segment::Literal("pushNotificationConfigs"),
            ],
        ),
        Route::new(
            "GET",
            &[
                Segment::field("tenant", ""),
                Segment::Literal("tasks"),
                Segment::field("taskId", ""),
                Segment::Literal("pushNotificationConfigs"),
            ],
        ),
    ],
    capability: Some("pushNotifications"),
    unsupported: Some("PushNotificationNotSupportedError"),
};

/// `GetExtendedAgentCard`.
pub const GET_EXTENDED_AGENT_CARD: MethodInfo = MethodInfo {
    name: "GetExtendedAgentCard",
    request: "GetExtendedAgentCardRequest",
    response: Some("AgentCard"),
    streaming: false,
    routes: &[
        Route::new("GET", &[Segment::Literal("extendedAgentCard")]),
        Route::new(
            "GET",
            &[Segment::field("tenant", ""), Segment::Literal("extendedAgentCard")],
        ),
    ],
    capability: Some("extendedAgentCard"),
    unsupported: Some("UnsupportedOperationError"),
};

/// `DeleteTaskPushNotificationConfig`.
pub const DELETE_TASK_PUSH_NOTIFICATION_CONFIG: MethodInfo = MethodInfo {
    name: "DeleteTaskPushNotificationConfig",
    request: "DeleteTaskPushNotificationConfigRequest",
    response: None,
    streaming: false,
    routes: &[
        Route::new(
            "DELETE",
            &[
                Segment::Literal("tasks"),
                Segment::field("taskId", ""),
                Segment::Literal("pushNotificationConfigs"),
                Segment::field("id", ""),
            ],
        ),
        Route::new(
            "DELETE",
            &[
                Segment::field("tenant", ""),
                Segment::Literal("tasks"),
                Segment::field("taskId", ""),
                Segment::Literal("pushNotificationConfigs"),
                Segment::field("id", ""),
            ],
        ),
    ],
    capability: Some("pushNotifications"),
    unsupported: Some("PushNotificationNotSupportedError"),
};

/// The JSON Schema (2020-12) that this version was generated from.
pub static SCHEMA: &str = include_str!("a2a.json");

/// The tables of this version.
pub static PROTOCOL: Protocol = Protocol {
    version: "1.0",
    methods: &[
        SEND_MESSAGE,
        SEND_STREAMING_MESSAGE,
        GET_TASK,
        LIST_TASKS,
        CANCEL_TASK,
        SUBSCRIBE_TO_TASK,
        CREATE_TASK_PUSH_NOTIFICATION_CONFIG,
        GET_TASK_PUSH_NOTIFICATION_CONFIG,
        LIST_TASK_PUSH_NOTIFICATION_CONFIGS,
        GET_EXTENDED_AGENT_CARD,
        DELETE_TASK_PUSH_NOTIFICATION_CONFIG,
    ],
    errors: &[
        ErrorKind::TaskNotFound.info(),
        ErrorKind::TaskNotCancelable.info(),
        ErrorKind::PushNotificationNotSupported.info(),
        ErrorKind::UnsupportedOperation.info(),
        ErrorKind::ContentTypeNotSupported.info(),
        ErrorKind::InvalidAgentResponse.info(),
        ErrorKind::ExtendedAgentCardNotConfigured.info(),
        ErrorKind::ExtensionSupportRequired.info(),
        ErrorKind::VersionNotSupported.info(),
        ErrorKind::JSONParse.info(),
        ErrorKind::InvalidRequest.info(),
        ErrorKind::MethodNotFound.info(),
        ErrorKind::InvalidParams.info(),
        ErrorKind::Internal.info(),
    ],
    messages: &[
        <APIKeySecurityScheme as protojson::Message>::INFO,
        <AgentCapabilities as protojson::Message>::INFO,
        <AgentCard as protojson::Message>::INFO,
        <AgentCardSignature as protojson::Message>::INFO,
        <AgentExtension as protojson::Message>::INFO,
        <AgentInterface as protojson::Message>::INFO,
        <AgentProvider as protojson::Message>::INFO,
        <AgentSkill as protojson::Message>::INFO,
        <Artifact as protojson::Message>::INFO,
        <AuthenticationInfo as protojson::Message>::INFO,
        <AuthorizationCodeOAuthFlow as protojson::Message>::INFO,
        <CancelTaskRequest as protojson::Message>::INFO,
        <ClientCredentialsOAuthFlow as protojson::Message>::INFO,
        <DeleteTaskPushNotificationConfigRequest as protojson::Message>::INFO,
        <DeviceCodeOAuthFlow as protojson::Message>::INFO,
        <GetExtendedAgentCardRequest as protojson::Message>::INFO,
        <GetTaskPushNotificationConfigRequest as protojson::Message>::INFO,
        <GetTaskRequest as protojson::Message>::INFO,
        <HTTPAuthSecurityScheme as protojson::Message>::INFO,
        <ImplicitOAuthFlow as protojson::Message>::INFO,
        <ListTaskPushNotificationConfigsRequest as protojson::Message>::INFO,
        <ListTaskPushNotificationConfigsResponse as protojson::Message>::INFO,
        <ListTasksRequest as protojson::Message>::INFO,
        <ListTasksResponse as protojson::Message>::INFO,
        <Message as protojson::Message>::INFO,
        <MutualTlsSecurityScheme as protojson::Message>::INFO,
        <OAuth2SecurityScheme as protojson::Message>::INFO,
        <OAuthFlows as protojson::Message>::INFO,
        <OpenIdConnectSecurityScheme as protojson::Message>::INFO,
        <Part as protojson::Message>::INFO,
        <PasswordOAuthFlow as protojson::Message>::INFO,
        <SecurityRequirement as protojson::Message>::INFO,
        <SecurityScheme as protojson::Message>::INFO,
        <SendMessageConfiguration as protojson::Message>::INFO,
        <SendMessageRequest as protojson::Message>::INFO,
        <SendMessageResponse as protojson::Message>::INFO,
        <StreamResponse as protojson::Message>::INFO,
        <StringList as protojson::Message>::INFO,
        <SubscribeToTaskRequest as protojson::Message>::INFO,
        <Task as protojson::Message>::INFO,
        <TaskArtifactUpdateEvent as protojson::Message>::INFO,
        <TaskPushNotificationConfig as protojson::Message>::INFO,
        <TaskStatus as protojson::Message>::INFO,
        <TaskStatusUpdateEvent as protojson::Message>::INFO,
    ],
    schema: SCHEMA,
};
