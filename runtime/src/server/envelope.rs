//! JSON-RPC 2.0 envelopes (§9.3, §9.5): the request is taken apart, and the response put together, around
//! parameters and results that stay the bytes they are.

use super::sse::Payload;
use a2a_bindings::A2aError;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// How long an id may be, in bytes of JSON: it is repeated in every event of a stream.
const MAX_ID_BYTES: usize = 1024;

/// The id of a request as JSON, which a response repeats byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Id(Box<str>);

/// A request.
#[derive(Debug)]
pub(super) struct Call<'a> {
    pub(super) id: Id,
    pub(super) method: Cow<'a, str>,
    /// The parameters as JSON; empty if there are none.
    pub(super) params: &'a str,
}

impl Id {
    /// The id of a response to what has none.
    pub(super) fn null() -> Self {
        Self("null".into())
    }

    /// A string, an integer or `null`; anything else is not usable, a fraction because peers do not agree on
    /// which numbers are the same.
    fn new(json: &str) -> Option<Self> {
        let is_integer = || {
            let digits = json.strip_prefix('-').unwrap_or(json);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_usable =
            json.len() <= MAX_ID_BYTES && (json == "null" || json.starts_with('"') || is_integer());
        is_usable.then(|| Self(json.into()))
    }

    /// The envelope of a result, which is JSON.
    pub(super) fn result(&self, json: &[u8]) -> Vec<u8> {
        self.event(json).concat()
    }

    /// The envelope of an error (§9.5).
    pub(super) fn error(&self, error: &A2aError) -> String {
        let (code, message) = (error.info().json_rpc_code, Value::from(error.message()));
        let data = match error.details() {
            [] => String::new(),
            details => format!(r#","data":{}"#, Value::from(details.to_vec())),
        };
        format!(
            r#"{{"jsonrpc":"2.0","id":{},"error":{{"code":{code},"message":{message}{data}}}}}"#,
            self.0
        )
    }
}

/// The events of a stream are envelopes with the id of the request (§9.4.2).
impl Payload for Id {
    /// The envelope tells an error from a result.
    const ERROR_TYPE: Option<&'static str> = None;

    const IS_SHARED: bool = false;

    fn event<'a>(&'a self, json: &'a [u8]) -> [&'a [u8]; 5] {
        [
            br#"{"jsonrpc":"2.0","id":"#,
            self.0.as_bytes(),
            br#","result":"#,
            json,
            b"}",
        ]
    }

    fn error(&self, error: &A2aError) -> String {
        Self::error(self, error)
    }
}

/// Takes a request apart.
///
/// # Errors
/// It is not JSON, or not a request; the id is the one to answer with.
pub(super) fn parse(body: &[u8]) -> Result<Call<'_>, (Id, A2aError)> {
    let not_json = |source| {
        (
            Id::null(),
            A2aError::parse_error("the request is not valid JSON").with_source(source),
        )
    };
    let invalid = |id: Id, message: &str| (id, A2aError::invalid_request(message));

    let text = match std::str::from_utf8(body) {
        Ok(text) => text,
        Err(error) => {
            return Err((
                Id::null(),
                A2aError::parse_error("the request is not UTF-8").with_source(error),
            ));
        }
    };
    let mut json = serde_json::Deserializer::from_str(text);
    let members = match Members::default()
        .deserialize(&mut json)
        .and_then(|members| json.end().map(|()| members))
    {
        Ok(members) => members,
        // Reading stops at what is no object, and what follows may still be no JSON.
        Err(error) if error.is_data() => {
            serde_json::from_str::<IgnoredAny>(text).map_err(not_json)?;
            return Err(invalid(
                Id::null(),
                "a request is one JSON object; batches are not supported",
            ));
        }
        Err(error) => return Err(not_json(error)),
    };

    // §9.3 has no notifications: every operation answers.
    let Some(id) = members.id else {
        return Err(invalid(Id::null(), "the request has no `id`"));
    };
    let Some(id) = Id::new(id.get()) else {
        let message = format!("`id` must be a string, an integer or null, in at most {MAX_ID_BYTES} bytes");
        return Err(invalid(Id::null(), &message));
    };
    if members.jsonrpc.and_then(string).as_deref() != Some("2.0") {
        return Err(invalid(id, "`jsonrpc` must be \"2.0\""));
    }
    let Some(method) = members.method.and_then(string) else {
        return Err(invalid(id, "`method` must be a string"));
    };
    Ok(Call {
        id,
        method,
        params: members.params.map_or("", RawValue::get),
    })
}

/// What a string says; `None` if it is none, or none that stands for characters.
fn string(json: &RawValue) -> Option<Cow<'_, str>> {
    let json = json.get();
    if json.contains('\\') {
        return serde_json::from_str(json).ok().map(Cow::Owned);
    }
    json.strip_prefix('"')?.strip_suffix('"').map(Cow::Borrowed)
}

/// The members of a request, unread; of members with the same name the last one counts.
#[derive(Default)]
struct Members<'a> {
    jsonrpc: Option<&'a RawValue>,
    id: Option<&'a RawValue>,
    method: Option<&'a RawValue>,
    params: Option<&'a RawValue>,
}

impl<'de> DeserializeSeed<'de> for Members<'de> {
    type Value = Self;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Members<'de> {
    type Value = Self;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON-RPC request")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some(name) = map.next_key()? {
            let member = match name {
                Name::Jsonrpc => &mut self.jsonrpc,
                Name::Id => &mut self.id,
                Name::Method => &mut self.method,
                Name::Params => &mut self.params,
                Name::Unknown => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            *member = Some(map.next_value()?);
        }
        Ok(self)
    }
}

/// The name of a member.
enum Name {
    Jsonrpc,
    Id,
    Method,
    Params,
    Unknown,
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(NameVisitor)
    }
}

struct NameVisitor;

impl Visitor<'_> for NameVisitor {
    type Value = Name;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a member name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Name, E> {
        Ok(match name {
            "jsonrpc" => Name::Jsonrpc,
            "id" => Name::Id,
            "method" => Name::Method,
            "params" => Name::Params,
            _ => Name::Unknown,
        })
    }
}
