//! Decoding what an agent answers, in either binding.

use super::binding::Binding;
use super::error::{ClientError, ClientErrorKind, excerpt};
use super::http_json::Outline;
use super::json_rpc::{Response, Said};
use super::reported;
use a2a_bindings::protocol::Protocol;
use a2a_bindings::{A2aError, DecodeError, Empty, from_slice};
use http::StatusCode;
use serde::de::DeserializeOwned;

/// A request, as far as its answer depends on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question {
    pub(super) protocol: &'static Protocol,
    pub(super) binding: Binding,
    /// The name of the operation.
    pub(super) method: &'static str,
    /// What the id of a JSON-RPC envelope must be.
    pub(super) id: u64,
}

impl Question {
    /// Decodes an answer with a status of success, or an event of a stream.
    pub(super) fn answer<R: DeserializeOwned>(&self, json: &[u8]) -> Result<R, ClientError> {
        match self.binding {
            Binding::JsonRpc => self.json_rpc(json),
            Binding::HttpJson => self.http_json(json),
        }
    }

    /// The error of an answer with a status of failure.
    pub(super) fn failure(&self, status: StatusCode, body: &[u8]) -> ClientError {
        match self.reported(status, body) {
            Some(error) => error.into(),
            None => {
                let body = excerpt(body);
                let separator = if body.is_empty() { "" } else { ": " };
                let message = format!(
                    "the server answered {} with {status}{separator}{body}",
                    self.method
                );
                ClientError::new(ClientErrorKind::Http(status.as_u16()), message)
            }
        }
    }

    /// The error of the protocol in an answer with a status of failure.
    fn reported(&self, status: StatusCode, body: &[u8]) -> Option<A2aError> {
        match self.binding {
            Binding::JsonRpc => match from_slice::<Response<Empty>>(body).ok()?.to(self.id) {
                Said::Error(error) => Some(reported::json_rpc(self.protocol, &error, status.as_u16())),
                Said::Result(_) | Said::Nonsense(_) => None,
            },
            Binding::HttpJson => {
                let error = from_slice::<Outline>(body).ok()?.error?;
                reported::http_json(self.protocol, &error, status.as_u16())
            }
        }
    }

    fn json_rpc<R: DeserializeOwned>(&self, json: &[u8]) -> Result<R, ClientError> {
        let response = from_slice::<Response<R>>(json).map_err(|error| {
            // A result that cannot be decoded does not matter beside an error.
            match from_slice::<Response<Empty>>(json).map(|response| response.to(self.id)) {
                Ok(Said::Error(error)) => reported::json_rpc(self.protocol, &error, 200).into(),
                _ => self.undecodable(json, error),
            }
        })?;
        match response.to(self.id) {
            Said::Result(result) => Ok(result),
            Said::Error(error) => Err(reported::json_rpc(self.protocol, &error, 200).into()),
            Said::Nonsense(what) => Err(self.protocol_error(&what)),
        }
    }

    fn http_json<R: DeserializeOwned>(&self, json: &[u8]) -> Result<R, ClientError> {
        // An empty response may have no body at all.
        let json = if json.trim_ascii().is_empty() {
            b"null"
        } else {
            json
        };
        // Whatever is no object says nothing of itself.
        let outline = from_slice::<Outline>(json).unwrap_or_default();
        if let Some(error) = outline
            .error
            .and_then(|error| reported::http_json(self.protocol, &error, 200))
        {
            return Err(error.into());
        }
        if outline.is_envelope {
            return Err(self.protocol_error("is a JSON-RPC response, which HTTP+JSON does not have"));
        }
        from_slice(json).map_err(|error| self.undecodable(json, error))
    }

    /// The answer breaks the protocol.
    pub(super) fn protocol_error(&self, what: &str) -> ClientError {
        ClientError::new(
            ClientErrorKind::Protocol,
            format!("the answer to {} {what}", self.method),
        )
    }

    fn undecodable(&self, json: &[u8], error: DecodeError) -> ClientError {
        let what = match error.path() {
            _ if error.is_syntax() => format!("is not JSON: {}", excerpt(json)),
            "" => "has the wrong form".to_owned(),
            path => format!("has the wrong form at `{path}`"),
        };
        self.protocol_error(&what).with_source(error)
    }
}
