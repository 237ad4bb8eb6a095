//! Carrying out steps that send something.

use super::add_credentials;
use super::agent::Interface;
use super::answer::{Outcome, event, outcome, parse};
use super::expect::Seen;
use super::findings::method_of;
use super::http::{Answer, Lost, Received};
use super::request::{Request, header, raw_url};
use super::test::{Stop, TestRun};
use crate::acts::result::{Exchange, Failure};
use crate::acts::suite::{
    Action, Check, Expectation, Operation, RawBody, RawRequest, Repeat, Step, Transport,
};
use crate::acts::template::{Reference, ValueTemplate};
use serde_json::{Value, json};
use tokio::time::sleep;

const CREATE_PUSH_CONFIG: Operation = Operation::Method("CreateTaskPushNotificationConfig");

impl TestRun<'_> {
    /// Calls an operation, and again until the condition holds; gives the response.
    pub(super) async fn call(
        &mut self,
        operation: Operation,
        parameters: &ValueTemplate,
        expect: &Expectation,
        repeat: Option<&Repeat>,
    ) -> Result<Value, Stop> {
        if operation.is_stream() {
            return self.stream_step(operation, parameters, expect).await;
        }
        let mut attempt = 0;
        loop {
            let request = self.request(operation, parameters)?;
            if operation == CREATE_PUSH_CONFIG {
                let sent = parameters.value(&self.scope).unwrap_or_default();
                self.registered = operation.request(sent);
            }
            let answer = self.send_for_document(&request).await?;
            let outcome = outcome(self.transport(), &request, &answer)?;
            let response = response(&outcome);
            self.seen.clone_from(&response);
            let done = repeat.is_none_or(|repeat| repeat.until.holds(&response));
            if let Some(repeat) = repeat.filter(|_| !done) {
                attempt += 1;
                if attempt >= repeat.attempts {
                    return Err(Stop::fail(Failure {
                        expected: repeat.until.text.clone(),
                        actual: crate::acts::assertion::shown(Some(&response)),
                        ..Failure::new(format!("the condition did not hold after {attempt} attempts"))
                    }));
                }
                sleep(repeat.delay_after(attempt - 1)).await;
                continue;
            }
            let seen = Seen {
                status: answer.status,
                headers: &answer.headers,
                outcome: &outcome,
            };
            return match self.expect(expect, &seen) {
                Ok(()) => Ok(response),
                Err(stop) => Err(self.about_webhook(operation, &outcome, stop)),
            };
        }
    }

    /// An agent that does not call loopback may be right (§13.2).
    fn about_webhook(&self, operation: Operation, outcome: &Outcome, stop: Stop) -> Stop {
        match (outcome, &stop) {
            (Outcome::Failure(error), Stop::Fail(_))
                if operation == CREATE_PUSH_CONFIG
                    && self.is_own_webhook()
                    && error.is_of_parameters()
                    && self.context.options.webhook_url.is_none() =>
            {
                let summary = error.summary(self.context.validator.protocol());
                Stop::Ambiguous(format!(
                    "the agent refuses the runner's webhook on loopback, which it may (§13.2); give it a public one (--webhook-url): {summary}"
                ))
            }
            _ => stop,
        }
    }

    /// Whether what was registered is the webhook of this test.
    fn is_own_webhook(&self) -> bool {
        let url = self.registered.get("url").and_then(Value::as_str);
        url.is_some_and(|url| url.ends_with(&self.webhook))
    }

    pub(super) fn transport(&self) -> Transport {
        self.context.interface.transport
    }

    /// The request of an operation, with what every request has (§12.4 of the format).
    pub(super) fn request(&self, operation: Operation, parameters: &ValueTemplate) -> Result<Request, Stop> {
        let parameters = parameters
            .value(&self.scope)
            .map_err(|unresolved| self.unresolved(&unresolved))?;
        self.request_of(operation, parameters)
    }

    pub(super) fn request_of(&self, operation: Operation, parameters: Value) -> Result<Request, Stop> {
        let mut request = match operation {
            Operation::AgentCard => Request::card(self.context.card_url),
            Operation::Method(name) => {
                let method = self.context.validator.protocol().method(name);
                let method =
                    method.ok_or_else(|| Stop::Error(format!("the protocol has no operation {name}")))?;
                let fields = operation.request(parameters);
                Request::call(self.context.interface, method, fields).map_err(Stop::Error)?
            }
        };
        request
            .headers
            .push(header("a2a-version", self.context.spec_version));
        add_credentials(&mut request, self.context.options);
        Ok(request)
    }

    /// Sends a request that is answered with one document.
    pub(super) async fn send_for_document(&mut self, request: &Request) -> Result<Answer, Stop> {
        let mut exchange = self.exchange();
        match self.context.http.send(request, &mut exchange).await {
            Ok(Received::Document(answer)) => {
                self.exchanges.push(exchange);
                Ok(answer)
            }
            Ok(Received::Stream(_)) => {
                self.exchanges.push(exchange);
                Err(Stop::fail(Failure::new(
                    "the answer is a stream of events, where one document has to be",
                )))
            }
            Err(lost) => {
                self.exchanges.push(exchange);
                Err(stop_of(lost))
            }
        }
    }

    pub(super) fn exchange(&self) -> Exchange {
        Exchange {
            step: self.step.clone(),
            ..Exchange::default()
        }
    }

    /// Sends a request as it stands in the suite; gives the body of the answer.
    pub(super) async fn raw(&mut self, raw: &RawRequest, expect: &Expectation) -> Result<Value, Stop> {
        let request = self.raw_request(raw)?;
        let mut exchange = self.exchange();
        let received = self.context.http.send(&request, &mut exchange).await;
        match received {
            Ok(Received::Document(answer)) => {
                self.exchanges.push(exchange);
                if expect.stream.is_some() {
                    return Err(match outcome(self.transport(), &request, &answer) {
                        Ok(Outcome::Failure(error)) => self.refused(&error),
                        _ => Stop::fail(Failure::new(
                            "the answer is one document, where a stream of events has to be",
                        )),
                    });
                }
                self.expect_raw(expect, &request, &answer)
            }
            Ok(Received::Stream(stream)) => {
                let exchange = self.expect_head(expect, &stream, exchange)?;
                let Some(expected) = &expect.stream else {
                    self.exchanges.push(exchange);
                    return Err(Stop::fail(Failure::new(
                        "the answer is a stream of events, where one document has to be",
                    )));
                };
                let read = self.read_stream(&request, stream, exchange, expected).await?;
                let events = read.raw.clone();
                self.seen = json!({"events": events});
                self.expect_stream(expected, read, true)?;
                Ok(json!({"events": events}))
            }
            Err(lost) => {
                self.exchanges.push(exchange);
                Err(stop_of(lost))
            }
        }
    }

    fn expect_raw(
        &mut self,
        expect: &Expectation,
        request: &Request,
        answer: &Answer,
    ) -> Result<Value, Stop> {
        let body = parse(answer);
        if let Ok(body) = &body {
            self.seen.clone_from(body);
        }
        if let Some(expected) = &expect.response {
            self.expect_http(expected, answer.status, &answer.headers)?;
            if expected.fails
                && let Outcome::Success(_) = outcome(self.transport(), request, answer)?
            {
                return Err(Stop::fail(Failure::new("the agent did what it had to refuse")));
            }
            if let Some(assertion) = &expected.body {
                let body = body.as_ref().map_err(|failure| Stop::fail(failure.clone()))?;
                self.assert(assertion, Some(body), "")?;
            }
        }
        if expect.error.is_some() {
            let outcome = outcome(self.transport(), request, answer)?;
            let seen = Seen {
                status: answer.status,
                headers: &answer.headers,
                outcome: &outcome,
            };
            self.expect(expect, &seen)?;
        }
        Ok(body.unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&answer.body).into_owned())))
    }

    fn raw_request(&self, raw: &RawRequest) -> Result<Request, Stop> {
        let unresolved = |unresolved| self.unresolved(&unresolved);
        let interface: &Interface = self.context.interface;
        let path = raw.path.text(&self.scope).map_err(unresolved)?;
        let url = raw_url(interface, self.context.card_url, &path).map_err(Stop::Error)?;
        let mut headers = Vec::new();
        for (name, value) in &raw.headers {
            headers.push((name.clone(), value.text(&self.scope).map_err(unresolved)?));
        }
        let mut id = None;
        let body = match &raw.body {
            RawBody::Nothing => None,
            RawBody::Text(text) => Some(text.text(&self.scope).map_err(unresolved)?.into_bytes()),
            RawBody::Json(body) => {
                let body = body.value(&self.scope).map_err(unresolved)?;
                id = body.get("id").cloned();
                Some(body.to_string().into_bytes())
            }
        };
        let mut request = Request {
            verb: raw.method,
            url,
            headers,
            body,
            method: None,
            id,
            is_card: false,
        };
        request.is_card = request.url == *self.context.card_url && request.verb == "GET";
        request.method = method_of(
            self.context.validator,
            self.transport(),
            &request,
            interface.url.path(),
        );
        // A suite can name any host, which has no business with the credentials.
        let is_agents = [&interface.url, self.context.card_url]
            .iter()
            .any(|url| url.origin() == request.url.origin());
        if is_agents && !self.test.checks.contains(&Check::WithoutCredentials) {
            add_credentials(&mut request, self.context.options);
        }
        Ok(request)
    }

    /// What an event of a stream says.
    pub(super) fn event(&self, request: &Request, data: &[u8]) -> Result<Outcome, Failure> {
        event(self.transport(), request, data)
    }
}

impl Step {
    /// Every variable of the step.
    pub(super) fn references(&self) -> Vec<Reference> {
        let references = match &self.action {
            Action::Call {
                parameters, expect, ..
            } => [parameters.references(), expect.references()].concat(),
            Action::Raw { request, expect } => {
                let mut all: Vec<_> = request.path.references().collect();
                all.extend(request.headers.iter().flat_map(|(_, value)| value.references()));
                match &request.body {
                    RawBody::Json(body) => all.extend(body.references()),
                    RawBody::Text(body) => all.extend(body.references()),
                    RawBody::Nothing => {}
                }
                all.extend(expect.references());
                all
            }
            Action::Client { expect, .. } => expect.references(),
            Action::Assert(_) => Vec::new(),
        };
        references.into_iter().cloned().collect()
    }
}

/// What later steps see of an outcome.
fn response(outcome: &Outcome) -> Value {
    match outcome {
        Outcome::Success(value) => value.clone(),
        Outcome::Failure(error) => json!({"error": error.whole}),
    }
}

pub(super) fn stop_of(lost: Lost) -> Stop {
    match lost {
        Lost::Unsent(message) => Stop::Error(message),
        Lost::Broken(message) => Stop::fail(Failure::new(message)),
    }
}
