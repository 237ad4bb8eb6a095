//! What was found in a document, for whoever decides whether it may pass.
#![cfg(feature = "layer")]

use super::ongoing::Ongoing;
use super::record::Binding;
use crate::finding::Finding;
use crate::subject::Subject;
use crate::validator::Validator;
use serde_json::Value;
use std::sync::Arc;

/// Knows what was found in an exchange, while it is going on.
pub(crate) struct Judge(Arc<Ongoing>);

/// What was found in a document or event.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) subject: Option<Subject<'static>>,
    pub(crate) content: Option<Arc<Value>>,
    pub(crate) findings: Vec<Finding>,
}

impl Judge {
    /// Begins to keep what is found.
    pub(super) fn new(ongoing: &Arc<Ongoing>) -> Self {
        ongoing.keep_findings();
        Self(Arc::clone(ongoing))
    }

    pub(crate) fn binding(&self) -> Binding {
        self.0.binding
    }

    pub(crate) fn validator(&self) -> &Validator {
        &self.0.shared.validator
    }

    pub(crate) fn max_body_bytes(&self) -> usize {
        self.0.shared.max_body_bytes
    }

    /// The id that a JSON-RPC response repeats.
    pub(crate) fn id(&self) -> Value {
        self.0.call().map(|call| call.id).unwrap_or_default()
    }

    /// What was found in the request, if its end was seen and it was not answered yet.
    pub(crate) fn request(&self) -> Option<Judged> {
        self.0.found_in_request()
    }

    /// What was found in the latest document or event of the response; only once.
    pub(crate) fn response(&self) -> Option<Judged> {
        self.0.take_found()
    }
}
