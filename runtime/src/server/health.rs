//! What an orchestrator or a load balancer asks: whether the process runs, and whether it may get traffic.

use super::answer;
use super::media_type::JSON;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use http::header::CACHE_CONTROL;
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};
use std::fmt::Display;
use std::time::Duration;
use tokio::time::timeout;

/// How long a check of readiness may take; probes wait no longer than a few seconds either.
const READINESS_TIMEOUT: Duration = Duration::from_secs(5);

/// A router with `GET /healthz` and `GET /readyz`, to [`Router::merge`] at the root of a server.
///
/// - `/healthz` is 200 with `{"status":"ok"}` as long as the process answers at all.
/// - `/readyz` asks `readiness`: 200 with `{"status":"ready"}`, or 503 with
///   `{"status":"unavailable","reason":"…"}` when it fails or takes longer than 5 seconds. Whoever reaches the
///   server reads the reason, so it must hold no secret.
///
/// Nobody may keep the answers. Readiness is checked for every request, so it should cost little. A server that is
/// to be taken out of a pool before it stops reports that it is not ready, and shuts down a while later.
///
/// ```
/// use a2a_runtime::server::health;
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicBool, Ordering};
///
/// let is_ready = Arc::new(AtomicBool::new(true));
/// let app: axum::Router = health(move || {
///     let is_ready = is_ready.load(Ordering::Relaxed);
///     async move { if is_ready { Ok(()) } else { Err("the store is not connected") } }
/// });
/// ```
pub fn health<C, F, E>(readiness: C) -> Router
where
    C: Fn() -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<(), E>> + Send,
    E: Display + Send,
{
    let is_ready = move || {
        let readiness = readiness.clone();
        async move {
            let reason = match timeout(READINESS_TIMEOUT, readiness()).await {
                Ok(Ok(())) => return status(StatusCode::OK, &json!({"status": "ready"})),
                Ok(Err(reason)) => reason.to_string(),
                Err(_) => {
                    let limit = READINESS_TIMEOUT.as_secs();
                    format!("the check took longer than {limit} seconds")
                }
            };
            let unavailable = json!({"status": "unavailable", "reason": reason});
            status(StatusCode::SERVICE_UNAVAILABLE, &unavailable)
        }
    };
    Router::new()
        .route(
            "/healthz",
            get(|| async { status(StatusCode::OK, &json!({"status": "ok"})) }),
        )
        .route("/readyz", get(is_ready))
}

fn status(code: StatusCode, json: &Value) -> Response {
    let mut response = answer::document(code, HeaderValue::from_static(JSON), json.to_string());
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
