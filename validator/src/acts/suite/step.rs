//! Steps (§4 of the format).

use super::expect::Expectation;
use super::operation::Operation;
use super::reader::{Members, Node};
use crate::acts::assertion::{Assertion, template};
use crate::acts::error::{SuiteError, quoted};
use crate::acts::path::Path;
use crate::acts::template::{RESPONSE, Reference, Template, ValueTemplate};
use crate::acts::until::Until;
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::Duration;

/// A step repeats itself at most this often.
const MAX_ATTEMPTS: u64 = 1000;
/// A step waits at most this long, in milliseconds.
const MAX_DELAY: u64 = 600_000;

/// A step.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) id: String,
    pub(crate) description: String,
    pub(crate) delay: Duration,
    pub(crate) action: Action,
    pub(crate) capture: Vec<(String, Path)>,
    pub(crate) assertions: Vec<NamedAssertion>,
    /// What the response has to be for the test to say something about the agent (`x-given`); otherwise it cannot tell.
    pub(crate) given: Option<Assertion>,
}

/// What a step does.
#[derive(Debug)]
pub(crate) enum Action {
    /// Calls an operation.
    Call {
        operation: Operation,
        parameters: ValueTemplate,
        expect: Expectation,
        repeat: Option<Repeat>,
    },
    /// Sends a request as it stands there.
    Raw {
        request: RawRequest,
        expect: Expectation,
    },
    /// Reads what an agent might have sent.
    Client {
        operation: Operation,
        payload: Value,
        expect: Assertion,
    },
    /// Looks at what earlier steps got.
    Assert(NamedAssertion),
}

/// A request as it stands there.
#[derive(Debug)]
pub(crate) struct RawRequest {
    pub(crate) method: &'static str,
    pub(crate) path: Template,
    pub(crate) headers: Vec<(String, Template)>,
    pub(crate) body: RawBody,
}

#[derive(Debug)]
pub(crate) enum RawBody {
    Nothing,
    Json(ValueTemplate),
    Text(Template),
}

/// How a step is repeated.
#[derive(Debug)]
pub(crate) struct Repeat {
    pub(crate) until: Until,
    pub(crate) attempts: u64,
    pub(crate) delay: Duration,
    pub(crate) backoff: Backoff,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backoff {
    None,
    Linear,
    Exponential,
}

/// An assertion about what a step got (§5.5 of the format).
#[derive(Debug)]
pub(crate) struct NamedAssertion {
    pub(crate) id: String,
    pub(crate) source: SourceReference,
    pub(crate) path: Option<Path>,
    pub(crate) matches: Option<Assertion>,
    pub(crate) collections: Vec<Collection>,
}

/// Elements, how many of them have to match, and what.
#[derive(Debug)]
pub(crate) struct Collection {
    pub(crate) quantifier: Quantifier,
    pub(crate) path: Path,
    pub(crate) matches: Assertion,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quantifier {
    Any,
    All,
    None,
}

/// What an assertion looks at.
#[derive(Debug)]
pub(crate) struct SourceReference {
    pub(crate) text: String,
    pub(crate) root: Reference,
    pub(crate) path: Option<Path>,
}

/// What steps so far can be referred to by.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeSet<(String, String)>);

impl Names {
    fn check<'a>(
        &self,
        node: &Node<'_>,
        references: impl IntoIterator<Item = &'a Reference>,
    ) -> Result<(), SuiteError> {
        for reference in references {
            if let Reference::Captured { step, name } = reference
                && !self.0.contains(&(step.clone(), name.clone()))
            {
                let message = format!("no step before captures {}", quoted(&format!("{step}.{name}")));
                return Err(node.error(message));
            }
        }
        Ok(())
    }
}

impl Step {
    pub(crate) fn parse(node: &Node<'_>, names: &mut Names) -> Result<Self, SuiteError> {
        let members = node.members("a step")?;
        let id = members.required("id")?.text()?.to_owned();
        let action = Self::action(node, &members, names)?;
        let mut capture = Vec::new();
        if let Some(node) = members.get("capture") {
            let captured = node.members("capture")?;
            if captured.is_empty() {
                return Err(node.error("nothing is captured"));
            }
            for (name, node) in captured.iter() {
                if name == RESPONSE {
                    return Err(node.error("`response` is all of the response already"));
                }
                capture.push((name.to_owned(), single(&node)?));
                names.0.insert((id.clone(), name.to_owned()));
            }
        }
        names.0.insert((id.clone(), RESPONSE.to_owned()));
        let given = members
            .get("x-given")
            .map(|node| Assertion::parse(&node))
            .transpose()?;
        if let (Some(given), Some(node)) = (&given, members.get("x-given")) {
            names.check(&node, given.references())?;
        }
        let delay = members
            .get("delay_ms")
            .map_or(Ok(Duration::ZERO), |node| milliseconds(&node))?;
        Ok(Self {
            description: members.text("description")?,
            delay,
            assertions: NamedAssertion::parse_list(members.get("assertions"), names)?,
            id,
            action,
            capture,
            given,
        })
    }

