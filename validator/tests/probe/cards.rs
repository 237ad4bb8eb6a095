//! How cards are served.

use crate::agent::{Agent, CardAnswer, failed_at, found_at, response};
use a2a_validator::probe::ProbeErrorKind;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, Response};
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A card with these headers, never 304.
fn with_headers(headers: &[(&str, &str)], card: &Value) -> Response<Body> {
    let mut response = response(200, "application/json", card.to_string());
    for (name, value) in headers {
        let name: HeaderName = name.parse().unwrap();
        response.headers_mut().insert(name, value.parse().unwrap());
    }
    response
}

fn redirect(status: u16, location: &str) -> Response<Body> {
    let response = Response::builder().status(status).header("location", location);
    response.body(Body::empty()).unwrap()
}

const CACHED: [(&str, &str); 2] = [("cache-control", "max-age=60"), ("etag", "\"1\"")];

#[tokio::test]
async fn what_is_wrong_with_how_a_card_is_served() {
    let at = |card_answer: Box<CardAnswer>| Agent {
        card_answer,
        ..Agent::default()
    };
    for (about, agent, expected) in [
        ("all is well", Agent::default(), &[][..]),
        (
            "conditions are not looked at",
            at(Box::new(|_, _, card| Some(with_headers(&CACHED, card)))),
            &["W  card-not-modified"],
        ),
        (
            "conditions by time are not looked at, and there is no tag",
            at(Box::new(|_, _, card| {
                let headers = [
                    ("cache-control", "max-age=60"),
                    ("last-modified", "Fri, 20 Nov 2026 12:00:00 GMT"),
                ];
                Some(with_headers(&headers, card))
            })),
            &["W  etag", "W  card-not-modified"],
        ),
        (
            "there is nothing to make a condition of",
            at(Box::new(|_, _, card| {
                Some(with_headers(&[("cache-control", "max-age=60")], card))
            })),
            &["W  etag"],
        ),
        (
            "it is elsewhere on the same host",
            at(Box::new(|headers: &HeaderMap, path, card| match path {
                "/.well-known/agent-card.json" => Some(redirect(301, "/card")),
                _ if headers.contains_key("if-none-match") => {
                    Some(Response::builder().status(304).body(Body::empty()).unwrap())
                }
                _ => Some(with_headers(&CACHED, card)),
            })),
            &["W  card-redirect"],
        ),
        (
            "it breaks its own rules and its schema",
            Agent {
                edit: Box::new(|card| {
                    card["supportedInterfaces"][0]["protocolVersion"] = "1".into();
                    card["name"] = 7.into();
                }),
                ..Agent::default()
            },
            &[
                "E /name type",
                "W /supportedInterfaces/0/protocolVersion card-version",
                "#0 A /supportedInterfaces/0 interface-unchecked",
            ],
        ),
        (
            "it is no JSON",
            at(Box::new(|headers: &HeaderMap, _, _| {
                if headers.contains_key("if-none-match") {
                    return Some(Response::builder().status(304).body(Body::empty()).unwrap());
                }
                Some(with_headers(&CACHED, &Value::String("\u{0}".to_owned())))
                    .map(|response| response.map(|_| Body::from("<html>")))
            })),
            &["E  syntax"],
        ),
    ] {
        assert_eq!(found_at(agent).await, expected, "{about}");
    }
}

#[tokio::test]
async fn a_card_that_is_another_one_each_time_cannot_be_kept() {
    let count = AtomicUsize::new(0);
    let agent = Agent {
        card_answer: Box::new(move |_, _, card| {
            let mut card = card.clone();
            card["version"] = count.fetch_add(1, Ordering::Relaxed).to_string().into();
            Some(with_headers(&CACHED, &card))
        }),
        ..Agent::default()
    };
    assert_eq!(found_at(agent).await, ["W  card-not-modified"]);
}

#[tokio::test]
async fn without_a_card_there_is_nothing_to_check() {
    for (card_answer, kind, message) in [
        (
            Box::new(|_: &HeaderMap, _: &str, _: &Value| Some(response(404, "text/html", "no")))
                as Box<CardAnswer>,
            ProbeErrorKind::NoCard,
            "/.well-known/agent-card.json has no agent card: the server answered 404",
        ),
        (
            Box::new(|_, _, _| Some(response(401, "text/html", "no"))),
            ProbeErrorKind::Unauthorized,
            "/.well-known/agent-card.json answers 401 and no agent card",
        ),
        (
            Box::new(|_, _, _| Some(redirect(302, "https://other.example/card?key=geheim"))),
            ProbeErrorKind::NoCard,
            "/.well-known/agent-card.json redirects to https://other.example/card?[redacted], another origin, and is not \
             followed",
        ),
        (
            Box::new(|_, path, _| Some(redirect(302, path))),
            ProbeErrorKind::NoCard,
            "/.well-known/agent-card.json redirects without end",
        ),
        (
            Box::new(|_, _, _| Some(response(200, "text/event-stream", "data: {}\n\n"))),
            ProbeErrorKind::NoCard,
            "/.well-known/agent-card.json is a stream of events and no agent card",
        ),
    ] {
        let agent = Agent {
            card_answer,
            ..Agent::default()
        };
        assert_eq!(failed_at(agent).await, (kind, message.to_owned()));
    }
}
