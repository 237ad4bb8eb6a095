//! Model to IR: every decision about the Rust code, taken before any of it is written.

mod ir;
mod names;

pub(crate) use ir::{
    Body, Constructor, EnumIr, ErrorIr, FieldIr, Ir, MessageIr, OneofIr, OperationIr, RouteIr, ValueIr,
    VariantIr,
};

use crate::error::{Error, ErrorKind};
use crate::json::escape;
use crate::model::{Enum, EnumValue, Field, Message, Operation, Presence, Schema, Shape, Type};
use names::{Scope, Suffix};
use std::collections::BTreeMap;

/// Lowers a schema.
pub(crate) fn lower(schema: &Schema) -> Result<Ir, Error> {
    let names = Names::of(schema)?;
    let messages: Vec<_> = schema
        .messages
        .iter()
        .map(|message| lower_message(schema, &names, message))
        .collect::<Result<_, _>>()?;
    let enums = schema
        .enums
        .iter()
        .map(|one| lower_enum(&names, one))
        .collect::<Result<_, _>>()?;
    let errors = lower_errors(schema)?;
    let mut methods = Scope::new("method", Suffix::None);
    let operations = schema
        .operations
        .iter()
        .enumerate()
        .map(|(index, operation)| {
            let pointer = format!("/x-a2a-operations/{index}");
            let method = methods.take(&names::method(&operation.name), &pointer)?;
            let lowered = lower_operation(schema, &names, operation, method, &pointer)?;
            let is_known = |variant: &String| errors.iter().any(|error| error.variant == *variant);
            if lowered
                .default_error
                .as_ref()
                .is_some_and(|default| !is_known(default))
            {
                let text =
                    "an operation that is not required needs an error to answer with: set `unsupported`";
                return Err(Error::new(ErrorKind::Inconsistent, pointer, text));
            }
            Ok(lowered)
        })
        .collect::<Result<_, Error>>()?;
    Ok(Ir {
        version: schema.version.clone(),
        messages,
        enums,
        operations,
        errors,
    })
}

fn lower_operation(
    schema: &Schema,
    names: &Names,
    operation: &Operation,
    method: String,
    pointer: &str,
) -> Result<OperationIr, Error> {
    let messages = [Some(&operation.request), operation.response.as_ref()];
    let routes = operation.routes.iter().enumerate().map(|(number, route)| {
        Ok(RouteIr {
            verb: route.verb.clone(),
            segments: crate::route::segments(&route.path, &format!("{pointer}/routes/{number}/path"))?,
            has_body: route.has_body,
        })
    });
    let unsupported = match &operation.unsupported {
        None if !operation.required => Some("UnsupportedOperationError".to_owned()),
        stated => stated.clone(),
    };
    Ok(OperationIr {
        name: operation.name.clone(),
        method,
        constant: names::constant(&operation.name),
        docs: docs(
            operation.description.as_deref(),
            &format!("`{}`.", operation.name),
        ),
        request: operation.request.clone(),
        request_type: names.type_name(&operation.request),
        response: operation.response.clone(),
        response_type: operation.response.as_ref().map(|name| names.type_name(name)),
        streaming: operation.streaming,
        deprecated: operation.deprecated,
        names_deprecated: messages
            .into_iter()
            .flatten()
            .any(|name| is_deprecated(schema, name)),
        has_tenant: schema
            .message(&operation.request)
            .is_some_and(|request| request.fields.iter().any(|field| field.name == "tenant")),
        routes: routes.collect::<Result<_, Error>>()?,
        default_error: unsupported
            .as_deref()
            .filter(|_| !operation.required)
            .map(names::error_variant),
        unsupported,
        capability: operation.capability.clone(),
    })
}

fn lower_errors(schema: &Schema) -> Result<Vec<ErrorIr>, Error> {
    let mut kinds = Scope::new("variant", Suffix::None);
    let errors = schema.errors.iter().enumerate().map(|(index, error)| {
        let name = names::error_variant(&error.name);
        Ok(ErrorIr {
            variant: kinds.take(&name, &format!("/x-a2a-errors/{index}"))?,
            code: error.clone(),
        })
    });
    errors.collect()
}

/// The Rust names that more than one place needs.
struct Names {
    /// Of the types, by message or enum.
    types: BTreeMap<String, String>,
    /// Of the modules, by message or enum.
    modules: BTreeMap<String, String>,
    /// Of the enums that are oneofs, by message and oneof.
    oneofs: BTreeMap<(String, String), String>,
}

