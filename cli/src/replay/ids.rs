//! What the agent of the record has named, and how the agent of the replay names it.

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashMap};

/// Members whose values are names that a server gives.
const NAMES: [&str; 6] = [
    "id",
    "taskId",
    "contextId",
    "nextPageToken",
    "task_id",
    "context_id",
];
/// Members of requests in which such names stand.
const PLACES: [&str; 8] = [
    "id",
    "taskId",
    "contextId",
    "pageToken",
    "referenceTaskIds",
    "task_id",
    "context_id",
    "page_token",
];
/// As many names are kept.
const MAX_NAMES: usize = 100_000;

/// As deep as serde_json reads.
const MAX_DEPTH: usize = 128;

/// From old names to new ones.
#[derive(Debug, Default)]
pub(super) struct Ids(HashMap<String, String>);

impl Ids {
    /// Learns from what stands at the same place in both answers. What is known already stays.
    pub(super) fn learn(&mut self, recorded: &Value, replayed: &Value) {
        match (recorded, replayed) {
            (Value::Object(recorded), Value::Object(replayed)) => {
                for (name, recorded) in recorded {
                    let Some(replayed) = replayed.get(name) else {
                        continue;
                    };
                    match (recorded, replayed) {
                        (Value::String(old), Value::String(new)) if NAMES.contains(&name.as_str()) => {
                            self.add(old, new);
                        }
                        // Lists of tasks are in no order that would be the same twice.
                        _ if name == "tasks" => {}
                        _ => self.learn(recorded, replayed),
                    }
                }
            }
            (Value::Array(recorded), Value::Array(replayed)) => {
                for (recorded, replayed) in recorded.iter().zip(replayed) {
                    self.learn(recorded, replayed);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, old: &str, new: &str) {
        if self.0.len() < MAX_NAMES && !old.is_empty() {
            self.0.entry(old.to_owned()).or_insert_with(|| new.to_owned());
        }
    }

    /// A path and query with the new names.
    pub(super) fn in_target(&self, target: &str) -> String {
        let (path, query) = target
            .split_once('?')
            .map_or((target, None), |(path, query)| (path, Some(query)));
        let segments: Vec<_> = path.split('/').map(|segment| self.in_segment(segment)).collect();
        let path = segments.join("/");
        let Some(query) = query else { return path };
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, value)) if PLACES.contains(&name) => {
                format!(
                    "{name}={}",
                    self.encoded(value).unwrap_or_else(|| value.to_owned())
                )
            }
            _ => pair.to_owned(),
        });
        format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
    }

    /// An id may have a colon itself, so that all of the segment comes first.
    fn in_segment(&self, segment: &str) -> String {
        if let Some(new) = self.encoded(segment) {
            return new;
        }
        let cut = segment.rsplit_once(':');
        let new = cut.and_then(|(id, verb)| Some(format!("{}:{verb}", self.encoded(id)?)));
        new.unwrap_or_else(|| segment.to_owned())
    }

    fn encoded(&self, text: &str) -> Option<String> {
        let decoded = percent_decode_str(text).decode_utf8().ok()?;
        let new = self.0.get(decoded.as_ref())?;
        Some(
            utf8_percent_encode(new, NON_ALPHANUMERIC)
                .to_string()
                .replace("%2D", "-"),
        )
    }

    /// A body with the new names; all other bytes stay. What is not JSON stays as it is.
    pub(super) fn in_body(&self, body: &[u8]) -> Vec<u8> {
        let Ok(text) = std::str::from_utf8(body) else {
            return body.to_vec();
        };
        let Ok(document) = serde_json::from_str::<&RawValue>(text) else {
            return body.to_vec();
        };
        let mut edits = BTreeMap::new();
        self.edits(text, document, false, 0, &mut edits);
        let (mut new, mut end) = (String::with_capacity(text.len()), 0);
        for (start, (length, literal)) in edits {
            new.push_str(text.get(end..start).unwrap_or_default());
            new.push_str(&literal);
            end = start + length;
        }
        new.push_str(text.get(end..).unwrap_or_default());
        new.into_bytes()
    }

    /// Finds the literals to replace. The id of an envelope is the client's own; it is not below the top.
    fn edits(
        &self,
        text: &str,
        value: &RawValue,
        is_place: bool,
        depth: usize,
        edits: &mut BTreeMap<usize, (usize, String)>,
    ) {
        // Nobody nests deeper who wants to be read.
        if depth > MAX_DEPTH {
            return;
        }
        let literal = value.get();
        match literal.as_bytes().first() {
            Some(b'{') => {
                let members: HashMap<String, &RawValue> = serde_json::from_str(literal).unwrap_or_default();
                let is_envelope = depth == 0 && members.contains_key("jsonrpc");
                for (name, value) in members {
                    let is_place = PLACES.contains(&name.as_str()) && !is_envelope;
                    self.edits(text, value, is_place, depth + 1, edits);
                }
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(literal).unwrap_or_default();
                for value in items {
                    self.edits(text, value, is_place, depth + 1, edits);
                }
            }
            Some(b'"') if is_place => {
                let new = serde_json::from_str::<String>(literal)
                    .ok()
                    .and_then(|old| self.0.get(&old));
                if let Some(new) = new {
                    // The literal is a part of the text, so its place is the difference of their addresses.
                    let start = (literal.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
                    edits.insert(start, (literal.len(), Value::from(new.as_str()).to_string()));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ids() -> Ids {
        let mut ids = Ids::default();
        ids.learn(
            &json!({ "jsonrpc": "2.0", "id": "r", "result": { "task": { "id": "old:1", "contextId": "c/1", "history": [{ "taskId": "old:1" }] } } }),
            &json!({ "jsonrpc": "2.0", "id": "r", "result": { "task": { "id": "new 1", "contextId": "c2" } } }),
        );
        ids.learn(
            &json!({ "tasks": [{ "id": "x" }] }),
            &json!({ "tasks": [{ "id": "y" }] }),
        );
        ids.learn(
            &json!({ "task": { "id": "old:1" } }),
            &json!({ "task": { "id": "later" } }),
        );
        ids
    }

    #[test]
    fn names_are_replaced_in_targets() {
        for (target, expected) in [
            ("/tasks/old:1", "/tasks/new%201"),
            ("/tasks/old%3A1:cancel", "/tasks/new%201:cancel"),
            ("/tasks/x", "/tasks/x"),
            (
                "/tasks?contextId=c%2F1&a=old:1&contextId",
                "/tasks?contextId=c2&a=old:1&contextId",
            ),
            ("/", "/"),
        ] {
            assert_eq!(ids().in_target(target), expected, "{target}");
        }
    }

    #[test]
    fn names_are_replaced_in_bodies_and_nothing_else_is() {
        for (body, expected) in [
            (
                r#"{ "jsonrpc":"2.0","id":"old:1", "params": {"id":"old:1","x":"old:1","message":{"parts":[{"text":"old:1"}],"referenceTaskIds":["old:1","z"],"contextId":"c\/1"}} }"#,
                r#"{ "jsonrpc":"2.0","id":"old:1", "params": {"id":"new 1","x":"old:1","message":{"parts":[{"text":"old:1"}],"referenceTaskIds":["new 1","z"],"contextId":"c2"}} }"#,
            ),
            ("{\"id\":\"old:1\"", "{\"id\":\"old:1\""),
            ("", ""),
            ("[]", "[]"),
        ] {
            assert_eq!(
                String::from_utf8(ids().in_body(body.as_bytes())).unwrap(),
                expected
            );
        }
        assert_eq!(ids().in_body(b"\xff"), b"\xff");
    }
}
