//! Running one test.

use super::answer::WireError;
use super::http::EventStream;
use super::preconditions::{self, WEBHOOK_URL};
use super::{Context, Suite};
use crate::acts::result::{Exchange, Failure, StepResult, TestResult, Verdict};
use crate::acts::suite::{Action, Requirement, Step, Test};
use crate::acts::template::{Reference, Scope, Unresolved};
use serde_json::Value;
use std::collections::BTreeMap;
use tokio::time::{Instant, sleep, timeout};

/// Why a test does not go on.
#[derive(Debug)]
pub(super) enum Stop {
    Fail(Box<Failure>),
    Skip(String),
    Error(String),
    Ambiguous(String),
}

impl Stop {
    pub(super) fn fail(failure: Failure) -> Self {
        Self::Fail(Box::new(failure))
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::fail(failure)
    }
}

/// A test while it runs.
pub(super) struct TestRun<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) test: &'a Test,
    pub(super) scope: Scope<'a>,
    pub(super) exchanges: Vec<Exchange>,
    pub(super) notes: Vec<String>,
    /// Errors in the order in which agents answered with them.
    pub(super) errors: Vec<WireError>,
    /// The name of the test's webhook.
    pub(super) webhook: String,
    /// The push configuration that was registered last.
    pub(super) registered: serde_json::Map<String, Value>,
    /// The step that runs.
    pub(super) step: String,
    /// What a step could not tell.
    pub(super) doubts: Vec<String>,
    /// What the step that runs was answered with, before anything was expected of it.
    pub(super) seen: Value,
    /// Streams that are open and not read any more.
    pub(super) held: Vec<EventStream>,
    steps: Vec<StepResult>,
}

/// Runs a test, as it is written, and if it contradicts the specification, as it would agree with it.
pub(super) async fn run(context: &Context<'_>, suite: &Suite, test: &Test) -> TestResult {
    let begun = Instant::now();
    let mut result = run_as_written(context, suite, test, true).await;
    // The agent does not call loopback; what only registers a webhook can name another one.
    if result.verdict == Verdict::Ambiguous
        && suite.variables.contains_key(WEBHOOK_URL)
        && !test.needs_webhook()
    {
        result = run_as_written(context, suite, test, false).await;
    }
    if let Some(contradiction) = test
        .contradiction
        .as_ref()
        .filter(|_| result.verdict != Verdict::Skip)
    {
        let agrees = match &test.corrected {
            Some(corrected) => Some(run_as_written(context, suite, corrected, true).await),
            None => None,
        };
        let said = format!(
            "the specification says otherwise ({}): {}",
            contradiction.section, contradiction.says
        );
        result = decide(result, agrees, &said);
    }
    if result.verdict == Verdict::Fail && !test.behaviors.is_empty() {
        let behaviors = test.behaviors.join("`, `");
        result.notes.push(format!(
            "the test needs an agent that plays `{behaviors}` (§11 of the format)"
        ));
    }
    result.duration = begun.elapsed();
    result
}

/// What a test comes to that contradicts the specification, which wins.
fn decide(written: TestResult, agrees: Option<TestResult>, said: &str) -> TestResult {
    let passes = matches!(written.verdict, Verdict::Pass | Verdict::Ambiguous);
    match agrees {
        None if passes => written,
        None => TestResult {
            verdict: Verdict::Contradicted,
            reason: said.to_owned(),
            ..written
        },
        Some(agrees) => {
            let verdict = match (passes, agrees.verdict) {
                (true, Verdict::Pass) => return written,
                (false, Verdict::Pass | Verdict::Ambiguous) => Verdict::Contradicted,
                (_, verdict) => verdict,
            };
            let failure = if verdict == Verdict::Contradicted {
                written.failure
            } else {
                agrees.failure
            };
            let mut notes = written.notes;
            notes.push(format!(
                "as the suite has it: {}; as the specification has it: {}; {said}",
                written.verdict, agrees.verdict
            ));
            let mut exchanges = written.exchanges;
            exchanges.extend(agrees.exchanges.into_iter().map(|exchange| Exchange {
                step: format!("{} (as the specification has it)", exchange.step),
                ..exchange
            }));
            let reason = if verdict == Verdict::Contradicted {
                said.to_owned()
            } else {
                agrees.reason
            };
            TestResult {
                verdict,
                reason,
                failure,
                notes,
                exchanges,
                steps: agrees.steps,
                ..written
            }
        }
    }
}

