//! Decoding bytes, with an error that says where.

use serde::de::{DeserializeOwned, Deserializer};
use std::fmt;

/// JSON that could not be decoded.
#[derive(Debug)]
pub struct DecodeError {
    path: String,
    source: serde_json::Error,
}

impl DecodeError {
    /// Where in the document, as `message.parts[0].raw`; empty for the document itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether the bytes are no JSON at all, rather than JSON of the wrong form.
    #[must_use]
    pub fn is_syntax(&self) -> bool {
        !self.source.is_data()
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> String {
        let text = self.source.to_string();
        match text.rfind(" at line ") {
            Some(end) if self.source.is_data() => text[..end].to_owned(),
            _ => text,
        }
    }

    fn new(error: serde_path_to_error::Error<serde_json::Error>) -> Self {
        let path = match error.path().to_string() {
            path if path == "." => String::new(),
            path => path,
        };
        let mut error = Self {
            path,
            source: error.into_inner(),
        };
        // serde reports a missing member at the object that lacks it.
        let message = error.message();
        if let Some(name) = message
            .strip_prefix("missing field `")
            .and_then(|rest| rest.strip_suffix('`'))
        {
            error.path = join(&error.path, name);
        }
        error
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path() {
            "" => write!(formatter, "{}", self.message()),
            path => write!(formatter, "{path}: {}", self.message()),
        }
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

impl From<serde_json::Error> for DecodeError {
    fn from(source: serde_json::Error) -> Self {
        Self {
            path: String::new(),
            source,
        }
    }
}

/// Decodes a JSON document.
///
/// # Errors
/// The bytes are not JSON, or not of the form that the type accepts; the error says where.
pub fn from_slice<T: DeserializeOwned>(json: &[u8]) -> Result<T, DecodeError> {
    // Tracking the path costs time, and only a failure needs it.
    serde_json::from_slice(json).or_else(|error| {
        locate::<T, _>(&mut serde_json::Deserializer::from_slice(json))?;
        // The value itself was fine: something follows it.
        Err(error.into())
    })
}

/// Decodes with the path tracked.
pub(crate) fn locate<'de, T, D>(deserializer: D) -> Result<T, DecodeError>
where
    T: DeserializeOwned,
    D: Deserializer<'de, Error = serde_json::Error>,
{
    serde_path_to_error::deserialize(deserializer).map_err(DecodeError::new)
}

/// A path with a member added.
pub(crate) fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
