//! Each single change between two schemas is reported as exactly that change.

use crate::support::{CASES, edited, schema_1_0, schema_of};
use a2a_codegen::model::Schema;
use a2a_codegen::{Change, Effect, diff, schema};
use serde_json::{Value, json};
use std::collections::BTreeSet;

use Effect::{Breaking, Compatible};

/// The change as it is reported to people, with its pointer behind it.
fn lines(changes: &[Change]) -> Vec<String> {
    changes
        .iter()
        .map(|change| format!("{change} @ {}", change.pointer))
        .collect()
}

fn line(effect: Effect, kind: &str, message: &str, pointer: &str) -> String {
    format!("{effect:<10}  {kind:<22}  {message} @ {pointer}")
}

fn minimal(edits: &[(&str, Value)]) -> Schema {
    schema::read(&edited(&schema_of("minimal"), edits)).unwrap()
}

/// What is reported of an edit, and of taking it back.
fn check(
    edits: &[(&str, Value)],
    (effect, kind, message, pointer): (Effect, &str, &str, &str),
    (back_effect, back_kind, back_message, back_pointer): (Effect, &str, &str, &str),
) {
    let (old, new) = (minimal(&[]), minimal(edits));
    assert_eq!(lines(&diff(&old, &new)), [line(effect, kind, message, pointer)]);
    assert_eq!(
        lines(&diff(&new, &old)),
        [line(back_effect, back_kind, back_message, back_pointer)]
    );
}

#[test]
fn nothing() {
    for case in CASES {
        let schema = schema::read(&schema_of(case)).unwrap();
        assert_eq!(diff(&schema, &schema), [], "{case}");
    }
    let schema = schema::read(&schema_1_0()).unwrap();
    assert_eq!(diff(&schema, &schema), []);
    // Words are not the protocol.
    let reworded = minimal(&[
        ("/$defs/Thing/description", json!("In other words.")),
        ("/x-a2a-errors/0/description", json!("In other words.")),
        ("/x-a2a-operations/0/description", json!("In other words.")),
    ]);
    assert_eq!(diff(&minimal(&[]), &reworded), []);
}

#[test]
fn messages_and_enums() {
    let part = json!({ "type": "object", "properties": {}, "additionalProperties": false });
    check(
        &[("/$defs/Part", part)],
        (
            Compatible,
            "message-added",
            "the message `Part` is new",
            "/$defs/Part",
        ),
        (
            Breaking,
            "message-removed",
            "the message `Part` is gone",
            "/$defs/Part",
        ),
    );
    let size = json!({ "type": "string", "enum": ["A"], "x-a2a-values": [{ "name": "A", "number": 0 }] });
    check(
        &[("/$defs/Size", size)],
        (Compatible, "enum-added", "the enum `Size` is new", "/$defs/Size"),
        (Breaking, "enum-removed", "the enum `Size` is gone", "/$defs/Size"),
    );
    for name in ["Thing", "ThingKind"] {
        let pointer = format!("/$defs/{name}");
        check(
            &[(&format!("{pointer}/deprecated"), json!(true))],
            (
                Compatible,
                "deprecation-changed",
                &format!("`{name}` is now deprecated"),
                &pointer,
            ),
            (
                Compatible,
                "deprecation-changed",
                &format!("`{name}` is no longer deprecated"),
                &pointer,
            ),
        );
    }
}