async fn run_as_written(context: &Context<'_>, suite: &Suite, test: &Test, own_webhook: bool) -> TestResult {
    let webhook = uuid::Uuid::new_v4().to_string();
    let mut given = context.options.variables.clone();
    let mut fallbacks = BTreeMap::new();
    // The suite's own would be on somebody else's host.
    if context.has_reachable_webhook && own_webhook {
        let url = context.webhook.open(&webhook);
        given.entry(WEBHOOK_URL.to_owned()).or_insert(url);
    }
    let base = context.interface.url.as_str().trim_end_matches('/');
    for name in ["baseUrl", "SUT_BASE_URL"] {
        fallbacks.insert(name.to_owned(), base.to_owned());
    }
    let mut run = TestRun {
        context,
        test,
        scope: Scope {
            given: &given,
            variables: &suite.variables,
            fallbacks: &fallbacks,
            captured: BTreeMap::new(),
        },
        exchanges: Vec::new(),
        notes: Vec::new(),
        errors: Vec::new(),
        webhook,
        registered: serde_json::Map::new(),
        step: String::new(),
        doubts: Vec::new(),
        seen: Value::Null,
        held: Vec::new(),
        steps: Vec::new(),
    };
    let stopped = match preconditions::unmet(context, test) {
        Some(reason) => Err(Stop::Skip(reason)),
        None => match timeout(context.options.test_timeout, run.all()).await {
            Ok(ended) => ended,
            Err(_) => {
                let limit = context.options.test_timeout;
                let step = run.step.clone();
                Err(Stop::fail(Failure {
                    step,
                    ..Failure::new(format!("the test took longer than {limit:?}"))
                }))
            }
        },
    };
    run.result(stopped)
}

