//! What an answer is, apart from its values.

use super::recorded::Answer;
use serde_json::Value;
use std::collections::BTreeSet;

/// Members below which everything is somebody's own.
const FREE: [&str; 4] = ["metadata", "data", "params", "details"];

/// An answer by its kind.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) status: u16,
    /// Without parameters.
    pub(super) media_type: String,
    /// The codes and reasons of errors.
    pub(super) errors: Vec<String>,
    /// What the events were, in their order, the same one after the other once; of a document, what it was.
    pub(super) events: Vec<String>,
    /// Members and their types, list items being one.
    pub(super) members: BTreeSet<String>,
    /// Whether it had its end.
    pub(super) complete: bool,
}

/// The documents of an answer: its body, or the data of its events. `None` for what is not JSON or was left out.
pub(super) fn documents(answer: &Answer) -> Vec<Option<Value>> {
    let pieces = answer.pieces.iter().map(|(_, bytes)| bytes.as_deref());
    if answer.streams {
        pieces
            .filter_map(|block| block.map_or(Some(None), event))
            .collect()
    } else {
        pieces.map(|bytes| serde_json::from_slice(bytes?).ok()).collect()
    }
}

/// The document of an event; `None` if the piece of a stream is none.
pub(super) fn event(block: &[u8]) -> Option<Option<Value>> {
    Some(serde_json::from_slice(&event_data(block)?).ok())
}

/// The data of an event; `None` if it has none.
fn event_data(block: &[u8]) -> Option<Vec<u8>> {
    let lines = block.split(|byte| matches!(byte, b'\n' | b'\r'));
    let data = lines.filter_map(|line| line.strip_prefix(b"data:"));
    let data: Vec<_> = data.map(|line| line.strip_prefix(b" ").unwrap_or(line)).collect();
    (!data.is_empty()).then(|| data.join(&b'\n'))
}

impl Shape {
    pub(super) fn of(answer: &Answer) -> Self {
        let media_type = answer
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let media_type = media_type.map(|(_, value)| String::from_utf8_lossy(value).to_ascii_lowercase());
        let media_type = media_type
            .as_deref()
            .and_then(|value| value.split(';').next())
            .unwrap_or_default();
        let mut shape = Self {
            status: answer.status,
            media_type: media_type.trim().to_owned(),
            complete: answer.complete,
            ..Self::default()
        };
        for document in documents(answer) {
            shape.add(document.as_ref());
        }
        shape
    }

    fn add(&mut self, document: Option<&Value>) {
        let Some(document) = document else {
            return self.event("not JSON");
        };
        let of_rpc = document.get("jsonrpc").is_some();
        let content = document.get("result").filter(|_| of_rpc).unwrap_or(document);
        if let Some(error) = document.get("error") {
            self.errors.push(error_kind(error));
            self.event("error");
        } else {
            self.event(&event_kind(content));
        }
        walk(document, &mut String::new(), &mut self.members);
    }

    fn event(&mut self, kind: &str) {
        if self.events.last().is_none_or(|last| last != kind) {
            self.events.push(kind.to_owned());
        }
    }
}

/// A code, and the reason that tells errors of one code apart.
fn error_kind(error: &Value) -> String {
    let code = error.get("code").map(Value::to_string).unwrap_or_default();
    let details = error
        .get("data")
        .or_else(|| error.get("details"))
        .and_then(Value::as_array);
    let reason = details
        .into_iter()
        .flatten()
        .find_map(|detail| detail.get("reason")?.as_str());
    reason.map_or(code.clone(), |reason| format!("{code} {reason}"))
}

/// Which member there is, and which state it is in.
fn event_kind(content: &Value) -> String {
    for (name, state) in [
        ("task", "/task/status/state"),
        ("message", ""),
        ("statusUpdate", "/statusUpdate/status/state"),
        ("artifactUpdate", ""),
    ] {
        if content.get(name).is_some() {
            let state = Some(state).filter(|state| !state.is_empty());
            let state = state.and_then(|state| content.pointer(state)?.as_str());
            return state.map_or(name.to_owned(), |state| format!("{name} {state}"));
        }
    }
    let state = content.pointer("/status/state").and_then(Value::as_str);
    state.map_or("document".to_owned(), |state| format!("document {state}"))
}

/// As many members are listed: a peer chooses their names.
const MAX_MEMBERS: usize = 10_000;

fn walk(value: &Value, path: &mut String, members: &mut BTreeSet<String>) {
    if members.len() >= MAX_MEMBERS {
        return;
    }
    let length = path.len();
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                path.push('/');
                path.push_str(name);
                // An envelope's own are always the same.
                if FREE.contains(&name.as_str()) {
                    members.insert(format!("{path}: anything"));
                } else {
                    walk(value, path, members);
                }
                path.truncate(length);
            }
        }
        Value::Array(items) => {
            members.insert(format!("{path}: array"));
            path.push_str("/*");
            items.iter().for_each(|item| walk(item, path, members));
            path.truncate(length);
        }
        other => {
            let kind = match other {
                Value::Null => "null",
                Value::Bool(_) => "boolean",
                Value::Number(_) => "number",
                _ => "string",
            };
            members.insert(format!("{path}: {kind}"));
        }
    }
}
