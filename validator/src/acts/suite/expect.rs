//! What a step expects (§6 and §7 of the format).

use super::reader::{Members, Node};
use crate::acts::assertion::Assertion;
use crate::acts::error::{SuiteError, quoted};
use crate::acts::template::Reference;
use a2a_bindings::v1_0::PROTOCOL;
use serde_json::Value;
use std::time::Duration;

/// What a step expects.
#[derive(Debug, Default)]
pub(crate) struct Expectation {
    pub(crate) response: Option<ResponseExpectation>,
    pub(crate) error: Option<ErrorExpectation>,
    pub(crate) stream: Option<StreamExpectation>,
}

/// What a response has to be.
#[derive(Debug, Default)]
pub(crate) struct ResponseExpectation {
    /// The HTTP status.
    pub(crate) status: Option<Assertion>,
    /// Headers by their names in lower case; an addition of ours to the format.
    pub(crate) headers: Vec<(String, Assertion)>,
    pub(crate) body: Option<Assertion>,
    /// The operation has to fail, with an error like this.
    pub(crate) error: Option<Assertion>,
    /// The operation has to fail, with whatever error.
    pub(crate) fails: bool,
}

/// What an error has to be.
#[derive(Debug, Default)]
pub(crate) struct ErrorExpectation {
    /// The names in the specification, any of which will do; empty for every error.
    pub(crate) names: Vec<&'static str>,
    /// The names in the file that the specification does not have.
    pub(crate) renamed: Vec<(String, &'static str)>,
    /// The number on the wire.
    pub(crate) code: Option<Assertion>,
    pub(crate) message: Option<Assertion>,
    /// The members of its `google.rpc.ErrorInfo`.
    pub(crate) details: Option<Assertion>,
    /// The list of its details as a whole.
    pub(crate) data: Option<Assertion>,
}

/// What a stream has to be.
#[derive(Debug, Default)]
pub(crate) struct StreamExpectation {
    pub(crate) min_count: Option<u64>,
    pub(crate) max_count: Option<u64>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) is_ordered: bool,
    pub(crate) events: Vec<EventExpectation>,
    pub(crate) final_event: Option<Assertion>,
    pub(crate) each_event: Option<Assertion>,
    /// After how many events it is read no further (`x-read`); `None` for all.
    pub(crate) read: Option<usize>,
    /// Whether a stream that is read no further stays open until the test is over (`x-hold`), as that of a client that
    /// stalls. Otherwise it is closed, as that of a client that leaves.
    pub(crate) hold: bool,
}

/// What an event has to be.
#[derive(Debug)]
pub(crate) struct EventExpectation {
    pub(crate) description: String,
    /// Its position from 0; `None` for anywhere.
    pub(crate) index: Option<usize>,
    pub(crate) assertion: Assertion,
}

/// Names of errors that the format has and the specification does not, and what the specification says instead.
const RENAMED: &[(&str, &str)] = &[
    ("StreamingNotSupportedError", "UnsupportedOperationError"),
    ("ExtendedCardNotSupportedError", "UnsupportedOperationError"),
];

impl Expectation {
    /// Reads the three members of a step. For an operation, `error` in the response is the error and not a part of the
    /// body.
    pub(crate) fn parse(step: &Members<'_>, is_stream: bool, is_operation: bool) -> Result<Self, SuiteError> {
        if let (true, Some(node)) = (step.has("expect"), step.get("expect_error")) {
            return Err(node.error("a step has `expect` or `expect_error`, not both"));
        }
        let response = step
            .get("expect")
            .map(|node| ResponseExpectation::parse(&node, is_operation))
            .transpose()?;
        if let Some(node) = step.get("expect").filter(|_| is_stream)
            && response.as_ref().is_some_and(|response| response.body.is_some())
        {
            return Err(node.error("the events of a stream are what `expect_stream` is for"));
        }
        if let Some(node) = step.get("expect_stream").filter(|_| !is_stream) {
            return Err(node.error("the operation has no stream"));
        }
        let expectation = Self {
            response,
            error: step
                .get("expect_error")
                .map(|node| ErrorExpectation::parse(&node))
                .transpose()?,
            stream: step
                .get("expect_stream")
                .map(|node| StreamExpectation::parse(&node))
                .transpose()?,
        };
        if let Some(node) = step.get("expect_stream").filter(|_| expectation.is_of_failure()) {
            return Err(node.error("what has to fail has no stream"));
        }
        Ok(expectation)
    }

