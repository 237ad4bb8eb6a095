//! Streams of events (§7 of the format).

use super::answer::{Outcome, WireError, outcome};
use super::expect::Seen;
use super::http::{EventStream, Received, StreamEnd};
use super::ordering::regression;
use super::request::Request;
use super::step::stop_of;
use super::test::{Stop, TestRun};
use crate::acts::assertion::shown;
use crate::acts::result::{Exchange, Failure};
use crate::acts::suite::{Check, EventExpectation, Expectation, Operation, StreamExpectation};
use crate::acts::template::ValueTemplate;
use serde_json::{Map, Value, json};
use tokio::time::Instant;

/// A stream as far as it was read.
#[derive(Debug)]
pub(super) struct ReadStream {
    /// The events without what the binding puts around them.
    pub(super) payloads: Vec<Value>,
    /// The events as they were.
    pub(super) raw: Vec<Value>,
    /// The error in the place of an event.
    pub(super) error: Option<WireError>,
    /// Why it was read no further; `None` if enough was read.
    pub(super) end: Option<StreamEnd>,
}

/// What a streaming operation was answered with.
pub(super) enum Opened {
    Stream(Box<EventStream>, Exchange),
    Refused(WireError),
}

impl TestRun<'_> {
    /// Calls a streaming operation, and reads its stream.
    pub(super) async fn stream_step(
        &mut self,
        operation: Operation,
        parameters: &ValueTemplate,
        expect: &Expectation,
    ) -> Result<Value, Stop> {
        let none = StreamExpectation::default();
        let expected = expect.stream.as_ref().unwrap_or(&none);
        let special = self.test.checks.iter().find_map(|check| match check {
            Check::SameEvents | Check::CloseOneStream => {
                (operation == Operation::Method("SendStreamingMessage")).then_some(*check)
            }
            Check::Resubscribe => (operation == Operation::Method("SubscribeToTask")).then_some(*check),
            _ => None,
        });
        let read = if let Some(check) = special {
            self.special_stream(check, operation, parameters, expected)
                .await?
        } else {
            let request = self.request(operation, parameters)?;
            let (stream, exchange) = match self.open(&request).await? {
                Opened::Stream(stream, exchange) => (stream, exchange),
                Opened::Refused(error) => return self.expect_refusal(expect, error),
            };
            let exchange = self.expect_head(expect, &stream, exchange)?;
            let read = self.read_stream(&request, stream, exchange, expected).await?;
            match (&read.error, read.payloads.is_empty()) {
                (Some(error), true) => return self.expect_refusal(expect, error.clone()),
                _ => read,
            }
        };
        self.seen = json!({"events": read.payloads});
        if expect.is_of_failure() {
            return Err(Stop::fail(Failure {
                expected: "an error".to_owned(),
                actual: format!("a stream of {} events", read.payloads.len()),
                ..Failure::new("the agent did what it had to refuse")
            }));
        }
        let events = read.payloads.clone();
        self.expect_stream(expected, read, false)?;
        Ok(json!({"events": events}))
    }

    /// Holds the status and the headers of a stream against what is expected; gives the exchange back for the events.
    pub(super) fn expect_head(
        &mut self,
        expect: &Expectation,
        stream: &EventStream,
        exchange: Exchange,
    ) -> Result<Exchange, Stop> {
        let head = expect.response.as_ref().map_or(Ok(()), |expected| {
            self.expect_http(expected, stream.status, &stream.headers)
        });
        match head {
            Ok(()) => Ok(exchange),
            Err(stop) => {
                self.exchanges.push(exchange);
                Err(stop)
            }
        }
    }

    fn expect_refusal(&mut self, expect: &Expectation, error: WireError) -> Result<Value, Stop> {
        let response = json!({"error": error.whole});
        self.seen.clone_from(&response);
        let (status, headers) = (error.http_status, Default::default());
        let outcome = Outcome::Failure(error);
        self.expect(
            expect,
            &Seen {
                status,
                headers: &headers,
                outcome: &outcome,
            },
        )?;
        Ok(response)
    }

    /// Sends the request of a streaming operation.
    pub(super) async fn open(&mut self, request: &Request) -> Result<Opened, Stop> {
        let mut exchange = self.exchange();
        match self.context.http.send(request, &mut exchange).await {
            Ok(Received::Stream(stream)) => Ok(Opened::Stream(stream, exchange)),
            Ok(Received::Document(answer)) => {
                self.exchanges.push(exchange);
                match outcome(self.transport(), request, &answer)? {
                    Outcome::Failure(error) => Ok(Opened::Refused(error)),
                    Outcome::Success(value) => Err(Stop::fail(Failure {
                        expected: "text/event-stream".to_owned(),
                        actual: shown(Some(&value)),
                        ..Failure::new("the answer is one document, where a stream of events has to be")
                    })),
                }
            }
            Err(lost) => {
                self.exchanges.push(exchange);
                Err(stop_of(lost))
            }
        }
    }

    /// Reads a stream to its end, to its limits, or as far as is expected, and keeps the exchange.
    pub(super) async fn read_stream(
        &mut self,
        request: &Request,
        mut stream: Box<EventStream>,
        mut exchange: Exchange,
        expected: &StreamExpectation,
    ) -> Result<ReadStream, Stop> {
        let (deadline, enough) = (self.deadline(expected), expected.read.unwrap_or(usize::MAX));
        let mut read = ReadStream {
            payloads: Vec::new(),
            raw: Vec::new(),
            error: None,
            end: None,
        };
        let ended = self
            .read_events(request, &mut stream, &mut exchange, (deadline, enough), &mut read)
            .await;
        self.exchanges.push(exchange);
        if expected.hold && read.end.is_none() {
            self.held.push(*stream);
        }
        ended.map(|()| read)
    }

    pub(super) fn deadline(&self, expected: &StreamExpectation) -> Instant {
        Instant::now() + expected.timeout.unwrap_or(self.context.options.stream_timeout)
    }

    /// Reads on where it was left.
    pub(super) async fn read_events(
        &self,
        request: &Request,
        stream: &mut EventStream,
        exchange: &mut Exchange,
        (deadline, enough): (Instant, usize),
        read: &mut ReadStream,
    ) -> Result<(), Stop> {
        while read.payloads.len() < enough {
            let data = match stream.next(deadline).await {
                Ok(data) => data,
                Err(end) => {
                    read.end = Some(end);
                    break;
                }
            };
            self.context.http.show_event(&data, exchange);
            exchange.findings.extend(stream.findings());
            match self.event(request, &data)? {
                Outcome::Success(payload) => {
                    read.raw.push(serde_json::from_slice(&data).unwrap_or_default());
                    read.payloads.push(payload);
                }
                Outcome::Failure(error) => {
                    read.error = Some(error);
                    break;
                }
            }
        }
        exchange.findings.extend(stream.findings());
        Ok(())
    }

    /// Holds a stream against what is expected of it.
    pub(super) fn expect_stream(
        &mut self,
        expected: &StreamExpectation,
        read: ReadStream,
        is_raw: bool,
    ) -> Result<(), Stop> {
        if let Some(error) = &read.error {
            return Err(self.refused(error));
        }
        let count = read.payloads.len();
        self.expect_end(read.end.as_ref(), count)?;
        self.expect_count(expected, count)?;
        if expected.is_ordered
            && let Some(failure) = regression(&read.payloads)
        {
            return Err(failure.into());
        }
        let views: Vec<Value> = if is_raw {
            read.raw
        } else {
            read.payloads.iter().map(view).collect()
        };
        for event in &expected.events {
            self.expect_event(event, &views)?;
        }
        if let Some(assertion) = &expected.each_event {
            for (index, view) in views.iter().enumerate() {
                self.assert(assertion, Some(view), &format!("events[{index}]"))?;
            }
            if views.is_empty() {
                self.doubts
                    .push("there is no event, so that nothing is said of each".to_owned());
            }
        }
        if let Some(assertion) = &expected.final_event {
            let index = views.len().saturating_sub(1);
            self.assert(assertion, views.last(), &format!("events[{index}]"))?;
        }
        Ok(())
    }

    fn expect_end(&self, end: Option<&StreamEnd>, count: usize) -> Result<(), Stop> {
        let message = match end {
            None | Some(StreamEnd::Complete) => return Ok(()),
            Some(StreamEnd::WithinEvent) => "the stream ends within an event, which clients drop".to_owned(),
            Some(StreamEnd::Timeout) => format!("the stream did not end in time; it had {count} events"),
            Some(StreamEnd::Broken(message)) => format!("the stream broke after {count} events: {message}"),
        };
        Err(Stop::fail(Failure {
            expected: "the end of the stream".to_owned(),
            ..Failure::new(message)
        }))
    }

    fn expect_count(&self, expected: &StreamExpectation, count: usize) -> Result<(), Stop> {
        let fail = |wanted: String| {
            Err(Stop::fail(Failure {
                path: "events".to_owned(),
                expected: wanted,
                actual: format!("{count} events"),
                ..Failure::new(format!("the stream has {count} events"))
            }))
        };
        let length = u64::try_from(count).unwrap_or(u64::MAX);
        match (expected.min_count, expected.max_count) {
            (Some(least), _) if length < least => fail(format!("at least {least} events")),
            (_, Some(most)) if length > most => fail(format!("at most {most} events")),
            _ => Ok(()),
        }
    }

    fn expect_event(&self, expected: &EventExpectation, views: &[Value]) -> Result<(), Stop> {
        let described = |stop: Stop| match stop {
            Stop::Fail(mut failure) if !expected.description.is_empty() => {
                failure.message = format!("{}: {}", expected.description, failure.message);
                Stop::Fail(failure)
            }
            other => other,
        };
        if let Some(index) = expected.index {
            let path = format!("events[{index}]");
            return self
                .assert(&expected.assertion, views.get(index), &path)
                .map_err(described);
        }
        let mut first = None;
        for (index, view) in views.iter().enumerate() {
            match self.assert(&expected.assertion, Some(view), &format!("events[{index}]")) {
                Ok(()) => return Ok(()),
                Err(stop @ Stop::Fail(_)) => first = first.or(Some(stop)),
                Err(other) => return Err(other),
            }
        }
        let mut failure = Failure::new("no event is as expected");
        if let Some(Stop::Fail(inner)) = first {
            failure = Failure {
                message: format!("no event is as expected; of the first, {}", inner.message),
                ..*inner
            };
        }
        Err(described(Stop::fail(failure)))
    }
}