impl Names {
    fn of(schema: &Schema) -> Result<Self, Error> {
        let mut names = Self {
            types: BTreeMap::new(),
            modules: BTreeMap::new(),
            oneofs: BTreeMap::new(),
        };
        let mut types = Scope::new("type", Suffix::None);
        let mut modules = Scope::new("module", Suffix::Number);
        let messages = schema.messages.iter().map(|message| &message.name);
        for name in messages.chain(schema.enums.iter().map(|one| &one.name)) {
            let pointer = definition(name);
            let type_name = types.take(&names::type_name(name), &pointer)?;
            names.types.insert(name.clone(), type_name);
            let module = modules.take(&names::module(name), &pointer)?;
            names.modules.insert(name.clone(), module);
        }
        for message in &schema.messages {
            let type_name = names.type_name(&message.name);
            for oneof in &message.oneofs {
                let name = if is_union(message) {
                    type_name.clone()
                } else {
                    let pointer = format!(
                        "{}/x-a2a-oneofs/{}",
                        definition(&message.name),
                        escape(&oneof.name)
                    );
                    types.take(&names::oneof(&type_name, &oneof.name), &pointer)?
                };
                names
                    .oneofs
                    .insert((message.name.clone(), oneof.name.clone()), name);
            }
        }
        Ok(names)
    }

    fn type_name(&self, name: &str) -> String {
        self.types.get(name).cloned().unwrap_or_default()
    }

    fn module(&self, name: &str) -> String {
        self.modules.get(name).cloned().unwrap_or_default()
    }

    fn oneof(&self, message: &str, oneof: &str) -> String {
        let key = (message.to_owned(), oneof.to_owned());
        self.oneofs.get(&key).cloned().unwrap_or_default()
    }
}

fn is_deprecated(schema: &Schema, name: &str) -> bool {
    schema.message(name).is_some_and(|message| message.deprecated)
        || schema.enumeration(name).is_some_and(|one| one.deprecated)
}

/// A message that is nothing but a oneof.
fn is_union(message: &Message) -> bool {
    let is_member = |field: &Field| matches!(field.presence, Presence::Oneof(_));
    message.oneofs.len() == 1 && message.fields.iter().all(is_member)
}

/// Where a message or enum stands in the schema.
fn definition(name: &str) -> String {
    format!("/$defs/{}", escape(name))
}

fn lower_enum(names: &Names, one: &Enum) -> Result<EnumIr, Error> {
    let pointer = format!("{}/enum", definition(&one.name));
    let mut variants = Scope::new("variant", Suffix::None);
    variants.take("Unrecognized", &pointer)?;
    let mut values: Vec<(String, EnumValue)> = Vec::new();
    let mut aliases = Vec::new();
    for value in &one.values {
        let variant = variants.take(&names::variant(&one.name, &value.name), &pointer)?;
        // What has the same number is the same value.
        match values.iter().find(|(_, other)| other.number == value.number) {
            Some((variant, _)) => aliases.push((value.name.clone(), variant.clone())),
            None => values.push((variant, value.clone())),
        }
    }
    let variant_of = |name: &String| {
        let known = values
            .iter()
            .map(|(variant, value): &(String, EnumValue)| (&value.name, variant));
        let aliases = aliases.iter().map(|(alias, variant)| (alias, variant));
        known
            .chain(aliases)
            .find(|(known, _)| *known == name)
            .map(|(_, variant)| variant.clone())
    };
    let groups = one
        .groups
        .iter()
        .map(|group| {
            let variants = group.values.iter().filter_map(variant_of).collect();
            (format!("is_{}", group.name), group.description.clone(), variants)
        })
        .collect();
    Ok(EnumIr {
        spec_name: one.name.clone(),
        module: names.module(&one.name),
        type_name: names.type_name(&one.name),
        docs: docs(one.description.as_deref(), &format!("`{}`.", one.name)),
        deprecated: one.deprecated,
        groups,
        values,
        aliases,
    })
}