#[test]
fn fields() {
    let place = "/$defs/Thing/properties/extra";
    let removed = (
        Breaking,
        "field-removed",
        "the field `Thing.extra` is gone",
        place,
    );
    let field = |presence: &str| json!({ "type": "string", "x-a2a-number": 99, "x-a2a-presence": presence });
    for presence in ["optional", "implicit"] {
        check(
            &[(place, field(presence))],
            (Compatible, "field-added", "the field `Thing.extra` is new", place),
            removed,
        );
    }
    check(
        &[
            (place, field("required")),
            ("/$defs/Thing/required/-", json!("extra")),
        ],
        (
            Breaking,
            "field-added",
            "the field `Thing.extra` is new and required",
            place,
        ),
        removed,
    );
    check(
        &[
            (
                place,
                json!({ "type": "string", "x-a2a-number": 99, "x-a2a-oneof": "content" }),
            ),
            ("/$defs/Thing/allOf/0/oneOf/-", json!({ "required": ["extra"] })),
        ],
        (
            Breaking,
            "oneof-member-added",
            "`Thing.extra` is a new member of the oneof `content`",
            place,
        ),
        removed,
    );
    let size = "/$defs/Thing/properties/size";
    check(
        &[("/$defs/Thing/properties/size/deprecated", json!(true))],
        (
            Compatible,
            "deprecation-changed",
            "`Thing.size` is now deprecated",
            size,
        ),
        (
            Compatible,
            "deprecation-changed",
            "`Thing.size` is no longer deprecated",
            size,
        ),
    );
    check(
        &[("/$defs/Thing/properties/size/x-a2a-number", json!(99))],
        (
            Breaking,
            "number-changed",
            "the number of `Thing.size` is 99 now, was 2",
            size,
        ),
        (
            Breaking,
            "number-changed",
            "the number of `Thing.size` is 2 now, was 99",
            size,
        ),
    );
    check(
        &[("/$defs/Thing/properties/size/x-a2a-proto-name", json!("length"))],
        (
            Breaking,
            "proto-name-changed",
            "`Thing.size` is `length` in protocol buffers now, was `size`",
            size,
        ),
        (
            Breaking,
            "proto-name-changed",
            "`Thing.size` is `size` in protocol buffers now, was `length`",
            size,
        ),
    );
}

#[test]
fn presence() {
    let size = "/$defs/Thing/properties/size";
    let presence = |presence: &str| {
        let mut edits = vec![("/$defs/Thing/properties/size/x-a2a-presence", json!(presence))];
        if presence == "required" {
            edits.push(("/$defs/Thing/required/-", json!("size")));
        }
        minimal(&edits)
    };
    let name = |presence: &str| presence[..1].to_uppercase() + &presence[1..];
    for (from, to) in [
        ("optional", "implicit"),
        ("implicit", "optional"),
        ("optional", "required"),
        ("required", "optional"),
        ("implicit", "required"),
        ("required", "implicit"),
    ] {
        let message = format!(
            "the presence of `Thing.size` is {} now, was {}",
            name(to),
            name(from)
        );
        assert_eq!(
            lines(&diff(&presence(from), &presence(to))),
            [line(Breaking, "presence-changed", &message, size)]
        );
    }
    // Into the oneof, and to the other one.
    let pointer = "/$defs/Thing/properties/text";
    let old = minimal(&[]);
    let new = minimal(&[
        ("/$defs/Thing/properties/text/x-a2a-oneof", json!("origin")),
        ("/$defs/Thing/allOf/0/oneOf", json!([{ "required": ["other"] }])),
        ("/$defs/Thing/allOf/1/oneOf/-", json!({ "required": ["text"] })),
    ]);
    let message = "the presence of `Thing.text` is Oneof(\"origin\") now, was Oneof(\"content\")";
    assert_eq!(
        lines(&diff(&old, &new)),
        [line(Breaking, "presence-changed", message, pointer)]
    );
}

#[test]
fn types() {
    let size = "/$defs/Thing/properties/size";
    let mut property = json!({ "x-a2a-number": 2, "x-a2a-presence": "optional" });
    property["type"] = json!("string");
    let (now, was) = ("String (Single)", "Int32 (Single)");
    let changed = |now: &str, was: &str| format!("the type of `Thing.size` is {now} now, was {was}");
    check(
        &[(size, property.clone())],
        (Breaking, "type-changed", &changed(now, was), size),
        (Breaking, "type-changed", &changed(was, now), size),
    );
    property["type"] = json!("array");
    property["items"] = json!({ "$ref": "#/$defs/Thing" });
    let now = "Named(\"Thing\") (Repeated)";
    check(
        &[(size, property)],
        (Breaking, "type-changed", &changed(now, was), size),
        (Breaking, "type-changed", &changed(was, now), size),
    );
}

