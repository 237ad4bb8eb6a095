//! Keeping records.

use super::record::{Kind, Record};
use crate::finding::{Finding, Severity};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Keeps records: the latest ones, and the first invalid ones. Its clones share what they keep.
#[derive(Debug, Clone)]
pub struct Recorder {
    capacity: usize,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug, Default)]
struct Kept {
    latest: VecDeque<Record>,
    /// Kept apart, so that many good records cannot displace a bad one.
    invalid: Vec<Record>,
    total: u64,
}

const DEFAULT_CAPACITY: usize = 10_000;

impl Recorder {
    /// A recorder that keeps 10,000 records, and as many invalid ones.
    #[must_use]
    pub fn new() -> Self {
        Self::with_capacity(DEFAULT_CAPACITY)
    }

    /// A recorder that keeps the `capacity` latest records, and the `capacity` first invalid ones.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            capacity,
            kept: Arc::default(),
        }
    }

    /// What hands records over to this recorder.
    pub fn sink(&self) -> impl Fn(Record) + Send + Sync + 'static + use<> {
        let recorder = self.clone();
        move |record| recorder.record(record)
    }

    /// Keeps a record, without its content. The end of a stream is none, if nothing is wrong with it.
    pub fn record(&self, mut record: Record) {
        if record.kind == Kind::StreamEnd && record.findings.is_empty() {
            return;
        }
        record.content = None;
        let mut kept = self.kept();
        kept.total += 1;
        let invalid = |finding: &Finding| finding.severity > Severity::Ambiguous;
        if record.findings.iter().any(invalid) && kept.invalid.len() < self.capacity {
            kept.invalid.push(record.clone());
        }
        if kept.latest.len() >= self.capacity {
            kept.latest.pop_front();
        }
        if self.capacity > 0 {
            kept.latest.push_back(record);
        }
    }

    /// The latest records, the oldest first.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        self.kept().latest.iter().cloned().collect()
    }

    /// The records that have findings which are not only ambiguous, the oldest first.
    #[must_use]
    pub fn invalid(&self) -> Vec<Record> {
        self.kept().invalid.clone()
    }

    /// The findings of all these records.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.kept()
            .invalid
            .iter()
            .flat_map(|record| record.findings.iter().cloned())
            .collect()
    }

    /// How many records there were, kept or not.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.kept().total
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // A panic elsewhere leaves the lists as they are, which is well enough.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Recorder {
    fn default() -> Self {
        Self::new()
    }
}
