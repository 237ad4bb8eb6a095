//! What became of the tests.

use super::suite::{Level, Transport};
use crate::finding::{Finding, Severity};
use a2a_bindings::Timestamp;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// What became of a test or step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// It is as expected.
    Pass,
    /// It is not.
    Fail,
    /// It does not apply to this agent or binding.
    Skip,
    /// The runner could not carry it out.
    Error,
    /// What was seen does not tell.
    Ambiguous,
    /// It failed where it contradicts the specification, which wins.
    Contradicted,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Pass,
        Self::Fail,
        Self::Skip,
        Self::Error,
        Self::Ambiguous,
        Self::Contradicted,
    ];

    /// Its name: `pass`, `fail`, `skip`, `error`, `ambiguous` or `contradicted`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Skip => "skip",
            Self::Error => "error",
            Self::Ambiguous => "ambiguous",
            Self::Contradicted => "contradicted",
        }
    }

    /// The one of the format's four results that it is (§13.3 of the format): what does not tell is never a pass.
    #[must_use]
    pub fn acts(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Error => "error",
            Self::Skip | Self::Ambiguous | Self::Contradicted => "skip",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What a run over one binding found.
#[derive(Debug, Clone)]
pub struct Report {
    pub(crate) acts_version: String,
    pub(crate) spec_version: String,
    pub(crate) title: String,
    pub(crate) generated_at: Timestamp,
    /// Where the agent's card is, without credentials.
    pub(crate) agent_url: String,
    /// Where the operations were called.
    pub(crate) interface_url: String,
    pub(crate) transport: Transport,
    pub(crate) agent_name: String,
    pub(crate) agent_version: String,
    pub(crate) suites: Vec<SuiteResult>,
    pub(crate) duration: Duration,
}

#[derive(Debug, Clone)]
pub(crate) struct SuiteResult {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) tests: Vec<TestResult>,
}

/// What became of a test.
#[derive(Debug, Clone)]
pub(crate) struct TestResult {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) spec_ref: String,
    pub(crate) level: Level,
    pub(crate) place: String,
    pub(crate) verdict: Verdict,
    /// Why it was skipped, or does not tell.
    pub(crate) reason: String,
    pub(crate) failure: Option<Failure>,
    pub(crate) steps: Vec<StepResult>,
    pub(crate) exchanges: Vec<Exchange>,
    /// What a reader should know besides.
    pub(crate) notes: Vec<String>,
    /// It is about what a client reads, so about this program and not about the agent.
    pub(crate) is_of_client: bool,
    pub(crate) duration: Duration,
}

impl TestResult {
    pub(crate) fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.exchanges.iter().flat_map(|exchange| &exchange.findings)
    }

    /// What there is to say about the verdict.
    pub(crate) fn said(&self) -> &str {
        match &self.failure {
            Some(failure) if self.reason.is_empty() => &failure.message,
            _ => &self.reason,
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct StepResult {
    pub(crate) id: String,
    pub(crate) description: String,
    pub(crate) verdict: Verdict,
    pub(crate) failure: Option<Failure>,
    pub(crate) duration: Duration,
}

/// What was not as expected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) step: String,
    pub(crate) expected: String,
    pub(crate) actual: String,
    pub(crate) path: String,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            ..Self::default()
        }
    }
}

/// A request and what came back, as excerpts without credentials.
#[derive(Debug, Clone, Default)]
pub(crate) struct Exchange {
    pub(crate) step: String,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) request_headers: Vec<(String, String)>,
    pub(crate) request_body: String,
    /// None if there was no answer.
    pub(crate) status: Option<u16>,
    pub(crate) response_headers: Vec<(String, String)>,
    pub(crate) response_body: String,
    pub(crate) events: Vec<String>,
    /// How many events there were, of which the first ones are kept.
    pub(crate) event_count: usize,
    pub(crate) findings: Vec<Finding>,
    pub(crate) duration: Duration,
}

/// How many tests ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// All of them.
    pub total: usize,
    /// Those that passed.
    pub passed: usize,
    /// Those that failed.
    pub failed: usize,
    /// Those that did not apply.
    pub skipped: usize,
    /// Those that could not be carried out.
    pub errors: usize,
    /// Those that do not tell.
    pub ambiguous: usize,
    /// Those that failed where they contradict the specification.
    pub contradicted: usize,
}

impl Count {
    fn add(&mut self, verdict: Verdict) {
        self.total += 1;
        *match verdict {
            Verdict::Pass => &mut self.passed,
            Verdict::Fail => &mut self.failed,
            Verdict::Skip => &mut self.skipped,
            Verdict::Error => &mut self.errors,
            Verdict::Ambiguous => &mut self.ambiguous,
            Verdict::Contradicted => &mut self.contradicted,
        } += 1;
    }
}

impl Report {
    pub(crate) fn tests(&self) -> impl Iterator<Item = &TestResult> {
        self.suites.iter().flat_map(|suite| &suite.tests)
    }

    /// The binding that the tests ran over.
    #[must_use]
    pub fn transport(&self) -> Transport {
        self.transport
    }

    /// How long all of it took.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// How the tests ended.
    #[must_use]
    pub fn count(&self) -> Count {
        let mut count = Count::default();
        self.tests().for_each(|test| count.add(test.verdict));
        count
    }

    /// How the tests of each level ended.
    #[must_use]
    pub fn by_level(&self) -> BTreeMap<Level, Count> {
        let mut counts: BTreeMap<_, _> = Level::ALL.map(|level| (level, Count::default())).into();
        for test in self.tests() {
            counts.entry(test.level).or_default().add(test.verdict);
        }
        counts
    }

    /// The id, the level, the verdict and what there is to say about it, for each test in order.
    pub fn verdicts(&self) -> impl Iterator<Item = (&str, Level, Verdict, &str)> {
        self.tests()
            .map(|test| (test.id.as_str(), test.level, test.verdict, test.said()))
    }

    /// How many findings there are about what the agent sent, and how many of them are errors.
    #[must_use]
    pub fn findings(&self) -> (usize, usize) {
        let findings = self.tests().flat_map(TestResult::findings);
        findings.fold((0, 0), |(all, errors), finding| {
            (all + 1, errors + usize::from(finding.severity == Severity::Error))
        })
    }

    /// Whether no test of the level `must` failed, and none at all could not be carried out (§12.7 of the format).
    #[must_use]
    pub fn is_conformant(&self) -> bool {
        self.tests().all(|test| match test.verdict {
            Verdict::Fail => test.level != Level::Must,
            Verdict::Error => false,
            _ => true,
        })
    }
}
