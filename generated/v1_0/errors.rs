// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! The errors with their codes in every binding.

use crate::{A2aError, ErrorInfo};

/// The errors that the specification names (§3.3.2, §9.5).
///
/// Gives [`A2aError::new`] its first argument, and tells apart what a peer reported with
/// [`ErrorKind::of`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no such task, or none that the caller may see.
    TaskNotFound,
    /// The task is over already, or cannot be stopped.
    TaskNotCancelable,
    /// The agent sends no push notifications.
    PushNotificationNotSupported,
    /// The agent does not do this, or not in the state that the task is in.
    UnsupportedOperation,
    /// The agent does not take the media type of a part or of the request.
    ContentTypeNotSupported,
    /// The agent behind the server answered with something that the protocol does not allow.
    InvalidAgentResponse,
    /// The agent promises an extended card and has none.
    ExtendedAgentCardNotConfigured,
    /// The agent insists on an extension that the client did not declare.
    ExtensionSupportRequired,
    /// The agent does not serve the version that `A2A-Version` names.
    VersionNotSupported,
    /// The payload is not JSON.
    JSONParse,
    /// The payload is JSON, but not a request.
    InvalidRequest,
    /// There is no such method.
    MethodNotFound,
    /// The parameters are wrong; the details name the fields.
    InvalidParams,
    /// Something failed that the caller cannot help.
    Internal,
}

impl ErrorKind {
    /// Which error it is; `None` for one that this version does not name.
    #[must_use]
    pub fn of(error: &A2aError) -> Option<Self> {
        match &*error.info().name {
            "TaskNotFoundError" => Some(Self::TaskNotFound),
            "TaskNotCancelableError" => Some(Self::TaskNotCancelable),
            "PushNotificationNotSupportedError" => {
                Some(Self::PushNotificationNotSupported)
            }
            "UnsupportedOperationError" => Some(Self::UnsupportedOperation),
            "ContentTypeNotSupportedError" => Some(Self::ContentTypeNotSupported),
            "InvalidAgentResponseError" => Some(Self::InvalidAgentResponse),
            "ExtendedAgentCardNotConfiguredError" => {
                Some(Self::ExtendedAgentCardNotConfigured)
            }
            "ExtensionSupportRequiredError" => Some(Self::ExtensionSupportRequired),
            "VersionNotSupportedError" => Some(Self::VersionNotSupported),
            "JSONParseError" => Some(Self::JSONParse),
            "InvalidRequestError" => Some(Self::InvalidRequest),
            "MethodNotFoundError" => Some(Self::MethodNotFound),
            "InvalidParamsError" => Some(Self::InvalidParams),
            "InternalError" => Some(Self::Internal),
            _ => None,
        }
    }
    /// What the specification says about the error (§5.4).
    #[must_use]
    pub const fn info(self) -> ErrorInfo {
        match self {
            Self::TaskNotFound => {
                ErrorInfo::new(
                    "TaskNotFoundError",
                    -32001,
                    404,
                    "NOT_FOUND",
                    Some("TASK_NOT_FOUND"),
                )
            }
            Self::TaskNotCancelable => {
                ErrorInfo::new(
                    "TaskNotCancelableError",
                    -32002,
                    400,
                    "FAILED_PRECONDITION",
                    Some("TASK_NOT_CANCELABLE"),
                )
            }
            Self::PushNotificationNotSupported => {
                ErrorInfo::new(
                    "PushNotificationNotSupportedError",
                    -32003,
                    400,
                    "FAILED_PRECONDITION",
                    Some("PUSH_NOTIFICATION_NOT_SUPPORTED"),
                )
            }
            Self::UnsupportedOperation => {
                ErrorInfo::new(
                    "UnsupportedOperationError",
                    -32004,
                    400,
                    "FAILED_PRECONDITION",
                    Some("UNSUPPORTED_OPERATION"),
                )
            }
            Self::ContentTypeNotSupported => {
                ErrorInfo::new(
                    "ContentTypeNotSupportedError",
                    -32005,
                    400,
                    "INVALID_ARGUMENT",
                    Some("CONTENT_TYPE_NOT_SUPPORTED"),
                )
            }
            Self::InvalidAgentResponse => {
                ErrorInfo::new(
                    "InvalidAgentResponseError",
                    -32006,
                    500,
                    "INTERNAL",
                    Some("INVALID_AGENT_RESPONSE"),
                )
            }
            Self::ExtendedAgentCardNotConfigured => {
                ErrorInfo::new(
                    "ExtendedAgentCardNotConfiguredError",
                    -32007,
                    400,
                    "FAILED_PRECONDITION",
                    Some("EXTENDED_AGENT_CARD_NOT_CONFIGURED"),
                )
            }
            Self::ExtensionSupportRequired => {
                ErrorInfo::new(
                    "ExtensionSupportRequiredError",
                    -32008,
                    400,
                    "FAILED_PRECONDITION",
                    Some("EXTENSION_SUPPORT_REQUIRED"),
                )
            }
            Self::VersionNotSupported => {
                ErrorInfo::new(
                    "VersionNotSupportedError",
                    -32009,
                    400,
                    "FAILED_PRECONDITION",
                    Some("VERSION_NOT_SUPPORTED"),
                )
            }
            Self::JSONParse => {
                ErrorInfo::new("JSONParseError", -32700, 400, "INVALID_ARGUMENT", None)
            }
            Self::InvalidRequest => {
                ErrorInfo::new(
                    "InvalidRequestError",
                    -32600,
                    400,
                    "INVALID_ARGUMENT",
                    None,
                )
            }
            Self::MethodNotFound => {
                ErrorInfo::new("MethodNotFoundError", -32601, 404, "NOT_FOUND", None)
            }
            Self::InvalidParams => {
                ErrorInfo::new(
                    "InvalidParamsError",
                    -32602,
                    400,
                    "INVALID_ARGUMENT",
                    None,
                )
            }
            Self::Internal => {
                ErrorInfo::new("InternalError", -32603, 500, "INTERNAL", None)
            }
        }
    }
}

impl From<ErrorKind> for ErrorInfo {
    fn from(kind: ErrorKind) -> Self {
        kind.info()
    }
}
