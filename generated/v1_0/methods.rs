// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! The tables of operations, routes and messages.

/// `SendMessage`.
pub const SEND_MESSAGE: crate::protocol::MethodInfo = crate::protocol::MethodInfo {
    name: "SendMessage",
    request: "SendMessageRequest",
    response: Some("SendMessageResponse"),
    streaming: false,
    routes: &[
        crate::protocol::Route {
            verb: "POST",
            segments: &[crate::protocol::Segment::Literal("message:send")],
            has_body: true,
        },
        crate::protocol::Route {
            verb: "POST",
            segments: &[
                crate::protocol::Segment::Field {
                    name: "tenant",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("message:send"),
            ],
            has_body: true,
        },
    ],
    capability: None,
};

/// `SendStreamingMessage`.
pub const SEND_STREAMING_MESSAGE: crate::protocol::MethodInfo = crate::protocol::MethodInfo {
    name: "SendStreamingMessage",
    request: "SendMessageRequest",
    response: Some("StreamResponse"),
    streaming: true,
    routes: &[
        crate::protocol::Route {
            verb: "POST",
            segments: &[crate::protocol::Segment::Literal("message:stream")],
            has_body: true,
        },
        crate::protocol::Route {
            verb: "POST",
            segments: &[
                crate::protocol::Segment::Field {
                    name: "tenant",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("message:stream"),
            ],
            has_body: true,
        },
    ],
    capability: Some("streaming"),
};

/// `GetTask`.
pub const GET_TASK: crate::protocol::MethodInfo = crate::protocol::MethodInfo {
    name: "GetTask",
    request: "GetTaskRequest",
    response: Some("Task"),
    streaming: false,
    routes: &[
        crate::protocol::Route {
            verb: "GET",
            segments: &[
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "id",
                    suffix: "",
                },
            ],
            has_body: false,
        },
        crate::protocol::Route {
            verb: "GET",
            segments: &[
                crate::protocol::Segment::Field {
                    name: "tenant",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "id",
                    suffix: "",
                },
            ],
            has_body: false,
        },
    ],
    capability: None,
};

/// `ListTasks`.
pub const LIST_TASKS: crate::protocol::MethodInfo = crate::protocol::MethodInfo {
    name: "ListTasks",
    request: "ListTasksRequest",
    response: Some("ListTasksResponse"),
    streaming: false,
    routes: &[
        crate::protocol::Route {
            verb: "GET",
            segments: &[crate::protocol::Segment::Literal("tasks")],
            has_body: false,
        },
        crate::protocol::Route {
            verb: "GET",
            segments: &[
                crate::protocol::Segment::Field {
                    name: "tenant",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("tasks"),
            ],
            has_body: false,
        },
    ],
    capability: None,
};

/// `CancelTask`.
pub const CANCEL_TASK: crate::protocol::MethodInfo = crate::protocol::MethodInfo {
    name: "CancelTask",
    request: "CancelTaskRequest",
    response: Some("Task"),
    streaming: false,
    routes: &[
        crate::protocol::Route {
            verb: "POST",
            segments: &[
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "id",
                    suffix: ":cancel",
                },
            ],
            has_body: true,
        },
        crate::protocol::Route {
            verb: "POST",
            segments: &[
                crate::protocol::Segment::Field {
                    name: "tenant",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "id",
                    suffix: ":cancel",
                },
            ],
            has_body: true,
        },
    ],
    capability: None,
};

/// `SubscribeToTask`.
pub const SUBSCRIBE_TO_TASK: crate::protocol::MethodInfo = crate::protocol::MethodInfo {
    name: "SubscribeToTask",
    request: "SubscribeToTaskRequest",
    response: Some("StreamResponse"),
    streaming: true,
    routes: &[
        crate::protocol::Route {
            verb: "POST",
            segments: &[
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "id",
                    suffix: ":subscribe",
                },
            ],
            has_body: true,
        },
        crate::protocol::Route {
            verb: "POST",
            segments: &[
                crate::protocol::Segment::Field {
                    name: "tenant",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "id",
                    suffix: ":subscribe",
                },
            ],
            has_body: true,
        },
        crate::protocol::Route {
            verb: "GET",
            segments: &[
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "id",
                    suffix: ":subscribe",
                },
            ],
            has_body: false,
        },
        crate::protocol::Route {
            verb: "GET",
            segments: &[
                crate::protocol::Segment::Field {
                    name: "tenant",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "id",
                    suffix: ":subscribe",
                },
            ],
            has_body: false,
        },
    ],
    capability: Some("streaming"),
};

