//! The JSON-RPC binding (§9).

use super::answer::{self, Answer};
use super::envelope::{self, Call, Id};
use super::error::{excerpt, method_not_allowed};
use super::media_type::{self, JSON};
use super::options::Options;
use super::{body, context, sse};
use a2a_bindings::{A2aError, Parameters, Service};
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::any;
use http::header::ALLOW;
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};
use std::sync::Arc;

/// A router that serves JSON-RPC 2.0 at its root (§9).
///
/// Mount it with [`Router::nest_service`], which hands over `/rpc` and `/rpc/` alike; `Router::nest` knows only
/// the first. At the root of a server, [`Router::merge`] it: it has no fallback, so it goes together with
/// [`http_json`](super::http_json()).
///
/// Every answer to a POST has the status 200 and an envelope, or is a stream of them: a body that is too large or
/// not JSON, a batch, and a notification (a request without `id`) are errors of JSON-RPC too, because its clients
/// read envelopes and not statuses. Ids are strings, integers or `null`, of at most 1 KiB. Other verbs are
/// answered with 405. A media type other than JSON is refused before the body is read, so with an `id` of `null`.
///
/// A streaming call that fails before its first event is answered with an error and no stream.
pub fn json_rpc<S: Service>(service: Arc<S>, options: Options) -> Router {
    let handler = move |request: Request| {
        let (service, options) = (Arc::clone(&service), options.clone());
        async move { handle(&*service, &options, request).await }
    };
    Router::new().route("/", any(handler))
}

async fn handle<S: Service>(service: &S, options: &Options, request: Request) -> Response {
    if request.method() != Method::POST {
        let mut response = envelope(Id::null().error(&method_not_allowed("POST")));
        *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
        response
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("POST"));
        return response;
    }
    let (parts, body) = request.into_parts();
    if let Err(error) = media_type::require_json(&parts.headers, service.protocol()) {
        return envelope(Id::null().error(&error));
    }
    let body = match body::read(body, options).await {
        Ok(body) => body,
        Err(error) => return envelope(Id::null().error(&error)),
    };
    let call = match envelope::parse(&body) {
        Ok(call) => call,
        Err((id, error)) => return envelope(id.error(&error)),
    };
    match dispatch(service, options, &parts, &call).await {
        Ok(Answer::Document(json)) => envelope(call.id.result(&json)),
        Ok(Answer::Events(events)) => sse::response(events, call.id),
        Err(error) => envelope(call.id.error(&error)),
    }
}

async fn dispatch<S: Service>(
    service: &S,
    options: &Options,
    parts: &Parts,
    call: &Call<'_>,
) -> Result<Answer, A2aError> {
    let protocol = service.protocol();
    // What a method is depends on the version, so that comes first.
    let context = context::of_request(parts, protocol, options)?;
    let Some(method) = protocol.method(&call.method) else {
        let message = format!("there is no method `{}`", excerpt(&call.method));
        return Err(A2aError::method_not_found(message));
    };
    let parameters = Parameters::json(call.params.as_bytes());
    answer::call(service, context, method, parameters, options.keep_alive).await
}

fn envelope(json: impl Into<axum::body::Body>) -> Response {
    answer::document(StatusCode::OK, HeaderValue::from_static(JSON), json)
}
