//! What must hold between the parts of a document, once each of them has been read.

use crate::error::{Error, ErrorKind};
use crate::json::escape;
use crate::model::{Field, Limits, Message, Operation, Presence, Route, Schema, Shape, Type};
use crate::route::{Segment, segments};
use serde_json::Value;
use std::collections::BTreeMap;

/// Every name that is used must be there, every limit must be one that can be held, and every route must carry
/// fields that there are.
pub(super) fn check(schema: &Schema, document: &Value) -> Result<(), Error> {
    for message in &schema.messages {
        check_names(message)?;
        if let Some(empty) = message
            .oneofs
            .iter()
            .find(|oneof| message.members(&oneof.name).next().is_none())
        {
            let pointer = format!(
                "/$defs/{}/x-a2a-oneofs/{}",
                escape(&message.name),
                escape(&empty.name)
            );
            return Err(inconsistent(&pointer, "there is no member"));
        }
        for field in &message.fields {
            let pointer = pointer(message, field);
            check_type(schema, field, &pointer)?;
            check_limits(schema, field, &pointer, document)?;
        }
    }
    if schema.operations.is_empty() {
        return Err(unsupported("/x-a2a-operations", "there must be an operation"));
    }
    let mut routes = BTreeMap::new();
    for (index, operation) in schema.operations.iter().enumerate() {
        let pointer = format!("/x-a2a-operations/{index}");
        let request = check_operation(schema, operation, &pointer)?;
        for (number, route) in operation.routes.iter().enumerate() {
            let pointer = format!("{pointer}/routes/{number}");
            let shape = check_route(schema, request, route, &pointer)?;
            if let Some(other) = routes.insert((&route.verb, shape), &operation.name) {
                let text = format!("`{other}` has the route {} {} too", route.verb, route.path);
                return Err(inconsistent(&pointer, &text));
            }
        }
    }
    Ok(())
}

/// No name on the wire may mean two fields.
fn check_names(message: &Message) -> Result<(), Error> {
    for (index, field) in message.fields.iter().enumerate() {
        let names = [&field.name, &field.proto_name];
        let is_same = |other: &&Field| names.contains(&&other.name) || names.contains(&&other.proto_name);
        if let Some(other) = message.fields.iter().take(index).find(is_same) {
            let text = format!("`{}` has the same name on the wire", other.name);
            return Err(inconsistent(&pointer(message, field), &text));
        }
    }
    Ok(())
}

fn check_type(schema: &Schema, field: &Field, pointer: &str) -> Result<(), Error> {
    let is_member = matches!(field.presence, Presence::Oneof(_));
    if is_member && field.shape != Shape::Single {
        return Err(unsupported(pointer, "a oneof member holds one value"));
    }
    let Type::Named(name) = &field.kind else {
        return Ok(());
    };
    let is_enum = schema.enumeration(name).is_some();
    if !is_enum && schema.message(name).is_none() {
        return Err(dangling(pointer, name));
    }
    if field.presence == Presence::Implicit && field.shape == Shape::Single && !is_enum {
        return Err(inconsistent(pointer, "a message cannot have implicit presence"));
    }
    Ok(())
}

fn check_limits(schema: &Schema, field: &Field, pointer: &str, document: &Value) -> Result<(), Error> {
    if field.limits == Limits::default() {
        return Ok(());
    }
    let Limits {
        not_default,
        minimum,
        maximum,
    } = field.limits;
    if matches!(field.presence, Presence::Oneof(_)) {
        return Err(unsupported(pointer, "limits on a oneof member are not supported"));
    }
    if not_default && field.presence != Presence::Required {
        let text = "`minLength`, `minItems` and `not` are for required fields";
        return Err(unsupported(pointer, text));
    }
    if let (true, Shape::Single, Type::Named(name)) = (not_default, field.shape, &field.kind) {
        let Some(zero) = schema.enumeration(name).and_then(|one| one.values.first()) else {
            return Err(unsupported(pointer, "`not` is for enums"));
        };
        let pointer = format!("{pointer}/not/const");
        if document
            .pointer(&pointer)
            .is_none_or(|value| *value != *zero.name)
        {
            let text = format!("only `{}`, the zero value, is supported", zero.name);
            return Err(unsupported(&pointer, &text));
        }
    }
    let (least, greatest) = match field.kind {
        Type::Uint32 => (0, i64::from(u32::MAX)),
        _ => (i64::from(i32::MIN), i64::from(i32::MAX)),
    };
    let (minimum, maximum) = (minimum.unwrap_or(least), maximum.unwrap_or(greatest));
    if minimum < least || maximum > greatest || minimum > maximum {
        let text = format!("{minimum} to {maximum} is no range within {least} to {greatest}");
        return Err(inconsistent(pointer, &text));
    }
    Ok(())
}

