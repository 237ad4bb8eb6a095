//! Reading JSON with a pointer to where one is.

use crate::error::{Error, ErrorKind};
use serde_json::Value;

/// A member name as it stands in a JSON pointer (RFC 6901).
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A value and its place in the document.
#[derive(Debug, Clone)]
pub(crate) struct Node<'a> {
    value: &'a Value,
    pointer: String,
}

impl<'a> Node<'a> {
    pub(crate) fn root(value: &'a Value) -> Self {
        Self {
            value,
            pointer: String::new(),
        }
    }

    pub(crate) fn value(&self) -> &'a Value {
        self.value
    }

    pub(crate) fn pointer(&self) -> &str {
        &self.pointer
    }

    fn child(&self, key: &str, value: &'a Value) -> Self {
        Self {
            value,
            pointer: format!("{}/{}", self.pointer, escape(key)),
        }
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some()
    }

    pub(crate) fn find(&self, key: &str) -> Option<Self> {
        self.value.get(key).map(|value| self.child(key, value))
    }

    pub(crate) fn get(&self, key: &str) -> Result<Self, Error> {
        self.find(key)
            .ok_or_else(|| self.syntax(&format!("`{key}` is missing")))
    }

    pub(crate) fn members(&self) -> Result<Vec<(&'a str, Self)>, Error> {
        let map = self
            .value
            .as_object()
            .ok_or_else(|| self.syntax("must be an object"))?;
        Ok(map
            .iter()
            .map(|(key, value)| (key.as_str(), self.child(key, value)))
            .collect())
    }

    pub(crate) fn items(&self) -> Result<Vec<Self>, Error> {
        let list = self
            .value
            .as_array()
            .ok_or_else(|| self.syntax("must be an array"))?;
        Ok(list
            .iter()
            .enumerate()
            .map(|(index, value)| self.child(&index.to_string(), value))
            .collect())
    }

    pub(crate) fn text(&self) -> Result<String, Error> {
        self.value
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| self.syntax("must be a string"))
    }

    pub(crate) fn integer(&self) -> Result<i64, Error> {
        self.value
            .as_i64()
            .ok_or_else(|| self.syntax("must be an integer"))
    }

    pub(crate) fn expect_text(&self, expected: &str) -> Result<(), Error> {
        if self.value == expected {
            Ok(())
        } else {
            Err(self.unsupported(&format!("only `{expected}` is supported")))
        }
    }

    pub(crate) fn optional_text(&self, key: &str) -> Result<Option<String>, Error> {
        self.find(key).map(|node| node.text()).transpose()
    }

    /// A flag that is `false` where it is absent.
    pub(crate) fn flag(&self, key: &str) -> Result<bool, Error> {
        self.find(key).map_or(Ok(false), |node| {
            node.value
                .as_bool()
                .ok_or_else(|| node.syntax("must be `true` or `false`"))
        })
    }

    /// Refuses every member that is not in the list, other than annotations of others (`x-…`).
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Error> {
        for (key, member) in self.members()? {
            let is_foreign = key.starts_with("x-") && !key.starts_with("x-a2a-");
            if !known.contains(&key) && !is_foreign {
                return Err(member.unsupported("is not supported here"));
            }
        }
        Ok(())
    }

    pub(crate) fn syntax(&self, message: &str) -> Error {
        Error::new(ErrorKind::Syntax, &self.pointer, message)
    }

    pub(crate) fn unsupported(&self, message: &str) -> Error {
        Error::new(ErrorKind::Unsupported, &self.pointer, message)
    }

    pub(crate) fn inconsistent(&self, message: &str) -> Error {
        Error::new(ErrorKind::Inconsistent, &self.pointer, message)
    }
}