    fn action(node: &Node<'_>, members: &Members<'_>, names: &Names) -> Result<Action, SuiteError> {
        let kinds = ["operation", "raw", "client_response", "assertion"];
        let mut kinds = kinds.iter().filter(|kind| members.has(kind));
        let kind = kinds.next().copied();
        if let (Some(one), Some(other)) = (kind, kinds.next()) {
            return Err(node.error(format!("a step has `{one}` or `{other}`, not both")));
        }
        match kind {
            Some("operation") => Self::call(node, names),
            Some("raw") => Self::raw(node, names),
            Some("client_response") => Self::client(node, names),
            Some(_) => {
                let members = node.object("a step with an assertion", &["id", "description", "assertion"])?;
                Ok(Action::Assert(NamedAssertion::parse(
                    &members.required("assertion")?,
                    names,
                )?))
            }
            None => {
                Err(node.error("a step has one of `operation`, `raw`, `client_response` and `assertion`"))
            }
        }
    }

    fn call(node: &Node<'_>, names: &Names) -> Result<Action, SuiteError> {
        let members = node.object(
            "a step with an operation",
            &[
                "id",
                "description",
                "operation",
                "params",
                "expect",
                "expect_error",
                "expect_stream",
                "capture",
                "assertions",
                "repeat",
                "delay_ms",
                "x-given",
            ],
        )?;
        let params = members.required("params")?;
        params.members("`params`")?;
        let parameters = value_template(&params)?;
        names.check(&params, parameters.references())?;
        let operation = Operation::parse(&members.required("operation")?, &params)?;
        let expect = Expectation::parse(&members, operation.is_stream(), true)?;
        names.check(node, expect.references())?;
        let repeat = members
            .get("repeat")
            .map(|node| Repeat::parse(&node))
            .transpose()?;
        if let Some(node) = members.get("repeat").filter(|_| operation.is_stream()) {
            return Err(node.error("a stream is not repeated"));
        }
        Ok(Action::Call {
            operation,
            parameters,
            expect,
            repeat,
        })
    }

    fn raw(node: &Node<'_>, names: &Names) -> Result<Action, SuiteError> {
        let members = node.object(
            "a raw step",
            &[
                "id",
                "description",
                "raw",
                "expect",
                "expect_error",
                "expect_stream",
                "capture",
                "assertions",
                "delay_ms",
                "x-given",
            ],
        )?;
        let raw = members.required("raw")?;
        let raw = raw.object("`raw`", &["method", "path", "headers", "body", "body_raw"])?;
        let method = raw.required("method")?.word(&[
            ("GET", "GET"),
            ("POST", "POST"),
            ("PUT", "PUT"),
            ("DELETE", "DELETE"),
        ])?;
        let path = raw.required("path")?;
        let path_template = template(&path)?;
        names.check(&path, path_template.references())?;
        let mut headers = Vec::new();
        if let Some(node) = raw.get("headers") {
            for (name, node) in node.members("headers")?.iter() {
                if http::HeaderName::try_from(name).is_err() {
                    return Err(node.error(format!("{} cannot be the name of a header", quoted(name))));
                }
                let value = template(&node)?;
                names.check(&node, value.references())?;
                headers.push((name.to_owned(), value));
            }
        }
        let body = match (raw.get("body"), raw.get("body_raw")) {
            (Some(_), Some(node)) => return Err(node.error("a request has `body` or `body_raw`, not both")),
            (Some(node), None) => {
                let body = value_template(&node)?;
                names.check(&node, body.references())?;
                RawBody::Json(body)
            }
            (None, Some(node)) => {
                let body = Template::parse_raw(node.text()?);
                names.check(&node, body.references())?;
                RawBody::Text(body)
            }
            (None, None) => RawBody::Nothing,
        };
        let expect = Expectation::parse(&members, members.has("expect_stream"), false)?;
        names.check(node, expect.references())?;
        Ok(Action::Raw {
            request: RawRequest {
                method,
                path: path_template,
                headers,
                body,
            },
            expect,
        })
    }

    fn client(node: &Node<'_>, names: &Names) -> Result<Action, SuiteError> {
        let members = node.object(
            "a client step",
            &[
                "id",
                "description",
                "client_response",
                "expect_parsed",
                "assertions",
            ],
        )?;
        let response = members.required("client_response")?;
        let response = response.object("`client_response`", &["operation", "wire_payload"])?;
        let payload = response.required("wire_payload")?;
        let none = Value::Object(serde_json::Map::new());
        let operation = Operation::parse(&response.required("operation")?, &payload.with_value(&none))?;
        let expected = members.required("expect_parsed")?;
        let expect = Assertion::parse(&expected)?;
        names.check(&expected, expect.references())?;
        Ok(Action::Client {
            operation,
            payload: payload.value.clone(),
            expect,
        })
    }
}

impl Repeat {
    fn parse(node: &Node<'_>) -> Result<Self, SuiteError> {
        let members = node.object("`repeat`", &["until", "max_attempts", "delay_ms", "backoff"])?;
        let until = members.required("until")?;
        let attempts = members.count("max_attempts")?.unwrap_or(10);
        if attempts == 0 || attempts > MAX_ATTEMPTS {
            return Err(node.error(format!("`max_attempts` is from 1 to {MAX_ATTEMPTS}")));
        }
        let words = [
            ("none", Backoff::None),
            ("linear", Backoff::Linear),
            ("exponential", Backoff::Exponential),
        ];
        Ok(Self {
            until: Until::parse(until.text()?).map_err(|message| until.error(message))?,
            attempts,
            delay: members
                .get("delay_ms")
                .map_or(Ok(Duration::from_secs(1)), |node| milliseconds(&node))?,
            backoff: members
                .get("backoff")
                .map_or(Ok(Backoff::None), |node| node.word(&words))?,
        })
    }

