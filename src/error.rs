//! Errors of the protocol: one type for handlers and clients, convertible to and from every binding's form
//! (§3.3.2, §5.4).

use crate::decode::DecodeError;
use crate::validate::{Violation, Violations};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::time::Duration;

/// What the specification says about an error; the generated `ErrorKind` has one for each of its variants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorInfo {
    /// The specification's name, as `TaskNotFoundError`; empty for an error of a peer that has none.
    pub name: Cow<'static, str>,
    /// The JSON-RPC code.
    pub json_rpc_code: i64,
    /// The HTTP status.
    pub http_status: u16,
    /// The gRPC status, as `NOT_FOUND`.
    pub grpc_status: Cow<'static, str>,
    /// What `google.rpc.ErrorInfo` carries as the reason, as `TASK_NOT_FOUND`; the errors of JSON-RPC itself have
    /// none.
    pub reason: Option<Cow<'static, str>>,
}

impl ErrorInfo {
    /// An error that is known when the code is compiled.
    #[must_use]
    pub const fn new(
        name: &'static str,
        json_rpc_code: i64,
        http_status: u16,
        grpc_status: &'static str,
        reason: Option<&'static str>,
    ) -> Self {
        Self {
            name: Cow::Borrowed(name),
            json_rpc_code,
            http_status,
            grpc_status: Cow::Borrowed(grpc_status),
            reason: match reason {
                Some(reason) => Some(Cow::Borrowed(reason)),
                None => None,
            },
        }
    }
}

/// An error of the protocol.
///
/// The message and the details are sent to the peer, so they hold nothing that must not leave the process;
/// the source is for logs and stays.
#[derive(Debug)]
pub struct A2aError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    info: ErrorInfo,
    message: String,
    details: Vec<Map<String, Value>>,
    source: Option<Box<dyn Error + Send + Sync>>,
    retry_after: Option<Duration>,
}

/// The domain of [`ErrorInfo::reason`] (§9.5, §10.6, §11.6).
pub const ERROR_DOMAIN: &str = "a2a-protocol.org";

const ERROR_INFO: &str = "type.googleapis.com/google.rpc.ErrorInfo";
const BAD_REQUEST: &str = "type.googleapis.com/google.rpc.BadRequest";

impl A2aError {
    /// An error with a message for the peer.
    ///
    /// Where the specification names a reason, the details start with it.
    #[must_use]
    pub fn new(info: impl Into<ErrorInfo>, message: impl Into<String>) -> Self {
        let info = info.into();
        let details = info
            .reason
            .as_ref()
            .map(|reason| object(json!({ "@type": ERROR_INFO, "reason": reason, "domain": ERROR_DOMAIN })));
        let details = details.into_iter().collect();
        Self(Box::new(Inner {
            info,
            message: message.into(),
            details,
            source: None,
            retry_after: None,
        }))
    }

    /// An error as a peer reported it: the details are taken as they are.
    #[must_use]
    pub fn received(info: ErrorInfo, message: impl Into<String>, details: Vec<Map<String, Value>>) -> Self {
        Self(Box::new(Inner {
            info,
            message: message.into(),
            details,
            source: None,
            retry_after: None,
        }))
    }

    /// Adds context to the `google.rpc.ErrorInfo` detail, as `taskId`; nothing happens to an error without one.
    #[must_use]
    pub fn with_metadata(mut self, key: &str, value: impl Into<String>) -> Self {
        let info = self
            .0
            .details
            .iter_mut()
            .find(|detail| detail.get("@type") == Some(&ERROR_INFO.into()));
        if let Some(info) = info {
            let metadata = info
                .entry("metadata")
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(metadata) = metadata {
                metadata.insert(key.to_owned(), Value::String(value.into()));
            }
        }
        self
    }

    /// Adds a `google.rpc.BadRequest` detail that names the fields.
    #[must_use]
    pub fn with_violations(self, violations: Vec<Violation>) -> Self {
        let violations: Vec<_> = violations
            .into_iter()
            .map(|violation| json!({ "field": violation.field, "description": violation.description }))
            .collect();
        self.with_detail(object(
            json!({ "@type": BAD_REQUEST, "fieldViolations": violations }),
        ))
    }

