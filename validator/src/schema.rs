//! The schema of a protocol version, compiled definition by definition as each is asked for.

use crate::error::Error;
use crate::form::{FormId, Forms};
use a2a_bindings::protocol::Protocol;
use jsonschema::{Draft, PatternOptions, Registry};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

const DRAFT: Draft = Draft::Draft202012;

/// The definition that [`Schema::new`] adds: a JSON-RPC request of any operation.
pub(crate) const ANY_REQUEST: &str = "JsonRpcRequest";

/// A schema whose definitions can be checked against.
pub(crate) struct Schema {
    document: Value,
    id: String,
    registry: Registry<'static>,
    /// By JSON pointer into the document. Everything that can be asked for is here from the start.
    compiled: BTreeMap<String, OnceLock<jsonschema::Validator>>,
    forms: Forms,
}

impl Schema {
    /// Reads the schema of a protocol version. Definitions are compiled later, since a command checks against one or
    /// two of them and all of them take a hundred times as long.
    pub(crate) fn new(protocol: &'static Protocol) -> Result<Self, Error> {
        let invalid = |error| Error::schema("the schema is not valid JSON", error);
        let mut document: Value = serde_json::from_str(protocol.schema).map_err(invalid)?;
        let id = document
            .get("$id")
            .and_then(Value::as_str)
            .unwrap_or("urn:a2a:schema")
            .to_owned();
        let mut compiled = BTreeMap::new();
        if let Some(definitions) = document.get_mut("$defs").and_then(Value::as_object_mut) {
            definitions
                .entry(ANY_REQUEST)
                .or_insert_with(|| any_request(protocol));
            for name in definitions.keys() {
                compiled.insert(definition(name), OnceLock::new());
            }
        }
        for method in protocol.methods.iter().filter(|method| method.response.is_none()) {
            compiled.insert(empty_response(method.name), OnceLock::new());
        }
        let registry = Registry::new()
            .draft(DRAFT)
            .add(&id, DRAFT.create_resource(document.clone()))
            .and_then(jsonschema::RegistryBuilder::prepare)
            .map_err(|error| Error::schema("the schema cannot be indexed", error))?;
        let forms = Forms::new(protocol, &document, compiled.keys().map(String::as_str));
        Ok(Self {
            document,
            id,
            registry,
            compiled,
            forms,
        })
    }

    /// The names of the definitions, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.document
            .get("$defs")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
    }

    /// What stands at a JSON pointer.
    pub(crate) fn document(&self) -> &Value {
        &self.document
    }

    /// The definitions as a table.
    pub(crate) fn forms(&self) -> &Forms {
        &self.forms
    }

    /// The definition at a JSON pointer in the table; `None` if there is no such definition.
    pub(crate) fn form(&self, pointer: &str) -> Option<FormId> {
        self.forms.root(pointer)
    }

    /// The definition of agent cards in the table.
    pub(crate) fn card(&self) -> Option<FormId> {
        self.form(&definition("AgentCard"))
    }

    /// What checks documents against the definition at a JSON pointer, which is one that has a form.
    pub(crate) fn compiled(&self, pointer: &str) -> Result<&jsonschema::Validator, Error> {
        let Some(slot) = self.compiled.get(pointer) else {
            return Err(Error::unknown_type(pointer, &[]));
        };
        if let Some(compiled) = slot.get() {
            return Ok(compiled);
        }
        let reference = json!({ "$ref": format!("{}#{pointer}", self.id) });
        let compiled = jsonschema::options()
            .with_draft(DRAFT)
            .with_registry(&self.registry)
            // Otherwise the thirteenth month is a matter of taste.
            .should_validate_formats(true)
            // The text comes from a peer, so matching must take linear time.
            .with_pattern_options(PatternOptions::regex())
            .build(&reference)
            .map_err(|error| Error::schema(format!("the schema cannot be used at `{pointer}`"), error))?;
        // Another thread may have been faster; both compiled the same.
        Ok(slot.get_or_init(|| compiled))
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Schema")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Where a definition stands; names are identifiers, which a JSON pointer holds as they are.
pub(crate) fn definition(name: &str) -> String {
    format!("/$defs/{name}")
}

/// Where the schema of an empty response stands, which has no name of its own.
pub(crate) fn empty_response(method: &str) -> String {
    format!("/$defs/{method}JsonRpcResponse/properties/result")
}

/// The envelope that all requests share, for one whose method is unknown: what else is wrong with it is found too.
fn any_request(protocol: &Protocol) -> Value {
    let methods: Vec<&str> = protocol.methods.iter().map(|method| method.name).collect();
    json!({
        "description": "A JSON-RPC request of any operation (§9.3).",
        "x-a2a-envelope": true,
        "type": "object",
        "properties": {
            "jsonrpc": { "const": "2.0" },
            "id": { "$ref": "#/$defs/JsonRpcId" },
            "method": { "type": "string", "enum": methods },
            "params": { "type": "object" },
        },
        "required": ["jsonrpc", "id", "method"],
        "additionalProperties": false,
    })
}
