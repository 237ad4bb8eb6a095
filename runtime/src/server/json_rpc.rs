//! The JSON-RPC binding (§9).

use super::answer::{self, Answer};
use super::envelope::{self, Call, Id};
use super::error::{excerpt, method_not_allowed};
use super::exchange::Exchange;
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
use tracing::Instrument;

/// The name of the binding in an agent card (§4.4.6).
const BINDING: &str = "JSONRPC";

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
    let mut exchange = Exchange::new(BINDING, service.protocol());
    let span = exchange.span();
    let serve = async {
        if request.method() != Method::POST {
            let error = method_not_allowed("POST");
            let mut response = envelope(Id::null().error(&error));
            *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
            response
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static("POST"));
            return exchange.refuse(response, &error);
        }
        match answer(service, options, request, &mut exchange).await {
            Ok((id, Answer::Document(json))) => exchange.accept(envelope(id.result(&json))),
            Ok((id, Answer::Events(events))) => {
                let payload = exchange.payload(id);
                exchange.accept(sse::response(events, payload))
            }
            Err((id, error)) => exchange.refuse(envelope(id.error(&error)), &error),
        }
    };
    serve.instrument(span).await
}

/// What a POST comes to, and the id to answer with.
async fn answer<S: Service>(
    service: &S,
    options: &Options,
    request: Request,
    exchange: &mut Exchange,
) -> Result<(Id, Answer), (Id, A2aError)> {
    let nameless = |error| (Id::null(), error);
    let (parts, body) = request.into_parts();
    media_type::require_json(&parts.headers, service.protocol()).map_err(nameless)?;
    let body = body::read(body, options).await.map_err(nameless)?;
    let call = envelope::parse(&body)?;
    match dispatch(service, options, &parts, &call, exchange).await {
        Ok(answer) => Ok((call.id, answer)),
        Err(error) => Err((call.id, error)),
    }
}

async fn dispatch<S: Service>(
    service: &S,
    options: &Options,
    parts: &Parts,
    call: &Call<'_>,
    exchange: &mut Exchange,
) -> Result<Answer, A2aError> {
    let protocol = service.protocol();
    // What a method is depends on the version, so that comes first.
    let mut context = context::of_request(parts, protocol, options)?;
    let Some(method) = protocol.method(&call.method) else {
        let message = format!("there is no method `{}`", excerpt(&call.method));
        return Err(A2aError::method_not_found(message));
    };
    exchange.begin(service, method, &mut context)?;
    let parameters = Parameters::json(call.params.as_bytes());
    answer::call(service, context, method, parameters, options.keep_alive).await
}

fn envelope(json: impl Into<axum::body::Body>) -> Response {
    answer::document(StatusCode::OK, HeaderValue::from_static(JSON), json)
}
