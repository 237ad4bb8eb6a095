//! The agent card (§8.2, §8.6).

use crate::wire::{exchange, request, respond};
use a2a_bindings::Bytes;
use a2a_runtime::server::{AGENT_CARD_PATH, Options, agent_card};
use axum::Router;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const MODIFIED: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const CARD: &str = "{ \"name\":\"Agent\\u0041\",\r\n\"signatures\":[] }\n";

fn app(card: &'static str) -> Router {
    agent_card(Bytes::from_static(card.as_bytes()), options())
}

/// The card is of 1994, and of half a second more, which no header can say.
fn options() -> Options {
    Options::new().card_last_modified(UNIX_EPOCH + Duration::from_millis(784_111_777_500))
}

async fn etag(app: &Router) -> String {
    let response = respond(app, request(&format!("GET {AGENT_CARD_PATH}"))).await;
    response.headers()["etag"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_card_is_served_byte_for_byte() {
    let (app, etag) = (app(CARD), etag(&app(CARD)).await);
    let head = format!(
        "200\ncache-control: public, max-age=300\ncontent-type: application/json\netag: {etag}\n\
         last-modified: {MODIFIED}\n\n"
    );
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
        options().card_max_age(Duration::from_secs(7)),
    );
    let etag = etag(&app).await;
    let head = format!("cache-control: public, max-age=7\netag: {etag}\n\n");
    let fresh = format!(
        "200\n{}{CARD}",
        head.replace("\netag", "\ncontent-type: application/json\netag")
            .replace("\n\n", &format!("\nlast-modified: {MODIFIED}\n\n"))
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
        // A date does not count beside a tag.
        (format!("\"a\"\nif-modified-since: {MODIFIED}"), &fresh),
        (
            format!("{etag}\nif-modified-since: Thu, 01 Jan 1970 00:00:00 GMT"),
            &not_modified,
        ),
    ] {
        let text = format!("GET {AGENT_CARD_PATH}\nif-none-match: {tags}");
        assert_eq!(exchange(&app, request(&text)).await, *expected, "{tags}");
    }
}

#[tokio::test]
async fn a_card_that_did_not_change_since_is_not_sent_again() {
    let app = app(CARD);
    for (dates, status) in [
        (MODIFIED, 304),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 304),
        ("Sun Nov  6 08:49:37 1994", 304),
        ("Sun, 06 Nov 1994 08:49:38 GMT", 304),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 304),
        ("Sun, 06 Nov 1994 08:49:36 GMT", 200),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 200),
        // No dates, or more than one.
        ("Sun, 06 Nov 1994 08:49:37", 200),
        ("Sat, 30 Feb 9999 00:00:00 GMT", 200),
        ("Sat, 01 Jan 0000 00:00:00 GMT", 200),
        ("tomorrow", 200),
        ("", 200),
        (
            "Sun, 06 Nov 1994 08:49:37 GMT\nif-modified-since: Sun, 06 Nov 1994 08:49:37 GMT",
            200,
        ),
    ] {
        for verb in ["GET", "HEAD"] {
            let text = format!("{verb} {AGENT_CARD_PATH}\nif-modified-since: {dates}");
            let response = respond(&app, request(&text)).await;
            assert_eq!(response.status(), status, "{text}");
            let headers = response.headers();
            assert!(headers.contains_key("etag") && headers.contains_key("cache-control"));
            assert_eq!(headers.contains_key("last-modified"), status == 200);
        }
    }
}

#[tokio::test]
async fn a_card_is_no_newer_than_its_router() {
    let second = Duration::from_secs(1);
    for time in [None, Some(SystemTime::now() + Duration::from_secs(3600))] {
        let before = SystemTime::now();
        let options = time.map_or_else(Options::new, |time| Options::new().card_last_modified(time));
        let app = agent_card(Bytes::from_static(CARD.as_bytes()), options);
        let after = SystemTime::now();
        let response = respond(&app, request(&format!("GET {AGENT_CARD_PATH}"))).await;
        let modified = response.headers()["last-modified"].to_str().unwrap();
        let modified = httpdate::parse_http_date(modified).unwrap();
        assert!(before - second < modified && modified <= after, "{modified:?}");
    }
    let ancient = Options::new().card_last_modified(UNIX_EPOCH - second);
    let app = agent_card(Bytes::from_static(CARD.as_bytes()), ancient);
    let response = respond(&app, request(&format!("GET {AGENT_CARD_PATH}"))).await;
    assert_eq!(
        response.headers()["last-modified"],
        "Thu, 01 Jan 1970 00:00:00 GMT"
    );
}