#[test]
fn limits() {
    let size = "/$defs/ThingRequest/properties/size";
    let limited = |least: i64, greatest: i64| {
        minimal(&[
            ("/$defs/ThingRequest/properties/size/minimum", json!(least)),
            ("/$defs/ThingRequest/properties/size/maximum", json!(greatest)),
        ])
    };
    let (lowest, highest) = (i64::from(i32::MIN), i64::from(i32::MAX));
    for ((least, greatest), effect) in [
        ((0, 9), Compatible),
        ((1, 10), Compatible),
        ((lowest, highest), Compatible),
        ((2, 9), Breaking),
        ((1, 8), Breaking),
        ((0, 8), Breaking),
        ((2, 10), Breaking),
    ] {
        let changes = diff(&minimal(&[]), &limited(least, greatest));
        let found: Vec<_> = changes
            .iter()
            .map(|change| (change.effect, change.kind, change.pointer.as_str()))
            .collect();
        assert_eq!(found, [(effect, "limits-changed", size)], "{least} to {greatest}");
    }
    let unlimited = limited(lowest, highest);
    assert_eq!(diff(&unlimited, &limited(0, highest))[0].effect, Breaking);
    assert_eq!(diff(&unlimited, &limited(lowest, 0))[0].effect, Breaking);
    // What must say something, and need not any more.
    let empty = minimal(&[("/$defs/ThingRequest/properties/id/minLength", json!(null))]);
    let message = |now: bool| {
        let limits = |not_default: bool| {
            format!("Limits {{ not_default: {not_default}, minimum: None, maximum: None }}")
        };
        format!(
            "what is demanded of `ThingRequest.id` is {} now, was {}",
            limits(now),
            limits(!now)
        )
    };
    let id = "/$defs/ThingRequest/properties/id";
    assert_eq!(
        lines(&diff(&minimal(&[]), &empty)),
        [line(Compatible, "limits-changed", &message(false), id)]
    );
    assert_eq!(
        lines(&diff(&empty, &minimal(&[]))),
        [line(Breaking, "limits-changed", &message(true), id)]
    );
}

#[test]
fn enum_values() {
    let pointer = "/$defs/ThingKind/enum";
    let large = json!({ "name": "THING_KIND_LARGE", "number": 2 });
    check(
        &[
            ("/$defs/ThingKind/enum/-", json!("THING_KIND_LARGE")),
            ("/$defs/ThingKind/x-a2a-values/-", large),
        ],
        (
            Breaking,
            "enum-value-added",
            "the value `THING_KIND_LARGE` is new",
            pointer,
        ),
        (
            Breaking,
            "enum-value-removed",
            "the value `THING_KIND_LARGE` is gone",
            pointer,
        ),
    );
    check(
        &[("/$defs/ThingKind/x-a2a-values/1/number", json!(7))],
        (
            Breaking,
            "enum-value-changed",
            "the number of `THING_KIND_SMALL` is 7 now, was 1",
            pointer,
        ),
        (
            Breaking,
            "enum-value-changed",
            "the number of `THING_KIND_SMALL` is 1 now, was 7",
            pointer,
        ),
    );
    check(
        &[("/$defs/ThingKind/x-a2a-values/1/deprecated", json!(true))],
        (
            Compatible,
            "deprecation-changed",
            "`THING_KIND_SMALL` is now deprecated",
            pointer,
        ),
        (
            Compatible,
            "deprecation-changed",
            "`THING_KIND_SMALL` is no longer deprecated",
            pointer,
        ),
    );
}

/// Every change, compared over the schema of 1.0 and one that has nothing in common with it.
#[test]
fn everything() {
    let (old, new) = (schema::read(&schema_1_0()).unwrap(), minimal(&[]));
    let changes = diff(&old, &new);
    let kinds: BTreeSet<_> = changes.iter().map(|change| change.kind).collect();
    let expected = [
        "enum-added",
        "enum-removed",
        "error-added",
        "error-removed",
        "message-added",
        "message-removed",
        "operation-added",
        "operation-removed",
        "protocol-changed",
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(changes.len(), 44 + 2 + 2 + 1 + 11 + 2 + 14 + 1 + 3);
}
