//! The agent card (§8.2, §8.6).

use crate::wire::{exchange, request, respond};
use a2a_bindings::Bytes;
use a2a_runtime::server::{AGENT_CARD_PATH, Options, agent_card};
use axum::Router;
use std::time::Duration;

const CARD: &str = "{ \"name\":\"Agent\\u0041\",\r\n\"signatures\":[] }\n";

fn app(card: &'static str) -> Router {
    agent_card(Bytes::from_static(card.as_bytes()), Options::new())
}

async fn etag(app: &Router) -> String {
    let response = respond(app, request(&format!("GET {AGENT_CARD_PATH}"))).await;
    response.headers()["etag"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_card_is_served_byte_for_byte() {
    let (app, etag) = (app(CARD), etag(&app(CARD)).await);
    let head =
        format!("200\ncache-control: public, max-age=300\ncontent-type: application/json\netag: {etag}\n\n");
    let get = request("GET /.well-known/agent-card.json\naccept: text/html");
    assert_eq!(exchange(&app, get).await, format!("{head}{CARD}"));
    assert_eq!(
        exchange(&app, request("HEAD /.well-known/agent-card.json")).await,
        head
    );
    let response = respond(&app, request("HEAD /.well-known/agent-card.json")).await;
    assert_eq!(response.headers()["content-length"], CARD.len().to_string());
    assert_eq!(
        exchange(&app, request("POST /.well-known/agent-card.json")).await,
        "405\nallow: GET,HEAD\n\n"
    );
}

#[tokio::test]
async fn the_tag_is_strong_and_comes_from_the_content() {
    let tag = etag(&app(CARD)).await;
    assert!(
        tag.len() > 2 && tag.starts_with('"') && tag.ends_with('"'),
        "{tag}"
    );
    assert_eq!(etag(&app(CARD)).await, tag);
    assert_ne!(
        etag(&app("{ \"name\":\"Agent\\u0042\",\r\n\"signatures\":[] }\n")).await,
        tag
    );
}

#[tokio::test]
async fn a_client_that_has_the_card_does_not_get_it_again() {
    let app = agent_card(
        Bytes::from_static(CARD.as_bytes()),
        Options::new().card_max_age(Duration::from_secs(7)),
    );
    let etag = etag(&app).await;
    let head = format!("cache-control: public, max-age=7\netag: {etag}\n\n");
    let fresh = format!(
        "200\n{}{CARD}",
        head.replace("\netag", "\ncontent-type: application/json\netag")
    );
    let not_modified = format!("304\n{head}");
    for (tags, expected) in [
        (etag.clone(), &not_modified),
        (format!("W/{etag}"), &not_modified),
        (format!("\"a,b\", {etag} ,\"c\""), &not_modified),
        (format!("\"a\"\nif-none-match: {etag}"), &not_modified),
        ("*".to_owned(), &not_modified),
        ("\"a\", \"b\"".to_owned(), &fresh),
        (etag.replace('"', ""), &fresh),
        (String::new(), &fresh),
    ] {
        let text = format!("GET {AGENT_CARD_PATH}\nif-none-match: {tags}");
        assert_eq!(exchange(&app, request(&text)).await, *expected, "{tags}");
    }
}
