//! What can be said of a task or a message by itself, knowing what was asked for.

use crate::digest::Digest;
use crate::findings::Findings;
use crate::place::Place;
use crate::rules;
use a2a_bindings::v1_0::{Role, TaskState};
use serde::Deserialize;
use std::collections::HashSet;

/// What a request says of the task that its answer is about.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Asked {
    pub(crate) task: Option<Digest>,
    pub(crate) context: Option<Digest>,
    pub(crate) history_length: Option<i64>,
}

impl Asked {
    /// By a `SendMessageRequest`.
    pub(crate) fn by_message(request: &Place<'_>) -> Self {
        let message = request.get("message");
        let id = |name| digest(&message?.get(name)?);
        let configuration = request.get("configuration");
        Self {
            task: id("taskId"),
            context: id("contextId"),
            history_length: configuration.and_then(|configuration| configuration.integer("historyLength")),
        }
    }

    /// By a request that names a task with its `id`.
    pub(crate) fn by_id(request: &Place<'_>) -> Self {
        Self {
            task: request.get("id").and_then(|id| digest(&id)),
            context: None,
            history_length: request.integer("historyLength"),
        }
    }
}

/// The digest of an id; an empty one is none (§5.7).
pub(crate) fn digest(id: &Place<'_>) -> Option<Digest> {
    id.value().as_str().filter(|id| !id.is_empty()).map(Digest::of)
}

/// Checks a task, given how much history was asked for.
pub(crate) fn check_task(task: &Place<'_>, history_length: Option<i64>, findings: &mut Findings) {
    let (id, context) = (task.text("id"), task.text("contextId"));
    check_status(task, id, context, findings);
    let mut artifacts = HashSet::new();
    for artifact in task.items_of("artifacts") {
        if let (Some(place), Some(id)) = (artifact.get("artifactId"), artifact.text("artifactId"))
            && !artifacts.insert(id)
        {
            findings.push(rules::ARTIFACT_TWICE.at(&place, "is the id of another artifact too"));
        }
    }
    check_history(task, history_length, findings);
}

/// §3.2.4.
fn check_history(task: &Place<'_>, history_length: Option<i64>, findings: &mut Findings) {
    let (id, context) = (task.text("id"), task.text("contextId"));
    let Some(history) = task.get("history") else {
        return;
    };
    let messages = history.value().as_array().map_or(0, Vec::len);
    match history_length.and_then(|length| usize::try_from(length).ok()) {
        Some(0) if messages == 0 => {
            findings.push(rules::HISTORY_EMPTY.at(&history, "is there, though no history was asked for"));
        }
        Some(limit) if messages > limit => {
            let message = format!("has {messages} messages, and {limit} were asked for");
            findings.push(rules::HISTORY_LENGTH.at(&history, message));
        }
        _ => {}
    }
    let mut seen = HashSet::new();
    for message in history.items() {
        if let Some(place) = message.get("messageId")
            && !message.text("messageId").is_none_or(|id| seen.insert(id))
        {
            findings.push(rules::HISTORY_TWICE.at(&place, "is the id of an earlier message too"));
        }
        check_belonging(&message, id, context, findings);
    }
}

/// Checks the status of a task or of an update, given the ids of the task.
pub(crate) fn check_status(
    holder: &Place<'_>,
    task: Option<&str>,
    context: Option<&str>,
    findings: &mut Findings,
) {
    let Some(status) = holder.get("status") else {
        return;
    };
    let Some(message) = status.get("message") else {
        if status.state("state") == Some(TaskState::AuthRequired) {
            findings.push(rules::AUTH_MESSAGE.at(&status, "does not say what authorization is required"));
        }
        return;
    };
    check_role(&message, findings);
    check_belonging(&message, task, context, findings);
}

/// Checks a message that is the whole answer to a message.
pub(crate) fn check_reply(message: &Place<'_>, asked: &Asked, findings: &mut Findings) {
    check_role(message, findings);
    match message
        .get("contextId")
        .map(|context| (context, digest(&context)))
    {
        Some((place, Some(context))) if asked.context.is_some_and(|asked| asked != context) => {
            findings.push(rules::CONTEXT_ID_MISMATCH.at(&place, "is not the context of the message"));
        }
        Some((_, Some(_))) => {}
        _ => findings.push(rules::CONTEXT_ID_MISSING.at(message, "has no `contextId`")),
    }
}

fn check_role(message: &Place<'_>, findings: &mut Findings) {
    let Some(role) = message.get("role") else { return };
    if Role::deserialize(role.value()).is_ok_and(|role| role == Role::User) {
        findings.push(rules::ROLE_OF_AGENT.at(&role, "is the role of a client"));
    }
}

fn check_belonging(message: &Place<'_>, task: Option<&str>, context: Option<&str>, findings: &mut Findings) {
    for (name, expected) in [("taskId", task), ("contextId", context)] {
        if let (Some(place), Some(found), Some(expected)) = (message.get(name), message.text(name), expected)
            && found != expected
        {
            findings.push(rules::MESSAGE_OF_OTHER_TASK.at(&place, "is not that of the task"));
        }
    }
}
