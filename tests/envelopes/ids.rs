//! Any string is an id, and a tenant (§4.1.1, §11.3): in paths, encoded once, and in parameters.

use crate::wire::{VERSION, app, send};
use a2a_runtime::server::Options;
use serde_json::{Value, json};

/// Ids, and how they may stand in a path.
fn ids() -> Vec<(String, String)> {
    let long = "i".repeat(4096);
    [
        ("urn:uuid:7", "urn:uuid:7"),
        ("urn:uuid:7", "urn%3Auuid%3A7"),
        ("a:cancel", "a:cancel"),
        ("a:subscribe", "a%3Asubscribe"),
        ("a/b", "a%2Fb"),
        ("a/b", "a%2fb"),
        ("..", ".."),
        ("..", "%2e%2e"),
        ("%2e%2e", "%252e%252e"),
        ("a%2Fb", "a%252Fb"),
        ("é", "%C3%A9"),
        ("é", "é"),
        (" ", "%20"),
        ("+", "+"),
        ("\u{1f600}", "%F0%9F%98%80"),
        ("\0", "%00"),
        ("a?b#c", "a%3Fb%23c"),
        ("tasks", "tasks"),
        ("message:send", "message:send"),
        ("\"\\", "%22%5C"),
        (&long, &long),
    ]
    .map(|(id, raw)| (id.to_owned(), raw.to_owned()))
    .into()
}

const TENANTS: [(&str, &str); 6] = [
    ("", ""),
    ("acme", "acme/"),
    ("a/b", "a%2Fb/"),
    ("é:cancel", "%C3%A9:cancel/"),
    ("..", "%2e%2e/"),
    ("tasks", "%74asks/"),
];

fn task(id: &str, tenant: &str, state: &str) -> String {
    let (id, tenant) = (Value::from(id), Value::from(tenant));
    let context = if tenant == "" {
        String::new()
    } else {
        format!(r#""contextId":{tenant},"#)
    };
    format!(r#"{{"id":{id},{context}"status":{{"state":"{state}"}}}}"#)
}

#[tokio::test]
async fn in_paths() {
    let app = app(Options::new());
    let ok = |media_type: &str, body: String| (200, media_type.to_owned(), body);
    for (id, raw) in ids() {
        for (tenant, before) in TENANTS {
            let path = format!("/v1/{before}tasks/{raw}");
            for slash in ["", "/"] {
                let line = format!("GET {path}{slash}");
                let expected = ok("application/a2a+json", task(&id, tenant, "TASK_STATE_WORKING"));
                assert_eq!(send(&app, &line, &[VERSION], "").await, expected, "{line}");

                let line = format!("POST {path}:cancel{slash}");
                let expected = ok("application/a2a+json", task(&id, tenant, "TASK_STATE_CANCELED"));
                assert_eq!(send(&app, &line, &[VERSION], "").await, expected, "{line}");

                let event = format!(
                    "id: 1\ndata: {{\"task\":{}}}\n\n",
                    task(&id, tenant, "TASK_STATE_WORKING")
                );
                for verb in ["GET", "POST"] {
                    let line = format!("{verb} {path}:subscribe{slash}");
                    let expected = ok("text/event-stream", event.clone());
                    assert_eq!(send(&app, &line, &[VERSION], "").await, expected, "{line}");
                }
            }
        }
    }
}

#[tokio::test]
async fn in_the_paths_of_webhooks() {
    let app = app(Options::new());
    for (id, raw) in ids() {
        for (tenant, before) in TENANTS {
            let path = format!("/v1/{before}tasks/{raw}/pushNotificationConfigs/{raw}");
            let (status, _, body) = send(&app, &format!("GET {path}"), &[VERSION], "").await;
            let mut expected = json!({"id": id, "taskId": id, "url": "https://x.test"});
            if !tenant.is_empty() {
                expected["tenant"] = tenant.into();
            }
            assert_eq!(
                (status, serde_json::from_str(&body).unwrap()),
                (200, expected),
                "{path}"
            );
            let deleted = send(&app, &format!("DELETE {path}"), &[VERSION], "").await;
            assert_eq!((deleted.0, &*deleted.2), (200, "{}"), "{path}");
        }
    }
}

#[tokio::test]
async fn in_parameters() {
    let app = app(Options::new());
    for (id, _) in ids() {
        for (tenant, _) in TENANTS {
            for (method, state) in [
                ("GetTask", "TASK_STATE_WORKING"),
                ("CancelTask", "TASK_STATE_CANCELED"),
            ] {
                let call = json!({
                    "jsonrpc": "2.0", "id": 1, "method": method, "params": {"id": id, "tenant": tenant},
                });
                let answer = send(&app, "POST /rpc", &[VERSION], call.to_string()).await;
                let expected = format!(
                    r#"{{"jsonrpc":"2.0","id":1,"result":{}}}"#,
                    task(&id, tenant, state)
                );
                assert_eq!(answer.2, expected, "{call}");
            }
        }
    }
}

#[tokio::test]
async fn with_a_body_that_says_nothing() {
    let app = app(Options::new());
    let cancelled = task("a:cancel", "acme", "TASK_STATE_CANCELED");
    let event = task("a:cancel", "acme", "TASK_STATE_WORKING");
    let event = format!("id: 1\ndata: {{\"task\":{event}}}\n\n");
    for body in [
        "",
        "{}",
        "null",
        " ",
        r#"{"id":null}"#,
        r#"{"id":"other","tenant":"other"}"#,
    ] {
        for content_type in [
            "",
            "application/json",
            "application/a2a+json",
            "application/json; charset=UTF-8",
        ] {
            for slash in ["", "/"] {
                let headers = [VERSION, ("content-type", content_type)];
                let headers = if content_type.is_empty() {
                    &headers[..1]
                } else {
                    &headers[..]
                };
                let context = format!("{body:?} {content_type:?} {slash:?}");
                let line = format!("POST /v1/acme/tasks/a:cancel:cancel{slash}");
                let answer = send(&app, &line, headers, body).await;
                assert_eq!((answer.0, &answer.2), (200, &cancelled), "{context}");
                let line = format!("POST /v1/acme/tasks/a:cancel:subscribe{slash}");
                let answer = send(&app, &line, headers, body).await;
                assert_eq!((answer.0, &answer.2), (200, &event), "{context}");
            }
        }
    }
}