impl TestRun<'_> {
    async fn all(&mut self) -> Result<(), Stop> {
        self.resolvable()?;
        for step in &self.test.steps {
            self.step.clone_from(&step.id);
            let begun = Instant::now();
            let ended = self.step(step).await;
            self.steps.push(step_result(step, &ended, begun));
            ended?;
        }
        self.step.clear();
        for assertion in &self.test.assertions {
            self.named(assertion)?;
        }
        self.special().await?;
        match self.doubts.first() {
            Some(doubt) => Err(Stop::Ambiguous(doubt.clone())),
            None => Ok(()),
        }
    }

    async fn step(&mut self, step: &Step) -> Result<(), Stop> {
        sleep(step.delay).await;
        self.seen = Value::Null;
        let acted = match &step.action {
            Action::Call {
                operation,
                parameters,
                expect,
                repeat,
            } => self.call(*operation, parameters, expect, repeat.as_ref()).await,
            Action::Raw { request, expect } => self.raw(request, expect).await,
            Action::Client {
                operation,
                payload,
                expect,
            } => self.client(*operation, payload, expect),
            Action::Assert(assertion) => return self.named(assertion),
        };
        if !self.seen.is_null() {
            self.given(step)?;
        }
        let response = acted?;
        for (name, path) in &step.capture {
            // Of a stream, what the first event has that has it.
            let events = response.get("events").and_then(Value::as_array);
            let captured = path
                .first(&response)
                .or_else(|| events.into_iter().flatten().find_map(|event| path.first(event)));
            let captured = captured.cloned().ok_or_else(|| Failure {
                step: step.id.clone(),
                path: path.to_string(),
                expected: "something to capture".to_owned(),
                actual: "nothing".to_owned(),
                ..Failure::new(format!("the response has no `{path}` to capture"))
            })?;
            self.scope
                .captured
                .insert((step.id.clone(), name.clone()), captured);
        }
        let key = (step.id.clone(), crate::acts::template::RESPONSE.to_owned());
        self.scope.captured.insert(key, response);
        for assertion in &step.assertions {
            self.named(assertion)?;
        }
        Ok(())
    }

    /// A test that does not get what it starts from cannot tell, whatever it expects beside that.
    fn given(&self, step: &Step) -> Result<(), Stop> {
        let Some(given) = &step.given else {
            return Ok(());
        };
        self.assert(given, Some(&self.seen), "")
            .map_err(|stop| match stop {
                Stop::Fail(failure) => Stop::Ambiguous(format!(
                    "step `{}` did not get what the test starts from: {}",
                    step.id, failure.message
                )),
                other => other,
            })
    }

    /// Variables that nobody gave are missed before anything is sent.
    fn resolvable(&self) -> Result<(), Stop> {
        for step in &self.test.steps {
            for reference in step.references() {
                if let Reference::Variable(_) | Reference::Environment(_) = reference {
                    self.scope
                        .resolve(&reference)
                        .map_err(|unresolved| self.unresolved(&unresolved))?;
                }
            }
        }
        Ok(())
    }

    /// What only the person who runs the suite can know is no error of the suite.
    pub(super) fn unresolved(&self, unresolved: &Unresolved) -> Stop {
        let is_equipment = self.test.requirements.contains(&Requirement::AuthCredentials)
            || self.test.tags.iter().any(|tag| tag == "runner-special");
        match unresolved.0 {
            Reference::Variable(_) | Reference::Environment(_) if is_equipment => {
                Stop::Skip(unresolved.message())
            }
            _ => Stop::Error(unresolved.message()),
        }
    }

    fn result(self, ended: Result<(), Stop>) -> TestResult {
        let (verdict, reason, failure) = match ended {
            Ok(()) => (Verdict::Pass, String::new(), None),
            Err(Stop::Fail(failure)) => (Verdict::Fail, String::new(), Some(*failure)),
            Err(Stop::Skip(reason)) => (Verdict::Skip, reason, None),
            Err(Stop::Error(reason)) => (
                Verdict::Error,
                String::new(),
                Some(Failure {
                    step: self.step.clone(),
                    ..Failure::new(reason)
                }),
            ),
            Err(Stop::Ambiguous(reason)) => (Verdict::Ambiguous, reason, None),
        };
        let http = self.context.http;
        let redacted = |failure: Failure| Failure {
            message: http.redact_cut(&failure.message),
            expected: http.redact_cut(&failure.expected),
            actual: http.redact_cut(&failure.actual),
            step: if failure.step.is_empty() {
                self.step.clone()
            } else {
                failure.step
            },
            path: http.redact_cut(&failure.path),
        };
        let failure = failure.map(&redacted);
        let steps = self.steps.into_iter().map(|step| StepResult {
            failure: step.failure.map(|failure| Failure {
                step: String::new(),
                ..redacted(failure)
            }),
            ..step
        });
        let mut exchanges = self.exchanges;
        for finding in exchanges.iter_mut().flat_map(|exchange| &mut exchange.findings) {
            for text in [
                &mut finding.pointer,
                &mut finding.message,
                &mut finding.expected,
                &mut finding.hint,
            ] {
                *text = http.redact_cut(text);
            }
        }
        let test = self.test;
        TestResult {
            id: test.id.clone(),
            name: test.name.clone(),
            description: test.description.clone(),
            spec_ref: test.spec_ref.clone(),
            level: test.level,
            place: test.place.clone(),
            verdict,
            reason: http.redact_cut(&reason),
            failure,
            steps: steps.collect(),
            exchanges,
            notes: self.notes.iter().map(|note| http.redact_cut(note)).collect(),
            is_of_client: test
                .steps
                .iter()
                .all(|step| matches!(step.action, Action::Client { .. })),
            duration: std::time::Duration::ZERO,
        }
    }
}

fn step_result(step: &Step, ended: &Result<(), Stop>, begun: Instant) -> StepResult {
    let (verdict, failure) = match ended {
        Ok(()) => (Verdict::Pass, None),
        Err(Stop::Fail(failure)) => (Verdict::Fail, Some((**failure).clone())),
        Err(Stop::Skip(_)) => (Verdict::Skip, None),
        Err(Stop::Error(message)) => (Verdict::Error, Some(Failure::new(message.as_str()))),
        Err(Stop::Ambiguous(_)) => (Verdict::Ambiguous, None),
    };
    StepResult {
        id: step.id.clone(),
        description: step.description.clone(),
        verdict,
        failure,
        duration: begun.elapsed(),
    }
}
