//! Documents that are refused when they are read: definitions, properties and enums.

use crate::support::{edited, report, schema_of};
use a2a_codegen::schema;
use serde_json::{Value, json};

/// What reading the minimal schema reports once it is edited.
fn check(edits: &[(&str, Value)], expected: &str) {
    let document = edited(&schema_of("minimal"), edits);
    let error = schema::read(&document).expect_err(expected);
    assert_eq!(report(&error), expected);
}

/// One edit.
fn check_one(pointer: &str, value: Value, expected: &str) {
    check(&[(pointer, value)], expected);
}

const THING: &str = "/$defs/Thing";

/// An edit of a property of `Thing`.
fn check_property(path: &str, value: Value, expected: &str) {
    check_one(&format!("{THING}/properties/{path}"), value, expected);
}

#[test]
fn minimal_schema_is_accepted() {
    schema::read(&schema_of("minimal")).unwrap();
    // What others annotate is not our business.
    let annotated = edited(&schema_of("minimal"), &[("/x-reviewed-by", json!("somebody"))]);
    assert_eq!(
        schema::read(&annotated).unwrap(),
        schema::read(&schema_of("minimal")).unwrap()
    );
}

#[test]
fn document() {
    let refused = |document: Value, expected: &str| {
        assert_eq!(report(&schema::read(&document).expect_err(expected)), expected);
    };
    refused(json!([]), "Syntax must be an object");
    refused(json!("text"), "Syntax must be an object");
    refused(json!({}), "Syntax `x-a2a-protocol` is missing");
    check_one(
        "/definitions",
        json!({}),
        "Unsupported /definitions: is not supported here",
    );
    check_one(
        "/x-a2a-more",
        json!({}),
        "Unsupported /x-a2a-more: is not supported here",
    );
    check_one("/$defs", json!(null), "Syntax `$defs` is missing");
    check_one("/$defs", json!([]), "Syntax /$defs: must be an object");
    check_one(
        "/x-a2a-operations",
        json!(null),
        "Syntax `x-a2a-operations` is missing",
    );
    check_one(
        "/x-a2a-operations",
        json!({}),
        "Syntax /x-a2a-operations: must be an array",
    );
    check_one("/x-a2a-errors", json!(null), "Syntax `x-a2a-errors` is missing");
}

#[test]
fn protocol() {
    for name in ["version", "package", "service", "source"] {
        check_one(
            &format!("/x-a2a-protocol/{name}"),
            json!(null),
            &format!("Syntax /x-a2a-protocol: `{name}` is missing"),
        );
    }
    for name in ["file", "sha256"] {
        check_one(
            &format!("/x-a2a-protocol/source/{name}"),
            json!(null),
            &format!("Syntax /x-a2a-protocol/source: `{name}` is missing"),
        );
    }
    check_one(
        "/x-a2a-protocol/version",
        json!(1.0),
        "Syntax /x-a2a-protocol/version: must be a string",
    );
    for version in ["1", "1.0.1", "1.", ".0", "v1.0", "1/2.0", ""] {
        check_one(
            "/x-a2a-protocol/version",
            json!(version),
            "Unsupported /x-a2a-protocol/version: must be `Major.Minor`",
        );
    }
}

#[test]
fn definition_of_a_message() {
    check_one(THING, json!(true), "Syntax /$defs/Thing: must be an object");
    check_one(
        "/$defs/Thing/x-a2a-envelope",
        json!("yes"),
        "Syntax /$defs/Thing/x-a2a-envelope: must be `true` or `false`",
    );
    check_one(
        "/$defs/Thing/patternProperties",
        json!({}),
        "Unsupported /$defs/Thing/patternProperties: is not supported here",
    );
    check_one(
        "/$defs/Thing/type",
        json!(null),
        "Syntax /$defs/Thing: `type` is missing",
    );
    check_one(
        "/$defs/Thing/type",
        json!("array"),
        "Unsupported /$defs/Thing/type: only `object` is supported",
    );
    check_one(
        "/$defs/Thing/additionalProperties",
        json!(null),
        "Syntax /$defs/Thing: `additionalProperties` is missing",
    );
    check_one(
        "/$defs/Thing/additionalProperties",
        json!(true),
        "Unsupported /$defs/Thing/additionalProperties: only `false` is supported",
    );
    check_one(
        "/$defs/Thing/description",
        json!(1),
        "Syntax /$defs/Thing/description: must be a string",
    );
    check_one(
        "/$defs/Thing/deprecated",
        json!("soon"),
        "Syntax /$defs/Thing/deprecated: must be `true` or `false`",
    );
    check_one(
        "/$defs/Thing/properties",
        json!(null),
        "Syntax /$defs/Thing: `properties` is missing",
    );
    check_one(
        "/$defs/Thing/required",
        json!("id"),
        "Syntax /$defs/Thing/required: must be an array",
    );
    check_one(
        "/$defs/Thing/required",
        json!([1]),
        "Syntax /$defs/Thing/required/0: must be a string",
    );
    check_one(
        "/$defs/Thing/required",
        json!(["id", "ghost"]),
        "Inconsistent /$defs/Thing: `required` names `ghost`, which is no property",
    );
    check_one(
        "/$defs/Thing/required",
        json!(["id", "size"]),
        "Inconsistent /$defs/Thing/properties/size: `x-a2a-presence` and `required` contradict each other",
    );
    check_one(
        "/$defs/Thing/required",
        json!([]),
        "Inconsistent /$defs/Thing/properties/id: `x-a2a-presence` and `required` contradict each other",
    );
}

