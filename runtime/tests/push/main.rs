//! Push notifications, byte by byte on the wire.
#![cfg(feature = "push")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml allows them in tests, but to clippy the functions that tests call are none"
)]

mod both;
mod egress;
mod receipts;
mod receiver;
mod sender;
mod webhook;
mod wire;

use a2a_runtime::push::{EgressPolicy, HttpPushSender, PushOptions};
use std::time::Duration;

/// The options of a sender that calls this machine.
fn local() -> PushOptions {
    PushOptions::new().with_egress(EgressPolicy::new().allow_private(true))
}

fn sender(options: PushOptions) -> HttpPushSender {
    HttpPushSender::new(options).unwrap()
}

/// Runs a test that must not take longer than ten seconds.
async fn bounded<T>(test: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(10), test)
        .await
        .expect("the test hangs")
}
