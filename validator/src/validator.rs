//! Checking documents.

use crate::document;
use crate::empty_lists;
use crate::error::Error;
use crate::explain::explain;
use crate::fast;
use crate::finding::Finding;
use crate::findings::Findings;
use crate::form::FormId;
use crate::guess;
use crate::lenient;
use crate::names::near;
use crate::report::{Profile, Report};
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
/// invalid document so large that the pointers to all its values would take more than 4 MiB, only the first finding
/// is listed.
#[derive(Debug, Clone)]
pub struct Validator(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    protocol: &'static Protocol,
    schema: Schema,
}

/// Where the schema has what a document is checked against.
struct Definition {
    /// A JSON pointer into the schema.
    pointer: String,
    form: FormId,
}

/// As much as the pointers to all values of a document may take for all its errors to be collected: the library holds
/// all errors at once, which take fifty times as much.
const MAX_POINTERS: usize = 4 << 20;

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

    /// Lists what is wrong with a document, measured against the canonical form; nothing, if it is what a correct peer
    /// sends.
    ///
    /// # Errors
    /// There is no such type or operation, or the schema is broken where it stands.
    pub fn validate(&self, subject: Subject<'_>, json: &Value) -> Result<Vec<Finding>, Error> {
        self.report_value(Some(subject), json, Profile::Canonical)
            .map(|report| report.findings)
    }

    /// Lists what is wrong with a document that is not parsed yet: syntax errors with line and column, members that
    /// are there twice, and then what [`validate`](Self::validate) finds.
    ///
    /// # Errors
    /// There is no such type or operation, or the schema is broken where it stands.
    pub fn validate_bytes(&self, subject: Subject<'_>, bytes: &[u8]) -> Result<Vec<Finding>, Error> {
        self.report(Some(subject), bytes, Profile::Canonical)
            .map(|report| report.findings)
    }

    /// Checks a document that is not parsed yet, and says what it was taken for if nobody knows what it is.
    ///
    /// A valid document of a known subject is not even parsed into a tree.
    ///
    /// # Errors
    /// There is no such type or operation, the schema is broken where it stands, or the document resembles nothing
    /// that the protocol has.
    pub fn report<'a>(
        &self,
        subject: Option<Subject<'a>>,
        bytes: &[u8],
        profile: Profile,
    ) -> Result<Report<'a>, Error> {
        let empty = |findings| Report {
            subject,
            guess: None,
            profile,
            findings,
        };
        if let Some(subject) = subject {
            // What is valid in the strict profile is valid in the other.
            let definition = self.definition(subject, &Value::Null)?;
            let one = !matches!(subject, Subject::JsonRpcRequest(None));
            if one && fast::is_valid_json(self.0.schema.forms(), definition.form, bytes) {
                return Ok(empty(Vec::new()));
            }
        }
        match document::parse(bytes) {
            Ok((json, findings)) => self.report_parsed(subject, &json, findings, profile),
            Err(finding) => Ok(empty(vec![*finding])),
        }
    }

    /// Checks a document that is parsed already, as [`report`](Self::report) does. Members that were there twice
    /// cannot be seen any more.
    ///
    /// # Errors
    /// See [`report`](Self::report).
    pub fn report_value<'a>(
        &self,
        subject: Option<Subject<'a>>,
        json: &Value,
        profile: Profile,
    ) -> Result<Report<'a>, Error> {
        self.report_parsed(subject, json, Findings::default(), profile)
    }

    fn report_parsed<'a>(
        &self,
        subject: Option<Subject<'a>>,
        json: &Value,
        mut findings: Findings,
        profile: Profile,
    ) -> Result<Report<'a>, Error> {
        let guess = match subject {
            Some(_) => None,
            None => Some(guess::guess(self.0.protocol, json).ok_or_else(Error::unrecognized)?),
        };
        let subject = subject.or_else(|| guess.as_ref().map(|guess| guess.subject));
        if let Some(subject) = subject {
            match profile {
                Profile::Canonical => self.check(subject, json, &mut findings)?,
                Profile::Lenient => self.check_leniently(subject, json, &mut findings)?,
            }
        }
        Ok(Report {
            subject,
            guess,
            profile,
            findings: findings.into_vec(),
        })
    }

    /// Parses a document as [`report`](Self::report) does: of members of the same name the last one is kept, and each
    /// further one is a finding. Unlike the reader of `serde_json::Value`, this one takes no member for anything but
    /// what it is.
    ///
    /// # Errors
    /// It is not JSON, or nested more than 128 levels deep; the finding says where.
    pub fn parse(bytes: &[u8]) -> Result<(Value, Vec<Finding>), Box<Finding>> {
        document::parse(bytes).map(|(json, findings)| (json, findings.into_vec()))
    }

    /// What a document most likely is, judged by its members; `None` if it resembles nothing.
    ///
    /// A document need not be valid for that. Where several types fit alike, it is the one that an operation sends or
    /// receives, in the order of the specification: `{"id": "1"}` is taken for a request of `GetTask`. How sure that
    /// is, and what else it could be, is in the [`Report`] of a check without a subject.
    #[must_use]
    pub fn guess(&self, json: &Value) -> Option<Subject<'static>> {
        guess::guess(self.0.protocol, json).map(|guess| guess.subject)
    }

    /// Adds what is wrong with a document to other findings about it.
    pub(crate) fn check(
        &self,
        subject: Subject<'_>,
        json: &Value,
        findings: &mut Findings,
    ) -> Result<(), Error> {
        let schema = &self.0.schema;
        let definition = self.definition(subject, json)?;
        if fast::is_valid(schema.forms(), definition.form, json) {
            return Ok(());
        }
        let compiled = self.compiled(&definition)?;
        if !compiled.is_valid(json) {
            let mut budget = MAX_POINTERS;
            if fits(json, 0, &mut budget) {
                for error in compiled.iter_errors(json) {
                    explain(schema, definition.form, &error, findings);
                }
            } else if let Err(error) = compiled.validate(json) {
                explain(schema, definition.form, &error, findings);
                findings.push(Finding::new(
                    "",
                    "limit",
                    "the document is so large that only the first finding is listed",
                ));
            }
        }
        empty_lists::note(schema.forms(), schema.card(), definition.form, json, findings);
        Ok(())
    }

    /// The same for the lenient profile.
    fn check_leniently(
        &self,
        subject: Subject<'_>,
        json: &Value,
        findings: &mut Findings,
    ) -> Result<(), Error> {
        let definition = self.definition(subject, json)?;
        let request = match subject {
            Subject::Request(_) | Subject::JsonRpcRequest(_) => true,
            Subject::Type(name) => {
                let mut methods = self.0.protocol.methods.iter();
                let mut others = methods.clone();
                methods.any(|method| method.request == name)
                    && !others.any(|method| method.response == Some(name))
            }
            _ => false,
        };
        lenient::check(self.0.schema.forms(), definition.form, request, json, findings);
        Ok(())
    }

    /// The definition that documents of this subject are checked against.
    fn definition(&self, subject: Subject<'_>, json: &Value) -> Result<Definition, Error> {
        let name = match subject {
            Subject::Type(name) => name.to_owned(),
            Subject::Request(method) => self.method(method)?.request.to_owned(),
            Subject::Response(method) => {
                let method = self.method(method)?;
                match method.response {
                    Some(name) => name.to_owned(),
                    None => return self.at(method.name, empty_response(method.name)),
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
        self.at(&name, definition(&name))
    }

    fn at(&self, name: &str, pointer: String) -> Result<Definition, Error> {
        match self.0.schema.form(&pointer) {
            Some(form) => Ok(Definition { pointer, form }),
            None => Err(Error::unknown_type(name, &near(name, self.types()))),
        }
    }

    fn compiled(&self, definition: &Definition) -> Result<&jsonschema::Validator, Error> {
        self.0.schema.compiled(&definition.pointer)
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
