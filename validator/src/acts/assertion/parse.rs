//! Reading assertions.

use super::{Assertion, Comparison, JsonType, Operator};
use crate::acts::error::{SuiteError, quoted};
use crate::acts::suite::reader::{Members, Node};
use crate::acts::template::Template;
use crate::names::near;
use regex::RegexBuilder;
use serde_json::Value;

/// As large a compiled expression may be, in bytes.
const MAX_EXPRESSION: usize = 1 << 20;

const OPERATORS: &[&str] = &[
    "type",
    "exists",
    "absent",
    "contains",
    "matches",
    "starts_with",
    "ends_with",
    "gte",
    "lte",
    "gt",
    "lt",
    "count",
    "count_gte",
    "count_lte",
    "one_of",
    "all_of",
    "any_of",
    "not",
    "items",
];

const TYPES: &[(&str, JsonType)] = &[
    ("string", JsonType::String),
    ("number", JsonType::Number),
    ("boolean", JsonType::Boolean),
    ("array", JsonType::Array),
    ("object", JsonType::Object),
    ("null", JsonType::Null),
];

impl Assertion {
    pub(crate) fn parse(node: &Node<'_>) -> Result<Self, SuiteError> {
        match node.value {
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(Self::Exact(node.value.clone())),
            Value::String(_) => template(node).map(Self::Text),
            Value::Array(_) => list(node).map(Self::Elements),
            Value::Object(_) => Self::parse_object(&node.members("an assertion")?),
        }
    }

    /// An object is either operators or members of the value. Names are told apart by what they hold: `type` is an
    /// operator with the name of a type, and a member with anything else.
    fn parse_object(members: &Members<'_>) -> Result<Self, SuiteError> {
        let is_operator = |(name, node): (&str, Node<'_>)| looks_like_operator(name, node.value);
        if let Some((name, node)) = members
            .iter()
            .find(|(name, node)| is_broken_operator(name, node.value))
        {
            return Err(node.error(no_operator(name)));
        }
        let operators = members.iter().filter(|entry| is_operator(entry.clone())).count();
        let total = members.iter().count();
        if operators == 0 {
            return Self::parse_members(members);
        }
        if operators < total {
            let others = members.iter().find(|entry| !is_operator(entry.clone()));
            let (name, node) = others.unwrap_or(("", members.node().clone()));
            return Err(node.error(no_operator(name)));
        }
        let operators = members.iter().map(|(name, node)| operator(name, &node));
        operators.collect::<Result<_, _>>().map(Self::Operators)
    }

    /// Members of an object, whatever their names.
    pub(crate) fn parse_members(members: &Members<'_>) -> Result<Self, SuiteError> {
        let members = members
            .iter()
            .map(|(name, node)| Ok((name.to_owned(), Self::parse(&node)?)));
        members.collect::<Result<_, _>>().map(Self::Members)
    }
}

fn no_operator(name: &str) -> String {
    if OPERATORS.contains(&name) {
        let name = quoted(name);
        return format!(
            "the operator {name} has a value that it cannot have; if a member {name} is meant, compare it with `one_of`"
        );
    }
    let mut message = format!("{} is no operator, and stands beside one", quoted(name));
    if let Some(near) = near(name, OPERATORS.iter().copied()).first() {
        message.push_str(&format!("; did you mean `{near}`?"));
    }
    message
}

/// Whether a member is an operator, by its name and the form of its value.
fn looks_like_operator(name: &str, value: &Value) -> bool {
    match name {
        "type" => value
            .as_str()
            .is_some_and(|name| TYPES.iter().any(|(known, _)| *known == name)),
        "exists" | "absent" => value == &Value::Bool(true),
        "contains" | "matches" | "starts_with" | "ends_with" => value.is_string(),
        "gte" | "lte" | "gt" | "lt" => value.is_number(),
        "count" | "count_gte" | "count_lte" => value.is_u64(),
        "one_of" | "all_of" | "any_of" => value.is_array(),
        "items" => value.is_array() || value.is_object(),
        // Every value can be negated.
        "not" => true,
        _ => false,
    }
}

/// Whether a member has the name of an operator and a plain value that this operator cannot have. A member of the
/// response that is called so is compared with `one_of`.
fn is_broken_operator(name: &str, value: &Value) -> bool {
    OPERATORS.contains(&name) && !looks_like_operator(name, value) && !value.is_object() && !value.is_array()
}

fn operator(name: &str, node: &Node<'_>) -> Result<Operator, SuiteError> {
    Ok(match name {
        "type" => Operator::Type(node.word(TYPES)?),
        "exists" => Operator::Exists,
        "absent" => Operator::Absent,
        "contains" => Operator::Contains(template(node)?),
        "starts_with" => Operator::StartsWith(template(node)?),
        "ends_with" => Operator::EndsWith(template(node)?),
        "matches" => Operator::Matches(expression(node)?),
        "gte" => Operator::Compare(Comparison::AtLeast, number(node)?),
        "lte" => Operator::Compare(Comparison::AtMost, number(node)?),
        "gt" => Operator::Compare(Comparison::Above, number(node)?),
        "lt" => Operator::Compare(Comparison::Below, number(node)?),
        "count" => Operator::Count(Comparison::Equal, node.count()?),
        "count_gte" => Operator::Count(Comparison::AtLeast, node.count()?),
        "count_lte" => Operator::Count(Comparison::AtMost, node.count()?),
        "one_of" => Operator::OneOf(filled(node)?),
        "all_of" => Operator::AllOf(filled(node)?),
        "any_of" => Operator::AnyOf(filled(node)?),
        "not" => Operator::Not(Box::new(Assertion::parse(node)?)),
        "items" if node.value.is_array() => Operator::Items(filled(node)?),
        "items" => Operator::EachItem(Box::new(Assertion::parse(node)?)),
        _ => return Err(node.error(no_operator(name))),
    })
}

fn filled(node: &Node<'_>) -> Result<Vec<Assertion>, SuiteError> {
    node.filled_list()?.iter().map(Assertion::parse).collect()
}

fn list(node: &Node<'_>) -> Result<Vec<Assertion>, SuiteError> {
    node.list()?.iter().map(Assertion::parse).collect()
}

fn number(node: &Node<'_>) -> Result<f64, SuiteError> {
    node.value
        .as_f64()
        .ok_or_else(|| node.error("a number has to be here"))
}

pub(crate) fn template(node: &Node<'_>) -> Result<Template, SuiteError> {
    Template::parse(node.text()?).map_err(|message| node.error(message))
}

/// A regular expression. Those of ECMAScript that look around or refer back take time without bound and are refused.
fn expression(node: &Node<'_>) -> Result<regex::Regex, SuiteError> {
    let text = node.text()?;
    RegexBuilder::new(text)
        .size_limit(MAX_EXPRESSION)
        .build()
        .map_err(|error| {
            let error = error.to_string();
            let reason = error
                .lines()
                .last()
                .unwrap_or_default()
                .trim_start_matches("error: ");
            node.error(format!("{} is not a regular expression: {reason}", quoted(text)))
        })
}
