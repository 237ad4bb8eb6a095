//! JSON Schema to model. Whatever the model cannot hold is an error with a JSON pointer.

use super::check::check;
use super::{BASE64_PATTERN, DEFS, ENVELOPE, INT64_PATTERN, TIMESTAMP_PATTERN, UINT64_PATTERN};
use crate::error::Error;
use crate::json::Node;
use crate::model::{
    Enum, EnumValue, ErrorCode, Field, Group, Limits, Message, Oneof, Operation, Presence, Route, Schema,
    Shape, Source, Type,
};
use serde_json::Value;

/// Reads a document of ours.
///
/// # Errors
/// It is not a schema of the form that [`write`](super::write) produces; the error has a JSON pointer.
pub fn read(document: &Value) -> Result<Schema, Error> {
    let root = Node::root(document);
    root.only(&[
        "$schema",
        "$id",
        "$comment",
        "title",
        "description",
        "$defs",
        "x-a2a-protocol",
        "x-a2a-operations",
        "x-a2a-errors",
    ])?;
    let protocol = root.get("x-a2a-protocol")?;
    let source = protocol.get("source")?;
    let mut schema = Schema {
        version: protocol.get("version")?.text()?,
        package: protocol.get("package")?.text()?,
        service: protocol.get("service")?.text()?,
        source: Source {
            file: source.get("file")?.text()?,
            sha256: source.get("sha256")?.text()?,
        },
        ..Schema::default()
    };
    let version = protocol.get("version")?;
    if !is_version(&schema.version) {
        return Err(version.unsupported("must be `Major.Minor`"));
    }
    for (name, definition) in root.get("$defs")?.members()? {
        if definition.flag(ENVELOPE)? {
            continue;
        }
        if definition.has("enum") {
            schema.enums.push(enumeration(name, &definition)?);
        } else {
            schema.messages.push(message(name, &definition)?);
        }
    }
    for entry in root.get("x-a2a-operations")?.items()? {
        schema.operations.push(operation(&entry)?);
    }
    for entry in root.get("x-a2a-errors")?.items()? {
        schema.errors.push(error_code(&entry)?);
    }
    check(&schema, document)?;
    Ok(schema)
}

/// `Major.Minor` (§3.6).
fn is_version(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.')
        .is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

fn message(name: &str, definition: &Node<'_>) -> Result<Message, Error> {
    definition.only(&[
        "description",
        "deprecated",
        "type",
        "properties",
        "required",
        "oneOf",
        "allOf",
        "x-a2a-oneofs",
        "additionalProperties",
    ])?;
    definition.get("type")?.expect_text("object")?;
    let more = definition.get("additionalProperties")?;
    if more.value() != false {
        return Err(more.unsupported("only `false` is supported"));
    }
    let required = match definition.find("required") {
        Some(required) => required
            .items()?
            .iter()
            .map(Node::text)
            .collect::<Result<Vec<_>, _>>()?,
        None => Vec::new(),
    };
    let mut message = Message {
        name: name.to_owned(),
        description: definition.optional_text("description")?,
        deprecated: definition.flag("deprecated")?,
        ..Message::default()
    };
    if let Some(oneofs) = definition.find("x-a2a-oneofs") {
        for (name, oneof) in oneofs.members()? {
            oneof.only(&["description"])?;
            let description = oneof.optional_text("description")?;
            message.oneofs.push(Oneof {
                name: name.to_owned(),
                description,
            });
        }
    }
    for (name, property) in definition.get("properties")?.members()? {
        let field = field(name, &property)?;
        let is_required = required.iter().any(|required| required == name);
        if is_required != (field.presence == Presence::Required) {
            return Err(property.inconsistent("`x-a2a-presence` and `required` contradict each other"));
        }
        if let Presence::Oneof(oneof) = &field.presence
            && !message.oneofs.iter().any(|known| known.name == *oneof)
        {
            return Err(property.inconsistent(&format!("`x-a2a-oneofs` does not have `{oneof}`")));
        }
        if let Some(other) = message.fields.iter().find(|other| other.number == field.number) {
            return Err(property.inconsistent(&format!("`{}` has the same number", other.name)));
        }
        message.fields.push(field);
    }
    message.fields.sort_by_key(|field| field.number);
    message.sort_oneofs();
    if let Some(missing) = required
        .iter()
        .find(|name| !message.fields.iter().any(|field| field.name == **name))
    {
        return Err(definition.inconsistent(&format!("`required` names `{missing}`, which is no property")));
    }
    check_choices(&message, definition)?;
    Ok(message)
}

/// `oneOf` says for validators what `x-a2a-oneof` says for us.
fn check_choices(message: &Message, definition: &Node<'_>) -> Result<(), Error> {
    let written: Vec<Vec<String>> = match (definition.find("oneOf"), definition.find("allOf")) {
        (Some(choice), None) => vec![choice_of(&choice)?],
        (None, Some(all)) => all
            .items()?
            .iter()
            .map(|entry| choice_of(&entry.get("oneOf")?))
            .collect::<Result<_, _>>()?,
        (None, None) => Vec::new(),
        (Some(_), Some(_)) => return Err(definition.inconsistent("`oneOf` and `allOf` stand side by side")),
    };
    let sorted = |mut choices: Vec<Vec<String>>| {
        choices.iter_mut().for_each(|choice| choice.sort());
        choices.sort();
        choices
    };
    let expected = message
        .oneofs
        .iter()
        .map(|oneof| {
            message
                .members(&oneof.name)
                .map(|field| field.name.clone())
                .collect()
        })
        .collect();
    if sorted(written) != sorted(expected) {
        return Err(definition.inconsistent("`oneOf` and `x-a2a-oneof` contradict each other"));
    }
    Ok(())
}

fn choice_of(choice: &Node<'_>) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    for entry in choice.items()? {
        entry.only(&["required"])?;
        match entry.get("required")?.items()?.as_slice() {
            [name] => names.push(name.text()?),
            _ => return Err(entry.unsupported("a choice must require exactly one member")),
        }
    }
    Ok(names)
}

