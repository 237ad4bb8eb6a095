//! A webhook on this machine.

use crate::failure::Failure;
use a2a_bindings::v1_0::{AuthenticationInfo, PROTOCOL, TaskPushNotificationConfig};
use a2a_runtime::push::{Expectation, PushReceiver, Receipts};
use a2a_runtime::server::serve;
use a2a_validator::{Subject, Validator};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// How large a notification may be.
const MAX_BODY: usize = 1 << 20;

/// A webhook, and what it is told.
#[derive(Debug)]
pub(crate) struct Webhook {
    pub(crate) config: TaskPushNotificationConfig,
    pub(crate) receipts: Receipts,
    seen: Arc<Mutex<Seen>>,
}

/// What the types of the notifications do not show.
#[derive(Debug, Default, Clone)]
pub(crate) struct Seen {
    pub(crate) media_types: Vec<String>,
    /// What the schema has against the notifications.
    pub(crate) findings: Vec<String>,
}

impl Webhook {
    pub(crate) async fn open() -> Result<Self, Failure> {
        let receiver = PushReceiver::new();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let io = |error: std::io::Error| Failure::new(error.to_string());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.map_err(io)?;
        let url = format!("http://{}/webhook", listener.local_addr().map_err(io)?);
        let validator = Validator::new(&PROTOCOL).map_err(|error| Failure::new(error.to_string()))?;
        let app = axum::Router::new().nest_service("/webhook", receiver.router());
        let app = app.layer(from_fn_with_state((validator, Arc::clone(&seen)), look));
        tokio::spawn(serve(listener, app, std::future::pending::<()>()).into_future());

        let credentials = Uuid::new_v4().to_string();
        // Of the token the protocol does not say where agents put it, and some leave it out where there are credentials.
        let receipts = receiver.expect(Expectation::authorization("Bearer", credentials.as_str()));
        let authentication = AuthenticationInfo::new("Bearer").with_credentials(credentials);
        let config = TaskPushNotificationConfig::new(url)
            .with_token(Uuid::new_v4().to_string())
            .with_authentication(authentication);
        Ok(Self {
            config,
            receipts,
            seen,
        })
    }

    pub(crate) fn seen(&self) -> Seen {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Notes what passes.
async fn look(
    State((validator, seen)): State<(Validator, Arc<Mutex<Seen>>)>,
    request: Request,
    next: Next,
) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY).await else {
        return axum::http::StatusCode::BAD_REQUEST.into_response();
    };
    let media_type = head
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let findings = match validator.validate_bytes(Subject::Type("StreamResponse"), &body) {
        Ok(findings) => findings.iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
    };
    {
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.media_types.push(media_type.unwrap_or_default().to_owned());
        seen.findings.extend(findings);
    }
    next.run(Request::from_parts(head, Body::from(body))).await
}