    /// How long to wait after this attempt, counted from 0.
    pub(crate) fn delay_after(&self, attempt: u64) -> Duration {
        let attempt = u32::try_from(attempt).unwrap_or(u32::MAX);
        let factor = match self.backoff {
            Backoff::None => 1,
            Backoff::Linear => attempt.saturating_add(1),
            Backoff::Exponential => 2_u32.saturating_pow(attempt),
        };
        self.delay
            .saturating_mul(factor)
            .min(Duration::from_millis(MAX_DELAY))
    }
}

impl NamedAssertion {
    pub(crate) fn parse_list(node: Option<Node<'_>>, names: &Names) -> Result<Vec<Self>, SuiteError> {
        node.map_or(Ok(Vec::new()), |node| {
            node.list()?.iter().map(|node| Self::parse(node, names)).collect()
        })
    }

    fn parse(node: &Node<'_>, names: &Names) -> Result<Self, SuiteError> {
        let known = [
            "id",
            "description",
            "source",
            "path",
            "match",
            "any",
            "all",
            "none",
        ];
        let members = node.object("an assertion", &known)?;
        members.text("description")?;
        let source = SourceReference::parse(&members.required("source")?, names)?;
        let matches = members
            .get("match")
            .map(|node| Assertion::parse(&node))
            .transpose()?;
        let mut collections = Vec::new();
        for (name, quantifier) in [
            ("any", Quantifier::Any),
            ("all", Quantifier::All),
            ("none", Quantifier::None),
        ] {
            if let Some(node) = members.get(name) {
                let inner = node.object("a collection", &["path", "match"])?;
                collections.push(Collection {
                    quantifier,
                    path: path(&inner.required("path")?)?,
                    matches: Assertion::parse(&inner.required("match")?)?,
                });
            }
        }
        if matches.is_none() && collections.is_empty() {
            return Err(node.error("an assertion has one of `match`, `any`, `all` and `none`"));
        }
        let references = matches
            .iter()
            .chain(collections.iter().map(|collection| &collection.matches));
        names.check(node, references.flat_map(Assertion::references))?;
        Ok(Self {
            id: members.text("id")?,
            source,
            path: members.get("path").map(|node| single(&node)).transpose()?,
            matches,
            collections,
        })
    }
}

impl SourceReference {
    /// `{{step.response}}`, or the same without braces and perhaps with a path behind it.
    fn parse(node: &Node<'_>, names: &Names) -> Result<Self, SuiteError> {
        let text = node.text()?.trim();
        let bare = text
            .strip_prefix("{{")
            .and_then(|text| text.strip_suffix("}}"))
            .unwrap_or(text)
            .trim();
        let end = bare
            .match_indices(['.', '['])
            .nth(1)
            .map_or(bare.len(), |(index, _)| index);
        let (root, rest) = bare.split_at(end);
        let (root, rest) = match root.find('[') {
            Some(bracket) => bare.split_at(bracket),
            None => (root, rest),
        };
        let root = if root.contains('.') {
            root.to_owned()
        } else {
            format!("{root}.{RESPONSE}")
        };
        let template = Template::parse(&format!("{{{{{root}}}}}")).map_err(|message| node.error(message))?;
        let references: Vec<_> = template.references().cloned().collect();
        names.check(node, &references)?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        let path = (!rest.is_empty())
            .then(|| Path::parse_single(rest))
            .transpose()
            .map_err(|message| node.error(message))?;
        let root = references.into_iter().next().unwrap_or(Reference::Uuid);
        Ok(Self {
            text: text.to_owned(),
            root,
            path,
        })
    }
}

fn path(node: &Node<'_>) -> Result<Path, SuiteError> {
    Path::parse(node.text()?).map_err(|message| node.error(message))
}

fn single(node: &Node<'_>) -> Result<Path, SuiteError> {
    Path::parse_single(node.text()?).map_err(|message| node.error(message))
}

fn milliseconds(node: &Node<'_>) -> Result<Duration, SuiteError> {
    match node.count()? {
        delay if delay <= MAX_DELAY => Ok(Duration::from_millis(delay)),
        _ => Err(node.error(format!("a delay has at most {MAX_DELAY} milliseconds"))),
    }
}

fn value_template(node: &Node<'_>) -> Result<ValueTemplate, SuiteError> {
    ValueTemplate::parse(node.value).map_err(|(pointer, message)| {
        let mut inner = node.clone();
        inner.pointer.push_str(&pointer);
        inner.error(message)
    })
}
