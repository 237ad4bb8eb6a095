//! The cases of the corpus: a short form of conversations, the same for both bindings.

use crate::patch::{Edit, apply};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// A conversation that breaks a rule, and how to repair it.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// The rule that it is about.
    pub(crate) rule: String,
    /// What is wrong.
    pub(crate) about: String,
    pub(crate) conversation: Conversation,
    /// What is found in it, as `exchange what pointer rule`, in the order of the records.
    pub(crate) finds: Vec<String>,
    /// The same, repaired.
    pub(crate) repaired: Conversation,
}

/// What is said.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Conversation {
    /// The card that is known beforehand.
    pub(crate) card: Option<Value>,
    pub(crate) exchanges: Vec<Exchange>,
}

/// A request and its answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Exchange {
    /// The operation; `AgentCard` is the card at its well-known address.
    pub(crate) operation: String,
    /// The request message.
    #[serde(default)]
    pub(crate) request: Map<String, Value>,
    /// Headers of the request; `A2A-Version: 1.0` if it does not say otherwise.
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, Option<String>>,
    /// The response message.
    pub(crate) answer: Option<Value>,
    /// The response messages of a stream; one can be an error, by its name.
    pub(crate) events: Option<Vec<Value>>,
    /// The SSE ids of these events.
    #[serde(default)]
    pub(crate) ids: Vec<String>,
    /// An error, by its name.
    pub(crate) error: Option<String>,
    /// An error of JSON-RPC as it is: the object.
    pub(crate) json_rpc_error: Option<Value>,
    /// An error of HTTP+JSON as it is: the object.
    pub(crate) http_error: Option<Value>,
    /// The HTTP status of that error, if it is not its code.
    pub(crate) status: Option<u16>,
    /// Headers of the response.
    #[serde(default)]
    pub(crate) answer_headers: BTreeMap<String, Option<String>>,
    /// The stream is cut off.
    #[serde(default)]
    pub(crate) cut: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rule: String,
    about: String,
    #[serde(default)]
    card: Option<Value>,
    exchanges: Value,
    finds: Vec<String>,
    repair: Vec<Edit>,
}

/// Every case, file by file in the order of their names.
pub(crate) fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let cases = files.iter().flat_map(|file| {
        let text = std::fs::read_to_string(file).unwrap();
        serde_json::from_str::<Vec<Written>>(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    });
    cases.map(Case::read).collect()
}

impl Case {
    fn read(written: Written) -> Self {
        let about = written.about;
        let broken = serde_json::json!({ "card": written.card, "exchanges": written.exchanges });
        let mut repaired = broken.clone();
        assert!(!written.repair.is_empty(), "{about}: is not repaired");
        for edit in &written.repair {
            apply(edit, &mut repaired).unwrap_or_else(|error| panic!("{about}: {error}"));
        }
        let read = |value| serde_json::from_value(value).unwrap_or_else(|error| panic!("{about}: {error}"));
        Self {
            rule: written.rule,
            conversation: read(broken),
            finds: written.finds,
            repaired: read(repaired),
            about,
        }
    }
}

impl Conversation {
    /// Whether a binding can carry it: errors that are given as they are belong to one.
    pub(crate) fn fits(&self, json_rpc: bool) -> bool {
        self.exchanges.iter().all(|exchange| {
            let other = if json_rpc {
                &exchange.http_error
            } else {
                &exchange.json_rpc_error
            };
            other.is_none()
        })
    }
}