    /// Whether the operation is to fail.
    pub(crate) fn is_of_failure(&self) -> bool {
        self.error.is_some()
            || self
                .response
                .as_ref()
                .is_some_and(|response| response.fails || response.error.is_some())
    }

    pub(crate) fn references(&self) -> Vec<&Reference> {
        let response = self.response.iter().flat_map(|response| {
            let headers = response.headers.iter().map(|(_, assertion)| assertion);
            [&response.status, &response.body, &response.error]
                .into_iter()
                .flatten()
                .chain(headers)
        });
        let error = self.error.iter().flat_map(|error| {
            [&error.code, &error.message, &error.details, &error.data]
                .into_iter()
                .flatten()
        });
        let stream = self.stream.iter().flat_map(|stream| {
            let events = stream.events.iter().map(|event| &event.assertion);
            [&stream.final_event, &stream.each_event]
                .into_iter()
                .flatten()
                .chain(events)
        });
        response
            .chain(error)
            .chain(stream)
            .flat_map(Assertion::references)
            .collect()
    }
}

impl ResponseExpectation {
    /// `status` and `body`, or `status` and the members of the body themselves, as the official files also have it.
    fn parse(node: &Node<'_>, is_operation: bool) -> Result<Self, SuiteError> {
        let members = node.members("`expect`")?;
        let mut expectation = Self::default();
        if members.has("body") {
            node.object("`expect` with a `body`", &["status", "body", "headers"])?;
        }
        let mut bare = Vec::new();
        for (name, node) in members.iter() {
            match (name, node.value) {
                ("status", Value::String(text)) if text == "error" => expectation.fails = true,
                ("status", _) => match Assertion::parse(&node)? {
                    // The status of a task stands in a body that is not named.
                    assertion @ Assertion::Members(_) if !members.has("body") => {
                        bare.push((name.to_owned(), assertion));
                    }
                    assertion => expectation.status = Some(assertion),
                },
                ("headers", _) => {
                    for (name, node) in node.members("headers")?.iter() {
                        expectation
                            .headers
                            .push((name.to_ascii_lowercase(), Assertion::parse(&node)?));
                    }
                }
                ("body", _) => expectation.body = Some(Assertion::parse(&node)?),
                _ => bare.push((name.to_owned(), Assertion::parse(&node)?)),
            }
        }
        if members.is_empty() {
            return Err(node.error("nothing is expected"));
        }
        if !bare.is_empty() {
            expectation.body = Some(Assertion::Members(bare));
        }
        if is_operation && let Some(body) = &mut expectation.body {
            expectation.error = body.take_member("error");
            if matches!(body, Assertion::Members(members) if members.is_empty()) {
                expectation.body = None;
            }
        }
        let fails = expectation.fails || expectation.error.is_some();
        if is_operation && fails && expectation.body.is_some() {
            return Err(node.error("what has to fail has no body but `error`"));
        }
        Ok(expectation)
    }
}

impl ErrorExpectation {
    fn parse(node: &Node<'_>) -> Result<Self, SuiteError> {
        let known = ["error_type", "code", "message", "details", "data"];
        let members = node.object("`expect_error`", &known)?;
        if members.is_empty() {
            return Err(node.error("nothing is expected"));
        }
        let mut expectation = Self::default();
        if let Some(node) = members.get("error_type") {
            expectation.name(&node)?;
        }
        if let Some(node) = members.get("code") {
            expectation.code(&node)?;
        }
        let assertion = |name: &str| members.get(name).map(|node| Assertion::parse(&node)).transpose();
        expectation.message = assertion("message")?;
        expectation.details = assertion("details")?;
        expectation.data = assertion("data")?;
        Ok(expectation)
    }

