//! A sender that does what the test says, and writes down what came when.

use a2a_bindings::{Bytes, Push, PushError, PushErrorKind, PushSender, PushTarget};
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;

/// What becomes of one attempt.
#[derive(Debug, Clone, Copy)]
pub(super) enum Does {
    Takes(Duration),
    Fails,
    AsksFor(Duration),
    Rejects,
    /// As `Rejects`, at length.
    Rambles,
    Refuses,
    Hangs,
    Panics,
}

/// One attempt.
#[derive(Debug, Clone)]
pub(super) struct Attempt {
    /// In milliseconds from the beginning, to the nearest 10: the clock's steps are 1.
    pub(super) time: u64,
    pub(super) target: PushTarget,
    pub(super) body: String,
}

#[derive(Clone)]
pub(super) struct FakeSender(Arc<Mutex<State>>);

struct State {
    began: Instant,
    /// By the host's first label, as webhooks are called in these tests.
    script: HashMap<String, VecDeque<Does>>,
    /// What becomes of attempts that the script does not name.
    otherwise: HashMap<String, Does>,
    attempts: Vec<Attempt>,
    under_way: usize,
    most_under_way: usize,
}

impl FakeSender {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(State {
            began: Instant::now(),
            script: HashMap::new(),
            otherwise: HashMap::new(),
            attempts: Vec::new(),
            under_way: 0,
            most_under_way: 0,
        })))
    }

    /// What becomes of the next attempts at a webhook; those after them succeed at once.
    pub(super) fn with(self, webhook: &str, does: impl IntoIterator<Item = Does>) -> Self {
        let script = does.into_iter().collect();
        self.0.lock().unwrap().script.insert(webhook.to_owned(), script);
        self
    }

    /// What becomes of all attempts at a webhook from now on.
    pub(super) fn always(&self, webhook: &str, does: Does) {
        self.0.lock().unwrap().otherwise.insert(webhook.to_owned(), does);
    }

    pub(super) fn attempts(&self, webhook: &str) -> Vec<Attempt> {
        let state = self.0.lock().unwrap();
        let mine = state
            .attempts
            .iter()
            .filter(|attempt| label(&attempt.target) == webhook);
        mine.cloned().collect()
    }

    pub(super) fn all(&self) -> Vec<Attempt> {
        self.0.lock().unwrap().attempts.clone()
    }

    /// What attempts at a webhook were about, with the time of each: the number of an entry, or the text of a task.
    pub(super) fn told(&self, webhook: &str) -> Vec<(u64, String)> {
        let attempts = self.attempts(webhook);
        attempts
            .iter()
            .map(|attempt| (attempt.time, about(&attempt.body)))
            .collect()
    }

    pub(super) fn most_under_way(&self) -> usize {
        self.0.lock().unwrap().most_under_way
    }

    fn begin(&self, target: &PushTarget, body: &Bytes) -> Does {
        let mut state = self.0.lock().unwrap();
        let milliseconds = u64::try_from(state.began.elapsed().as_millis()).unwrap();
        state.attempts.push(Attempt {
            time: (milliseconds + 5) / 10 * 10,
            target: target.clone(),
            body: String::from_utf8(body.to_vec()).unwrap(),
        });
        state.under_way += 1;
        state.most_under_way = state.most_under_way.max(state.under_way);
        let webhook = label(target);
        let scripted = state.script.get_mut(webhook).and_then(VecDeque::pop_front);
        let otherwise = state.otherwise.get(webhook).copied();
        scripted.or(otherwise).unwrap_or(Does::Takes(Duration::ZERO))
    }
}

fn label(target: &PushTarget) -> &str {
    let host = target.url.strip_prefix("https://").unwrap();
    host.split('.').next().unwrap()
}

/// The number of the entry, `task` for the task as it begins, or `task at` the entry that it is a snapshot of.
pub(super) fn about(body: &str) -> String {
    use a2a_bindings::v1_0::StreamResponse;
    let said = |status: a2a_bindings::v1_0::TaskStatus| status.message.map(|message| message.message_id);
    match a2a_bindings::from_slice::<StreamResponse>(body.as_bytes()).unwrap() {
        StreamResponse::StatusUpdate(update) => said(update.status).unwrap(),
        StreamResponse::Task(task) => match said(task.status) {
            Some(number) => format!("task at {number}"),
            None => "task".to_owned(),
        },
        other => panic!("{other:?}"),
    }
}

/// Counts an attempt as long as it is under way, even if it is dropped.
struct UnderWay<'a>(&'a FakeSender);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.0.lock().unwrap().under_way -= 1;
    }
}

impl PushSender for FakeSender {
    async fn check(&self, target: &PushTarget) -> Result<(), PushError> {
        let does = self.begin(target, &Bytes::new());
        let _under_way = UnderWay(self);
        match does {
            Does::Refuses => Err(PushError::new(PushErrorKind::Refused, "not this one")),
            Does::Hangs => std::future::pending().await,
            _ => Ok(()),
        }
    }

    async fn send(&self, push: Push<'_>) -> Result<(), PushError> {
        let does = self.begin(push.target, &push.body);
        let _under_way = UnderWay(self);
        let failed = || PushError::new(PushErrorKind::Failed, "the webhook answered 503");
        match does {
            Does::Takes(time) => {
                tokio::time::sleep(time).await;
                Ok(())
            }
            Does::Fails => Err(failed()),
            Does::AsksFor(time) => Err(failed().with_retry_after(time)),
            Does::Rejects => Err(PushError::new(
                PushErrorKind::Rejected,
                "the webhook answered 410",
            )),
            Does::Rambles => Err(PushError::new(PushErrorKind::Rejected, "é".repeat(100_000))),
            Does::Refuses => Err(PushError::new(PushErrorKind::Refused, "not this one")),
            Does::Hangs => std::future::pending().await,
            Does::Panics => panic!("Bearer secret"),
        }
    }
}
