//! A value in a document, and the way to it.

use crate::finding::push_token;
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::TaskState;
use serde::Deserialize;
use serde_json::Value;

/// As deep do the rules look; what lies deeper has the pointer of what holds it.
const DEPTH: usize = 8;

/// A value in a document, and the way to it; the pointer is only made when there is something to say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    value: &'a Value,
    path: [Token<'a>; DEPTH],
    depth: usize,
}

#[derive(Debug, Clone, Copy)]
enum Token<'a> {
    Name(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    /// The whole document.
    pub(crate) fn root(value: &'a Value) -> Self {
        Self {
            value,
            path: [Token::Index(0); DEPTH],
            depth: 0,
        }
    }

    /// The value itself.
    pub(crate) fn value(&self) -> &'a Value {
        self.value
    }

    /// A member of an object by its JSON name, or as receivers must take it too, by its name in the protocol buffer
    /// definition. `null` is no value (§5.7).
    pub(crate) fn get(&self, name: &str) -> Option<Self> {
        let (name, value) = member(self.value, name)?;
        (!value.is_null()).then(|| self.below(Token::Name(name), value))
    }

    /// A member's text, if it has some that is not empty, which is the same as having none (§5.7).
    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        member(self.value, name)?
            .1
            .as_str()
            .filter(|text| !text.is_empty())
    }

    /// A member that is a flag.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        member(self.value, name)?.1.as_bool()
    }

    /// A member that is an integer, also one in a string or with a fraction of zero, as ProtoJSON allows.
    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        match member(self.value, name)?.1 {
            Value::String(text) => text.parse().ok(),
            value => value.as_i64().or_else(|| whole(value.as_f64()?)),
        }
    }

    /// The items of an array, none of what is no array.
    pub(crate) fn items(self) -> impl Iterator<Item = Self> {
        let items = self.value.as_array().map(Vec::as_slice).unwrap_or_default();
        items
            .iter()
            .enumerate()
            .map(move |(index, item)| self.below(Token::Index(index), item))
    }

    /// The items of a member that is an array.
    pub(crate) fn items_of(&self, name: &str) -> impl Iterator<Item = Self> + use<'a> {
        self.get(name).into_iter().flat_map(Place::items)
    }

    /// The members of an object, none of what is no object.
    pub(crate) fn members(self) -> impl Iterator<Item = (&'a str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members.map(move |(name, value)| (name.as_str(), self.below(Token::Name(name), value)))
    }

    /// A member that is a state of a task, by name or by number (§5.5).
    pub(crate) fn state(&self, name: &str) -> Option<TaskState> {
        TaskState::deserialize(member(self.value, name)?.1).ok()
    }

    /// A member that is a point in time (§5.6.1).
    pub(crate) fn time(&self, name: &str) -> Option<Timestamp> {
        self.text(name)?.parse().ok()
    }

    /// Where it is in the document (RFC 6901).
    pub(crate) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for token in self.path.iter().take(self.depth) {
            match token {
                Token::Name(name) => push_token(&mut pointer, name),
                Token::Index(index) => push_token(&mut pointer, &index.to_string()),
            }
        }
        pointer
    }

    fn below(&self, token: Token<'a>, value: &'a Value) -> Self {
        let mut below = Self { value, ..*self };
        if let Some(place) = below.path.get_mut(self.depth) {
            *place = token;
            below.depth += 1;
        }
        below
    }
}

fn member<'a>(value: &'a Value, name: &str) -> Option<(&'a str, &'a Value)> {
    let object = value.as_object()?;
    let by_json_name = object.get_key_value(name);
    let found = by_json_name.or_else(|| {
        let has_other = name.bytes().any(|byte| byte.is_ascii_uppercase());
        let mut members = object.iter().filter(|_| has_other);
        members.find(|(other, _)| is_snake_case(other, name))
    });
    found.map(|(name, value)| (name.as_str(), value))
}

/// Whether a name is the snake_case form of a JSON name.
fn is_snake_case(snake: &str, name: &str) -> bool {
    let mut rest = snake.chars();
    let matches = name.chars().all(|character| {
        let expected = character.to_ascii_lowercase();
        (expected == character || rest.next() == Some('_')) && rest.next() == Some(expected)
    });
    matches && rest.next().is_none()
}

fn whole(number: f64) -> Option<i64> {
    // Beyond 2^53 a double does not say which integer is meant.
    let exact = number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0;
    #[allow(clippy::cast_possible_truncation, reason = "a whole number below 2^53 fits")]
    exact.then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn members_are_found_by_either_name_and_keep_their_pointer() {
        let document =
            json!({ "a/b": [{ "context_id": "c" }], "pageSize": "7", "total_size": 3.0, "none": null });
        let root = Place::root(&document);
        let item = root.items_of("a/b").next().unwrap();
        let context = item.get("contextId").unwrap();
        assert_eq!(context.pointer(), "/a~1b/0/context_id");
        assert_eq!(context.value(), "c");
        assert_eq!(
            (root.integer("pageSize"), root.integer("totalSize")),
            (Some(7), Some(3))
        );
        assert!(root.get("none").is_none() && root.get("page_size").is_none());
    }

    #[test]
    fn snake_case_is_recognised() {
        for (snake, name, expected) in [
            ("context_id", "contextId", true),
            ("status_timestamp_after", "statusTimestampAfter", true),
            ("contextid", "contextId", false),
            ("context_id_", "contextId", false),
            ("context_", "contextId", false),
            ("", "contextId", false),
        ] {
            assert_eq!(is_snake_case(snake, name), expected, "{snake}");
        }
    }

    #[test]
    fn a_pointer_ends_where_nobody_looks() {
        let document = json!([[[[[[[[[[1]]]]]]]]]]);
        let mut place = Place::root(&document);
        for _ in 0..10 {
            place = place.items().next().unwrap();
        }
        assert_eq!(
            (place.pointer().as_str(), place.value()),
            ("/0/0/0/0/0/0/0/0", &json!(1))
        );
    }
}
