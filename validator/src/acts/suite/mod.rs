//! Suites as their files have them (§2 to §4 of the format).

mod expect;
mod known;
mod load;
mod operation;
pub(crate) mod reader;
mod step;
mod test;

pub(crate) use expect::{
    ErrorExpectation, EventExpectation, Expectation, ResponseExpectation, StreamExpectation,
};
pub(crate) use operation::Operation;
pub(crate) use step::{Action, NamedAssertion, Quantifier, RawBody, RawRequest, Repeat, Step};
pub(crate) use test::{Check, Requirement, Test};
pub use test::{Level, Transport};

use super::template::Template;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Suites that were read and understood, ready to be run.
#[derive(Debug)]
pub struct Suites {
    pub(crate) acts_version: String,
    pub(crate) spec_version: String,
    pub(crate) title: String,
    pub(crate) suites: Vec<Suite>,
}

/// A group of tests.
#[derive(Debug)]
pub(crate) struct Suite {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) tests: Vec<Test>,
    pub(crate) variables: Arc<BTreeMap<String, Template>>,
}

impl Suites {
    /// How many tests there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.suites.iter().map(|suite| suite.tests.len()).sum()
    }

    /// Whether there is no test.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keeps the tests that are wanted, by their id and level, and the suites that still have one.
    pub fn retain(&mut self, mut wanted: impl FnMut(&str, Level) -> bool) {
        for suite in &mut self.suites {
            suite.tests.retain(|test| wanted(&test.id, test.level));
        }
        self.suites.retain(|suite| !suite.tests.is_empty());
    }

    /// The ids of the tests, in the order in which they run.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.suites
            .iter()
            .flat_map(|suite| &suite.tests)
            .map(|test| test.id.as_str())
    }
}
