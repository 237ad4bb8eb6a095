//! Schemas that no Rust code can be generated for: names that are no names in Rust, or that come to the same one.

use crate::support::{edited, report, schema_of};
use a2a_codegen::{Config, schema};
use serde_json::{Value, json};

/// What generating from the minimal schema reports once it is edited.
fn check(edits: &[(&str, Value)], expected: &str) {
    let document = edited(&schema_of("minimal"), edits);
    // The schema is right in itself.
    schema::read(&document).unwrap();
    let error = Config::new("a2a.json")
        .generate_from(&document.to_string())
        .expect_err(expected);
    assert_eq!(report(&error), expected);
}

fn message(properties: Value) -> Value {
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn string(number: u32, presence: &str) -> Value {
    json!({ "type": "string", "x-a2a-number": number, "x-a2a-presence": presence })
}

fn member(number: u32, oneof: &str) -> Value {
    json!({ "type": "string", "x-a2a-number": number, "x-a2a-oneof": oneof })
}

/// A message with one oneof, beside a field if it is not to be a union.
fn choice(oneof: &str, members: &[&str], field: Option<&str>) -> Value {
    let mut properties = json!({});
    for (index, name) in members.iter().enumerate() {
        properties[*name] = member(u32::try_from(index).unwrap() + 1, oneof);
    }
    if let Some(field) = field {
        properties[field] = string(99, "implicit");
    }
    let mut definition = message(properties);
    let required: Vec<_> = members.iter().map(|name| json!({ "required": [name] })).collect();
    definition["oneOf"] = required.into();
    definition["x-a2a-oneofs"] = json!({ oneof: {} });
    definition
}

fn enumeration(names: &[&str]) -> Value {
    let values: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(number, name)| json!({ "name": name, "number": number }))
        .collect();
    json!({ "type": "string", "enum": names, "x-a2a-values": values })
}

#[test]
fn types() {
    let empty = || message(json!({}));
    check(
        &[("/$defs/thing", empty())],
        "Inconsistent /$defs/thing: there is another type with the Rust name `Thing`",
    );
    check(
        &[("/$defs/Result", empty()), ("/$defs/ResultType", empty())],
        "Inconsistent /$defs/ResultType: there is another type with the Rust name `ResultType`",
    );
    check(
        &[("/$defs/thing_kind", enumeration(&["NOTHING"]))],
        "Inconsistent /$defs/thing_kind: there is another type with the Rust name `ThingKind`",
    );
    check(
        &[("/$defs/ThingContent", empty())],
        "Inconsistent /$defs/Thing/x-a2a-oneofs/content: there is another type with the Rust name \
         `ThingContent`",
    );
    check(
        &[("/$defs/3D", empty())],
        "Unsupported /$defs/3D: `3d` cannot be the name of a type in Rust",
    );
    check(
        &[("/$defs/Thing+", empty())],
        "Unsupported /$defs/Thing+: `Thing+` cannot be the name of a type in Rust",
    );
    check(
        &[("/$defs/", empty())],
        "Unsupported /$defs/: `` cannot be the name of a type in Rust",
    );
    // The pointer is one that leads there, whatever the name.
    check(
        &[("/$defs/Some~", empty())],
        "Unsupported /$defs/Some~0: `Some~` cannot be the name of a type in Rust",
    );
}

#[test]
fn fields() {
    check(
        &[("/$defs/Thing/properties/labelS", {
            let mut labels = string(99, "implicit");
            labels["x-a2a-proto-name"] = json!("Labels");
            labels
        })],
        "Inconsistent /$defs/Thing/properties/labelS: there is another field with the Rust name `labels`",
    );
    check(
        &[("/$defs/Thing/properties/2nd", string(99, "implicit"))],
        "Unsupported /$defs/Thing/properties/2nd: `2nd` cannot be the name of a field in Rust",
    );
    check(
        &[("/$defs/Thing/properties/_", string(99, "implicit"))],
        "Unsupported /$defs/Thing/properties/_: `` cannot be the name of a field in Rust",
    );
    check(
        &[("/$defs/Choice", choice("text", &["one", "other"], Some("text")))],
        "Inconsistent /$defs/Choice: there is another field with the Rust name `text`",
    );
}

