//! Reading a document strictly: what is not known is an error that says where it stands.

use crate::acts::error::{SuiteError, quoted};
use crate::finding::push_token;
use crate::names::{list, near};
use crate::yaml::Document;
use serde_json::{Map, Value};

/// A file of a suite.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) document: Document,
}

/// A value in a file.
#[derive(Debug, Clone)]
pub(crate) struct Node<'a> {
    pub(crate) value: &'a Value,
    pub(crate) pointer: String,
    source: &'a Source,
}

/// An object whose members are all known.
#[derive(Debug, Clone)]
pub(crate) struct Members<'a> {
    node: Node<'a>,
    map: &'a Map<String, Value>,
}

impl<'a> Node<'a> {
    pub(crate) fn root(source: &'a Source) -> Self {
        Self {
            value: source.document.value(),
            pointer: String::new(),
            source,
        }
    }

    /// Another value in the place of this one, whose places in the text it keeps.
    pub(crate) fn with_value<'b>(&self, value: &'b Value) -> Node<'b>
    where
        'a: 'b,
    {
        Node {
            value,
            pointer: self.pointer.clone(),
            source: self.source,
        }
    }

    pub(crate) fn file(&self) -> &'a str {
        &self.source.name
    }

    pub(crate) fn error(&self, message: impl Into<String>) -> SuiteError {
        let at = self.source.document.position(&self.pointer);
        SuiteError::new(&self.source.name, (at.line, at.column), &self.pointer, message)
    }

    pub(crate) fn child(&self, token: &str, value: &'a Value) -> Self {
        let mut pointer = self.pointer.clone();
        push_token(&mut pointer, token);
        Self {
            value,
            pointer,
            source: self.source,
        }
    }

    /// The members of an object, none of which is unknown.
    pub(crate) fn object(&self, what: &str, known: &[&str]) -> Result<Members<'a>, SuiteError> {
        let members = self.members(what)?;
        for (name, value) in members.map {
            if !known.contains(&name.as_str()) {
                let node = self.child(name, value);
                return Err(node.error(unknown(what, name, known)));
            }
        }
        Ok(members)
    }

    /// The members of an object, whatever their names.
    pub(crate) fn members(&self, what: &str) -> Result<Members<'a>, SuiteError> {
        match self.value {
            Value::Object(map) => Ok(Members {
                node: self.clone(),
                map,
            }),
            other => Err(self.error(format!("{what} is an object, not {}", kind(other)))),
        }
    }

    pub(crate) fn list(&self) -> Result<Vec<Node<'a>>, SuiteError> {
        match self.value {
            Value::Array(items) => Ok(items
                .iter()
                .enumerate()
                .map(|(index, item)| self.child(&index.to_string(), item))
                .collect()),
            other => Err(self.error(format!("a list has to be here, not {}", kind(other)))),
        }
    }

    /// A list that has an element.
    pub(crate) fn filled_list(&self) -> Result<Vec<Node<'a>>, SuiteError> {
        let items = self.list()?;
        if items.is_empty() {
            return Err(self.error("the list is empty"));
        }
        Ok(items)
    }

    pub(crate) fn text(&self) -> Result<&'a str, SuiteError> {
        match self.value {
            Value::String(text) => Ok(text),
            other => Err(self.error(format!("text has to be here, not {}; quote it", kind(other)))),
        }
    }

    pub(crate) fn texts(&self) -> Result<Vec<String>, SuiteError> {
        self.list()?
            .iter()
            .map(|item| item.text().map(str::to_owned))
            .collect()
    }

    pub(crate) fn count(&self) -> Result<u64, SuiteError> {
        self.value
            .as_u64()
            .ok_or_else(|| self.error("an integer of 0 or more has to be here"))
    }

    /// One of some words.
    pub(crate) fn word<T: Copy>(&self, words: &[(&str, T)]) -> Result<T, SuiteError> {
        let text = self.text()?;
        let found = words.iter().find(|(word, _)| *word == text);
        found.map(|(_, meaning)| *meaning).ok_or_else(|| {
            let known = list(words.iter().map(|(word, _)| *word), "or");
            self.error(format!("{} is not {known}", quoted(text)))
        })
    }
}

impl<'a> Members<'a> {
    pub(crate) fn node(&self) -> &Node<'a> {
        &self.node
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    pub(crate) fn get(&self, name: &str) -> Option<Node<'a>> {
        self.map.get(name).map(|value| self.node.child(name, value))
    }

    pub(crate) fn required(&self, name: &str) -> Result<Node<'a>, SuiteError> {
        self.get(name)
            .ok_or_else(|| self.node.error(format!("the member `{name}` is missing")))
    }

    pub(crate) fn text(&self, name: &str) -> Result<String, SuiteError> {
        self.get(name)
            .map_or(Ok(String::new()), |node| node.text().map(str::to_owned))
    }

    pub(crate) fn texts(&self, name: &str) -> Result<Vec<String>, SuiteError> {
        self.get(name).map_or(Ok(Vec::new()), |node| node.texts())
    }

    pub(crate) fn count(&self, name: &str) -> Result<Option<u64>, SuiteError> {
        self.get(name).map(|node| node.count()).transpose()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> + '_ {
        self.map
            .iter()
            .map(|(name, value)| (name.as_str(), self.node.child(name, value)))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.map.is_empty()
    }
}

pub(crate) fn unknown(what: &str, name: &str, known: &[&str]) -> String {
    let mut message = format!("{what} has no member {}", quoted(name));
    if let Some(near) = near(name, known.iter().copied()).first() {
        message.push_str(&format!("; did you mean `{near}`?"));
    }
    message
}

pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
