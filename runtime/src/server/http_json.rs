//! The HTTP+JSON binding (§11).

use super::answer::{self, Answer};
use super::error::method_not_allowed;
use super::exchange::Exchange;
use super::options::Options;
use super::sse::{self, Payload};
use super::{body, context, media_type, query};
use a2a_bindings::protocol::Protocol;
use a2a_bindings::{A2aError, Bytes, Matched, Operation, Parameters, Service};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::header::ALLOW;
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use serde_json::Value;
use std::sync::Arc;
use tracing::Instrument;

/// The name of the binding in an agent card (§4.4.6).
const BINDING: &str = "HTTP+JSON";

/// A router that serves HTTP+JSON (§11).
///
/// Mount it with [`Router::nest_service`] or `nest`, or [`Router::merge`] it at the root of a server: it is a
/// fallback, so it also answers what no other route does. Paths come from the protocol's table and not through
/// axum's matcher, which cannot tell `/tasks/{id}:cancel` from an id; a slash more at the end is tolerated.
///
/// Where the route has a body, the body and the path carry the fields, otherwise the query and the path; a field
/// in the path overrides the same field elsewhere. A body may be empty, `{}` or `null`.
///
/// Every error is JSON (§11.6): an unknown path is 404, a known one with another verb 405, a body that is too
/// large 413. A streaming call that fails before its first event is answered with the status of the error and no
/// stream; after that, the error is the last event.
pub fn http_json<S: Service>(service: Arc<S>, options: Options) -> Router {
    Router::new().fallback(move |request: Request| {
        let (service, options) = (Arc::clone(&service), options.clone());
        async move { handle(&*service, &options, request).await }
    })
}

async fn handle<S: Service>(service: &S, options: &Options, request: Request) -> Response {
    let mut exchange = Exchange::new(BINDING, service.protocol());
    let span = exchange.span();
    let serve = async {
        let (parts, body) = request.into_parts();
        let content_type = media_type::of_response(&parts.headers);
        let operation = match route(service.protocol(), &parts) {
            Ok(operation) => operation,
            Err((error, allow)) => {
                let mut response = refusal(&error, content_type);
                if let Some(allow) = allow {
                    response.headers_mut().insert(ALLOW, allow);
                }
                return exchange.refuse(response, &error);
            }
        };
        match dispatch(service, options, &parts, body, operation, &mut exchange).await {
            Ok(Answer::Document(json)) => {
                exchange.accept(answer::document(StatusCode::OK, content_type, json))
            }
            Ok(Answer::Events(events)) => {
                let payload = exchange.payload(Bare);
                exchange.accept(sse::response(events, payload))
            }
            Err(error) => exchange.refuse(refusal(&error, content_type), &error),
        }
    };
    serve.instrument(span).await
}

/// The operation that is meant, or an error with the verbs that would have been right.
fn route(protocol: &Protocol, parts: &Parts) -> Result<Operation, (A2aError, Option<HeaderValue>)> {
    let path = parts.uri.path();
    // No route ends with a slash, so there is nothing that the shorter path could be mistaken for.
    match protocol.route(parts.method.as_str(), path.strip_suffix('/').unwrap_or(path)) {
        Matched::Operation(operation) => Ok(operation),
        Matched::OtherVerbs(verbs) => {
            let allow = verbs.join(", ");
            Err((method_not_allowed(&allow), HeaderValue::try_from(allow).ok()))
        }
        Matched::Nothing => Err((A2aError::method_not_found("there is no such path"), None)),
    }
}

async fn dispatch<S: Service>(
    service: &S,
    options: &Options,
    parts: &Parts,
    body: Body,
    operation: Operation,
    exchange: &mut Exchange,
) -> Result<Answer, A2aError> {
    let mut context = context::of_request(parts, service.protocol(), options)?;
    exchange.begin(service, operation.method, &mut context)?;
    let (body, mut fields) = if operation.route.has_body {
        (
            read_body(service.protocol(), options, parts, body).await?,
            Vec::new(),
        )
    } else {
        (
            Bytes::new(),
            query::fields(parts.uri.query().unwrap_or_default())?,
        )
    };
    // Of fields with the same name the last one counts, and that is the one in the path.
    fields.extend(
        operation
            .fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), vec![value])),
    );
    let parameters = Parameters::json(&body).with_fields(&fields);
    answer::call(service, context, operation.method, parameters, options.keep_alive).await
}

async fn read_body(
    protocol: &Protocol,
    options: &Options,
    parts: &Parts,
    body: Body,
) -> Result<Bytes, A2aError> {
    let body = body::read(body, options).await?;
    // Where there is nothing to read, what it claims to be does not matter.
    if !body.is_empty() {
        media_type::require_json(&parts.headers, protocol)?;
    }
    Ok(body)
}

fn refusal(error: &A2aError, content_type: HeaderValue) -> Response {
    answer::document(status_code(error), content_type, error_json(error))
}

/// The status of an error; one that a gateway received from its peer may have none that is an error's.
fn status_code(error: &A2aError) -> StatusCode {
    StatusCode::from_u16(error.info().http_status)
        .ok()
        .filter(|status| status.is_client_error() || status.is_server_error())
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// An error as `google.rpc.Status` (§11.6).
fn error_json(error: &A2aError) -> String {
    let code = status_code(error).as_u16();
    let status = match &*error.info().grpc_status {
        "" => Value::from("UNKNOWN"),
        status => Value::from(status),
    };
    let message = Value::from(error.message());
    let details = match error.details() {
        [] => String::new(),
        details => format!(r#","details":{}"#, Value::from(details.to_vec())),
    };
    format!(r#"{{"error":{{"code":{code},"status":{status},"message":{message}{details}}}}}"#)
}

/// The events of a stream are the documents themselves (§11.7).
struct Bare;

impl Payload for Bare {
    /// The document alone does not tell an error from an event, and clients such as the official Python SDK go by
    /// the type.
    const ERROR_TYPE: Option<&'static str> = Some("error");

    const IS_SHARED: bool = true;

    fn event<'a>(&'a self, json: &'a [u8]) -> [&'a [u8]; 5] {
        [json, b"", b"", b"", b""]
    }

    fn error(&self, error: &A2aError) -> String {
        error_json(error)
    }
}
