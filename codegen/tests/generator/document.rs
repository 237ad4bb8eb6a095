//! The documents themselves: JSON Schemas for anybody, and the model in another form.

use crate::support::{CASES, parse, read, report, schema_1_0, schema_of, scratch};
use a2a_codegen::{model::Schema, schema};
use serde_json::{Value, json};

/// The schema of 1.0 and those of the cases, each with a name for messages.
fn documents() -> Vec<(&'static str, Value)> {
    let cases = CASES.map(|case| (case, schema_of(case)));
    [("1.0", schema_1_0())].into_iter().chain(cases).collect()
}

#[test]
fn is_a_json_schema() {
    for (name, document) in documents() {
        assert_eq!(
            document["$schema"], "https://json-schema.org/draft/2020-12/schema",
            "{name}"
        );
        if let Err(error) = jsonschema::draft202012::meta::validate(&document) {
            panic!("{name}: {error} at {}", error.instance_path());
        }
    }
}

#[test]
fn references_resolve() {
    fn walk(root: &Value, value: &Value, count: &mut usize) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref") {
                    let target = reference
                        .strip_prefix('#')
                        .and_then(|pointer| root.pointer(pointer));
                    assert!(target.is_some_and(Value::is_object), "{reference}");
                    *count += 1;
                }
                members.values().for_each(|member| walk(root, member, count));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(root, item, count)),
            _ => {}
        }
    }
    for (name, document) in documents() {
        let mut count = 0;
        walk(&document, &document, &mut count);
        assert!(count > 10, "{name}: {count}");
    }
}

/// Whether an instance is valid against a definition of the document, as a validator sees it that knows nothing
/// of our annotations.
fn is_valid(document: &Value, definition: &str, instance: &Value) -> bool {
    let mut document = document.clone();
    document["$ref"] = format!("#/$defs/{definition}").into();
    jsonschema::draft202012::new(&document)
        .unwrap()
        .is_valid(instance)
}

#[test]
fn any_validator_can_use_it() {
    let minimal = schema_of("minimal");
    let check = |definition: &str, instance: Value, expected: bool| {
        assert_eq!(
            is_valid(&minimal, definition, &instance),
            expected,
            "{definition} {instance}"
        );
    };
    let thing = |more: Value| {
        let mut thing = json!({ "id": "a", "text": "", "serial": "7" });
        for (name, value) in more.as_object().unwrap() {
            thing[name] = value.clone();
        }
        thing
    };
    check("Thing", thing(json!({})), true);
    check("Thing", json!({ "text": "", "serial": "7" }), false);
    check("Thing", json!({ "id": "a", "serial": "7" }), false);
    check(
        "Thing",
        thing(json!({ "other": { "id": "b", "text": "", "serial": "1" } })),
        false,
    );
    check("Thing", thing(json!({ "unknown": 1 })), false);
    check("Thing", thing(json!({ "size": -2_147_483_648 })), true);
    check("Thing", thing(json!({ "size": 2_147_483_648_u32 })), false);
    check("Thing", thing(json!({ "weight": -1 })), false);
    check("Thing", thing(json!({ "number": "-9" })), true);
    check("Thing", thing(json!({ "number": -9 })), false);
    check("Thing", thing(json!({ "serial": "-7" })), false);
    check("Thing", thing(json!({ "score": "NaN" })), true);
    check("Thing", thing(json!({ "digest": "AAE=" })), true);
    check("Thing", thing(json!({ "digest": "AAE" })), false);
    check("Thing", thing(json!({ "digest": "AA_=" })), false);
    check(
        "Thing",
        thing(json!({ "changed": "2026-01-02T03:04:05.678Z" })),
        true,
    );
    check(
        "Thing",
        thing(json!({ "changed": "2026-01-02T03:04:05+01:00" })),
        false,
    );
    check("Thing", thing(json!({ "metadata": [] })), false);
    check(
        "Thing",
        thing(json!({ "kinds": { "a": "THING_KIND_SMALL" } })),
        true,
    );
    check("Thing", thing(json!({ "kinds": { "a": 1 } })), false);

    let request = |kind: &str, size: i32| json!({ "id": "a", "labels": ["b"], "kind": kind, "size": size });
    check("ThingRequest", request("THING_KIND_SMALL", 9), true);
    check("ThingRequest", request("THING_KIND_SMALL", 10), false);
    check("ThingRequest", request("THING_KIND_UNSPECIFIED", 9), false);

    let envelope = |method: &str, params: Value| {
        let id = json!(7);
        json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
    };
    let params = request("THING_KIND_SMALL", 1);
    check(
        "GetThingJsonRpcRequest",
        envelope("GetThing", params.clone()),
        true,
    );
    check("GetThingJsonRpcRequest", envelope("DropThing", params), false);
    check(
        "GetThingJsonRpcResponse",
        json!({ "jsonrpc": "2.0", "id": null, "result": thing(json!({})) }),
        true,
    );
    check(
        "DropThingJsonRpcResponse",
        json!({ "jsonrpc": "2.0", "id": "a", "result": {} }),
        true,
    );
    check(
        "DropThingJsonRpcResponse",
        json!({ "jsonrpc": "2.0", "id": "a", "result": {}, "error": { "code": 1, "message": "" } }),
        false,
    );
}

