//! What happened, step by step.

use super::checks::Checks;
use a2a_runtime::client::Binding;
use std::time::{Duration, Instant};

/// No step takes nearly as long, unless something is broken.
const LIMIT: Duration = Duration::from_secs(10);

/// The steps so far.
#[derive(Debug)]
pub(super) struct Conversation {
    pub(super) checks: Checks,
    /// How many checks the steps so far have to show: those of a stream that was left may come a little later.
    counted: u64,
    pub(super) steps: Vec<Step>,
}

/// One thing that the client did.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) name: &'static str,
    /// `None` for what belongs to no binding.
    pub(super) binding: Option<Binding>,
    /// What happened, or why it failed.
    pub(super) result: Result<String, String>,
    /// How many requests, responses, events and notifications were checked.
    pub(super) checked: u64,
    pub(super) elapsed: Duration,
}

/// Why a step failed.
pub(super) type Failed = Box<dyn std::error::Error + Send + Sync>;

impl Conversation {
    pub(super) fn new(checks: Checks) -> Self {
        Self {
            checks,
            counted: 0,
            steps: Vec::new(),
        }
    }

    /// Takes a step that ends with a line about what happened, and something to go on with.
    pub(super) async fn step<T>(
        &mut self,
        name: &'static str,
        binding: Option<Binding>,
        work: impl Future<Output = Result<(String, T), Failed>>,
    ) -> Option<T> {
        let begun = Instant::now();
        let (result, value) = match tokio::time::timeout(LIMIT, work).await {
            Ok(Ok((happened, value))) => (Ok(happened), Some(value)),
            Ok(Err(error)) => (Err(error.to_string()), None),
            Err(_) => (Err(format!("no end after {LIMIT:?}")), None),
        };
        let total = self.checks.total();
        self.steps.push(Step {
            name,
            binding,
            result,
            checked: total - self.counted,
            elapsed: begun.elapsed(),
        });
        self.counted = total;
        value
    }
}
