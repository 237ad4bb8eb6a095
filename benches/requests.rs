//! What the load sends: requests as the bytes that go over the wire.

use crate::Outcome;
use crate::agents::Script;
use crate::child::Server;
use a2a_bindings::v1_0::{Message, Role, SendMessageRequest};
use serde::Serialize;

/// The paths of the floor, which has a handler for each purpose.
pub(crate) const FLOOR_SEND: &str = "/";
/// See [`FLOOR_SEND`].
pub(crate) const FLOOR_STREAM: &str = "/stream";
/// See [`FLOOR_SEND`].
pub(crate) const FLOOR_SUBSCRIBE: &str = "/subscribe";
/// See [`FLOOR_SEND`].
pub(crate) const FLOOR_BROADCAST: &str = "/broadcast";

/// A JSON-RPC call of a server; the engine has one path for everything.
pub(crate) fn call(
    server: &Server,
    floor_path: &str,
    method: &str,
    params: &impl Serialize,
) -> Outcome<Vec<u8>> {
    let path = if server.is_floor { floor_path } else { "/" };
    let params = serde_json::to_string(params)?;
    let body = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{params}}}"#);
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\na2a-version: 1.0\r\n\
         content-length: {}\r\n\r\n{body}",
        server.address(),
        body.len()
    );
    Ok(request.into_bytes())
}

/// The message for a script, which begins a task.
pub(crate) fn message(script: Script) -> SendMessageRequest {
    SendMessageRequest::new(Message::new("m-1", Role::User, [script.text()]))
}
