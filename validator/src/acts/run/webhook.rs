//! The runner's own webhook, which agents call.

use crate::acts::error::{RunError, RunErrorKind};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::any;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

/// As large a notification is read, in bytes.
const MAX_BODY: usize = 1 << 20;
/// As many notifications of a test are kept.
const MAX_DELIVERIES: usize = 1000;
/// As much of them is kept, in bytes.
const MAX_KEPT: usize = 16 << 20;

/// A webhook with a place of its own for each test.
#[derive(Debug)]
pub(crate) struct Webhook {
    /// Where agents reach it, without a slash at the end.
    base: String,
    received: Arc<Received>,
    server: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Received {
    deliveries: Mutex<BTreeMap<String, Vec<Delivery>>>,
    arrived: Notify,
}

/// A notification that came.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Webhook {
    /// Listens; agents reach it at `public_url`, or else at the address itself.
    pub(crate) async fn start(address: SocketAddr, public_url: Option<&str>) -> Result<Self, RunError> {
        let refused = |error: std::io::Error| {
            let message = format!("the webhook cannot listen on {address}: {error}");
            RunError::new(RunErrorKind::Setup, message).with_source(error)
        };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let local = listener.local_addr().map_err(refused)?;
        let received = Arc::new(Received::default());
        let router = Router::new()
            .route("/{test}", any(receive))
            .with_state(received.clone());
        let server = tokio::spawn(async move {
            // It ends with the run.
            let _ = axum::serve(listener, router).await;
        });
        let base = public_url.map_or_else(
            || format!("http://{local}"),
            |url| url.trim_end_matches('/').to_owned(),
        );
        Ok(Self {
            base,
            received,
            server,
        })
    }

    /// The address for a test, by a name that nobody guesses; from now on it is there.
    pub(crate) fn open(&self, name: &str) -> String {
        self.received.lock().entry(name.to_owned()).or_default();
        format!("{}/{name}", self.base)
    }

    /// Takes the address away again, with what came there.
    pub(crate) fn close(&self, name: &str) {
        self.received.lock().remove(name);
    }

    /// Waits until the notifications of a test are enough.
    pub(crate) async fn wait(
        &self,
        name: &str,
        limit: Duration,
        enough: impl Fn(&[Delivery]) -> bool,
    ) -> Vec<Delivery> {
        let deadline = Instant::now() + limit;
        loop {
            let arrived = self.received.arrived.notified();
            let deliveries = self.received.of(name);
            if enough(&deliveries) || timeout_at(deadline, arrived).await.is_err() {
                return self.received.of(name);
            }
        }
    }
}

impl Drop for Webhook {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Received {
    fn of(&self, name: &str) -> Vec<Delivery> {
        self.lock().get(name).cloned().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Vec<Delivery>>> {
        self.deliveries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn receive(
    State(received): State<Arc<Received>>,
    Path(test): Path<String>,
    request: Request<Body>,
) -> StatusCode {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE;
    };
    {
        let mut deliveries = received.lock();
        let Some(of_test) = deliveries.get_mut(&test) else {
            return StatusCode::NOT_FOUND;
        };
        let kept: usize = of_test.iter().map(|delivery| delivery.body.len()).sum();
        if of_test.len() < MAX_DELIVERIES && kept + body.len() <= MAX_KEPT {
            of_test.push(Delivery {
                headers: parts.headers,
                body: body.to_vec(),
            });
        }
    }
    received.arrived.notify_waiters();
    StatusCode::NO_CONTENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_kept_is_bounded_and_ends_with_the_test() {
        let webhook = Webhook::start(SocketAddr::from(([127, 0, 0, 1], 0)), None)
            .await
            .unwrap();
        let url = webhook.open("test");
        let client = a2a_runtime::client::http_client().unwrap();
        let post = async || {
            let sent = client.post(&url).body(vec![b'x'; MAX_BODY]).send().await;
            sent.unwrap().status().as_u16()
        };
        for _ in 0..MAX_KEPT / MAX_BODY + 2 {
            assert_eq!(post().await, 204);
        }
        assert_eq!(webhook.received.of("test").len(), MAX_KEPT / MAX_BODY);
        webhook.close("test");
        assert_eq!(post().await, 404);
    }
}
