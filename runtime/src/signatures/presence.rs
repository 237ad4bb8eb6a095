//! Which members belong to the canonical form (§8.4.1, rule 1), by the generated tables.

use super::error::{SignatureError, excerpt};
use a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use serde_json::{Map, Value};

/// The members of a message that are set, by their JSON names.
///
/// A member of the form that the schema does not give it stays as it is, like one that the schema does not have:
/// signatures are not where a card is validated.
pub(super) fn set_members(
    object: Map<String, Value>,
    message: &MessageInfo,
) -> Result<Map<String, Value>, SignatureError> {
    let mut members = Map::new();
    for (received, value) in object {
        let Some(field) = message.field(&received) else {
            insert(&mut members, received, value, message)?;
            continue;
        };
        // Even a `null` counts as the second of two: readers differ in which one they believe.
        insert(
            &mut members,
            field.name.to_owned(),
            within(value, field)?,
            message,
        )?;
    }
    members.retain(|name, value| message.field(name).is_none_or(|field| is_set(value, field)));
    Ok(members)
}

fn insert(
    members: &mut Map<String, Value>,
    name: String,
    value: Value,
    message: &MessageInfo,
) -> Result<(), SignatureError> {
    if members.contains_key(&name) {
        return Err(SignatureError::card(format!(
            "the member `{}` of {} is there by both of its names: leave the snake_case one out",
            excerpt(&name),
            message.name
        )));
    }
    members.insert(name, value);
    Ok(())
}

/// A value with the messages in it reduced to what is set. Elements of lists and entries of maps are there by
/// themselves, however empty; free-form JSON has no defaults, so nothing in it changes.
fn within(value: Value, field: &FieldInfo) -> Result<Value, SignatureError> {
    let Kind::Message(message) = field.kind else {
        return Ok(value);
    };
    let reduce = |value: Value| match value {
        Value::Object(object) => set_members(object, message).map(Value::Object),
        other => Ok(other),
    };
    match (field.shape, value) {
        (Shape::Single, value) => reduce(value),
        (Shape::Repeated, Value::Array(items)) => items
            .into_iter()
            .map(reduce)
            .collect::<Result<_, _>>()
            .map(Value::Array),
        (Shape::Map, Value::Object(entries)) => entries
            .into_iter()
            .map(|(key, value)| Ok((key, reduce(value)?)))
            .collect::<Result<_, _>>()
            .map(Value::Object),
        (_, other) => Ok(other),
    }
}

fn is_set(value: &Value, field: &FieldInfo) -> bool {
    // `null` is how ProtoJSON may write that a field is absent, whatever its presence, except where it is a value.
    if value.is_null() {
        return matches!((field.kind, field.shape), (Kind::Value, Shape::Single));
    }
    match field.presence {
        Presence::Required | Presence::Optional | Presence::Oneof(_) => true,
        Presence::Implicit => !is_default(value, field),
    }
}

/// Whether an absent field would be read as this value.
fn is_default(value: &Value, field: &FieldInfo) -> bool {
    match field.shape {
        Shape::Repeated => value.as_array().is_some_and(Vec::is_empty),
        Shape::Map => value.as_object().is_some_and(Map::is_empty),
        Shape::Single => match field.kind {
            Kind::String | Kind::Bytes => value == "",
            Kind::Bool => value == false,
            Kind::Integer => is_zero(value) || value.as_str().is_some_and(is_zero_text),
            // Minus zero has other bits than the default, and text too stands for a number here.
            Kind::Float => match value {
                Value::String(text) => is_zero_text(text) && !text.starts_with('-'),
                other => other.as_f64().is_some_and(|number| number.to_bits() == 0),
            },
            Kind::Enum(zero) => value == zero || is_zero(value),
            // These have presence of their own.
            Kind::Timestamp | Kind::Struct | Kind::Value | Kind::Message(_) => false,
        },
    }
}

fn is_zero(value: &Value) -> bool {
    value.as_f64() == Some(0.0)
}

/// Whether ProtoJSON reads the text as zero.
fn is_zero_text(text: &str) -> bool {
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) && text.parse() == Ok(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const fn field(name: &'static str, proto_name: &'static str, kind: Kind) -> FieldInfo {
        FieldInfo {
            name,
            proto_name,
            presence: Presence::Implicit,
            shape: Shape::Single,
            kind,
        }
    }

    /// What cards do not have, and later versions may.
    static MESSAGE: MessageInfo = MessageInfo {
        name: "Sample",
        fields: &[
            field("count", "count", Kind::Integer),
            field("ratio", "ratio", Kind::Float),
            field("rawBytes", "raw_bytes", Kind::Bytes),
            field("role", "role", Kind::Enum("ROLE_UNSPECIFIED")),
            FieldInfo {
                presence: Presence::Oneof("content"),
                ..field("data", "data", Kind::Value)
            },
            FieldInfo {
                presence: Presence::Optional,
                ..field("limit", "limit", Kind::Integer)
            },
            FieldInfo {
                shape: Shape::Repeated,
                ..field("values", "values", Kind::Value)
            },
        ],
    };

    #[track_caller]
    fn check(input: Value, expected: Value) {
        let Value::Object(object) = input.clone() else {
            panic!("{input} is no object")
        };
        let members = set_members(object, &MESSAGE).unwrap();
        assert_eq!(Value::Object(members), expected, "{input}");
    }

    #[test]
    fn implicit_defaults_are_left_out() {
        for zero in [
            json!(0),
            json!(0.0),
            json!(-0.0),
            json!("0"),
            json!("-0"),
            json!("0.0"),
        ] {
            check(json!({ "count": zero }), json!({}));
        }
        for zero in [json!(0), json!(0.0), json!("0")] {
            check(json!({ "ratio": zero }), json!({}));
        }
        for zero in [json!(0), json!(0.0), json!("ROLE_UNSPECIFIED")] {
            check(json!({ "role": zero }), json!({}));
        }
        check(json!({ "raw_bytes": "", "values": [] }), json!({}));
    }

    #[test]
    fn what_is_no_default_stays_as_received() {
        for object in [
            json!({ "count": 1 }),
            json!({ "count": "7" }),
            json!({ "count": "+0" }),
            json!({ "count": "" }),
            json!({ "count": false }),
            json!({ "ratio": -0.0 }),
            json!({ "ratio": "-0" }),
            json!({ "ratio": "NaN" }),
            json!({ "role": "ROLE_USER" }),
            json!({ "role": 2 }),
            json!({ "role": "0" }),
            json!({ "limit": 0 }),
            json!({ "values": [null] }),
            json!({ "values": {} }),
        ] {
            check(object.clone(), object);
        }
    }

    #[test]
    fn null_is_absent_unless_it_is_a_value() {
        check(json!({ "count": null, "limit": null, "values": null }), json!({}));
        check(json!({ "data": null }), json!({ "data": null }));
    }
}