#[test]
fn writing_what_was_read_gives_the_document() {
    for (name, document) in documents() {
        let model = schema::read(&document).unwrap();
        assert_eq!(schema::write(&model), document, "{name}");
    }
}

#[test]
fn reading_what_was_written_gives_the_model() {
    for (name, document) in documents() {
        let model = schema::read(&document).unwrap();
        let again = schema::read(&schema::write(&model)).unwrap();
        assert_eq!(again, model, "{name}");
    }
}

/// The facts of `a2a.proto` 1.0.1, counted there.
#[test]
fn has_all_of_protocol_1_0() {
    let schema = schema::read(&schema_1_0()).unwrap();
    assert_eq!(schema.version, "1.0");
    assert_eq!(schema.package, "lf.a2a.v1");
    assert_eq!(schema.service, "A2AService");
    assert_eq!(
        schema.source.sha256,
        "e195bf96ab630c69797851970203e1b2b6b19528f2e9803b7d904b91a5104016"
    );
    assert_eq!(schema.messages.len(), 44);
    assert_eq!(schema.enums.len(), 2);
    assert_eq!(schema.operations.len(), 11);
    assert_eq!(schema.errors.len(), 14);
    let fields = schema.messages.iter().map(|message| message.fields.len());
    assert_eq!(fields.sum::<usize>(), 176);
    let oneofs = schema.messages.iter().map(|message| message.oneofs.len());
    assert_eq!(oneofs.sum::<usize>(), 5);
    let values = schema.enums.iter().map(|one| one.values.len());
    assert_eq!(values.sum::<usize>(), 12);
    let streams = schema.operations.iter().filter(|operation| operation.streaming);
    assert_eq!(streams.count(), 2);
}

/// Nothing is written that could not be read back.
#[test]
fn what_would_be_lost_is_not_saved() {
    let minimal = || schema::read(&schema_of("minimal")).unwrap();
    let path = scratch("document_lost").join("a2a.json");
    let check = |schema: &Schema, expected: &str| {
        let error = schema::save(schema, &path).expect_err(expected);
        assert_eq!(report(&error), expected);
        assert!(!path.exists());
    };
    for name in ["ErrorDetail", "JsonRpcId", "GetThingJsonRpcResponse"] {
        let mut schema = minimal();
        schema.messages[0].name = name.to_owned();
        check(
            &schema,
            &format!("Inconsistent /$defs/{name}: this is the name of an envelope of JSON-RPC or HTTP"),
        );
    }
    let mut schema = minimal();
    schema.enums[0].name = "HttpErrorResponse".to_owned();
    check(
        &schema,
        "Inconsistent /$defs/HttpErrorResponse: this is the name of an envelope of JSON-RPC or HTTP",
    );
    let mut schema = minimal();
    schema.errors.clear();
    check(
        &schema,
        "Inconsistent /x-a2a-operations/1/unsupported: there is no error `NoDroppingError`",
    );
    schema::save(&minimal(), &path).unwrap();
    assert_eq!(parse(&read(&path)), schema_of("minimal"));
}
