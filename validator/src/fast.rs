//! Whether a document is valid, in one pass over its bytes or its parsed value.
//!
//! "Yes" is an answer; anything else means only that somebody who takes more time has to look: the library, which
//! knows every keyword and says what is wrong. So this may be as narrow as it likes, and must never be wider than the
//! schema.

use crate::form::{Form, FormId, Forms, Object};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// Whether the bytes are certainly a valid document, in which no object has a member twice.
pub(crate) fn is_valid_json(forms: &Forms, form: FormId, bytes: &[u8]) -> bool {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let check = Check {
        forms,
        form: forms.get(form),
        filled: false,
    };
    check.deserialize(&mut json).is_ok() && json.end().is_ok()
}

/// Whether the document is certainly valid.
pub(crate) fn is_valid(forms: &Forms, form: FormId, json: &Value) -> bool {
    let check = Check {
        forms,
        form: forms.get(form),
        filled: false,
    };
    check.deserialize(json).is_ok()
}

/// Checks one value.
#[derive(Clone, Copy)]
struct Check<'a> {
    forms: &'a Forms,
    form: &'a Form,
    /// Whether the value is a required list, of which the specification says that it is never empty (§5.7).
    filled: bool,
}

impl<'a> Check<'a> {
    fn of(self, form: FormId) -> Self {
        Self {
            form: self.forms.get(form),
            filled: false,
            ..self
        }
    }
}

/// What ends the walk. Nobody reads it.
fn doubt<E: Error, T>() -> Result<T, E> {
    Err(E::custom(""))
}

fn certain<E: Error>(valid: bool) -> Result<(), E> {
    if valid { Ok(()) } else { doubt() }
}

impl<'de> DeserializeSeed<'de> for Check<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Check<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a valid value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        certain(matches!(self.form, Form::Any | Form::Id | Form::Empty))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        certain(matches!(self.form, Form::Any | Form::Bool))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        certain(match self.form {
            Form::Any | Form::Id => true,
            Form::Integer { minimum, maximum, .. } => {
                minimum.is_none_or(|minimum| number >= minimum)
                    && maximum.is_none_or(|maximum| number <= maximum)
            }
            _ => false,
        })
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => certain(matches!(self.form, Form::Any)),
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        certain(number.is_finite() && matches!(self.form, Form::Any))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        certain(match self.form {
            Form::Any | Form::Id => true,
            // One character has at least one byte; where more are demanded, they are counted elsewhere.
            Form::Text { least, more } => !more && (*least == 0 || *least == 1 && !text.is_empty()),
            Form::Timestamp => is_timestamp(text.as_bytes()),
            Form::Base64 => is_base64(text.as_bytes()),
            Form::Const(value) => **value == *text,
            Form::Enum { values, except } => {
                values.iter().any(|value| *value.name == *text) && except.as_deref() != Some(text)
            }
            _ => false,
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let (form, least) = match self.form {
            Form::Any => (self.form, 0),
            Form::List { items, least } => (self.forms.get(*items), (*least).max(self.filled.into())),
            _ => return doubt(),
        };
        let item = Check {
            form,
            filled: false,
            ..self
        };
        let mut length = 0;
        while items.next_element_seed(item)?.is_some() {
            length += 1;
        }
        certain(length >= least)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        match self.form {
            Form::Object(object) => self.object(object, map),
            Form::Any | Form::Struct => free(
                map,
                Check {
                    form: &Form::Any,
                    ..self
                },
            ),
            Form::Map(values) => free(map, self.of(*values)),
            Form::Empty => free(
                map,
                Check {
                    form: &Form::Opaque,
                    ..self
                },
            ),
            _ => doubt(),
        }
    }
}

impl Check<'_> {
    fn object<'de, A: MapAccess<'de>>(self, object: &Object, mut map: A) -> Result<(), A::Error> {
        // Other members would have to be compared with each other.
        if object.open {
            return doubt();
        }
        let mut seen = Seen::default();
        while let Some(place) = map.next_key_seed(Place(object))? {
            let Some((member, true)) = object
                .members
                .get(place)
                .map(|member| (member, seen.insert(place)))
            else {
                return doubt();
            };
            let mut value = self.of(member.form);
            value.filled = member.required;
            map.next_value_seed(value)?;
        }
        let mut members = object.members.iter().enumerate();
        let complete = members.all(|(place, member)| !member.required || seen.contains(place));
        let mut oneofs = object.oneofs.iter();
        let chosen = oneofs.all(|oneof| oneof.iter().filter(|&&place| seen.contains(place)).count() == 1);
        certain(complete && chosen)
    }
}

/// The places of members that were there.
#[derive(Default)]
struct Seen(u64);

impl Seen {
    /// Whether the place was free, and is one of those that can be remembered.
    fn insert(&mut self, place: usize) -> bool {
        let bit = u32::try_from(place)
            .ok()
            .and_then(|place| 1u64.checked_shl(place))
            .unwrap_or(0);
        let free = bit != 0 && self.0 & bit == 0;
        self.0 |= bit;
        free
    }

    fn contains(&self, place: usize) -> bool {
        u32::try_from(place)
            .ok()
            .and_then(|place| self.0.checked_shr(place))
            .is_some_and(|bits| bits & 1 == 1)
    }
}

/// Checks the values of an object that can have members of any name, each name once.
fn free<'de, A: MapAccess<'de>>(mut map: A, value: Check<'_>) -> Result<(), A::Error> {
    let mut names: Vec<Cow<'de, str>> = Vec::new();
    while let Some(name) = map.next_key_seed(Name)? {
        names.push(name);
        map.next_value_seed(value)?;
    }
    names.sort_unstable();
    certain(
        names
            .windows(2)
            .all(|pair| matches!(pair, [one, other] if one != other)),
    )
}

