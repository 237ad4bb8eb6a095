//! The agent card at its well-known address (§8.2, §8.6, §14.3).

use super::answer;
use super::media_type::JSON;
use super::options::Options;
use a2a_bindings::Bytes;
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use axum::routing::get;
use http::header::{CACHE_CONTROL, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use httpdate::HttpDate;
use std::hash::{DefaultHasher, Hasher};
use std::time::SystemTime;

/// Where clients look for the card of an agent (§8.2).
pub const AGENT_CARD_PATH: &str = "/.well-known/agent-card.json";

/// A router that serves an agent card at [`AGENT_CARD_PATH`], for GET and HEAD.
///
/// The card is sent byte for byte as it is given, so its signatures stay what they are. Clients may keep it for
/// [`Options::card_max_age`]; the `ETag` comes from its content, `Last-Modified` is [`Options::card_last_modified`],
/// and a client that has the card already is answered with 304 (§8.6.1). [`Router::merge`] it at the root of the
/// server, since the address is a well-known one.
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
    last_modified: HttpDate,
}

impl Card {
    fn new(json: Bytes, options: &Options) -> Self {
        // Not a cryptographic hash: whoever could choose a colliding card can replace the card.
        let mut hasher = DefaultHasher::new();
        hasher.write(&json);
        let now = SystemTime::now();
        let last_modified = options.card_last_modified.map_or(now, |time| time.min(now));
        Self {
            // Years before 1970 have no HTTP-date here.
            last_modified: last_modified.max(SystemTime::UNIX_EPOCH).into(),
            etag: format!("\"{:x}-{:016x}\"", json.len(), hasher.finish()),
            cache_control: format!("public, max-age={}", options.card_max_age.as_secs()),
            json,
        }
    }

    fn response(&self, headers: &HeaderMap) -> Response {
        let mut response = if self.is_known(headers) {
            // Without `Last-Modified`, since there is the tag (RFC 9110 §15.4.5).
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        } else {
            let mut response =
                answer::document(StatusCode::OK, HeaderValue::from_static(JSON), self.json.clone());
            insert(&mut response, LAST_MODIFIED, &self.last_modified.to_string());
            response
        };
        insert(&mut response, ETAG, &self.etag);
        insert(&mut response, CACHE_CONTROL, &self.cache_control);
        response
    }

    /// Whether the client has the card already, by its tag, or by its date if it sends no tag (RFC 9110 §13.2.2).
    fn is_known(&self, headers: &HeaderMap) -> bool {
        if headers.contains_key(IF_NONE_MATCH) {
            self.has_tag(headers)
        } else {
            self.has_date(headers)
        }
    }

    /// Whether a tag is the card's; a weak one of it counts too (RFC 9110 §13.1.2).
    fn has_tag(&self, headers: &HeaderMap) -> bool {
        texts(headers, IF_NONE_MATCH)
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == self.etag)
    }

    /// Whether the card is no newer than the date; what is not one date does not count (RFC 9110 §13.1.3).
    fn has_date(&self, headers: &HeaderMap) -> bool {
        let mut dates = texts(headers, IF_MODIFIED_SINCE);
        match (dates.next(), dates.next()) {
            (Some(date), None) => date
                .parse()
                .is_ok_and(|date: HttpDate| self.last_modified <= date),
            _ => false,
        }
    }
}

fn texts(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let values = headers.get_all(name).into_iter();
    values.filter_map(|value| value.to_str().ok())
}

fn insert(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