fn check_operation<'a>(
    schema: &'a Schema,
    operation: &Operation,
    pointer: &str,
) -> Result<&'a Message, Error> {
    let Some(request) = schema.message(&operation.request) else {
        return Err(dangling(&format!("{pointer}/request"), &operation.request));
    };
    if let Some(response) = operation
        .response
        .as_ref()
        .filter(|name| schema.message(name).is_none())
    {
        return Err(dangling(&format!("{pointer}/response"), response));
    }
    if operation.streaming && operation.response.is_none() {
        let pointer = format!("{pointer}/streaming");
        return Err(unsupported(&pointer, "a stream of nothing is not supported"));
    }
    if let Some(error) = &operation.unsupported
        && !schema.errors.iter().any(|known| known.name == *error)
    {
        let text = format!("there is no error `{error}`");
        return Err(inconsistent(&format!("{pointer}/unsupported"), &text));
    }
    // The client fills it in, for which it must be a string that is always there (§8.3.2).
    if let Some(tenant) = request.fields.iter().find(|field| field.name == "tenant") {
        let is_text = (tenant.shape, &tenant.kind) == (Shape::Single, &Type::String);
        if !is_text || !matches!(tenant.presence, Presence::Implicit | Presence::Required) {
            let text = "the tenant of a request must be a string, implicit or required";
            return Err(unsupported(&self::pointer(request, tenant), text));
        }
    }
    Ok(request)
}

/// What a path looks like whatever the names of its fields: two routes that look alike mean the same requests.
type PathShape = Vec<String>;

fn check_route(schema: &Schema, request: &Message, route: &Route, pointer: &str) -> Result<PathShape, Error> {
    if !["GET", "PUT", "POST", "DELETE", "PATCH"].contains(&&*route.verb) {
        let text = format!("`{}` is no verb of a route", route.verb);
        return Err(unsupported(&format!("{pointer}/verb"), &text));
    }
    let pointer = format!("{pointer}/path");
    let mut carried = Vec::new();
    let mut shape = PathShape::new();
    for segment in segments(&route.path, &pointer)? {
        let (name, suffix) = match segment {
            Segment::Literal(text) => {
                shape.push(text);
                continue;
            }
            Segment::Field { name, suffix } => (name, suffix),
        };
        shape.push(format!("{{}}{suffix}"));
        let Some(field) = request.fields.iter().find(|field| field.name == name) else {
            let text = format!("`{}` has no field `{name}`", request.name);
            return Err(inconsistent(&pointer, &text));
        };
        if field.shape != Shape::Single || !is_text(schema, &field.kind) {
            let text = format!("a path carries text, and `{name}` is none in JSON");
            return Err(unsupported(&pointer, &text));
        }
        if carried.contains(&name) {
            return Err(unsupported(&pointer, &format!("`{name}` is there twice")));
        }
        carried.push(name);
    }
    Ok(shape)
}

/// Whether the JSON form is always a string.
fn is_text(schema: &Schema, kind: &Type) -> bool {
    match kind {
        Type::String | Type::Int64 | Type::Uint64 | Type::Bytes | Type::Timestamp => true,
        Type::Named(name) => schema.enumeration(name).is_some(),
        _ => false,
    }
}

fn pointer(message: &Message, field: &Field) -> String {
    format!(
        "/$defs/{}/properties/{}",
        escape(&message.name),
        escape(&field.name)
    )
}

fn dangling(pointer: &str, name: &str) -> Error {
    inconsistent(pointer, &format!("there is no definition of `{name}`"))
}

fn inconsistent(pointer: &str, text: &str) -> Error {
    Error::new(ErrorKind::Inconsistent, pointer, text)
}

fn unsupported(pointer: &str, text: &str) -> Error {
    Error::new(ErrorKind::Unsupported, pointer, text)
}
