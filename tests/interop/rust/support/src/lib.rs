//! What the clients have in common that is not of any SDK: reporting, and a webhook.

use anyhow::Context;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::json;
use std::future::Future;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// How long a check may take.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How many characters of what a peer says are worth reading.
const MAX_DETAIL: usize = 400;

/// The arguments of a client: the agent, and the binding.
pub fn arguments() -> anyhow::Result<(String, String)> {
    let mut arguments = std::env::args().skip(1);
    let usage = "name the agent and the binding: CARD_BASE_URL BINDING";
    Ok((arguments.next().context(usage)?, arguments.next().context(usage)?))
}

/// Runs a check, and prints what it came to.
pub async fn run(check: &str, body: impl Future<Output = anyhow::Result<()>>) {
    let late = || Err(anyhow::anyhow!("no end after {TIMEOUT:?}"));
    match tokio::time::timeout(TIMEOUT, body)
        .await
        .unwrap_or_else(|_| late())
    {
        Ok(()) => report(check, "ok", ""),
        Err(error) => report(check, "fail", &format!("{error:#}")),
    }
}

/// Prints that the SDK does not have something.
pub fn unsupported(check: &str, why: &str) {
    report(check, "unsupported", why);
}

fn report(check: &str, result: &str, detail: &str) {
    let words: Vec<_> = detail.split_whitespace().collect();
    let detail: String = words.join(" ").chars().take(MAX_DETAIL).collect();
    println!(
        "{}",
        json!({ "check": check, "result": result, "detail": detail })
    );
}

/// A webhook on this machine, and what it is told.
pub struct Webhook {
    pub url: String,
    told: UnboundedReceiver<(HeaderMap, Bytes)>,
}

impl Webhook {
    pub async fn open() -> anyhow::Result<Self> {
        let (sender, told) = unbounded_channel();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/hook", listener.local_addr()?);
        let app = Router::new().route("/hook", post(notified)).with_state(sender);
        tokio::spawn(async move { axum::serve(listener, app).await });
        Ok(Self { url, told })
    }

    /// The next notification: its headers and its body.
    pub async fn next(&mut self) -> anyhow::Result<(HeaderMap, Bytes)> {
        self.told.recv().await.context("the webhook has closed")
    }
}

async fn notified(
    State(sender): State<UnboundedSender<(HeaderMap, Bytes)>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    // Nobody waits for what comes after the end of the check.
    let _ = sender.send((headers, body));
    StatusCode::NO_CONTENT
}
