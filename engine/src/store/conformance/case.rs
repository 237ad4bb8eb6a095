//! A case, and what all of them come to.

use super::subject::{Lab, Subject};
use super::violation::{Verdict, Violation};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// How long a case may take: no store needs that long unless it waits for itself.
const TIME_LIMIT: Duration = Duration::from_secs(120);

pub(super) type Running = Pin<Box<dyn Future<Output = Verdict>>>;

/// One thing that the contract says, and how to find out whether it holds.
#[non_exhaustive]
pub struct Case {
    /// The name, which is that of the test too.
    pub name: &'static str,
    /// The rule, in words.
    pub rule: &'static str,
    /// Whether it is for stores that last: see [`Subject::lasting`].
    pub lasting: bool,
    pub(super) run: fn(Lab) -> Running,
}

impl Case {
    /// Tries the case on a fresh store. Needs a tokio runtime with a clock.
    ///
    /// # Errors
    /// The store breaks the rule, or there was none to test.
    pub async fn run(&self, subject: &Subject) -> Result<(), Violation> {
        let run = async {
            let lab = subject.lab().await?;
            (self.run)(lab).await
        };
        match tokio::time::timeout(TIME_LIMIT, run).await {
            Ok(verdict) => verdict,
            Err(_) => Err(Violation::new(format!(
                "nothing came of it within {} seconds",
                TIME_LIMIT.as_secs()
            ))),
        }
        .map_err(|violation| violation.with_circumstances(format_args!("the rule: {}", self.rule)))
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Case")
            .field("name", &self.name)
            .field("rule", &self.rule)
            .field("lasting", &self.lasting)
            .finish_non_exhaustive()
    }
}

/// What became of each case.
#[derive(Debug)]
#[non_exhaustive]
pub struct Report {
    /// The cases that were tried, in order, with what each found.
    pub outcomes: Vec<(&'static Case, Result<(), Violation>)>,
}

impl Report {
    /// Whether the store keeps the contract, as far as the suite can tell.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.outcomes.iter().all(|(_, outcome)| outcome.is_ok())
    }

    /// The names of the cases that failed.
    #[must_use]
    pub fn failed(&self) -> Vec<&'static str> {
        let failed = self.outcomes.iter().filter(|(_, outcome)| outcome.is_err());
        failed.map(|(case, _)| case.name).collect()
    }
}

/// A line for each case, and under it what it found.
impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (case, outcome) in &self.outcomes {
            match outcome {
                Ok(()) => writeln!(formatter, "ok     {}", case.name)?,
                Err(violation) => writeln!(formatter, "FAILED {}\n  {violation}", case.name)?,
            }
        }
        Ok(())
    }
}
