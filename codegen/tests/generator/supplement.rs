//! What the specification says in prose only, and named corrections.

use crate::support::{edited, fixture, parse, path_of_1_0, read, report, schema_1_0};
use a2a_codegen::import::{apply_supplement, from_proto};
use a2a_codegen::model::{Limits, Schema};
use serde_json::{Value, json};

fn definition() -> Schema {
    from_proto("a2a.proto", &read(&fixture("minimal").join("a2a.proto"))).unwrap()
}

fn applied(edits: &[(&str, Value)]) -> Result<Schema, a2a_codegen::Error> {
    let supplement = parse(&read(&fixture("minimal").join("supplement.json")));
    let mut schema = definition();
    apply_supplement(&mut schema, &edited(&supplement, edits)).map(|()| schema)
}

/// What is reported once the supplement is edited.
fn check(edits: &[(&str, Value)], expected: &str) {
    assert_eq!(report(&applied(edits).expect_err(expected)), expected);
}

fn correction(path: &str) -> Value {
    let route = json!({ "operation": "GetThing", "verb": "GET", "path": path });
    json!({ "name": "get-by-path", "reason": "some do", "addRoute": route })
}

#[test]
fn adds_what_the_definition_does_not_say() {
    let schema = applied(&[]).unwrap();
    assert_eq!(schema.version, "0.9");
    assert!(schema.operations[0].required);
    assert!(!schema.operations[1].required);
    assert_eq!(schema.operations[1].capability.as_deref(), Some("dropping"));
    assert_eq!(
        schema.operations[1].unsupported.as_deref(),
        Some("NoDroppingError")
    );
    assert_eq!(
        schema
            .errors
            .iter()
            .map(|error| error.name.as_str())
            .collect::<Vec<_>>(),
        ["NoDroppingError"]
    );
    assert_eq!(definition().errors, []);
}

/// §5.7: in a request, what is required must say something.
#[test]
fn demands_what_requests_require() {
    let schema = applied(&[]).unwrap();
    let not_default = |message: &str| -> Vec<String> {
        let fields = &schema.message(message).unwrap().fields;
        let demanded = fields.iter().filter(|field| field.limits.not_default);
        demanded.map(|field| field.name.clone()).collect()
    };
    assert_eq!(not_default("ThingRequest"), ["id", "kind", "labels"]);
    // Only agents send it.
    assert_eq!(not_default("Thing"), [""; 0]);
    let before = definition();
    let demanded = before.messages.iter().flat_map(|message| &message.fields);
    assert_eq!(demanded.filter(|field| field.limits.not_default).count(), 0);
}

#[test]
fn limits() {
    let limits = |edits: &[(&str, Value)]| {
        let schema = applied(edits).unwrap();
        schema.message("ThingRequest").unwrap().fields[4].limits
    };
    let limited = |minimum, maximum| Limits {
        not_default: false,
        minimum,
        maximum,
    };
    assert_eq!(limits(&[]), limited(Some(1), Some(9)));
    // What the type says already is no limit.
    let whole = [
        ("/limits/ThingRequest.size/minimum", json!(i32::MIN)),
        ("/limits/ThingRequest.size/maximum", json!(i32::MAX)),
    ];
    assert_eq!(limits(&whole), limited(None, None));

    let size = "/limits/ThingRequest.size";
    check(
        &[("/limits/ThingRequest.weight", json!({ "reason": "" }))],
        "Inconsistent /limits/ThingRequest.weight: the definition has no field `ThingRequest.weight`",
    );
    check(
        &[("/limits/Ghost.size", json!({ "reason": "" }))],
        "Inconsistent /limits/Ghost.size: the definition has no field `Ghost.size`",
    );
    check(
        &[("/limits/size", json!({ "reason": "" }))],
        "Inconsistent /limits/size: the definition has no field `size`",
    );
    for field in ["id", "labels", "kind"] {
        check(
            &[(&format!("/limits/ThingRequest.{field}"), json!({ "reason": "" }))],
            &format!("Unsupported /limits/ThingRequest.{field}: only 32-bit integers can have limits"),
        );
    }
    check(
        &[("/limits/ThingRequest.size/reason", json!(null))],
        &format!("Syntax {size}: `reason` is missing"),
    );
    check(
        &[("/limits/ThingRequest.size/minimum", json!("1"))],
        &format!("Syntax {size}/minimum: must be an integer"),
    );
    check(
        &[("/limits/ThingRequest.size/step", json!(2))],
        &format!("Unsupported {size}/step: is not supported here"),
    );
}

