//! What an answer means, without what the binding puts around it (§4.2 of the format).

use super::http::{Answer, media_type};
use super::request::Request;
use crate::acts::assertion::shown;
use crate::acts::result::Failure;
use crate::acts::suite::Transport;
use a2a_bindings::ErrorInfo;
use a2a_bindings::protocol::Protocol;
use serde_json::{Value, json};

/// What an operation came to.
#[derive(Debug)]
pub(crate) enum Outcome {
    Success(Value),
    Failure(WireError),
}

/// An error as it was on the wire.
#[derive(Debug, Clone)]
pub(crate) struct WireError {
    pub(crate) transport: Transport,
    pub(crate) http_status: u16,
    /// The code of JSON-RPC, or the HTTP status.
    pub(crate) code: Option<i64>,
    /// The `google.rpc.ErrorInfo` among its details.
    pub(crate) info: Option<Value>,
    pub(crate) details: Option<Value>,
    /// All of it.
    pub(crate) whole: Value,
}

const ERROR_INFO: &str = "google.rpc.ErrorInfo";

impl WireError {
    pub(crate) fn json_rpc(error: &Value, http_status: u16) -> Self {
        let details = error.get("data").cloned();
        Self {
            transport: Transport::JsonRpc,
            http_status,
            code: error.get("code").and_then(Value::as_i64),
            info: details.as_ref().and_then(info),
            details,
            whole: error.clone(),
        }
    }

    /// The error of an answer that is none of success; one that is not in the form of §11.6 has at least its status.
    fn http(answer: &Answer) -> Self {
        let body = serde_json::from_slice::<Value>(&answer.body).ok();
        let error = body
            .as_ref()
            .and_then(|body| body.get("error"))
            .filter(|error| error.is_object());
        let whole = error.cloned().unwrap_or_else(|| {
            json!({"code": answer.status, "message": shown(Some(&String::from_utf8_lossy(&answer.body).into()))})
        });
        Self::http_json(&whole, answer.status)
    }

    fn http_json(error: &Value, http_status: u16) -> Self {
        let details = error.get("details").cloned();
        Self {
            transport: Transport::Rest,
            http_status,
            code: Some(i64::from(http_status)),
            info: details.as_ref().and_then(info),
            details,
            whole: error.clone(),
        }
    }

    pub(crate) fn message(&self) -> Option<&Value> {
        self.whole.get("message")
    }

    pub(crate) fn reason(&self) -> Option<&str> {
        self.info.as_ref()?.get("reason")?.as_str()
    }

    /// Whether it says that the parameters are wrong.
    pub(crate) fn is_of_parameters(&self) -> bool {
        match self.transport {
            Transport::JsonRpc => self.code == Some(-32602),
            _ => self.http_status == 400 && self.reason().is_none(),
        }
    }

    /// Why this is not the error of the protocol; `None` if it is (§5.4). Over HTTP+JSON many errors share a status, so
    /// the reason has to be there (§11.6), and to be none of another error where this one has none.
    pub(crate) fn differs_from(&self, info: &ErrorInfo, protocol: &Protocol) -> Option<String> {
        let (expected, actual) = match self.transport {
            Transport::JsonRpc => (info.json_rpc_code, self.code),
            _ => (i64::from(info.http_status), Some(i64::from(self.http_status))),
        };
        if actual != Some(expected) {
            return Some(format!("the code is not {expected}"));
        }
        match (info.reason.as_deref(), self.reason()) {
            (Some(expected), Some(actual)) if expected != actual => {
                Some(format!("the reason is not {expected}"))
            }
            (Some(expected), None) if self.transport != Transport::JsonRpc => Some(format!(
                "no ErrorInfo says the reason {expected}, and other errors have the same status (§11.6)"
            )),
            (None, Some(actual)) => {
                let mut others = protocol.errors.iter();
                let other = others.find(|other| other.reason.as_deref() == Some(actual))?;
                Some(format!("the reason {actual} is that of {}", other.name))
            }
            _ => None,
        }
    }

    /// In a few words.
    pub(crate) fn summary(&self, protocol: &Protocol) -> String {
        let known = protocol.errors.iter().find(|info| match self.reason() {
            Some(reason) => info.reason.as_deref() == Some(reason),
            None => self.transport == Transport::JsonRpc && Some(info.json_rpc_code) == self.code,
        });
        let name = known.map_or(self.reason().unwrap_or("an error"), |info| &info.name);
        let code = self
            .code
            .map_or_else(|| "without a code".to_owned(), |code| code.to_string());
        format!(
            "{} ({code}): {}",
            crate::names::excerpt(name),
            shown(self.message())
        )
    }
}

fn info(details: &Value) -> Option<Value> {
    let is_info = |detail: &&Value| {
        detail
            .get("@type")
            .and_then(Value::as_str)
            .is_some_and(|name| name.ends_with(ERROR_INFO))
    };
    details.as_array()?.iter().find(is_info).cloned()
}

/// What a document answers.
pub(crate) fn outcome(transport: Transport, request: &Request, answer: &Answer) -> Result<Outcome, Failure> {
    if !request.is_card && transport == Transport::JsonRpc {
        return json_rpc(request, &parse(answer)?, answer.status);
    }
    if !(200..300).contains(&answer.status) {
        return Ok(Outcome::Failure(WireError::http(answer)));
    }
    // What has nothing to say may have no body.
    if answer.body.is_empty() && request.method.is_some_and(|method| method.response.is_none()) {
        return Ok(Outcome::Success(json!({})));
    }
    parse(answer).map(Outcome::Success)
}