#[test]
fn oneof_members() {
    check(
        &[("/$defs/Choice", choice("kind", &["unrecognized"], None))],
        "Inconsistent /$defs/Choice/properties/unrecognized: there is another variant with the Rust name \
         `Unrecognized`",
    );
    check(
        &[
            ("/$defs/Choice", choice("kind", &["text", "note"], None)),
            ("/$defs/Choice/properties/note/x-a2a-proto-name", json!("Text")),
        ],
        "Inconsistent /$defs/Choice/properties/note: there is another variant with the Rust name `Text`",
    );
    check(
        &[("/$defs/Choice", choice("kind", &["withText"], Some("text")))],
        "Inconsistent /$defs/Choice/properties/withText: there is another method with the Rust name \
         `with_text`",
    );
}

#[test]
fn enum_values() {
    let kind = |names: &[&str], expected: &str| check(&[("/$defs/Size", enumeration(names))], expected);
    kind(
        &["SIZE_A", "A"],
        "Inconsistent /$defs/Size/enum: there is another variant with the Rust name `A`",
    );
    kind(
        &["SIZE_A", "SIZE_A"],
        "Inconsistent /$defs/Size/enum: there is another variant with the Rust name `A`",
    );
    kind(
        &["SIZE_UNRECOGNIZED"],
        "Inconsistent /$defs/Size/enum: there is another variant with the Rust name `Unrecognized`",
    );
    kind(
        &["2D"],
        "Unsupported /$defs/Size/enum: `2d` cannot be the name of a variant in Rust",
    );
    kind(
        &[""],
        "Unsupported /$defs/Size/enum: `` cannot be the name of a variant in Rust",
    );
}

#[test]
fn operations() {
    let operation = |name: &str| {
        json!({
            "name": name, "request": { "$ref": "#/$defs/ThingRequest" }, "streaming": false, "routes": [],
            "required": true,
        })
    };
    for name in ["GetThing", "get_thing", "getThing"] {
        check(
            &[("/x-a2a-operations/-", operation(name))],
            "Inconsistent /x-a2a-operations/2: there is another method with the Rust name `get_thing`",
        );
    }
    check(
        &[("/x-a2a-operations/-", operation("2nd"))],
        "Unsupported /x-a2a-operations/2: `2nd` cannot be the name of a method in Rust",
    );
    check(
        &[("/x-a2a-operations/1/unsupported", json!(null))],
        "Inconsistent /x-a2a-operations/1: an operation that is not required needs an error to answer with: \
         set `unsupported`",
    );
}

#[test]
fn errors() {
    let error =
        |name: &str| json!({ "name": name, "jsonRpcCode": -1, "httpStatus": 400, "grpcStatus": "ABORTED" });
    check(
        &[("/x-a2a-errors/-", error("NoDropping"))],
        "Inconsistent /x-a2a-errors/1: there is another variant with the Rust name `NoDropping`",
    );
    check(
        &[("/x-a2a-errors/-", error("Error"))],
        "Unsupported /x-a2a-errors/1: `` cannot be the name of a variant in Rust",
    );
}

#[test]
fn configuration() {
    let text = schema_of("minimal").to_string();
    let check = |config: Config, expected: &str| {
        assert_eq!(
            report(&config.generate_from(&text).expect_err(expected)),
            expected
        );
    };
    for name in ["", "a/b", "../a", "self", "a-b", "1"] {
        check(
            Config::new("a2a.json").module_name(name),
            &format!("Syntax `{name}` cannot be the name of a module in Rust"),
        );
    }
    check(
        Config::new("a2a.json").support("a2a-bindings"),
        "Syntax `a2a-bindings` is no path in Rust: unexpected token",
    );
    let error = Config::new("some/a2a.json").generate_from("{").unwrap_err();
    assert_eq!(
        report(&error),
        "Syntax some/a2a.json is not JSON: EOF while parsing an object at line 1 column 1"
    );
}
