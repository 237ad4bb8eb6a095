//! JSON-RPC envelopes (§9.3, §9.5).

use super::json::Json;
use serde::de::{DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// A request.
pub(super) struct Request<'a, Q> {
    pub(super) id: u64,
    pub(super) method: &'static str,
    pub(super) params: &'a Q,
}

impl<Q: Serialize> Serialize for Request<'_, Q> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(4))?;
        object.serialize_entry("jsonrpc", "2.0")?;
        object.serialize_entry("id", &self.id)?;
        object.serialize_entry("method", self.method)?;
        object.serialize_entry("params", self.params)?;
        object.end()
    }
}

/// A response, its result decoded in the same pass.
pub(super) struct Response<R> {
    version: Option<Value>,
    id: Option<Value>,
    result: Outcome<R>,
    error: Option<Value>,
}

enum Outcome<R> {
    Absent,
    Null,
    Present(R),
}

/// What a response says.
pub(super) enum Said<R> {
    Result(R),
    /// The error object.
    Error(Value),
    /// The response is none to the request.
    Nonsense(String),
}

impl<R: DeserializeOwned> Response<R> {
    /// What the response says to the request with the id.
    pub(super) fn to(self, id: u64) -> Said<R> {
        if self.version.as_ref().and_then(Value::as_str) != Some("2.0") {
            return Said::Nonsense("is no JSON-RPC response: `jsonrpc` is not \"2.0\"".to_owned());
        }
        let given = self.id.unwrap_or_default();
        // Whoever cannot read a request cannot know its id (JSON-RPC 2.0, §5).
        if given != id && !(given.is_null() && self.error.is_some()) {
            return Said::Nonsense(format!("has the wrong id: {given} instead of {id}"));
        }
        match (self.error, self.result) {
            (Some(error), _) if error.is_object() => Said::Error(error),
            (Some(other), _) => {
                let text: String = other.to_string().chars().take(64).collect();
                Said::Nonsense(format!("has an error that is no JSON-RPC error object: {text}"))
            }
            (None, Outcome::Present(result)) => Said::Result(result),
            // An empty response may well be `null`.
            (None, Outcome::Null) => match serde_json::from_str("null") {
                Ok(result) => Said::Result(result),
                Err(_) => Said::Nonsense("has `null` for a result".to_owned()),
            },
            (None, Outcome::Absent) => Said::Nonsense("has neither `result` nor `error`".to_owned()),
        }
    }
}

impl<'de, R: Deserialize<'de>> Deserialize<'de> for Response<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members(PhantomData))
    }
}

struct Members<R>(PhantomData<R>);

impl<'de, R: Deserialize<'de>> Visitor<'de> for Members<R> {
    type Value = Response<R>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON-RPC response")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Response<R>, A::Error> {
        let mut response = Response {
            version: None,
            id: None,
            result: Outcome::Absent,
            error: None,
        };
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "jsonrpc" => response.version = json(&mut map)?,
                "id" => response.id = json(&mut map)?,
                "result" => {
                    response.result = map
                        .next_value::<Option<R>>()?
                        .map_or(Outcome::Null, Outcome::Present);
                }
                "error" => response.error = json(&mut map)?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(response)
    }
}

/// The value of a member; `None` for `null`.
fn json<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<Value>, A::Error> {
    Ok(map.next_value::<Option<Json>>()?.map(|json| json.0))
}
