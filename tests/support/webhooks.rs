//! A receiver of push notifications that keeps everything, second deliveries too.

use super::served::{origin, serve_at};
use a2a_bindings::v1_0::{StreamResponse, TaskPushNotificationConfig};
use a2a_runtime::push::{EVENT_ID, EgressPolicy, HttpPushSender, NOTIFICATION_TOKEN, PushOptions};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

/// A webhook for every name.
#[derive(Debug, Clone)]
pub struct Webhooks {
    origin: String,
    kept: Arc<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    /// Of which life of the sender is what comes now.
    life: AtomicU32,
    received: Mutex<HashMap<String, Vec<Received>>>,
}

/// What a webhook was told.
#[derive(Debug, Clone)]
pub struct Received {
    /// Of which life of the sender it is.
    pub life: u32,
    /// The number of the event.
    pub number: u64,
    /// The event.
    pub event: StreamResponse,
}

impl Webhooks {
    /// Starts receiving, until the runtime ends.
    pub async fn start() -> Self {
        let kept = Arc::<Kept>::default();
        let app = Router::new()
            .route("/{name}", post(receive))
            .with_state(Arc::clone(&kept));
        let origin = origin(serve_at(app).await);
        Self { origin, kept }
    }

    /// The configuration of a webhook, with a token that the receiver asks for.
    #[must_use]
    pub fn config(&self, name: &str) -> TaskPushNotificationConfig {
        TaskPushNotificationConfig::new(format!("{}/{name}", self.origin)).with_token(token(name))
    }

    /// Says that what comes from now on is of another life of the sender.
    pub fn next_life(&self) {
        self.kept.life.fetch_add(1, Ordering::SeqCst);
    }

    /// What a webhook was told so far, in this order.
    ///
    /// # Panics
    /// The receiver has panicked.
    #[must_use]
    pub fn received(&self, name: &str) -> Vec<Received> {
        let received = self.kept.received.lock().unwrap();
        received.get(name).cloned().unwrap_or_default()
    }

    /// The number of the last event that a webhook was told, if any.
    ///
    /// # Panics
    /// The receiver has panicked.
    #[must_use]
    pub fn last(&self, name: &str) -> Option<u64> {
        let received = self.kept.received.lock().unwrap();
        received.get(name)?.last().map(|received| received.number)
    }

    /// The names of the webhooks that were told anything.
    ///
    /// # Panics
    /// The receiver has panicked.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.kept.received.lock().unwrap().keys().cloned().collect()
    }
}

fn token(name: &str) -> String {
    format!("token of {name}")
}

async fn receive(
    State(kept): State<Arc<Kept>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &axum::http::HeaderValue| value.to_str().ok())
    };
    if text(NOTIFICATION_TOKEN) != Some(&token(&name)) {
        return StatusCode::UNAUTHORIZED;
    }
    let number = text(EVENT_ID).and_then(|id| id.parse().ok());
    let (Some(number), Ok(event)) = (number, serde_json::from_slice(&body)) else {
        return StatusCode::BAD_REQUEST;
    };
    let life = kept.life.load(Ordering::SeqCst);
    let Ok(mut received) = kept.received.lock() else {
        return StatusCode::INTERNAL_SERVER_ERROR;
    };
    received
        .entry(name)
        .or_default()
        .push(Received { life, number, event });
    StatusCode::OK
}

/// A sender that calls webhooks on this machine.
///
/// # Panics
/// It cannot be set up.
#[must_use]
pub fn push_sender() -> HttpPushSender {
    let egress = EgressPolicy::new().allow_private(true);
    HttpPushSender::new(PushOptions::new().with_egress(egress)).unwrap()
}
