//! Client steps (§10 of the format): what this library's own client makes of an answer.

use super::answer::WireError;
use super::test::{Stop, TestRun};
use crate::acts::assertion::{Assertion, shown};
use crate::acts::result::Failure;
use crate::acts::suite::Operation;
use a2a_bindings::from_slice;
use a2a_bindings::v1_0::{
    AgentCard, ListTaskPushNotificationConfigsResponse, ListTasksResponse, SendMessageResponse,
    StreamResponse, Task, TaskPushNotificationConfig,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

impl TestRun<'_> {
    pub(super) fn client(
        &mut self,
        operation: Operation,
        payload: &Value,
        expect: &Assertion,
    ) -> Result<Value, Stop> {
        let parsed = self.parsed(operation, payload)?;
        self.assert(expect, Some(&parsed), "")?;
        Ok(parsed)
    }

    fn parsed(&self, operation: Operation, payload: &Value) -> Result<Value, Stop> {
        let is_envelope = payload.get("jsonrpc").is_some();
        if let Some(error) = payload.get("error").filter(|_| is_envelope) {
            return Ok(json!({"error": WireError::json_rpc(error, 200).whole}));
        }
        let result = if is_envelope {
            payload.get("result").unwrap_or(&Value::Null)
        } else {
            payload
        };
        let bytes = result.to_string().into_bytes();
        let Operation::Method(name) = operation else {
            return read::<AgentCard>(&bytes);
        };
        match self
            .context
            .validator
            .protocol()
            .method(name)
            .and_then(|method| method.response)
        {
            Some("SendMessageResponse") => read::<SendMessageResponse>(&bytes),
            Some("StreamResponse") => read::<StreamResponse>(&bytes),
            Some("Task") => read::<Task>(&bytes),
            Some("ListTasksResponse") => read::<ListTasksResponse>(&bytes),
            Some("TaskPushNotificationConfig") => read::<TaskPushNotificationConfig>(&bytes),
            Some("ListTaskPushNotificationConfigsResponse") => {
                read::<ListTaskPushNotificationConfigsResponse>(&bytes)
            }
            Some("AgentCard") => read::<AgentCard>(&bytes),
            None => Ok(json!({})),
            Some(other) => Err(Stop::Error(format!("this runner reads no {other}"))),
        }
    }
}

/// Reads a type, and writes it as it was understood.
fn read<T: DeserializeOwned + Serialize>(json: &[u8]) -> Result<Value, Stop> {
    let parsed: T = from_slice(json).map_err(|error| {
        let text = String::from_utf8_lossy(json).into_owned();
        Failure {
            path: error.path().to_owned(),
            expected: "a payload that can be read".to_owned(),
            actual: shown(Some(&text.into())),
            ..Failure::new(format!("the client cannot read the payload: {error}"))
        }
    })?;
    serde_json::to_value(&parsed)
        .map_err(|error| Stop::Error(format!("what was read cannot be written: {error}")))
}
