//! Whether the process runs, and whether it may get traffic.

use crate::wire::{exchange, request, respond};
use a2a_runtime::server::health;
use axum::Router;
use std::future::{pending, ready};
use std::time::Duration;
use tokio::time::Instant;

fn answer(status: u16, json: &str) -> String {
    format!("{status}\ncache-control: no-store\ncontent-type: application/json\n\n{json}")
}

async fn check(app: &Router, target: &str, expected: String) {
    assert_eq!(
        exchange(app, request(&format!("GET {target}"))).await,
        expected,
        "{target}"
    );
}

#[tokio::test]
async fn what_is_ready_says_so() {
    let app = health(|| ready(Ok::<_, String>(())));
    check(&app, "/healthz", answer(200, r#"{"status":"ok"}"#)).await;
    check(&app, "/readyz", answer(200, r#"{"status":"ready"}"#)).await;
    let response = respond(&app, request("HEAD /readyz")).await;
    assert_eq!(response.status(), 200);
    assert_eq!(
        exchange(&app, request("POST /readyz")).await,
        "405\nallow: GET,HEAD\n\n"
    );
}

#[tokio::test]
async fn what_is_not_ready_is_healthy_and_says_why() {
    let app = health(|| ready(Err("the \"store\" is not connected")));
    let reason = r#"{"reason":"the \"store\" is not connected","status":"unavailable"}"#;
    check(&app, "/readyz", answer(503, reason)).await;
    check(&app, "/healthz", answer(200, r#"{"status":"ok"}"#)).await;
}

#[tokio::test(start_paused = true)]
async fn a_check_that_hangs_is_a_failure() {
    let app = health(pending::<Result<(), String>>);
    let start = Instant::now();
    let reason = r#"{"reason":"the check took longer than 5 seconds","status":"unavailable"}"#;
    check(&app, "/readyz", answer(503, reason)).await;
    assert_eq!(start.elapsed(), Duration::from_secs(5));
}
