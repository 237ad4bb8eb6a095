//! Messages in ProtoJSON (§5.5, §5.7).

use super::request::{read, split_at};
use a2a_bindings::v1_0::*;
use a2a_bindings::validate::{Validate, validate};
use a2a_bindings::{A2aError, Parameters, Timestamp, from_slice};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt::Debug;

/// What an error may say of a peer's bytes.
const MAX_MESSAGE: usize = 8 << 10;

/// What any message is read as, is read again from what is written of it; and what is written stays the same.
pub fn proto_json(data: &[u8]) {
    macro_rules! each {
        ($($type:ident $($cut:expr)?;)*) => {$( round_trip::<$type>(data, each!(@cut $($cut)?)); )*};
        (@cut) => { |_| {} };
        (@cut $cut:expr) => { $cut };
    }
    each! {
        AgentCard; AgentExtension; AgentSkill; Artifact; AuthenticationInfo; CancelTaskRequest;
        GetTaskRequest; ListTaskPushNotificationConfigsRequest; Message; OAuthFlows; Part;
        SecurityRequirement; SecurityScheme; SendMessageConfiguration; SendMessageRequest;
        TaskArtifactUpdateEvent; TaskPushNotificationConfig;
        Task |task| cut(&mut task.status.timestamp);
        ListTasksRequest |request| cut(&mut request.status_timestamp_after);
        ListTasksResponse |response| response.tasks.iter_mut().for_each(|task| cut(&mut task.status.timestamp));
        TaskStatusUpdateEvent |update| cut(&mut update.status.timestamp);
        StreamResponse |event| match event {
            StreamResponse::Task(task) => cut(&mut task.status.timestamp),
            StreamResponse::StatusUpdate(update) => cut(&mut update.status.timestamp),
            _ => {}
        };
        SendMessageResponse |response| {
            if let SendMessageResponse::Task(task) = response {
                cut(&mut task.status.timestamp);
            }
        };
    }
}

/// Only milliseconds are written (§5.6.1).
fn cut(timestamp: &mut Option<Timestamp>) {
    if let Some(time) = timestamp {
        *time = Timestamp::new(time.seconds(), time.nanoseconds() / 1_000_000 * 1_000_000).unwrap();
    }
}

fn round_trip<T>(data: &[u8], cut: impl FnOnce(&mut T))
where
    T: DeserializeOwned + Serialize + Validate + PartialEq + Debug,
{
    let mut value: T = match from_slice(data) {
        Ok(value) => value,
        Err(error) => {
            assert!(error.to_string().len() < MAX_MESSAGE, "{error}");
            return;
        }
    };
    if let Err(violations) = validate(&value) {
        assert!(violations.to_string().len() < MAX_MESSAGE, "{violations}");
    }
    cut(&mut value);
    let written = serde_json::to_vec(&value).unwrap();
    let again: T = from_slice(&written)
        .unwrap_or_else(|error| panic!("{error}: {value:?} is written as {}", written.escape_ascii()));
    assert_eq!(again, value, "written as {}", written.escape_ascii());
    assert_eq!(serde_json::to_vec(&again).unwrap(), written);
    // REQUIRED lists are written where they were absent; nothing else adds a level.
    if let Ok(document) = read(data) {
        assert!(
            depth(&read(&written).unwrap()) <= depth(&document) + 1,
            "what is written is nested deeper than what was read"
        );
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

/// Parameters of requests: a line `name=value` for each field of path and query, an empty line, the body.
pub fn parameters(data: &[u8]) {
    let (head, body) = split_at(data, b"\n\n");
    let head = String::from_utf8_lossy(head);
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    for (name, value) in head.lines().filter_map(|line| line.split_once('=')) {
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, values)) => values.push(value.to_owned()),
            None => fields.push((name.to_owned(), vec![value.to_owned()])),
        }
    }
    let parameters = Parameters::json(body).with_fields(&fields);
    macro_rules! each {
        ($($type:ident)*) => {$( usable(parameters.request::<$type>()); )*};
    }
    each!(
        CancelTaskRequest DeleteTaskPushNotificationConfigRequest GetTaskPushNotificationConfigRequest
        GetTaskRequest ListTaskPushNotificationConfigsRequest ListTasksRequest SendMessageRequest
        SubscribeToTaskRequest TaskPushNotificationConfig
    );
    // A field wins over the body.
    if let Ok(request) = parameters.request::<GetTaskRequest>()
        && let Some((_, ids)) = fields.iter().find(|(name, _)| name == "id")
        && let Some(id) = ids.iter().rfind(|id| !id.is_empty())
    {
        assert_eq!(request.id, *id);
    }
}

/// Either an error of a few kilobytes, or a request that can come back inside of a response and still be read.
fn usable<T: Serialize>(request: Result<T, A2aError>) {
    match request {
        Ok(request) => {
            let written = serde_json::to_string(&request).unwrap();
            // A part of a message of the history of a task of a list, in an envelope.
            let response = format!(r#"{{"result":{{"tasks":[{{"history":[{{"parts":[{written}]}}]}}]}}}}"#);
            if let Err(error) = read(response.as_bytes()) {
                panic!("{error}: {response}");
            }
        }
        Err(error) => {
            let details = Value::from(error.details().to_vec()).to_string();
            assert!(error.message().len() + details.len() < MAX_MESSAGE, "{error}");
        }
    }
}