#[test]
fn choices() {
    let contradiction = "Inconsistent /$defs/Thing: `oneOf` and `x-a2a-oneof` contradict each other";
    let side_by_side = "Inconsistent /$defs/Thing: `oneOf` and `allOf` stand side by side";
    check_one("/$defs/Thing/oneOf", json!([]), side_by_side);
    check_one("/$defs/Thing/allOf", json!(null), contradiction);
    check_one("/$defs/Thing/allOf/1", json!(null), contradiction);
    check_one(
        "/$defs/Thing/allOf/0/oneOf/0/required/0",
        json!("id"),
        contradiction,
    );
    check_one(
        "/$defs/Thing/allOf/0/oneOf",
        json!(null),
        "Syntax /$defs/Thing/allOf/0: `oneOf` is missing",
    );
    check_one(
        "/$defs/Thing/allOf/0/oneOf/0/required",
        json!(["text", "other"]),
        "Unsupported /$defs/Thing/allOf/0/oneOf/0: a choice must require exactly one member",
    );
    check_one(
        "/$defs/Thing/allOf/0/oneOf/0/not",
        json!({}),
        "Unsupported /$defs/Thing/allOf/0/oneOf/0/not: is not supported here",
    );
    check_one(
        "/$defs/Thing/x-a2a-oneofs/content/title",
        json!(""),
        "Unsupported /$defs/Thing/x-a2a-oneofs/content/title: is not supported here",
    );
    check_one(
        "/$defs/Thing/x-a2a-oneofs/content",
        json!(null),
        "Inconsistent /$defs/Thing/properties/other: `x-a2a-oneofs` does not have `content`",
    );
    check(
        &[
            ("/$defs/Thing/x-a2a-oneofs/ghost", json!({})),
            ("/$defs/Thing/allOf/-", json!({ "oneOf": [] })),
        ],
        "Inconsistent /$defs/Thing/x-a2a-oneofs/ghost: there is no member",
    );
}

#[test]
fn presence_and_number() {
    check_property(
        "size/x-a2a-number",
        json!(null),
        "Syntax /$defs/Thing/properties/size: `x-a2a-number` is missing",
    );
    check_property(
        "size/x-a2a-number",
        json!("2"),
        "Syntax /$defs/Thing/properties/size/x-a2a-number: must be an integer",
    );
    check_property(
        "size/x-a2a-number",
        json!(-2),
        "Unsupported /$defs/Thing/properties/size/x-a2a-number: is no field number",
    );
    check_property(
        "size/x-a2a-number",
        json!(3),
        "Inconsistent /$defs/Thing/properties/weight: `size` has the same number",
    );
    check_property(
        "size/x-a2a-presence",
        json!("sometimes"),
        "Unsupported /$defs/Thing/properties/size/x-a2a-presence: `sometimes` is no presence",
    );
    let either =
        "Inconsistent /$defs/Thing/properties/size: either `x-a2a-presence` or `x-a2a-oneof` must be there";
    check_property("size/x-a2a-presence", json!(null), either);
    check_property("size/x-a2a-oneof", json!("content"), either);
    check_property(
        "changed/x-a2a-presence",
        json!("implicit"),
        "Inconsistent /$defs/Thing/properties/changed: an object cannot have implicit presence",
    );
    check_property(
        "size/x-a2a-proto-name",
        json!("weight"),
        "Inconsistent /$defs/Thing/properties/weight: `size` has the same name on the wire",
    );
    check_property(
        "metadata/x-a2a-proto-name",
        json!("size"),
        "Inconsistent /$defs/Thing/properties/metadata: `size` has the same name on the wire",
    );
}

#[test]
fn enums() {
    let kind = |path: &str, value: Value, expected: &str| {
        check_one(&format!("/$defs/ThingKind/{path}"), value, expected);
    };
    kind(
        "deprecated",
        json!("soon"),
        "Syntax /$defs/ThingKind/deprecated: must be `true` or `false`",
    );
    kind(
        "default",
        json!("THING_KIND_SMALL"),
        "Unsupported /$defs/ThingKind/default: is not supported here",
    );
    kind(
        "type",
        json!("integer"),
        "Unsupported /$defs/ThingKind/type: only `string` is supported",
    );
    kind(
        "x-a2a-values",
        json!(null),
        "Syntax /$defs/ThingKind: `x-a2a-values` is missing",
    );
    kind(
        "x-a2a-values/1/name",
        json!(null),
        "Syntax /$defs/ThingKind/x-a2a-values/1: `name` is missing",
    );
    kind(
        "x-a2a-values/1/number",
        json!(4_294_967_296_i64),
        "Unsupported /$defs/ThingKind/x-a2a-values/1/number: is no 32-bit integer",
    );
    kind(
        "x-a2a-values/1/title",
        json!(""),
        "Unsupported /$defs/ThingKind/x-a2a-values/1/title: is not supported here",
    );
    kind(
        "x-a2a-values/0/number",
        json!(1),
        "Unsupported /$defs/ThingKind: the first value must have the number 0",
    );
    let contradiction = "Inconsistent /$defs/ThingKind: `enum` and `x-a2a-values` contradict each other";
    kind("enum/1", json!("THING_KIND_LARGE"), contradiction);
    kind("enum/1", json!(null), contradiction);
    kind("enum/-", json!("THING_KIND_LARGE"), contradiction);
    check(
        &[
            ("/$defs/ThingKind/enum", json!([])),
            ("/$defs/ThingKind/x-a2a-values", json!([])),
        ],
        "Unsupported /$defs/ThingKind: the first value must have the number 0",
    );
}
