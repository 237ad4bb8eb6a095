//! From bytes to JSON, noting what `serde_json::Value` would pass over.

use crate::finding::{Finding, push_token};
use crate::findings::Findings;
use crate::names::excerpt;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// Parses a document. Of members of the same name the last one is kept, and each further one is a finding.
///
/// # Errors
/// It is not JSON, or nested more than 128 levels deep; the finding says in which line and column, and its pointer
/// names the value that was being read.
pub(crate) fn parse(bytes: &[u8]) -> Result<(Value, Findings), Box<Finding>> {
    let mut walk = Walk::default();
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = Node(&mut walk)
        .deserialize(&mut json)
        .and_then(|value| json.end().map(|()| value));
    match value {
        Ok(value) => Ok((value, walk.findings)),
        Err(error) => Err(Box::new(Finding::new(
            walk.pointer(),
            "syntax",
            format!("not JSON: {error}"),
        ))),
    }
}

#[derive(Default)]
struct Walk {
    /// Where the reading is. After an error it stays there.
    path: Vec<String>,
    findings: Findings,
}

impl Walk {
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for token in &self.path {
            push_token(&mut pointer, token);
        }
        pointer
    }

    fn duplicate(&mut self) {
        if !self.findings.is_full() {
            let name = self.path.last().map(|name| excerpt(name)).unwrap_or_default();
            let message = format!(
                "the member `{name}` is there more than once, and receivers differ in which they read"
            );
            self.findings
                .push(Finding::new(self.pointer(), "duplicate-member", message));
        }
    }
}

struct Node<'a>(&'a mut Walk);

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("a number that is not finite"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        self.0.path.push("0".to_owned());
        while let Some(item) = sequence.next_element_seed(Node(self.0))? {
            items.push(item);
            if let Some(token) = self.0.path.last_mut() {
                *token = items.len().to_string();
            }
        }
        self.0.path.pop();
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            self.0.path.push(name.clone());
            if members.contains_key(&name) {
                self.0.duplicate();
            }
            members.insert(name, map.next_value_seed(Node(self.0))?);
            self.0.path.pop();
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syntax_is_reported_where_it_breaks() {
        for (text, pointer, message) in [
            ("", "", "not JSON: EOF while parsing a value at line 1 column 0"),
            (
                "{\"a\": [1, {\"b/c\": x}]}",
                "/a/1/b~1c",
                "not JSON: expected value at line 1 column 19",
            ),
            ("{}\n {}", "", "not JSON: trailing characters at line 2 column 2"),
            (
                "[1, 2,\n 3",
                "/3",
                "not JSON: EOF while parsing a list at line 2 column 2",
            ),
            ("1e999", "", "not JSON: number out of range at line 1 column 5"),
        ] {
            let finding = parse(text.as_bytes()).unwrap_err();
            assert_eq!(
                (finding.pointer.as_str(), finding.message.as_str()),
                (pointer, message),
                "{text}"
            );
            assert_eq!(finding.rule, "syntax");
        }
        assert_eq!(parse(b"[\"\xff\"]").unwrap_err().pointer, "/0");
        assert_eq!(parse("[".repeat(1 << 20).as_bytes()).unwrap_err().rule, "syntax");
    }

    #[test]
    fn values_are_those_of_serde_json() {
        let text = r#"{"a":[1,-1,1.5,18446744073709551615,1e3,null,true,"x\n\u00e9"],"b":{"c":{}}}"#;
        let (value, findings) = parse(text.as_bytes()).unwrap();
        assert_eq!(value, serde_json::from_str::<Value>(text).unwrap());
        assert!(findings.into_vec().is_empty());
    }

    /// `serde_json::Value` reads such an object as the document in its string.
    #[test]
    fn no_name_of_a_member_means_anything() {
        let text = r#"{"$serde_json::private::RawValue":"[[1]]"}"#;
        let (value, findings) = parse(text.as_bytes()).unwrap();
        assert_eq!(value["$serde_json::private::RawValue"], "[[1]]");
        assert!(findings.into_vec().is_empty());
    }

    #[test]
    fn duplicate_members_are_found() {
        let (value, findings) =
            parse(br#"{"a": 1, "b": [{"x": 1, "x": 2, "x": 3}], "a": {"y": 0}}"#).unwrap();
        assert_eq!(value, serde_json::json!({"a": {"y": 0}, "b": [{"x": 3}]}));
        let found: Vec<_> = findings
            .into_vec()
            .into_iter()
            .map(|finding| finding.pointer)
            .collect();
        assert_eq!(found, ["/a", "/b/0/x", "/b/0/x"]);
    }

    #[test]
    fn a_hostile_document_fills_no_memory() {
        let long = "k".repeat(1 << 20);
        let text = format!("{{\"{long}\": {{{}\"a\":0}}}}", "\"a\":0,".repeat(100_000));
        let (_, findings) = parse(text.as_bytes()).unwrap();
        let findings = findings.into_vec();
        assert!(findings.len() < 10, "{}", findings.len());
        assert_eq!(findings.last().unwrap().rule, "limit");
    }
}
