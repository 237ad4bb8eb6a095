//! The parameters of a request, wherever a binding carries them: body, path and query (§11.5).

use crate::decode::{DecodeError, JsonDeserializer, decode_all, located};
use memchr::{memchr2, memchr2_iter};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde_json::Error;
use std::fmt;
use std::marker::PhantomData;
use std::slice;

/// The parameters of a request, not yet decoded.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parameters<'a> {
    /// A JSON object; empty or `null` for none.
    body: &'a [u8],
    /// Fields as text, which override those of the body.
    fields: &'a [(String, Vec<String>)],
}

impl<'a> Parameters<'a> {
    /// Parameters in a JSON object; no bytes at all and `null` mean an empty one.
    #[must_use]
    pub fn json(body: &'a [u8]) -> Self {
        Self { body, fields: &[] }
    }

    /// Adds fields as text, each with its values, by either of a field's names; they override those of the body.
    #[must_use]
    pub fn with_fields(mut self, fields: &'a [(String, Vec<String>)]) -> Self {
        self.fields = fields;
        self
    }

    /// Decodes the parameters.
    ///
    /// # Errors
    /// They are not of the form that the type accepts; the error says where.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        let body = match self.body.trim_ascii() {
            b"" | b"null" => b"{}",
            body => body,
        };
        if is_too_deep(body) {
            return Err(DecodeError::refused(format!("nested more than {MAX_DEPTH} deep")));
        }
        if self.fields.is_empty()
            && let Ok(value) = serde_json::from_slice(body)
        {
            return Ok(value);
        }
        // What failed is read once more to find out where. In the same way as with fields, or else each type of a
        // request would be compiled for another kind of reader.
        decode_all(body, |json| {
            located(
                body,
                Merged {
                    json,
                    fields: self.fields,
                },
            )
        })
    }
}

/// How deep parameters may be nested.
///
/// Readers of JSON stop at some depth, serde_json at 128. What a request brings comes back further inside a response
/// (a part of a message of the history of a task of a list), which has to stay readable.
const MAX_DEPTH: usize = 100;

/// Whether a document is nested too deeply; for what is no JSON, the answer means nothing.
fn is_too_deep(json: &[u8]) -> bool {
    // Most documents have fewer brackets, wherever these stand, and then nothing has to be known about them.
    let has_enough_brackets = memchr2_iter(b'[', b'{', json).nth(MAX_DEPTH).is_some();
    has_enough_brackets && is_nested_too_deeply(json)
}

fn is_nested_too_deeply(json: &[u8]) -> bool {
    let mut depth = 0_usize;
    let mut rest = json.iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'"' => skip_string(&mut rest),
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// Passes over what is left of a string, and the quotation mark at its end.
fn skip_string(rest: &mut slice::Iter<'_, u8>) {
    while let Some(at) = memchr2(b'"', b'\\', rest.as_slice()) {
        match rest.nth(at) {
            // Of an escape only the first character can be one of the two.
            Some(b'\\') => drop(rest.next()),
            _ => return,
        }
    }
    *rest = [].iter();
}

/// The body with the fields behind it.
struct Merged<'a, 'de> {
    json: &'a mut JsonDeserializer<'de>,
    fields: &'a [(String, Vec<String>)],
}

impl<'de> Deserializer<'de> for Merged<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.json.deserialize_map(WithFields {
            visitor,
            fields: self.fields,
        })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct WithFields<'a, V> {
    visitor: V,
    fields: &'a [(String, Vec<String>)],
}

impl<'de, V: Visitor<'de>> Visitor<'de> for WithFields<'_, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(formatter)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Chained {
            body: Some(map),
            fields: self.fields.iter(),
            values: &[],
        })
    }
}

struct Chained<'a, A> {
    /// `None` when it has no more members.
    body: Option<A>,
    fields: slice::Iter<'a, (String, Vec<String>)>,
    /// The values of the field whose name was just given.
    values: &'a [String],
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Chained<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        if let Some(body) = &mut self.body {
            // A seed can be used once, so whether there is a member must be known before.
            let mut seed = Some(seed);
            match body.next_key_seed(Lent(&mut seed))? {
                Some(name) => return Ok(Some(name)),
                None => self.body = None,
            }
            return match seed {
                Some(seed) => self.next_key_seed(seed),
                None => Err(A::Error::custom("the member name was read twice")),
            };
        }
        // An empty value is an absent one: `?status=&pageSize=`.
        let field = self
            .fields
            .find(|(_, values)| values.iter().any(|value| !value.is_empty()));
        let Some((name, values)) = field else {
            return Ok(None);
        };
        self.values = values;
        let name: StrDeserializer<'_, A::Error> = name.as_str().into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match &mut self.body {
            Some(body) => body.next_value_seed(seed),
            None => seed.deserialize(Text {
                values: self.values,
                error: PhantomData,
            }),
        }
    }
}

/// A seed that is still there if it was not needed.
struct Lent<'a, K>(&'a mut Option<K>);

impl<'de, K: DeserializeSeed<'de>> DeserializeSeed<'de> for Lent<'_, K> {
    type Value = K::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<K::Value, D::Error> {
        match self.0.take() {
            Some(seed) => seed.deserialize(deserializer),
            None => Err(D::Error::custom("the member name was read twice")),
        }
    }
}

/// A field's values as text: the last one where one is wanted, all of them where a list is.
struct Text<'a, E> {
    values: &'a [String],
    error: PhantomData<E>,
}

impl<'a, E> Text<'a, E> {
    fn text(&self) -> &'a str {
        self.values
            .iter()
            .rfind(|value| !value.is_empty())
            .map_or("", String::as_str)
    }
}

impl<'de, E: serde::de::Error> Deserializer<'de> for Text<'_, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_str(self.text())
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.text() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            other => Err(E::invalid_value(Unexpected::Str(other), &"`true` or `false`")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_seq(Items {
            items: self
                .values
                .iter()
                .flat_map(|value| value.split(','))
                .map(str::to_owned)
                .collect::<Vec<_>>(),
            next: 0,
            error: PhantomData,
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct tuple tuple_struct map struct enum identifier
    }
}

struct Items<E> {
    items: Vec<String>,
    next: usize,
    error: PhantomData<E>,
}

impl<'de, E: serde::de::Error> SeqAccess<'de> for Items<E> {
    type Error = E;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, E> {
        let Some(item) = self.items.get(self.next) else {
            return Ok(None);
        };
        self.next += 1;
        seed.deserialize(Text {
            values: slice::from_ref(item),
            error: PhantomData,
        })
        .map(Some)
    }
}
