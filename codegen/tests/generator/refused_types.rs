//! Documents that are refused when they are read: types of properties, limits and references.

use crate::support::{edited, report, schema_of};
use a2a_codegen::schema;
use serde_json::{Value, json};

/// What reading the minimal schema reports once a property is set; `property` is the rest of the pointer, as in
/// `Thing/size`.
fn check(property: &str, edits: &[(&str, Value)], expected: &str) {
    let (message, property) = property.split_once('/').unwrap();
    let property = format!("/$defs/{message}/properties/{property}");
    let pointers: Vec<_> = edits
        .iter()
        .map(|(path, value)| (format!("{property}{path}"), value))
        .collect();
    let edits: Vec<_> = pointers
        .iter()
        .map(|(pointer, value)| (pointer.as_str(), (*value).clone()))
        .collect();
    let document = edited(&schema_of("minimal"), &edits);
    let error = schema::read(&document).expect_err(expected);
    assert_eq!(report(&error), expected);
}

/// A type in place of the one that `Thing.size` has.
fn check_type(value: Value, expected: &str) {
    let mut property = json!({ "x-a2a-number": 2, "x-a2a-presence": "optional" });
    for (name, value) in value.as_object().unwrap() {
        property[name] = value.clone();
    }
    check("Thing/size", &[("", property)], expected);
}

#[test]
fn types_without_a_meaning() {
    let size = "/$defs/Thing/properties/size";
    for (value, expected) in [
        (
            json!({ "type": "integer" }),
            "/type: type `integer` without a format is not supported",
        ),
        (
            json!({ "type": "number" }),
            "/type: type `number` without a format is not supported",
        ),
        (
            json!({ "type": "null" }),
            "/type: type `null` without a format is not supported",
        ),
        (
            json!({ "type": "integer", "format": "int64" }),
            "/type: type `integer` with format `int64` is not supported",
        ),
        (
            json!({ "type": "string", "format": "uuid" }),
            "/type: type `string` with format `uuid` is not supported",
        ),
        (
            json!({ "type": "object", "format": "map" }),
            "/type: type `object` with format `map` is not supported",
        ),
        (
            json!({ "type": ["string", "null"] }),
            "/type: several types are not supported",
        ),
        (json!({ "type": 1 }), "/type: several types are not supported"),
        (
            json!({ "type": ["number", "null"], "format": "double" }),
            "/type: a floating-point number is a `number` or a `string`",
        ),
        (
            json!({ "type": "string", "pattern": "^a$" }),
            "/pattern: is not supported here",
        ),
        (
            json!({ "type": "string", "minLength": 2 }),
            "/minLength: only 1 is supported",
        ),
        (
            json!({ "type": "string", "contentEncoding": "base16", "pattern": "" }),
            "/contentEncoding: only `base64` is supported",
        ),
        (json!({ "anyOf": [] }), "/anyOf: is not supported here"),
        (json!({ "const": "a" }), "/const: is not supported here"),
        (
            json!({ "type": "array", "items": { "type": "string" }, "minItems": 2 }),
            "/minItems: only 1 is supported",
        ),
        (
            json!({ "type": "array", "items": { "type": "string" }, "uniqueItems": true }),
            "/uniqueItems: is not supported here",
        ),
        (
            json!({ "type": "array", "items": { "type": "array" } }),
            "/items/type: type `array` without a format is not supported",
        ),
        (
            json!({ "type": "array", "items": { "type": "string", "minLength": 1 } }),
            "/items: limits on elements are not supported",
        ),
        (
            json!({ "type": "object", "additionalProperties": { "type": "integer" } }),
            "/additionalProperties/type: type `integer` without a format is not supported",
        ),
        (
            json!({ "type": "object", "additionalProperties": { "type": "string" }, "minProperties": 1 }),
            "/minProperties: is not supported here",
        ),
        (
            json!({ "$ref": "#/definitions/Thing" }),
            "/$ref: `#/definitions/Thing` does not point into `#/$defs/`",
        ),
        (
            json!({ "$ref": "https://example.org/thing.json" }),
            "/$ref: `https://example.org/thing.json` does not point into `#/$defs/`",
        ),
        (
            json!({ "$ref": "#/$defs/Thing", "type": "object" }),
            "/type: is not supported here",
        ),
    ] {
        check_type(value, &format!("Unsupported {size}{expected}"));
    }
    check_type(
        json!({ "type": "array" }),
        &format!("Syntax {size}: `items` is missing"),
    );
    check_type(
        json!({ "$ref": 1 }),
        &format!("Syntax {size}/$ref: must be a string"),
    );
    check_type(
        json!({ "type": "integer", "format": "int32", "minimum": 0 }),
        &format!("Syntax {size}: `maximum` is missing"),
    );
}

