//! Media types of requests and responses (§9.1, §11.1).

use super::error::content_type_not_supported;
use a2a_bindings::A2aError;
use a2a_bindings::protocol::Protocol;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};

/// The media type of the JSON-RPC binding.
pub(super) const JSON: &str = "application/json";
/// The media type of the HTTP+JSON binding (§14.1.1).
pub(super) const A2A_JSON: &str = "application/a2a+json";

/// Checks that the body is declared to be JSON of some kind, or not declared at all.
///
/// # Errors
/// It is declared to be something else.
pub(super) fn require_json(headers: &HeaderMap, protocol: &Protocol) -> Result<(), A2aError> {
    let Some(content_type) = headers.get(CONTENT_TYPE).filter(|value| !value.is_empty()) else {
        return Ok(());
    };
    let content_type = String::from_utf8_lossy(content_type.as_bytes());
    if is_json(essence(&content_type)) {
        Ok(())
    } else {
        Err(content_type_not_supported(protocol, &content_type))
    }
}

fn is_json(media_type: &str) -> bool {
    let suffix = || {
        let (_, subtype) = media_type.split_once('/')?;
        subtype.rsplit_once('+').map(|(_, suffix)| suffix)
    };
    media_type.eq_ignore_ascii_case(JSON)
        || suffix().is_some_and(|suffix| suffix.eq_ignore_ascii_case("json"))
}

/// The media type of an HTTP+JSON response.
///
/// The binding's own, unless `Accept` prefers plain JSON or, where `Accept` names neither, the request itself is
/// plain JSON: then the client may not know the other one.
pub(super) fn of_response(headers: &HeaderMap) -> HeaderValue {
    let (a2a_json, json) = (quality(headers, A2A_JSON), quality(headers, JSON));
    let plain = if a2a_json == 0.0 && json == 0.0 {
        let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        content_type.is_some_and(|value| essence(value).eq_ignore_ascii_case(JSON))
    } else {
        json > a2a_json
    };
    HeaderValue::from_static(if plain { JSON } else { A2A_JSON })
}

/// How much `Accept` wants exactly this media type, from 0 to 1 (RFC 9110 §12.4.2).
fn quality(headers: &HeaderMap, media_type: &str) -> f32 {
    let values = headers
        .get_all(ACCEPT)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    let named = values
        .flat_map(|value| value.split(','))
        .filter(|range| essence(range).eq_ignore_ascii_case(media_type));
    let weight = |range: &str| {
        let weight = range
            .split(';')
            .skip(1)
            .find_map(|parameter| parameter.trim().strip_prefix("q="));
        weight
            .and_then(|weight| weight.parse::<f32>().ok())
            .unwrap_or(1.0)
    };
    named.map(weight).fold(0.0, f32::max)
}

/// The type and subtype, whose case does not matter, without parameters.
fn essence(value: &str) -> &str {
    value.split(';').next().unwrap_or_default().trim()
}
