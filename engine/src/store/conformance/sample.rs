//! What the cases put into stores.

use super::violation::{Verdict, Violation};
use crate::store::{Entry, PushFailure, Scope, TaskKey};
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{
    Artifact, AuthenticationInfo, Message, Role, StreamResponse, Task, TaskArtifactUpdateEvent,
    TaskPushNotificationConfig, TaskState, TaskStatus, TaskStatusUpdateEvent,
};
use std::env;
use std::hash::{BuildHasher, Hasher, RandomState};

/// A moment from which the cases count, in milliseconds since 1970.
pub(super) const NOON: i64 = 1_760_011_200_000;

/// The states that end a task.
pub(super) const TERMINAL: [TaskState; 4] = [
    TaskState::Completed,
    TaskState::Failed,
    TaskState::Canceled,
    TaskState::Rejected,
];

/// A task of everything that JSON can say: texts that are hard to store, numbers beyond 2^53, `null` as data, bytes,
/// states, roles and parts that this version of the protocol does not have, empty lists and objects.
const RICH: &str = r#"{
  "id": "task", "contextId": "context \u0000 \ud83e\udd80 e\u0301 \u2028 '; --",
  "status": {
    "state": "TASK_STATE_DAYDREAMING", "timestamp": "2025-10-09T12:00:00.123Z",
    "message": {"messageId": "m \"1\"", "role": "ROLE_MODERATOR", "parts": [{"text": "nul \u0000, crab \ud83e\udd80, line\r\nend, \u007f \ufeff \uffff"}]}
  },
  "artifacts": [{
    "artifactId": "a\u0000", "name": "na\u00efve", "description": "\\ \" % _ \t",
    "parts": [
      {"text": ""}, {"data": null}, {"data": false}, {"data": ""}, {"data": {}}, {"data": []},
      {"data": {"big": 9007199254740993, "bigger": 18446744073709551615, "small": -9223372036854775808,
                "tenth": 0.1, "huge": 1.7976931348623157e308, "tiny": 5e-324, "whole": 1.0,
                "z": [null, {"a": {"": null}}], "a": "\u0000"}},
      {"raw": "AP8Q/w==", "filename": "b\u00efts.bin", "mediaType": "application/octet-stream"}, {"raw": ""},
      {"url": "https://example.com/?q=\ud83e\udd80#f", "metadata": {"of a part": 1}},
      {"hologram": {"layers": [1, 2, 9007199254740993]}}
    ],
    "metadata": {"null": null, "list": [], "object": {}}, "extensions": ["urn:x", "urn:y"]
  }, {"artifactId": "empty", "parts": []}],
  "history": [
    {"messageId": "1", "role": "ROLE_USER", "parts": [{"text": "hello"}], "extensions": ["urn:x"],
     "referenceTaskIds": ["other", ""], "taskId": "task", "contextId": "c", "metadata": {"k": {"v": [1.5]}}},
    {"messageId": "1", "role": 7, "parts": [{"data": [null]}]},
    {"messageId": "", "role": "ROLE_UNSPECIFIED", "parts": []}
  ],
  "metadata": {"\u0000": "\u0000", "emoji \ud83e\udd80": {"deep": {"deep": {"deep": 18446744073709551615}}}}
}"#;

pub(super) fn rich_task() -> Verdict<Task> {
    a2a_bindings::from_slice(RICH.as_bytes())
        .map_err(|error| Violation::new(format!("the suite itself is broken: {error}")))
}

