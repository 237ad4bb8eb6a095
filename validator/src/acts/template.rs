//! Texts with variables in them (§8.1 of the format): `{{name}}`, `{{step.name}}`, `{{env.NAME}}`, `{{$uuid}}`.

use super::error::quoted;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A text with variables in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Reference(Reference),
}

/// What stands between the braces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reference {
    /// A variable of the document, or one that the runner is given.
    Variable(String),
    /// What an earlier step captured, or with the name `response` all of its response.
    Captured { step: String, name: String },
    /// A variable of the environment.
    Environment(String),
    /// A new UUID each time.
    Uuid,
}

/// The name under which a step's whole response can be referred to.
pub(crate) const RESPONSE: &str = "response";
/// Variables may refer to others, this deep.
const MAX_DEPTH: usize = 8;

impl Template {
    /// Reads a text; braces around what cannot be a name are an error.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        Self::read(text, true)
    }

    /// Reads a text in which braces around what cannot be a name stand for themselves, as in broken JSON.
    pub(crate) fn parse_raw(text: &str) -> Self {
        Self::read(text, false).unwrap_or_else(|_| Self(vec![Piece::Text(text.to_owned())]))
    }

    fn read(text: &str, strict: bool) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            plain.push_str(before);
            let inner = after.split_once("}}");
            match inner.map(|(inner, rest)| (Reference::parse(inner.trim()), inner, rest)) {
                Some((Ok(reference), _, behind)) => {
                    if !plain.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut plain)));
                    }
                    pieces.push(Piece::Reference(reference));
                    rest = behind;
                }
                _ if !strict => {
                    plain.push_str("{{");
                    rest = after;
                }
                Some((Err(message), _, _)) => return Err(message),
                None => return Err("`{{` has no `}}`".to_owned()),
            }
        }
        plain.push_str(rest);
        if !plain.is_empty() || pieces.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self(pieces))
    }

    pub(crate) fn references(&self) -> impl Iterator<Item = &Reference> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Reference(reference) => Some(reference),
            Piece::Text(_) => None,
        })
    }

    /// The value: that of the variable, if there is nothing but one, and otherwise text.
    pub(crate) fn value(&self, scope: &Scope<'_>) -> Result<Value, Unresolved> {
        self.value_at(scope, 0)
    }

    /// The same as text.
    pub(crate) fn text(&self, scope: &Scope<'_>) -> Result<String, Unresolved> {
        self.value(scope).map(plain)
    }

    fn value_at(&self, scope: &Scope<'_>, depth: usize) -> Result<Value, Unresolved> {
        if let [Piece::Reference(reference)] = self.0.as_slice() {
            return scope.resolve_at(reference, depth);
        }
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(plain) => text.push_str(plain),
                Piece::Reference(reference) => text.push_str(&plain(scope.resolve_at(reference, depth)?)),
            }
        }
        Ok(Value::String(text))
    }
}

fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

impl Reference {
    fn parse(text: &str) -> Result<Self, String> {
        let is_name = |name: &str| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|one| one.is_alphanumeric() || matches!(one, '_' | '-'))
        };
        if let Some(generator) = text.strip_prefix('$') {
            return match generator {
                "uuid" => Ok(Self::Uuid),
                _ => Err(format!(
                    "there is no generator {}; there is `$uuid`",
                    quoted(text)
                )),
            };
        }
        match text.split_once('.') {
            None if is_name(text) => Ok(Self::Variable(text.to_owned())),
            Some(("env", name)) if is_name(name) => Ok(Self::Environment(name.to_owned())),
            Some((step, name)) if is_name(step) && is_name(name) => Ok(Self::Captured {
                step: step.to_owned(),
                name: name.to_owned(),
            }),
            _ => Err(format!("{} is not a variable", quoted(text))),
        }
    }
}

/// A variable that has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unresolved(pub(crate) Reference);

impl Unresolved {
    pub(crate) fn message(&self) -> String {
        match &self.0 {
            Reference::Variable(name) => {
                format!("the variable `{name}` has no value; give it one (--var {name}=VALUE)")
            }
            Reference::Captured { step, name } => format!("the step `{step}` captured no `{name}`"),
            Reference::Environment(name) => format!("the environment has no variable `{name}`"),
            Reference::Uuid => "no UUID could be made".to_owned(),
        }
    }
}

