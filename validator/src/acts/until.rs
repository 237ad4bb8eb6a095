//! When a step is repeated no more (§9.1 of the format).

use super::assertion::same;
use super::error::quoted;
use super::path::Path;
use serde_json::Value;

/// `path == value`, `path != value` or `path in [value, …]`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Until {
    pub(crate) text: String,
    path: Path,
    comparison: Comparison,
    values: Vec<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Among,
    Not,
}

impl Until {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "{} is not `path == value`, `path != value` or `path in [value, …]`",
                quoted(text)
            )
        };
        let (path, comparison, values) = if let Some((path, value)) = text.split_once("==") {
            (path, Comparison::Among, vec![literal(value).ok_or_else(wrong)?])
        } else if let Some((path, value)) = text.split_once("!=") {
            (path, Comparison::Not, vec![literal(value).ok_or_else(wrong)?])
        } else {
            let (path, list) = text.split_once(" in ").ok_or_else(wrong)?;
            let list = list
                .trim()
                .strip_prefix('[')
                .and_then(|list| list.strip_suffix(']'));
            let values = list.ok_or_else(wrong)?.split(',').map(literal);
            (
                path,
                Comparison::Among,
                values.collect::<Option<_>>().ok_or_else(wrong)?,
            )
        };
        let path = Path::parse(path.trim())?;
        if path.has_wildcard() {
            return Err("a condition is about one value, so its path has no `[*]`".to_owned());
        }
        Ok(Self {
            text: text.trim().to_owned(),
            path,
            comparison,
            values,
        })
    }

    /// Whether it holds; what is not there equals nothing, and differs from everything.
    pub(crate) fn holds(&self, response: &Value) -> bool {
        let actual = self.path.first(response);
        let equal = actual.is_some_and(|actual| self.values.iter().any(|value| same(value, actual)));
        match self.comparison {
            Comparison::Among => equal,
            Comparison::Not => !equal,
        }
    }
}

/// A literal: `null`, `true`, a number, text in quotes, or a word.
fn literal(text: &str) -> Option<Value> {
    let text = text.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = text.strip_prefix(quote) {
            let inner = rest.strip_suffix(quote)?;
            return (!inner.contains(quote)).then(|| inner.into());
        }
    }
    let is_word =
        !text.is_empty() && !text.contains(|one: char| one.is_whitespace() || "[]{}=!,\"'".contains(one));
    is_word.then(|| match serde_json::from_str(text) {
        Ok(value @ (Value::Null | Value::Bool(_) | Value::Number(_))) => value,
        _ => text.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn conditions() {
        let response =
            json!({"status": {"state": "TASK_STATE_WORKING"}, "n": 2, "x": null, "list": [{"a": "b c"}]});
        for (text, expected) in [
            ("status.state == TASK_STATE_WORKING", true),
            ("status.state==\"TASK_STATE_WORKING\"", true),
            ("status.state == TASK_STATE", false),
            ("status.state != TASK_STATE_COMPLETED", true),
            ("status.state in [TASK_STATE_FAILED, TASK_STATE_WORKING]", true),
            ("status.state in [TASK_STATE_FAILED]", false),
            ("n == 2", true),
            ("n == 2.0", true),
            ("n == '2'", false),
            ("x == null", true),
            ("missing == null", false),
            ("missing != null", true),
            ("list[0].a == 'b c'", true),
            ("list[1].a == 'b c'", false),
        ] {
            assert_eq!(
                Until::parse(text).map(|until| until.holds(&response)),
                Ok(expected),
                "{text}"
            );
        }
        for text in [
            "",
            "a",
            "a = b",
            "a == ",
            "a in b",
            "a in []",
            "a in [b,]",
            "a b == c d",
            "a[*] == b",
            "== a",
            "a == b == c",
            "a == 'b",
        ] {
            assert!(Until::parse(text).is_err(), "{text}");
        }
    }
}