/// Strings that stores have taken for each other, or for something else.
pub(super) fn hard_strings() -> Vec<String> {
    let mut strings: Vec<String> = [
        "",
        " ",
        "a",
        "A",
        "a ",
        " a",
        "a\0",
        "a\0b",
        "a\nb",
        "a/b",
        "a:b",
        "a%2Fb",
        "a%",
        "a_",
        "ab",
        "a*",
        "a'b",
        "a\"b",
        "a\\b",
        "'; DROP TABLE tasks; --",
        "\u{e9}",
        "e\u{301}",
        "\u{df}",
        "ss",
        "SS",
        "\u{130}",
        "\u{1f980}",
        "\u{fffd}",
        "\u{ffff}",
        "\u{10ffff}",
        "0",
        "00",
        "1",
        "1.0",
        "1e0",
        "-1",
        "null",
        "true",
        "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    ]
    .map(str::to_owned)
    .into();
    strings.push("long".repeat(500));
    strings.push("long".repeat(500) + "er");
    strings
}

pub(super) fn scope() -> Scope {
    Scope::new("tenant", "principal")
}

pub(super) fn key(scope: &Scope, task_id: &str) -> TaskKey {
    TaskKey {
        scope: scope.clone(),
        task_id: task_id.to_owned(),
    }
}

/// A time in milliseconds since 1970.
pub(super) fn time(milliseconds: i64) -> Option<Timestamp> {
    let nanoseconds = u32::try_from(milliseconds.rem_euclid(1_000)).ok()? * 1_000_000;
    Timestamp::new(milliseconds.div_euclid(1_000), nanoseconds).ok()
}

/// A status at a time in milliseconds after [`NOON`].
pub(super) fn status(state: TaskState, after_noon: i64) -> TaskStatus {
    let mut status = TaskStatus::new(state);
    status.timestamp = time(NOON + after_noon);
    status
}

/// A task whose context is `context`.
pub(super) fn task(id: &str, state: TaskState, after_noon: i64) -> Task {
    Task::new(id, status(state, after_noon)).with_context_id("context")
}

pub(super) fn working(id: &str) -> Task {
    task(id, TaskState::Working, 0)
}

pub(super) fn first(task: &Task) -> Entry {
    Entry::new(1, StreamResponse::Task(task.clone()))
}

pub(super) fn status_update(task: &Task, status: TaskStatus) -> StreamResponse {
    TaskStatusUpdateEvent::new(&task.id, &task.context_id, status).into()
}

pub(super) fn state_update(task: &Task, state: TaskState, after_noon: i64) -> StreamResponse {
    status_update(task, status(state, after_noon))
}

/// A status update that says which entry it is, by the id of its message.
pub(super) fn note(task_id: &str, number: u64) -> StreamResponse {
    let after_noon = i64::try_from(number).unwrap_or_default();
    let message = Message::new(number.to_string(), Role::Agent, ["note"]);
    let status = status(TaskState::Working, after_noon).with_message(message);
    TaskStatusUpdateEvent::new(task_id, "context", status).into()
}

/// What [`note`] says.
pub(super) fn noted(task: &Task) -> Option<u64> {
    task.status.message.as_ref()?.message_id.parse().ok()
}

pub(super) fn artifact_update(task: &Task, artifact: Artifact, append: bool) -> StreamResponse {
    TaskArtifactUpdateEvent::new(&task.id, &task.context_id, artifact)
        .with_append(append)
        .into()
}

pub(super) fn webhook(task_id: &str, id: &str) -> TaskPushNotificationConfig {
    TaskPushNotificationConfig::new(format!("https://example.com/\u{1f980}?{id}"))
        .with_task_id(task_id)
        .with_id(id)
        .with_token("token \0 \u{e9}")
        .with_authentication(AuthenticationInfo::new("Bearer").with_credentials("credentials '; --"))
}

/// A failure at a time in milliseconds after [`NOON`].
pub(super) fn failure(number: u64, after_noon: i64) -> Verdict<PushFailure> {
    let time = time(NOON + after_noon);
    let time = time.ok_or_else(|| Violation::new("the suite itself is broken: no such time"))?;
    Ok(PushFailure::new(number, time, 7, "503 \u{1f980} \0"))
}

/// Numbers that look random and are the same again for the same seed.
pub(super) struct Random(u64);

impl Random {
    /// The variable of the environment that says which seed to take.
    const SEED: &str = "A2A_CONFORMANCE_SEED";

    /// Numbers of a new seed, unless the environment names one, and how to have them again.
    pub(super) fn new() -> (Self, String) {
        let given = env::var(Self::SEED).ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| RandomState::new().build_hasher().finish());
        (Self(seed), format!("again with {}={seed}", Self::SEED))
    }

    /// The next number below a bound (SplitMix64).
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound.max(1)
    }

    pub(super) fn pick<T: Clone>(&mut self, items: &[T]) -> Option<T> {
        let length = u64::try_from(items.len()).ok()?;
        items.get(usize::try_from(self.below(length)).ok()?).cloned()
    }
}