fn lower_message(schema: &Schema, names: &Names, message: &Message) -> Result<MessageIr, Error> {
    let pointer = definition(&message.name);
    let type_name = names.type_name(&message.name);
    let value = |field: &Field| lower_value(schema, names, message, field);
    let mut scope = Scope::new("field", Suffix::None);
    let mut fields = Vec::new();
    for field in message
        .fields
        .iter()
        .filter(|field| !matches!(field.presence, Presence::Oneof(_)))
    {
        let pointer = format!("{pointer}/properties/{}", escape(&field.name));
        fields.push(FieldIr {
            rust_name: scope.take(&names::value(&field.proto_name), &pointer)?,
            json_name: field.name.clone(),
            proto_name: field.proto_name.clone(),
            docs: docs(field.description.as_deref(), &format!("`{}`.", field.name)),
            deprecated: field.deprecated,
            presence: field.presence.clone(),
            value: value(field),
            limits: field.limits,
            secret: field.secret,
        });
    }
    let is_union = is_union(message);
    let mut oneofs = Vec::new();
    for oneof in &message.oneofs {
        let mut variants_scope = Scope::new("variant", Suffix::None);
        variants_scope.take("Unrecognized", &pointer)?;
        let mut variants = Vec::new();
        for field in message.members(&oneof.name) {
            let pointer = format!("{pointer}/properties/{}", escape(&field.name));
            variants.push(VariantIr {
                variant: variants_scope.take(&names::member(&field.proto_name), &pointer)?,
                constructor: names::constructor(&field.proto_name),
                json_name: field.name.clone(),
                proto_name: field.proto_name.clone(),
                docs: docs(field.description.as_deref(), &format!("`{}`.", field.name)),
                deprecated: field.deprecated,
                value: value(field),
            });
        }
        oneofs.push(OneofIr {
            rust_name: scope.take(&names::value(&oneof.name), &pointer)?,
            type_name: names.oneof(&message.name, &oneof.name),
            docs: docs(
                oneof.description.as_deref(),
                &format!("The `{}` of a `{type_name}`.", oneof.name),
            ),
            variants,
        });
    }
    check_methods(&pointer, &fields, &oneofs)?;
    let has_default = oneofs.is_empty() && fields.iter().all(|field| field.presence != Presence::Required);
    let body = match <[OneofIr; 1]>::try_from(oneofs) {
        Ok([union]) if is_union => Body::Union(union),
        Ok([oneof]) => Body::Struct {
            fields,
            oneofs: vec![oneof],
        },
        Err(oneofs) => Body::Struct { fields, oneofs },
    };
    let infos = message
        .fields
        .iter()
        .map(|field| (field.clone(), value(field)))
        .collect();
    Ok(MessageIr {
        spec_name: message.name.clone(),
        module: names.module(&message.name),
        constructor: if has_default {
            Constructor::Default
        } else {
            Constructor::New
        },
        type_name,
        docs: docs(message.description.as_deref(), &format!("`{}`.", message.name)),
        deprecated: message.deprecated,
        names_deprecated: message.deprecated
            || message
                .fields
                .iter()
                .any(|field| matches!(&field.kind, Type::Named(name) if is_deprecated(schema, name))),
        body,
        infos,
    })
}

/// A setter and the constructor for a member of the only oneof can come to one name.
fn check_methods(pointer: &str, fields: &[FieldIr], oneofs: &[OneofIr]) -> Result<(), Error> {
    let [oneof] = oneofs else { return Ok(()) };
    let mut methods = Scope::new("method", Suffix::None);
    for field in fields {
        methods.take(&format!("with_{}", field.rust_name), pointer)?;
    }
    for variant in &oneof.variants {
        let pointer = format!("{pointer}/properties/{}", escape(&variant.json_name));
        methods.take(&variant.constructor, &pointer)?;
    }
    Ok(())
}

fn lower_value(schema: &Schema, names: &Names, message: &Message, field: &Field) -> ValueIr {
    let (type_name, zero) = match &field.kind {
        Type::Named(name) => (
            names.types.get(name).cloned(),
            schema
                .enumeration(name)
                .and_then(|one| Some(one.values.first()?.name.clone())),
        ),
        _ => (None, None),
    };
    let module = match &field.kind {
        Type::Named(name) if *name != message.name => names.modules.get(name).cloned(),
        _ => None,
    };
    ValueIr {
        kind: field.kind.clone(),
        shape: field.shape,
        type_name,
        module,
        zero,
        boxed: field.shape == Shape::Single && contains(schema, &field.kind, &message.name),
    }
}

/// Whether a value of the type holds, in itself and not in a list or map, a message of this name: then a field of
/// the type in that message must be boxed.
fn contains(schema: &Schema, kind: &Type, name: &str) -> bool {
    let mut seen = Vec::new();
    let mut left = vec![kind.clone()];
    while let Some(kind) = left.pop() {
        let Type::Named(next) = kind else { continue };
        if next == name {
            return true;
        }
        let Some(message) = schema.message(&next).filter(|_| !seen.contains(&next)) else {
            continue;
        };
        left.extend(
            message
                .fields
                .iter()
                .filter(|field| field.shape == Shape::Single)
                .map(|one| one.kind.clone()),
        );
        seen.push(next);
    }
    false
}

/// Every public item has documentation, even if the schema has none.
fn docs(description: Option<&str>, fallback: &str) -> String {
    description.unwrap_or(fallback).to_owned()
}
