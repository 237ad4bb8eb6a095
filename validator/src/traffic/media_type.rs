//! Media types, as far as they matter here.

use crate::names::excerpt;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

/// The media type that a body is declared to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MediaType {
    /// `application/json`.
    Json,
    /// `application/a2a+json` (§14.1.1).
    A2aJson,
    /// `text/event-stream`.
    EventStream,
    /// None at all.
    Undeclared,
    /// Something else.
    Other(String),
}

impl MediaType {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let Some(value) = headers.get(CONTENT_TYPE) else {
            return Self::Undeclared;
        };
        let value = String::from_utf8_lossy(value.as_bytes());
        let essence = value
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        match essence.as_str() {
            "" => Self::Undeclared,
            "application/json" => Self::Json,
            "application/a2a+json" => Self::A2aJson,
            "text/event-stream" => Self::EventStream,
            other => Self::Other(excerpt(other)),
        }
    }

    /// Whether it is JSON of any kind.
    pub(super) fn is_json(&self) -> bool {
        match self {
            Self::Json | Self::A2aJson => true,
            Self::Other(other) => other.ends_with("+json"),
            Self::EventStream | Self::Undeclared => false,
        }
    }

    /// What to call it in a message.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Json => "application/json",
            Self::A2aJson => "application/a2a+json",
            Self::EventStream => "text/event-stream",
            Self::Undeclared => "none",
            Self::Other(other) => other,
        }
    }
}

/// Whether the body is compressed.
pub(crate) fn is_encoded(headers: &HeaderMap) -> bool {
    let identity =
        |value: &http::HeaderValue| value.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity");
    headers
        .get_all(CONTENT_ENCODING)
        .into_iter()
        .any(|value| !value.is_empty() && !identity(value))
}
