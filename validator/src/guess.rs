//! What a document is, judged by its members.

use crate::subject::Subject;
use a2a_bindings::protocol::{MessageInfo, Presence, Protocol};
use serde_json::{Map, Value};
use std::cmp::Reverse;

/// What a document is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Guess {
    /// What it most likely is.
    pub subject: Subject<'static>,
    /// How sure that is.
    pub certainty: Certainty,
    /// What it could be just as well, judged by its members, in the order of the specification; at most five.
    /// Operations with the same messages stand for each other and are not listed apart.
    pub others: Vec<Subject<'static>>,
}

/// How sure a [`Guess`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Certainty {
    /// Something else fits as well.
    Ambiguous,
    /// Nothing else fits as well, but members are missing or unknown.
    Likely,
    /// Every member fits, nothing is missing, and nothing else fits as well.
    Certain,
}

impl Certainty {
    /// Its name: `certain`, `likely` or `ambiguous`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ambiguous => "ambiguous",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

/// As many other subjects are listed at most.
const OTHERS: usize = 5;

/// What a document most likely is.
pub(crate) fn guess(protocol: &'static Protocol, json: &Value) -> Option<Guess> {
    let object = json.as_object()?;
    let has = |name: &str| object.contains_key(name);
    if has("method") && (has("jsonrpc") || has("params")) {
        let known = object
            .get("method")
            .and_then(Value::as_str)
            .and_then(|name| protocol.method(name));
        let complete = known.is_some() && has("jsonrpc") && has("id");
        return Some(sure(Subject::JsonRpcRequest(None), complete));
    }
    if has("jsonrpc") && has("result") {
        return response(protocol, object.get("result")?);
    }
    if let Some(error) = object.get("error") {
        let complete = error.get("code").is_some() && error.get("message").is_some();
        return Some(if has("jsonrpc") {
            sure(Subject::JsonRpcError, complete && has("id"))
        } else {
            sure(Subject::HttpError, complete && error.get("status").is_some())
        });
    }
    message(protocol, object)?.guess(|name| Some(Subject::Type(name)))
}

fn sure(subject: Subject<'static>, complete: bool) -> Guess {
    Guess {
        subject,
        certainty: if complete {
            Certainty::Certain
        } else {
            Certainty::Likely
        },
        others: Vec::new(),
    }
}

/// The envelope of a result. Of several operations with that result, the first one stands for all of them.
fn response(protocol: &'static Protocol, result: &Value) -> Option<Guess> {
    let operation = |name: Option<&str>| {
        let mut methods = protocol.methods.iter();
        Some(Subject::JsonRpcResponse(
            methods.find(|method| method.response == name)?.name,
        ))
    };
    if result.as_object().map_or(result.is_null(), Map::is_empty) {
        return Some(sure(operation(None)?, true));
    }
    answer(protocol, result.as_object()?)?.guess(|name| operation(Some(name)))
}

fn answer(protocol: &'static Protocol, object: &Map<String, Value>) -> Option<Fits> {
    let responses = protocol
        .methods
        .iter()
        .filter_map(|method| protocol.message(method.response?));
    best(responses, object)
}

fn message(protocol: &'static Protocol, object: &Map<String, Value>) -> Option<Fits> {
    // Only the role tells a request to send a message from the answer that is one.
    if object
        .get("message")
        .is_some_and(|message| message.get("role") == Some(&"ROLE_AGENT".into()))
    {
        return answer(protocol, object);
    }
    // What travels on its own comes before what is only ever a part of something.
    let sent = protocol
        .methods
        .iter()
        .flat_map(|method| [Some(method.request), method.response]);
    let sent = sent.flatten().filter_map(|name| protocol.message(name));
    best(sent.chain(protocol.messages.iter().copied()), object)
}

/// The messages that fit best.
struct Fits {
    /// Their names, never none.
    names: Vec<&'static str>,
    /// Whether all members fit and nothing is missing.
    complete: bool,
}

impl Fits {
    fn guess(self, subject: impl Fn(&'static str) -> Option<Subject<'static>>) -> Option<Guess> {
        let mut subjects = self.names.into_iter().filter_map(subject);
        let first = subjects.next()?;
        let others: Vec<_> = subjects.take(OTHERS).collect();
        Some(Guess {
            certainty: match others.is_empty() {
                false => Certainty::Ambiguous,
                true if self.complete => Certainty::Certain,
                true => Certainty::Likely,
            },
            subject: first,
            others,
        })
    }
}

/// The messages that fit best, in the order in which they are given.
fn best(messages: impl Iterator<Item = &'static MessageInfo>, object: &Map<String, Value>) -> Option<Fits> {
    let mut best = None;
    let mut names = Vec::new();
    for message in messages {
        let known = object.keys().filter(|name| message.field(name).is_some()).count();
        let (unknown, missing) = (object.len() - known, missing(message, object));
        if known == 0 || known < unknown + missing {
            continue;
        }
        // A member that the message does not have speaks more against it than one that was forgotten.
        let fit = (2 * unknown + missing, Reverse(known));
        if best.is_none_or(|best| fit < best) {
            best = Some(fit);
            names.clear();
        }
        if best == Some(fit) && !names.contains(&message.name) {
            names.push(message.name);
        }
    }
    best.map(|(wrong, _)| Fits {
        names,
        complete: wrong == 0,
    })
}

/// How many members are not there that must be; a oneof counts as one.
fn missing(message: &MessageInfo, object: &Map<String, Value>) -> usize {
    let mut missing = 0;
    let mut groups: Vec<(&str, bool)> = Vec::new();
    for field in message.fields {
        let present = object.contains_key(field.name) || object.contains_key(field.proto_name);
        match field.presence {
            Presence::Required if !present => missing += 1,
            Presence::Oneof(group) => match groups.iter_mut().find(|(name, _)| *name == group) {
                Some((_, any)) => *any |= present,
                None => groups.push((group, present)),
            },
            _ => {}
        }
    }
    missing + groups.iter().filter(|(_, any)| !any).count()
}