    /// Adds a detail: an object with an `@type` (§3.3.2).
    #[must_use]
    pub fn with_detail(mut self, detail: Map<String, Value>) -> Self {
        self.0.details.push(detail);
        self
    }

    /// Adds the cause, for logs; it is not sent to the peer.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Tells the peer to come back after this time (§3.3.2), for an error that passes, as one with the HTTP status 429 or
    /// 503. The HTTP bindings send it as `Retry-After`, in whole seconds, rounded up.
    #[must_use]
    pub fn with_retry_after(mut self, delay: Duration) -> Self {
        self.0.retry_after = Some(delay);
        self
    }

    /// After what time the peer may come back, if the error says so.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// What the specification says about the error.
    #[must_use]
    pub fn info(&self) -> &ErrorInfo {
        &self.0.info
    }

    /// Whether it is this error of the specification, by its name; codes may differ between versions.
    #[must_use]
    pub fn is(&self, info: impl Into<ErrorInfo>) -> bool {
        self.0.info.name == info.into().name
    }

    /// What a person reads.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The details: objects with an `@type`.
    #[must_use]
    pub fn details(&self) -> &[Map<String, Value>] {
        &self.0.details
    }

    /// The fields that the details name as violated.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        let text = |value: &Value, key: &str| {
            value
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        self.0
            .details
            .iter()
            .filter_map(|detail| detail.get("fieldViolations")?.as_array())
            .flatten()
            .map(|violation| Violation {
                field: text(violation, "field"),
                description: text(violation, "description"),
            })
            .collect()
    }
}

impl fmt::Display for A2aError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0.info.name {
            "" => write!(
                formatter,
                "error {}: {}",
                self.0.info.json_rpc_code, self.0.message
            ),
            name => write!(formatter, "{name}: {}", self.0.message),
        }
    }
}

impl Error for A2aError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

/// The errors of JSON-RPC itself (§9.5), with the statuses that the same mistakes have on the other bindings.
impl A2aError {
    /// The payload is not JSON.
    #[must_use]
    pub fn parse_error(message: impl Into<String>) -> Self {
        Self::new(
            ErrorInfo::new("JSONParseError", -32700, 400, "INVALID_ARGUMENT", None),
            message,
        )
    }

    /// The payload is JSON, but not a request.
    #[must_use]
    pub fn invalid_request(message: impl Into<String>) -> Self {
        Self::new(
            ErrorInfo::new("InvalidRequestError", -32600, 400, "INVALID_ARGUMENT", None),
            message,
        )
    }

    /// There is no such method.
    #[must_use]
    pub fn method_not_found(message: impl Into<String>) -> Self {
        Self::new(
            ErrorInfo::new("MethodNotFoundError", -32601, 404, "NOT_FOUND", None),
            message,
        )
    }

    /// The parameters are wrong; the violations say which.
    #[must_use]
    pub fn invalid_params(message: impl Into<String>) -> Self {
        Self::new(
            ErrorInfo::new("InvalidParamsError", -32602, 400, "INVALID_ARGUMENT", None),
            message,
        )
    }

    /// Something failed that the peer cannot help.
    #[must_use]
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(
            ErrorInfo::new("InternalError", -32603, 500, "INTERNAL", None),
            message,
        )
    }
}

impl From<DecodeError> for A2aError {
    fn from(error: DecodeError) -> Self {
        if error.is_syntax() {
            return Self::parse_error("the payload is not valid JSON").with_source(error);
        }
        let violation = Violation {
            field: error.path().to_owned(),
            description: error.message(),
        };
        Self::invalid_params(format!("invalid parameters: {error}")).with_violations(vec![violation])
    }
}

impl From<Violations> for A2aError {
    fn from(violations: Violations) -> Self {
        Self::invalid_params(format!("invalid parameters: {violations}"))
            .with_violations(violations.into_vec())
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}
