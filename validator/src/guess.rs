//! What a document is, judged by its members.

use crate::subject::Subject;
use a2a_bindings::protocol::{MessageInfo, Presence, Protocol};
use serde_json::{Map, Value};
use std::cmp::Reverse;

/// What a document most likely is.
pub(crate) fn guess(protocol: &'static Protocol, json: &Value) -> Option<Subject<'static>> {
    let object = json.as_object()?;
    let has = |name: &str| object.contains_key(name);
    if has("method") && (has("jsonrpc") || has("params")) {
        return Some(Subject::JsonRpcRequest(None));
    }
    if has("jsonrpc") && has("result") {
        return response(protocol, object.get("result")?);
    }
    if has("error") {
        return Some(if has("jsonrpc") {
            Subject::JsonRpcError
        } else {
            Subject::HttpError
        });
    }
    message(protocol, object).map(|message| Subject::Type(message.name))
}

/// The envelope of a result. Of several operations with that result, the first one stands for all of them.
fn response(protocol: &'static Protocol, result: &Value) -> Option<Subject<'static>> {
    let empty = result.as_object().map_or(result.is_null(), Map::is_empty);
    let name = if empty {
        None
    } else {
        Some(answer(protocol, result.as_object()?)?.name)
    };
    let method = protocol.methods.iter().find(|method| method.response == name)?;
    Some(Subject::JsonRpcResponse(method.name))
}

fn answer(protocol: &'static Protocol, object: &Map<String, Value>) -> Option<&'static MessageInfo> {
    let responses = protocol
        .methods
        .iter()
        .filter_map(|method| protocol.message(method.response?));
    best(responses, object)
}

fn message(protocol: &'static Protocol, object: &Map<String, Value>) -> Option<&'static MessageInfo> {
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

/// The first of those messages that fit best.
fn best(
    messages: impl Iterator<Item = &'static MessageInfo>,
    object: &Map<String, Value>,
) -> Option<&'static MessageInfo> {
    let fits = messages.filter_map(|message| {
        let known = object.keys().filter(|name| message.field(name).is_some()).count();
        let (unknown, missing) = (object.len() - known, missing(message, object));
        // A member that the message does not have speaks more against it than one that was forgotten.
        (known > 0 && known >= unknown + missing).then_some((2 * unknown + missing, Reverse(known), message))
    });
    fits.min_by_key(|(wrong, known, _)| (*wrong, *known))
        .map(|(_, _, message)| message)
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
