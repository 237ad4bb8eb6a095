//! Holding a value against an assertion.

use super::{Assertion, Comparison, JsonType, Operator};
use crate::acts::path::join;
use crate::acts::template::{Scope, Unresolved};
use serde_json::Value;

/// As much of a value is shown, in bytes.
const SHOWN: usize = 400;
/// As many mismatches of one assertion are listed.
const MAX_MISMATCHES: usize = 20;

/// Where a value is not what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mismatch {
    /// The path to the value.
    pub(crate) path: String,
    pub(crate) expected: String,
    pub(crate) actual: String,
}

impl Assertion {
    /// Every place where a value is not what is expected; `None` is a value that is not there.
    pub(crate) fn check(
        &self,
        actual: Option<&Value>,
        path: &str,
        scope: &Scope<'_>,
    ) -> Result<Vec<Mismatch>, Unresolved> {
        let mut checker = Checker {
            scope,
            found: Vec::new(),
        };
        checker.assertion(self, actual, path)?;
        Ok(checker.found)
    }

    /// Whether a value is what is expected.
    pub(crate) fn holds(&self, actual: Option<&Value>, scope: &Scope<'_>) -> Result<bool, Unresolved> {
        self.check(actual, "", scope).map(|found| found.is_empty())
    }
}

struct Checker<'a> {
    scope: &'a Scope<'a>,
    found: Vec<Mismatch>,
}

