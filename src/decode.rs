//! Decoding bytes, with an error that says where.

use serde::de::{DeserializeOwned, Deserializer, IgnoredAny};
use std::borrow::Cow;
use std::fmt;

/// JSON that could not be decoded.
#[derive(Debug)]
pub struct DecodeError {
    path: String,
    is_syntax: bool,
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
        self.is_syntax
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> String {
        let text = self.source.to_string();
        let text = match text.rsplit_once(" at line ") {
            Some((text, _)) if !self.is_syntax => text,
            _ => &text,
        };
        cut(text).into_owned()
    }

    /// Refuses a document as a whole, be it JSON or not.
    pub(crate) fn refused(why: String) -> Self {
        Self {
            path: String::new(),
            is_syntax: false,
            source: serde::de::Error::custom(why),
        }
    }

    /// Tells what failed to decode `json`; `path` is where, as far as it is known.
    fn new(json: &[u8], path: String, source: serde_json::Error) -> Self {
        // serde_json also calls a document malformed that is nested too deeply or has a number too large for it.
        let is_json = std::str::from_utf8(json).is_ok() && serde_json::from_slice::<IgnoredAny>(json).is_ok();
        let is_syntax = !source.is_data() && !is_json;
        let mut error = Self {
            path,
            is_syntax,
            source,
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

/// Decodes a JSON document.
///
/// # Errors
/// The bytes are not JSON, or not of the form that the type accepts; the error says where.
pub fn from_slice<T: DeserializeOwned>(json: &[u8]) -> Result<T, DecodeError> {
    // Tracking the path costs time, and only a failure needs it.
    serde_json::from_slice(json).or_else(|_| decode_all(json, |deserializer| located(json, deserializer)))
}

/// Decodes a document and makes sure that nothing follows it.
pub(crate) fn decode_all<'de, T>(
    json: &'de [u8],
    decode: impl FnOnce(&mut JsonDeserializer<'de>) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let value = decode(&mut deserializer)?;
    deserializer
        .end()
        .map_err(|error| DecodeError::new(json, String::new(), error))?;
    Ok(value)
}

/// The deserializer of a document in memory.
pub(crate) type JsonDeserializer<'de> = serde_json::Deserializer<serde_json::de::SliceRead<'de>>;

/// Decodes with the path tracked.
pub(crate) fn located<'de, T, D>(json: &[u8], deserializer: D) -> Result<T, DecodeError>
where
    T: DeserializeOwned,
    D: Deserializer<'de, Error = serde_json::Error>,
{
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let path = match error.path().to_string() {
            path if path == "." => String::new(),
            path => cut(&path).into_owned(),
        };
        DecodeError::new(json, path, error.into_inner())
    })
}

/// A text of a peer's, short enough to go back to the peer in an error: at most 256 characters of it.
pub(crate) fn cut(text: &str) -> Cow<'_, str> {
    const MAX: usize = 256;
    match text.char_indices().nth(MAX) {
        Some(_) => Cow::Owned(text.chars().take(MAX).chain(['…']).collect()),
        None => Cow::Borrowed(text),
    }
}

/// A path with a member added.
pub(crate) fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
