//! The agent card at its well-known address (§8.2, §8.6, §14.3).

use super::answer;
use super::media_type::JSON;
use super::options::Options;
use a2a_bindings::Bytes;
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use axum::routing::get;
use http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue, StatusCode};
use std::hash::{DefaultHasher, Hasher};

/// Where clients look for the card of an agent (§8.2).
pub const AGENT_CARD_PATH: &str = "/.well-known/agent-card.json";

/// A router that serves an agent card at [`AGENT_CARD_PATH`], for GET and HEAD.
///
/// The card is sent byte for byte as it is given, so its signatures stay what they are. Clients may keep it for
/// [`Options::card_max_age`]; the `ETag` comes from its content, and a client that has it already is answered with
/// 304 (§8.6.1). [`Router::merge`] it at the root of the server, since the address is a well-known one.
pub fn agent_card(card_json: Bytes, options: Options) -> Router {
    let card = Card::new(card_json, &options);
    Router::new().route(
        AGENT_CARD_PATH,
        get(move |headers: HeaderMap| {
            let response = card.response(&headers);
            async move { response }
        }),
    )
}

#[derive(Clone)]
struct Card {
    json: Bytes,
    etag: String,
    cache_control: String,
}

impl Card {
    fn new(json: Bytes, options: &Options) -> Self {
        // Not a cryptographic hash: whoever could choose a colliding card can replace the card.
        let mut hasher = DefaultHasher::new();
        hasher.write(&json);
        Self {
            etag: format!("\"{:x}-{:016x}\"", json.len(), hasher.finish()),
            cache_control: format!("public, max-age={}", options.card_max_age.as_secs()),
            json,
        }
    }

    fn response(&self, headers: &HeaderMap) -> Response {
        let mut response = if self.is_known(headers) {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        } else {
            answer::document(StatusCode::OK, HeaderValue::from_static(JSON), self.json.clone())
        };
        for (name, value) in [(ETAG, &self.etag), (CACHE_CONTROL, &self.cache_control)] {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }

    /// Whether the client has the card already; a weak tag of it counts too (RFC 9110 §13.1.2).
    fn is_known(&self, headers: &HeaderMap) -> bool {
        let values = headers
            .get_all(IF_NONE_MATCH)
            .into_iter()
            .filter_map(|value| value.to_str().ok());
        values
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == self.etag)
    }
}
