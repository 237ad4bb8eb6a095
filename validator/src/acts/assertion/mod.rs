//! What a test expects of a value (§5 of the format).

mod check;
mod parse;
#[cfg(test)]
mod tests;

pub(crate) use check::{Mismatch, same, shown};
pub(crate) use parse::template;

use super::template::{Reference, Template};
use regex::Regex;
use serde_json::Value;

/// What is expected of a value, which may also not be there.
#[derive(Debug, Clone)]
pub(crate) enum Assertion {
    /// Exactly this: null, a boolean or a number.
    Exact(Value),
    /// Exactly this text, after its variables are resolved; a text that is one variable has the type of its value.
    Text(Template),
    /// The first elements of a list, one by one; no elements for the empty list.
    Elements(Vec<Assertion>),
    /// Members of an object, which may have others.
    Members(Vec<(String, Assertion)>),
    /// All of these.
    Operators(Vec<Operator>),
}

/// One operator of an assertion (§5.1 of the format), and `items`, which the format's own files use.
#[derive(Debug, Clone)]
pub(crate) enum Operator {
    Type(JsonType),
    Exists,
    Absent,
    Contains(Template),
    Matches(Regex),
    StartsWith(Template),
    EndsWith(Template),
    Compare(Comparison, f64),
    Count(Comparison, u64),
    /// The value is one of these.
    OneOf(Vec<Assertion>),
    AllOf(Vec<Assertion>),
    AnyOf(Vec<Assertion>),
    Not(Box<Assertion>),
    /// Every element of the list.
    EachItem(Box<Assertion>),
    /// The first elements of the list, one by one.
    Items(Vec<Assertion>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonType {
    String,
    Number,
    Boolean,
    Array,
    Object,
    Null,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    AtLeast,
    AtMost,
    Above,
    Below,
}

impl Assertion {
    /// The variables that it needs.
    pub(crate) fn references(&self) -> Vec<&Reference> {
        match self {
            Self::Exact(_) => Vec::new(),
            Self::Text(template) => template.references().collect(),
            Self::Elements(items) => all(items),
            Self::Members(members) => members.iter().flat_map(|(_, inner)| inner.references()).collect(),
            Self::Operators(operators) => operators.iter().flat_map(Operator::references).collect(),
        }
    }

    /// Takes a member out, if it is an object's.
    pub(crate) fn take_member(&mut self, name: &str) -> Option<Assertion> {
        let Self::Members(members) = self else {
            return None;
        };
        let index = members.iter().position(|(member, _)| member == name)?;
        Some(members.remove(index).1)
    }
}

impl Operator {
    fn references(&self) -> Vec<&Reference> {
        match self {
            Self::Contains(template) | Self::StartsWith(template) | Self::EndsWith(template) => {
                template.references().collect()
            }
            Self::OneOf(inner) | Self::AllOf(inner) | Self::AnyOf(inner) | Self::Items(inner) => all(inner),
            Self::Not(inner) | Self::EachItem(inner) => inner.references(),
            _ => Vec::new(),
        }
    }
}

fn all(assertions: &[Assertion]) -> Vec<&Reference> {
    assertions.iter().flat_map(Assertion::references).collect()
}