/// Reads the name of a member that the object has.
struct Place<'a>(&'a Object);

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Place<'_> {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        self.0.member(name).map_or_else(doubt, |(place, _)| Ok(place))
    }
}

/// Reads any name, borrowed wherever it has no escape in it.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a member")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

/// Whether it is a UTC timestamp. Of a leap day and a leap second the library may judge.
fn is_timestamp(text: &[u8]) -> bool {
    let Some((date_time, fraction)) = text.split_at_checked(19) else {
        return false;
    };
    let form = b"0000-00-00T00:00:00";
    let formed = date_time
        .iter()
        .zip(form)
        .all(|(found, expected)| match expected {
            b'0' => found.is_ascii_digit(),
            other => found == other,
        });
    let within = |from: usize, least: &[u8; 2], most: &[u8; 2]| {
        let digits = date_time.get(from..from + 2).unwrap_or_default();
        least.as_slice() <= digits && digits <= most.as_slice()
    };
    let last = match date_time.get(5..7) {
        Some(b"02") => b"28",
        Some(b"04" | b"06" | b"09" | b"11") => b"30",
        _ => b"31",
    };
    let day = within(5, b"01", b"12")
        && within(8, b"01", last)
        && within(11, b"00", b"23")
        && within(14, b"00", b"59")
        && within(17, b"00", b"59");
    let fraction = match fraction {
        [b'Z'] => true,
        [b'.', digits @ .., b'Z'] => (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    // Protocol buffers begin with the year 1.
    formed && day && fraction && !date_time.starts_with(b"0000")
}

/// Whether it is padded standard base64.
fn is_base64(text: &[u8]) -> bool {
    let data = match text {
        [data @ .., b'=', b'='] | [data @ .., b'='] => data,
        data => data,
    };
    text.len().is_multiple_of(4)
        && data
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Schema, definition};
    use a2a_bindings::v1_0::PROTOCOL;
    use serde_json::json;

    /// That the library has nothing to do with what peers usually send.
    #[test]
    fn ordinary_documents_are_certain() {
        let schema = Schema::new(&PROTOCOL).unwrap();
        let message = json!({
            "messageId": "m-1", "role": "ROLE_USER", "taskId": "t-1",
            "parts": [{ "text": "hello" }, { "raw": "aGk=" }, { "data": { "list": [1.5, null, true] } }],
            "metadata": { "k": { "v": [] } },
        });
        let task = json!({
            "id": "t-1", "contextId": "c-1", "history": [message],
            "status": { "state": "TASK_STATE_WORKING", "timestamp": "2025-10-31T10:30:00.000Z" },
        });
        for (name, json) in [
            ("Message", message.clone()),
            ("Task", task.clone()),
            ("StreamResponse", json!({ "task": task })),
            (
                "GetTaskJsonRpcResponse",
                json!({ "jsonrpc": "2.0", "id": 1, "result": task }),
            ),
            (
                "SendMessageJsonRpcRequest",
                json!({ "jsonrpc": "2.0", "id": null, "method": "SendMessage", "params": { "message": message } }),
            ),
            (
                "DeleteTaskPushNotificationConfigJsonRpcResponse",
                json!({ "jsonrpc": "2.0", "id": "a", "result": {} }),
            ),
            (
                "ListTasksRequest",
                json!({ "pageSize": 100, "status": "TASK_STATE_WORKING" }),
            ),
            (
                "SecurityRequirement",
                json!({ "schemes": { "a": { "list": ["x"] } } }),
            ),
        ] {
            let form = schema.form(&definition(name)).unwrap();
            assert!(is_valid(schema.forms(), form, &json), "{name}: {json}");
            assert!(
                is_valid_json(schema.forms(), form, json.to_string().as_bytes()),
                "{name}: {json}"
            );
        }
    }

    #[test]
    fn timestamps() {
        for (text, expected) in [
            ("2025-10-28T10:30:00Z", true),
            ("20x5-10-28T10:30:00Z", false),
            ("2025-1x-28T10:30:00Z", false),
            ("2025-10-2xT10:30:00Z", false),
            ("2025-10-28T10:3x:00Z", false),
            ("2025-10-28 10:30:00Z", false),
            ("2025-10-28T10:30:00.1Z", true),
            ("2025-10-28T23:59:59.123456789Z", true),
            ("2025-10-28T10:30:00.1234567890Z", false),
            ("2025-10-28T10:30:00.Z", false),
            ("2025-10-28T10:30:00", false),
            ("2025-10-28T10:30:00z", false),
            ("2025-10-28t10:30:00Z", false),
            ("2025-10-28T24:00:00Z", false),
            ("2025-10-28T10:60:00Z", false),
            ("2025-10-28T10:30:60Z", false),
            ("2025-13-28T10:30:00Z", false),
            ("2025-00-28T10:30:00Z", false),
            ("2025-10-00T10:30:00Z", false),
            ("2025-10-31T10:30:00Z", true),
            ("2025-10-32T10:30:00Z", false),
            ("2025-11-31T10:30:00Z", false),
            ("2025-02-28T10:30:00Z", true),
            // There is such a day, and it is left to the library.
            ("2024-02-29T10:30:00Z", false),
            ("2025-10-2", false),
            ("", false),
        ] {
            assert_eq!(is_timestamp(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn base64() {
        for (text, expected) in [
            ("", true),
            ("AAAA", true),
            ("+/8=", true),
            ("AA==", true),
            ("AA", false),
            ("AA=", false),
            ("A===", false),
            ("====", false),
            ("_-8=", false),
            ("AA==AAAA", false),
            ("AAAA AAA", false),
        ] {
            assert_eq!(is_base64(text.as_bytes()), expected, "{text}");
        }
    }
}
