//! The agent that is looked at.

use super::feed::Feed;
use crate::args::Upstream;
use crate::error::Error;
use crate::proxy::{Checker, Proxy, Queue, Routes, learn};
use a2a_validator::transcript::TranscriptWriter;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::task::AbortHandle;

/// A proxy to one agent, whose traffic goes to the feed. Dropped, it looks no longer.
pub(super) struct Session {
    pub(super) proxy: Proxy,
    queue: Queue,
    learning: AbortHandle,
    description: Value,
}

impl Session {
    /// Begins to look at an agent. Clients reach it below the URL, as they would below its origin.
    pub(super) fn begin(upstream: &Upstream, base_url: &str, feed: &Feed) -> Result<Self, Error> {
        let (queue, observations) = Queue::new();
        let routes = Arc::new(Routes::new(base_url, upstream.origin.clone(), true));
        let proxy = Proxy::new(Arc::clone(&routes), queue.clone(), true)?;
        let told = feed.clone();
        let transcript = TranscriptWriter::new(feed.clone());
        let checker = Checker::new(routes, Some(transcript), move |record| told.record(&record))?;
        let description = json!({
            "url": format!("{}{}", upstream.origin, upstream.path),
            "origin": upstream.origin.to_string(),
            "proxy": base_url,
            "path": upstream.path,
        });
        feed.restart(&description);
        std::thread::spawn(move || checker.run(observations));
        let learning = tokio::spawn(learn(proxy.clone(), upstream.path.clone())).abort_handle();
        Ok(Self {
            proxy,
            queue,
            learning,
            description,
        })
    }

    /// What the page has to know of it.
    pub(super) fn description(&self) -> &Value {
        &self.description
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.learning.abort();
        self.queue.finish();
    }
}