    /// The official files have names there, one or `one_of` several; a number is the code on the wire.
    fn code(&mut self, node: &Node<'_>) -> Result<(), SuiteError> {
        match node.value {
            Value::String(_) => self.name(node),
            Value::Object(_) => {
                let members = node.members("`code`")?;
                let alternatives = members.get("one_of").map(|node| node.filled_list()).transpose()?;
                match alternatives {
                    Some(names) if names.iter().all(|node| node.value.is_string()) => {
                        node.object("`code`", &["one_of"])?;
                        names.iter().try_for_each(|node| self.name(node))
                    }
                    _ => {
                        self.code = Some(Assertion::parse(node)?);
                        Ok(())
                    }
                }
            }
            _ => {
                self.code = Some(Assertion::parse(node)?);
                Ok(())
            }
        }
    }

    fn name(&mut self, node: &Node<'_>) -> Result<(), SuiteError> {
        let name = node.text()?;
        let renamed = RENAMED.iter().find(|(old, _)| *old == name);
        if let Some((old, new)) = renamed {
            self.renamed.push(((*old).to_owned(), new));
        }
        let name = renamed.map_or(name, |(_, new)| new);
        let known = PROTOCOL.errors.iter().find(|error| error.name == name);
        let known = known.ok_or_else(|| {
            let names = PROTOCOL.errors.iter().map(|error| &*error.name);
            let near = crate::names::near(name, names);
            let near = near
                .first()
                .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            node.error(format!("the protocol has no error {}{near}", quoted(name)))
        })?;
        if let std::borrow::Cow::Borrowed(name) = &known.name {
            self.names.push(name);
        }
        Ok(())
    }
}

impl StreamExpectation {
    fn parse(node: &Node<'_>) -> Result<Self, SuiteError> {
        let known = [
            "min_count",
            "max_count",
            "timeout_ms",
            "ordering",
            "events",
            "final_event",
            "each_event",
            "x-read",
            "x-hold",
        ];
        let members = node.object("`expect_stream`", &known)?;
        let read = members
            .count("x-read")?
            .and_then(|count| usize::try_from(count).ok());
        let hold = members
            .get("x-hold")
            .is_some_and(|node| node.value == &Value::Bool(true));
        if let Some(node) = members.get("x-hold").filter(|_| read.is_none()) {
            return Err(node.error("a stream is held after `x-read` events"));
        }
        if let Some(node) = members.get("ordering") {
            node.word(&[("monotonic_state", ())])?;
        }
        let mut events = Vec::new();
        if let Some(node) = members.get("events") {
            for (index, node) in node.filled_list()?.iter().enumerate() {
                events.push(EventExpectation::parse(node, index)?);
            }
        }
        let assertion = |name: &str| members.get(name).map(|node| Assertion::parse(&node)).transpose();
        Ok(Self {
            min_count: members.count("min_count")?,
            max_count: members.count("max_count")?,
            timeout: members.count("timeout_ms")?.map(Duration::from_millis),
            is_ordered: members.has("ordering"),
            events,
            final_event: assertion("final_event")?,
            each_event: assertion("each_event")?,
            read,
            hold,
        })
    }
}

impl EventExpectation {
    fn parse(node: &Node<'_>, position: usize) -> Result<Self, SuiteError> {
        let members = node.members("an event")?;
        let words = [("exact_position", false), ("any_position", true)];
        let anywhere = members.get("match").map_or(Ok(false), |node| node.word(&words))?;
        let index = members
            .count("index")?
            .and_then(|index| usize::try_from(index).ok());
        if anywhere && index.is_some() {
            return Err(node.error("an event at any position has no `index`"));
        }
        let mut rest = node.value.clone();
        if let Value::Object(rest) = &mut rest {
            rest.retain(|name, _| !["description", "match", "index"].contains(&name.as_str()));
            if rest.is_empty() {
                return Err(node.error("nothing is expected of the event"));
            }
        }
        Ok(Self {
            description: members.text("description")?,
            index: (!anywhere).then_some(index.unwrap_or(position)),
            assertion: Assertion::parse(&node.with_value(&rest))?,
        })
    }
}
