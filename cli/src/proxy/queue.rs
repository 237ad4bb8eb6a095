//! From where bytes pass to where they are looked at.

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{Semaphore, SemaphorePermit};

/// As much may wait to be looked at, in bytes. Then what passes is slowed down to the pace of the looking, which reads
/// the JSON of some hundred thousand events a second.
const BUDGET: u32 = 8 << 20;
/// What an observation is taken to cost beside its bytes.
const OVERHEAD: u32 = 1024;

/// Who sent something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Client,
    Agent,
}

/// What comes before a body.
#[derive(Debug)]
pub(crate) enum Head {
    Request {
        method: Method,
        /// As it came to the proxy.
        uri: Uri,
        headers: HeaderMap,
    },
    Response {
        status: StatusCode,
        headers: HeaderMap,
    },
}

impl Head {
    /// About how much it has, in bytes.
    fn len(&self) -> usize {
        let (uri, headers) = match self {
            Self::Request { uri, headers, .. } => {
                (uri.path().len() + uri.query().map_or(0, str::len), headers)
            }
            Self::Response { headers, .. } => (0, headers),
        };
        let headers = headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len());
        uri + headers.sum::<usize>()
    }
}

/// Something that has passed. The head of a side comes first, alone, and the end with the last observation; an agent
/// that did not answer has no head, only an end that is not complete.
#[derive(Debug)]
pub(crate) struct Observation {
    /// The number of the exchange, from 1.
    pub(crate) exchange: u64,
    pub(crate) side: Side,
    pub(crate) head: Option<Head>,
    pub(crate) data: Bytes,
    /// Whether the body is complete, if this is its end.
    pub(crate) end: Option<bool>,
}

impl Observation {
    fn cost(&self) -> u32 {
        let head = self.head.as_ref().map_or(0, Head::len);
        u32::try_from(self.data.len().saturating_add(head))
            .unwrap_or(BUDGET)
            .saturating_add(OVERHEAD)
            .min(BUDGET)
    }
}

/// An observation in the queue, and what of the budget it has.
type Waiting = (Observation, usize);

/// Where observations go in.
#[derive(Debug, Clone)]
pub(crate) struct Queue {
    sender: UnboundedSender<Option<Waiting>>,
    budget: Arc<Semaphore>,
    exchanges: Arc<AtomicU64>,
}

/// Where observations come out, in the order in which they were made.
#[derive(Debug)]
pub(crate) struct Observations {
    receiver: UnboundedReceiver<Option<Waiting>>,
    budget: Arc<Semaphore>,
    /// What the latest one has cost, as long as it is looked at.
    held: usize,
}

impl Queue {
    /// An empty queue.
    pub(crate) fn new() -> (Self, Observations) {
        let (sender, receiver) = unbounded_channel();
        let budget = Arc::new(Semaphore::new(BUDGET as usize));
        let queue = Self {
            sender,
            budget: Arc::clone(&budget),
            exchanges: Arc::default(),
        };
        let observations = Observations {
            receiver,
            budget,
            held: 0,
        };
        (queue, observations)
    }

    /// The number of the next exchange.
    pub(super) fn exchange(&self) -> u64 {
        self.exchanges.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Takes a head as soon as there is room. Dropped before that, it takes nothing.
    pub(super) async fn head(&self, exchange: u64, side: Side, head: Head) {
        let observation = Observation {
            exchange,
            side,
            head: Some(head),
            data: Bytes::new(),
            end: None,
        };
        self.clone().send(observation).await;
    }

    /// Takes an observation, if there is room; otherwise gives it back.
    #[allow(clippy::result_large_err, reason = "it is the caller's, and goes back to it")]
    pub(super) fn offer(&self, observation: Observation) -> Result<(), Observation> {
        match self.budget.try_acquire_many(observation.cost()) {
            Ok(permit) => {
                self.push(observation, permit);
                Ok(())
            }
            Err(_) if self.budget.is_closed() => Ok(()),
            Err(_) => Err(observation),
        }
    }

    /// Takes an observation as soon as there is room.
    pub(super) async fn send(self, observation: Observation) {
        // Where nobody looks any more, nothing waits.
        if let Ok(permit) = self.budget.acquire_many(observation.cost()).await {
            self.push(observation, permit);
        }
    }

    /// Takes an observation that cannot wait, because whoever made it is being dropped. It has no data, and there is one
    /// a body at most, whose head has waited, so that it may go beyond the budget.
    pub(super) fn push_last(&self, observation: Observation) {
        // Fails if nobody looks.
        let _ = self.sender.send(Some((observation, 0)));
    }

    fn push(&self, observation: Observation, permit: SemaphorePermit<'_>) {
        let held = permit.num_permits();
        permit.forget();
        // Fails if nobody looks.
        let _ = self.sender.send(Some((observation, held)));
    }

    /// Has the looking end with what has passed so far.
    pub(crate) fn finish(&self) {
        // Fails if it has.
        let _ = self.sender.send(None);
    }
}

impl Observations {
    /// Waits for the next one on a thread that may block; `None` when there will be none.
    pub(crate) fn next(&mut self) -> Option<Observation> {
        self.budget.add_permits(std::mem::take(&mut self.held));
        let (observation, held) = self.receiver.blocking_recv()??;
        self.held = held;
        Some(observation)
    }
}

impl Drop for Observations {
    fn drop(&mut self) {
        self.budget.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use http::HeaderValue;

    #[test]
    fn heads_without_a_body_wait_for_room_too() {
        const LENGTH: usize = 10_000;
        let (queue, mut observations) = Queue::new();
        let add = || {
            let value = HeaderValue::from_bytes(&[b'x'; LENGTH]).unwrap();
            let head = Head::Response {
                status: StatusCode::OK,
                headers: [(http::header::WARNING, value)].into_iter().collect(),
            };
            queue.head(1, Side::Agent, head).now_or_never()
        };
        let taken = (0..).take_while(|_| add().is_some()).count();
        assert!((1..=BUDGET as usize / LENGTH).contains(&taken), "{taken}");
        // What is being looked at still counts.
        observations.next().unwrap();
        assert!(add().is_none());
        observations.next().unwrap();
        assert!(add().is_some());
    }
}
