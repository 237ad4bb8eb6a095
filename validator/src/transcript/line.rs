//! Writing a line of JSON, its members in the order in which people read them.

use super::entry::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// A line that is being written.
#[derive(Debug)]
pub(super) struct Line(String);

impl Line {
    /// A line of this type.
    pub(super) fn new(of: &str) -> Self {
        Self(format!("{{\"type\":\"{of}\""))
    }

    /// Adds a member that is JSON already.
    pub(super) fn json(mut self, name: &str, json: &str) -> Self {
        self.0.push_str(",\"");
        self.0.push_str(name);
        self.0.push_str("\":");
        self.0.push_str(json);
        self
    }

    pub(super) fn text(self, name: &str, text: &str) -> Self {
        self.json(name, &string(text))
    }

    pub(super) fn number(self, name: &str, number: u64) -> Self {
        self.json(name, &number.to_string())
    }

    pub(super) fn flag(self, name: &str, flag: bool) -> Self {
        self.json(name, if flag { "true" } else { "false" })
    }

    /// Adds a body, unless it is empty and complete.
    pub(super) fn body(self, bytes: &Bytes, complete: bool) -> Self {
        let (name, json) = match bytes {
            Bytes::Here(bytes) if bytes.is_empty() && complete => return self,
            Bytes::Here(bytes) => of_bytes(bytes),
            Bytes::TooLarge(length) => ("tooLarge", length.to_string()),
            Bytes::Withheld(length) => ("withheld", length.to_string()),
        };
        let end = if complete { "" } else { ",\"complete\":false" };
        self.json("body", &format!("{{\"{name}\":{json}{end}}}"))
    }

    /// Adds a piece of a stream.
    pub(super) fn chunk(self, bytes: &Bytes) -> Self {
        match bytes {
            Bytes::Here(bytes) => {
                let (name, json) = of_bytes(bytes);
                self.json(name, &json)
            }
            Bytes::TooLarge(length) => self.json("tooLarge", &length.to_string()),
            Bytes::Withheld(length) => self.json("withheld", &length.to_string()),
        }
    }

    /// Adds headers, as pairs: what is not UTF-8 as an object with base64.
    pub(super) fn headers<'a>(self, headers: impl Iterator<Item = (&'a str, Vec<u8>)>) -> Self {
        let pairs = headers.map(|(name, value)| match String::from_utf8(value) {
            Ok(value) => format!("[{},{}]", string(name), string(&value)),
            Err(error) => {
                let (_, json) = of_bytes(error.as_bytes());
                format!("[{},{{\"base64\":{json}}}]", string(name))
            }
        });
        let pairs: Vec<_> = pairs.collect();
        self.json("headers", &format!("[{}]", pairs.join(",")))
    }

    /// The line with its end.
    pub(super) fn end(mut self) -> String {
        self.0.push_str("}\n");
        self.0
    }
}

/// The member that bytes are, and its value.
fn of_bytes(bytes: &[u8]) -> (&'static str, String) {
    match std::str::from_utf8(bytes) {
        Ok(text) => ("text", string(text)),
        Err(_) => ("base64", string(&STANDARD.encode(bytes))),
    }
}

/// Text as a JSON string.
pub(super) fn string(text: &str) -> String {
    Value::from(text).to_string()
}
