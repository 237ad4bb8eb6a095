//! Model to JSON Schema.

use super::{BASE64_PATTERN, DEFS, ENVELOPE, INT64_PATTERN, TIMESTAMP_PATTERN, UINT64_PATTERN};
use crate::error::{Error, ErrorKind};
use crate::model::{Enum, ErrorCode, Field, Message, Operation, Presence, Schema, Shape, Type};
use serde_json::{Map, Value, json};

/// The document as text: two spaces of indentation, members sorted, a final line end.
#[must_use]
pub fn to_text(schema: &Schema) -> String {
    format!("{:#}\n", write(schema))
}

/// The document.
#[must_use]
pub fn write(schema: &Schema) -> Value {
    let mut definitions = Map::new();
    for message in &schema.messages {
        definitions.insert(message.name.clone(), definition_of_message(schema, message));
    }
    for one in &schema.enums {
        definitions.insert(one.name.clone(), definition_of_enum(one));
    }
    for operation in &schema.operations {
        definitions.insert(
            format!("{}JsonRpcRequest", operation.name),
            request_envelope(schema, operation),
        );
        definitions.insert(
            format!("{}JsonRpcResponse", operation.name),
            response_envelope(operation),
        );
    }
    for (name, definition) in shared_envelopes() {
        definitions.insert(name.to_owned(), definition);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:a2a:schema:{}", schema.version),
        "title": format!("A2A protocol {}", schema.version),
        "description": "The canonical JSON form of every message and of every JSON-RPC envelope.",
        "$defs": definitions,
        "x-a2a-protocol": {
            "version": schema.version,
            "package": schema.package,
            "service": schema.service,
            "source": { "file": schema.source.file, "sha256": schema.source.sha256 },
        },
        "x-a2a-operations": schema.operations.iter().map(operation).collect::<Vec<_>>(),
        "x-a2a-errors": schema.errors.iter().map(error_code).collect::<Vec<_>>(),
    })
}

/// Messages and envelopes stand side by side.
pub(super) fn check_envelopes(schema: &Schema) -> Result<(), Error> {
    let operations = schema.operations.iter().flat_map(|operation| {
        [
            format!("{}JsonRpcRequest", operation.name),
            format!("{}JsonRpcResponse", operation.name),
        ]
    });
    let shared = shared_envelopes().map(|(name, _)| name.to_owned());
    for name in operations.chain(shared) {
        if schema.message(&name).is_some() || schema.enumeration(&name).is_some() {
            let pointer = format!("/$defs/{name}");
            let text = "this is the name of an envelope of JSON-RPC or HTTP";
            return Err(Error::new(ErrorKind::Inconsistent, pointer, text));
        }
    }
    Ok(())
}

fn definition_of_message(schema: &Schema, message: &Message) -> Value {
    let mut definition = described(message.description.as_deref(), message.deprecated);
    definition.insert("type".into(), "object".into());
    let properties: Map<_, _> = message
        .fields
        .iter()
        .map(|field| (field.name.clone(), property(schema, field)))
        .collect();
    definition.insert("properties".into(), properties.into());
    let required: Vec<_> = message
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .map(|field| field.name.as_str())
        .collect();
    if !required.is_empty() {
        definition.insert("required".into(), required.into());
    }
    let choices: Vec<_> = message
        .oneofs
        .iter()
        .map(|oneof| {
            message
                .members(&oneof.name)
                .map(|field| json!({ "required": [field.name] }))
                .collect::<Vec<_>>()
        })
        .collect();
    match <[_; 1]>::try_from(choices) {
        Ok([choice]) => {
            definition.insert("oneOf".into(), choice.into());
        }
        Err(choices) if !choices.is_empty() => {
            let all: Vec<_> = choices
                .into_iter()
                .map(|choice| json!({ "oneOf": choice }))
                .collect();
            definition.insert("allOf".into(), all.into());
        }
        Err(_) => {}
    }
    if !message.oneofs.is_empty() {
        let oneofs: Map<_, _> = message
            .oneofs
            .iter()
            .map(|oneof| {
                (
                    oneof.name.clone(),
                    described(oneof.description.as_deref(), false).into(),
                )
            })
            .collect();
        definition.insert("x-a2a-oneofs".into(), oneofs.into());
    }
    definition.insert("additionalProperties".into(), false.into());
    definition.into()
}

