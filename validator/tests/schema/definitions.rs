//! The schema itself.

use crate::validator;
use a2a_bindings::protocol::Protocol;
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::{Error, ErrorKind, Report, Subject, Validator};
use serde_json::{Value, json};

fn schema() -> Value {
    serde_json::from_str(PROTOCOL.schema).unwrap()
}

fn with_schema(schema: &str) -> &'static Protocol {
    let schema: &'static str = Box::leak(schema.to_owned().into_boxed_str());
    Box::leak(Box::new(Protocol {
        version: PROTOCOL.version,
        methods: PROTOCOL.methods,
        errors: PROTOCOL.errors,
        messages: PROTOCOL.messages,
        schema,
    }))
}

fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn the_schema_is_valid_2020_12() {
    let schema = schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    if let Err(error) = jsonschema::meta::validate(&schema) {
        panic!("{}: {error}", error.instance_path());
    }
    // The meta-schema is one that can fail.
    assert!(!jsonschema::meta::is_valid(
        &json!({ "$schema": schema["$schema"], "required": "id" })
    ));
}

#[test]
fn every_reference_resolves() {
    let schema = schema();
    let mut found = Vec::new();
    references(&schema, &mut found);
    assert!(found.len() > 100, "{}", found.len());
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(schema.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn everything_that_has_a_name_can_be_checked_against() {
    let names: Vec<&str> = validator().types().collect();
    assert!(names.is_sorted() && names.len() > 70, "{names:?}");
    for name in names {
        // No definition is satisfied by a boolean, so each of them does check something.
        assert!(
            !validator()
                .validate(Subject::Type(name), &json!(true))
                .unwrap()
                .is_empty(),
            "{name}"
        );
    }
    for method in PROTOCOL.methods {
        for subject in [
            Subject::Request(method.name),
            Subject::Response(method.name),
            Subject::JsonRpcRequest(Some(method.name)),
            Subject::JsonRpcResponse(method.name),
        ] {
            assert!(
                !validator().validate(subject, &json!(true)).unwrap().is_empty(),
                "{subject}"
            );
        }
    }
    for message in PROTOCOL.messages {
        assert!(
            validator().types().any(|name| name == message.name),
            "{}",
            message.name
        );
    }
}

#[test]
fn what_does_not_exist_is_an_error_with_names_that_do() {
    for (subject, kind, message) in [
        (
            Subject::Type("Tsak"),
            ErrorKind::UnknownType,
            "there is no type `Tsak`; did you mean `Task`?",
        ),
        (
            Subject::Type("$defs/Task\u{7}"),
            ErrorKind::UnknownType,
            "there is no type `$defs/Task\\u{7}`",
        ),
        (
            Subject::Request("SendMesage"),
            ErrorKind::UnknownMethod,
            "there is no operation `SendMesage`; did you mean `SendMessage`?",
        ),
        (
            Subject::Response(""),
            ErrorKind::UnknownMethod,
            "there is no operation ``",
        ),
    ] {
        for error in [
            validator().validate(subject, &json!({})).unwrap_err(),
            validator().validate_bytes(subject, b"no json").unwrap_err(),
        ] {
            assert_eq!((error.kind(), error.to_string().as_str()), (kind, message));
        }
    }
    let error = validator()
        .validate(Subject::JsonRpcResponse("gettask"), &json!({}))
        .unwrap_err();
    assert_eq!(error.near(), ["GetTask"]);
}

#[test]
fn a_broken_schema_is_an_error() {
    let error: Error = Validator::new(with_schema("{")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Schema);
    assert!(std::error::Error::source(&error).is_some());

    let dangling = with_schema(r##"{"$defs": {"A": {"$ref": "#/$defs/B"}}}"##);
    let error = Validator::new(dangling)
        .unwrap()
        .validate(Subject::Type("A"), &json!({}))
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.to_string().as_str()),
        (ErrorKind::Schema, "the schema cannot be used at `/$defs/A`")
    );
}

#[test]
fn a_validator_is_shared() {
    const fn shared<T: Clone + Send + Sync + 'static>() {}
    const { shared::<Validator>() };
    const { shared::<Report<'static>>() };

    // Threads that use it for the first time at the same time get the same answers.
    let validator = Validator::new(&PROTOCOL).unwrap();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| validator.validate(Subject::Type("Task"), &json!({})).unwrap()))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(answers[0].len(), 2);
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
}
