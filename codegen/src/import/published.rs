//! Published JSON Schemas.

use crate::error::{Error, ErrorKind};
use crate::json::Node;
use crate::model::Schema;
use serde_json::Value;

/// Reads a JSON Schema of the protocol.
///
/// Our own form is read as it is. The bundle that the A2A project publishes for 1.0 is refused, because what it
/// has lost cannot be repaired from itself: the error counts what is missing. The schemas of 0.2 and 0.3
/// (draft-07, `definitions`) are recognised and refused as not supported yet.
///
/// # Errors
/// The document is none of these, or one of those that are refused.
pub fn from_published(document: &Value) -> Result<Schema, Error> {
    let root = Node::root(document);
    if root.has("x-a2a-protocol") {
        return crate::schema::read(document);
    }
    let definitions = root.get("definitions")?;
    if document
        .get("$schema")
        .and_then(Value::as_str)
        .is_some_and(|dialect| dialect.contains("draft-07"))
    {
        return Err(definitions.unsupported(
            "this is a schema of protocol 0.2 or 0.3 (draft-07), which cannot be imported yet; \
             1.0 can: use `--proto`",
        ));
    }
    let mut lost = Lost::default();
    lost.count(document, document);
    let operations = definitions
        .members()?
        .iter()
        .filter(|(name, _)| name.ends_with("Service"))
        .count();
    Err(Error::new(
        ErrorKind::Unsupported,
        definitions.pointer(),
        format!(
            "this bundle does not hold the protocol: {} of its {} references resolve to nothing, {} of its {} \
             objects have `required` and {} have `oneOf`, and it describes {operations} operations; \
             import the definition that it was made from instead: `--proto a2a.proto`",
            lost.dangling, lost.references, lost.required, lost.objects, lost.choices,
        ),
    ))
}

#[derive(Default)]
struct Lost {
    references: usize,
    dangling: usize,
    objects: usize,
    required: usize,
    choices: usize,
}

impl Lost {
    fn count(&mut self, root: &Value, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.count(root, item)),
            Value::Object(map) => {
                if let Some(Value::String(reference)) = map.get("$ref") {
                    self.references += 1;
                    let found = reference
                        .strip_prefix('#')
                        .and_then(|pointer| root.pointer(pointer));
                    self.dangling += usize::from(found.is_none());
                }
                if map.get("properties").is_some_and(Value::is_object) {
                    self.objects += 1;
                    self.required += usize::from(map.contains_key("required"));
                    self.choices += usize::from(map.contains_key("oneOf"));
                }
                map.values().for_each(|value| self.count(root, value));
            }
            _ => {}
        }
    }
}
