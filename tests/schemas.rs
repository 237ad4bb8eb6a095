//! The schema itself: a valid JSON Schema, without dangling references, and what the Rust types say of themselves.

use a2a_bindings::v1_0::*;
use schemars::JsonSchema;
use serde_json::{Map, Value};

fn document() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

#[test]
fn the_schema_is_valid_json_schema_2020_12() {
    let document = document();
    assert_eq!(
        document["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    jsonschema::meta::validate(&document).unwrap();
    // The check can fail.
    let mut broken = document;
    broken["$defs"]["Task"]["type"] = "thing".into();
    jsonschema::meta::validate(&broken).unwrap_err();
}

#[test]
fn every_reference_resolves() {
    fn walk(root: &Value, value: &Value, seen: &mut usize) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| walk(root, item, seen)),
            Value::Object(map) => {
                if let Some(reference) = map.get("$ref") {
                    let pointer = reference.as_str().unwrap().strip_prefix('#').unwrap();
                    assert!(root.pointer(pointer).is_some(), "{reference} is dangling");
                    *seen += 1;
                }
                map.values().for_each(|value| walk(root, value, seen));
            }
            _ => {}
        }
    }
    let (document, mut seen) = (document(), 0);
    walk(&document, &document, &mut seen);
    assert!(seen > 100, "only {seen} references");
}

#[test]
fn the_facts_are_those_of_the_definition() {
    let document = document();
    let definitions = document["$defs"].as_object().unwrap();
    let own = |test: fn(&Value) -> bool| {
        definitions
            .values()
            .filter(|one| one.get("x-a2a-envelope").is_none() && test(one))
            .count()
    };
    assert_eq!(own(|one| one["type"] == "object"), 44);
    assert_eq!(own(|one| one.get("enum").is_some()), 2);
    assert_eq!(PROTOCOL.messages.len(), 44);
    assert_eq!(PROTOCOL.methods.len(), 11);
    for method in PROTOCOL.methods {
        for suffix in ["JsonRpcRequest", "JsonRpcResponse"] {
            assert!(
                definitions.contains_key(&format!("{}{suffix}", method.name)),
                "{}{suffix}",
                method.name
            );
        }
    }
    for (name, definition) in definitions {
        assert!(definition["description"].is_string(), "{name} has no description");
        for (field, property) in definition["properties"].as_object().into_iter().flatten() {
            let is_ours = definition.get("x-a2a-envelope").is_some() || property["description"].is_string();
            assert!(is_ours, "{name}.{field} has no description");
        }
    }
}

/// The standard errors stand in the schema, for users, and in the support code, for the server bindings of every
/// version.
#[test]
fn the_errors_of_json_rpc_stand_in_two_places() {
    use a2a_bindings::A2aError;
    let pairs = [
        (A2aError::parse_error(""), ErrorKind::JSONParse),
        (A2aError::invalid_request(""), ErrorKind::InvalidRequest),
        (A2aError::method_not_found(""), ErrorKind::MethodNotFound),
        (A2aError::invalid_params(""), ErrorKind::InvalidParams),
        (A2aError::internal(""), ErrorKind::Internal),
    ];
    for (error, kind) in pairs {
        assert_eq!(*error.info(), kind.info());
        assert_eq!(ErrorKind::of(&error), Some(kind));
    }
}

