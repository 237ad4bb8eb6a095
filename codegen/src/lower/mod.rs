//! Model to IR: every decision about the Rust code, taken before any of it is written.

mod ir;
mod names;

pub(crate) use ir::{
    Body, Constructor, EnumIr, ErrorIr, FieldIr, Ir, MessageIr, OneofIr, OperationIr, RouteIr, ValueIr,
    VariantIr,
};

use crate::error::{Error, ErrorKind};
use crate::model::{Field, Message, Presence, Schema, Shape, Type};
use names::{Scope, Suffix};
use std::collections::BTreeMap;

/// Lowers a schema.
pub(crate) fn lower(schema: &Schema) -> Result<Ir, Error> {
    let types = type_names(schema)?;
    let mut modules = Scope::new("module", Suffix::Number);
    let messages: Vec<_> = schema
        .messages
        .iter()
        .map(|message| lower_message(schema, &types, &mut modules, message))
        .collect::<Result<_, _>>()?;
    let enums = schema
        .enums
        .iter()
        .map(|one| {
            let type_name = types.get(&one.name).cloned().unwrap_or_default();
            let pointer = format!("/$defs/{}/enum", one.name);
            let mut variants = Scope::new("variant", Suffix::None);
            variants.take("Unrecognized", &pointer)?;
            let values = one
                .values
                .iter()
                .map(|value| {
                    let variant = variants.take(&names::variant(&one.name, &value.name), &pointer)?;
                    Ok((variant, value.clone()))
                })
                .collect::<Result<_, Error>>()?;
            Ok(EnumIr {
                spec_name: one.name.clone(),
                module: modules.take(&names::module(&one.name), &pointer)?,
                type_name,
                docs: docs(one.description.as_deref(), &format!("`{}`.", one.name)),
                values,
            })
        })
        .collect::<Result<_, Error>>()?;
    let mut methods = Scope::new("method", Suffix::None);
    let operations = schema
        .operations
        .iter()
        .enumerate()
        .map(|(index, operation)| {
            let pointer = format!("/x-a2a-operations/{index}");
            let message_type = |name: &String| types.get(name).cloned().unwrap_or_default();
            Ok(OperationIr {
                name: operation.name.clone(),
                method: methods.take(&names::value(&operation.name), &pointer)?,
                constant: names::constant(&operation.name),
                docs: docs(
                    operation.description.as_deref(),
                    &format!("`{}`.", operation.name),
                ),
                request: operation.request.clone(),
                request_type: message_type(&operation.request),
                response: operation.response.clone(),
                response_type: operation.response.as_ref().map(message_type),
                streaming: operation.streaming,
                has_tenant: schema
                    .message(&operation.request)
                    .is_some_and(|request| request.fields.iter().any(|field| field.name == "tenant")),
                routes: operation
                    .routes
                    .iter()
                    .enumerate()
                    .map(|(number, route)| {
                        Ok(RouteIr {
                            verb: route.verb.clone(),
                            segments: crate::route::segments(
                                &route.path,
                                &format!("{pointer}/routes/{number}/path"),
                            )?,
                            has_body: route.has_body,
                        })
                    })
                    .collect::<Result<_, Error>>()?,
                default_error: match &operation.unsupported {
                    _ if operation.required => None,
                    Some(name) => Some(names::error_variant(name)),
                    None => Some("UnsupportedOperation".to_owned()),
                },
                capability: operation.capability.clone(),
            })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let mut kinds = Scope::new("variant", Suffix::None);
    let errors: Vec<_> = schema
        .errors
        .iter()
        .enumerate()
        .map(|(index, error)| {
            let variant = kinds.take(
                &names::error_variant(&error.name),
                &format!("/x-a2a-errors/{index}"),
            )?;
            Ok(ErrorIr {
                variant,
                code: error.clone(),
            })
        })
        .collect::<Result<_, Error>>()?;
    for (index, operation) in operations.iter().enumerate() {
        if let Some(default) = &operation.default_error
            && !errors.iter().any(|error| error.variant == *default)
        {
            let text = "an operation that is not required needs an error to answer with: set `unsupported`";
            return Err(Error::new(
                ErrorKind::Inconsistent,
                format!("/x-a2a-operations/{index}"),
                text,
            ));
        }
    }
    Ok(Ir {
        version: schema.version.clone(),
        messages,
        enums,
        operations,
        errors,
    })
}

/// The Rust name of every message and enum.
fn type_names(schema: &Schema) -> Result<BTreeMap<String, String>, Error> {
    let mut scope = Scope::new("type", Suffix::None);
    let messages = schema.messages.iter().map(|message| &message.name);
    let enums = schema.enums.iter().map(|one| &one.name);
    messages
        .chain(enums)
        .map(|name| {
            Ok((
                name.clone(),
                scope.take(&names::type_name(name), &format!("/$defs/{name}"))?,
            ))
        })
        .collect()
}

fn lower_message(
    schema: &Schema,
    types: &BTreeMap<String, String>,
    modules: &mut Scope,
    message: &Message,
) -> Result<MessageIr, Error> {
    let pointer = format!("/$defs/{}", message.name);
    let type_name = types.get(&message.name).cloned().unwrap_or_default();
    let value = |field: &Field| lower_value(schema, types, message, field);
    let mut scope = Scope::new("field", Suffix::None);
    let mut fields = Vec::new();
    for field in message
        .fields
        .iter()
        .filter(|field| !matches!(field.presence, Presence::Oneof(_)))
    {
        let pointer = format!("{pointer}/properties/{}", field.name);
        fields.push(FieldIr {
            rust_name: scope.take(&names::value(&field.proto_name), &pointer)?,
            json_name: field.name.clone(),
            proto_name: field.proto_name.clone(),
            docs: docs(field.description.as_deref(), &format!("`{}`.", field.name)),
            deprecated: field.deprecated,
            presence: field.presence.clone(),
            value: value(field),
            limits: field.limits,
        });
    }
    let is_union = fields.is_empty() && message.oneofs.len() == 1;
    let mut oneofs = Vec::new();
    for oneof in &message.oneofs {
        let mut variants_scope = Scope::new("variant", Suffix::None);
        variants_scope.take("Unrecognized", &pointer)?;
        let mut variants = Vec::new();
        for field in message.members(&oneof.name) {
            let pointer = format!("{pointer}/properties/{}", field.name);
            if field.shape != Shape::Single {
                return Err(Error::new(
                    ErrorKind::Unsupported,
                    pointer,
                    "a oneof member holds one value",
                ));
            }
            variants.push(VariantIr {
                variant: variants_scope.take(&names::type_name(&field.proto_name), &pointer)?,
                constructor: names::value(&field.proto_name),
                json_name: field.name.clone(),
                proto_name: field.proto_name.clone(),
                docs: docs(field.description.as_deref(), &format!("`{}`.", field.name)),
                deprecated: field.deprecated,
                value: value(field),
            });
        }
        oneofs.push(OneofIr {
            rust_name: scope.take(&names::value(&oneof.name), &pointer)?,
            type_name: if is_union {
                type_name.clone()
            } else {
                format!("{type_name}{}", names::type_name(&oneof.name))
            },
            docs: docs(
                oneof.description.as_deref(),
                &format!("The `{}` of a `{type_name}`.", oneof.name),
            ),
            variants,
        });
    }
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
        module: modules.take(&names::module(&message.name), &pointer)?,
        constructor: if has_default {
            Constructor::Default
        } else {
            Constructor::New
        },
        type_name,
        docs: docs(message.description.as_deref(), &format!("`{}`.", message.name)),
        deprecated: message.deprecated,
        body,
        infos,
    })
}

fn lower_value(
    schema: &Schema,
    types: &BTreeMap<String, String>,
    message: &Message,
    field: &Field,
) -> ValueIr {
    let (type_name, zero) = match &field.kind {
        Type::Named(name) => (
            types.get(name).cloned(),
            schema
                .enumeration(name)
                .and_then(|one| Some(one.values.first()?.name.clone())),
        ),
        _ => (None, None),
    };
    ValueIr {
        kind: field.kind.clone(),
        shape: field.shape,
        type_name,
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
