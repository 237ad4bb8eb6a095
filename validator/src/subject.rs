//! What a document is checked as.

use std::fmt;

/// What a document is checked as. Operations go by the specification's name, as `SendMessage` (§5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject<'a> {
    /// A definition of the schema by its name: `Task`, `AgentCard`, `StreamResponse`, also `JsonRpcError`.
    Type(&'a str),
    /// The message that a request of the operation carries: the parameters of JSON-RPC, or the body, path and query
    /// of HTTP+JSON together.
    Request(&'a str),
    /// The message that a response of the operation carries, or an event of its stream. An operation without a
    /// response message has an empty object or `null` there.
    Response(&'a str),
    /// A JSON-RPC request (§9.3) of the operation. With `None`, its `method` says of which.
    JsonRpcRequest(Option<&'a str>),
    /// A JSON-RPC response (§9.4) of the operation, be it a result or an error, or an event of its stream.
    JsonRpcResponse(&'a str),
    /// A JSON-RPC error response (§9.5), which is also the answer to what was no request.
    JsonRpcError,
    /// The body of an HTTP+JSON error (§11.6).
    HttpError,
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(name) => formatter.write_str(name),
            Self::Request(method) => write!(formatter, "request of {method}"),
            Self::Response(method) => write!(formatter, "response of {method}"),
            Self::JsonRpcRequest(None) => formatter.write_str("JSON-RPC request"),
            Self::JsonRpcRequest(Some(method)) => write!(formatter, "JSON-RPC request of {method}"),
            Self::JsonRpcResponse(method) => write!(formatter, "JSON-RPC response of {method}"),
            Self::JsonRpcError => formatter.write_str("JSON-RPC error response"),
            Self::HttpError => formatter.write_str("HTTP+JSON error"),
        }
    }
}
