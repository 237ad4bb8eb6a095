//! The values that arguments take.

use a2a_bindings::Struct;
use a2a_bindings::protojson::Enumeration;
use a2a_bindings::v1_0::{PROTOCOL, TaskState};
use a2a_runtime::client::Binding;
use a2a_runtime::server::Origins;
use http::header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderName, HeaderValue, TRANSFER_ENCODING};
use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// A credential, which is never shown.
#[derive(Clone)]
pub(crate) struct Secret(String);

impl Secret {
    /// The secret; `None` if it is empty, as a variable of the environment may be.
    pub(crate) fn reveal(&self) -> Option<&str> {
        Some(self.0.as_str()).filter(|secret| !secret.is_empty())
    }
}

impl FromStr for Secret {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(..)")
    }
}

/// A binding that the user prefers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Transport {
    Spoken(Binding),
    /// A binding of the protocol that this program does not speak; as one that the card does not offer, it is skipped.
    Skipped,
}

impl FromStr for Transport {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "jsonrpc" | "json-rpc" => Ok(Self::Spoken(Binding::JsonRpc)),
            "http+json" | "http-json" | "rest" => Ok(Self::Spoken(Binding::HttpJson)),
            "grpc" => Ok(Self::Skipped),
            _ => Err("expected jsonrpc or http+json".to_owned()),
        }
    }
}

/// A service parameter; its value may be a credential.
#[derive(Debug, Clone)]
pub(crate) struct ServiceParameter {
    pub(crate) name: HeaderName,
    /// Marked as sensitive, so `Debug` does not show it.
    pub(crate) value: HeaderValue,
}

impl ServiceParameter {
    /// The value, as what it may be.
    pub(crate) fn secret(&self) -> Secret {
        Secret(self.value.to_str().unwrap_or_default().to_owned())
    }
}

impl FromStr for ServiceParameter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text.split_once(':').ok_or("expected key:value")?;
        let name: HeaderName = name
            .trim()
            .parse()
            .map_err(|_| "the key cannot be the name of a header")?;
        if [CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING].contains(&name) {
            return Err(format!("`{name}` belongs to HTTP itself"));
        }
        let mut value = HeaderValue::from_str(value.trim()).map_err(|_| "no header can carry the value")?;
        value.set_sensitive(true);
        Ok(Self { name, value })
    }
}

/// Where an agent keeps its tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StoreName {
    Memory,
    Sqlite(PathBuf),
}

impl FromStr for StoreName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None if text == "memory" => Ok(Self::Memory),
            Some(("sqlite", "")) => Err("the name of the file is missing: sqlite:FILE".to_owned()),
            Some(("sqlite", ":memory:")) => {
                Err("a database in memory keeps nothing: memory, or sqlite:FILE".to_owned())
            }
            Some(("sqlite", file)) => Ok(Self::Sqlite(file.into())),
            _ => Err("expected memory or sqlite:FILE".to_owned()),
        }
    }
}

/// An origin whose web pages may call an agent that asks nobody who they are.
pub(super) fn origin(text: &str) -> Result<String, String> {
    if text == "*" {
        return Err("name the origins: with all of them, every web page could use the agent".to_owned());
    }
    match Origins::new([text]) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// A duration with a unit; seconds if it has none.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let digits = text
        .find(|one: char| !one.is_ascii_digit() && one != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let seconds = match unit {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return Err("expected a number and one of ms, s, m, h".to_owned()),
    };
    let number: f64 = number
        .parse()
        .map_err(|_| "expected a number and one of ms, s, m, h")?;
    match Duration::try_from_secs_f64(number * seconds) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        Ok(_) => Err("must be longer than nothing".to_owned()),
        Err(_) => Err("is too long".to_owned()),
    }
}

/// A protocol version that this program speaks.
pub(super) fn version(text: &str) -> Result<String, String> {
    if text == PROTOCOL.version {
        Ok(text.to_owned())
    } else {
        Err(format!("this program speaks {}", PROTOCOL.version))
    }
}

pub(super) fn metadata(text: &str) -> Result<Struct, String> {
    serde_json::from_str(text).map_err(|error| format!("expected a JSON object: {error}"))
}

/// A state by its name on the wire, or by the part of it that tells it from others.
pub(super) fn task_state(text: &str) -> Result<TaskState, String> {
    let name = text.to_ascii_uppercase().replace('-', "_");
    TaskState::from_name(&name)
        .or_else(|| TaskState::from_name(&format!("TASK_STATE_{name}")))
        .ok_or_else(|| "there is no such state".to_owned())
}

/// An origin, with or without a path, that URLs can be made of.
pub(super) fn base_url(text: &str) -> Result<String, String> {
    let uri: http::Uri = text.parse().map_err(|error| format!("{error}"))?;
    if !matches!(uri.scheme_str(), Some("http" | "https")) || uri.query().is_some() {
        return Err("expected a URL like https://agent.example.com".to_owned());
    }
    Ok(text.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (text, expected) in [
            ("30s", Some(30_000)),
            ("500ms", Some(500)),
            ("1.5m", Some(90_000)),
            ("2", Some(2_000)),
            ("1h", Some(3_600_000)),
            ("0", None),
            ("", None),
            ("s", None),
            ("-1s", None),
            ("1d", None),
            ("1e400h", None),
            ("99999999999999999999999h", None),
        ] {
            assert_eq!(duration(text).ok(), expected.map(Duration::from_millis), "{text}");
        }
    }

    #[test]
    fn states() {
        for text in ["input-required", "INPUT_REQUIRED", "TASK_STATE_INPUT_REQUIRED"] {
            assert_eq!(task_state(text), Ok(TaskState::InputRequired));
        }
        assert!(task_state("done").is_err());
    }

    #[test]
    fn stores() {
        let sqlite = |file: &str| Some(StoreName::Sqlite(file.into()));
        for (text, expected) in [
            ("memory", Some(StoreName::Memory)),
            ("sqlite:tasks.db", sqlite("tasks.db")),
            ("sqlite:C:\\tasks.db", sqlite("C:\\tasks.db")),
            ("sqlite:", None),
            ("sqlite::memory:", None),
            ("sqlite", None),
            ("memory:x", None),
            ("", None),
        ] {
            assert_eq!(text.parse().ok(), expected, "{text}");
        }
    }

    #[test]
    fn origins() {
        for (text, expected) in [
            ("http://localhost:5173", true),
            ("https://chat.example.com", true),
            ("https://chat.example.com/", false),
            ("chat.example.com", false),
            ("*", false),
        ] {
            assert_eq!(origin(text).is_ok(), expected, "{text}");
        }
    }

    #[test]
    fn framing_is_no_service_parameter() {
        for text in [
            "Content-Length: 5",
            "host:x",
            "transfer-encoding:chunked",
            "Connection:close",
        ] {
            assert!(text.parse::<ServiceParameter>().is_err(), "{text}");
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        let parameter: ServiceParameter = "x-token: geheim".parse().unwrap();
        let secret: Secret = "geheim".parse().unwrap();
        assert!(!format!("{parameter:?} {secret:?}").contains("geheim"));
        assert_eq!(parameter.value, "geheim");
    }

    #[test]
    fn base_urls() {
        for (text, expected) in [
            ("https://a.example", Some("https://a.example")),
            ("http://a.example:1/x/", Some("http://a.example:1/x")),
            ("a.example", None),
            ("ftp://a.example", None),
            ("https://a.example?x", None),
        ] {
            assert_eq!(base_url(text).ok().as_deref(), expected, "{text}");
        }
    }
}