/// §5.4, as released with 1.0.1.
#[test]
fn the_error_table_is_that_of_the_specification() {
    let rows = [
        (
            ErrorKind::TaskNotFound,
            -32001,
            404,
            "NOT_FOUND",
            "TASK_NOT_FOUND",
        ),
        (
            ErrorKind::TaskNotCancelable,
            -32002,
            400,
            "FAILED_PRECONDITION",
            "TASK_NOT_CANCELABLE",
        ),
        (
            ErrorKind::PushNotificationNotSupported,
            -32003,
            400,
            "FAILED_PRECONDITION",
            "PUSH_NOTIFICATION_NOT_SUPPORTED",
        ),
        (
            ErrorKind::UnsupportedOperation,
            -32004,
            400,
            "FAILED_PRECONDITION",
            "UNSUPPORTED_OPERATION",
        ),
        (
            ErrorKind::ContentTypeNotSupported,
            -32005,
            400,
            "INVALID_ARGUMENT",
            "CONTENT_TYPE_NOT_SUPPORTED",
        ),
        (
            ErrorKind::InvalidAgentResponse,
            -32006,
            500,
            "INTERNAL",
            "INVALID_AGENT_RESPONSE",
        ),
        (
            ErrorKind::ExtendedAgentCardNotConfigured,
            -32007,
            400,
            "FAILED_PRECONDITION",
            "EXTENDED_AGENT_CARD_NOT_CONFIGURED",
        ),
        (
            ErrorKind::ExtensionSupportRequired,
            -32008,
            400,
            "FAILED_PRECONDITION",
            "EXTENSION_SUPPORT_REQUIRED",
        ),
        (
            ErrorKind::VersionNotSupported,
            -32009,
            400,
            "FAILED_PRECONDITION",
            "VERSION_NOT_SUPPORTED",
        ),
    ];
    for (kind, code, http, grpc, reason) in rows {
        let info = kind.info();
        assert_eq!(
            (info.json_rpc_code, info.http_status, &*info.grpc_status),
            (code, http, grpc),
            "{kind:?}"
        );
        assert_eq!(info.reason.as_deref(), Some(reason));
    }
}

/// What the Rust types derive, and what they were generated from, agree in everything that a type can say.
#[test]
fn derived_schemas_agree_with_the_source() {
    let mut generator = schemars::SchemaGenerator::default();
    macro_rules! derive {
        ($($type:ty),*) => { $(generator.subschema_for::<$type>();)* };
    }
    derive!(
        SendMessageRequest,
        SendMessageResponse,
        StreamResponse,
        GetTaskRequest,
        ListTasksRequest,
        ListTasksResponse,
        CancelTaskRequest,
        SubscribeToTaskRequest,
        TaskPushNotificationConfig,
        GetTaskPushNotificationConfigRequest,
        DeleteTaskPushNotificationConfigRequest,
        ListTaskPushNotificationConfigsRequest,
        ListTaskPushNotificationConfigsResponse,
        GetExtendedAgentCardRequest,
        AgentCard
    );
    assert_eq!(Task::schema_name(), "Task");
    let derived = generator.take_definitions(true);
    let document = document();
    let source: Map<_, _> = document["$defs"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, definition)| definition.get("x-a2a-envelope").is_none())
        .map(|(name, definition)| (name.clone(), plain(definition)))
        .collect();
    assert_eq!(derived.len(), 46);
    assert_eq!(
        source.keys().collect::<Vec<_>>(),
        derived.keys().collect::<Vec<_>>()
    );
    for (name, definition) in &source {
        assert_eq!(plain(&derived[name]), *definition, "{name}");
    }
}

/// A schema without what is for people, for other readers, or demanded beyond the type.
fn plain(schema: &Value) -> Value {
    const BEYOND: &[&str] = &[
        "description",
        "deprecated",
        "minimum",
        "maximum",
        "minLength",
        "minItems",
        "pattern",
        "not",
    ];
    match schema {
        Value::Object(map) => map
            .iter()
            .filter(|(key, value)| {
                // A property may be called `description`: then its schema is an object.
                let is_beyond = BEYOND.contains(&key.as_str()) && (!value.is_object() || *key == "not");
                !is_beyond && !key.starts_with("x-a2a-")
            })
            .map(|(key, value)| {
                // The order of `required` means nothing.
                let mut value = plain(value);
                if let (true, Some(list)) = (key == "required", value.as_array_mut()) {
                    list.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
                }
                (key.clone(), value)
            })
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().into(),
        other => other.clone(),
    }
}