fn field(name: &str, property: &Node<'_>) -> Result<Field, Error> {
    let number = property.get("x-a2a-number")?;
    let presence = match (
        property.optional_text("x-a2a-presence")?.as_deref(),
        property.optional_text("x-a2a-oneof")?,
    ) {
        (Some("required"), None) => Presence::Required,
        (Some("optional"), None) => Presence::Optional,
        (Some("implicit"), None) => Presence::Implicit,
        (None, Some(oneof)) => Presence::Oneof(oneof),
        (Some(other), None) => {
            return Err(property
                .get("x-a2a-presence")?
                .unsupported(&format!("`{other}` is no presence")));
        }
        _ => return Err(property.inconsistent("either `x-a2a-presence` or `x-a2a-oneof` must be there")),
    };
    let mut field = Field {
        name: name.to_owned(),
        proto_name: property
            .optional_text("x-a2a-proto-name")?
            .unwrap_or_else(|| heck::ToSnakeCase::to_snake_case(name)),
        number: u32::try_from(number.integer()?).map_err(|_| number.unsupported("is no field number"))?,
        description: property.optional_text("description")?,
        deprecated: property.flag("deprecated")?,
        presence,
        shape: Shape::Single,
        kind: Type::Value,
        limits: Limits::default(),
        secret: property.flag("x-a2a-secret")?,
    };
    let is_type = |name: &str| property.find("type").is_some_and(|kind| kind.value() == name);
    if is_type("array") {
        field.shape = Shape::Repeated;
        property.only(&[FIELD_KEYWORDS, &["type", "items", "minItems"]].concat())?;
        field.kind = element(&property.get("items")?)?;
        field.limits.not_default = match property.find("minItems") {
            None => false,
            Some(least) if least.value() == 1 => true,
            Some(least) => return Err(least.unsupported("only 1 is supported")),
        };
    } else if is_type("object") && property.has("additionalProperties") {
        field.shape = Shape::Map;
        property.only(&[FIELD_KEYWORDS, &["type", "additionalProperties"]].concat())?;
        field.kind = element(&property.get("additionalProperties")?)?;
    } else {
        (field.kind, field.limits) = value_type(property, FIELD_KEYWORDS)?;
    }
    if field.presence == Presence::Implicit && field.shape == Shape::Single && is_object(&field.kind) {
        return Err(property.inconsistent("an object cannot have implicit presence"));
    }
    Ok(field)
}

/// What every property may have, whatever its type.
const FIELD_KEYWORDS: &[&str] = &[
    "description",
    "deprecated",
    "x-a2a-number",
    "x-a2a-presence",
    "x-a2a-oneof",
    "x-a2a-proto-name",
    "x-a2a-secret",
];