fn property(schema: &Schema, field: &Field) -> Value {
    let mut property = described(field.description.as_deref(), field.deprecated);
    if field.secret {
        property.insert("x-a2a-secret".into(), true.into());
    }
    property.insert("x-a2a-number".into(), field.number.into());
    if heck::ToSnakeCase::to_snake_case(field.name.as_str()) != field.proto_name {
        property.insert("x-a2a-proto-name".into(), field.proto_name.clone().into());
    }
    match &field.presence {
        Presence::Required => property.insert("x-a2a-presence".into(), "required".into()),
        Presence::Optional => property.insert("x-a2a-presence".into(), "optional".into()),
        Presence::Implicit => property.insert("x-a2a-presence".into(), "implicit".into()),
        Presence::Oneof(name) => property.insert("x-a2a-oneof".into(), name.clone().into()),
    };
    match field.shape {
        Shape::Single => property.extend(value_type(schema, field)),
        Shape::Repeated => {
            property.insert("type".into(), "array".into());
            property.insert("items".into(), plain_type(&field.kind).into());
            if field.limits.not_default {
                property.insert("minItems".into(), 1.into());
            }
        }
        Shape::Map => {
            property.insert("type".into(), "object".into());
            property.insert("additionalProperties".into(), plain_type(&field.kind).into());
        }
    }
    property.into()
}

/// The type of a single value, with its limits.
fn value_type(schema: &Schema, field: &Field) -> Map<String, Value> {
    let mut value = plain_type(&field.kind);
    let limits = field.limits;
    if let Some(minimum) = limits.minimum {
        value.insert("minimum".into(), minimum.into());
    }
    if let Some(maximum) = limits.maximum {
        value.insert("maximum".into(), maximum.into());
    }
    if limits.not_default {
        match &field.kind {
            Type::Named(name) => {
                let zero = schema.enumeration(name).and_then(|one| one.values.first());
                let zero = zero.map(|value| value.name.as_str());
                value.insert("not".into(), json!({ "const": zero }));
            }
            _ => {
                value.insert("minLength".into(), 1.into());
            }
        }
    }
    value
}

fn plain_type(kind: &Type) -> Map<String, Value> {
    let value = match kind {
        Type::String => json!({ "type": "string" }),
        Type::Bool => json!({ "type": "boolean" }),
        Type::Int32 => {
            json!({ "type": "integer", "format": "int32", "minimum": i32::MIN, "maximum": i32::MAX })
        }
        Type::Uint32 => json!({ "type": "integer", "format": "uint32", "minimum": 0, "maximum": u32::MAX }),
        Type::Int64 => json!({ "type": "string", "format": "int64", "pattern": INT64_PATTERN }),
        Type::Uint64 => json!({ "type": "string", "format": "uint64", "pattern": UINT64_PATTERN }),
        Type::Float => json!({ "type": ["number", "string"], "format": "float" }),
        Type::Double => json!({ "type": ["number", "string"], "format": "double" }),
        Type::Bytes => json!({ "type": "string", "contentEncoding": "base64", "pattern": BASE64_PATTERN }),
        Type::Timestamp => json!({ "type": "string", "format": "date-time", "pattern": TIMESTAMP_PATTERN }),
        Type::Struct => json!({ "type": "object" }),
        Type::Value => json!({}),
        Type::Named(name) => json!({ "$ref": format!("{DEFS}{name}") }),
    };
    object(value)
}

fn definition_of_enum(one: &Enum) -> Value {
    let mut definition = described(one.description.as_deref(), one.deprecated);
    definition.insert("type".into(), "string".into());
    let names: Vec<_> = one.values.iter().map(|value| value.name.as_str()).collect();
    definition.insert("enum".into(), names.into());
    let values: Vec<Value> = one
        .values
        .iter()
        .map(|value| {
            let mut entry = described(value.description.as_deref(), value.deprecated);
            entry.insert("name".into(), value.name.clone().into());
            entry.insert("number".into(), value.number.into());
            entry.into()
        })
        .collect();
    definition.insert("x-a2a-values".into(), values.into());
    let groups = one.groups.iter();
    let groups: Vec<Value> = groups
        .map(|group| json!({ "name": group.name, "description": group.description, "values": group.values }))
        .collect();
    if !groups.is_empty() {
        definition.insert("x-a2a-groups".into(), groups.into());
    }
    definition.into()
}

fn operation(operation: &Operation) -> Value {
    let mut entry = described(operation.description.as_deref(), operation.deprecated);
    entry.insert("name".into(), operation.name.clone().into());
    entry.insert(
        "request".into(),
        json!({ "$ref": format!("{DEFS}{}", operation.request) }),
    );
    if let Some(response) = &operation.response {
        entry.insert("response".into(), json!({ "$ref": format!("{DEFS}{response}") }));
    }
    entry.insert("streaming".into(), operation.streaming.into());
    let routes: Vec<Value> = operation
        .routes
        .iter()
        .map(|route| json!({ "verb": route.verb, "path": route.path, "body": route.has_body }))
        .collect();
    entry.insert("routes".into(), routes.into());
    if operation.required {
        entry.insert("required".into(), true.into());
    }
    if let Some(capability) = &operation.capability {
        entry.insert("capability".into(), capability.clone().into());
    }
    if let Some(unsupported) = &operation.unsupported {
        entry.insert("unsupported".into(), unsupported.clone().into());
    }
    entry.into()
}