/// `CreateTaskPushNotificationConfig`.
pub const CREATE_TASK_PUSH_NOTIFICATION_CONFIG: crate::protocol::MethodInfo = crate::protocol::MethodInfo {
    name: "CreateTaskPushNotificationConfig",
    request: "TaskPushNotificationConfig",
    response: Some("TaskPushNotificationConfig"),
    streaming: false,
    routes: &[
        crate::protocol::Route {
            verb: "POST",
            segments: &[
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "taskId",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("pushNotificationConfigs"),
            ],
            has_body: true,
        },
        crate::protocol::Route {
            verb: "POST",
            segments: &[
                crate::protocol::Segment::Field {
                    name: "tenant",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "taskId",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("pushNotificationConfigs"),
            ],
            has_body: true,
        },
    ],
    capability: Some("pushNotifications"),
};

/// `GetTaskPushNotificationConfig`.
pub const GET_TASK_PUSH_NOTIFICATION_CONFIG: crate::protocol::MethodInfo = crate::protocol::MethodInfo {
    name: "GetTaskPushNotificationConfig",
    request: "GetTaskPushNotificationConfigRequest",
    response: Some("TaskPushNotificationConfig"),
    streaming: false,
    routes: &[
        crate::protocol::Route {
            verb: "GET",
            segments: &[
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "taskId",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("pushNotificationConfigs"),
                crate::protocol::Segment::Field {
                    name: "id",
                    suffix: "",
                },
            ],
            has_body: false,
        },
        crate::protocol::Route {
            verb: "GET",
            segments: &[
                crate::protocol::Segment::Field {
                    name: "tenant",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "taskId",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("pushNotificationConfigs"),
                crate::protocol::Segment::Field {
                    name: "id",
                    suffix: "",
                },
            ],
            has_body: false,
        },
    ],
    capability: Some("pushNotifications"),
};

/// `ListTaskPushNotificationConfigs`.
pub const LIST_TASK_PUSH_NOTIFICATION_CONFIGS: crate::protocol::MethodInfo = crate::protocol::MethodInfo {
    name: "ListTaskPushNotificationConfigs",
    request: "ListTaskPushNotificationConfigsRequest",
    response: Some("ListTaskPushNotificationConfigsResponse"),
    streaming: false,
    routes: &[
        crate::protocol::Route {
            verb: "GET",
            segments: &[
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "taskId",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("pushNotificationConfigs"),
            ],
            has_body: false,
        },
        crate::protocol::Route {
            verb: "GET",
            segments: &[
                crate::protocol::Segment::Field {
                    name: "tenant",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "taskId",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("pushNotificationConfigs"),
            ],
            has_body: false,
        },
    ],
    capability: Some("pushNotifications"),
};

/// `GetExtendedAgentCard`.
pub const GET_EXTENDED_AGENT_CARD: crate::protocol::MethodInfo = crate::protocol::MethodInfo {
    name: "GetExtendedAgentCard",
    request: "GetExtendedAgentCardRequest",
    response: Some("AgentCard"),
    streaming: false,
    routes: &[
        crate::protocol::Route {
            verb: "GET",
            segments: &[crate::protocol::Segment::Literal("extendedAgentCard")],
            has_body: false,
        },
        crate::protocol::Route {
            verb: "GET",
            segments: &[
                crate::protocol::Segment::Field {
                    name: "tenant",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("extendedAgentCard"),
            ],
            has_body: false,
        },
    ],
    capability: Some("extendedAgentCard"),
};

/// `DeleteTaskPushNotificationConfig`.
pub const DELETE_TASK_PUSH_NOTIFICATION_CONFIG: crate::protocol::MethodInfo = crate::protocol::MethodInfo {
    name: "DeleteTaskPushNotificationConfig",
    request: "DeleteTaskPushNotificationConfigRequest",
    response: None,
    streaming: false,
    routes: &[
        crate::protocol::Route {
            verb: "DELETE",
            segments: &[
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "taskId",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("pushNotificationConfigs"),
                crate::protocol::Segment::Field {
                    name: "id",
                    suffix: "",
                },
            ],
            has_body: false,
        },
        crate::protocol::Route {
            verb: "DELETE",
            segments: &[
                crate::protocol::Segment::Field {
                    name: "tenant",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("tasks"),
                crate::protocol::Segment::Field {
                    name: "taskId",
                    suffix: "",
                },
                crate::protocol::Segment::Literal("pushNotificationConfigs"),
                crate::protocol::Segment::Field {
                    name: "id",
                    suffix: "",
                },
            ],
            has_body: false,
        },
    ],
    capability: Some("pushNotifications"),
};

/// The JSON Schema (2020-12) that this version was generated from.
pub static SCHEMA: &str = include_str!("a2a.json");

/// The tables of this version.
pub static PROTOCOL: crate::protocol::Protocol = crate::protocol::Protocol {
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
        super::ErrorKind::TaskNotFound.info(),
        super::ErrorKind::TaskNotCancelable.info(),
        super::ErrorKind::PushNotificationNotSupported.info(),
        super::ErrorKind::UnsupportedOperation.info(),
        super::ErrorKind::ContentTypeNotSupported.info(),
        super::ErrorKind::InvalidAgentResponse.info(),
        super::ErrorKind::ExtendedAgentCardNotConfigured.info(),
        super::ErrorKind::ExtensionSupportRequired.info(),
        super::ErrorKind::VersionNotSupported.info(),
        super::ErrorKind::JSONParse.info(),
        super::ErrorKind::InvalidRequest.info(),
        super::ErrorKind::MethodNotFound.info(),
        super::ErrorKind::InvalidParams.info(),
        super::ErrorKind::Internal.info(),
    ],
    messages: &[
        <super::APIKeySecurityScheme as crate::protojson::Message>::INFO,
        <super::AgentCapabilities as crate::protojson::Message>::INFO,
        <super::AgentCard as crate::protojson::Message>::INFO,
        <super::AgentCardSignature as crate::protojson::Message>::INFO,
        <super::AgentExtension as crate::protojson::Message>::INFO,
        <super::AgentInterface as crate::protojson::Message>::INFO,
        <super::AgentProvider as crate::protojson::Message>::INFO,
        <super::AgentSkill as crate::protojson::Message>::INFO,
        <super::Artifact as crate::protojson::Message>::INFO,
        <super::AuthenticationInfo as crate::protojson::Message>::INFO,
        <super::AuthorizationCodeOAuthFlow as crate::protojson::Message>::INFO,
        <super::CancelTaskRequest as crate::protojson::Message>::INFO,
        <super::ClientCredentialsOAuthFlow as crate::protojson::Message>::INFO,
        <super::DeleteTaskPushNotificationConfigRequest as crate::protojson::Message>::INFO,
        <super::DeviceCodeOAuthFlow as crate::protojson::Message>::INFO,
        <super::GetExtendedAgentCardRequest as crate::protojson::Message>::INFO,
        <super::GetTaskPushNotificationConfigRequest as crate::protojson::Message>::INFO,
        <super::GetTaskRequest as crate::protojson::Message>::INFO,
        <super::HTTPAuthSecurityScheme as crate::protojson::Message>::INFO,
        <super::ImplicitOAuthFlow as crate::protojson::Message>::INFO,
        <super::ListTaskPushNotificationConfigsRequest as crate::protojson::Message>::INFO,
        <super::ListTaskPushNotificationConfigsResponse as crate::protojson::Message>::INFO,
        <super::ListTasksRequest as crate::protojson::Message>::INFO,
        <super::ListTasksResponse as crate::protojson::Message>::INFO,
        <super::Message as crate::protojson::Message>::INFO,
        <super::MutualTlsSecurityScheme as crate::protojson::Message>::INFO,
        <super::OAuth2SecurityScheme as crate::protojson::Message>::INFO,
        <super::OAuthFlows as crate::protojson::Message>::INFO,
        <super::OpenIdConnectSecurityScheme as crate::protojson::Message>::INFO,
        <super::Part as crate::protojson::Message>::INFO,
        <super::PasswordOAuthFlow as crate::protojson::Message>::INFO,
        <super::SecurityRequirement as crate::protojson::Message>::INFO,
        <super::SecurityScheme as crate::protojson::Message>::INFO,
        <super::SendMessageConfiguration as crate::protojson::Message>::INFO,
        <super::SendMessageRequest as crate::protojson::Message>::INFO,
        <super::SendMessageResponse as crate::protojson::Message>::INFO,
        <super::StreamResponse as crate::protojson::Message>::INFO,
        <super::StringList as crate::protojson::Message>::INFO,
        <super::SubscribeToTaskRequest as crate::protojson::Message>::INFO,
        <super::Task as crate::protojson::Message>::INFO,
        <super::TaskArtifactUpdateEvent as crate::protojson::Message>::INFO,
        <super::TaskPushNotificationConfig as crate::protojson::Message>::INFO,
        <super::TaskStatus as crate::protojson::Message>::INFO,
        <super::TaskStatusUpdateEvent as crate::protojson::Message>::INFO,
    ],
    schema: SCHEMA,
};