/// Values of these types are there or not; they have no default.
fn is_object(kind: &Type) -> bool {
    matches!(kind, Type::Struct | Type::Value | Type::Timestamp)
}

/// The type of the elements of a list or map, where limits cannot be expressed.
fn element(node: &Node<'_>) -> Result<Type, Error> {
    let (kind, limits) = value_type(node, &[])?;
    if limits == Limits::default() {
        Ok(kind)
    } else {
        Err(node.unsupported("limits on elements are not supported"))
    }
}

fn value_type(node: &Node<'_>, also: &[&str]) -> Result<(Type, Limits), Error> {
    let only = |keywords: &[&str]| node.only(&[also, keywords].concat());
    let mut limits = Limits::default();
    if let Some(reference) = node.find("$ref") {
        only(&["$ref", "not"])?;
        let text = reference.text()?;
        let name = text
            .strip_prefix(DEFS)
            .ok_or_else(|| reference.unsupported(&format!("`{text}` does not point into `{DEFS}`")))?;
        if let Some(not) = node.find("not") {
            not.only(&["const"])?;
            limits.not_default = true;
        }
        return Ok((Type::Named(name.to_owned()), limits));
    }
    let Some(kind) = node.find("type") else {
        only(&[])?;
        return Ok((Type::Value, limits));
    };
    let format = node.optional_text("format")?;
    let found = match (kind.value(), format.as_deref()) {
        (Value::Array(_), Some("double" | "float"))
            if *kind.value() != serde_json::json!(["number", "string"]) =>
        {
            return Err(kind.unsupported("a floating-point number is a `number` or a `string`"));
        }
        (Value::Array(_), Some("double")) => Type::Double,
        (Value::Array(_), Some("float")) => Type::Float,
        (Value::String(name), format) => match (name.as_str(), format) {
            ("string", None) if node.has("contentEncoding") => Type::Bytes,
            ("string", None) => Type::String,
            ("string", Some("date-time")) => Type::Timestamp,
            ("string", Some("int64")) => Type::Int64,
            ("string", Some("uint64")) => Type::Uint64,
            ("integer", Some("int32")) => Type::Int32,
            ("integer", Some("uint32")) => Type::Uint32,
            ("boolean", None) => Type::Bool,
            ("object", None) => Type::Struct,
            (name, Some(format)) => {
                return Err(
                    kind.unsupported(&format!("type `{name}` with format `{format}` is not supported"))
                );
            }
            (name, None) => {
                return Err(kind.unsupported(&format!("type `{name}` without a format is not supported")));
            }
        },
        _ => return Err(kind.unsupported("several types are not supported")),
    };
    match found {
        Type::Int32 | Type::Uint32 => {
            only(&["type", "format", "minimum", "maximum"])?;
            let (least, greatest) = if found == Type::Int32 {
                (i64::from(i32::MIN), i64::from(i32::MAX))
            } else {
                (0, i64::from(u32::MAX))
            };
            limits.minimum = Some(node.get("minimum")?.integer()?).filter(|minimum| *minimum != least);
            limits.maximum = Some(node.get("maximum")?.integer()?).filter(|maximum| *maximum != greatest);
        }
        Type::String => {
            only(&["type", "minLength"])?;
            limits.not_default = match node.find("minLength") {
                None => false,
                Some(least) if least.value() == 1 => true,
                Some(least) => return Err(least.unsupported("only 1 is supported")),
            };
        }
        Type::Bytes => {
            only(&["type", "contentEncoding", "pattern"])?;
            node.get("contentEncoding")?.expect_text("base64")?;
            node.get("pattern")?.expect_text(BASE64_PATTERN)?;
        }
        Type::Timestamp | Type::Int64 | Type::Uint64 => {
            only(&["type", "format", "pattern"])?;
            node.get("pattern")?.expect_text(match found {
                Type::Timestamp => TIMESTAMP_PATTERN,
                Type::Int64 => INT64_PATTERN,
                _ => UINT64_PATTERN,
            })?;
        }
        _ => only(&["type", "format"])?,
    }
    Ok((found, limits))
}

