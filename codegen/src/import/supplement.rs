//! What the specification says in prose only: errors, capabilities, limits, and named corrections of the
//! definition. It is a small input of its own beside the schema, `supplement.json`.

use crate::error::{Error, ErrorKind};
use crate::json::Node;
use crate::model::{Field, Operation, Presence, Route, Schema, Shape, Type};
use crate::schema::group;
use serde_json::Value;
use std::collections::BTreeSet;

/// Adds a supplement to what was imported.
///
/// # Errors
/// It names something that the definition does not have, or a correction no longer changes anything: then the
/// definition has moved on, and the supplement must follow.
pub fn apply_supplement(schema: &mut Schema, supplement: &Value) -> Result<(), Error> {
    let root = Node::root(supplement);
    root.only(&[
        "$comment",
        "protocolVersion",
        "operations",
        "limits",
        "secrets",
        "groups",
        "corrections",
        "errors",
    ])?;
    schema.version = root.get("protocolVersion")?.text()?;
    for (name, entry) in root.get("operations")?.members()? {
        entry.only(&["required", "capability", "unsupported"])?;
        let operation = operation(schema, name, &entry)?;
        operation.required = entry.flag("required")?;
        operation.capability = entry.optional_text("capability")?;
        operation.unsupported = entry.optional_text("unsupported")?;
    }
    for (name, entry) in root.get("limits")?.members()? {
        limit(schema, name, &entry)?;
    }
    if let Some(secrets) = root.find("secrets") {
        for entry in secrets.items()? {
            secret(schema, &entry)?;
        }
    }
    if let Some(groups) = root.find("groups") {
        for (name, entries) in groups.members()? {
            let found = schema.enums.iter_mut().find(|one| one.name == name);
            let one =
                found.ok_or_else(|| entries.inconsistent(&format!("the definition has no enum `{name}`")))?;
            one.groups = entries
                .items()?
                .iter()
                .map(|entry| group(one, entry))
                .collect::<Result<_, _>>()?;
        }
    }
    demand_required_in_requests(schema);
    for entry in root.get("corrections")?.items()? {
        correct(schema, &entry)?;
    }
    for entry in root.get("errors")?.items()? {
        schema.errors.push(crate::schema::error_code(&entry)?);
    }
    Ok(())
}

fn operation<'a>(schema: &'a mut Schema, name: &str, entry: &Node<'_>) -> Result<&'a mut Operation, Error> {
    let found = schema
        .operations
        .iter_mut()
        .find(|operation| operation.name == name);
    found.ok_or_else(|| entry.inconsistent(&format!("the definition has no operation `{name}`")))
}

/// `"ListTasksRequest.pageSize": { "minimum": 1, "maximum": 100, "reason": "…" }`.
fn limit(schema: &mut Schema, name: &str, entry: &Node<'_>) -> Result<(), Error> {
    entry.only(&["minimum", "maximum", "reason"])?;
    entry.get("reason")?.text()?;
    let field = field(schema, name, entry)?;
    if field.shape != Shape::Single || !matches!(field.kind, Type::Int32 | Type::Uint32) {
        return Err(entry.unsupported("only 32-bit integers can have limits"));
    }
    let (least, greatest) = match field.kind {
        Type::Uint32 => (0, i64::from(u32::MAX)),
        _ => (i64::from(i32::MIN), i64::from(i32::MAX)),
    };
    let limit = |name| entry.find(name).map(|node| node.integer()).transpose();
    // What the type says already is no limit.
    field.limits.minimum = limit("minimum")?.filter(|minimum| *minimum != least);
    field.limits.maximum = limit("maximum")?.filter(|maximum| *maximum != greatest);
    Ok(())
}

/// `"AuthenticationInfo.credentials"`: a field that must not be printed.
fn secret(schema: &mut Schema, entry: &Node<'_>) -> Result<(), Error> {
    let field = field(schema, &entry.text()?, entry)?;
    if matches!(field.presence, Presence::Oneof(_)) {
        return Err(entry.unsupported("a oneof member cannot be a secret"));
    }
    field.secret = true;
    Ok(())
}

/// The field with this name, as `ListTasksRequest.pageSize`.
fn field<'a>(schema: &'a mut Schema, name: &str, entry: &Node<'_>) -> Result<&'a mut Field, Error> {
    let found = name.split_once('.').and_then(|(message, field)| {
        let message = schema.messages.iter_mut().find(|one| one.name == message)?;
        message.fields.iter_mut().find(|one| one.name == field)
    });
    found.ok_or_else(|| entry.inconsistent(&format!("the definition has no field `{name}`")))
}

/// A REQUIRED field of a message that a request carries must say something (§5.7): in ProtoJSON an empty string,
/// an empty list and a zero enum value are the same as a field that is not there. Messages that only agents send
/// are not held to it, since there an empty value can be meant (§8.4.1 shows an empty `description`).
fn demand_required_in_requests(schema: &mut Schema) {
    let mut reachable = BTreeSet::new();
    let mut left: Vec<String> = schema
        .operations
        .iter()
        .map(|operation| operation.request.clone())
        .collect();
    while let Some(name) = left.pop() {
        let Some(message) = schema.message(&name) else {
            continue;
        };
        left.extend(message.fields.iter().filter_map(|field| match &field.kind {
            Type::Named(other) if !reachable.contains(other) => Some(other.clone()),
            _ => None,
        }));
        reachable.insert(name);
    }
    let enums: BTreeSet<String> = schema.enums.iter().map(|one| one.name.clone()).collect();
    for message in schema
        .messages
        .iter_mut()
        .filter(|message| reachable.contains(&message.name))
    {
        for field in message
            .fields
            .iter_mut()
            .filter(|field| field.presence == Presence::Required)
        {
            field.limits.not_default = match (field.shape, &field.kind) {
                (Shape::Repeated, _) | (Shape::Single, Type::String) => true,
                (Shape::Single, Type::Named(name)) => enums.contains(name),
                _ => false,
            };
        }
    }
}

/// A deviation from the definition, with its name and its reason.
fn correct(schema: &mut Schema, entry: &Node<'_>) -> Result<(), Error> {
    entry.only(&["name", "reason", "addRoute"])?;
    let name = entry.get("name")?.text()?;
    entry.get("reason")?.text()?;
    let add = entry.get("addRoute")?;
    add.only(&["operation", "verb", "path", "body"])?;
    let route = Route {
        verb: add.get("verb")?.text()?,
        path: add.get("path")?.text()?,
        has_body: add.flag("body")?,
    };
    let operation = operation(schema, &add.get("operation")?.text()?, &add)?;
    if operation
        .routes
        .iter()
        .any(|one| one.verb == route.verb && one.path == route.path)
    {
        let message =
            format!("the correction `{name}` no longer applies: the definition has the route, remove it");
        return Err(Error::new(ErrorKind::StaleCorrection, entry.pointer(), message));
    }
    operation.routes.insert(0, route);
    Ok(())
}