fn json_rpc(request: &Request, envelope: &Value, status: u16) -> Result<Outcome, Failure> {
    let wrong = |message: &str| Failure {
        actual: shown(Some(envelope)),
        expected: "a JSON-RPC response (§9.4)".to_owned(),
        ..Failure::new(message)
    };
    if envelope.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return Err(wrong("the answer is no JSON-RPC 2.0 response"));
    }
    let error = envelope.get("error").filter(|error| !error.is_null());
    // What could not be read has no id to be repeated.
    let repeats = envelope.get("id") == request.id.as_ref()
        || (error.is_some() && envelope.get("id") == Some(&Value::Null));
    if request.id.is_some() && !repeats {
        return Err(wrong("the answer does not repeat the id of the request"));
    }
    match (envelope.get("result"), error) {
        (_, Some(error)) => Ok(Outcome::Failure(WireError::json_rpc(error, status))),
        (Some(result), None) => Ok(Outcome::Success(result.clone())),
        (None, None) => Err(wrong("the answer has neither `result` nor `error`")),
    }
}

/// What an event of a stream says.
pub(crate) fn event(transport: Transport, request: &Request, data: &[u8]) -> Result<Outcome, Failure> {
    let value: Value = serde_json::from_slice(data).map_err(|error| Failure {
        expected: "JSON".to_owned(),
        actual: shown(Some(&String::from_utf8_lossy(data).into())),
        ..Failure::new(format!("an event is not JSON: {error}"))
    })?;
    if transport == Transport::JsonRpc {
        return json_rpc(request, &value, 200);
    }
    match value.get("error").filter(|error| error.is_object()) {
        Some(error) => {
            let status = error
                .get("code")
                .and_then(Value::as_u64)
                .and_then(|code| u16::try_from(code).ok());
            Ok(Outcome::Failure(WireError::http_json(
                error,
                status.unwrap_or(500),
            )))
        }
        None => Ok(Outcome::Success(value)),
    }
}

/// The JSON of an answer.
pub(crate) fn parse(answer: &Answer) -> Result<Value, Failure> {
    serde_json::from_slice(&answer.body).map_err(|error| {
        let media_type = media_type(&answer.headers);
        let media_type = if media_type.is_empty() {
            "no media type".to_owned()
        } else {
            media_type
        };
        Failure {
            expected: "JSON".to_owned(),
            actual: shown(Some(&String::from_utf8_lossy(&answer.body).into())),
            ..Failure::new(format!(
                "HTTP {} with {} is not JSON: {error}",
                answer.status,
                crate::names::excerpt(&media_type)
            ))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use a2a_bindings::v1_0::PROTOCOL;

    fn error(transport: Transport, status: u16, error: Value) -> WireError {
        match transport {
            Transport::JsonRpc => WireError::json_rpc(&error, status),
            _ => WireError::http_json(&error, status),
        }
    }

    #[test]
    fn errors_are_told_by_code_and_reason() {
        let info = |reason: &str| json!([{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "a2a-protocol.org"}]);
        let rpc = Transport::JsonRpc;
        for (one, name, expected) in [
            (
                error(rpc, 200, json!({"code": -32001})),
                "TaskNotFoundError",
                None,
            ),
            (
                error(rpc, 200, json!({"code": -32001})),
                "TaskNotCancelableError",
                Some("the code is not -32002"),
            ),
            (
                error(rpc, 200, json!({"code": -32001, "data": info("TASK_NOT_FOUND")})),
                "TaskNotFoundError",
                None,
            ),
            (
                error(rpc, 200, json!({"code": -32001, "data": info("OTHER")})),
                "TaskNotFoundError",
                Some("the reason is not TASK_NOT_FOUND"),
            ),
            (
                error(rpc, 200, json!({"code": "-32001"})),
                "TaskNotFoundError",
                Some("the code is not -32001"),
            ),
            (
                error(Transport::Rest, 404, json!({"details": info("TASK_NOT_FOUND")})),
                "TaskNotFoundError",
                None,
            ),
            (
                error(Transport::Rest, 404, json!({})),
                "TaskNotFoundError",
                Some(
                    "no ErrorInfo says the reason TASK_NOT_FOUND, and other errors have the same status (§11.6)",
                ),
            ),
            (error(Transport::Rest, 400, json!({})), "InvalidParamsError", None),
            (
                error(Transport::Rest, 400, json!({"details": info("OF_ITS_OWN")})),
                "InvalidParamsError",
                None,
            ),
            (
                error(
                    Transport::Rest,
                    400,
                    json!({"details": info("TASK_NOT_CANCELABLE")}),
                ),
                "InvalidParamsError",
                Some("the reason TASK_NOT_CANCELABLE is that of TaskNotCancelableError"),
            ),
            (
                error(Transport::Rest, 404, json!({"details": info("TASK_NOT_FOUND")})),
                "MethodNotFoundError",
                Some("the reason TASK_NOT_FOUND is that of TaskNotFoundError"),
            ),
            (
                error(
                    Transport::Rest,
                    400,
                    json!({"details": info("TASK_NOT_CANCELABLE")}),
                ),
                "UnsupportedOperationError",
                Some("the reason is not UNSUPPORTED_OPERATION"),
            ),
            (
                error(
                    Transport::Rest,
                    409,
                    json!({"details": info("TASK_NOT_CANCELABLE")}),
                ),
                "TaskNotCancelableError",
                Some("the code is not 400"),
            ),
        ] {
            let info = PROTOCOL.error(name).unwrap();
            assert_eq!(
                one.differs_from(info, &PROTOCOL).as_deref(),
                expected,
                "{name} {}",
                one.whole
            );
        }
    }
}
