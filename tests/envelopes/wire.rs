//! Requests and answers, in memory.

use crate::echo::Echo;
use a2a_bindings::v1_0::Server;
use a2a_runtime::server::{self, Options};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use std::sync::Arc;
use tower::ServiceExt;

/// The echo behind both bindings.
pub(crate) fn app(options: Options) -> Router {
    let service = Arc::new(Server::new(Echo));
    Router::new()
        .nest_service("/rpc", server::json_rpc(Arc::clone(&service), options.clone()))
        .nest_service("/v1", server::http_json(service, options))
}

/// Sends a request: verb and target, headers, body. The answer is the status, the media type and the body.
pub(crate) async fn send(
    app: &Router,
    line: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> (u16, String, String) {
    let (verb, target) = line.split_once(' ').unwrap();
    let mut request = Request::builder().method(verb).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(body.into()).unwrap();
    let (parts, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    let media_type = parts.headers["content-type"].to_str().unwrap().to_owned();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (
        parts.status.as_u16(),
        media_type,
        String::from_utf8(body.into()).unwrap(),
    )
}

pub(crate) const VERSION: (&str, &str) = ("a2a-version", "1.0");

/// What `google.rpc.BadRequest` says of one field.
pub(crate) fn violation(field: &str, description: &str) -> String {
    let description = serde_json::Value::from(description);
    format!(
        r#"{{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{{"description":{description},"field":"{field}"}}]}}"#
    )
}

/// The detail by which clients know an error.
pub(crate) fn error_info(reason: &str, metadata: &str) -> String {
    format!(
        r#"{{"@type":"type.googleapis.com/google.rpc.ErrorInfo","domain":"a2a-protocol.org",{metadata}"reason":"{reason}"}}"#
    )
}