#[test]
fn secrets_and_groups() {
    let schema = applied(&[
        ("/secrets", json!(["ThingRequest.id"])),
        (
            "/groups",
            json!({ "ThingKind": [{ "name": "little", "description": "it is.", "values": ["THING_KIND_SMALL"] }] }),
        ),
    ])
    .unwrap();
    let fields = &schema.message("ThingRequest").unwrap().fields;
    let secrets: Vec<_> = fields
        .iter()
        .filter(|field| field.secret)
        .map(|field| &field.name)
        .collect();
    assert_eq!(secrets, ["id"]);
    assert_eq!(
        schema.enumeration("ThingKind").unwrap().groups[0].values,
        ["THING_KIND_SMALL"]
    );
    check(
        &[("/secrets", json!(["ThingRequest.ghost"]))],
        "Inconsistent /secrets/0: the definition has no field `ThingRequest.ghost`",
    );
    check(
        &[("/secrets", json!(["Thing.text"]))],
        "Unsupported /secrets/0: a oneof member cannot be a secret",
    );
    check(
        &[("/groups", json!({ "Ghost": [] }))],
        "Inconsistent /groups/Ghost: the definition has no enum `Ghost`",
    );
    let group = |name: &str, values: Value| json!({ "ThingKind": [{ "name": name, "description": "", "values": values }] });
    check(
        &[("/groups", group("little", json!(["THING_KIND_HUGE"])))],
        "Inconsistent /groups/ThingKind/0: `ThingKind` has no value `THING_KIND_HUGE`",
    );
    check(
        &[("/groups", group("little", json!([])))],
        "Unsupported /groups/ThingKind/0: a group has a value",
    );
    check(
        &[("/groups", group("very little", json!(["THING_KIND_SMALL"])))],
        "Unsupported /groups/ThingKind/0: the name of a group is a word in small letters",
    );
}

#[test]
fn operations() {
    check(
        &[("/operations/Ghost", json!({}))],
        "Inconsistent /operations/Ghost: the definition has no operation `Ghost`",
    );
    check(
        &[("/operations/GetThing/optional", json!(true))],
        "Unsupported /operations/GetThing/optional: is not supported here",
    );
    check(
        &[("/operations/GetThing/required", json!("yes"))],
        "Syntax /operations/GetThing/required: must be `true` or `false`",
    );
}

#[test]
fn parts() {
    for name in ["protocolVersion", "operations", "limits", "corrections", "errors"] {
        check(
            &[(&format!("/{name}"), json!(null))],
            &format!("Syntax `{name}` is missing"),
        );
    }
    check(
        &[("/notes", json!(""))],
        "Unsupported /notes: is not supported here",
    );
    check(
        &[("/errors/0/httpStatus", json!(null))],
        "Syntax /errors/0: `httpStatus` is missing",
    );
}

#[test]
fn corrections() {
    let schema = applied(&[("/corrections/-", correction("/thing/{id}"))]).unwrap();
    let paths: Vec<_> = schema.operations[0]
        .routes
        .iter()
        .map(|route| route.path.as_str())
        .collect();
    assert_eq!(paths, ["/thing/{id}", "/things/{id}"]);

    check(
        &[("/corrections/-", correction("/things/{id}"))],
        "StaleCorrection /corrections/0: the correction `get-by-path` no longer applies: the definition has \
         the route, remove it",
    );
    let mut other = correction("/things/{id}:get");
    other["addRoute"]["operation"] = json!("Ghost");
    check(
        &[("/corrections/-", other)],
        "Inconsistent /corrections/0/addRoute: the definition has no operation `Ghost`",
    );
    for name in ["name", "reason", "addRoute"] {
        let mut incomplete = correction("/thing/{id}");
        incomplete.as_object_mut().unwrap().remove(name);
        check(
            &[("/corrections/-", incomplete)],
            &format!("Syntax /corrections/0: `{name}` is missing"),
        );
    }
    let mut unknown = correction("/thing/{id}");
    unknown["removeRoute"] = json!({});
    check(
        &[("/corrections/-", unknown)],
        "Unsupported /corrections/0/removeRoute: is not supported here",
    );
    let mut unknown = correction("/thing/{id}");
    unknown["addRoute"]["query"] = json!({});
    check(
        &[("/corrections/-", unknown)],
        "Unsupported /corrections/0/addRoute/query: is not supported here",
    );
}

#[test]
fn supplement_of_1_0_is_not_stale() {
    let supplement = parse(&read(&path_of_1_0().with_file_name("supplement.json")));
    let document = schema_1_0();
    let names = |value: &Value| -> Vec<String> {
        let items = value.as_array().unwrap().iter();
        items
            .map(|item| item["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&supplement["errors"]), names(&document["x-a2a-errors"]));
    let mut supplemented: Vec<_> = supplement["operations"].as_object().unwrap().keys().collect();
    let operations = names(&document["x-a2a-operations"]);
    let mut operations: Vec<_> = operations.iter().collect();
    supplemented.sort();
    operations.sort();
    assert_eq!(supplemented, operations);
}