fn error_code(error: &ErrorCode) -> Value {
    let mut entry = described(error.description.as_deref(), false);
    entry.insert("name".into(), error.name.clone().into());
    entry.insert("jsonRpcCode".into(), error.json_rpc_code.into());
    entry.insert("httpStatus".into(), error.http_status.into());
    entry.insert("grpcStatus".into(), error.grpc_status.clone().into());
    if let Some(reason) = &error.reason {
        entry.insert("reason".into(), reason.clone().into());
    }
    entry.into()
}

fn request_envelope(schema: &Schema, operation: &Operation) -> Value {
    let needs_params = schema.message(&operation.request).is_some_and(|request| {
        request
            .fields
            .iter()
            .any(|field| field.presence == Presence::Required)
    });
    let mut required = vec!["jsonrpc", "id", "method"];
    if needs_params {
        required.push("params");
    }
    json!({
        ENVELOPE: true,
        "description": format!("A JSON-RPC request of `{}` (§9.3).", operation.name),
        "type": "object",
        "properties": {
            "jsonrpc": { "const": "2.0" },
            "id": { "$ref": format!("{DEFS}JsonRpcId") },
            "method": { "const": operation.name },
            "params": { "$ref": format!("{DEFS}{}", operation.request) },
        },
        "required": required,
        "additionalProperties": false,
    })
}

fn response_envelope(operation: &Operation) -> Value {
    let what = if operation.streaming {
        "An event in the stream"
    } else {
        "The JSON-RPC response"
    };
    let result = match &operation.response {
        Some(response) => json!({ "$ref": format!("{DEFS}{response}") }),
        // `google.protobuf.Empty`; some peers answer `null`.
        None => json!({ "type": ["object", "null"], "maxProperties": 0 }),
    };
    json!({
        ENVELOPE: true,
        "description": format!("{what} of `{}` (§9.4).", operation.name),
        "type": "object",
        "properties": {
            "jsonrpc": { "const": "2.0" },
            "id": { "$ref": format!("{DEFS}JsonRpcId") },
            "result": result,
            "error": { "$ref": format!("{DEFS}JsonRpcError") },
        },
        "required": ["jsonrpc", "id"],
        "oneOf": [{ "required": ["result"] }, { "required": ["error"] }],
        "additionalProperties": false,
    })
}

fn shared_envelopes() -> [(&'static str, Value); 5] {
    [
        (
            "JsonRpcId",
            json!({
                ENVELOPE: true,
                "description": "The id that connects a JSON-RPC response with its request.",
                "type": ["string", "integer", "null"],
            }),
        ),
        (
            "JsonRpcError",
            json!({
                ENVELOPE: true,
                "description": "The error of a JSON-RPC response (§9.5).",
                "type": "object",
                "properties": {
                    "code": { "type": "integer" },
                    "message": { "type": "string" },
                    "data": { "type": "array", "items": { "$ref": format!("{DEFS}ErrorDetail") } },
                },
                "required": ["code", "message"],
                "additionalProperties": false,
            }),
        ),
        (
            "JsonRpcErrorResponse",
            json!({
                ENVELOPE: true,
                "description": "The JSON-RPC response to a request whose method is unknown (§9.5).",
                "type": "object",
                "properties": {
                    "jsonrpc": { "const": "2.0" },
                    "id": { "$ref": format!("{DEFS}JsonRpcId") },
                    "error": { "$ref": format!("{DEFS}JsonRpcError") },
                },
                "required": ["jsonrpc", "id", "error"],
                "additionalProperties": false,
            }),
        ),
        (
            "HttpErrorResponse",
            json!({
                ENVELOPE: true,
                "description": "The body of an HTTP+JSON error (§11.6).",
                "type": "object",
                "properties": {
                    "error": {
                        "type": "object",
                        "properties": {
                            "code": { "type": "integer", "minimum": 400, "maximum": 599 },
                            "status": { "type": "string", "pattern": "^[A-Z_]+$" },
                            "message": { "type": "string" },
                            "details": { "type": "array", "items": { "$ref": format!("{DEFS}ErrorDetail") } },
                        },
                        "required": ["code", "status", "message"],
                        "additionalProperties": false,
                    },
                },
                "required": ["error"],
                "additionalProperties": false,
            }),
        ),
        (
            "ErrorDetail",
            json!({
                ENVELOPE: true,
                "description": "Further information about an error, as a ProtoJSON `Any` (§3.3.2).",
                "type": "object",
                "properties": { "@type": { "type": "string", "minLength": 1 } },
                "required": ["@type"],
            }),
        ),
    ]
}

fn described(description: Option<&str>, deprecated: bool) -> Map<String, Value> {
    let mut map = Map::new();
    if let Some(description) = description {
        map.insert("description".into(), description.into());
    }
    if deprecated {
        map.insert("deprecated".into(), true.into());
    }
    map
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