#[test]
fn patterns_that_would_be_lost() {
    for (property, pattern) in [
        ("number", "^-?[0-9]+$"),
        ("serial", "^[0-9]+$"),
        (
            "digest",
            "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
        ),
        (
            "changed",
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?Z$",
        ),
    ] {
        let pointer = format!("/$defs/Thing/properties/{property}");
        check(
            &format!("Thing/{property}"),
            &[("/pattern", json!("^.*$"))],
            &format!("Unsupported {pointer}/pattern: only `{pattern}` is supported"),
        );
        check(
            &format!("Thing/{property}"),
            &[("/pattern", json!(null))],
            &format!("Syntax {pointer}: `pattern` is missing"),
        );
    }
}

#[test]
fn limits() {
    let size = "/$defs/ThingRequest/properties/size";
    for (property, least, greatest, expected) in [
        (
            "ThingRequest/size",
            json!(5),
            json!(4),
            format!("Inconsistent {size}: 5 to 4 is no range within -2147483648 to 2147483647"),
        ),
        (
            "ThingRequest/size",
            json!(0),
            json!(2_147_483_648_i64),
            format!("Inconsistent {size}: 0 to 2147483648 is no range within -2147483648 to 2147483647"),
        ),
        (
            "Thing/weight",
            json!(-1),
            json!(4_294_967_295_i64),
            "Inconsistent /$defs/Thing/properties/weight: -1 to 4294967295 is no range within 0 to 4294967295"
                .to_owned(),
        ),
        (
            "ThingRequest/size",
            json!(0.5),
            json!(1),
            format!("Syntax {size}/minimum: must be an integer"),
        ),
    ] {
        check(property, &[("/minimum", least), ("/maximum", greatest)], &expected);
    }
    check(
        "Thing/text",
        &[("/minLength", json!(1))],
        "Unsupported /$defs/Thing/properties/text: limits on a oneof member are not supported",
    );
    let required = "`minLength`, `minItems` and `not` are for required fields";
    check(
        "ThingRequest/tenant",
        &[("/minLength", json!(1))],
        &format!("Unsupported /$defs/ThingRequest/properties/tenant: {required}"),
    );
    check(
        "Thing/labels",
        &[("/minItems", json!(1))],
        &format!("Unsupported /$defs/Thing/properties/labels: {required}"),
    );
    let kind = "/$defs/ThingRequest/properties/kind";
    check(
        "ThingRequest/kind",
        &[("/not/const", json!("THING_KIND_SMALL"))],
        &format!("Unsupported {kind}/not/const: only `THING_KIND_UNSPECIFIED`, the zero value, is supported"),
    );
    check(
        "ThingRequest/kind",
        &[("/not/enum", json!([]))],
        &format!("Unsupported {kind}/not/enum: is not supported here"),
    );
    check(
        "ThingRequest/kind",
        &[("/$ref", json!("#/$defs/Thing"))],
        &format!("Unsupported {kind}: `not` is for enums"),
    );
}

#[test]
fn references() {
    check(
        "Thing/kinds",
        &[("/additionalProperties/$ref", json!("#/$defs/Ghost"))],
        "Inconsistent /$defs/Thing/properties/kinds: there is no definition of `Ghost`",
    );
    check(
        "Thing/other",
        &[("/$ref", json!("#/$defs/JsonRpcError"))],
        "Inconsistent /$defs/Thing/properties/other: there is no definition of `JsonRpcError`",
    );
    let reference = json!({
        "x-a2a-number": 5, "x-a2a-presence": "implicit", "$ref": "#/$defs/Thing",
    });
    check(
        "ThingRequest/size",
        &[("", reference)],
        "Inconsistent /$defs/ThingRequest/properties/size: a message cannot have implicit presence",
    );
    let list = json!({
        "x-a2a-number": 11, "x-a2a-oneof": "content", "type": "array", "items": { "type": "string" },
    });
    check(
        "Thing/text",
        &[("", list)],
        "Unsupported /$defs/Thing/properties/text: a oneof member holds one value",
    );
}
