//! What stands in strings: timestamps, base64, and ids in paths.

use a2a_bindings::v1_0::{CANCEL_TASK, GET_TASK_PUSH_NOTIFICATION_CONFIG, PROTOCOL, Part, PartContent};
use a2a_bindings::{Bytes, Matched, Timestamp, from_slice};
use serde_json::{Value, json};
use std::time::SystemTime;

/// Timestamps (§5.6.1): what is printed has one form, and is the same time to the millisecond.
pub fn timestamp(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let Ok(time) = text.parse::<Timestamp>() else {
        return;
    };
    let printed = time.to_string();
    assert!(printed.len() == 24 && printed.ends_with('Z'), "{printed}");
    let again: Timestamp = printed.parse().unwrap();
    assert_eq!(
        (again.seconds(), again.nanoseconds() / 1_000_000),
        (time.seconds(), time.nanoseconds() / 1_000_000)
    );
    assert_eq!(again.to_string(), printed);
    assert_eq!(Timestamp::new(time.seconds(), time.nanoseconds()), Ok(time));
    if let Ok(system) = SystemTime::try_from(time) {
        assert_eq!(Timestamp::try_from(system), Ok(time));
    }
}

/// Base64 (§5.5): every sequence of bytes comes back, and a text that is read says the same in either alphabet,
/// padded or not.
pub fn base64(data: &[u8]) {
    let raw = |json: &Value| -> Option<Bytes> {
        match from_slice::<Part>(json.to_string().as_bytes()).ok()?.content {
            PartContent::Raw(bytes) => Some(bytes),
            other => panic!("read as {other:?}"),
        }
    };
    let written = serde_json::to_value(Part::raw(Bytes::copy_from_slice(data))).unwrap();
    assert_eq!(raw(&written).as_deref(), Some(data));

    let Ok(text) = str::from_utf8(data) else { return };
    if text.is_empty() {
        return;
    }
    let Some(bytes) = raw(&json!({ "raw": text })) else {
        return;
    };
    assert_eq!(bytes.len(), text.trim_end_matches('=').len() * 3 / 4);
    for same in [
        text.replace('+', "-").replace('/', "_"),
        text.replace('-', "+").replace('_', "/"),
        text.trim_end_matches('=').to_owned(),
    ] {
        assert_eq!(raw(&json!({ "raw": same })).as_ref(), Some(&bytes), "{same}");
    }
}

/// Ids in paths: what a client sends is what a server reads, whatever the ids are (two of them and a tenant, each on a
/// line); and any path is an operation or not, whose own path is then the same operation.
pub fn path(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let (tenant, id, other) = (line(), line(), line());
    if !id.is_empty() {
        returns(&CANCEL_TASK, &[("tenant", tenant), ("id", id)]);
        if !other.is_empty() {
            let fields = [("tenant", tenant), ("taskId", id), ("id", other)];
            returns(&GET_TASK_PUSH_NOTIFICATION_CONFIG, &fields);
        }
    }
    for verb in ["GET", "POST", "DELETE"] {
        if let Matched::Operation(operation) = PROTOCOL.route(verb, text) {
            let fields: Vec<_> = operation
                .fields
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            returns(operation.method, &fields);
        }
    }
}

/// Checks that the path that a client makes of the fields means the operation with the same fields.
fn returns(method: &'static a2a_bindings::protocol::MethodInfo, fields: &[(&'static str, &str)]) {
    let mut request = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Value::from(*value)))
        .collect();
    let (route, path) = method.path(&mut request).unwrap();
    assert!(path.is_ascii(), "{path}");
    let Matched::Operation(operation) = PROTOCOL.route(route.verb, &path) else {
        panic!("{path} is no operation");
    };
    assert_eq!(operation.method.name, method.name, "{path}");
    let expected: Vec<_> = fields.iter().filter(|(_, value)| !value.is_empty()).collect();
    let actual: Vec<_> = operation
        .fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    assert_eq!(actual.iter().collect::<Vec<_>>(), expected, "{path}");
}
