//! What tests leave to the runner in words.

use super::answer::WireError;
use super::http::{EventStream, StreamEnd, media_type};
use super::ordering::{is_terminal, state};
use super::request::Request;
use super::stream::{Opened, ReadStream};
use super::test::{Stop, TestRun};
use super::webhook::Delivery;
use crate::acts::assertion::shown;
use crate::acts::result::{Exchange, Failure};
use crate::acts::suite::{Check, Operation, StreamExpectation};
use crate::acts::template::ValueTemplate;
use crate::finding::Severity;
use crate::subject::Subject;
use serde_json::{Value, json};
use std::time::Duration;

/// As long a notification is waited for.
const DELIVERY: Duration = Duration::from_secs(30);
/// The behaviour of the format's contract that takes long enough for a second stream (§11.2 of the format).
const LONG_RUNNING: &str = "tck-long-running";

/// A stream that is being read, with what was read of it.
struct Open {
    request: Request,
    stream: Box<EventStream>,
    exchange: Exchange,
    read: ReadStream,
}

impl TestRun<'_> {
    /// The checks that follow the steps.
    pub(super) async fn special(&mut self) -> Result<(), Stop> {
        for check in self.test.checks.clone() {
            match check {
                Check::CacheHeaders => self.cache_headers()?,
                Check::Schema => self.schema()?,
                Check::ContentTypeJson => self.content_type("application/json")?,
                Check::ContentTypeA2a => self.content_type("application/a2a+json")?,
                Check::WebhookDelivery | Check::WebhookCredentials | Check::WebhookPayload => {
                    self.webhook(check).await?;
                }
                Check::SameError => self.same_error()?,
                Check::Unobservable => {
                    self.doubts
                        .push("the steps passed, but do not show what the test is about".to_owned());
                }
                Check::SameEvents
                | Check::CloseOneStream
                | Check::Resubscribe
                | Check::WithoutCredentials => {}
            }
        }
        Ok(())
    }

    fn last_header(&self, name: &str) -> Option<&str> {
        let headers = self
            .exchanges
            .last()
            .map(|exchange| exchange.response_headers.as_slice());
        let header = headers
            .unwrap_or_default()
            .iter()
            .find(|(other, _)| other == name);
        header.map(|(_, value)| value.as_str())
    }

    fn cache_headers(&self) -> Result<(), Stop> {
        if self.last_header("cache-control").is_some() || self.last_header("etag").is_some() {
            return Ok(());
        }
        Err(Stop::fail(Failure {
            path: "headers".to_owned(),
            expected: "Cache-Control or ETag".to_owned(),
            actual: "neither".to_owned(),
            ..Failure::new("the answer says nothing about caching (§8.6)")
        }))
    }

    fn content_type(&self, expected: &str) -> Result<(), Stop> {
        let actual = self.last_header("content-type").unwrap_or_default();
        let media_type = actual.split(';').next().unwrap_or_default().trim();
        if media_type.eq_ignore_ascii_case(expected) {
            return Ok(());
        }
        Err(Stop::fail(Failure {
            path: "headers.content-type".to_owned(),
            expected: expected.to_owned(),
            actual: shown(Some(&actual.into())),
            ..Failure::new("the answer has another media type")
        }))
    }

    fn schema(&self) -> Result<(), Stop> {
        let findings = self.exchanges.iter().flat_map(|exchange| &exchange.findings);
        let mut errors = findings.filter(|finding| finding.severity == Severity::Error);
        match errors.next() {
            None => Ok(()),
            Some(first) => Err(Stop::fail(Failure {
                path: first.pointer.clone(),
                expected: if first.expected.is_empty() {
                    "a valid document".to_owned()
                } else {
                    first.expected.clone()
                },
                actual: "an invalid one".to_owned(),
                ..Failure::new(format!("{first} ({} findings in all)", errors.count() + 1))
            })),
        }
    }

    /// The last two refusals are the same, but for what the client knows already.
    fn same_error(&self) -> Result<(), Stop> {
        let [.., one, other] = self.errors.as_slice() else {
            return Err(Stop::Ambiguous("there are no two refusals to compare".to_owned()));
        };
        let face = |error: &WireError| {
            let reason = error.reason().map(str::to_owned);
            (error.code, error.http_status, reason)
        };
        if face(one) == face(other) {
            return Ok(());
        }
        Err(Stop::fail(Failure {
            path: "error".to_owned(),
            expected: shown(Some(&other.whole)),
            actual: shown(Some(&one.whole)),
            ..Failure::new(
                "what belongs to somebody else is refused in another way than what is not there (§3.3.2)",
            )
        }))
    }

    async fn webhook(&self, check: Check) -> Result<(), Stop> {
        let is_last = |delivery: &Delivery| {
            let event: Option<Value> = serde_json::from_slice(&delivery.body).ok();
            event.as_ref().and_then(state).is_some_and(is_terminal)
        };
        // Credentials and form have to be right in all of them, so it waits for the last one.
        let enough = |deliveries: &[Delivery]| match check {
            Check::WebhookDelivery => !deliveries.is_empty(),
            _ => deliveries.iter().any(is_last),
        };
        let deliveries = self.context.webhook.wait(&self.webhook, DELIVERY, enough).await;
        if deliveries.is_empty() {
            return Err(Stop::fail(Failure {
                expected: "at least one notification (§4.3.3)".to_owned(),
                actual: "none".to_owned(),
                ..Failure::new(format!("the agent did not call the webhook within {DELIVERY:?}"))
            }));
        }
        for (index, delivery) in deliveries.iter().enumerate() {
            match check {
                Check::WebhookCredentials => self.credentials(index, delivery)?,
                Check::WebhookPayload => self.payload(index, delivery)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn credentials(&self, index: usize, delivery: &Delivery) -> Result<(), Stop> {
        let authentication = self.registered.get("authentication");
        let text = |name: &str| authentication.and_then(|it| it.get(name)).and_then(Value::as_str);
        let (Some(scheme), Some(credentials)) = (text("scheme"), text("credentials")) else {
            return Err(Stop::Ambiguous("the test registered no credentials".to_owned()));
        };
        let actual = delivery
            .headers
            .get("authorization")
            .and_then(|value| value.to_str().ok());
        let fits = actual
            .and_then(|actual| actual.split_once(' '))
            .is_some_and(|(one, other)| one.eq_ignore_ascii_case(scheme) && other == credentials);
        if fits {
            return Ok(());
        }
        Err(Stop::fail(Failure {
            path: format!("deliveries[{index}].headers.authorization"),
            expected: format!("{scheme} and the credentials that were registered (§4.3.3)"),
            actual: if actual.is_some() {
                "something else"
            } else {
                "nothing"
            }
            .to_owned(),
            ..Failure::new("a notification came without its credentials")
        }))
    }

    fn payload(&self, index: usize, delivery: &Delivery) -> Result<(), Stop> {
        let path = format!("deliveries[{index}]");
        let subject = Subject::Type("StreamResponse");
        let findings = self
            .context
            .validator
            .validate_bytes(subject, &delivery.body)
            .unwrap_or_default();
        let error = findings
            .iter()
            .find(|finding| finding.severity == Severity::Error);
        if let Some(finding) = error {
            return Err(Stop::fail(Failure {
                path,
                expected: "a StreamResponse (§4.3.3)".to_owned(),
                actual: self.context.http.show(&delivery.body),
                ..Failure::new(format!("a notification is not valid: {finding}"))
            }));
        }
        let media_type = media_type(&delivery.headers);
        if media_type != "application/a2a+json" && media_type != "application/json" {
            return Err(Stop::fail(Failure {
                path: format!("{path}.headers.content-type"),
                expected: "application/a2a+json".to_owned(),
                actual: shown(Some(&media_type.into())),
                ..Failure::new("a notification has another media type (§4.3.3)")
            }));
        }
        Ok(())
    }

    /// The streams that only a runner can make.
    pub(super) async fn special_stream(
        &mut self,
        check: Check,
        operation: Operation,
        parameters: &ValueTemplate,
        expected: &StreamExpectation,
    ) -> Result<ReadStream, Stop> {
        let mut parameters = parameters
            .value(&self.scope)
            .map_err(|unresolved| self.unresolved(&unresolved))?;
        if check == Check::Resubscribe {
            return self.resubscribe(operation, parameters, expected).await;
        }
        match self.two_streams(check, operation, &parameters, expected).await? {
            Some(read) => Ok(read),
            None => {
                let text = format!("{LONG_RUNNING} so that there is time for a second stream");
                let part = parameters.pointer_mut("/message/parts/0");
                if let Some(part) = part {
                    *part = json!({"text": text});
                }
                self.notes.push(format!(
                    "the agent was done before a second stream could be opened; tried again with `{LONG_RUNNING}`"
                ));
                let second = self.two_streams(check, operation, &parameters, expected).await?;
                second.ok_or_else(|| {
                    Stop::Ambiguous(
                        "the agent is always done before a second stream can be opened".to_owned(),
                    )
                })
            }
        }
    }

    /// Opens a stream, and a second one of its task; `None` if the task was over before.
    async fn two_streams(
        &mut self,
        check: Check,
        operation: Operation,
        parameters: &Value,
        expected: &StreamExpectation,
    ) -> Result<Option<ReadStream>, Stop> {
        let request = self.request_of(operation, parameters.clone())?;
        let mut first = self.begin(request, expected).await?;
        let Some(task) = first.read.payloads.first().and_then(task_id) else {
            return Err(Stop::fail(Failure::new(
                "the first event names no task that could be subscribed to",
            )));
        };
        let subscribe = self.request_of(Operation::Method("SubscribeToTask"), json!({"id": task}))?;
        let (stream, exchange) = match self.open(&subscribe).await? {
            Opened::Stream(stream, exchange) => (stream, exchange),
            Opened::Refused(error) => {
                let ended = self.finish(&mut first, expected).await?;
                self.exchanges.push(first.exchange);
                return if ended {
                    Ok(None)
                } else {
                    Err(self.refused(&error))
                };
            }
        };
        let read = ReadStream {
            payloads: Vec::new(),
            raw: Vec::new(),
            error: None,
            end: None,
        };
        let mut second = Open {
            request: subscribe,
            stream,
            exchange,
            read,
        };
        if check == Check::CloseOneStream {
            return self.close_first(first, second, expected).await.map(Some);
        }
        let (one, other) = tokio::join!(
            self.finish(&mut first, expected),
            self.finish(&mut second, expected)
        );
        let (
            Open {
                read: first,
                exchange,
                ..
            },
            second,
        ) = (first, second);
        self.exchanges.push(exchange);
        self.exchanges.push(second.exchange);
        one?;
        other?;
        // The second begins with the task as it is then; what follows is the end of the first.
        let later = second.read.payloads.get(1..).unwrap_or_default();
        let start = first.payloads.len().saturating_sub(later.len());
        if first.payloads.get(start..).unwrap_or_default() != later {
            return Err(Stop::fail(Failure {
                expected: shown(Some(&Value::Array(first.payloads))),
                actual: shown(Some(&Value::Array(second.read.payloads))),
                ..Failure::new("two streams of a task have different events (§3.5.2)")
            }));
        }
        if later.is_empty() {
            return Ok(None);
        }
        Ok(Some(first))
    }

    async fn close_first(
        &mut self,
        first: Open,
        mut second: Open,
        expected: &StreamExpectation,
    ) -> Result<ReadStream, Stop> {
        let Open { stream, exchange, .. } = first;
        drop(stream);
        self.exchanges.push(exchange);
        let ended = self.finish(&mut second, expected).await;
        self.exchanges.push(second.exchange);
        ended?;
        let last = second.read.payloads.last().and_then(state).unwrap_or_default();
        if !is_terminal(last) {
            return Err(Stop::fail(Failure {
                expected: "events up to a terminal state".to_owned(),
                actual: if last.is_empty() {
                    "no state".to_owned()
                } else {
                    last.to_owned()
                },
                ..Failure::new("a stream did not go on after another one of its task was closed (§3.5.2)")
            }));
        }
        Ok(second.read)
    }

    async fn resubscribe(
        &mut self,
        operation: Operation,
        parameters: Value,
        expected: &StreamExpectation,
    ) -> Result<ReadStream, Stop> {
        let request = self.request_of(operation, parameters.clone())?;
        let first = self.begin(request, expected).await?;
        // The connection is closed with the stream.
        drop(first.stream);
        self.exchanges.push(first.exchange);
        let request = self.request_of(operation, parameters)?;
        let (stream, exchange) = match self.open(&request).await? {
            Opened::Stream(stream, exchange) => (stream, exchange),
            Opened::Refused(error) => {
                let summary = error.summary(self.context.validator.protocol());
                let over = first
                    .read
                    .payloads
                    .last()
                    .and_then(state)
                    .is_some_and(is_terminal);
                return Err(if over {
                    Stop::Ambiguous("the task was over before the client came back".to_owned())
                } else {
                    Stop::fail(Failure::new(format!(
                        "a client that came back was answered with {summary}"
                    )))
                });
            }
        };
        let read = self.read_stream(&request, stream, exchange, expected).await?;
        if read
            .payloads
            .first()
            .is_none_or(|event| event.get("task").is_none())
        {
            return Err(Stop::fail(Failure {
                path: "events[0]".to_owned(),
                expected: "the task (§3.1.6)".to_owned(),
                actual: shown(read.payloads.first()),
                ..Failure::new("the first event after coming back is not the task")
            }));
        }
        Ok(read)
    }

    /// Opens a stream and reads its first event.
    async fn begin(&mut self, request: Request, expected: &StreamExpectation) -> Result<Open, Stop> {
        let (stream, exchange) = match self.open(&request).await? {
            Opened::Stream(stream, exchange) => (stream, exchange),
            Opened::Refused(error) => return Err(self.refused(&error)),
        };
        let read = ReadStream {
            payloads: Vec::new(),
            raw: Vec::new(),
            error: None,
            end: None,
        };
        let mut open = Open {
            request,
            stream,
            exchange,
            read,
        };
        let limits = (self.deadline(expected), 1);
        let Open {
            request,
            stream,
            exchange,
            read,
        } = &mut open;
        self.read_events(request, stream, exchange, limits, read).await?;
        Ok(open)
    }

    /// Reads a stream to its end; gives whether it was complete.
    async fn finish(&self, open: &mut Open, expected: &StreamExpectation) -> Result<bool, Stop> {
        let limits = (self.deadline(expected), usize::MAX);
        let Open {
            request,
            stream,
            exchange,
            read,
        } = open;
        self.read_events(request, stream, exchange, limits, read).await?;
        Ok(read.end == Some(StreamEnd::Complete))
    }
}

fn task_id(event: &Value) -> Option<String> {
    let id = event
        .pointer("/task/id")
        .or_else(|| event.pointer("/statusUpdate/taskId"));
    let id = id.or_else(|| event.pointer("/artifactUpdate/taskId"));
    id.and_then(Value::as_str).map(str::to_owned)
}
