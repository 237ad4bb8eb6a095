//! Descriptions: ours are kept when the facts are imported anew.

use crate::model::{Enum, Message, Schema};

/// An element of a schema that nobody has described, as `Task.contextId`.
pub type Missing = String;

/// Takes over the descriptions of an older schema wherever the new one has the same element; the others are
/// cleared, so that no text of the imported definition stays.
pub fn keep_descriptions(schema: &mut Schema, older: &Schema) {
    let old = collect(older);
    for_each(schema, &mut |path, description| {
        *description = old
            .iter()
            .find(|(other, _)| *other == path)
            .and_then(|(_, text)| text.clone());
    });
}

/// The schema without any description: the facts.
#[must_use]
pub fn without_descriptions(mut schema: Schema) -> Schema {
    for_each(&mut schema, &mut |_, description| *description = None);
    schema
}

/// The elements that nobody has described.
#[must_use]
pub fn missing_descriptions(schema: &Schema) -> Vec<Missing> {
    collect(schema)
        .into_iter()
        .filter(|(_, text)| text.is_none())
        .map(|(path, _)| path)
        .collect()
}

fn collect(schema: &Schema) -> Vec<(String, Option<String>)> {
    let mut all = Vec::new();
    for_each(&mut schema.clone(), &mut |path, description| {
        all.push((path, description.clone()))
    });
    all
}

fn for_each(schema: &mut Schema, visit: &mut impl FnMut(String, &mut Option<String>)) {
    for Message {
        name,
        description,
        fields,
        oneofs,
        ..
    } in &mut schema.messages
    {
        visit(name.clone(), description);
        for field in fields {
            visit(format!("{name}.{}", field.name), &mut field.description);
        }
        for oneof in oneofs {
            visit(format!("{name}#{}", oneof.name), &mut oneof.description);
        }
    }
    for Enum {
        name,
        description,
        values,
        ..
    } in &mut schema.enums
    {
        visit(name.clone(), description);
        for value in values {
            visit(format!("{name}.{}", value.name), &mut value.description);
        }
    }
    for operation in &mut schema.operations {
        visit(
            format!("{}.{}", schema.service, operation.name),
            &mut operation.description,
        );
    }
}
