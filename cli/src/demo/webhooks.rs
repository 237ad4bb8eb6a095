//! A receiver of push notifications on a port of its own, which checks what arrives.

use super::checks::Checks;
use a2a_runtime::push::PushReceiver;
use a2a_runtime::server::serve;
use a2a_validator::Validator;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A receiver that listens on this machine.
#[derive(Debug)]
pub(super) struct Webhooks {
    pub(super) url: String,
    pub(super) receiver: PushReceiver,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// How many bytes a notification of the demo agent may have.
const MAX_BYTES: usize = 1 << 20;
const PATH: &str = "/webhook";

impl Webhooks {
    /// Listens, and has everything that arrives checked.
    pub(super) async fn start(validator: Validator, checks: Checks) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}{PATH}", listener.local_addr()?);
        let receiver = PushReceiver::new();
        let validator = Arc::new(validator);
        let check =
            move |request: Request, next: Next| check(Arc::clone(&validator), checks.clone(), request, next);
        let app = Router::new()
            .nest_service(PATH, receiver.router())
            .layer(from_fn(check));
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(async move {
            serve(listener, app, stopped).drain(Duration::ZERO).await;
        });
        Ok(Self {
            url,
            receiver,
            stop,
            serving,
        })
    }

    /// Ends it.
    pub(super) async fn stop(self) {
        drop(self.stop);
        // If it has panicked, the steps have failed already.
        let _ = self.serving.await;
    }
}

async fn check(validator: Arc<Validator>, checks: Checks, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    // Before the receiver has it, so that it is counted with the step that waits for it.
    checks.notification(&validator, &body);
    next.run(Request::from_parts(parts, Body::from(body))).await
}
