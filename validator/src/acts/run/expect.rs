//! Holding what came back against what a step expects.

use super::answer::{Outcome, WireError};
use super::test::{Stop, TestRun};
use crate::acts::assertion::{Assertion, Mismatch, shown};
use crate::acts::result::Failure;
use crate::acts::suite::{ErrorExpectation, Expectation, NamedAssertion, Quantifier, ResponseExpectation};
use reqwest::header::HeaderMap;
use serde_json::Value;

/// What came back, of whatever kind.
pub(super) struct Seen<'a> {
    pub(super) status: u16,
    pub(super) headers: &'a HeaderMap,
    pub(super) outcome: &'a Outcome,
}

impl TestRun<'_> {
    /// Holds the outcome of an operation against an expectation.
    pub(super) fn expect(&mut self, expectation: &Expectation, seen: &Seen<'_>) -> Result<(), Stop> {
        if let Outcome::Failure(error) = seen.outcome {
            self.errors.push(error.clone());
        }
        if let Some(expected) = &expectation.error {
            let error = self.failed(seen.outcome)?.clone();
            return self.expect_error(expected, &error);
        }
        let Some(expected) = &expectation.response else {
            return match (seen.outcome, &expectation.stream) {
                (Outcome::Failure(error), Some(_)) => Err(self.refused(error)),
                _ => Ok(()),
            };
        };
        if let Err(stop) = self.expect_http(expected, seen.status, seen.headers) {
            // What the agent says tells more than its status.
            return Err(match seen.outcome {
                Outcome::Failure(error) if !expectation.is_of_failure() => self.refused(error),
                _ => stop,
            });
        }
        if expected.fails || expected.error.is_some() {
            let error = self.failed(seen.outcome)?.clone();
            return match &expected.error {
                Some(assertion) => self.assert(assertion, Some(&error.whole), "error"),
                None => Ok(()),
            };
        }
        match (seen.outcome, &expected.body) {
            (Outcome::Failure(error), _) => Err(self.refused(error)),
            // The status of success is 200 where a test says nothing of it (§6.1 of the format).
            (Outcome::Success(_), _) if expected.status.is_none() && !(200..300).contains(&seen.status) => {
                Err(Stop::fail(Failure {
                    path: "status".to_owned(),
                    expected: "200".to_owned(),
                    actual: seen.status.to_string(),
                    ..Failure::new(format!("the result comes with the status {}", seen.status))
                }))
            }
            (Outcome::Success(value), Some(body)) => self.assert(body, Some(value), ""),
            (Outcome::Success(_), None) => Ok(()),
        }
    }

    /// The status and the headers.
    pub(super) fn expect_http(
        &self,
        expected: &ResponseExpectation,
        status: u16,
        headers: &HeaderMap,
    ) -> Result<(), Stop> {
        if let Some(assertion) = &expected.status {
            self.assert(assertion, Some(&status.into()), "status")?;
        }
        for (name, assertion) in &expected.headers {
            let values = headers.get_all(name.as_str());
            let values: Vec<_> = values
                .iter()
                .map(|value| String::from_utf8_lossy(value.as_bytes()))
                .collect();
            let value = (!values.is_empty()).then(|| Value::String(values.join(", ")));
            self.assert(assertion, value.as_ref(), &format!("headers.{name}"))?;
        }
        Ok(())
    }

    fn expect_error(&mut self, expected: &ErrorExpectation, error: &WireError) -> Result<(), Stop> {
        let protocol = self.context.validator.protocol();
        let infos = expected.names.iter().filter_map(|name| protocol.error(name));
        let mut why = None;
        for info in infos {
            match error.differs_from(info, protocol) {
                None => {
                    why = None;
                    break;
                }
                Some(reason) => why = why.or(Some(reason)),
            }
        }
        for (old, new) in &expected.renamed {
            let note = format!(
                "the suite expects {old}, which the specification does not have; {new} is what it has (§3.3.4, §5.4)"
            );
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
        if let Some(why) = why {
            return Err(Stop::fail(Failure {
                path: "error".to_owned(),
                expected: expected.names.join(" or "),
                actual: error.summary(protocol),
                ..Failure::new(format!("it is another error: {why}"))
            }));
        }
        let code = error.whole.get("code");
        for (assertion, actual, path) in [
            (&expected.code, code, "error.code"),
            (&expected.message, error.message(), "error.message"),
            (&expected.details, error.info.as_ref(), "error.details"),
            (&expected.data, error.details.as_ref(), "error.data"),
        ] {
            if let Some(assertion) = assertion {
                self.assert(assertion, actual, path)?;
            }
        }
        Ok(())
    }

    fn failed<'b>(&self, outcome: &'b Outcome) -> Result<&'b WireError, Stop> {
        match outcome {
            Outcome::Failure(error) => Ok(error),
            Outcome::Success(value) => Err(Stop::fail(Failure {
                expected: "an error".to_owned(),
                actual: shown(Some(value)),
                ..Failure::new("the agent did what it had to refuse")
            })),
        }
    }

    /// The agent answered with an error where it had not to.
    pub(super) fn refused(&self, error: &WireError) -> Stop {
        let summary = error.summary(self.context.validator.protocol());
        Stop::fail(Failure {
            path: "error".to_owned(),
            expected: "no error".to_owned(),
            actual: shown(Some(&error.whole)),
            ..Failure::new(format!("the agent answered with {summary}"))
        })
    }

    /// Holds a value against an assertion.
    pub(super) fn assert(
        &self,
        assertion: &Assertion,
        actual: Option<&Value>,
        path: &str,
    ) -> Result<(), Stop> {
        let found = assertion
            .check(actual, path, &self.scope)
            .map_err(|unresolved| self.unresolved(&unresolved))?;
        match found.first() {
            None => Ok(()),
            Some(first) => Err(Stop::fail(failure(first, found.len()))),
        }
    }

    /// Holds what steps got against a named assertion (§5.5 of the format).
    pub(super) fn named(&mut self, assertion: &NamedAssertion) -> Result<(), Stop> {
        let source = self
            .scope
            .resolve(&assertion.source.root)
            .map_err(|unresolved| self.unresolved(&unresolved))?;
        let source = match &assertion.source.path {
            Some(path) => path.first(&source),
            None => Some(&source),
        };
        let place = if assertion.id.is_empty() {
            &assertion.source.text
        } else {
            &assertion.id
        };
        if let Some(expected) = &assertion.matches {
            let actual = match (&assertion.path, source) {
                (Some(path), Some(source)) => path.first(source),
                (_, source) => source,
            };
            let path = assertion
                .path
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            self.assert(expected, actual, &path)?;
        }
        let inner = match (&assertion.path, source) {
            (Some(path), Some(source)) => path.first(source),
            (_, source) => source,
        };
        for collection in &assertion.collections {
            let found = inner.map(|inner| collection.path.all(inner)).unwrap_or_default();
            let mut matching = Vec::new();
            let mut first_mismatch = None;
            for (path, value) in &found {
                let mismatches = collection
                    .matches
                    .check(Some(value), path, &self.scope)
                    .map_err(|unresolved| self.unresolved(&unresolved))?;
                match mismatches.into_iter().next() {
                    None => matching.push(path),
                    Some(mismatch) => first_mismatch = first_mismatch.or(Some(mismatch)),
                }
            }
            let path = collection.path.to_string();
            match collection.quantifier {
                Quantifier::Any if matching.is_empty() => {
                    let expected = first_mismatch
                        .as_ref()
                        .map_or("an element".to_owned(), |one| one.expected.clone());
                    return Err(Stop::fail(Failure {
                        path,
                        expected,
                        actual: first_mismatch.map_or("no element".to_owned(), |one| one.actual),
                        ..Failure::new(format!("none of {} elements of {place} matches", found.len()))
                    }));
                }
                Quantifier::All if found.is_empty() => {
                    self.doubts.push(format!(
                        "`{path}` has no element, so that nothing is said of all of them"
                    ));
                }
                Quantifier::All => {
                    if let Some(mismatch) = first_mismatch {
                        return Err(Stop::fail(failure(&mismatch, 1)));
                    }
                }
                Quantifier::None => {
                    if let Some(matching) = matching.first() {
                        return Err(Stop::fail(Failure {
                            path: (*matching).clone(),
                            expected: "no element that matches".to_owned(),
                            actual: "one that does".to_owned(),
                            ..Failure::new(format!("an element of {place} matches that must not"))
                        }));
                    }
                }
                Quantifier::Any => {}
            }
        }
        Ok(())
    }
}

fn failure(mismatch: &Mismatch, count: usize) -> Failure {
    let place = if mismatch.path.is_empty() {
        "the response"
    } else {
        &mismatch.path
    };
    let more = if count > 1 {
        format!(" (and {} more)", count - 1)
    } else {
        String::new()
    };
    Failure {
        message: format!(
            "{place} is {} instead of {}{more}",
            mismatch.actual, mismatch.expected
        ),
        step: String::new(),
        expected: mismatch.expected.clone(),
        actual: mismatch.actual.clone(),
        path: mismatch.path.clone(),
    }
}