fn enumeration(name: &str, definition: &Node<'_>) -> Result<Enum, Error> {
    definition.only(&[
        "description",
        "deprecated",
        "type",
        "enum",
        "x-a2a-values",
        "x-a2a-groups",
    ])?;
    definition.get("type")?.expect_text("string")?;
    let names = definition.get("enum")?.items()?;
    let mut one = Enum {
        name: name.to_owned(),
        description: definition.optional_text("description")?,
        deprecated: definition.flag("deprecated")?,
        values: Vec::new(),
        groups: Vec::new(),
    };
    for entry in definition.get("x-a2a-values")?.items()? {
        entry.only(&["name", "number", "description", "deprecated"])?;
        let number = entry.get("number")?;
        one.values.push(EnumValue {
            name: entry.get("name")?.text()?,
            number: i32::try_from(number.integer()?)
                .map_err(|_| number.unsupported("is no 32-bit integer"))?,
            description: entry.optional_text("description")?,
            deprecated: entry.flag("deprecated")?,
        });
    }
    if !names
        .iter()
        .map(Node::value)
        .eq(one.values.iter().map(|value| value.name.as_str()))
    {
        return Err(definition.inconsistent("`enum` and `x-a2a-values` contradict each other"));
    }
    for entry in definition
        .find("x-a2a-groups")
        .map_or(Ok(Vec::new()), |groups| groups.items())?
    {
        one.groups.push(group(&one, &entry)?);
    }
    if one.values.first().is_none_or(|first| first.number != 0) {
        return Err(definition.unsupported("the first value must have the number 0"));
    }
    Ok(one)
}

/// A named set of values.
pub(crate) fn group(one: &Enum, entry: &Node<'_>) -> Result<Group, Error> {
    entry.only(&["name", "description", "values"])?;
    let group = Group {
        name: entry.get("name")?.text()?,
        description: entry.get("description")?.text()?,
        values: entry
            .get("values")?
            .items()?
            .iter()
            .map(Node::text)
            .collect::<Result<_, _>>()?,
    };
    if group.name.is_empty()
        || !group
            .name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    {
        return Err(entry.unsupported("the name of a group is a word in small letters"));
    }
    if group.values.is_empty() {
        return Err(entry.unsupported("a group has a value"));
    }
    let is_known = |name: &String| one.values.iter().any(|value| value.name == *name);
    match group.values.iter().find(|name| !is_known(name)) {
        Some(name) => Err(entry.inconsistent(&format!("`{}` has no value `{name}`", one.name))),
        None => Ok(group),
    }
}

fn operation(entry: &Node<'_>) -> Result<Operation, Error> {
    entry.only(&[
        "name",
        "description",
        "deprecated",
        "request",
        "response",
        "streaming",
        "routes",
        "required",
        "capability",
        "unsupported",
    ])?;
    let reference = |node: Node<'_>| match value_type(&node, &[])? {
        (Type::Named(name), _) => Ok(name),
        _ => Err(node.unsupported("must be a `$ref`")),
    };
    let mut routes = Vec::new();
    for route in entry.get("routes")?.items()? {
        route.only(&["verb", "path", "body"])?;
        routes.push(Route {
            verb: route.get("verb")?.text()?,
            path: route.get("path")?.text()?,
            has_body: route.flag("body")?,
        });
    }
    Ok(Operation {
        name: entry.get("name")?.text()?,
        description: entry.optional_text("description")?,
        deprecated: entry.flag("deprecated")?,
        request: reference(entry.get("request")?)?,
        response: entry.find("response").map(reference).transpose()?,
        streaming: entry.flag("streaming")?,
        routes,
        required: entry.flag("required")?,
        capability: entry.optional_text("capability")?,
        unsupported: entry.optional_text("unsupported")?,
    })
}

pub(crate) fn error_code(entry: &Node<'_>) -> Result<ErrorCode, Error> {
    entry.only(&[
        "name",
        "description",
        "jsonRpcCode",
        "httpStatus",
        "grpcStatus",
        "reason",
    ])?;
    let status = entry.get("httpStatus")?;
    Ok(ErrorCode {
        name: entry.get("name")?.text()?,
        description: entry.optional_text("description")?,
        json_rpc_code: entry.get("jsonRpcCode")?.integer()?,
        http_status: u16::try_from(status.integer()?).map_err(|_| status.unsupported("is no HTTP status"))?,
        grpc_status: entry.get("grpcStatus")?.text()?,
        reason: entry.optional_text("reason")?,
    })
}
