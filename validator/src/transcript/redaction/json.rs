//! Finding what is secret in a JSON document, without changing anything else of it.

use super::names::Names;
use super::{MARKER, Replacement, remember, text};
use crate::document;
use crate::transcript::line::string;
use serde_json::Value;

/// Members whose own members have names that people chose, of security schemes and the like: such a name says nothing
/// about what is below it.
const NAMES_OF_SCHEMES: [&str; 5] = ["flows", "schemes", SCOPES, "security_schemes", "securitySchemes"];

/// Of a flow: the value of each member is what people read about it.
const SCOPES: &str = "scopes";

/// What is to be replaced in a document, in order; `None` if it is not JSON. Secrets that are long enough to be looked
/// for elsewhere are added to the list. Where an agent card says how its API keys are called, that is remembered.
pub(super) fn replacements(
    bytes: &[u8],
    names: &mut Names,
    secrets: &mut Vec<String>,
) -> Option<Vec<Replacement>> {
    let (json, _) = document::parse(bytes).ok()?;
    learn(&json, names);
    let text = std::str::from_utf8(bytes).ok()?;
    let mut walk = Walk {
        text,
        names,
        secrets,
        frames: Vec::new(),
        found: Vec::new(),
    };
    walk.run();
    Some(walk.found)
}

/// Looks for `apiKeySecurityScheme` of 1.0 and `"type": "apiKey"` of 0.3.
fn learn(json: &Value, names: &mut Names) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| learn(item, names)),
        Value::Object(members) => {
            let older = members.get("type").and_then(Value::as_str) == Some("apiKey");
            let newer = ["apiKeySecurityScheme", "api_key_security_scheme"];
            let scheme = newer.into_iter().find_map(|name| members.get(name)?.as_object());
            if let Some(scheme) = scheme.or_else(|| older.then_some(members)) {
                scheme
                    .get("name")
                    .and_then(Value::as_str)
                    .into_iter()
                    .for_each(|name| names.add(name));
            }
            members.values().for_each(|value| learn(value, names));
        }
        _ => {}
    }
}

/// Replaces strings in a text that has JSON in it: those with an escape, for which there is something else.
pub(super) fn map_strings(text: &str, map: impl Fn(&str) -> Option<String>) -> String {
    let mut mapped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('"') {
        let end = end_of_string(rest, start);
        let quoted = rest.get(start..end).unwrap_or_default();
        let plain = quoted
            .contains('\\')
            .then(|| serde_json::from_str::<String>(quoted));
        let other = plain.and_then(Result::ok).and_then(|plain| map(&plain));
        mapped.push_str(rest.get(..start).unwrap_or_default());
        mapped.push_str(&other.map_or_else(|| quoted.to_owned(), |other| string(&other)));
        rest = rest.get(end..).unwrap_or_default();
    }
    mapped.push_str(rest);
    mapped
}

/// Where the string ends that begins here, or the text.
fn end_of_string(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start + 1;
    while let Some(byte) = bytes.get(end) {
        end += match byte {
            b'\\' => 2,
            b'"' => return end + 1,
            _ => 1,
        };
    }
    text.len()
}

/// An object or array that is being read.
struct Frame {
    is_object: bool,
    /// Everything in it is secret.
    hidden: bool,
    /// The names of its members were chosen by people.
    free_names: bool,
    is_scopes: bool,
    /// The next string is the name of a member.
    at_name: bool,
    /// What the value that comes next is.
    next: Next,
}

#[derive(Clone, Copy, Default)]
struct Next {
    /// It is secret, whatever it is.
    hidden: bool,
    /// It is secret unless it is an object.
    secret: bool,
    free_names: bool,
    is_scopes: bool,
}

/// Reads a text that is known to be JSON.
struct Walk<'a> {
    text: &'a str,
    names: &'a Names,
    secrets: &'a mut Vec<String>,
    frames: Vec<Frame>,
    found: Vec<Replacement>,
}

impl Walk<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at = match byte {
                b'"' => self.string(at),
                b'{' | b'[' => {
                    self.open(*byte == b'{');
                    at + 1
                }
                b'}' | b']' => {
                    self.frames.pop();
                    at + 1
                }
                b',' => {
                    if let Some(frame) = self.frames.last_mut() {
                        frame.at_name = frame.is_object;
                    }
                    at + 1
                }
                b'-' | b'0'..=b'9' => self.number(at),
                _ => at + 1,
            };
        }
    }

    fn next(&self) -> Next {
        self.frames.last().map_or_else(Next::default, |frame| frame.next)
    }

    fn open(&mut self, is_object: bool) {
        let next = self.next();
        let inner = Next {
            hidden: next.hidden,
            // An array of secrets is one; of an object the members say it themselves.
            secret: next.secret && !is_object,
            free_names: next.free_names && !is_object,
            is_scopes: next.is_scopes && !is_object,
        };
        self.frames.push(Frame {
            is_object,
            hidden: next.hidden,
            free_names: next.free_names && is_object,
            is_scopes: next.is_scopes && is_object,
            at_name: is_object,
            next: inner,
        });
    }

    /// Reads a string, and gives where it ends.
    fn string(&mut self, start: usize) -> usize {
        let end = end_of_string(self.text, start);
        let quoted = self.text.get(start..end).unwrap_or_default();
        let value: String = serde_json::from_str(quoted).unwrap_or_default();
        let names = self.names;
        if let Some(frame) = self.frames.last_mut()
            && std::mem::take(&mut frame.at_name)
        {
            let says = !frame.free_names;
            frame.next = Next {
                hidden: frame.hidden || says && names.is_marked(&value),
                // What people named is an object, but for scopes, which are described.
                secret: (says || !frame.is_scopes) && names.is_secret(&value),
                is_scopes: value == SCOPES,
                free_names: NAMES_OF_SCHEMES.contains(&value.as_str()),
            };
            return end;
        }
        let Next { hidden, secret, .. } = self.next();
        if (hidden || secret) && !value.is_empty() {
            remember(&value, self.secrets);
            self.found
                .push((start + 1..end.saturating_sub(1), MARKER.to_owned()));
        } else if let Some(clean) = text::url(&value, names, self.secrets) {
            self.found.push((start..end, string(&clean)));
        }
        end
    }

    /// Reads a number, and gives where it ends.
    fn number(&mut self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.bytes().take_while(|byte| is_part(*byte)).count();
        let Next { hidden, secret, .. } = self.next();
        if hidden || secret {
            // It is not looked for elsewhere: where it is no string, a marker would break the document.
            self.found.push((start..start + length, "0".to_owned()));
        }
        start + length
    }
}
