//! Access from browsers (CORS).

use crate::agent::Agent;
use crate::wire::{exchange_1_0, request};
use a2a_bindings::Bytes;
use a2a_runtime::server::{InvalidOrigin, Options, Origins, agent_card, cors, http_json, json_rpc};
use axum::Router;

const ORIGIN: &str = "https://chat.example.com";

fn app() -> Router {
    json_rpc(Agent::new(), Options::new())
        .merge(http_json(Agent::new(), Options::new()))
        .merge(agent_card(Bytes::from_static(b"{}"), Options::new()))
}

fn some() -> Origins {
    Origins::new([ORIGIN, "http://localhost:5173"]).unwrap()
}

/// The headers of a response that are for the browser, and its status.
async fn told(app: &Router, text: &str) -> String {
    let response = exchange_1_0(app, request(text)).await;
    let head = response.split("\n\n").next().unwrap();
    let (status, headers) = head.split_once('\n').unwrap_or((head, ""));
    let told = headers
        .lines()
        .filter(|line| line.starts_with("access-control-") || line.starts_with("vary"));
    [status]
        .into_iter()
        .chain(told)
        .collect::<Vec<_>>()
        .join("\n")
        .to_lowercase()
}

fn preflight(target: &str, origin: &str) -> String {
    format!(
        "OPTIONS {target}\norigin: {origin}\naccess-control-request-method: POST\naccess-control-request-headers: \
         a2a-version,content-type"
    )
}

const PERMISSION: &str = "access-control-allow-headers: content-type,authorization,a2a-version,a2a-extensions,\
                          x-a2a-extensions,last-event-id,x-api-key\naccess-control-allow-methods: get,post,delete";
const EXPOSED: &str = "access-control-expose-headers: retry-after,www-authenticate,etag,a2a-extensions,\
                       x-a2a-extensions";
const VARY: &str = "vary: origin, access-control-request-method, access-control-request-headers";

#[tokio::test]
async fn browsers_are_told_nothing_unless_they_are_to_be() {
    for target in ["/", "/message:send", "/.well-known/agent-card.json"] {
        let told = told(&app(), &preflight(target, ORIGIN)).await;
        assert!(told.starts_with("40") && !told.contains('\n'), "{target}: {told}");
    }
    assert_eq!(
        told(&app(), &format!("GET /tasks/1\norigin: {ORIGIN}")).await,
        "200"
    );
}

#[tokio::test]
async fn an_origin_of_the_list_may_call() {
    let app = app().layer(cors(some()));
    for origin in [ORIGIN, "http://localhost:5173"] {
        for target in [
            "/",
            "/message:send",
            "/tasks/1:cancel",
            "/.well-known/agent-card.json",
        ] {
            let allowed = format!("access-control-allow-origin: {origin}\naccess-control-max-age: 3600");
            let expected = format!("200\n{PERMISSION}\n{allowed}\n{VARY}");
            assert_eq!(told(&app, &preflight(target, origin)).await, expected, "{target}");
        }
        let expected = format!("200\naccess-control-allow-origin: {origin}\n{EXPOSED}\n{VARY}");
        let call = format!("GET /tasks/1\norigin: {origin}");
        assert_eq!(told(&app, &call).await, expected);
        // An error must be readable too.
        let call = format!("GET /tasks/missing\norigin: {origin}");
        assert_eq!(told(&app, &call).await, expected.replace("200", "404"));
    }
}

#[tokio::test]
async fn another_origin_is_not_named() {
    let app = app().layer(cors(some()));
    for origin in [
        "https://evil.example.com",
        "http://chat.example.com",
        "https://chat.example.com:8443",
        "https://chat.example.com.evil.example",
        "null",
    ] {
        let told = told(&app, &format!("GET /tasks/1\norigin: {origin}")).await;
        assert_eq!(told, format!("200\n{EXPOSED}\n{VARY}"), "{origin}");
    }
    let told = told(&app, &preflight("/", "https://evil.example.com")).await;
    assert!(!told.contains("access-control-allow-origin"), "{told}");
}

#[tokio::test]
async fn any_origin_may_call_without_credentials() {
    let app = app().layer(cors(Origins::any()));
    for text in [
        "GET /tasks/1\norigin: https://a.example".to_owned(),
        preflight("/", "null"),
    ] {
        let told = told(&app, &text).await;
        assert!(told.contains("\naccess-control-allow-origin: *\n"), "{told}");
        assert!(!told.contains("credentials"), "{told}");
    }
}

#[test]
fn what_no_browser_sends_is_no_origin() {
    let shape = "write scheme, host and port, such as `https://example.com`, and nothing else";
    let rows = [
        ("*", "use `Origins::any()`"),
        ("", shape),
        ("null", shape),
        ("chat.example.com", shape),
        ("https://", shape),
        ("://a", shape),
        ("1http://a", shape),
        ("https://a/", shape),
        ("https://a?b", shape),
        ("https://a:", shape),
        ("https://a:080", shape),
        ("https://a:65536", shape),
        ("https://u@a", shape),
        ("https://a@a:81", shape),
        ("https://*.example.com", shape),
        ("https://a b", shape),
        ("https://a\r\nx: y", shape),
        ("https://b\u{fc}cher.example", shape),
        ("https://A.example", "write it in lower case, as browsers do"),
        ("HTTPS://a.example", "write it in lower case, as browsers do"),
        ("https://a:443", "leave out the default port, as browsers do"),
        ("http://a:80", "leave out the default port, as browsers do"),
    ];
    for (origin, advice) in rows {
        let error: InvalidOrigin = Origins::new([ORIGIN, origin]).unwrap_err();
        assert_eq!(error.origin(), origin);
        assert_eq!(
            error.to_string(),
            format!("`{origin}` is not an origin: {advice}")
        );
    }
    let fine = [
        "http://a:443",
        "https://[::1]:8443",
        "http://127.0.0.1",
        "chrome-extension://abc",
    ];
    Origins::new(fine).unwrap();
}