/// What variables stand for while a test runs.
#[derive(Debug, Clone)]
pub(crate) struct Scope<'a> {
    /// What the runner provides, before what the document says.
    pub(crate) given: &'a BTreeMap<String, String>,
    /// The document's.
    pub(crate) variables: &'a BTreeMap<String, Template>,
    /// What the runner provides if nobody else does.
    pub(crate) fallbacks: &'a BTreeMap<String, String>,
    /// What steps captured.
    pub(crate) captured: BTreeMap<(String, String), Value>,
}

impl Scope<'_> {
    /// What a variable stands for.
    pub(crate) fn resolve(&self, reference: &Reference) -> Result<Value, Unresolved> {
        self.resolve_at(reference, 0)
    }

    fn resolve_at(&self, reference: &Reference, depth: usize) -> Result<Value, Unresolved> {
        let unresolved = || Unresolved(reference.clone());
        match reference {
            Reference::Uuid => Ok(Value::String(uuid::Uuid::new_v4().to_string())),
            Reference::Environment(name) => std::env::var(name).map(Value::String).map_err(|_| unresolved()),
            Reference::Captured { step, name } => {
                let key = (step.clone(), name.clone());
                self.captured.get(&key).cloned().ok_or_else(unresolved)
            }
            Reference::Variable(name) => {
                if let Some(given) = self.given.get(name) {
                    return Ok(given.as_str().into());
                }
                let variable = self.variables.get(name).filter(|_| depth < MAX_DEPTH);
                match variable.map(|template| template.value_at(self, depth + 1)) {
                    Some(Ok(value)) => Ok(value),
                    // A default that stands for something that is not there is none.
                    _ => match self.fallbacks.get(name) {
                        Some(fallback) => Ok(fallback.as_str().into()),
                        None => Err(unresolved()),
                    },
                }
            }
        }
    }
}

/// A JSON value in whose texts variables may stand.
#[derive(Debug, Clone)]
pub(crate) enum ValueTemplate {
    Constant(Value),
    Text(Template),
    List(Vec<ValueTemplate>),
    Object(Vec<(String, ValueTemplate)>),
}

impl ValueTemplate {
    /// Reads a value; an error says under which JSON pointer.
    pub(crate) fn parse(value: &Value) -> Result<Self, (String, String)> {
        match value {
            Value::String(text) => Template::parse(text)
                .map(Self::Text)
                .map_err(|message| (String::new(), message)),
            Value::Array(items) => {
                let items = items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| Self::parse(item).map_err(|error| below(&index.to_string(), error)));
                items.collect::<Result<_, _>>().map(Self::List)
            }
            Value::Object(members) => {
                let members = members.iter().map(|(name, member)| {
                    let member = Self::parse(member).map_err(|error| below(name, error))?;
                    Ok((name.clone(), member))
                });
                members.collect::<Result<_, _>>().map(Self::Object)
            }
            other => Ok(Self::Constant(other.clone())),
        }
    }

    pub(crate) fn value(&self, scope: &Scope<'_>) -> Result<Value, Unresolved> {
        match self {
            Self::Constant(value) => Ok(value.clone()),
            Self::Text(template) => template.value(scope),
            Self::List(items) => items.iter().map(|item| item.value(scope)).collect(),
            Self::Object(members) => {
                let mut object = Map::new();
                for (name, member) in members {
                    object.insert(name.clone(), member.value(scope)?);
                }
                Ok(Value::Object(object))
            }
        }
    }

    pub(crate) fn references(&self) -> Vec<&Reference> {
        match self {
            Self::Constant(_) => Vec::new(),
            Self::Text(template) => template.references().collect(),
            Self::List(items) => items.iter().flat_map(Self::references).collect(),
            Self::Object(members) => members
                .iter()
                .flat_map(|(_, member)| member.references())
                .collect(),
        }
    }
}

fn below(token: &str, (pointer, message): (String, String)) -> (String, String) {
    let mut whole = String::new();
    crate::finding::push_token(&mut whole, token);
    whole.push_str(&pointer);
    (whole, message)
}