impl Checker<'_> {
    fn assertion(
        &mut self,
        assertion: &Assertion,
        actual: Option<&Value>,
        path: &str,
    ) -> Result<(), Unresolved> {
        match assertion {
            Assertion::Exact(expected) => self.exact(expected, actual, path),
            Assertion::Text(template) => self.exact(&template.value(self.scope)?, actual, path),
            Assertion::Elements(items) if items.is_empty() => {
                self.exact(&Value::Array(Vec::new()), actual, path)
            }
            Assertion::Elements(items) => self.elements(items, actual, path)?,
            Assertion::Members(members) => {
                let Some(Value::Object(object)) = actual else {
                    self.mismatch(path, "an object", actual);
                    return Ok(());
                };
                for (name, inner) in members {
                    self.assertion(inner, object.get(name), &join(path, name))?;
                }
            }
            Assertion::Operators(operators) => {
                for operator in operators {
                    self.operator(operator, actual, path)?;
                }
            }
        }
        Ok(())
    }

    fn operator(
        &mut self,
        operator: &Operator,
        actual: Option<&Value>,
        path: &str,
    ) -> Result<(), Unresolved> {
        let text = actual.and_then(Value::as_str);
        match operator {
            Operator::Type(expected) => {
                let fits = actual.is_some_and(|actual| expected.is_of(actual));
                self.expect(fits, path, || expected.name().to_owned(), actual);
            }
            Operator::Exists => self.expect(actual.is_some(), path, || "anything".to_owned(), actual),
            Operator::Absent => self.expect(actual.is_none(), path, || "nothing".to_owned(), actual),
            Operator::Contains(template) => {
                let expected = template.text(self.scope)?;
                let fits = text.is_some_and(|text| text.contains(&expected));
                self.expect(fits, path, || format!("text that contains {expected:?}"), actual);
            }
            Operator::StartsWith(template) => {
                let expected = template.text(self.scope)?;
                let fits = text.is_some_and(|text| text.starts_with(&expected));
                self.expect(
                    fits,
                    path,
                    || format!("text that starts with {expected:?}"),
                    actual,
                );
            }
            Operator::EndsWith(template) => {
                let expected = template.text(self.scope)?;
                let fits = text.is_some_and(|text| text.ends_with(&expected));
                self.expect(fits, path, || format!("text that ends with {expected:?}"), actual);
            }
            Operator::Matches(expression) => {
                let fits = text.is_some_and(|text| expression.is_match(text));
                self.expect(fits, path, || format!("text that matches /{expression}/"), actual);
            }
            Operator::Compare(comparison, expected) => {
                let actual_number = actual.and_then(Value::as_f64);
                let fits = actual_number.is_some_and(|number| comparison.holds(&number, expected));
                self.expect(
                    fits,
                    path,
                    || format!("a number {} {expected}", comparison.sign()),
                    actual,
                );
            }
            Operator::Count(comparison, expected) => {
                let count = actual
                    .and_then(Value::as_array)
                    .and_then(|items| u64::try_from(items.len()).ok());
                let fits = count.is_some_and(|count| comparison.holds(&count, expected));
                if let Some(count) = count.filter(|_| !fits) {
                    let wanted = format!("{} {expected} elements", comparison.sign());
                    self.found.push(Mismatch {
                        path: path.to_owned(),
                        expected: wanted,
                        actual: format!("{count} elements"),
                    });
                } else {
                    self.expect(
                        fits,
                        path,
                        || format!("a list of {} {expected}", comparison.sign()),
                        actual,
                    );
                }
            }
            Operator::OneOf(alternatives) | Operator::AnyOf(alternatives) => {
                let mut first = Vec::new();
                for alternative in alternatives {
                    let found = alternative.check(actual, path, self.scope)?;
                    if found.is_empty() {
                        return Ok(());
                    }
                    first.push(found);
                }
                let expected = first.iter().filter_map(|found| found.first()).map(|mismatch| {
                    if mismatch.path == path {
                        mismatch.expected.clone()
                    } else {
                        format!("{} = {}", mismatch.path, mismatch.expected)
                    }
                });
                let expected = expected.collect::<Vec<_>>().join(" or ");
                self.mismatch(path, &cut(&expected), actual);
            }
            Operator::AllOf(all) => {
                for inner in all {
                    self.assertion(inner, actual, path)?;
                }
            }
            Operator::Not(inner) => {
                let fits = !inner.holds(actual, self.scope)?;
                self.expect(fits, path, || "something else".to_owned(), actual);
            }
            Operator::Items(items) => self.elements(items, actual, path)?,
            Operator::EachItem(inner) => {
                let Some(Value::Array(items)) = actual else {
                    self.mismatch(path, "a list", actual);
                    return Ok(());
                };
                for (index, item) in items.iter().enumerate() {
                    self.assertion(inner, Some(item), &format!("{path}[{index}]"))?;
                }
            }
        }
        Ok(())
    }

    fn elements(
        &mut self,
        items: &[Assertion],
        actual: Option<&Value>,
        path: &str,
    ) -> Result<(), Unresolved> {
        let Some(Value::Array(list)) = actual else {
            self.mismatch(path, "a list", actual);
            return Ok(());
        };
        for (index, inner) in items.iter().enumerate() {
            self.assertion(inner, list.get(index), &format!("{path}[{index}]"))?;
        }
        Ok(())
    }

    fn exact(&mut self, expected: &Value, actual: Option<&Value>, path: &str) {
        let fits = actual.is_some_and(|actual| same(expected, actual));
        self.expect(fits, path, || shown(Some(expected)), actual);
    }

    fn expect(&mut self, fits: bool, path: &str, expected: impl FnOnce() -> String, actual: Option<&Value>) {
        if !fits {
            self.mismatch(path, &expected(), actual);
        }
    }

    fn mismatch(&mut self, path: &str, expected: &str, actual: Option<&Value>) {
        if self.found.len() < MAX_MISMATCHES {
            self.found.push(Mismatch {
                path: path.to_owned(),
                expected: expected.to_owned(),
                actual: shown(actual),
            });
        }
    }
}

impl Comparison {
    fn holds<T: PartialOrd>(self, actual: &T, expected: &T) -> bool {
        match self {
            Self::Equal => actual == expected,
            Self::AtLeast => actual >= expected,
            Self::AtMost => actual <= expected,
            Self::Above => actual > expected,
            Self::Below => actual < expected,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::Below => "<",
        }
    }
}

impl JsonType {
    fn is_of(self, value: &Value) -> bool {
        match self {
            Self::String => value.is_string(),
            Self::Number => value.is_number(),
            Self::Boolean => value.is_boolean(),
            Self::Array => value.is_array(),
            Self::Object => value.is_object(),
            Self::Null => value.is_null(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::String => "text",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Array => "a list",
            Self::Object => "an object",
            Self::Null => "null",
        }
    }
}

/// Whether two values are the same; numbers are by what they are worth, so that `1` is `1.0`.
pub(crate) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || (one.is_f64() || other.is_f64()) && one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, value)| other.get(name).is_some_and(|other| same(value, other)))
        }
        (one, other) => one == other,
    }
}

/// A value for a person: text as it is, everything else as JSON, cut where it is long.
pub(crate) fn shown(value: Option<&Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::String(text)) => cut(text),
        Some(other) => cut(&other.to_string()),
    }
}

/// The beginning of a text.
fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
