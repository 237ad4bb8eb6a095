//! What the stress tests have in common: a server, clients, and how a client puts a task together.

mod fold;
mod process;
mod raw;
mod rounds;
mod script;
mod served;
mod webhooks;

pub use fold::{Fold, fold, is_terminal, number, state_of, without_history};
pub use process::{StressAgent, resident_bytes};
pub use raw::{Reply, Request};
pub use rounds::{Random, rounds};
pub use script::{Script, counted_events, steps};
pub use served::{BINDINGS, Served, app, client, client_at, http, origin, serve_at};
pub use webhooks::{Received, Webhooks, push_sender};

use std::future::Future;
use std::time::Duration;

/// Awaits what must come soon, whatever else the machine does.
///
/// # Panics
/// It takes two minutes.
pub async fn within<F: Future>(what: &str, future: F) -> F::Output {
    match tokio::time::timeout(Duration::from_secs(120), future).await {
        Ok(output) => output,
        Err(_) => panic!("it hangs: {what}"),
    }
}

/// Waits until something holds.
///
/// # Panics
/// It does not within two minutes.
pub async fn eventually(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    within(what, async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
}
