//! Checking documents.

use crate::document;
use crate::error::Error;
use crate::explain::explain;
use crate::finding::Finding;
use crate::findings::Findings;
use crate::guess;
use crate::names::near;
use crate::schema::{ANY_REQUEST, Schema, definition, empty_response};
use crate::subject::Subject;
use a2a_bindings::protocol::{MethodInfo, Protocol};
use serde_json::Value;
use std::sync::Arc;

/// Checks documents against the schema of a protocol version.
///
/// Cheap to clone, and shared between threads. Each definition is compiled when it is first asked for and then kept.
///
/// # Limits
/// A thousand findings and 4 MiB of their text are listed, and then one more with the rule `limit` says so. Of an
/// invalid document so large that the pointers to all its values would take more than 16 MiB, only the first finding
/// is listed.
#[derive(Debug, Clone)]
pub struct Validator(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    protocol: &'static Protocol,
    schema: Schema,
}

/// As much as the pointers to all values of a document may take for all its errors to be collected; the library
/// holds one for each error.
const MAX_POINTERS: usize = 16 << 20;

impl Validator {
    /// Reads the schema of a protocol version; that takes a few milliseconds at most.
    ///
    /// # Errors
    /// The schema is not JSON, or has references that lead outside.
    pub fn new(protocol: &'static Protocol) -> Result<Self, Error> {
        Ok(Self(Arc::new(Inner {
            protocol,
            schema: Schema::new(protocol)?,
        })))
    }

    /// The protocol version that is checked against.
    #[must_use]
    pub fn protocol(&self) -> &'static Protocol {
        self.0.protocol
    }

    /// Every name that [`Subject::Type`] takes, sorted: messages, enums and envelopes.
    pub fn types(&self) -> impl Iterator<Item = &str> {
        self.0.schema.names()
    }

    /// Lists what is wrong with a document; nothing, if it is valid.
    ///
    /// # Errors
    /// There is no such type or operation, or the schema is broken where it stands.
    pub fn validate(&self, subject: Subject<'_>, json: &Value) -> Result<Vec<Finding>, Error> {
        let mut findings = Findings::default();
        self.check(subject, json, &mut findings)?;
        Ok(findings.into_vec())
    }

    /// Lists what is wrong with a document that is not parsed yet: syntax errors with line and column, members that
    /// are there twice, and then what [`validate`](Self::validate) finds.
    ///
    /// # Errors
    /// There is no such type or operation, or the schema is broken where it stands.
    pub fn validate_bytes(&self, subject: Subject<'_>, bytes: &[u8]) -> Result<Vec<Finding>, Error> {
        match document::parse(bytes) {
            Ok((json, mut findings)) => {
                self.check(subject, &json, &mut findings)?;
                Ok(findings.into_vec())
            }
            Err(finding) => self.compiled(subject, &Value::Null).map(|_| vec![finding]),
        }
    }

    /// What a document most likely is, judged by its members; `None` if it resembles nothing.
    ///
    /// A document need not be valid for that. Where several types fit alike, it is the one that an operation sends or
    /// receives, in the order of the specification: `{"id": "1"}` is taken for a request of `GetTask`.
    #[must_use]
    pub fn guess(&self, json: &Value) -> Option<Subject<'static>> {
        guess::guess(self.0.protocol, json)
    }

    /// Adds what is wrong with a document to other findings about it.
    pub(crate) fn check(
        &self,
        subject: Subject<'_>,
        json: &Value,
        findings: &mut Findings,
    ) -> Result<(), Error> {
        let compiled = self.compiled(subject, json)?;
        if compiled.is_valid(json) {
            return Ok(());
        }
        let schema = self.0.schema.document();
        let mut budget = MAX_POINTERS;
        if fits(json, 0, &mut budget) {
            for error in compiled.iter_errors(json) {
                explain(schema, &error, findings);
            }
        } else if let Err(error) = compiled.validate(json) {
            explain(schema, &error, findings);
            findings.push(Finding::new(
                "",
                "limit",
                "the document is so large that only the first finding is listed",
            ));
        }
        Ok(())
    }

    /// What checks documents as this subject.
    fn compiled(&self, subject: Subject<'_>, json: &Value) -> Result<&jsonschema::Validator, Error> {
        let name = match subject {
            Subject::Type(name) => name.to_owned(),
            Subject::Request(method) => self.method(method)?.request.to_owned(),
            Subject::Response(method) => {
                let method = self.method(method)?;
                match method.response {
                    Some(name) => name.to_owned(),
                    None => return self.definition(method.name, &empty_response(method.name)),
                }
            }
            Subject::JsonRpcRequest(Some(method)) => json_rpc_request(self.method(method)?),
            Subject::JsonRpcRequest(None) => {
                let named = json.get("method").and_then(Value::as_str);
                let method = named.and_then(|name| self.0.protocol.method(name));
                method.map_or_else(|| ANY_REQUEST.to_owned(), json_rpc_request)
            }
            Subject::JsonRpcResponse(method) => format!("{}JsonRpcResponse", self.method(method)?.name),
            Subject::JsonRpcError => "JsonRpcErrorResponse".to_owned(),
            Subject::HttpError => "HttpErrorResponse".to_owned(),
        };
        self.definition(&name, &definition(&name))
    }

    fn definition(&self, name: &str, pointer: &str) -> Result<&jsonschema::Validator, Error> {
        let compiled = self.0.schema.compiled(pointer)?;
        compiled.ok_or_else(|| Error::unknown_type(name, &near(name, self.types())))
    }

    fn method(&self, name: &str) -> Result<&'static MethodInfo, Error> {
        let protocol = self.0.protocol;
        let names = protocol.methods.iter().map(|method| method.name);
        protocol
            .method(name)
            .ok_or_else(|| Error::unknown_method(name, &near(name, names)))
    }
}

fn json_rpc_request(method: &MethodInfo) -> String {
    format!("{}JsonRpcRequest", method.name)
}

/// Whether the pointers to all values fit into the budget, which is used up by the way.
fn fits(json: &Value, pointer: usize, budget: &mut usize) -> bool {
    let Some(rest) = budget.checked_sub(pointer + 1) else {
        return false;
    };
    *budget = rest;
    match json {
        Value::Array(items) => items.iter().all(|item| fits(item, pointer + 8, budget)),
        Value::Object(members) => members
            .iter()
            .all(|(name, value)| fits(value, pointer.saturating_add(name.len() + 1), budget)),
        _ => true,
    }
}