/// An event as assertions see it: what it holds, by either of its names, and the members of that, so that both
/// `status_update: {status: …}` and `status: …` are about a status update.
fn view(payload: &Value) -> Value {
    let Value::Object(members) = payload else {
        return payload.clone();
    };
    let mut view = Map::new();
    for (name, other) in [
        ("task", "task"),
        ("message", "message"),
        ("statusUpdate", "status_update"),
        ("artifactUpdate", "artifact_update"),
    ] {
        let Some(inner) = members.get(name) else { continue };
        for (name, value) in inner.as_object().into_iter().flatten() {
            view.entry(name.clone()).or_insert_with(|| value.clone());
        }
        view.insert(other.to_owned(), inner.clone());
    }
    for (name, value) in members {
        view.insert(name.clone(), value.clone());
    }
    Value::Object(view)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_seen_wrapped_and_bare() {
        let status = json!({"taskId": "t", "status": {"state": "TASK_STATE_WORKING"}});
        let seen = view(&json!({"statusUpdate": status}));
        assert_eq!(seen["status_update"], status);
        assert_eq!(seen["statusUpdate"], status);
        assert_eq!(seen["status"]["state"], "TASK_STATE_WORKING");
        assert_eq!(seen.get("task"), None);
        let message = json!({"messageId": "m", "role": "ROLE_AGENT"});
        let seen = view(&json!({"message": message}));
        assert_eq!(
            (&seen["message"], &seen["role"]),
            (&message, &json!("ROLE_AGENT"))
        );
    }
}
